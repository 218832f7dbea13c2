//! Value ticks on 1, 2 and 5 times a power of ten.
//!
//! A tick is an integer times a power of ten, so labels are exact and cannot coincide.

use super::format::Format;
use super::number::{grouped, number, power, scaled};
use super::scale::whole;

/// This many steps from zero, floats still tell neighbouring ticks well apart.
const EXACT: f64 = 1.0e14;

/// A tick of a value axis.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueTick {
    /// The value.
    pub value: f64,
    /// The value in few characters: `50`, `1.5k`.
    pub label: String,
}

/// At most `max_count` ticks (at least 2) within `low..=high`, ascending and evenly spaced.
///
/// ```
/// use headroom::chart::format::Plain;
/// use headroom::chart::ticks::value_ticks;
///
/// let ticks = value_ticks(0.0, 100.0, 5, &Plain);
/// let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
/// assert_eq!(labels, ["0", "50", "100"]);
/// ```
pub fn value_ticks(low: f64, high: f64, max_count: usize, format: &dyn Format) -> Vec<ValueTick> {
    if low == high && low.is_finite() {
        return vec![ValueTick { value: low, label: number(low, format) }];
    }
    let Some(step) = Step::nice(high - low, max_count) else { return Vec::new() };
    let (first, last) = (low / step.size(), high / step.size());
    if !(first.abs() < EXACT && last.abs() < EXACT) {
        return Vec::new();
    }
    // One further at either end, then checked by value: the division may round the wrong way.
    let range = whole(first.ceil()) - 1..=whole(last.floor()) + 1;
    let inside = |count: &i64| (low..=high).contains(&step.times(*count));
    let counts: Vec<i64> = range.filter(inside).collect();
    let largest = counts.iter().map(|count| count.abs()).max().unwrap_or(0) * step.mantissa;
    let tick = |count: i64| ValueTick {
        value: step.times(count),
        label: grouped(count * step.mantissa, step.exponent, largest, format),
    };
    counts.into_iter().map(tick).collect()
}

/// The lowest tick at or above `high`, for an axis from 0 with at most `max_count` ticks.
pub fn nice_top(high: f64, max_count: usize) -> f64 {
    let Some(step) = Step::nice(high, max_count) else { return high };
    let count = whole(high / step.size());
    let reached = |count: &i64| step.times(*count) >= high;
    (count..=count + 2).find(reached).map_or(high, |count| step.times(count))
}

/// `mantissa` × 10^`exponent`.
struct Step {
    mantissa: i64,
    exponent: i32,
}

impl Step {
    /// The smallest step that puts at most `max_count` ticks on `span`.
    fn nice(span: f64, max_count: usize) -> Option<Self> {
        let raw = span / (max_count.max(2) - 1) as f64;
        if !(1e-250..=1e250).contains(&raw) {
            return None;
        }
        let mut exponent = 0;
        while power(exponent) > raw {
            exponent -= 1;
        }
        while power(exponent + 1) <= raw {
            exponent += 1;
        }
        let nice = [1, 2, 5].map(|mantissa| Self { mantissa, exponent });
        let fits = |step: &Self| step.size() >= raw;
        Some(nice.into_iter().find(fits).unwrap_or(Self { mantissa: 1, exponent: exponent + 1 }))
    }

    fn size(&self) -> f64 {
        self.times(1)
    }

    fn times(&self, count: i64) -> f64 {
        scaled(count * self.mantissa, self.exponent)
    }
}
