//! The second generation's wire types, against the bodies of its contract, sections 4, 6 and 7.

mod bodies;
mod queries;
mod recordings;
mod unknown;

use headroom::wire::decode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{keeps_bytes, keeps_value, parse, print, through};

/// Expects that what is sent for the recorded request `text` asks for the same: what was `null`
/// there is left out, or an empty list, and a duration has fewer digits.
fn asks_the_same<T: DeserializeOwned + Serialize>(text: &str) {
    let sent: Value = parse(&through::<T>(&text.replace(".000000000s", "s")));
    let recorded: Value = parse(&text.replace(".000000000s", "s"));
    assert_eq!(without_nulls(&recorded, &sent), sent, "{text}");
    assert!(!sent.to_string().contains("null"), "{sent}");
}

/// `recorded` without its nulls, but for those in whose place `sent` has an empty list.
fn without_nulls(recorded: &Value, sent: &Value) -> Value {
    match recorded {
        Value::Object(fields) => {
            let kept = fields.iter().filter_map(|(name, value)| match (value, &sent[name]) {
                (Value::Null, Value::Array(list)) if list.is_empty() => {
                    Some((name.clone(), sent[name].clone()))
                }
                (Value::Null, _) => None,
                (value, sent) => Some((name.clone(), without_nulls(value, sent))),
            });
            Value::Object(kept.collect())
        }
        Value::Array(items) => {
            let item = |(index, item)| without_nulls(item, &sent[index]);
            Value::Array(items.iter().enumerate().map(item).collect())
        }
        other => other.clone(),
    }
}

/// The error of reading `text` as a `T`.
fn refused<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    decode::<T>(text.as_bytes()).unwrap_err().to_string()
}
