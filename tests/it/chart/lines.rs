//! Samples to lines, and sizes to stairs.

use super::{NAN, pixels, steps, upside_down};
use headroom::chart::decimate::{Point, decimate, line_points};
use headroom::chart::path::line;
use headroom::chart::scale::{Linear, TimeScale};
use headroom::chart::steps::{stairs, step_area, step_line};
use proptest::prelude::*;

fn drawn(samples: &[(i64, f64)], scale: &TimeScale) -> String {
    let (times, values): (Vec<i64>, Vec<f64>) = samples.iter().copied().unzip();
    line(&line_points(&times, &values, scale), &upside_down())
}

/// Name, samples, path.
type LineCase<'a> = (&'a str, &'a [(i64, f64)], &'a str);

#[test]
fn lines_with_gaps_and_edges() {
    let scale = pixels(100);
    let cases: [LineCase; 11] = [
        ("nothing", &[], ""),
        ("one sample is a dot", &[(10, 30.0)], "M10.0,70.0h0"),
        ("all gaps", &[(10, NAN), (20, NAN)], ""),
        ("plain", &[(0, 0.0), (50, 50.0), (100, 0.0)], "M0.0,100.0L50.0,50.0L100.0,100.0"),
        (
            "a gap lifts the pen",
            &[(0, 0.0), (10, 10.0), (20, NAN), (30, 30.0), (40, 40.0)],
            "M0.0,100.0L10.0,90.0M30.0,70.0L40.0,60.0",
        ),
        (
            "a sample between gaps is a dot",
            &[(0, NAN), (10, 10.0), (20, NAN), (30, 30.0), (40, 40.0)],
            "M10.0,90.0h0M30.0,70.0L40.0,60.0",
        ),
        ("cut at the left", &[(-50, 0.0), (50, 100.0)], "M0.0,50.0L50.0,0.0"),
        ("cut at the right", &[(50, 100.0), (150, 0.0)], "M50.0,0.0L100.0,50.0"),
        ("no sample in view", &[(-100, 0.0), (300, 100.0)], "M0.0,75.0L100.0,50.0"),
        ("a gap over the edge", &[(-50, NAN), (50, 100.0), (150, NAN)], "M50.0,0.0h0"),
        ("all outside", &[(-50, 1.0), (-20, 2.0)], ""),
    ];
    for (name, samples, expected) in cases {
        assert_eq!(drawn(samples, &scale), expected, "{name}");
    }
}

#[test]
fn lines_are_sliced_to_the_view() {
    let times: Vec<i64> = (0..10_000).collect();
    let values: Vec<f64> = times.iter().map(|at| (at % 7) as f64).collect();
    let scale = TimeScale { from_ms: 5_000, to_ms: 5_010, left: 0.0, right: 100.0 };
    assert_eq!(line_points(&times, &values, &scale).len(), 13);
}

#[test]
fn as_many_samples_as_pixels_are_not_thinned() {
    let times = [5; 100];
    let values: Vec<f64> = (0..100).map(f64::from).collect();
    assert_eq!(line_points(&times, &values, &pixels(100)).len(), 100);
    assert_eq!(line_points(&times, &values, &pixels(99)).len(), 2);
}

#[test]
fn more_times_than_values_and_the_other_way_round() {
    let scale = pixels(10);
    assert_eq!(line_points(&[0, 1, 2], &[5.0], &scale).len(), 1);
    assert_eq!(line_points(&[0], &[5.0, 6.0, 7.0], &scale).len(), 1);
}

/// Samples in ascending x, with gaps, over 0..=40 pixels.
fn samples() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let value = prop_oneof![
        8 => -1000.0..1000.0,
        1 => Just(NAN),
        1 => Just(7.0),
        1 => prop_oneof![Just(1e15), Just(-1e15), Just(f64::INFINITY)],
    ];
    prop::collection::vec((0.0..40.0, value), 0..400).prop_map(|mut samples: Vec<(f64, f64)>| {
        samples.sort_by(|a, b| a.0.total_cmp(&b.0));
        samples
    })
}

fn column(x: f64) -> u64 {
    x.floor().to_bits()
}

/// The index of the sample that each kept point is, found in order.
fn origins(samples: &[(f64, f64)], kept: &[Point]) -> Vec<usize> {
    let mut from = 0;
    let find = |point: &Point| {
        let rest = samples[from..].iter();
        let mut same = rest.enumerate().filter(|(_, (x, v))| *x == point.x && *v == point.value);
        let found = from + same.next().expect("a kept point is a sample").0;
        from = found + 1;
        found
    };
    kept.iter().map(find).collect()
}

