//! The first lane: the metric, its thresholds and where it was overloaded.

use super::decimate::{clipped, line_points};
use super::format::Format;
use super::geometry::{Bands, Line, Metric, Rule, RuleKind, Tick};
use super::labels;
use super::layout::{
    GRID_TOP, LABEL_DROP, METRIC_BOTTOM, METRIC_LABEL, METRIC_TOP, OVERLOAD_HEIGHT, OVERLOAD_PITCH,
    VALUE_TICKS,
};
use super::marks::{bands, strip};
use super::number::number;
use super::path::line;
use super::scale::{Linear, TimeScale};
use super::ticks::{nice_top, value_ticks};
use super::timeline::{Acts, Threshold, Timeline, Tone, Unit};

/// A threshold this many times over the data is drawn at the edge instead of flattening the data.
const THRESHOLD_REACH: f64 = 4.0;

/// Values beyond this have no axis.
const HUGE: f64 = 1e200;

/// The lane without its curves: its axis and thresholds over the view of `window`.
pub fn metric_axis(
    timeline: &Timeline,
    window: &TimeScale,
    format: &dyn Format,
    narrow: bool,
) -> Metric {
    let (from, to) = domain(timeline, window);
    let y = Linear { from, to, start_px: METRIC_BOTTOM, end_px: METRIC_TOP };
    Metric {
        label_y: METRIC_LABEL,
        ticks: ticks(timeline.unit, &y, format),
        full_y: (timeline.unit == Unit::Percent).then(|| y.clamped(100.0)),
        lines: Vec::new(),
        thresholds: rules(timeline, &y, format, narrow),
        overload: Vec::new(),
        y,
    }
}

/// One line for each series.
pub fn metric_lines(timeline: &Timeline, time: &TimeScale, y: &Linear) -> Vec<Line> {
    let lines = timeline.series.iter().map(|series| {
        let points = line_points(&timeline.times_ms, &series.values, time);
        Line { tone: series.tone, d: line(&points, y) }
    });
    lines.collect()
}

/// The overload marks of each series that has any.
pub fn overload_strips(timeline: &Timeline, time: &TimeScale) -> Vec<Bands> {
    let strips = timeline.series.iter().zip(0_u8..).filter_map(|(series, row)| {
        let top = GRID_TOP + f64::from(row) * OVERLOAD_PITCH;
        strip(series.tone, top, OVERLOAD_HEIGHT, bands(&series.overload, time))
    });
    strips.collect()
}

/// From 0, or below it if the data goes there, to a round number that shows the visible data and
/// the thresholds near it.
fn domain(timeline: &Timeline, window: &TimeScale) -> (f64, f64) {
    let percent = timeline.unit == Unit::Percent;
    let samples = |values| clipped(&timeline.times_ms, values, window).map(|(_, value)| value);
    let values = timeline.series.iter().flat_map(|series| samples(&series.values));
    let least = if percent { 100.0_f64 } else { 0.0 };
    let (low, high) =
        values.filter(|value| value.is_finite()).fold((0.0_f64, least), |(low, high), value| {
            (low.min(value.max(-HUGE)), high.max(value.min(HUGE)))
        });
    // Without data, every threshold is near.
    let reach = if high > 0.0 { high * THRESHOLD_REACH } else { HUGE };
    let thresholds = timeline.series.iter().flat_map(|series| &series.thresholds);
    let near = thresholds.map(|threshold| threshold.value).filter(|value| *value <= reach);
    let high = near.fold(high, f64::max);
    let high = if high > low { high } else { low + 1.0 };
    let low = -nice_top(-low, VALUE_TICKS);
    if percent { (low, high) } else { (low, nice_top(high, VALUE_TICKS)) }
}

/// The unit stands beside the topmost label only.
fn ticks(unit: Unit, y: &Linear, format: &dyn Format) -> Vec<Tick> {
    let ticks = value_ticks(y.from, y.to, VALUE_TICKS, format).into_iter();
    let mut ticks: Vec<Tick> = ticks
        .map(|tick| {
            let at = y.px(tick.value);
            Tick { y: at, label_y: at + LABEL_DROP, label: tick.label }
        })
        .collect();
    if unit == Unit::Percent
        && let Some(top) = ticks.last_mut()
    {
        top.label.push_str("\u{a0}%");
    }
    ticks
}

fn rules(timeline: &Timeline, y: &Linear, format: &dyn Format, narrow: bool) -> Vec<Rule> {
    let mut rules = Vec::new();
    for series in &timeline.series {
        let known = series.thresholds.iter().filter(|threshold| threshold.value.is_finite());
        for threshold in known {
            labels::add(&mut rules, rule(series.tone, *threshold, y, format, narrow));
        }
    }
    labels::place(&mut rules, y.end_px, y.start_px);
    rules
}

fn rule(tone: Tone, threshold: Threshold, y: &Linear, format: &dyn Format, narrow: bool) -> Rule {
    let Threshold { value, acts } = threshold;
    let (kind, short, long) = match acts {
        Acts::Up => (RuleKind::ScaleUp, "↑", t!(" up")),
        Acts::Down => (RuleKind::ScaleDown, "↓", t!(" down")),
        Acts::Target => (RuleKind::Target, "→", t!(" target")),
    };
    let word = if narrow { short } else { long };
    Rule {
        tone,
        kind,
        value,
        label: number(value, format) + word,
        y: y.clamped(value),
        label_y: 0.0,
        beyond: value > y.to || value < y.from,
        shared: false,
    }
}
