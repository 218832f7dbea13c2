//! Whole timelines and sparks.

use super::{APRIL_12, DAY, HOUR, MINUTE, NAN, intervals, steps, style, view};
use headroom::chart::draw::draw;
use headroom::chart::format::LabelStyle;
use headroom::chart::geometry::{Geometry, RuleKind};
use headroom::chart::offsets::Offsets;
use headroom::chart::spark::spark;
use headroom::chart::timeline::{
    Acts, Bounds, Change, Event, Level, Series, Threshold, Timeline, Tone, Unit,
};
use headroom::chart::view::View;

fn timeline(times: &[i64], series: &[Series]) -> Timeline {
    let until_ms = times.last().copied().unwrap_or(0);
    let (times_ms, series) = (times.to_vec(), series.to_vec());
    Timeline { times_ms, until_ms, series, ..Timeline::empty(Unit::Percent) }
}

fn drawing(timeline: &Timeline, view: View) -> Geometry {
    draw(timeline, &view, &style(&Offsets::fixed(0)))
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
    let up = |value| Threshold { value, acts: Acts::Up };
    let down = Threshold { value: 30.0, acts: Acts::Down };
    let sizes = steps(&[(APRIL_12, 1.0), (APRIL_12 + HOUR, 2.0)]);
    let changes = vec![Change { at_ms: APRIL_12 + HOUR, from: 1, to: 2 }];
    let cooldowns = intervals(&[(APRIL_12 + HOUR, APRIL_12 + HOUR + 15 * MINUTE)]);
    let saved = Series {
        values,
        thresholds: vec![up(80.0), down],
        sizes,
        bounds: Some(Bounds { min: 1, max: 8 }),
        changes,
        cooldowns: cooldowns.clone(),
        ..Series::empty(Tone::Saved)
    };
    let edited = Series {
        tone: Tone::Edited,
        thresholds: vec![up(78.0), down],
        overload: cooldowns,
        ..saved.clone()
    };
    let events = Some(vec![Event { at_ms: APRIL_12 + HOUR, level: Level::Success }]);
    let shown = Timeline { events, ..timeline(&times, &[saved, edited]) };
    let window = view(APRIL_12, APRIL_12 + 2 * DAY, 860.0);
    let drawn = drawing(&shown, window);

    assert_eq!((drawn.frame.width, drawn.frame.height), (860.0, 385.0));
    let labels: Vec<&str> = drawn.metric.ticks.iter().map(|tick| tick.label.as_str()).collect();
    assert_eq!(labels, ["0", "50", "100 %"]);
    assert_eq!(drawn.metric.full_y, Some(36.0));
    let thresholds: Vec<_> = drawn
        .metric
        .thresholds
        .iter()
        .map(|rule| (rule.tone, rule.kind, rule.label.as_str(), rule.shared))
        .collect();
    assert_eq!(
        thresholds,
        [
            (Tone::Saved, RuleKind::ScaleUp, "80 up", false),
            (Tone::Edited, RuleKind::ScaleDown, "30 down", true),
            (Tone::Edited, RuleKind::ScaleUp, "78 up", false),
        ]
    );
    let rules = &drawn.metric.thresholds;
    assert!((rules[2].label_y - rules[0].label_y - 12.0).abs() < 1e-9);
    assert_eq!(drawn.size.areas.len(), 1);
    assert_eq!(drawn.size.lines[0].d, "M46.0,292.0H61.6V282.0H794.7");
    let bounds: Vec<&str> = drawn.size.bounds.iter().map(|rule| rule.label.as_str()).collect();
    assert_eq!(bounds, ["8 max", "1 min"]);
    assert_eq!(drawn.metric.overload.len(), 1);
    assert_eq!(drawn.size.cooldowns[0].path(), "M61.6,212.0H65.5V302.0H61.6Z");
    let rows: Vec<(f64, usize)> =
        drawn.changes.iter().map(|row| (row.y, row.marks.len())).collect();
    assert_eq!(rows, [(321.0, 1), (338.0, 1)]);
    assert_eq!(drawn.events.map(|row| (row.y, row.marks.len())), Some((355.0, 1)));
}

#[test]
fn a_far_threshold_does_not_flatten_the_data() {
    let times = [0, DAY];
    let thresholds =
        vec![Threshold { value: 1e9, acts: Acts::Up }, Threshold { value: 30.0, acts: Acts::Down }];
    let series = Series { values: vec![10.0, 20.0], thresholds, ..Series::empty(Tone::Saved) };
    let shown = Timeline { unit: Unit::Number, ..timeline(&times, &[series]) };
    let drawn = drawing(&shown, view(0, DAY, 600.0));
    assert_eq!(drawn.metric.y.to, 30.0);
    assert_eq!(drawn.metric.thresholds.iter().map(|r| r.beyond).collect::<Vec<_>>(), [true, false]);
    assert_eq!(drawn.metric.thresholds[0].y, drawn.metric.y.end_px);
    assert_eq!(drawn.metric.full_y, None);
}

