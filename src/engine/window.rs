//! The samples of a look-back and their aggregate, at constant cost a sample.

use super::Aggregate;

/// A sliding window over samples in ascending time.
///
/// Its samples are a queue in two parts: each of the front carries the aggregate of itself and of
/// all after it there, and the back has one running aggregate. Adding, dropping and asking cost
/// O(1) amortised whatever the look-back, and nothing is ever subtracted, so no rounding error
/// outlives the samples that made it.
///
/// ```
/// use headroom::engine::{Aggregate, Window};
///
/// let mut cpu = Window::new(Aggregate::Average);
/// cpu.push(60_000, 90.0);
/// cpu.push(120_000, 50.0);
/// cpu.push(180_000, 70.0);
/// assert_eq!(cpu.value(), Some(70.0));
/// // A look-back of two minutes at 180 s: after 60 s, up to and including 180 s.
/// cpu.drop_until(180_000 - 120_000);
/// assert_eq!((cpu.len(), cpu.value()), (2, Some(60.0)));
/// ```
#[derive(Clone, Debug)]
pub struct Window {
    aggregate: Aggregate,
    /// What was dropped, the front, the back; the front's values are aggregates.
    samples: Vec<(i64, f64)>,
    /// Where the front begins.
    front: usize,
    /// Where the back begins.
    back: usize,
    back_aggregate: f64,
}

impl Window {
    /// An empty window.
    #[must_use]
    pub const fn new(aggregate: Aggregate) -> Self {
        Self { aggregate, samples: Vec::new(), front: 0, back: 0, back_aggregate: 0.0 }
    }

    /// Adds a sample, at milliseconds since the Unix epoch, that is not older than the last one
    /// added.
    #[inline]
    pub fn push(&mut self, at_ms: i64, value: f64) {
        let newest = self.samples.last();
        debug_assert!(newest.is_none_or(|&(time_ms, _)| time_ms <= at_ms), "times ascend");
        self.back_aggregate = match self.back == self.samples.len() {
            true => value,
            false => self.aggregate.combine(self.back_aggregate, value),
        };
        self.samples.push((at_ms, value));
    }

    /// Drops the samples at or before `at_ms`.
    #[inline]
    pub fn drop_until(&mut self, at_ms: i64) {
        while self.samples.get(self.front).is_some_and(|&(time, _)| time <= at_ms) {
            self.front += 1;
        }
        if self.front > self.back {
            self.flip();
        }
    }

    /// How many samples it holds.
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        self.samples.len() - self.front
    }

    /// Whether it holds none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The aggregate of all samples, in their unit; `None` without any.
    #[inline]
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        let front = self.samples.get(self.front).filter(|_| self.front < self.back);
        let back = (self.back < self.samples.len()).then_some(self.back_aggregate);
        self.aggregate.total(front.map(|&(_, front)| front), back, self.len())
    }

    /// Makes the front of what is left, which is all in the back.
    fn flip(&mut self) {
        let Self { aggregate, samples, front, back, .. } = self;
        let left = *front..samples.len();
        samples.copy_within(left, 0);
        samples.truncate(samples.len() - *front);
        let mut newer = None;
        for (_, value) in samples.iter_mut().rev() {
            if let Some(newer) = newer {
                *value = aggregate.combine(*value, newer);
            }
            newer = Some(*value);
        }
        (*front, *back) = (0, samples.len());
    }
}

impl Aggregate {
    /// What two parts of a window come to; of an average, their sum.
    #[inline]
    #[must_use]
    pub fn combine(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Average | Self::Sum => a + b,
            Self::Max if b > a => b,
            Self::Min if b < a => b,
            Self::Max | Self::Min => a,
        }
    }

    /// What the two parts of a window of so many samples come to, by [`Self::combine`]; `None`
    /// without either.
    #[inline]
    #[must_use]
    pub fn total(self, front: Option<f64>, back: Option<f64>, length: usize) -> Option<f64> {
        let total = match (front, back) {
            (Some(front), Some(back)) => self.combine(front, back),
            (front, back) => front.or(back)?,
        };
        Some(match (self, length) {
            (Self::Average, 2..) => total / count(length),
            _ => total,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a window holds far fewer than 2^52 samples")]
const fn count(length: usize) -> f64 {
    length as f64
}
