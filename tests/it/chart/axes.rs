//! Ticks, scales and labels.

use super::{APRIL_12, DAY, HOUR, MINUTE, NAN, style, upside_down};
use headroom::chart::format::Plain;
use headroom::chart::labels::spread;
use headroom::chart::offsets::Offsets;
use headroom::chart::scale::TimeScale;
use headroom::chart::ticks::{nice_top, value_ticks};
use headroom::chart::time_ticks::time_ticks;
use proptest::prelude::*;

#[test]
fn value_ticks_are_round() {
    let cases: [(f64, f64, &[&str]); 9] = [
        (0.0, 100.0, &["0", "50", "100"]),
        (0.0, 130.0, &["0", "50", "100"]),
        (0.0, 0.3, &["0", "0.1", "0.2", "0.3"]),
        (0.0, 2000.0, &["0", "1k", "2k"]),
        (0.0, 1500.0, &["0", "0.5k", "1k", "1.5k"]),
        (-10.0, 10.0, &["-10", "0", "10"]),
        (0.0, 1e15, &["0", "0.5P", "1P"]),
        (5.0, 5.0, &["5"]),
        (0.0, NAN, &[]),
    ];
    for (low, high, expected) in cases {
        let labels: Vec<String> =
            value_ticks(low, high, 4, &Plain).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, expected, "{low}..{high}");
    }
}

#[test]
fn axes_end_on_a_round_number() {
    for (high, expected) in [(0.27, 0.3), (87.0, 100.0), (100.0, 100.0), (1.01e9, 1.5e9)] {
        assert_eq!(nice_top(high, 4), expected);
    }
}

/// Name, from, span, width, offset, labels.
type TimeCase<'a> = (&'a str, i64, i64, f64, i64, &'a [&'a str]);

#[test]
fn time_labels() {
    let cases: [TimeCase; 6] = [
        (
            "an afternoon",
            APRIL_12 + 14 * HOUR + 7 * MINUTE,
            2 * HOUR,
            300.0,
            0,
            &["14:30", "15:00", "15:30", "16:00"],
        ),
        (
            "two days",
            APRIL_12,
            2 * DAY,
            700.0,
            0,
            &["12 Apr", "06:00", "12:00", "18:00", "13 Apr", "06:00", "12:00", "18:00", "14 Apr"],
        ),
        (
            "one day from noon, two hours east",
            APRIL_12 + 10 * HOUR,
            DAY,
            250.0,
            2 * HOUR,
            &["12:00", "18:00", "13 Apr", "06:00", "12:00"],
        ),
        (
            "weeks start on Mondays",
            APRIL_12,
            28 * DAY,
            300.0,
            0,
            &["13 Apr", "20 Apr", "27 Apr", "4 May"],
        ),
        (
            "half an hour east",
            APRIL_12,
            3 * HOUR,
            170.0,
            5 * HOUR + 30 * MINUTE,
            &["06:00", "07:00", "08:00"],
        ),
        ("years", APRIL_12, 800 * DAY, 300.0, 0, &["26 Oct 2026", "25 Oct 2027"]),
    ];
    for (name, from_ms, span, width, offset_ms, expected) in cases {
        let scale = TimeScale { from_ms, to_ms: from_ms + span, left: 0.0, right: width };
        let ticks = time_ticks(&scale, &style(&Offsets::fixed(offset_ms)));
        let labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, expected, "{name}");
    }
}

proptest! {
    #[test]
    fn value_ticks_are_even_inside_and_told_apart(
        low in -1e6..1e6_f64, size in -9_i32..15, part in 0.1..1.0_f64, most in 2_usize..12,
    ) {
        let high = low + part * 10_f64.powi(size);
        let ticks = value_ticks(low, high, most, &Plain);
        prop_assert!(ticks.len() <= most);
        for tick in &ticks {
            prop_assert!((low..=high).contains(&tick.value));
        }
        for three in ticks.windows(3) {
            let (one, two) = (three[1].value - three[0].value, three[2].value - three[1].value);
            // Far from zero, floats themselves are coarse.
            let coarse = three[0].value.abs() * 1e-15;
            prop_assert!(one > 0.0 && (one - two).abs() <= one * 1e-9 + coarse);
        }
        let mut labels: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        labels.sort_unstable();
        labels.dedup();
        prop_assert_eq!(labels.len(), ticks.len());
    }

    #[test]
    fn an_axis_from_zero_has_a_tick_at_its_top(high in 1e-6..1e15_f64) {
        let top = nice_top(high, 4);
        prop_assert!(top >= high && top <= high * 2.5, "{}", top);
        let ticks = value_ticks(0.0, top, 4, &Plain);
        prop_assert!(ticks.len() >= 2);
        prop_assert_eq!(ticks[ticks.len() - 1].value, top);
    }

    #[test]
    fn time_ticks_are_even_inside_and_spaced(
        from_ms in -4_000_000_000_000..4_000_000_000_000_i64,
        span in 1..(4000 * DAY),
        width in 1.0..2000.0_f64,
        quarters in -48_i64..57,
    ) {
        let scale = TimeScale { from_ms, to_ms: from_ms + span, left: 0.0, right: width };
        let ticks = time_ticks(&scale, &style(&Offsets::fixed(quarters * 15 * MINUTE)));
        prop_assert!(ticks.len() as f64 <= width / 54.0 + 1.0 || span < MINUTE);
        for tick in &ticks {
            prop_assert!((from_ms..=from_ms + span).contains(&tick.at_ms));
            prop_assert!(!tick.label.is_empty());
        }
        for three in ticks.windows(3) {
            prop_assert_eq!(three[1].at_ms - three[0].at_ms, three[2].at_ms - three[1].at_ms);
        }
        for two in ticks.windows(2) {
            prop_assert!(two[0].label != two[1].label);
            prop_assert!(two[1].x - two[0].x >= 53.9);
        }
    }

    #[test]
    fn scales_invert(at in 0..100_000_i64, value in -50.0..150.0_f64) {
        let time = TimeScale { from_ms: 0, to_ms: 100_000, left: 46.0, right: 796.0 };
        prop_assert_eq!(time.ms(time.px(at)), at);
        let y = upside_down();
        prop_assert!((y.value(y.px(value)) - value).abs() < 1e-9);
    }

    #[test]
    fn labels_keep_apart(wanted in prop::collection::vec(0.0..100.0_f64, 0..12)) {
        let placed = spread(&wanted, 12.0, 0.0, 100.0);
        let gap = 12.0_f64.min(100.0 / wanted.len().saturating_sub(1).max(1) as f64);
        let mut sorted = placed.clone();
        sorted.sort_by(f64::total_cmp);
        prop_assert!(sorted.iter().all(|y| (-1e-9..=100.0 + 1e-9).contains(y)));
        for two in sorted.windows(2) {
            prop_assert!(two[1] - two[0] >= gap - 1e-9);
        }
        for (a, b) in (0..wanted.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
            prop_assert!(wanted[a] >= wanted[b] || placed[a] <= placed[b]);
        }
    }
}

#[test]
fn labels_with_room_stay_where_they_are() {
    assert_eq!(spread(&[50.0, 10.0, 90.0], 12.0, 0.0, 100.0), [50.0, 10.0, 90.0]);
    assert_eq!(spread(&[50.0, 50.0], 12.0, 0.0, 100.0), [50.0, 62.0]);
    assert_eq!(spread(&[99.0, 98.0], 12.0, 0.0, 100.0), [100.0, 88.0]);
}
