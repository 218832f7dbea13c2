//! A series of a JSON file to a clean one, or to why it is left out.

use serde_json::Value;

use super::entry::{Entry, Time};
use crate::history::clean::{NamedSeries, Order, Tick};
use crate::history::read::column::Column;
use crate::history::read::group;
use crate::history::read::naming::Named;
use crate::history::read::options::ImportOptions;
use crate::history::read::stamp::{StampReader, in_range};
use crate::history::report::{DateOrder, Finding, Skip, Source, TimeForm};

/// One series, or the finding that says why it is left out.
pub(super) fn read(
    index: usize,
    entry: Entry,
    options: &ImportOptions,
) -> Result<NamedSeries, Finding> {
    let mut column = Column::new(index);
    let mut stamps = StampReader::new(DateOrder::DayFirst);
    let mut ticks = Vec::new();
    for (number, (time, value)) in (1..).zip(&entry.points) {
        ticks.extend(take(&mut column, &mut stamps, (time, value), number));
    }
    let (order, found) = Order::learn(ticks, options.zone.as_ref());
    let named = Named { name: entry.name, labels: entry.labels };
    match column.conclude(&order, named, false) {
        Ok(mut one) => {
            one.column = None;
            one.unit = entry.unit;
            let first = group::check(&one, options.group.as_ref()).into_iter().chain(found);
            one.findings.splice(0..0, first);
            one.findings.iter_mut().for_each(|finding| finding.set_source(Source::Json));
            Ok(one)
        }
        Err(left_out) => {
            let mut finding = left_out.finding();
            finding.set_source(Source::Json);
            Err(finding)
        }
    }
}

/// Reads one point.
fn take(
    column: &mut Column,
    stamps: &mut StampReader,
    (time, value): (&Time, &Value),
    number: u32,
) -> Option<Tick> {
    let (at_ms, is_local) = match at_ms(stamps, time) {
        Ok(read) => read,
        Err((reason, example)) => {
            column.skip(reason, &example, number);
            return None;
        }
    };
    let value = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let value = if value.is_empty() { "NaN" } else { &value };
    let value = column.take_plain(value, (at_ms, number))?;
    Some(Tick { at_ms, line: number, is_local, content: value.to_bits() })
}

fn at_ms(stamps: &mut StampReader, time: &Time) -> Result<(i64, bool), (Skip, String)> {
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let of = |ms: f64, text: f64| match ms.round() as i64 {
        at_ms if in_range(at_ms) => Ok((at_ms, false)),
        _ => Err((Skip::FarTime, text.to_string())),
    };
    match time {
        Time::Seconds(seconds) => of(seconds * 1_000.0, *seconds),
        Time::Millis(ms) => of(*ms, *ms),
        Time::Text(text) => match stamps.read(text) {
            Ok((at_ms, form)) => Ok((at_ms, form == TimeForm::Zoneless)),
            Err(reason) => Err((reason, text.clone())),
        },
        Time::Unreadable(text) => Err((Skip::UnreadableTime, text.clone())),
    }
}
