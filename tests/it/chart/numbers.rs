//! Short numbers, and path data of single points.

use super::NAN;
use headroom::chart::format::Plain;
use headroom::chart::number::{grouped, number};
use headroom::chart::path::{push_tenths, triangle};
use proptest::prelude::*;

#[test]
fn short_numbers() {
    let cases = [
        (0.0, "0"),
        (-0.0, "0"),
        (62.0, "62"),
        (62.5, "62.5"),
        (-3.25, "-3.25"),
        (0.0031, "0.0031"),
        (999.0, "999"),
        (999.996, "1k"),
        (1500.0, "1.5k"),
        (1_250_000.0, "1.25M"),
        (1e15, "1P"),
        (-2.5e9, "-2.5G"),
        (NAN, "–"),
        (f64::INFINITY, "–"),
    ];
    for (value, expected) in cases {
        assert_eq!(number(value, &Plain), expected, "{value}");
    }
}

#[test]
fn numbers_of_one_axis_share_a_letter() {
    let cases = [
        (15, -1, 30, "1.5"),
        (10, -1, 30, "1"),
        (-5, -3, 5, "-0.005"),
        (3, 2, 3, "300"),
        (5, 2, 15, "0.5k"),
        (0, 5, 1, "0"),
        (0, -2, 0, "0"),
        (7, -40, 7, "7e-40"),
    ];
    for (units, exponent, largest, expected) in cases {
        assert_eq!(grouped(units, exponent, largest, &Plain), expected, "{units}e{exponent}");
    }
}

#[test]
fn tenths_of_awkward_numbers() {
    let cases = [
        (0.0, "0.0"),
        (-0.04, "0.0"),
        (-0.05, "-0.1"),
        (9.96, "10.0"),
        (1_000.0, "1000.0"),
        (NAN, "0.0"),
        (f64::INFINITY, "1000000.0"),
        (-1e300, "-1000000.0"),
    ];
    for (number, expected) in cases {
        let mut text = String::new();
        push_tenths(&mut text, number);
        assert_eq!(text, expected, "{number}");
    }
}

#[test]
fn triangles_point_where_the_size_goes() {
    assert_eq!(triangle(50.0, 20.0, true), "M45.0,20.0H55.0L50.0,11.0Z");
    assert_eq!(triangle(50.0, 20.0, false), "M45.0,11.0H55.0L50.0,20.0Z");
}

proptest! {
    #[test]
    fn the_path_writer_agrees_with_the_formatter(number in -99_999.0..99_999.0_f64) {
        let mut text = String::new();
        push_tenths(&mut text, number);
        let read: f64 = text.parse().expect("a number");
        prop_assert!((read - number).abs() <= 0.05 + 1e-9, "{} for {}", text, number);
        prop_assert_eq!(format!("{read:.1}"), text);
    }
}
