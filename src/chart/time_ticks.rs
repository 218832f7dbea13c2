//! Time ticks on round local times.

use chrono::{DateTime, Datelike, Timelike};

use super::layout::{DATED_TICK_GAP, TICK_GAP};
use super::scale::{TimeScale, whole};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 366 * DAY;

/// Weeks start on Mondays; the epoch was a Thursday.
const MONDAY: i64 = 4 * DAY;

/// The steps to choose from. Weeks and longer are multiples of 7 days, so that ticks stay evenly
/// spaced; beyond a year the step doubles.
const STEPS: [i64; 17] = [
    MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    182 * DAY,
    364 * DAY,
];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A tick of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeTick {
    /// Where it is drawn.
    pub x: f64,
    /// When it is.
    pub at_ms: i64,
    /// `06:00`, or `14 Apr` at midnight when the view is longer than a day.
    pub label: String,
    /// Whether a local day begins here.
    pub midnight: bool,
}

/// Ticks for the view of `scale`, ascending, evenly spaced and no closer than labels allow.
///
/// `offset_ms` is what is added to UTC for the displayed zone. There is one for the whole view:
/// across a change to or from summer time, one side of it is an hour off its midnights.
pub fn time_ticks(scale: &TimeScale, offset_ms: i64) -> Vec<TimeTick> {
    let span = scale.span_ms();
    if span == 0 {
        return Vec::new();
    }
    let step = step_ms(span, scale.width());
    let origin = if step >= 7 * DAY { MONDAY } else { 0 };
    let local = scale.from_ms.saturating_add(offset_ms).saturating_sub(origin);
    let wait = (step - local.rem_euclid(step)) % step;
    let first = scale.from_ms.checked_add(wait);
    let times = std::iter::successors(first, |at| at.checked_add(step));
    let visible = times.take_while(|at| *at <= scale.to_ms);
    visible.map(|at_ms| tick(scale, at_ms, offset_ms)).collect()
}

/// The smallest step whose labels do not touch.
fn step_ms(span: i64, width: f64) -> i64 {
    let gap = if span > YEAR { DATED_TICK_GAP } else { TICK_GAP };
    let least = whole(span as f64 * gap / width.max(1.0));
    if let Some(step) = STEPS.into_iter().find(|step| *step >= least) {
        return step;
    }
    let mut step = 364 * DAY;
    while step < least && step < i64::MAX / 4 {
        step *= 2;
    }
    step
}

fn tick(scale: &TimeScale, at_ms: i64, offset_ms: i64) -> TimeTick {
    let local = at_ms.saturating_add(offset_ms);
    let midnight = local.rem_euclid(DAY) == 0;
    let dated = midnight && scale.span_ms() > DAY;
    let label = label(local, dated, scale.span_ms() > YEAR);
    TimeTick { x: scale.px(at_ms), at_ms, label, midnight }
}

/// Empty for a time that no calendar reaches.
fn label(local_ms: i64, dated: bool, with_year: bool) -> String {
    let Some(time) = DateTime::from_timestamp_millis(local_ms) else { return String::new() };
    if !dated {
        return format!("{:02}:{:02}", time.hour(), time.minute());
    }
    let month = MONTHS.get(usize::try_from(time.month0()).unwrap_or(0)).unwrap_or(&"");
    if with_year {
        return format!("{} {month} {}", time.day(), time.year());
    }
    format!("{} {month}", time.day())
}
