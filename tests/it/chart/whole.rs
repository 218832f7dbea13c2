//! Whole timelines and sparks.

use super::{APRIL_12, DAY, HOUR, MINUTE, NAN, intervals, steps, view};
use headroom::chart::geometry::{Geometry, RuleKind};
use headroom::chart::layout::Margins;
use headroom::chart::spark::spark;
use headroom::chart::timeline::{
    Bounds, Change, Event, Level, Threshold, Timeline, Tone, Unit, Variant,
};
use headroom::chart::view::View;

fn timeline<'a>(times: &'a [i64], view: View, variants: &'a [Variant<'a>]) -> Timeline<'a> {
    let until_ms = times.last().copied().unwrap_or(0);
    let margins = Margins::for_width(view.width);
    Timeline { view, margins, unit: Unit::Percent, times, until_ms, variants, events: None }
}

/// 48 hours of samples, every five minutes.
fn two_days() -> (Vec<i64>, Vec<f64>) {
    let times: Vec<i64> = (0..576).map(|index| APRIL_12 + index * 5 * MINUTE).collect();
    let values = (0..576).map(|index| f64::from(index * 37 % 90)).collect();
    (times, values)
}

#[test]
fn a_group_page() {
    let (times, values) = two_days();
    let up = |value| Threshold { value, up: true };
    let down = Threshold { value: 30.0, up: false };
    let sizes = steps(&[(APRIL_12, 1.0), (APRIL_12 + HOUR, 2.0)]);
    let changes = [Change { at_ms: APRIL_12 + HOUR, from: 1, to: 2 }];
    let cooldowns = intervals(&[(APRIL_12 + HOUR, APRIL_12 + HOUR + 15 * MINUTE)]);
    let (saved_at, edited_at) = ([up(80.0), down], [up(78.0), down]);
    let saved = Variant {
        values: &values,
        thresholds: &saved_at,
        sizes: &sizes,
        bounds: Some(Bounds { min: 1, max: 8 }),
        changes: &changes,
        cooldowns: &cooldowns,
        ..Variant::empty(Tone::Saved)
    };
    let edited =
        Variant { tone: Tone::Edited, thresholds: &edited_at, overload: &cooldowns, ..saved };
    let variants = [saved, edited];
    let events = [Event { at_ms: APRIL_12 + HOUR, level: Level::Success }];
    let window = view(APRIL_12, APRIL_12 + 2 * DAY, 860.0);
    let drawn =
        Timeline { events: Some(&events), ..timeline(&times, window, &variants) }.geometry();

    assert_eq!((drawn.width, drawn.height, drawn.narrow), (860.0, 343.0, false));
    let labels: Vec<&str> = drawn.metric.ticks.iter().map(|tick| tick.label.as_str()).collect();
    assert_eq!(labels, ["0", "50", "100 %"]);
    assert_eq!(drawn.metric.full_y, Some(36.0));
    let thresholds: Vec<_> = drawn
        .metric
        .thresholds
        .iter()
        .map(|rule| (rule.tone, rule.kind, rule.text.as_str(), rule.shared))
        .collect();
    assert_eq!(
        thresholds,
        [
            (Tone::Saved, RuleKind::ScaleUp, "80", false),
            (Tone::Edited, RuleKind::ScaleDown, "30", true),
            (Tone::Edited, RuleKind::ScaleUp, "78", false),
        ]
    );
    let rules = &drawn.metric.thresholds;
    assert!((rules[2].label_y - rules[0].label_y - 12.0).abs() < 1e-9);
    assert_eq!(drawn.size.areas.len(), 1);
    assert_eq!(drawn.size.lines[0].d, "M46.0,253.5H61.6V245.0H794.7");
    assert_eq!(drawn.size.bounds.len(), 2);
    assert_eq!(drawn.metric.overload.len(), 1);
    assert_eq!(drawn.size.cooldowns[0].path(), "M61.6,186.0H65.5V262.0H61.6Z");
    let rows: Vec<(f64, usize)> =
        drawn.changes.iter().map(|row| (row.y, row.marks.len())).collect();
    assert_eq!(rows, [(279.0, 1), (296.0, 1)]);
    assert_eq!(drawn.events.map(|row| (row.y, row.marks.len())), Some((313.0, 1)));
}

#[test]
fn a_far_threshold_does_not_flatten_the_data() {
    let times = [0, DAY];
    let thresholds = [Threshold { value: 1e9, up: true }, Threshold { value: 30.0, up: false }];
    let variants =
        [Variant { values: &[10.0, 20.0], thresholds: &thresholds, ..Variant::empty(Tone::Saved) }];
    let drawn = Timeline { unit: Unit::Number, ..timeline(&times, view(0, DAY, 600.0), &variants) }
        .geometry();
    assert_eq!(drawn.metric.y.to, 30.0);
    assert_eq!(drawn.metric.thresholds.iter().map(|r| r.beyond).collect::<Vec<_>>(), [true, false]);
    assert_eq!(drawn.metric.thresholds[0].y, drawn.metric.y.end_px);
    assert_eq!(drawn.metric.full_y, None);
}

