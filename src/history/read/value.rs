//! The text of a value to a number.

use super::number;
use super::unit;
use crate::history::report::{DecimalMark, Quantity, Skip};
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

/// Whether the cell says that there is no value.
pub(in crate::history) fn is_no_value(cell: &str) -> bool {
    is_nothing(cell) || cell == "-" || NO_VALUE.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// Reads a metric's value. A text that is no number under the mark may be one under the other.
pub(in crate::history) fn read(cell: &str, mark: DecimalMark) -> Result<Number<'_>, Skip> {
    if is_no_value(cell) {
        return Err(Skip::NoValue);
    }
    let (digits, unit) = split_unit(cell);
    let other = match mark {
        DecimalMark::Point => DecimalMark::Comma,
        DecimalMark::Comma => DecimalMark::Point,
    };
    let found =
        [mark, other].into_iter().find_map(|mark| Some((number::parse(digits, mark)?, mark)));
    let (value, mark) = found.ok_or(Skip::TextValue)?;
    let (quantity, factor) = match unit {
        "" => (Quantity::Number, 1.0),
        _ => unit::read(unit).ok_or(if is_unit(cell, unit) {
            Skip::UnknownUnit
        } else {
            Skip::TextValue
        })?,
    };
    let comma = mark == DecimalMark::Comma && digits.contains(',');
    Ok(Number { value: checked(value * factor)?, quantity, unit, comma })
}

/// Reads a number that is neither formatted nor in words.
pub(in crate::history) fn read_plain(text: &str) -> Result<f64, Skip> {
    checked(parse_number(text).ok_or(Skip::TextValue)?)
}

/// A number that a metric can have.
pub(in crate::history) fn checked(value: f64) -> Result<f64, Skip> {
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
    !matches!(read(cell, DecimalMark::Point), Err(Skip::TextValue | Skip::NoValue))
}

/// The number and the unit after it. Without a digit before it, a word is no unit.
pub(in crate::history) fn split_unit(cell: &str) -> (&str, &str) {
    let last = cell.rfind(|c: char| c.is_ascii_digit() || c == '.');
    match last {
        Some(last) => (&cell[..=last], cell[last + 1..].trim_start()),
        None => (cell, ""),
    }
}

/// Whether a word behind a number is meant as its unit: a space stands before it, or it is a sign.
fn is_unit(cell: &str, unit: &str) -> bool {
    let before = cell[..cell.len() - unit.len()].chars().next_back();
    let is_sign = unit.chars().next().is_some_and(|c| !c.is_ascii_alphanumeric() && c != '-');
    before.is_some_and(char::is_whitespace) || is_sign
}
