//! The samples of a look-back and their aggregate, at constant cost a sample.

use super::Aggregate;

/// A sliding window over samples in ascending time.
///
/// Two stacks hold it: the front carries running aggregates from each sample to its end, the back
/// one running aggregate. Adding, dropping and asking cost O(1) amortised whatever the look-back,
/// and nothing is ever subtracted, so no rounding error outlives the samples that made it.
#[derive(Clone, Debug)]
pub struct Window {
    aggregate: Aggregate,
    /// Newest first, so that the oldest pops off; each with the aggregate of itself and all newer
    /// ones in this stack.
    front: Vec<(i64, f64)>,
    back: Vec<(i64, f64)>,
    back_aggregate: f64,
}

impl Window {
    /// An empty window.
    #[must_use]
    pub const fn new(aggregate: Aggregate) -> Self {
        Self { aggregate, front: Vec::new(), back: Vec::new(), back_aggregate: 0.0 }
    }

    /// Adds a sample that is not older than the last one added.
    pub fn push(&mut self, at_ms: i64, value: f64) {
        self.back_aggregate = match self.back.is_empty() {
            true => value,
            false => self.combine(self.back_aggregate, value),
        };
        self.back.push((at_ms, value));
    }

    /// Drops the samples at or before `at_ms`.
    pub fn drop_until(&mut self, at_ms: i64) {
        loop {
            while self.front.last().is_some_and(|&(time, _)| time <= at_ms) {
                self.front.pop();
            }
            if !self.front.is_empty() || self.back.first().is_none_or(|&(time, _)| time > at_ms) {
                return;
            }
            self.flip();
        }
    }

    /// How many samples it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.front.len() + self.back.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.front.is_empty() && self.back.is_empty()
    }

    /// The aggregate of all samples; `None` without any.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        let total = match (self.front.last(), self.back.is_empty()) {
            (None, true) => return None,
            (None, false) => self.back_aggregate,
            (Some(&(_, front)), true) => front,
            (Some(&(_, front)), false) => self.combine(front, self.back_aggregate),
        };
        Some(match self.aggregate {
            Aggregate::Average => total / count(self.len()),
            Aggregate::Max | Aggregate::Min | Aggregate::Sum => total,
        })
    }

    /// Moves the back stack to the empty front.
    fn flip(&mut self) {
        while let Some((at_ms, value)) = self.back.pop() {
            let running = match self.front.last() {
                Some(&(_, newer)) => self.combine(value, newer),
                None => value,
            };
            self.front.push((at_ms, running));
        }
    }

    fn combine(&self, a: f64, b: f64) -> f64 {
        match self.aggregate {
            Aggregate::Average | Aggregate::Sum => a + b,
            Aggregate::Max => a.max(b),
            Aggregate::Min => a.min(b),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a window holds far fewer than 2^52 samples")]
fn count(length: usize) -> f64 {
    length as f64
}
