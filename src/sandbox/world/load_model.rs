//! How a group's load meets its Instances: plainly, or as its name asks for.

use crate::engine::MINUTE_MS;

/// The start of the names that ask for a model; `docs/sandbox.md` says what may follow.
const NAMED: &str = "model-";

/// What a group does besides spreading its load evenly, at once and without a rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoadModel {
    /// The power of the number of Instances that the load is divided by.
    elasticity: f64,
    /// The CPU of an Instance without load, in per cent.
    pub idle: f64,
    /// How old samples are when the policies see them, in milliseconds.
    pub delay_ms: i64,
    /// Whether work that is too much waits.
    pub queues: bool,
}

impl LoadModel {
    /// The model that a group's name asks for: `model-e80-i10-d120-q` has an elasticity of 0.8,
    /// 10 % idle CPU, samples that are seen two minutes late, and a queue.
    pub fn of(group_name: &str) -> Self {
        let mut model = Self { elasticity: 1.0, idle: 0.0, delay_ms: 0, queues: false };
        let words = group_name.strip_prefix(NAMED).unwrap_or_default();
        for word in words.split('-') {
            let number = |text: &str| text.parse::<u8>().map_or(0, i64::from);
            let percent = |text: &str| f64::from(text.parse::<u8>().unwrap_or(0));
            match word.split_at_checked(1) {
                Some(("e", text)) => model.elasticity = percent(text) / 100.0,
                Some(("i", text)) => model.idle = percent(text).min(90.0),
                // Samples are of whole minutes.
                Some(("d", text)) => model.delay_ms = number(text) * 1_000 / MINUTE_MS * MINUTE_MS,
                Some(("q", "")) => model.queues = true,
                _ => {}
            }
        }
        model
    }

    /// What a load is divided by on so many Instances.
    pub fn divisor(&self, serving: u32) -> f64 {
        match (serving, self.elasticity) {
            (0, _) => 0.0,
            (_, 1.0) => f64::from(serving),
            _ => libm::pow(f64::from(serving), self.elasticity),
        }
    }
}
