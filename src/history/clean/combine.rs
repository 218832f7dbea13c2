//! The series of several Instances as one.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use super::series::{Sample, Series, SeriesError};
use crate::history::report::words::length;

/// What becomes of the values of one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// Their average, as a rule on a usage looks at it.
    Average,
    /// Their sum, as of the traffic of a group.
    Sum,
}

/// Several series as one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Combined {
    /// The one.
    pub series: Series,
    /// How many moments are left out, since a series that goes on later has no sample there.
    pub incomplete: u32,
    /// The fewest and the most series that have a sample at one moment.
    pub present: (u32, u32),
}

/// Why several series cannot be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CombineError {
    /// They are sampled in different rhythms.
    Steps(i64, i64),
    /// They are never complete for two moments.
    NeverComplete,
    /// A sum is beyond any number.
    TooLarge,
}

impl Display for CombineError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Steps(one, other) => {
                let (one, other) = (length(*one), length(*other));
                f.write_str(&t!(
                    "The series have different steps, {one} and {other}. Export them with the \
                     same step."
                ))
            }
            Self::NeverComplete => f.write_str(t!(
                "There are no two moments at which all series have a sample that should."
            )),
            Self::TooLarge => f.write_str(t!("The values are too large to be added.")),
        }
    }
}

impl Error for CombineError {}

/// Combines series whose samples lie at the same moments, each within half a step.
///
/// A series counts from its first sample to its last: an Instance that joins later or leaves
/// earlier is no part of the moments outside. A moment at which one that counts has no sample is
/// left out, as a sum would be short of it and an average might be of the others.
///
/// # Errors
/// When their steps differ, or nothing is left.
///
/// ```
/// use headroom::history::{Sample, Series, Together, combine};
///
/// let series = |values: [f64; 3]| {
///     let stamped = [60_000, 120_000, 180_000].into_iter().zip(values);
///     Series::new(stamped.map(|(at_ms, value)| Sample { at_ms, value }).collect())
/// };
/// let (a, b) = (series([40.0, 60.0, 50.0])?, series([60.0, 80.0, 30.0])?);
/// let combined = combine(&[&a, &b], Together::Average)?;
/// let values: Vec<f64> = combined.series.samples().iter().map(|sample| sample.value).collect();
/// assert_eq!(values, [50.0, 70.0, 40.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn combine(series: &[&Series], how: Together) -> Result<Combined, CombineError> {
    let Some(step_ms) = series.iter().map(|one| one.step_ms()).min() else {
        return Err(CombineError::NeverComplete);
    };
    let differing = series.iter().find(|one| one.step_ms() - step_ms > step_ms / 10);
    if let Some(other) = differing {
        return Err(CombineError::Steps(step_ms, other.step_ms()));
    }
    let (mut rest, mut incomplete) = (Rest::new(series, step_ms), 0_u32);
    let (mut samples, mut present) = (Vec::new(), (u32::MAX, 0));
    while let Some(moment) = rest.next_moment() {
        if moment.values.len() < moment.due {
            incomplete = incomplete.saturating_add(1);
            continue;
        }
        let count = u32::try_from(moment.values.len()).unwrap_or(u32::MAX);
        present = (count.min(present.0), count.max(present.1));
        samples.push(Sample { at_ms: moment.at_ms, value: value(&moment.values, how) });
    }
    match Series::new(samples) {
        Ok(series) => Ok(Combined { series, incomplete, present }),
        Err(SeriesError::BadValue { .. }) => Err(CombineError::TooLarge),
        Err(_) => Err(CombineError::NeverComplete),
    }
}

/// The value of a moment; an average is taken of parts only where the sum is beyond any number.
fn value(values: &[f64], how: Together) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a file has a hundred series at most")]
    let count = values.len() as f64;
    let sum: f64 = values.iter().sum();
    match how {
        Together::Sum => sum,
        Together::Average if sum.is_finite() => sum / count,
        Together::Average => values.iter().map(|value| value / count).sum(),
    }
}

/// The samples of all series that are still to come.
struct Rest<'a> {
    parts: Vec<&'a [Sample]>,
    started: Vec<bool>,
    step_ms: i64,
}

/// What is there at a moment.
struct Moment {
    /// The latest stamp in it.
    at_ms: i64,
    values: Vec<f64>,
    /// How many series have begun and not ended.
    due: usize,
}

impl<'a> Rest<'a> {
    fn new(series: &[&'a Series], step_ms: i64) -> Self {
        let parts: Vec<_> = series.iter().map(|one| one.samples()).collect();
        let started = vec![false; parts.len()];
        Self { parts, started, step_ms }
    }

    /// The samples that lie within half a step of the earliest.
    fn next_moment(&mut self) -> Option<Moment> {
        let first = |part: &&[Sample]| part.first().map(|sample| sample.at_ms);
        let earliest_ms = self.parts.iter().filter_map(first).min()?;
        let until_ms = earliest_ms.saturating_add(self.step_ms / 2);
        let (mut at_ms, mut values, mut due) = (earliest_ms, Vec::new(), 0);
        for (part, started) in self.parts.iter_mut().zip(&mut self.started) {
            let Some((sample, later)) = part.split_first() else { continue };
            if sample.at_ms <= until_ms {
                *started = true;
                values.push(sample.value);
                at_ms = at_ms.max(sample.at_ms);
                *part = later;
            }
            due += usize::from(*started);
        }
        Some(Moment { at_ms, values, due })
    }
}
