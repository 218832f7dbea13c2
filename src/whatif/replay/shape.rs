//! Traffic that the recording does not hold, laid over it.

use serde::{Deserialize, Serialize};

use super::interval::as_f64;

/// What a shape does to the traffic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShapeKind {
    /// The traffic is so many times the recorded one, from the start to the end.
    #[default]
    Spike,
    /// It grows evenly from the recorded one to so many times that, and stays there.
    Ramp,
    /// There is no traffic: the Instances serve and idle.
    Outage,
    /// The traffic goes on but its samples are lost: [`super::MissingData`] says what the scaler
    /// sees instead.
    Blackout,
}

/// One shape. It is laid over every history, and several multiply. A sample is shaped by the
/// instant of its stamp: it belongs to a shape when that lies after the start and not after the
/// end, as with the interval that it stands for.
///
/// ```
/// use headroom::whatif::{Detail, Shape, ShapeKind, from_file, run};
///
/// let mut job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let span = run(&job, Detail::Curves)?.span;
/// // What if twice as many had come in the first half hour?
/// let to_ms = span.from_ms + 1_800_000;
/// job.shapes =
///     vec![Shape { kind: ShapeKind::Spike, from_ms: span.from_ms, to_ms, factor: 2.0 }];
/// let card = &run(&job, Detail::Curves)?.variants[0].scorecard;
/// assert!(card.overload_minutes > Some(0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shape {
    /// What it does.
    pub kind: ShapeKind,
    /// Its start, in milliseconds since the Unix epoch.
    pub from_ms: i64,
    /// Its end, after its start.
    pub to_ms: i64,
    /// How many times the recorded traffic, 0 or more; an outage and a blackout have none.
    pub factor: f64,
}

impl Default for Shape {
    fn default() -> Self {
        Self { kind: ShapeKind::Spike, from_ms: 0, to_ms: 0, factor: 1.0 }
    }
}

impl Shape {
    const fn holds(&self, at_ms: i64) -> bool {
        self.from_ms < at_ms && at_ms <= self.to_ms
    }

    /// What it multiplies the traffic by.
    fn factor_at(&self, at_ms: i64) -> f64 {
        match self.kind {
            ShapeKind::Spike if self.holds(at_ms) => self.factor,
            ShapeKind::Ramp if self.holds(at_ms) => {
                let done = as_f64(at_ms - self.from_ms) / as_f64(self.to_ms - self.from_ms);
                1.0 + (self.factor - 1.0) * done
            }
            ShapeKind::Ramp if at_ms > self.to_ms => self.factor,
            ShapeKind::Outage if self.holds(at_ms) => 0.0,
            _ => 1.0,
        }
    }
}

/// What all shapes together multiply the traffic by.
pub fn factor_at(shapes: &[Shape], at_ms: i64) -> f64 {
    shapes.iter().fold(1.0, |factor, shape| factor * shape.factor_at(at_ms))
}

/// Whether the samples of this instant are lost.
pub fn is_lost(shapes: &[Shape], at_ms: i64) -> bool {
    shapes.iter().any(|shape| shape.kind == ShapeKind::Blackout && shape.holds(at_ms))
}
