//! A series of a JSON file as it came.

use serde_json::{Map, Value};

use crate::history::clean::Label;
use crate::history::read::text::BOM;
use crate::history::report::{ImportError, Unit};
use crate::wire;

/// When a value was measured.
#[derive(Clone, Debug)]
pub(super) enum Time {
    /// Seconds since the Unix epoch.
    Seconds(f64),
    /// Milliseconds since the Unix epoch.
    Millis(f64),
    /// Date and time with a zone.
    Text(String),
    /// None that can be read, as it stands there.
    Unreadable(String),
}

/// A series as it came.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) labels: Vec<Label>,
    pub(super) unit: Option<Unit>,
    pub(super) points: Vec<(Time, Value)>,
}

impl Time {
    /// Milliseconds where a number stands, a date and time where a text does.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::Text(text.clone()),
            other => {
                other.as_f64().map_or_else(|| Self::Unreadable(other.to_string()), Self::Millis)
            }
        }
    }
}

/// A label.
pub(super) fn label(key: &str, value: &str) -> Label {
    Label { key: key.to_owned(), value: value.to_owned() }
}

/// A text of an object; empty where there is none.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A list of an object, taken out of it; empty where there is none.
pub(super) fn list(value: &mut Value, key: &str) -> Vec<Value> {
    match value.get_mut(key).map(Value::take) {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    }
}

/// The texts of an object as labels.
pub(super) fn labels(object: &Map<String, Value>) -> Vec<Label> {
    let own = object.iter().filter(|(key, _)| *key != "__name__");
    own.map(|(key, value)| label(key, value.as_str().unwrap_or_default())).collect()
}

/// The value that a text is.
pub(super) fn parse(body: &[u8]) -> Result<Value, ImportError> {
    wire::parse(body.strip_prefix(&BOM).unwrap_or(body))
        .map_err(|error| ImportError::BrokenJson { what: error.to_string() })
}
