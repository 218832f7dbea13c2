//! Short numbers for labels, without the float formatter: it is large in wasm and writes what no
//! axis wants (`0.30000000000000004`).

use super::scale::whole;

/// Thousands, millions and so on, in steps of three digits.
const SUFFIXES: [&str; 7] = ["", "k", "M", "G", "T", "P", "E"];

/// A value with at most two decimals and its magnitude as a letter: `62.5`, `1.25M`, `0.0031`.
///
/// No value at all is an en dash.
pub fn number(value: f64) -> String {
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
    decimal(signed, exponent) + SUFFIXES[group]
}

/// `units` × 10^`exponent` with the letter that fits `largest` × 10^`exponent`, so that all
/// labels of one axis share it: 500 beside 1500 is `0.5k`.
pub fn grouped(units: i64, exponent: i32, largest: i64) -> String {
    if units == 0 {
        return "0".into();
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
    decimal(units, exponent - shift) + suffix
}

/// `units` × 10^`exponent` in plain digits, without trailing zeros after the point.
pub fn decimal(units: i64, exponent: i32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let mut digits = units.unsigned_abs().to_string();
    if exponent >= 0 {
        let zeros = if units == 0 { 0 } else { usize::try_from(exponent).unwrap_or(0) };
        return format!("{sign}{digits}{:0<zeros$}", "");
    }
    let places = usize::try_from(-exponent).unwrap_or(0);
    if digits.len() <= places {
        digits.insert_str(0, &"0".repeat(places + 1 - digits.len()));
    }
    digits.insert(digits.len() - places, '.');
    let text = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{sign}{text}")
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
