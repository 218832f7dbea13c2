//! A clean series: what the import yields and the what-if reads.

use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

use crate::base::nth;
use crate::history::report::Span;

/// One sample: the value of a metric over the interval that ends at `at_ms`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// End of the interval, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// The metric's value, in the metric's own unit.
    pub value: f64,
}

/// Samples in ascending time, without duplicates, finite and not negative; at least two of them.
///
/// On the wire it is the plain list of samples; reading one checks it again.
///
/// ```
/// use headroom::history::{Sample, Series, SeriesError};
///
/// let at = |at_ms, value| Sample { at_ms, value };
/// let cpu = Series::new(vec![at(60_000, 40.0), at(120_000, 60.0), at(240_000, 50.0)])?;
/// assert_eq!((cpu.step_ms(), cpu.range()), (60_000, (40.0, 60.0)));
/// // A sample stands for the step that ends at its stamp.
/// assert_eq!(cpu.span().from_ms, 0);
/// assert_eq!((cpu.gaps()[0].after_ms, cpu.gaps()[0].until_ms), (120_000, 240_000));
///
/// let twice = Series::new(vec![at(60_000, 40.0), at(60_000, 60.0)]);
/// assert_eq!(twice, Err(SeriesError::NotAscending { index: 1 }));
/// # Ok::<(), SeriesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Vec<Sample>")]
pub struct Series {
    samples: Vec<Sample>,
    step_ms: i64,
}

/// A hole: no sample for longer than one and a half steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The stamp of the last sample before the hole, in milliseconds since the Unix epoch.
    pub after_ms: i64,
    /// The stamp of the first sample after it, likewise; that sample's own interval starts one step
    /// earlier.
    pub until_ms: i64,
}

/// Why a list of samples is not a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SeriesError {
    /// Fewer than two samples have no step.
    #[error("A series needs at least two samples, this one has {count}.")]
    TooFew {
        /// How many there are.
        count: usize,
    },
    /// A stamp is not after the one before it.
    #[error("Sample {index} is not later than the one before it.")]
    NotAscending {
        /// Index of the later of the two.
        index: usize,
    },
    /// A value that no managed metric can have.
    #[error("The value of sample {index} is negative or not finite.")]
    BadValue {
        /// Index of the sample.
        index: usize,
    },
}

impl Series {
    /// Takes samples that are already clean.
    ///
    /// # Errors
    /// Names the first sample that is not.
    pub fn new(samples: Vec<Sample>) -> Result<Self, SeriesError> {
        if samples.len() < 2 {
            return Err(SeriesError::TooFew { count: samples.len() });
        }
        let bad = |sample: &Sample| !sample.value.is_finite() || sample.value < 0.0;
        if let Some(index) = samples.iter().position(bad) {
            return Err(SeriesError::BadValue { index });
        }
        if let Some(index) = samples.windows(2).position(|pair| pair[1].at_ms <= pair[0].at_ms) {
            return Err(SeriesError::NotAscending { index: index + 1 });
        }
        let step_ms = median(samples.windows(2).map(|pair| distance(pair[0].at_ms, pair[1].at_ms)));
        debug_assert!(step_ms > 0, "ascending stamps have a positive step");
        Ok(Self { samples, step_ms })
    }

    /// The samples, oldest first.
    #[must_use]
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// The usual distance of two samples in milliseconds: the (lower) median, so that gaps do not
    /// move it.
    #[must_use]
    pub fn step_ms(&self) -> i64 {
        self.step_ms
    }

    /// The lowest and the highest value.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let values = || self.samples.iter().map(|sample| sample.value);
        (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max))
    }

    /// How many distances of two samples differ from the usual one by more than a tenth, gaps
    /// included.
    #[must_use]
    pub fn irregular_steps(&self) -> usize {
        let pairs = self.samples.windows(2);
        pairs
            .map(|pair| distance(pair[0].at_ms, pair[1].at_ms))
            .filter(|distance| distance.abs_diff(self.step_ms) > self.step_ms.unsigned_abs() / 10)
            .count()
    }

    /// The first stamp, in milliseconds since the Unix epoch.
    #[must_use]
    pub fn first_ms(&self) -> i64 {
        self.samples.first().map_or(0, |sample| sample.at_ms)
    }

    /// The last stamp, in milliseconds since the Unix epoch.
    #[must_use]
    pub fn last_ms(&self) -> i64 {
        self.samples.last().map_or(0, |sample| sample.at_ms)
    }

    /// What the series covers: it starts one step before the first stamp, since a sample's interval
    /// ends at its stamp.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { from_ms: self.first_ms().saturating_sub(self.step_ms), until_ms: self.last_ms() }
    }

    /// The holes, oldest first.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        self.samples
            .windows(2)
            .map(|pair| Gap { after_ms: pair[0].at_ms, until_ms: pair[1].at_ms })
            .filter(|gap| is_gap(distance(gap.after_ms, gap.until_ms), self.step_ms))
            .collect()
    }
}

impl TryFrom<Vec<Sample>> for Series {
    type Error = SeriesError;

    fn try_from(samples: Vec<Sample>) -> Result<Self, SeriesError> {
        Self::new(samples)
    }
}

impl Serialize for Series {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.samples.serialize(serializer)
    }
}

/// Whether a distance of two stamps is a hole: more than one and a half steps.
pub(in crate::history) fn is_gap(distance_ms: i64, step_ms: i64) -> bool {
    distance_ms.saturating_sub(step_ms) > step_ms / 2
}

/// The lower median; 0 of nothing.
pub(in crate::history) fn median(distances: impl Iterator<Item = i64>) -> i64 {
    let distances: Vec<i64> = distances.collect();
    let middle = distances.len().saturating_sub(1) / 2;
    nth(distances, middle).unwrap_or_default()
}

/// From one stamp to a later one. Saturates, as stamps from outside can be anything.
fn distance(from_ms: i64, to_ms: i64) -> i64 {
    to_ms.saturating_sub(from_ms)
}
