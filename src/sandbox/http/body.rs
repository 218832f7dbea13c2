//! Reading request bodies.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::refusal::Refusal;
use crate::base::sort_by_key;
use crate::engine::{FieldErrors, Reason};
use crate::wire::{DecodeError, decode_value, parse};

/// Reads a body. A `null` is the same as an absent field, as in the API's own encoding; fields
/// that the call does not know, such as those that cannot be changed, are passed over.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let mut value = object(body)?;
    decode_value(&value).map_err(|error| {
        Refusal::Invalid(blame(&mut value, *error, &|rest| decode_value::<T>(rest).err()))
    })
}

/// The JSON that a body holds.
pub fn json(body: &[u8]) -> Result<Value, Refusal> {
    parse(body).map_err(|error| Refusal::Malformed(format!("The body is not valid JSON: {error}.")))
}

fn object(body: &[u8]) -> Result<Value, Refusal> {
    let mut value = json(body)?;
    if !value.is_object() {
        return Err(Refusal::Malformed("The body is not a JSON object.".to_owned()));
    }
    drop_nulls(&mut value);
    Ok(value)
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

/// Finds every field that cannot be read by taking out the one that fails until none does: no
/// field is missed by any type.
fn blame(
    body: &mut Value,
    mut error: DecodeError,
    read: &dyn Fn(&Value) -> Option<Box<DecodeError>>,
) -> FieldErrors {
    let mut errors = FieldErrors::default();
    loop {
        let taken = take_out(body, &error.steps);
        let message = format!("The value cannot be read: {}.", error.message);
        errors.add(error.steps[..taken].join("."), Reason::Format, message);
        match read(body) {
            Some(next) if taken > 0 => error = *next,
            _ => break,
        }
    }
    sort_by_key(&mut errors.0, |error| error.field.clone());
    errors
}

/// Takes out the field that `steps` lead to, or the list that they lead into, and tells how many
/// of them lead there.
fn take_out(place: &mut Value, steps: &[String]) -> usize {
    let (Value::Object(fields), [step, rest @ ..]) = (place, steps) else { return 0 };
    let within = fields.get_mut(step).map_or(0, |inner| take_out(inner, rest));
    if within == 0 {
        fields.remove(step);
    }
    within + 1
}

/// Puts a change in its place, if there is one.
pub fn set<T>(place: &mut T, change: Option<T>) {
    if let Some(value) = change {
        *place = value;
    }
}

/// The same for what may be unset; a change cannot unset it.
pub fn set_option<T>(place: &mut Option<T>, change: Option<T>) {
    if change.is_some() {
        *place = change;
    }
}
