//! Short numbers for labels: a few digits and the magnitude as a letter.

use super::format::Format;
use super::scale::whole;

/// Thousands, millions and so on, in steps of three digits.
const SUFFIXES: [&str; 7] = ["", "k", "M", "G", "T", "P", "E"];

/// A value with at most two decimals and its magnitude as a letter: `62.5`, `1.25M`, `0.0031`.
///
/// No value at all is an en dash.
///
/// ```
/// use headroom::chart::format::Plain;
/// use headroom::chart::number::number;
///
/// assert_eq!(number(1_250_000.0, &Plain), "1.25M");
/// assert_eq!(number(0.0031, &Plain), "0.0031");
/// assert_eq!(number(f64::NAN, &Plain), "–", "no value");
/// ```
pub fn number(value: f64, format: &dyn Format) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let mut size = value.abs();
    let mut group = 0;
    // 999.995 would round to 1000.
    while size >= 999.995 && group + 1 < SUFFIXES.len() {
        size /= 1000.0;
        group += 1;
    }
    let mut exponent = -2;
    let mut scaled = size * 100.0;
    while size > 0.0 && scaled < 10.0 && exponent > -9 {
        scaled *= 10.0;
        exponent -= 1;
    }
    let units = whole(scaled + 0.5);
    let signed = if value < 0.0 { -units } else { units };
    decimal(signed, exponent, format) + SUFFIXES[group]
}

/// `units` × 10^`exponent` with the letter that fits `largest` × 10^`exponent`, so that all
/// labels of one axis share it: 500 beside 1500 is `0.5k`.
pub fn grouped(units: i64, exponent: i32, largest: i64, format: &dyn Format) -> String {
    if units == 0 {
        return format.number(0.0, 0);
    }
    // The number of digits before the point of the largest label.
    let magnitude = digit_count(largest) + exponent;
    if !(-6..=21).contains(&magnitude) {
        return format!("{units}e{exponent}");
    }
    let mut shift = 0;
    let mut suffix = SUFFIXES[0];
    for letter in SUFFIXES.iter().skip(1) {
        if magnitude - shift <= 3 {
            break;
        }
        shift += 3;
        suffix = letter;
    }
    decimal(units, exponent - shift, format) + suffix
}

/// `units` × 10^`exponent` in digits, without trailing zeros after the point.
fn decimal(units: i64, exponent: i32, format: &dyn Format) -> String {
    let (mut units, mut exponent) = (units, exponent);
    while exponent < 0 && units % 10 == 0 {
        units /= 10;
        exponent += 1;
    }
    let decimals = u8::try_from(-exponent).unwrap_or(0);
    format.number(scaled(units, exponent), decimals)
}

/// `units` × 10^`exponent`. Divides for negative exponents: 3 / 10 is exactly the float 0.3, while
/// 3 × 0.1 is not.
pub fn scaled(units: i64, exponent: i32) -> f64 {
    let units = units as f64;
    if exponent < 0 { units / power(-exponent) } else { units * power(exponent) }
}

/// 10^`exponent` by a loop: `powi` may differ between targets in the last bit.
pub fn power(exponent: i32) -> f64 {
    let mut size = 1.0;
    for _ in 0..exponent.abs() {
        size *= 10.0;
    }
    if exponent < 0 { 1.0 / size } else { size }
}

fn digit_count(units: i64) -> i32 {
    let mut rest = units.unsigned_abs();
    let mut count = 1;
    while rest >= 10 {
        rest /= 10;
        count += 1;
    }
    count
}
