//! Parts of the sentences that every summary uses.

use super::{Capacity, Direction, Metric, Rules, Target, Unit};
use crate::base::{as_shown, duration_text, fixed};

/// A number with its unit, short enough for a sentence: `76.4 %`, `1.2 MB/s`, `340`.
///
/// ```
/// use headroom::engine::{Metric, quantity};
///
/// assert_eq!(quantity(Metric::Cpu, 76.4), "76.4 %");
/// assert_eq!(quantity(Metric::NetworkIn, 1_200_000.0), "1.2 MB/s");
/// assert_eq!(quantity(Metric::Connections, 340.0), "340");
/// ```
#[must_use]
pub fn quantity(metric: Metric, value: f64) -> String {
    let (text, prefix) = match metric.unit() {
        Unit::Percent => (short(value), ""),
        Unit::BytesPerSecond | Unit::Count => scaled(value),
    };
    united(metric, &text, prefix)
}

/// How far apart two values of a metric are: percentages differ in points.
///
/// ```
/// use headroom::engine::{Metric, distance};
///
/// assert_eq!(distance(Metric::Cpu, 3.6), "3.6 points");
/// assert_eq!(distance(Metric::Connections, 340.0), "340");
/// ```
#[must_use]
pub fn distance(metric: Metric, size: f64) -> String {
    match metric.unit() {
        Unit::Percent => points(&short(size)),
        Unit::BytesPerSecond | Unit::Count => quantity(metric, size),
    }
}

fn points(number: &str) -> String {
    if number == "1" { t!("{number} point") } else { t!("{number} points") }
}

/// Two numbers of a metric beside each other, in the same unit and with the same decimals.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Both, each with its unit.
    pub texts: [String; 2],
    /// By how much the second is above the first, as they are shown.
    pub change: f64,
    /// That without its sign; of percentages in points.
    pub size: String,
}

impl Beside {
    /// Two numbers of a metric.
    ///
    /// ```
    /// use headroom::engine::{Beside, Metric};
    ///
    /// let beside = Beside::of(Metric::Cpu, [68.84, 66.0]);
    /// assert_eq!(beside.texts, ["68.8 %", "66.0 %"]);
    /// assert_eq!(beside.size, "2.8 points");
    /// ```
    #[must_use]
    pub fn of(metric: Metric, values: [f64; 2]) -> Self {
        let is_percent = metric.unit() == Unit::Percent;
        let (tenths, prefix, decimals) = scaled_alike(metric, values);
        let decimals = if is_percent { 1 } else { decimals };
        let change = as_shown(tenths[1] - tenths[0], 1);
        let text = |value: f64| united(metric, &fixed(value, decimals), prefix);
        let size = match is_percent {
            true => points(&fixed(change.abs(), decimals)),
            false => text(change.abs()),
        };
        Self { texts: tenths.map(text), change, size }
    }
}

/// Several numbers of a metric beside each other, in the same unit and with the same decimals.
///
/// ```
/// use headroom::engine::{Metric, quantities};
///
/// assert_eq!(quantities(Metric::Cpu, [20.07, 100.0]), ["20.1 %", "100.0 %"]);
/// ```
#[must_use]
pub fn quantities<const N: usize>(metric: Metric, values: [f64; N]) -> [String; N] {
    let (tenths, prefix, decimals) = scaled_alike(metric, values);
    tenths.map(|value| united(metric, &fixed(value, decimals), prefix))
}

/// Numbers in tenths under the prefix of the largest, and the decimals that they need.
fn scaled_alike<const N: usize>(
    metric: Metric,
    values: [f64; N],
) -> ([f64; N], &'static str, usize) {
    let most = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    let (unit, prefix) = match metric.unit() {
        Unit::Percent => (1.0, ""),
        Unit::BytesPerSecond | Unit::Count => prefix_of(most),
    };
    let tenths = values.map(|value| as_shown(value / unit, 1));
    let is_whole = tenths.iter().all(|value| value.fract() == 0.0);
    (tenths, prefix, usize::from(!is_whole))
}

fn united(metric: Metric, text: &str, prefix: &str) -> String {
    match metric.unit() {
        Unit::Percent => t!("{}\u{a0}%", text),
        Unit::BytesPerSecond => t!("{text}\u{a0}{prefix}B/s"),
        Unit::Count => format!("{text}{}{prefix}", if prefix.is_empty() { "" } else { "\u{a0}" }),
    }
}

/// The number under the smallest prefix that it is short under, as it is shown: what rounds up
/// to 1000 kB/s is 1 MB/s.
fn scaled(value: f64) -> (String, &'static str) {
    let (unit, prefix) = prefix_of(value);
    (short(value / unit), prefix)
}

fn prefix_of(value: f64) -> (f64, &'static str) {
    const PREFIXES: [(f64, f64, &str); 3] = [(1.0, 1e4, ""), (1e3, 1e3, "k"), (1e6, 1e3, "M")];
    let is_short =
        |(unit, most, _): &(f64, f64, &str)| (value / unit * 10.0).round().abs() < most * 10.0;
    let found = PREFIXES.into_iter().find(is_short);
    found.map_or((1e9, "G"), |(unit, _, prefix)| (unit, prefix))
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
