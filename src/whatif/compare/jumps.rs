//! What a metric was about to show at each real change of size, and what it showed.
//!
//! A trend forecasts what comes next. Changes of size follow what is unusual: a metric that is high
//! brings about one Instance more, and would have come down without it as well. How much it would
//! have is learned from the samples at steady sizes: their forecasts are corrected by a regression
//! on how far the last sample was from the mean of those before, and on the trend. Samples of full
//! Instances, and those after them, in which work that waited may have been done, tell nothing.

use std::collections::VecDeque;

use super::reversion::{Deviation, Reversions};
use crate::engine::Metric;
use crate::whatif::replay::{as_f64, median_step_ms};
use crate::whatif::{History, SizeAt};

/// A real change of size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jump {
    /// What the metric would have shown at the old size.
    pub forecast: f64,
    /// What it showed at the new one.
    pub after: f64,
    /// The new size as a multiple of the old one.
    pub ratio: f64,
}

/// Samples of one size before a trend is trusted.
const TRUSTED_AFTER: usize = 3;

/// The smallest forecast that a relative error is reckoned with.
const SMALLEST: f64 = 0.5;

/// The most steps from one sample to the next over which a trend holds.
const FARTHEST: f64 = 4.5;

/// The samples whose mean is the usual value.
const RECENT: usize = 8;

/// How fast level and slope follow, of which those that forecast best are taken.
const LEVELS: [f64; 5] = [0.2, 0.4, 0.6, 0.8, 1.0];
const SLOPES: [f64; 6] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.4];

/// A sample that one size served throughout.
#[derive(Clone, Copy)]
struct Steady {
    at_ms: i64,
    value: f64,
    size: u32,
    /// Whether it, or the sample before it, shows full Instances.
    is_full: bool,
}

/// The changes of a history that can be read.
pub fn jumps(history: &History, sizes: &[SizeAt]) -> Vec<Jump> {
    let step_ms = median_step_ms(&history.times_ms);
    let steady = steady(history, sizes, step_ms);
    let tried = LEVELS.iter().flat_map(|level| SLOPES.iter().map(move |slope| (*level, *slope)));
    let mut best = (f64::INFINITY, Vec::new());
    for (level, slope) in tried {
        let (error, found) = Trend::new(level, slope).follow(&steady, step_ms);
        if error < best.0 {
            best = (error, found);
        }
    }
    best.1
}

/// The samples but those within whose interval the size changed.
fn steady(history: &History, sizes: &[SizeAt], step_ms: i64) -> Vec<Steady> {
    let ceiling = if history.metric == Metric::Cpu { 100.0 } else { f64::INFINITY };
    let (mut next, mut was_full) = (0, false);
    let samples = history.times_ms.iter().zip(&history.values);
    samples
        .filter_map(|(&at_ms, &value)| {
            while sizes.get(next).is_some_and(|entry| entry.at_ms <= at_ms - step_ms) {
                next += 1;
            }
            let is_full = value >= ceiling;
            let follows_full = std::mem::replace(&mut was_full, is_full);
            let is_full = is_full || follows_full;
            let holds = sizes.get(next.saturating_sub(1))?;
            let changes = sizes.get(next).is_some_and(|entry| next > 0 && entry.at_ms < at_ms);
            let steady = Steady { at_ms, value, size: holds.size, is_full };
            (!changes && holds.size > 0).then_some(steady)
        })
        .collect()
}

/// Holt's smoothing of a level and its slope a step.
struct Trend {
    /// How fast both follow.
    rates: [f64; 2],
    level: f64,
    slope: f64,
    /// The last values at the present size, the newest last.
    recent: VecDeque<f64>,
    /// How many there were.
    known: usize,
    /// What was forecast for the sample after the next one.
    ahead: Option<(f64, Deviation)>,
    /// How forecasts at a steady size erred.
    reversions: Reversions,
    /// The squares of the errors one step ahead, and how many there are.
    squares: (f64, u32),
}

