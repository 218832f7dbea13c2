//! The visible window and the cursor.

use super::{DAY, HOUR, MINUTE, NAN, view};
use headroom::chart::cursor::{Move, at_or_before, moved, nearest};
use headroom::chart::view::{Limits, MIN_SPAN_MS, View};
use proptest::prelude::*;

const LIMITS: Limits = Limits { from_ms: 0, to_ms: 10 * DAY };

#[test]
fn views_move_within_the_data() {
    let now = view(4 * DAY, 6 * DAY, 800.0);
    let cases = [
        ("in", now.zoom(0.5, 5 * DAY, LIMITS), 4 * DAY + 12 * HOUR, 5 * DAY + 12 * HOUR),
        ("in at the edge", now.zoom(0.5, 4 * DAY, LIMITS), 4 * DAY, 5 * DAY),
        ("out", now.zoom(2.0, 5 * DAY, LIMITS), 3 * DAY, 7 * DAY),
        ("out to the end", now.zoom(4.0, 4 * DAY, LIMITS), 2 * DAY, 10 * DAY),
        ("out to all", now.zoom(99.0, 5 * DAY, LIMITS), 0, 10 * DAY),
        (
            "in to the shortest",
            now.zoom(1e-9, 5 * DAY, LIMITS),
            5 * DAY - MIN_SPAN_MS / 2,
            5 * DAY + MIN_SPAN_MS / 2,
        ),
        ("nonsense", now.zoom(NAN, 5 * DAY, LIMITS), 4 * DAY, 6 * DAY),
        ("on", now.pan(0.5, LIMITS), 5 * DAY, 7 * DAY),
        ("back to the start", now.pan(-9.0, LIMITS), 0, 2 * DAY),
        ("on to the end", now.pan(9.0, LIMITS), 8 * DAY, 10 * DAY),
        ("last day", now.last(DAY, LIMITS), 9 * DAY, 10 * DAY),
        ("last year", now.last(365 * DAY, LIMITS), 0, 10 * DAY),
        ("last minute", now.last(MINUTE, LIMITS), 10 * DAY - MIN_SPAN_MS, 10 * DAY),
        ("all", now.all(LIMITS), 0, 10 * DAY),
        ("seen already", now.reveal(5 * DAY, LIMITS), 4 * DAY, 6 * DAY),
        ("to the left", now.reveal(3 * DAY, LIMITS), 3 * DAY, 5 * DAY),
        ("to the right", now.reveal(7 * DAY, LIMITS), 5 * DAY, 7 * DAY),
        (
            "upside down",
            view(5 * DAY, 4 * DAY, 1.0).clamped(LIMITS),
            5 * DAY,
            5 * DAY + MIN_SPAN_MS,
        ),
    ];
    for (name, moved, from_ms, to_ms) in cases {
        assert_eq!((moved.from_ms, moved.to_ms), (from_ms, to_ms), "{name}");
    }
}

#[test]
fn a_view_beside_the_data_moves_without_a_jump() {
    let away = view(20 * DAY, 22 * DAY, 800.0);
    let limits = LIMITS.including(&away);
    let at = |view: View| (view.from_ms, view.to_ms);
    assert_eq!(at(away.pan(-0.5, limits)), (19 * DAY, 21 * DAY));
    assert_eq!(at(away.pan(0.5, limits)), at(away), "there is nothing to come");
    assert_eq!(at(away.zoom(0.5, 21 * DAY, limits)), (20 * DAY + 12 * HOUR, 21 * DAY + 12 * HOUR));
    assert_eq!(LIMITS.including(&view(DAY, 2 * DAY, 800.0)), LIMITS);
}

#[test]
fn data_shorter_than_the_shortest_view_ends_it() {
    let limits = Limits { from_ms: DAY, to_ms: DAY + MINUTE };
    let all = view(0, 0, 300.0).all(limits);
    assert_eq!((all.from_ms, all.to_ms), (DAY + MINUTE - MIN_SPAN_MS, DAY + MINUTE));
    assert_eq!(all.zoom(0.1, DAY, limits), all);
    assert_eq!(Limits::of(&[]), None);
    assert_eq!(Limits::of(&[1, 2, 3]), Some(Limits { from_ms: 1, to_ms: 3 }));
}

#[test]
fn the_nearest_sample() {
    let times = [0, 10, 20];
    for (at, expected) in [(-5, 0), (4, 0), (5, 0), (6, 1), (10, 1), (16, 2), (99, 2)] {
        assert_eq!(nearest(&times, at), Some(expected), "{at}");
    }
    assert_eq!(nearest(&[], 5), None);
    for (at, expected) in [(-1, None), (0, Some(0)), (9, Some(0)), (99, Some(2))] {
        assert_eq!(at_or_before(&times, at), expected, "{at}");
    }
}

#[test]
fn keys_move_the_cursor() {
    let times: Vec<i64> = (0..100).collect();
    let view = view(20, 70, 500.0);
    let cases = [
        (None, Move::Next, 70),
        (None, Move::Home, 20),
        (Some(30), Move::Previous, 29),
        (Some(0), Move::Previous, 0),
        (Some(99), Move::Next, 99),
        (Some(30), Move::PageForward, 35),
        (Some(2), Move::PageBack, 0),
        (Some(30), Move::Home, 20),
        (Some(30), Move::End, 70),
        (Some(500), Move::Previous, 99),
    ];
    for (current, by, expected) in cases {
        assert_eq!(moved(&times, current, by, &view), Some(expected), "{current:?} {by:?}");
    }
    let between_samples = View { from_ms: 101, to_ms: 109, ..view };
    let sparse = [0, 100, 110];
    assert_eq!(moved(&sparse, None, Move::End, &between_samples), Some(2));
    assert_eq!(moved(&[], Some(3), Move::Next, &view), None);
}

proptest! {
    #[test]
    fn no_view_leaves_the_data(
        from in -DAY..11 * DAY, span in -HOUR..12 * DAY, factor in 0.01..50.0_f64,
        around in -DAY..11 * DAY, fraction in -3.0..3.0_f64,
    ) {
        let start = view(from, from + span, 800.0).clamped(LIMITS);
        let zoomed = start.zoom(factor, around, LIMITS);
        for view in [start, zoomed, zoomed.pan(fraction, LIMITS), zoomed.reveal(around, LIMITS)] {
            prop_assert!(view.from_ms >= 0 && view.to_ms <= 10 * DAY);
            prop_assert!(view.span_ms() >= MIN_SPAN_MS);
        }
        if (start.from_ms..=start.to_ms).contains(&around) {
            prop_assert!((zoomed.from_ms - 1..=zoomed.to_ms + 1).contains(&around));
        }
    }
}
