//! The second lane: the size, its bounds and the cooldowns.

use super::geometry::{Line, Rule, RuleKind, Size};
use super::labels;
use super::layout::{SIZE_BOTTOM, SIZE_HIGH, SIZE_LABEL, SIZE_TOP};
use super::marks::{bands, strip};
use super::number::number;
use super::scale::{Linear, TimeScale};
use super::steps::{Staircase, stairs, step_area, step_line};
use super::timeline::{Timeline, Tone, Variant};

/// The lane over the view of `time`.
pub fn size_lane(timeline: &Timeline, time: &TimeScale) -> Size {
    let variants = timeline.variants;
    let curves: Vec<Staircase> =
        variants.iter().map(|variant| stairs(variant.sizes, timeline.until_ms, time)).collect();
    let to = largest(variants, &curves);
    let y = Linear { from: 0.0, to, start_px: SIZE_BOTTOM, end_px: SIZE_HIGH };
    let drawn = || variants.iter().zip(&curves);
    let edited = drawn().filter(|(variant, _)| variant.tone == Tone::Edited);
    let cooldowns = variants.iter().filter_map(|variant| {
        let bands = bands(variant.cooldowns, time);
        strip(variant.tone, SIZE_TOP, SIZE_BOTTOM - SIZE_TOP, bands)
    });
    Size {
        label_y: SIZE_LABEL,
        lines: drawn().map(|(variant, curve)| path(variant, step_line(curve, &y))).collect(),
        areas: edited.map(|(variant, curve)| path(variant, step_area(curve, &y))).collect(),
        bounds: rules(variants, &y),
        cooldowns: cooldowns.collect(),
        y,
    }
}

fn path(variant: &Variant, d: String) -> Line {
    Line { tone: variant.tone, d }
}

/// The largest maximum or visible size; an empty lane still has room for one.
fn largest(variants: &[Variant], curves: &[Staircase]) -> f64 {
    let bounds = variants.iter().filter_map(|variant| variant.bounds);
    let allowed = bounds.map(|bounds| f64::from(bounds.max.max(bounds.min)));
    let reached = curves.iter().flat_map(|curve| &curve.stairs).map(|stair| stair.high);
    allowed.chain(reached).filter(|size| size.is_finite()).fold(1.0, f64::max)
}

fn rules(variants: &[Variant], y: &Linear) -> Vec<Rule> {
    let mut rules = Vec::new();
    for variant in variants {
        let Some(bounds) = variant.bounds else { continue };
        for (kind, size) in [(RuleKind::Maximum, bounds.max), (RuleKind::Minimum, bounds.min)] {
            let value = f64::from(size);
            let rule = Rule {
                tone: variant.tone,
                kind,
                value,
                text: number(value),
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
