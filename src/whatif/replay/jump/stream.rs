//! A history's samples as a scaler sees them, with where they stand among the evaluations.

use super::ascending::Ascending;
use super::turned::{Clock, Turned, first_at};
use crate::whatif::MissingData;
use crate::whatif::replay::prepared::{Arrival, PreparedHistory, Sample};
use crate::whatif::replay::served::Alike;

/// What a scaler sees of one history, whatever the sizes.
pub struct Stream {
    pub history: PreparedHistory,
    /// The samples, each with the interval that its value is of: what holds the last value on shows
    /// the sample that it is of.
    pub samples: Vec<Sample>,
    /// When each of them is seen.
    pub stamps: Vec<i64>,
    /// How many are seen up to each evaluation.
    pub ends: Ascending,
    /// The first whose interval does not begin before a change of what serves.
    pub whole: Turned,
}

impl Stream {
    /// Those of `samples` that are of a history.
    pub fn new(
        samples: &[Sample],
        history: (usize, PreparedHistory),
        missing_data: MissingData,
        clock: &Clock,
    ) -> Self {
        let (index, history) = history;
        let (mut seen, mut stamps, mut last) = (Vec::new(), Vec::new(), None);
        let own = samples.iter().filter(|sample| usize::from(sample.history) == index);
        for sample in own.filter(|sample| sample.arrival.is_observed()) {
            if sample.arrival.is_shown() {
                last = Some(*sample);
            }
            let Some(mut shows) = stands_for(sample, last, missing_data) else { continue };
            if !shows.arrival.is_shown() {
                // It is 0 on any fleet, whenever it began.
                shows.from_ms = seen.last().map_or(shows.from_ms, |own: &Sample| own.from_ms);
            }
            seen.push(shows);
            stamps.push(sample.at_ms.saturating_add(clock.metric_delay_ms));
        }
        let (from, stamp) = (|at: usize| seen[at].from_ms, |at: usize| stamps[at]);
        debug_assert!((1..seen.len()).all(|at| from(at - 1) <= from(at)), "intervals ascend");
        let whole = Turned::new(clock, |delay_ms| first_at(clock, delay_ms, seen.len(), from));
        let ends = Ascending::new(first_at(clock, 1, stamps.len(), stamp));
        Self { history, samples: seen, stamps, ends, whole }
    }

    /// For each evaluation, the first sample whose interval does not begin before a change of what
    /// serves so much later.
    pub fn first_whole(&self, clock: &Clock, delay_ms: i64) -> Vec<u32> {
        first_at(clock, delay_ms, self.samples.len(), |at| self.samples[at].from_ms)
    }

    /// The place of its values on so many Instances among those on any number.
    pub const fn slot(&self, serving: u32) -> u32 {
        if self.history.spread { serving } else { 0 }
    }

    /// How many bytes it takes.
    pub const fn bytes(&self) -> usize {
        self.samples.len() * (size_of::<Sample>() + size_of::<i64>())
            + self.ends.bytes()
            + self.whole.bytes()
    }
}

/// The sample that what the scaler sees is of.
fn stands_for(sample: &Sample, last: Option<Sample>, missing_data: MissingData) -> Option<Sample> {
    match missing_data {
        _ if sample.arrival.is_shown() => Some(*sample),
        MissingData::Gap => None,
        MissingData::HoldLast => last,
        MissingData::Zero => Some(Sample {
            demand: 0.0,
            at_recorded: 0.0,
            alike: Alike::Never,
            arrival: Arrival::Filled,
            ..*sample
        }),
    }
}
