//! The second lane: the size, its bounds and the cooldowns.

use super::format::Format;
use super::geometry::{Bands, Line, Rule, RuleKind, Size};
use super::labels;
use super::layout::{SIZE_BOTTOM, SIZE_HIGH, SIZE_LABEL, SIZE_TOP};
use super::marks::{bands, strip};
use super::number::number;
use super::scale::{Linear, TimeScale};
use super::steps::{Staircase, stairs, step_area, step_line};
use super::timeline::{Series, Timeline, Tone};

/// The lane without its curves: its axis and bounds over the view of `window`.
pub fn size_axis(
    timeline: &Timeline,
    window: &TimeScale,
    format: &dyn Format,
    narrow: bool,
) -> Size {
    let to = largest(&timeline.series, &size_curves(timeline, window));
    let y = Linear { from: 0.0, to, start_px: SIZE_BOTTOM, end_px: SIZE_HIGH };
    Size {
        label_y: SIZE_LABEL,
        lines: Vec::new(),
        areas: Vec::new(),
        bounds: rules(&timeline.series, &y, format, narrow),
        cooldowns: Vec::new(),
        y,
    }
}

/// The size of each series, a stair a pixel.
pub fn size_curves(timeline: &Timeline, time: &TimeScale) -> Vec<Staircase> {
    let curve = |series: &Series| stairs(&series.sizes, timeline.until_ms, time);
    timeline.series.iter().map(curve).collect()
}

/// One step curve for each series.
pub fn size_lines(timeline: &Timeline, curves: &[Staircase], y: &Linear) -> Vec<Line> {
    let drawn = timeline.series.iter().zip(curves);
    drawn.map(|(series, curve)| Line { tone: series.tone, d: step_line(curve, y) }).collect()
}

/// The ground under the edited series, or under the only one.
pub fn size_areas(timeline: &Timeline, curves: &[Staircase], y: &Linear) -> Vec<Line> {
    let is_only = timeline.series.len() == 1;
    let drawn = timeline.series.iter().zip(curves);
    let filled = drawn.filter(|(series, _)| is_only || series.tone == Tone::Edited);
    filled.map(|(series, curve)| Line { tone: series.tone, d: step_area(curve, y) }).collect()
}

/// The cooldowns of each series that has any.
pub fn cooldown_strips(timeline: &Timeline, time: &TimeScale) -> Vec<Bands> {
    let strip = |series: &Series| {
        strip(series.tone, SIZE_TOP, SIZE_BOTTOM - SIZE_TOP, bands(&series.cooldowns, time))
    };
    timeline.series.iter().filter_map(strip).collect()
}

/// The largest maximum or visible size; an empty lane still has room for one.
fn largest(series: &[Series], curves: &[Staircase]) -> f64 {
    let bounds = series.iter().filter_map(|series| series.bounds);
    let allowed = bounds.map(|bounds| f64::from(bounds.max.max(bounds.min)));
    let reached = curves.iter().flat_map(|curve| &curve.stairs).map(|stair| stair.high);
    allowed.chain(reached).filter(|size| size.is_finite()).fold(1.0, f64::max)
}

fn rules(series: &[Series], y: &Linear, format: &dyn Format, narrow: bool) -> Vec<Rule> {
    let mut rules = Vec::new();
    for series in series {
        let Some(bounds) = series.bounds else { continue };
        let ends = [
            (RuleKind::Maximum, bounds.max, t!(" max")),
            (RuleKind::Minimum, bounds.min, t!(" min")),
        ];
        for (kind, size, word) in ends {
            let value = f64::from(size);
            let rule = Rule {
                tone: series.tone,
                kind,
                value,
                label: number(value, format) + if narrow { "" } else { word },
                y: y.px(value),
                label_y: 0.0,
                beyond: false,
                shared: false,
            };
            labels::add(&mut rules, rule);
        }
    }
    labels::place(&mut rules, y.end_px, y.start_px);
    rules
}
