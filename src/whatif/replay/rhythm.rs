//! When a group is evaluated.

use super::Job;

/// Instants at the same distance.
#[derive(Clone, Copy, Debug)]
pub struct Rhythm {
    /// Their distance in milliseconds, above 0.
    pub period_ms: i64,
    /// The first of them that is not before the first sample.
    pub first_ms: i64,
}

impl Rhythm {
    /// The evaluations of a job whose first sample is at `sample_ms`.
    pub fn new(job: &Job, period_ms: i64, sample_ms: i64) -> Self {
        let phase_ms = job.evaluation_phase_ms.unwrap_or(sample_ms).rem_euclid(period_ms);
        let to_first_ms = (phase_ms - sample_ms.rem_euclid(period_ms)).rem_euclid(period_ms);
        Self { period_ms, first_ms: sample_ms.saturating_add(to_first_ms) }
    }

    /// How many there are up to `end_ms`.
    pub fn ticks(self, end_ms: i64) -> usize {
        if self.first_ms > end_ms {
            return 0;
        }
        let ticks = (end_ms - self.first_ms) / self.period_ms + 1;
        usize::try_from(ticks).unwrap_or(usize::MAX)
    }
}
