//! Fields that nothing reads: most likely a slip, whose default would be taken in silence.

use serde::Serialize;
use serde_json::Value;

use super::{
    Axis, History, Job, LoadModel, ModelOptions, PriceSource, Range, Shape, SizeAt, Sweep, Variant,
};
use crate::engine::Metric;
use crate::wire::parse;
use crate::wire::v1alpha2::{FixedSize, ScalingPolicy, UtilizationTarget};

/// The path of the first field that a job does not have; its policies and bounds may carry whatever
/// the API adds to them. A scaling policy may not: of it, what is left out is 0. `None` where it
/// has them all.
#[must_use]
pub fn unknown_in_job(value: &Value) -> Option<String> {
    let history = History {
        metric: Metric::Cpu,
        load: LoadModel::PerInstance,
        times_ms: Vec::new(),
        values: Vec::new(),
    };
    let job = Job {
        histories: vec![history],
        recorded_sizes: vec![SizeAt { at_ms: 0, size: 0 }],
        variants: vec![Variant::default()],
        shapes: vec![Shape::default()],
        price_source: Some(PriceSource::default()),
        // What is off is not written.
        model: ModelOptions { backlog: true, ..ModelOptions::default() },
        ..Job::default()
    };
    let mut known = value_of(&job);
    *known.pointer_mut("/variants/0/capacity")? = Value::Null;
    let policy = ScalingPolicy {
        fixed_size: Some(FixedSize::default()),
        cpu_target: Some(UtilizationTarget::default()),
        memory_target: Some(UtilizationTarget::default()),
        ..ScalingPolicy::default()
    };
    let variant = known.pointer_mut("/variants/0")?.as_object_mut()?;
    variant.insert("scaling_policy".to_owned(), value_of(&policy));
    unknown(value, &known, "")
}

/// The path of the first field that a sweep does not have; `None` where it has them all.
#[must_use]
pub fn unknown_in_sweep(value: &Value) -> Option<String> {
    let range = Some(Range { from: 0.0, to: 0.0, step: 0.0 });
    let axes = vec![Axis { range, ..Axis::default() }];
    unknown(value, &value_of(&Sweep { axes }), "")
}

/// Compares with an example that has one of everything.
fn unknown(value: &Value, known: &Value, path: &str) -> Option<String> {
    match (value, known) {
        (Value::Object(fields), Value::Object(known)) => fields.iter().find_map(|(name, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            let path = format!("{path}{dot}{name}");
            match known.get(name) {
                None => Some(path),
                Some(known) => unknown(value, known, &path),
            }
        }),
        (Value::Array(items), Value::Array(known)) => {
            let known = known.first()?;
            let mut items = items.iter().enumerate();
            items.find_map(|(index, value)| unknown(value, known, &format!("{path}[{index}]")))
        }
        _ => None,
    }
}

/// A value as JSON. None of these types has anything that JSON could not hold. By way of its text,
/// which these types are written as anyway: a second way to write them would be 8 KB to load.
pub(super) fn value_of<T: Serialize>(value: &T) -> Value {
    let text = serde_json::to_vec(value).unwrap_or_default();
    parse(&text).unwrap_or_default()
}
