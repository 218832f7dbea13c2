//! What a metric was about to show at each real change of size, and what it showed.

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
const TRUSTED_AFTER: u32 = 3;

/// The smallest forecast that a relative error is reckoned with.
const SMALLEST: f64 = 0.5;

/// How fast level and slope follow, of which those that forecast best are taken.
const LEVELS: [f64; 5] = [0.2, 0.4, 0.6, 0.8, 1.0];
const SLOPES: [f64; 6] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.4];

/// A sample that one size served throughout.
#[derive(Clone, Copy)]
struct Steady {
    at_ms: i64,
    value: f64,
    size: u32,
}

/// The changes of a history that can be read.
pub fn jumps(history: &History, sizes: &[SizeAt]) -> Vec<Jump> {
    let step_ms = median_step_ms(&history.times_ms);
    let steady = steady(history, sizes, step_ms);
    let ceiling = if history.metric == Metric::Cpu { 100.0 } else { f64::INFINITY };
    let tried = LEVELS.iter().flat_map(|level| SLOPES.iter().map(move |slope| (*level, *slope)));
    let mut best = (f64::INFINITY, Vec::new());
    for (level, slope) in tried {
        let (error, found) = Trend { level, slope }.follow(&steady, step_ms, ceiling);
        if error < best.0 {
            best = (error, found);
        }
    }
    best.1
}

/// The samples but those within whose interval the size changed.
fn steady(history: &History, sizes: &[SizeAt], step_ms: i64) -> Vec<Steady> {
    let mut next = 0;
    let samples = history.times_ms.iter().zip(&history.values);
    samples
        .filter_map(|(&at_ms, &value)| {
            while sizes.get(next).is_some_and(|entry| entry.at_ms <= at_ms - step_ms) {
                next += 1;
            }
            let holds = sizes.get(next.saturating_sub(1))?;
            let changes = sizes.get(next).is_some_and(|entry| next > 0 && entry.at_ms < at_ms);
            (!changes && holds.size > 0).then_some(Steady { at_ms, value, size: holds.size })
        })
        .collect()
}

/// Holt's smoothing of a level and its slope a step.
struct Trend {
    level: f64,
    slope: f64,
}

impl Trend {
    /// The mean square of the relative errors one step ahead at a steady size, and the jumps.
    fn follow(&self, samples: &[Steady], step_ms: i64, ceiling: f64) -> (f64, Vec<Jump>) {
        let Some(first) = samples.first() else { return (f64::INFINITY, Vec::new()) };
        let (mut level, mut slope, mut known) = (first.value, 0.0, 1_u32);
        let (mut squares, mut count, mut found) = (0.0, 0_u32, Vec::new());
        for pair in samples.windows(2) {
            let [before, now] = [pair[0], pair[1]];
            let steps = as_f64(now.at_ms - before.at_ms) / as_f64(step_ms.max(1));
            let forecast = level + slope * steps;
            // A gap tells nothing of the trend, nor of what a change did.
            let near = steps < 4.5;
            let trusted = known >= TRUSTED_AFTER && near && forecast > SMALLEST;
            if now.size != before.size {
                if trusted && before.value < ceiling && now.value < ceiling {
                    let ratio = f64::from(now.size) / f64::from(before.size);
                    found.push(Jump { forecast, after: now.value, ratio });
                }
                slope *= (now.value / level.max(SMALLEST)).min(3.0);
                (level, known) = (now.value, 1);
                continue;
            }
            if !near {
                (level, slope, known) = (now.value, 0.0, 1);
                continue;
            }
            if trusted {
                let error = (now.value - forecast) / forecast.max(1.0);
                squares += error * error;
                count += 1;
            }
            let next = self.level * now.value + (1.0 - self.level) * forecast;
            slope = self.slope * (next - level) + (1.0 - self.slope) * slope;
            (level, known) = (next, known + 1);
        }
        let mean = if count == 0 { f64::MAX } else { squares / f64::from(count) };
        (mean, found)
    }
}
