//! The text of a value to a number.

use std::borrow::Cow;

use super::Skip;
use crate::wire::parse_number;

/// What people and tools write where there is no value.
const NOTHING: [&str; 9] = ["nan", "null", "none", "nil", "na", "n/a", "-", "--", "undefined"];

/// A number, and whether it was written with a decimal comma.
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) comma: bool,
}

/// Reads a metric's value. A comma is the decimal one where it cannot be the delimiter.
pub(super) fn read(cell: &str, comma_is_decimal: bool) -> Result<Number, Skip> {
    if cell.is_empty() || NOTHING.iter().any(|word| cell.eq_ignore_ascii_case(word)) {
        return Err(Skip::NoValue);
    }
    let comma = comma_is_decimal && has_decimal_comma(cell);
    let plain = if comma { Cow::Owned(cell.replacen(',', ".", 1)) } else { Cow::Borrowed(cell) };
    let Some(value) = parse_number(&plain) else { return Err(Skip::TextValue) };
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
    Ok(Number { value: value + 0.0, comma })
}

/// Whether the text would be a number in any column, a skipped one included.
pub(super) fn is_number(cell: &str) -> bool {
    !matches!(read(cell, true), Err(Skip::TextValue | Skip::NoValue))
}

fn has_decimal_comma(cell: &str) -> bool {
    let mut commas = cell.bytes().filter(|byte| *byte == b',');
    commas.next().is_some() && commas.next().is_none() && !cell.contains('.')
}
