//! Numbers as people write them: thousands marks, decimal commas.

use std::borrow::Cow;

use crate::history::report::DecimalMark;
use crate::wire::parse_number;

/// Marks between groups of three digits in any country: spaces and apostrophes.
const GROUPING: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];

/// The number that a text is under a decimal mark.
pub(in crate::history) fn parse(text: &str, mark: DecimalMark) -> Option<f64> {
    match mark {
        DecimalMark::Point if is_plain(text) => parse_number(text),
        _ => parse_number(&without_groups(text, mark)?),
    }
}

/// What a text is under either mark, where both are numbers and not the same one: with a decimal
/// point, and with a decimal comma.
pub(in crate::history) fn either(text: &str) -> Option<(f64, f64)> {
    if !text.contains(['.', ',']) {
        return None;
    }
    let (point, comma) = (parse(text, DecimalMark::Point)?, parse(text, DecimalMark::Comma)?);
    (point != comma).then_some((point, comma))
}

/// The only mark under which a text with a mark is a number.
pub(in crate::history) fn only(text: &str) -> Option<DecimalMark> {
    if !text.contains(['.', ',']) {
        return None;
    }
    match [DecimalMark::Point, DecimalMark::Comma].map(|mark| parse(text, mark).is_some()) {
        [true, false] => Some(DecimalMark::Point),
        [false, true] => Some(DecimalMark::Comma),
        _ => None,
    }
}

fn is_plain(text: &str) -> bool {
    !text.contains(',') && !text.contains(GROUPING)
}

/// The text without the marks of groups and with a decimal point; `None` where the groups are none
/// of three digits each.
fn without_groups(text: &str, mark: DecimalMark) -> Option<String> {
    let (decimal, other) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (sign, size) = match text.strip_prefix(['+', '-']) {
        Some(size) => (&text[..1], size),
        None => ("", text),
    };
    let (mantissa, power) = size.split_at(size.find(['e', 'E']).unwrap_or(size.len()));
    let (whole, fraction) = match mantissa.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = ungrouped(whole, other)?;
    let fraction = fraction.map_or_else(String::new, |fraction| format!(".{fraction}"));
    Some(format!("{sign}{whole}{fraction}{power}"))
}

/// Whole digits without the one mark that parts them into groups of three.
fn ungrouped(whole: &str, other: char) -> Option<Cow<'_, str>> {
    let is_mark = |c: char| c == other || GROUPING.contains(&c);
    let Some(mark) = whole.chars().find(|c| is_mark(*c)) else { return Some(whole.into()) };
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    (is_first && groups.all(is_group)).then(|| Cow::Owned(whole.replace(mark, "")))
}
