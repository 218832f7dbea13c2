//! Parts of the sentences that every summary uses.

use super::{Capacity, Direction, Metric, Rules, Target, Unit};
use crate::base::{duration_text, fixed};

/// A number with its unit, short enough for a sentence: `76.4 %`, `1.2 MB/s`, `340`.
///
/// ```
/// use headroom::engine::{Metric, quantity};
///
/// assert_eq!(quantity(Metric::Cpu, 76.4), "76.4 %");
/// assert_eq!(quantity(Metric::NetworkIn, 1_200_000.0), "1.2 MB/s");
/// assert_eq!(quantity(Metric::Connections, 340.0), "340");
/// ```
#[must_use]
pub fn quantity(metric: Metric, value: f64) -> String {
    match metric.unit() {
        Unit::Percent => t!("{} %", short(value)),
        Unit::BytesPerSecond => {
            let (text, prefix) = scaled(value);
            t!("{text} {prefix}B/s")
        }
        Unit::Count => {
            let (text, prefix) = scaled(value);
            format!("{text}{}{prefix}", if prefix.is_empty() { "" } else { " " })
        }
    }
}

/// The number under the smallest prefix that it is short under, as it is shown: what rounds up
/// to 1000 kB/s is 1 MB/s.
fn scaled(value: f64) -> (String, &'static str) {
    const PREFIXES: [(f64, f64, &str); 3] = [(1.0, 1e4, ""), (1e3, 1e3, "k"), (1e6, 1e3, "M")];
    for (unit, most, prefix) in PREFIXES {
        let number = value / unit;
        if (number * 10.0).round().abs() < most * 10.0 {
            return (short(number), prefix);
        }
    }
    (short(value / 1e9), "G")
}

/// One decimal at most, none where it is zero, and no sign before nothing.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => fixed(value, 1),
    }
}

/// The bound that a size breaks: `maximum of 4`.
pub(super) fn bound_text(rules: &Rules, wanted: u32) -> String {
    let Capacity { min, max, .. } = rules.capacity;
    if wanted > max { t!("maximum of {max}") } else { t!("minimum of {min}") }
}

/// `the cooldown has 40 s left`.
pub(super) fn cooldown_text(left_ms: i64) -> String {
    match left_ms {
        0 => t!("the cooldown ends only after this moment").to_owned(),
        _ => t!("the cooldown has {} left", duration_text(left_ms)),
    }
}

/// `scale-out step of 3`.
pub(super) fn step_text(target: &Target, direction: Direction) -> String {
    let (step, most) = (step_name(direction), target.step(direction));
    t!("{step} of {most}")
}

pub(super) fn step_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => t!("scale-out step"),
        Direction::Down => t!("scale-in step"),
    }
}

/// `3.6 over`, which a threshold or a target follows.
pub(super) fn over(apart: &str) -> String {
    t!("{apart} over")
}

/// `3.6 under`, likewise.
pub(super) fn under(apart: &str) -> String {
    t!("{apart} under")
}
