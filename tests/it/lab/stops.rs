//! Where a walk through a picture stops.

use headroom::chart::timeline::{Change, Event, Interval, Level, Series, Timeline, Tone, Unit};
use headroom::engine::Metric;
use headroom::lab::{Picture, Way, landed, stop_beside};

use super::{HOUR, MINUTE, START};

fn change(minutes: i64) -> Change {
    Change { at_ms: START + minutes * MINUTE, from: 1, to: 2 }
}

fn picture() -> Picture {
    let saved = Series {
        changes: vec![change(10), change(63)],
        overload: vec![
            Interval { from_ms: START + 30 * MINUTE, to_ms: START + 31 * MINUTE },
            // Part of the same incident.
            Interval { from_ms: START + 33 * MINUTE, to_ms: START + 34 * MINUTE },
        ],
        ..Series::empty(Tone::Saved)
    };
    let edited = Series { changes: vec![change(10), change(42)], ..Series::empty(Tone::Edited) };
    let other = Series { changes: vec![change(50)], ..Series::empty(Tone::Other) };
    let event = |minutes, level| Event { at_ms: START + minutes * MINUTE, level };
    let timeline = Timeline {
        times_ms: (0..=24).map(|at| START + at * 5 * MINUTE).collect(),
        until_ms: START + 2 * HOUR,
        series: vec![saved, edited, other],
        events: Some(vec![
            event(5, Level::Info),
            event(20, Level::Error),
            event(70, Level::Warning),
            event(300, Level::Error),
        ]),
        alerts: Some(vec![Interval { from_ms: START + 80 * MINUTE, to_ms: START + 2 * HOUR }]),
        ..Timeline::empty(Unit::Percent)
    };
    Picture { metric: Metric::Cpu, is_imported: false, is_replayed: true, timeline, band: None }
}

#[test]
fn a_walk_stops_at_changes_troubles_and_overload_once_each() {
    let minutes: Vec<i64> =
        picture().stops().iter().map(|at_ms| (at_ms - START) / MINUTE).collect();
    assert_eq!(minutes, [10, 20, 30, 42, 63, 70, 80]);
}

#[test]
fn the_stop_beside_an_instant_is_the_next_one_in_that_direction() {
    let stops = [10, 20, 30];
    let cases = [
        (Some(20), Way::Back, Some(10)),
        (Some(20), Way::On, Some(30)),
        (Some(21), Way::Back, Some(20)),
        (Some(10), Way::Back, None),
        (Some(30), Way::On, None),
        (None, Way::Back, Some(30)),
        (None, Way::On, Some(10)),
    ];
    for (at_ms, way, expected) in cases {
        assert_eq!(stop_beside(&stops, at_ms, way), expected, "{at_ms:?} {way:?}");
    }
    assert_eq!(stop_beside(&[], Some(1), Way::On), None);
}

#[test]
fn a_pointer_lands_on_the_nearest_stop_within_its_reach() {
    let stops = [100, 110, 200];
    for (at_ms, expected) in [(96, 100), (104, 100), (106, 110), (94, 94), (150, 150), (205, 200)] {
        assert_eq!(landed(&stops, at_ms, 5), expected, "{at_ms}");
    }
    assert_eq!(landed(&[], 7, 5), 7);
}
