//! Fields that nothing reads: most likely a slip, whose default would be taken in silence.

use serde_json::Value;

use crate::engine::Metric;
use crate::whatif::{
    Axis, History, Job, LoadModel, PriceSource, Range, Shape, SizeAt, Sweep, Variant,
};

/// The path of the first field that a job does not have; its policies and bounds may carry
/// whatever the API adds to them.
pub fn in_job(value: &Value) -> Option<String> {
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
        ..Job::default()
    };
    let mut known = serde_json::to_value(job).ok()?;
    *known.pointer_mut("/variants/0/capacity")? = Value::Null;
    unknown(value, &known, "")
}

/// The path of the first field that a sweep does not have.
pub fn in_sweep(value: &Value) -> Option<String> {
    let range = Some(Range { from: 0.0, to: 0.0, step: 0.0 });
    let axes = vec![Axis { range, ..Axis::default() }];
    unknown(value, &serde_json::to_value(Sweep { axes }).ok()?, "")
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