/// A change of size, with how many steps its forecast reaches, from which deviation.
type Found = (Jump, f64, Deviation);

impl Trend {
    const fn new(level: f64, slope: f64) -> Self {
        let rates = [level, slope];
        Self {
            rates,
            level: 0.0,
            slope: 0.0,
            recent: VecDeque::new(),
            known: 0,
            ahead: None,
            reversions: Reversions::NONE,
            squares: (0.0, 0),
        }
    }

    /// The mean square of the relative errors one step ahead at a steady size, and the jumps.
    fn follow(mut self, samples: &[Steady], step_ms: i64) -> (f64, Vec<Jump>) {
        let (mut found, mut before) = (Vec::new(), None::<Steady>);
        for now in samples {
            let last = before.replace(*now).filter(|_| self.known > 0);
            match last {
                _ if now.is_full => self.restart(None, 0.0),
                None => self.restart(Some(now.value), 0.0),
                Some(last) => {
                    let steps = as_f64(now.at_ms - last.at_ms) / as_f64(step_ms.max(1));
                    found.extend(self.pass(last, *now, steps));
                }
            }
        }
        let (squares, count) = self.squares;
        let mean = if count == 0 { f64::MAX } else { squares / f64::from(count) };
        let corrected = |(jump, steps, deviation): Found| {
            let forecast = jump.forecast * (1.0 + self.reversions.expected(steps, deviation));
            Jump { forecast, ..jump }
        };
        (mean, found.into_iter().map(corrected).collect())
    }

    /// Goes on to the next sample, which may be the first of another size.
    fn pass(&mut self, last: Steady, now: Steady, steps: f64) -> Option<Found> {
        // A gap tells nothing of the trend, nor of what a change did.
        if steps >= FARTHEST {
            self.restart(Some(now.value), 0.0);
            return None;
        }
        let forecast = self.forecast(steps);
        if now.size != last.size {
            let scale = (now.value / self.level.max(SMALLEST)).min(3.0);
            self.restart(Some(now.value), self.slope * scale);
            let ratio = f64::from(now.size) / f64::from(last.size);
            return forecast.map(|(forecast, deviation)| {
                (Jump { forecast, after: now.value, ratio }, steps, deviation)
            });
        }
        if let Some((forecast, deviation)) = forecast {
            let error = (now.value - forecast) / forecast;
            self.squares.0 += error * error;
            self.squares.1 += 1;
            self.reversions.learn(steps, deviation, error);
        }
        if let Some((forecast, deviation)) = self.ahead.take() {
            self.reversions.learn(2.0, deviation, (now.value - forecast) / forecast);
        }
        self.ahead = self.forecast(2.0);
        self.take(now.value, steps);
        None
    }

    /// What comes so many steps later, where that is known, and how unusual the present is.
    fn forecast(&self, steps: f64) -> Option<(f64, Deviation)> {
        let forecast = self.level + self.slope * steps;
        if self.known < TRUSTED_AFTER || forecast <= SMALLEST {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let usual = self.recent.iter().sum::<f64>() / self.recent.len() as f64;
        let last = self.recent.back().copied().unwrap_or(usual);
        let deviation = Deviation([(last - usual) / forecast, self.slope / forecast]);
        Some((forecast, deviation))
    }

    fn take(&mut self, value: f64, steps: f64) {
        let [level, slope] = self.rates;
        let next = level * value + (1.0 - level) * (self.level + self.slope * steps);
        self.slope = slope * (next - self.level) + (1.0 - slope) * self.slope;
        self.level = next;
        self.note(value);
    }

    /// Begins anew at a value, or without any.
    fn restart(&mut self, value: Option<f64>, slope: f64) {
        self.recent.clear();
        (self.known, self.ahead) = (0, None);
        if let Some(value) = value {
            (self.level, self.slope) = (value, slope);
            self.note(value);
        }
    }

    fn note(&mut self, value: f64) {
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(value);
        self.known += 1;
    }
}
