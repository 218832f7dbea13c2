//! The answer of Prometheus to a range query: each of its series, or why there is none.

use serde_json::{Map, Value};

use super::column::Column;
use super::group;
use super::imported::Imported;
use super::lines::BOM;
use super::options::ImportOptions;
use super::stamp::in_range;
use super::unit;
use crate::history::MAX_SERIES;
use crate::history::clean::{Label, NamedSeries, Order, Tick};
use crate::history::report::words::shortened;
use crate::history::report::{Finding, Format, ImportError, Report, Skip, Source};
use crate::wire;

/// How much of the server's own words is repeated.
const LONGEST: usize = 300;

/// Reads answers, each whole, its `data`, or its `result`. Series of the same labels are one, whose
/// parts follow each other.
pub(in crate::history) fn read(
    bodies: &[&[u8]],
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let mut joined: Vec<Entry> = Vec::new();
    for body in bodies {
        let root = wire::parse(body.strip_prefix(&BOM).unwrap_or(body))
            .map_err(|error| ImportError::BrokenJson { what: error.to_string() })?;
        join(&mut joined, result(root)?)?;
    }
    if joined.is_empty() {
        return Err(ImportError::NoSeries { why: "Its list of series is empty.".to_owned() });
    }
    if joined.len() > MAX_SERIES {
        return Err(ImportError::TooManySeries { series: joined.len() });
    }
    let (mut series, mut findings) = (Vec::new(), Vec::new());
    for (index, entry) in joined.iter().enumerate() {
        match read_series(index, entry, options) {
            Ok(one) => series.push(one),
            Err(finding) => findings.push(finding),
        }
    }
    if series.is_empty() {
        let why: Vec<String> = findings.iter().take(3).map(Finding::to_string).collect();
        return Err(ImportError::NoSeries { why: why.join(" ") });
    }
    let rows: usize = joined.iter().map(|entry| entry.values.len()).sum();
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    let samples: usize = series.iter().map(|one| one.series.samples().len()).sum();
    let samples = u32::try_from(samples).unwrap_or(u32::MAX);
    let format = Format::Prometheus { series: joined.len() };
    Ok(Imported::new(series, Report { format, rows, samples, findings }, Vec::new()))
}

/// A series as it came.
struct Entry {
    labels: Value,
    values: Vec<Value>,
}

/// Takes up an answer's series: each goes on where the one of its labels ended in an answer before.
fn join(joined: &mut Vec<Entry>, result: Vec<Value>) -> Result<(), ImportError> {
    let before = joined.len();
    for (index, mut entry) in result.into_iter().enumerate() {
        let Some(Value::Array(values)) = entry.get_mut("values").map(Value::take) else {
            return Err(other(format!("series {} has no list \"values\"", index + 1)));
        };
        let labels = entry.get_mut("metric").map(Value::take).unwrap_or_default();
        let same = joined[..before].iter_mut().find(|known| known.labels == labels);
        match same {
            Some(known) => known.values.extend(values),
            None => joined.push(Entry { labels, values }),
        }
    }
    Ok(())
}

/// The list of series in what may be the whole answer or the inner part of one.
fn result(mut root: Value) -> Result<Vec<Value>, ImportError> {
    let text = |key: &str| root.get(key).and_then(Value::as_str).unwrap_or_default();
    if text("status") == "error" {
        let words = [text("errorType"), text("error")].map(|words| shortened(words, LONGEST));
        return Err(ImportError::Refused { words: words.join(": ") });
    }
    let data = root.get("data").unwrap_or(&root);
    if let Some(kind) = data.get("resultType").and_then(Value::as_str)
        && kind != "matrix"
    {
        return Err(other(format!("its \"resultType\" is \"{}\"", shortened(kind, LONGEST))));
    }
    let mut data = root.get_mut("data").map(Value::take).unwrap_or(root);
    match data.get_mut("result").map(Value::take).unwrap_or(data) {
        Value::Array(result) => Ok(result),
        _ => Err(other("it has no list \"result\"".to_owned())),
    }
}

fn other(what: String) -> ImportError {
    ImportError::OtherJson { what }
}

/// One series, or the finding that says why it is left out.
fn read_series(
    index: usize,
    entry: &Entry,
    options: &ImportOptions,
) -> Result<NamedSeries, Finding> {
    let labels = entry.labels.as_object();
    let name = labels.map_or_else(|| "{}".to_owned(), name_of);
    let mut column = Column::new(index);
    let mut ticks = Vec::new();
    for (number, value) in (1..).zip(&entry.values) {
        ticks.extend(take(&mut column, value, number));
    }
    let (order, found) = Order::learn(ticks, None);
    match column.conclude(&order, &name, false) {
        Ok(mut one) => {
            one.column = None;
            one.labels = labels.map(labels_of).unwrap_or_default();
            one.unit = labels.and_then(|labels| unit::of_name(labels.get("__name__")?.as_str()?));
            let first = group::check(&name, options.group.as_ref()).into_iter().chain(found);
            one.findings.splice(0..0, first);
            one.findings.iter_mut().for_each(|finding| finding.set_source(Source::Prometheus));
            Ok(one)
        }
        Err(left_out) => {
            let mut finding = left_out.finding(&name);
            finding.set_source(Source::Prometheus);
            Err(finding)
        }
    }
}

/// Reads one pair of seconds and a number as text.
fn take(column: &mut Column, pair: &Value, number: u32) -> Option<Tick> {
    let seconds = pair.get(0).and_then(Value::as_f64);
    let text = pair.get(1).and_then(Value::as_str).unwrap_or_default();
    let Some(seconds) = seconds else {
        column.skip(Skip::UnreadableTime, text, number);
        return None;
    };
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let at_ms = (seconds * 1_000.0).round() as i64;
    if !in_range(at_ms) {
        column.skip(Skip::FarTime, &seconds.to_string(), number);
        return None;
    }
    let value = column.take_plain(text, (at_ms, number))?;
    Some(Tick { at_ms, line: number, content: value.to_bits() })
}

fn labels_of(labels: &Map<String, Value>) -> Vec<Label> {
    let own = labels.iter().filter(|(key, _)| *key != "__name__");
    let label = |(key, value): (&String, &Value)| Label {
        key: key.clone(),
        value: value.as_str().unwrap_or_default().to_owned(),
    };
    own.map(label).collect()
}

/// A series as Prometheus writes it: `name{label="value"}`.
fn name_of(labels: &Map<String, Value>) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let name = labels.get("__name__").map(text).unwrap_or_default();
    let pairs = labels.iter().filter(|(key, _)| *key != "__name__");
    let pairs: Vec<String> = pairs.map(|(key, value)| format!("{key}={:?}", text(value))).collect();
    match (name.is_empty(), pairs.is_empty()) {
        (false, true) => name,
        _ => format!("{name}{{{}}}", pairs.join(", ")),
    }
}
