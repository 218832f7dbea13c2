//! The first lane: the metric, its thresholds and where it was overloaded.

use super::decimate::{Kept, line_points};
use super::geometry::{Line, Metric, Rule, RuleKind, Tick};
use super::labels;
use super::layout::{
    GRID_TOP, METRIC_BOTTOM, METRIC_LABEL, METRIC_TOP, OVERLOAD_HEIGHT, OVERLOAD_PITCH, VALUE_TICKS,
};
use super::marks::{bands, strip};
use super::number::number;
use super::path::line;
use super::scale::{Linear, TimeScale};
use super::ticks::{nice_top, value_ticks};
use super::timeline::{Threshold, Timeline, Unit};

/// A threshold this many times over the data is drawn at the edge instead of flattening the data.
const THRESHOLD_REACH: f64 = 4.0;

/// Values beyond this have no axis.
const HUGE: f64 = 1e200;

/// The lane over the view of `time`.
pub fn metric_lane(timeline: &Timeline, time: &TimeScale) -> Metric {
    let variants = timeline.variants;
    let points: Vec<Vec<Kept>> =
        variants.iter().map(|variant| line_points(timeline.times, variant.values, time)).collect();
    let thresholds = || variants.iter().flat_map(|variant| variant.thresholds);
    let (from, to) = domain(timeline.unit, &points, thresholds());
    let y = Linear { from, to, start_px: METRIC_BOTTOM, end_px: METRIC_TOP };
    let lines = variants.iter().zip(&points);
    let lines = lines.map(|(variant, points)| Line { tone: variant.tone, d: line(points, &y) });
    let overload = variants.iter().zip(0_u8..).filter_map(|(variant, row)| {
        let top = GRID_TOP + f64::from(row) * OVERLOAD_PITCH;
        strip(variant.tone, top, OVERLOAD_HEIGHT, bands(variant.overload, time))
    });
    Metric {
        label_y: METRIC_LABEL,
        ticks: ticks(timeline.unit, &y),
        full_y: (timeline.unit == Unit::Percent).then(|| y.clamped(100.0)),
        lines: lines.collect(),
        thresholds: rules(timeline, &y),
        overload: overload.collect(),
        y,
    }
}

/// From 0, or below it if the data goes there, to a round number that shows the visible data and
/// the thresholds near it. The points hold every column's extremes, so the samples need not be
/// read again.
fn domain<'a>(
    unit: Unit,
    points: &[Vec<Kept>],
    thresholds: impl Iterator<Item = &'a Threshold>,
) -> (f64, f64) {
    let values = points.iter().flatten().map(|point| point.value);
    let least = if unit == Unit::Percent { 100.0_f64 } else { 0.0 };
    let (low, high) = values.fold((0.0_f64, least), |(low, high), value| {
        (low.min(value.max(-HUGE)), high.max(value.min(HUGE)))
    });
    // Without data, every threshold is near.
    let reach = if high > 0.0 { high * THRESHOLD_REACH } else { HUGE };
    let near = thresholds.map(|threshold| threshold.value).filter(|value| *value <= reach);
    let high = near.fold(high, f64::max);
    let high = if high > low { high } else { low + 1.0 };
    let low = -nice_top(-low, VALUE_TICKS);
    if unit == Unit::Percent { (low, high) } else { (low, nice_top(high, VALUE_TICKS)) }
}

/// The unit stands beside the topmost label only.
fn ticks(unit: Unit, y: &Linear) -> Vec<Tick> {
    let ticks = value_ticks(y.from, y.to, VALUE_TICKS).into_iter();
    let mut ticks: Vec<Tick> = ticks
        .map(|tick| {
            let at = y.px(tick.value);
            Tick::at(tick, at)
        })
        .collect();
    if unit == Unit::Percent
        && let Some(top) = ticks.last_mut()
    {
        top.label.push_str(" %");
    }
    ticks
}

fn rules(timeline: &Timeline, y: &Linear) -> Vec<Rule> {
    let mut rules = Vec::new();
    for variant in timeline.variants {
        let known = variant.thresholds.iter().filter(|threshold| threshold.value.is_finite());
        for threshold in known {
            let value = threshold.value;
            let rule = Rule {
                tone: variant.tone,
                kind: if threshold.up { RuleKind::ScaleUp } else { RuleKind::ScaleDown },
                value,
                text: number(value),
                y: y.clamped(value),
                label_y: 0.0,
                beyond: value > y.to || value < y.from,
                shared: false,
            };
            labels::add(&mut rules, rule);
        }
    }
    labels::place(&mut rules, y.end_px, y.start_px);
    rules
}
