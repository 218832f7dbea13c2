//! What must be asked about a table.

use super::options::ImportOptions;
use super::stamp::StampReader;
use super::survey::{Dates, Decimals};
use super::table::{Reading, Table};
use crate::history::report::{DateOrder, Question, Span};

/// Asks whether dates start with the day or with the month.
pub(in crate::history) fn date_order(
    text: &str,
    how: &Reading<'_>,
    dates: &Dates,
) -> Option<Question> {
    let (example, line) = dates.first.clone()?;
    let day_first = span(text, how, DateOrder::DayFirst);
    let month_first = span(text, how, DateOrder::MonthFirst);
    Some(Question::DateOrder { example, line, read_as: how.order, day_first, month_first })
}

/// The time that a table covers by its first and last row, if its dates are written so.
fn span(text: &str, how: &Reading<'_>, order: DateOrder) -> Span {
    let (mut rows, mut stamps) = (how.layout.rows(text), StampReader::new(order));
    let mut span = Span { from_ms: i64::MAX, until_ms: i64::MIN };
    while let Ok(Some(record)) = rows.take() {
        let cells = record.cells(how.layout.delimiter);
        let stamp = how.layout.stamp(&cells);
        let Some(Ok((at_ms, _))) = stamp.map(|stamp| stamps.read(&stamp)) else { continue };
        span = Span { from_ms: span.from_ms.min(at_ms), until_ms: span.until_ms.max(at_ms) };
    }
    span
}

/// Asks which mark separates fractions.
pub(in crate::history) fn decimal(how: &Reading<'_>, decimals: &Decimals) -> Option<Question> {
    let (example, line, (point, comma)) = decimals.open.clone()?;
    Some(Question::Decimal { example, line, read_as: how.mark, point, comma })
}

/// Asks for the zone of times that name none.
pub(in crate::history) fn zone(table: &Table, options: &ImportOptions) -> Option<Question> {
    let (example, line) = table.stamps.local.clone()?;
    let ticks = || table.groups.iter().flat_map(|group| &group.ticks);
    let local = || ticks().filter(|tick| tick.is_local).map(|tick| tick.at_ms);
    options.zone.is_none().then(|| Question::Zone {
        example,
        line,
        first_local_ms: local().min().unwrap_or_default(),
        last_local_ms: local().max().unwrap_or_default(),
    })
}
