//! Bands and marks.

use super::{intervals, pixels};
use headroom::chart::geometry::Mark;
use headroom::chart::marks::{bands, change_row, event_row, event_shape};
use headroom::chart::scale::TimeScale;
use headroom::chart::timeline::{Change, Event, Level, Series, Tone};
use proptest::prelude::*;

/// Name, intervals, left edges and widths.
type BandCase<'a> = (&'a str, &'a [(i64, i64)], &'a [(f64, f64)]);

#[test]
fn bands_are_cut_and_joined() {
    let scale = pixels(100);
    let cases: [BandCase; 7] = [
        ("nothing", &[], &[]),
        ("plain", &[(10, 20), (30, 35)], &[(10.0, 10.0), (30.0, 5.0)]),
        ("joined where they touch", &[(10, 20), (20, 30)], &[(10.0, 20.0)]),
        ("an inner one adds nothing", &[(10, 30), (15, 20)], &[(10.0, 20.0)]),
        ("cut at both edges", &[(-50, 10), (90, 150)], &[(0.0, 10.0), (90.0, 10.0)]),
        ("outside", &[(-50, 0), (100, 150)], &[]),
        ("a moment is a pixel", &[(40, 40)], &[(40.0, 1.0)]),
    ];
    for (name, pairs, expected) in cases {
        let drawn = bands(&intervals(pairs), &scale);
        let drawn: Vec<(f64, f64)> = drawn.iter().map(|band| (band.x, band.width)).collect();
        assert_eq!(drawn, expected, "{name}");
    }
}

#[test]
fn bands_within_a_pixel_are_joined() {
    let scale = TimeScale { from_ms: 0, to_ms: 1000, left: 0.0, right: 100.0 };
    assert_eq!(bands(&intervals(&[(100, 202), (206, 300)]), &scale).len(), 1);
    assert_eq!(bands(&intervals(&[(100, 202), (211, 300)]), &scale).len(), 2);
}

#[test]
fn marks_of_a_pixel_are_counted() {
    let scale = TimeScale { from_ms: 0, to_ms: 1000, left: 0.0, right: 100.0 };
    let change = |at_ms, from, to| Change { at_ms, from, to };
    let all = [
        change(-5, 1, 2),
        change(100, 1, 2),
        change(102, 2, 1),
        change(104, 1, 3),
        change(110, 3, 4),
        change(1001, 4, 3),
    ];
    let series = Series { changes: all.to_vec(), ..Series::empty(Tone::Edited) };
    let row = change_row(&series, &scale, 50.0);
    let mark = |x, up, count, first, last| Mark { x, up, count, first, last };
    let expected =
        [mark(10.0, true, 2, 1, 3), mark(10.2, false, 1, 2, 2), mark(11.0, true, 1, 4, 4)];
    assert_eq!(row.marks, expected);

    let event = |at_ms, level| Event { at_ms, level };
    let all = [event(100, Level::Info), event(103, Level::Error), event(109, Level::Info)];
    let row = event_row(&all, &scale, 50.0);
    let counts: Vec<(Level, usize)> = row.marks.iter().map(|m| (m.level, m.count)).collect();
    assert_eq!(counts, [(Level::Info, 2), (Level::Error, 1)]);
}

/// Every level has a shape; many failures beside each other are one mark with their number.
#[test]
fn trouble_is_told_by_shape_and_count() {
    let shape = |level| event_shape(level, 10.0, 5.0);
    assert_eq!(shape(Level::Error), "M5.0,5.0L10.0,0.0L15.0,5.0L10.0,10.0Z", "a diamond");
    assert_eq!(shape(Level::Warning), "M5.0,9.5H15.0L10.0,0.5Z", "a triangle");
    assert_eq!(shape(Level::Info), "M10.0,5.0h0", "a dot");

    let scale = TimeScale { from_ms: 0, to_ms: 10_000, left: 0.0, right: 1_000.0 };
    let event = |at_ms, level| Event { at_ms, level };
    let mut all: Vec<Event> = (0..9).map(|at| event(100 + 10 * at, Level::Error)).collect();
    all.extend([event(300, Level::Error), event(310, Level::Info), event(320, Level::Error)]);
    let row = event_row(&all, &scale, 50.0);
    let marks: Vec<_> =
        row.marks.iter().map(|own| (own.x, own.level, own.count, own.counted)).collect();
    // The count of the second one has no room before the dot.
    let expected = [
        (10.0, Level::Error, 9, false),
        (30.0, Level::Error, 2, false),
        (31.0, Level::Info, 1, false),
    ];
    assert_eq!(marks, expected);
    let row = event_row(&all[..9], &scale, 50.0);
    assert_eq!((row.marks.len(), row.marks[0].counted), (1, true));
    assert_eq!((row.marks[0].first, row.marks[0].last), (0, 8));
}

proptest! {
    #[test]
    fn bands_never_outnumber_pixels(
        mut edges in prop::collection::vec(-100..10_100_i64, 0..2000), width in 1..300_i32,
    ) {
        edges.sort_unstable();
        let pairs: Vec<(i64, i64)> = edges.chunks_exact(2).map(|two| (two[0], two[1])).collect();
        let right = f64::from(width);
        let scale = TimeScale { from_ms: 0, to_ms: 10_000, left: 0.0, right };
        let drawn = bands(&intervals(&pairs), &scale);
        prop_assert!(drawn.len() as f64 <= right);
        for band in &drawn {
            prop_assert!(band.x >= 0.0 && band.width >= 1.0 - 1e-9);
            prop_assert!(band.x + band.width <= right + 1e-9);
        }
        for two in drawn.windows(2) {
            prop_assert!(two[1].x > two[0].x + two[0].width);
        }
    }

    #[test]
    fn no_mark_is_lost(mut times in prop::collection::vec(0..10_000_i64, 0..500)) {
        times.sort_unstable();
        let change = |at_ms: i64| Change { at_ms, from: 1, to: if at_ms % 2 == 0 { 2 } else { 0 } };
        let all: Vec<Change> = times.into_iter().map(change).collect();
        let scale = TimeScale { from_ms: 0, to_ms: 10_000, left: 0.0, right: 60.0 };
        let count = all.len();
        let series = Series { changes: all, ..Series::empty(Tone::Saved) };
        let row = change_row(&series, &scale, 0.0);
        prop_assert_eq!(row.marks.iter().map(|mark| mark.count).sum::<usize>(), count);
        prop_assert!(row.marks.len() <= 120);
    }
}
