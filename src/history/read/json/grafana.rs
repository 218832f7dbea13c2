//! The data frames of a Grafana data source, as the query inspector shows them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::entry::{Entry, Time, label, labels, list, text};
use crate::history::clean::Label;
use crate::history::read::unit;
use crate::history::report::{ImportError, Unit};

pub(super) fn is(root: &Value) -> bool {
    let results = root.get("results").and_then(Value::as_object);
    let has_frames = |one: &Value| one.get("frames").is_some();
    results.is_some_and(|results| results.values().any(has_frames))
        || root.get(0).is_some_and(|one| one.get("schema").is_some())
}

/// Every field of numbers is a series; fields of texts tell its rows apart.
pub(super) fn read(root: Value) -> Result<Vec<Entry>, ImportError> {
    let mut frames = Vec::new();
    match root {
        Value::Array(list) => frames = list,
        mut root => {
            let results = root.get_mut("results").and_then(Value::as_object_mut);
            for (_, result) in results.into_iter().flatten() {
                frames.extend(list(result, "frames"));
            }
        }
    }
    let mut entries = Vec::new();
    for one in frames {
        entries.extend(frame(one)?);
    }
    Ok(entries)
}

/// A field of a frame with its values.
struct Field {
    schema: Value,
    values: Vec<Value>,
}

impl Field {
    fn is(&self, kind: &str) -> bool {
        text(&self.schema, "type") == kind
    }

    /// What it is called in the legend, or its own name.
    fn name(&self) -> String {
        let config = self.schema.get("config");
        let shown = ["displayNameFromDS", "displayName"]
            .iter()
            .find_map(|key| Some(text(config?, key)).filter(|name| !name.is_empty()));
        shown.unwrap_or_else(|| text(&self.schema, "name")).to_owned()
    }

    fn unit(&self) -> Option<Unit> {
        let id = self.schema.get("config").map_or("", |config| text(config, "unit"));
        if NO_UNITS.contains(&id) {
            return unit::of_name(&self.name());
        }
        let known = UNITS.iter().find(|(name, _)| *name == id);
        Some(unit::of_tool(known.map_or(id, |(_, word)| word)))
    }
}

/// What Grafana calls a bare number.
const NO_UNITS: [&str; 7] = ["", "none", "short", "sishort", "sci", "locale", "string"];

/// Grafana's names of units; one that is not here is what it says, or not known.
const UNITS: [(&str, &str); 31] = [
    ("percent", "%"),
    ("percentunit", "ratio"),
    ("bytes", "B"),
    ("decbytes", "B"),
    ("kbytes", "KiB"),
    ("mbytes", "MiB"),
    ("gbytes", "GiB"),
    ("tbytes", "TiB"),
    ("deckbytes", "kB"),
    ("decmbytes", "MB"),
    ("decgbytes", "GB"),
    ("dectbytes", "TB"),
    ("Bps", "B/s"),
    ("binBps", "B/s"),
    ("KBs", "kB/s"),
    ("MBs", "MB/s"),
    ("GBs", "GB/s"),
    ("TBs", "TB/s"),
    ("KiBs", "KiB/s"),
    ("MiBs", "MiB/s"),
    ("GiBs", "GiB/s"),
    ("TiBs", "TiB/s"),
    ("bps", "b/s"),
    ("Kbits", "kb/s"),
    ("Mbits", "Mb/s"),
    ("Gbits", "Gb/s"),
    ("binbps", "b/s"),
    ("Kibits", "Kib/s"),
    ("Mibits", "Mib/s"),
    ("reqps", "req/s"),
    ("cps", "c/s"),
];

fn frame(mut frame: Value) -> Result<Vec<Entry>, ImportError> {
    let schemas = frame.get_mut("schema").map(|schema| list(schema, "fields")).unwrap_or_default();
    let columns = frame.get_mut("data").map(|data| list(data, "values")).unwrap_or_default();
    let values = |column: Value| match column {
        Value::Array(values) => values,
        _ => Vec::new(),
    };
    let fields = schemas.into_iter().zip(columns);
    let fields: Vec<Field> =
        fields.map(|(schema, column)| Field { schema, values: values(column) }).collect();
    let Some(times) = fields.iter().find(|field| field.is("time")) else {
        return match fields.is_empty() {
            true => Ok(Vec::new()),
            false => Err(ImportError::BrokenJson {
                what: t!("a frame has no field of times").to_owned(),
            }),
        };
    };
    let rows = times.values.len();
    let of_rows = |field: &&Field| field.values.len() == rows;
    let texts: Vec<&Field> = fields.iter().filter(|field| field.is("string")).collect();
    let numbers = fields.iter().filter(|field| field.is("number"));
    let mut entries = Vec::new();
    for field in numbers {
        if !texts.iter().chain([&field]).all(of_rows) {
            let what = t!("the fields of a frame have different lengths").to_owned();
            return Err(ImportError::BrokenJson { what });
        }
        entries.extend(series(times, field, &texts));
    }
    Ok(entries)
}

/// The series of a field of numbers: one for each set of texts that stand beside them.
fn series(times: &Field, field: &Field, texts: &[&Field]) -> Vec<Entry> {
    let mut own: BTreeMap<Vec<&str>, Vec<(Time, Value)>> = BTreeMap::new();
    for (row, (time, value)) in times.values.iter().zip(&field.values).enumerate() {
        let values = texts.iter().map(|text| &text.values[row]);
        let key: Vec<&str> = values.map(|value| value.as_str().unwrap_or_default()).collect();
        own.entry(key).or_default().push((Time::of(time), value.clone()));
    }
    let of_field = field.schema.get("labels").and_then(Value::as_object);
    let of_field: Vec<Label> = of_field.map(labels).unwrap_or_default();
    let entry = |(key, points): (Vec<&str>, Vec<(Time, Value)>)| {
        let beside = texts.iter().zip(key).map(|(text, value)| label(&text.name(), value));
        let labels = of_field.iter().cloned().chain(beside).collect();
        Entry { name: field.name(), labels, unit: field.unit(), points }
    };
    own.into_iter().map(entry).collect()
}
