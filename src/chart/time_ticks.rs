//! Time ticks on round local times.

use super::format::{LabelStyle, TimeStyle};
use super::layout::{DATED_TICK_GAP, TICK_GAP, USUAL_CHARACTER};
use super::offsets::{Stretch, offset_text};
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

/// A tick of the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeTick {
    /// Where it is drawn.
    pub x: f64,
    /// When it is.
    pub at_ms: i64,
    /// `06:00`, or `14 Apr` at midnight. Where clocks show an hour twice, both say what they add
    /// to UTC: `02:00 +2` and `02:00 +1`.
    pub label: String,
    /// Whether a local day begins here.
    pub midnight: bool,
}

/// Ticks for the view of `scale`, ascending, on round local times, and no closer than labels allow.
///
/// Across a change of the clocks, two ticks are as much nearer or farther as the clocks were moved.
#[must_use]
pub fn time_ticks(scale: &TimeScale, style: &LabelStyle) -> Vec<TimeTick> {
    let span = scale.span_ms();
    if span == 0 {
        return Vec::new();
    }
    let gap = if span > YEAR { DATED_TICK_GAP } else { TICK_GAP };
    let gap = gap * (style.character_px / USUAL_CHARACTER).max(1.0);
    let step = step_ms(span, scale.width() / gap);
    let times = if step > DAY { days(scale, style, step) } else { hours(scale, style, step) };
    let mut ticks: Vec<TimeTick> = Vec::new();
    for tick in times.into_iter().map(|at_ms| tick(scale, style, at_ms)) {
        place(&mut ticks, tick, style);
    }
    ticks
}

/// The smallest step of which at most `most` fit.
fn step_ms(span: i64, most: f64) -> i64 {
    let least = whole(span as f64 / most.max(1e-3));
    if let Some(step) = STEPS.into_iter().find(|step| *step >= least) {
        return step;
    }
    let mut step = 364 * DAY;
    while step < least && step < i64::MAX / 4 {
        step *= 2;
    }
    step
}

/// The first instants of every so many local days.
fn days(scale: &TimeScale, style: &LabelStyle, step: i64) -> Vec<i64> {
    let origin = if step >= 7 * DAY { MONDAY } else { 0 };
    let from_ms = scale.from_ms.saturating_add(style.offsets.at(scale.from_ms));
    let local = std::iter::successors(round_up(from_ms, origin, step), |at| at.checked_add(step));
    let times = local.map(|local_ms| style.offsets.first_at(local_ms));
    // A time that clocks show twice may lie before the view first.
    let times = times.skip_while(|at_ms| *at_ms < scale.from_ms);
    times.take_while(|at_ms| *at_ms <= scale.to_ms).collect()
}

/// Every so much of a local day, and the start of a day whose midnight the clocks skip.
fn hours(scale: &TimeScale, style: &LabelStyle, step: i64) -> Vec<i64> {
    let within = |(stretch, end_ms): (Stretch, i64)| {
        let local_ms = stretch.from_ms.saturating_add(stretch.offset_ms);
        let first = round_up(local_ms, 0, step).map(|at| at.saturating_sub(stretch.offset_ms));
        let times = std::iter::successors(first, move |at| at.checked_add(step));
        let times = times.take_while(move |at_ms| *at_ms <= end_ms);
        let skipped = is_day_start(style, stretch.from_ms) && first != Some(stretch.from_ms);
        skipped.then_some(stretch.from_ms).into_iter().chain(times)
    };
    style.offsets.within(scale.from_ms, scale.to_ms).flat_map(within).collect()
}

/// The first time at or after one that is `origin` and a multiple of `step`.
fn round_up(at_ms: i64, origin: i64, step: i64) -> Option<i64> {
    let into_step = at_ms.saturating_sub(origin).rem_euclid(step);
    at_ms.checked_add((step - into_step) % step)
}

fn is_day_start(style: &LabelStyle, at_ms: i64) -> bool {
    let local_ms = at_ms.saturating_add(style.offsets.at(at_ms));
    let day_ms = local_ms.saturating_sub(local_ms.rem_euclid(DAY));
    style.offsets.first_at(day_ms) == at_ms
}

fn tick(scale: &TimeScale, style: &LabelStyle, at_ms: i64) -> TimeTick {
    let (midnight, offset_ms) = (is_day_start(style, at_ms), style.offsets.at(at_ms));
    let form = match midnight {
        true if scale.span_ms() > YEAR => TimeStyle::Date,
        true => TimeStyle::Day,
        false => TimeStyle::Clock,
    };
    let mut label = style.format.time(at_ms, offset_ms, form);
    if form == TimeStyle::Clock && style.offsets.is_repeated(at_ms) {
        label.push_str(&offset_text(offset_ms));
    }
    TimeTick { x: scale.px(at_ms), at_ms, label, midnight }
}

/// Adds a tick where its label has room: near a change of the clocks ticks are closer than usual,
/// and the start of a day is rather kept than its neighbour.
fn place(ticks: &mut Vec<TimeTick>, tick: TimeTick, style: &LabelStyle) {
    const SPACE: f64 = 1.0;
    let touches = |last: &TimeTick| {
        let width = f64::midpoint(style.width_px(&last.label), style.width_px(&tick.label));
        tick.x - last.x < width + SPACE
    };
    match ticks.last_mut() {
        Some(last) if touches(last) => {
            if tick.midnight && !last.midnight {
                *last = tick;
            }
        }
        _ => ticks.push(tick),
    }
}
