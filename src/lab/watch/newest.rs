//! What the metric of a group's rules reads now, against the rule.

use std::cmp::Ordering;

use super::Day;
use crate::engine::quantity;

/// A metric's newest value, and how it stands to the rule that adds Instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newest {
    /// The value; none where the newest sample is not of now.
    pub value: Option<String>,
    /// On which side of the rule it is, or since when there is no sample.
    pub beside: Option<String>,
}

impl Newest {
    /// That of a day; none where its rules watch no metric, or are not known. `when` writes an
    /// instant.
    #[must_use]
    pub fn of(day: &Day, when: impl Fn(i64) -> String) -> Option<Self> {
        let metric = day.metric()?;
        let Some(samples) = &day.samples else {
            return Some(Self { value: None, beside: None });
        };
        let Some((at_ms, value)) = samples.times_ms.last().zip(samples.values.last()) else {
            return Some(Self {
                value: None,
                beside: Some(t!("no sample in 24\u{a0}h").to_owned()),
            });
        };
        if day.read_ms - at_ms > 2 * Day::STEP_MS {
            let beside = t!("no sample since {}", when(*at_ms));
            return Some(Self { value: None, beside: Some(beside) });
        }
        let beside = day.limit().map(|limit| {
            let text = quantity(metric, limit);
            match value.total_cmp(&limit) {
                Ordering::Greater => t!("value" => "over {text}"),
                Ordering::Less => t!("value" => "under {text}"),
                Ordering::Equal => t!("value" => "at {text}"),
            }
        });
        Some(Self { value: Some(quantity(metric, *value)), beside })
    }
}
