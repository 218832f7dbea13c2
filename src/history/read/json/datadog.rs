//! The answer of Datadog to a query of timeseries, of either version of its API.

use serde_json::Value;

use super::entry::{Entry, Time, label, list, text};
use crate::history::clean::Label;
use crate::history::read::unit;
use crate::history::report::{ImportError, Unit};

pub(super) fn is(root: &Value) -> bool {
    let first = root.get("series").and_then(|series| series.get(0));
    first.is_some_and(|one| one.get("pointlist").is_some()) || attributes(root).is_some()
}

fn attributes(root: &Value) -> Option<&Value> {
    root.get("data")?.get("attributes").filter(|attributes| attributes.get("times").is_some())
}

pub(super) fn read(mut root: Value) -> Result<Vec<Entry>, ImportError> {
    if attributes(&root).is_some() {
        return columns(root["data"]["attributes"].take());
    }
    Ok(list(&mut root, "series").into_iter().map(of_points).collect())
}

/// Version 1: pairs of milliseconds and a number for each series.
fn of_points(mut one: Value) -> Entry {
    let points = list(&mut one, "pointlist").into_iter().map(|mut pair| {
        let time = Time::of(pair.get(0).unwrap_or(&Value::Null));
        (time, pair.get_mut(1).map(Value::take).unwrap_or_default())
    });
    let points = points.collect();
    let name = text(&one, "metric").to_owned();
    let tags = one.get("tag_set").and_then(Value::as_array).cloned().unwrap_or_default();
    let unit = unit_of(one.get("unit")).or_else(|| unit::of_name(&name));
    Entry { unit, labels: tags.iter().map(tag).collect(), name, points }
}

/// Version 2: one list of times, and a list of values for each series.
fn columns(mut root: Value) -> Result<Vec<Entry>, ImportError> {
    let times = list(&mut root, "times");
    let (values, series) = (list(&mut root, "values"), list(&mut root, "series"));
    let mut entries = Vec::new();
    for (values, one) in values.into_iter().zip(series) {
        let Value::Array(values) = values else { continue };
        if values.len() != times.len() {
            let what = t!("a series has another number of values than there are times").to_owned();
            return Err(ImportError::BrokenJson { what });
        }
        let tags = one.get("group_tags").and_then(Value::as_array).cloned().unwrap_or_default();
        let labels: Vec<Label> = tags.iter().map(tag).collect();
        let points = times.iter().map(Time::of).zip(values).collect();
        entries.push(Entry { name: String::new(), labels, unit: unit_of(one.get("unit")), points });
    }
    Ok(entries)
}

fn tag(tag: &Value) -> Label {
    let tag = tag.as_str().unwrap_or_default();
    let (key, value) = tag.split_once(':').unwrap_or(("tag", tag));
    label(key, value)
}

/// A pair of units: what is counted, and per what.
fn unit_of(unit: Option<&Value>) -> Option<Unit> {
    let pair = unit?;
    let name = |at: usize| pair.get(at).map_or("", |unit| text(unit, "name"));
    match (name(0), name(1)) {
        ("percent", "") => unit::word("%"),
        ("fraction", "") => unit::word("ratio"),
        ("byte", "") => unit::word("B"),
        ("byte", "second") => unit::word("B/s"),
        ("bit", "second") => unit::word("b/s"),
        ("core", "") => unit::word("cores"),
        ("connection", "second") => unit::word("conn/s"),
        ("", _) => None,
        (what, per) => {
            let per = if per.is_empty() { String::new() } else { format!(" per {per}") };
            Some(unit::of_tool(&format!("{what}{per}")))
        }
    }
}
