//! Reading request bodies.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::reply::Refusal;
use crate::engine::{FieldErrors, Reason};

/// Reads a body. A `null` is the same as an absent field, as in the API's own encoding; fields
/// that the call does not know, such as those that cannot be changed, are passed over.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let mut value: Value = serde_json::from_slice(body)
        .map_err(|error| Refusal::Malformed(format!("The body is not valid JSON: {error}.")))?;
    if !value.is_object() {
        return Err(Refusal::Malformed("The body is not a JSON object.".to_owned()));
    }
    drop_nulls(&mut value);
    decode(&value).map_err(|_| {
        let mut errors = FieldErrors::default();
        blame(&value, &[], &|body| decode::<T>(body).err(), &mut errors);
        Refusal::Invalid(errors)
    })
}

/// Reads from text again: the same code then serves the saved state, and ships once.
fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    serde_json::from_slice(value.to_string().as_bytes()).map_err(|error| {
        let text = error.to_string();
        text.split(" at line ").next().unwrap_or("").to_owned()
    })
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Finds every field that cannot be read by reading each by itself, in a body of nothing else:
/// no field is missed by any type, so what fails then is that field.
fn blame(
    value: &Value,
    path: &[&str],
    problem: &dyn Fn(&Value) -> Option<String>,
    errors: &mut FieldErrors,
) {
    if let Value::Object(fields) = value
        && !fields.is_empty()
    {
        for (key, field) in fields {
            blame(field, &[path, &[key.as_str()]].concat(), problem, errors);
        }
        return;
    }
    let alone = path.iter().rfold(value.clone(), |inner, key| {
        Value::Object(Map::from_iter([((*key).to_owned(), inner)]))
    });
    if let Some(problem) = problem(&alone) {
        let message = format!("The value cannot be read: {problem}.");
        errors.add(path.join("."), Reason::Format, message);
    }
}

/// Puts a change in its place, if there is one.
pub(super) fn set<T>(place: &mut T, change: Option<T>) {
    if let Some(value) = change {
        *place = value;
    }
}