/// Every number in a drawing can be drawn.
fn assert_sane(name: &str, drawn: &Geometry) {
    let text = format!("{drawn:?}");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{name}: {text}");
    assert!(drawn.width > 0.0 && drawn.height > 0.0 && drawn.time.width() >= 1.0);
}

#[test]
fn odd_input_gives_a_drawing() {
    let (times, values) = two_days();
    let nothing: &[f64] = &[];
    let cases: [(&str, &[i64], &[f64]); 9] = [
        ("empty", &[], nothing),
        ("one", &[APRIL_12], &[5.0]),
        ("all gaps", &[APRIL_12, APRIL_12 + HOUR], &[NAN, NAN]),
        ("constant", &[APRIL_12, APRIL_12 + HOUR], &[7.0, 7.0]),
        ("zero", &[APRIL_12, APRIL_12 + HOUR], &[0.0, 0.0]),
        ("negative", &[APRIL_12, APRIL_12 + HOUR], &[-3.0, -7.0]),
        ("huge", &[APRIL_12, APRIL_12 + HOUR], &[1e15, f64::MAX]),
        ("infinite", &[APRIL_12, APRIL_12 + HOUR], &[f64::INFINITY, f64::NEG_INFINITY]),
        ("plain", &times, &values),
    ];
    let views = [
        (APRIL_12, APRIL_12 + DAY),
        (APRIL_12, APRIL_12),
        (APRIL_12 + DAY, APRIL_12),
        (0, 0),
        (i64::MIN, i64::MAX),
    ];
    for (name, times, values) in cases {
        let variants = [Variant { values, ..Variant::empty(Tone::Saved) }];
        for (from_ms, to_ms) in views {
            for width in [0.0, 1.0, 80.0, 320.0, 2000.0, NAN, -5.0] {
                for unit in [Unit::Percent, Unit::Number] {
                    let window = view(from_ms, to_ms, width);
                    let input = Timeline { unit, ..timeline(times, window, &variants) };
                    assert_sane(name, &input.geometry());
                }
            }
        }
    }
}

#[test]
fn no_variants_at_all() {
    let drawn = timeline(&[], view(APRIL_12, APRIL_12 + DAY, 320.0), &[]).geometry();
    assert_sane("no variants", &drawn);
    assert!(drawn.narrow);
    assert_eq!((drawn.width, drawn.time.left, drawn.time.right), (320.0, 40.0, 284.0));
    assert!(drawn.time_ticks.len() >= 3);
}

#[test]
fn sparks() {
    assert_eq!(spark(&[], &[], 60.0, 20.0, 100.0), "");
    assert_eq!(spark(&[5], &[50.0], 62.0, 20.0, 100.0), "M1.0,10.0h0");
    assert_eq!(spark(&[0, 10], &[0.0, 50.0], 62.0, 20.0, 100.0), "M1.0,19.0L61.0,10.0");
    assert_eq!(spark(&[0, 10], &[0.0, 50.0], 62.0, 20.0, 0.0), "M1.0,19.0L61.0,1.0");
    assert_eq!(spark(&[0, 10], &[NAN, NAN], 62.0, 20.0, 0.0), "");
    assert_eq!(spark(&[0, 10], &[0.0, 0.0], 62.0, 20.0, 0.0), "M1.0,10.0L61.0,10.0");
    let (times, values) = two_days();
    assert!(spark(&times, &values, 80.0, 20.0, 100.0).len() < 80 * 2 * 13);
}

#[test]
fn a_fortnight_stays_within_two_points_a_pixel() {
    let times: Vec<i64> = (0..4032).map(|index| APRIL_12 + index * 5 * MINUTE).collect();
    let values: Vec<f64> = (0..4032).map(|index| f64::from(index * 7919 % 97)).collect();
    let variants = [Variant { values: &values, ..Variant::empty(Tone::Saved) }];
    let window = view(APRIL_12, APRIL_12 + 14 * DAY, 860.0);
    let drawn = timeline(&times, window, &variants).geometry();
    let points = drawn.metric.lines[0].d.matches(['M', 'L']).count();
    assert!((750..=2 * 750 + 2).contains(&points), "{points}");
}

#[test]
fn a_variant_that_is_curves_alone_has_no_row_of_changes() {
    let (times, values) = two_days();
    let changes = [Change { at_ms: APRIL_12 + HOUR, from: 1, to: 2 }];
    let of = |tone| Variant { values: &values, changes: &changes, ..Variant::empty(tone) };
    let window = view(APRIL_12, APRIL_12 + 2 * DAY, 860.0);
    let all = [Tone::Saved, Tone::Edited, Tone::Band, Tone::Other].map(of);
    let drawn = timeline(&times, window, &all).geometry();
    let rows: Vec<Tone> = drawn.changes.iter().map(|row| row.tone).collect();
    assert_eq!(rows, [Tone::Saved, Tone::Edited]);
    assert_eq!(drawn.metric.lines.len(), 4);
    assert_eq!(drawn.height, timeline(&times, window, &all[..2]).geometry().height);
}
