//! How long the demand exceeds what so many Instances carry, up to every sample.

use super::by_size::BySize;
use super::turned::{Clock, Turned, first_at};
use crate::whatif::replay::prepared::{PreparedHistory, Sample};
use crate::whatif::replay::run::overloads;

/// The demand of the history that tells what an Instance can carry.
pub struct Demand {
    samples: Vec<Sample>,
    history: PreparedHistory,
    /// The first sample that ends after a change of what serves.
    pub ends_after: Turned,
    /// For each number of Instances, how long it was too few in the samples before each.
    by_size: BySize<Vec<i64>>,
}

impl Demand {
    /// Those of `samples` that are of a history.
    pub fn new(samples: &[Sample], history: (usize, PreparedHistory), clock: &Clock) -> Self {
        let (index, history) = history;
        let own = samples.iter().filter(|sample| usize::from(sample.history) == index);
        let samples: Vec<Sample> =
            own.filter(|sample| sample.arrival.is_sample()).copied().collect();
        let end = |at: usize| samples[at].at_ms;
        let ends_after = Turned::new(clock, |delay_ms| {
            first_at(clock, delay_ms.saturating_add(1), samples.len(), end)
        });
        Self { samples, history, ends_after, by_size: BySize::default() }
    }

    /// The overload of a fleet of which so many served from each instant on, in milliseconds. Each
    /// entry after the first has the first sample that ends after it in `turns`.
    pub fn overload_ms(&mut self, pieces: &[(i64, u32)], turns: &[u32]) -> i64 {
        debug_assert_eq!(pieces.len(), turns.len() + 1, "a turn for each change");
        let (mut total_ms, mut counted) = (0, 0);
        for (index, &turn) in turns.iter().enumerate() {
            let turn = turn as usize;
            if turn < counted {
                continue;
            }
            total_ms += self.between(pieces[index].1, counted, turn);
            counted = turn;
            let Some(sample) = self.samples.get(turn) else { continue };
            if sample.from_ms < pieces[index + 1].0 {
                overloads(&self.history, sample, &pieces[index..], |_, stretch| {
                    total_ms += stretch.to_ms - stretch.from_ms;
                });
                counted += 1;
            }
        }
        let last = pieces.last().map_or(0, |piece| piece.1);
        total_ms + self.between(last, counted, self.samples.len())
    }

    /// The overload of so many Instances in the samples from one up to another.
    fn between(&mut self, serving: u32, from: usize, to: usize) -> i64 {
        if from == to {
            return 0;
        }
        let Self { samples, history, by_size, .. } = self;
        let carried = history.carried(serving).unwrap_or(f64::INFINITY);
        let sums = by_size.or_insert(serving, || overload_sums(samples, carried));
        sums[to] - sums[from]
    }

    pub fn bytes(&self) -> usize {
        self.samples.len() * (size_of::<Sample>() + self.by_size.count() * size_of::<i64>())
            + self.ends_after.bytes()
    }
}

/// How long what is carried is too little in the samples before each.
fn overload_sums(samples: &[Sample], carried: f64) -> Vec<i64> {
    let mut sum_ms = 0;
    let mut sums = Vec::with_capacity(samples.len() + 1);
    sums.push(0);
    sums.extend(samples.iter().map(|sample| {
        let over = sample.demand - carried > 0.0;
        sum_ms += if over { sample.at_ms - sample.from_ms } else { 0 };
        sum_ms
    }));
    sums
}