proptest! {
    #[test]
    fn decimation_keeps_its_contract(samples in samples()) {
        let kept = decimate(samples.clone().into_iter(), true);
        let valid: Vec<(f64, f64)> =
            samples.iter().copied().filter(|(_, value)| value.is_finite()).collect();
        let first = kept.first().map(|point| (point.x, point.value));
        let last = kept.last().map(|point| (point.x, point.value));
        prop_assert_eq!(first, valid.first().copied());
        prop_assert_eq!(last, valid.last().copied());
        for at in 0..40_u32 {
            let column_of = |x: f64| column(x) == column(f64::from(at));
            let all: Vec<f64> = valid.iter().filter(|s| column_of(s.0)).map(|s| s.1).collect();
            let few: Vec<f64> =
                kept.iter().filter(|k| column_of(k.x)).map(|k| k.value).collect();
            let ends = [first, last].iter().flatten().filter(|end| column_of(end.0)).count();
            prop_assert!(few.len() <= 2 + ends, "{} points in column {}", few.len(), at);
            let low = |values: &[f64]| values.iter().copied().fold(NAN, f64::min);
            let high = |values: &[f64]| values.iter().copied().fold(NAN, f64::max);
            prop_assert_eq!(low(&all).to_bits(), low(&few).to_bits());
            prop_assert_eq!(high(&all).to_bits(), high(&few).to_bits());
        }
    }

    #[test]
    fn neighbours_are_joined_unless_a_gap_lies_between(samples in samples()) {
        let kept = decimate(samples.clone().into_iter(), true);
        let origins = origins(&samples, &kept);
        for (pair, points) in origins.windows(2).zip(kept.windows(2)) {
            let gap = samples[pair[0]..pair[1]].iter().any(|sample| !sample.1.is_finite());
            prop_assert_eq!(points[1].joined, !gap);
        }
        prop_assert!(!kept.first().is_some_and(|point| point.joined));
    }

    #[test]
    fn few_samples_pass_unchanged(
        mut times in prop::collection::vec(0_i64..300, 0..300),
        seed in 0_i64..100,
    ) {
        times.sort_unstable();
        let values: Vec<f64> = times.iter().map(|at| ((at * 31 + seed) % 17) as f64).collect();
        let kept = line_points(&times, &values, &pixels(300));
        prop_assert_eq!(kept.len(), times.len());
        for (point, value) in kept.iter().zip(&values) {
            prop_assert_eq!(point.value, *value);
        }
    }
}

/// Name, steps, until when, path of the curve, path of the ground.
type StepCase<'a> = (&'a str, &'a [(i64, f64)], i64, &'a str, &'a str);

#[test]
fn step_curves() {
    let y = Linear { from: 0.0, to: 10.0, start_px: 100.0, end_px: 0.0 };
    let cases: [StepCase; 9] = [
        ("nothing", &[], 100, "", ""),
        ("one", &[(0, 2.0)], 100, "M0.0,80.0H100.0", "M0.0,100.0V80.0H100.0V100.0Z"),
        (
            "up and down, ending before the view",
            &[(0, 2.0), (10, 4.0), (20, 1.0)],
            60,
            "M0.0,80.0H10.0V60.0H20.0V90.0H60.0",
            "M0.0,100.0V80.0H10.0V60.0H20.0V90.0H60.0V100.0Z",
        ),
        (
            "from before the view",
            &[(-90, 9.0), (-50, 2.0), (10, 3.0)],
            500,
            "M0.0,80.0H10.0V70.0H100.0",
            "M0.0,100.0V80.0H10.0V70.0H100.0V100.0Z",
        ),
        (
            "a gap",
            &[(0, 2.0), (10, NAN), (20, 3.0)],
            100,
            "M0.0,80.0H10.0M20.0,70.0H100.0",
            "M0.0,100.0V80.0H10.0V100.0ZM20.0,100.0V70.0H100.0V100.0Z",
        ),
        (
            "a change at the end is not seen",
            &[(0, 2.0), (60, 5.0)],
            60,
            "M0.0,80.0H60.0",
            "M0.0,100.0V80.0H60.0V100.0Z",
        ),
        ("a gap to the end", &[(0, NAN)], 100, "", ""),
        ("all in the future", &[(200, 2.0)], 300, "", ""),
        ("ended before the view", &[(-90, 2.0)], -10, "", ""),
    ];
    for (name, pairs, until_ms, expected_line, expected_area) in cases {
        let curve = stairs(&steps(pairs), until_ms, &pixels(100));
        assert_eq!(step_line(&curve, &y), expected_line, "{name}");
        assert_eq!(step_area(&curve, &y), expected_area, "{name}");
    }
}

#[test]
fn changes_within_a_pixel_show_their_extremes() {
    let scale = TimeScale { from_ms: 0, to_ms: 1000, left: 0.0, right: 100.0 };
    let y = Linear { from: 0.0, to: 10.0, start_px: 100.0, end_px: 0.0 };
    let curve = stairs(&steps(&[(0, 2.0), (101, 1.0), (104, 9.0), (108, 3.0)]), 1000, &scale);
    assert_eq!(curve.stairs.len(), 2);
    assert_eq!(step_line(&curve, &y), "M0.0,80.0H10.1V90.0V10.0V70.0H100.0");
}