/// Every number in a drawing can be drawn.
fn assert_sane(name: &str, drawn: &Geometry) {
    let text = format!("{drawn:?}");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{name}: {text}");
    let frame = &drawn.frame;
    assert!(frame.width > 0.0 && frame.height > 0.0 && frame.time.width() >= 1.0);
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
        let series = [Series { values: values.to_vec(), ..Series::empty(Tone::Saved) }];
        for (from_ms, to_ms) in views {
            for width in [0.0, 1.0, 80.0, 320.0, 2000.0, NAN, -5.0] {
                for unit in [Unit::Percent, Unit::Number] {
                    let window = view(from_ms, to_ms, width);
                    let input = Timeline { unit, ..timeline(times, &series) };
                    assert_sane(name, &drawing(&input, window));
                }
            }
        }
    }
}

#[test]
fn no_series_at_all() {
    let drawn = drawing(&timeline(&[], &[]), view(APRIL_12, APRIL_12 + DAY, 320.0));
    assert_sane("no series", &drawn);
    let frame = drawn.frame;
    assert_eq!((frame.width, frame.time.left, frame.time.right), (320.0, 40.0, 284.0));
    assert!(frame.ticks.len() >= 3);
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
    let series = Series { values, ..Series::empty(Tone::Saved) };
    let window = view(APRIL_12, APRIL_12 + 14 * DAY, 860.0);
    let drawn = drawing(&timeline(&times, &[series]), window);
    let points = drawn.metric.lines[0].d.matches(['M', 'L']).count();
    assert!((750..=2 * 750 + 2).contains(&points), "{points}");
}

#[test]
fn a_series_that_is_curves_alone_has_no_row_of_changes() {
    let (times, values) = two_days();
    let changes = vec![Change { at_ms: APRIL_12 + HOUR, from: 1, to: 2 }];
    let of =
        |tone| Series { values: values.clone(), changes: changes.clone(), ..Series::empty(tone) };
    let window = view(APRIL_12, APRIL_12 + 2 * DAY, 860.0);
    let all = [Tone::Saved, Tone::Edited, Tone::Band, Tone::Other].map(of);
    let drawn = drawing(&timeline(&times, &all), window);
    let rows: Vec<Tone> = drawn.changes.iter().map(|row| row.tone).collect();
    assert_eq!(rows, [Tone::Saved, Tone::Edited]);
    assert_eq!(drawn.metric.lines.len(), 4);
    let without = drawing(&timeline(&times, &all[..2]), window);
    assert_eq!(drawn.frame.height, without.frame.height);
}

/// The reader's text may be larger, and a language's numbers longer.
#[test]
fn labels_beside_the_plot_have_room() {
    let (times, values) = two_days();
    let thresholds = vec![Threshold { value: 62.375, acts: Acts::Down }];
    let bounds = Some(Bounds { min: 1, max: 1_250 });
    let series = Series { values, thresholds, bounds, ..Series::empty(Tone::Edited) };
    let shown = Timeline { events: Some(Vec::new()), ..timeline(&times, &[series]) };
    let utc = Offsets::fixed(0);
    for (width, character_px) in [(390.0, 6.5), (860.0, 6.5), (390.0, 13.0), (860.0, 13.0)] {
        let style = LabelStyle { character_px, ..style(&utc) };
        let drawn = draw(&shown, &view(APRIL_12, APRIL_12 + 2 * DAY, width), &style);
        let frame = &drawn.frame;
        let ticks = drawn.metric.ticks.iter().map(|tick| tick.label.as_str());
        for label in ticks.chain(["events", "edited"]) {
            assert!(style.width_px(label) <= frame.left_labels_x, "{label} at {width}");
        }
        for rule in drawn.metric.thresholds.iter().chain(&drawn.size.bounds) {
            let end = frame.right_labels_x + style.width_px(&rule.label);
            assert!(end <= frame.width, "{} at {width}", rule.label);
        }
    }
}

#[test]
fn alerts_have_a_row_of_their_own_below_the_events() {
    let (times, values) = two_days();
    let series = Series { values, ..Series::empty(Tone::Saved) };
    let drawn = |alerts| {
        let events = Some(Vec::new());
        let shown = Timeline { events, alerts, ..timeline(&times, std::slice::from_ref(&series)) };
        drawing(&shown, view(APRIL_12, APRIL_12 + 2 * DAY, 860.0))
    };
    let without = drawn(None);
    let with = drawn(Some(intervals(&[(APRIL_12, APRIL_12 + HOUR)])));
    let row = with.alerts.unwrap();
    assert!(without.alerts.is_none() && row.y > with.events.unwrap().y);
    assert_eq!(row.bands.bands.len(), 1);
    assert!(with.frame.height > without.frame.height, "it has room of its own");
    assert!(row.y < with.frame.bottom && with.frame.bottom < with.frame.axis_y);
}
