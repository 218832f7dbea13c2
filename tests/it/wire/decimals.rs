//! Decimal text to numbers, against the standard library's.

use headroom::wire::parse_number;
use proptest::prelude::*;

fn assert_same(text: &str) {
    let expected = text.parse::<f64>().ok().map(f64::to_bits);
    assert_eq!(parse_number(text).map(f64::to_bits), expected, "{text}");
}

#[test]
fn the_hard_numbers_are_read_to_the_bit() {
    for text in [
        "9007199254740993",
        "9007199254740993.00000000000000000000000000000000000000001",
        "9007199254740991e22",
        "1e22",
        "1e23",
        "8.5e22",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1e308",
        "1e309",
        "1e-400",
        "0e999999999999999999999",
        "1e999999999999999999999",
        "1e-999999999999999999999",
        "6.02214076e23",
        "0.1e-5",
        "000123.4500",
    ] {
        assert_same(text);
        assert_same(&format!("-{text}"));
    }
    // A midpoint with more digits than are kept, and what is not quite one.
    let midpoint = format!("9007199254740993.{}", "0".repeat(1_000));
    assert_same(&midpoint);
    assert_same(&format!("{midpoint}1"));
}

#[test]
fn what_is_no_number_is_none() {
    for text in [
        "", "-", "+", ".", "e5", "1e", "1e+", "1e5.", "--1", "+-1", "1 ", " 1", "1,5", "1_0",
        "0x1", "1e5e5", "1.2.3", "١", "infinit", "nano", "1f",
    ] {
        assert_same(text);
        assert_eq!(parse_number(text), None, "{text}");
    }
    for text in ["5.", ".5", "+.5E+2", "inf", "-Infinity", "+INF"] {
        assert_same(text);
    }
    assert!(parse_number("NaN").is_some_and(f64::is_nan));
}

proptest! {
    #[test]
    fn every_number_survives(bits: u64) {
        let number = f64::from_bits(bits);
        if number.is_finite() {
            assert_same(&number.to_string());
            assert_same(&format!("{number:e}"));
            assert_same(&format!("{number:.17e}"));
            assert_same(&format!("{number:.40e}"));
        }
    }

    #[test]
    fn any_decimal_is_read_as_by_the_standard_library(
        text in "[+-]?[0-9]{0,25}\\.?[0-9]{0,25}([eE][+-]?[0-9]{1,3})?",
    ) {
        assert_same(&text);
    }

    #[test]
    fn midpoints_and_their_neighbours_are_read_to_the_bit(
        significand in 1_u128 << 52..1_u128 << 53,
        shift in 0..60_u32,
        power in -300..200_i32,
    ) {
        let midpoint = (2 * significand + 1) << shift;
        for near in [midpoint - 1, midpoint, midpoint + 1] {
            assert_same(&near.to_string());
            assert_same(&format!("{near}e{power}"));
        }
    }
}
