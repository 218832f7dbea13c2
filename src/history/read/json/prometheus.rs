//! The answer of Prometheus to a range query.

use serde_json::{Map, Value};

use super::entry::{Entry, Time, labels, parse};
use crate::history::read::unit;
use crate::history::report::words::shortened;
use crate::history::report::{Finding, ImportError};

/// How much of the server's own words is repeated.
const LONGEST: usize = 300;

/// Reads an answer, whole, its `data`, or its `result`.
pub(super) fn read(root: Value) -> Result<Vec<Entry>, ImportError> {
    entries_of(vec![root])
}

/// Reads answers to one question. Series of the same labels are one, whose parts follow each other.
pub(super) fn joined(bodies: &[&[u8]]) -> Result<(Vec<Entry>, Vec<Finding>), ImportError> {
    let roots = bodies.iter().map(|body| parse(body)).collect::<Result<Vec<_>, _>>()?;
    let mut all: Vec<Finding> = Vec::new();
    for found in roots.iter().flat_map(warned) {
        if !all.contains(&found) {
            all.push(found);
        }
    }
    Ok((entries_of(roots)?, all))
}

/// What the server warned of: that its answer may not be whole.
pub(super) fn warned(root: &Value) -> Vec<Finding> {
    let warnings = root.get("warnings").and_then(Value::as_array);
    let words = warnings.into_iter().flatten().filter_map(Value::as_str);
    words.map(|words| Finding::Warned { words: shortened(words, LONGEST) }).collect()
}

fn entries_of(roots: Vec<Value>) -> Result<Vec<Entry>, ImportError> {
    let mut joined: Vec<Part> = Vec::new();
    for root in roots {
        join(&mut joined, result(root)?)?;
    }
    Ok(joined.into_iter().map(entry).collect())
}

/// A series as it came.
struct Part {
    labels: Value,
    values: Vec<Value>,
}

/// Takes up an answer's series: each goes on where the one of its labels ended in an answer before.
fn join(joined: &mut Vec<Part>, result: Vec<Value>) -> Result<(), ImportError> {
    let before = joined.len();
    for (index, mut part) in result.into_iter().enumerate() {
        let Some(Value::Array(values)) = part.get_mut("values").map(Value::take) else {
            let number = index + 1;
            return Err(other(t!("series {number} has no list \"values\"")));
        };
        let labels = part.get_mut("metric").map(Value::take).unwrap_or_default();
        let same = joined[..before].iter_mut().find(|known| known.labels == labels);
        match same {
            Some(known) => known.values.extend(values),
            None => joined.push(Part { labels, values }),
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
        let kind = shortened(kind, LONGEST);
        return Err(other(t!("its \"resultType\" is \"{kind}\"")));
    }
    let mut data = root.get_mut("data").map(Value::take).unwrap_or(root);
    match data.get_mut("result").map(Value::take).unwrap_or(data) {
        Value::Array(result) => Ok(result),
        _ => Err(other(t!("it has no list \"result\"").to_owned())),
    }
}

fn other(what: String) -> ImportError {
    ImportError::OtherJson { what }
}

fn entry(part: Part) -> Entry {
    let object = part.labels.as_object();
    Entry {
        name: object.map_or_else(|| "{}".to_owned(), name_of),
        labels: object.map(labels).unwrap_or_default(),
        unit: object.and_then(|object| unit::of_name(object.get("__name__")?.as_str()?)),
        points: part.values.into_iter().map(point).collect(),
    }
}

/// A pair of seconds and a number as text, or as a number.
fn point(mut pair: Value) -> (Time, Value) {
    let text = |pair: &Value| pair.get(1).and_then(Value::as_str).unwrap_or_default().to_owned();
    let time = match pair.get(0).and_then(Value::as_f64) {
        Some(seconds) => Time::Seconds(seconds),
        None => Time::Unreadable(text(&pair)),
    };
    let value = pair.get_mut(1).map(Value::take).unwrap_or_default();
    (time, value)
}

/// A series as Prometheus writes it: `name{label="value"}`.
pub(super) fn name_of(labels: &Map<String, Value>) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let name = labels.get("__name__").map(text).unwrap_or_default();
    let pairs = labels.iter().filter(|(key, _)| *key != "__name__");
    let pairs: Vec<String> = pairs.map(|(key, value)| format!("{key}={:?}", text(value))).collect();
    match (name.is_empty(), pairs.is_empty()) {
        (false, true) => name,
        _ => format!("{name}{{{}}}", pairs.join(", ")),
    }
}
