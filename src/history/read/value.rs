//! The text of a value to a number.

use std::borrow::Cow;

use super::unit;
use crate::history::report::{Quantity, Skip};
use crate::wire::parse_number;

/// What people and tools write where there is no value.
const NO_VALUE: [&str; 6] = ["nan", "none", "nil", "na", "n/a", "--"];
/// What tools write where a series has no sample at the time of another.
const NOTHING: [&str; 3] = ["", "null", "undefined"];

/// A number as it was written.
pub(in crate::history) struct Number<'a> {
    /// In the base unit of its quantity.
    pub(in crate::history) value: f64,
    /// What it measures, by its unit.
    pub(in crate::history) quantity: Quantity,
    /// Its unit; empty without one.
    pub(in crate::history) unit: &'a str,
    /// It has a decimal comma.
    pub(in crate::history) comma: bool,
}

/// Whether the cell says nothing, not even that a value is missing.
pub(in crate::history) fn is_nothing(cell: &str) -> bool {
    NOTHING.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// Reads a metric's value. A comma is the decimal one where it cannot be the delimiter.
pub(in crate::history) fn read(cell: &str, comma_is_decimal: bool) -> Result<Number<'_>, Skip> {
    if is_nothing(cell)
        || cell == "-"
        || NO_VALUE.iter().any(|word| cell.eq_ignore_ascii_case(word))
    {
        return Err(Skip::NoValue);
    }
    let (digits, unit) = split_unit(cell);
    let (quantity, factor) = match unit {
        "" => (Quantity::Number, 1.0),
        _ => unit::read(unit).ok_or(Skip::TextValue)?,
    };
    let comma = comma_is_decimal && has_decimal_comma(digits);
    let plain = if comma { Cow::Owned(digits.replacen(',', ".", 1)) } else { digits.into() };
    let value = parse_number(&plain).ok_or(Skip::TextValue)?;
    Ok(Number { value: checked(value * factor)?, quantity, unit, comma })
}

/// Reads a number that is neither formatted nor in words.
pub(in crate::history) fn read_plain(text: &str) -> Result<f64, Skip> {
    checked(parse_number(text).ok_or(Skip::TextValue)?)
}

fn checked(value: f64) -> Result<f64, Skip> {
    if value.is_nan() {
        return Err(Skip::NoValue);
    }
    if value.is_infinite() {
        return Err(Skip::InfiniteValue);
    }
    if value < 0.0 {
        return Err(Skip::NegativeValue);
    }
    // Adding zero turns "-0" into plain zero.
    Ok(value + 0.0)
}

/// Whether the text would be a number in any column, a skipped one included.
pub(in crate::history) fn is_number(cell: &str) -> bool {
    !matches!(read(cell, true), Err(Skip::TextValue | Skip::NoValue))
}

/// The number and the unit after it. Without a digit before it, a word is no unit.
fn split_unit(cell: &str) -> (&str, &str) {
    let last = cell.rfind(|c: char| c.is_ascii_digit() || c == '.');
    match last {
        Some(last) => (&cell[..=last], cell[last + 1..].trim_start()),
        None => (cell, ""),
    }
}

fn has_decimal_comma(cell: &str) -> bool {
    let mut commas = cell.bytes().filter(|byte| *byte == b',');
    commas.next().is_some() && commas.next().is_none() && !cell.contains('.')
}
