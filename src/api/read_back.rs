//! What became of a write whose answer was lost: the resource is read back and compared with what
//! was sent.

use http::Method;
use serde::Serialize;
use serde_json::{Map, Value};

use super::client::Client;
use super::error::ApiError;
use super::resource::{Editable, Listed};
use crate::wire::{ONE_OF, as_stored, is_slot};

impl Client {
    /// The resource that a lost creation made: one that has all that was sent and that is not
    /// among those `known` before. `None` when there is none, as far as the API tells by now.
    /// A list may show a part of each, so what it does not rule out is read whole.
    ///
    /// # Errors
    /// Any [`ApiError`]: then it is still unknown.
    pub async fn created_after_all<R: Editable>(
        &self,
        body: &R::Create,
        query: &R::Query,
        known: &[R::Id],
    ) -> Result<Option<R>, ApiError> {
        let sent = to_value(body);
        for listed in self.list::<R>(query).await? {
            let is_known = known.iter().any(|id| id.as_ref() == listed.id().as_ref());
            if is_known || !holds(&to_value(&listed), &sent) {
                continue;
            }
            let made = self.get::<R>(listed.id()).await?;
            if holds(&to_value(&made), &sent) {
                self.found_done(&Method::POST, &self.path::<R>());
                return Ok(Some(made));
            }
        }
        Ok(None)
    }

    /// The resource when a lost change was carried out, `None` when it was not, as far as the API
    /// tells by now.
    ///
    /// # Errors
    /// Any [`ApiError`]: then it is still unknown.
    pub async fn changed_after_all<R: Editable>(
        &self,
        id: &R::Id,
        body: &R::Update,
    ) -> Result<Option<R>, ApiError> {
        let stored = self.get::<R>(id).await?;
        let is_done = holds(&to_value(&stored), &to_value(body));
        if is_done {
            self.found_done(&Method::PATCH, &self.item::<R>(id));
        }
        Ok(is_done.then_some(stored))
    }

    /// Deletes a resource. What is gone already is as wished, and a lost answer is read back, so
    /// an error says that it is still there or that nobody knows.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn remove<R: Editable>(&self, id: &R::Id) -> Result<(), ApiError> {
        let lost = match self.delete::<R>(id).await {
            Err(error) if error.outcome_is_unknown() => error,
            Err(error) if error.is_not_found() => return Ok(()),
            known => return known,
        };
        let is_gone = match self.get::<R>(id).await {
            Ok(left) => left.is_going(),
            Err(error) => error.is_not_found(),
        };
        if !is_gone {
            return Err(lost);
        }
        self.found_done(&Method::DELETE, &self.item::<R>(id));
        Ok(())
    }
}

/// What is sent and stored here holds no map whose keys are not text, so this cannot fail.
fn to_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Whether a stored resource has all that was sent. A field that it does not show may go by
/// another name there (contract, section 3: `template_id`), so it tells nothing.
fn holds(stored: &Value, sent: &Value) -> bool {
    let (Value::Object(stored), Value::Object(sent)) = (stored, sent) else { return false };
    sent.iter().all(|(key, sent)| {
        let (key, sent) = as_stored(key, sent);
        match stored.get(key) {
            // A set comes back in another order (contract of v1alpha2, section 6).
            Some(stored) if key == "filesystem_ids" => is_same_set(stored, sent),
            Some(stored) => has(stored, sent),
            None => true,
        }
    })
}

/// Whether two lists hold the same, in whatever order.
fn is_same_set(stored: &Value, sent: &Value) -> bool {
    let items = |list: &Value| list.as_array().cloned().unwrap_or_default();
    let (stored, sent) = (items(stored), items(sent));
    stored.len() == sent.len() && sent.iter().all(|item| stored.contains(item))
}

/// Whether a stored value has all that was sent for it. Of an object with fields of its own a part
/// may be sent; lists and objects with numbered entries, as volumes are, are replaced whole.
fn has(stored: &Value, sent: &Value) -> bool {
    match (stored, sent) {
        (Value::Object(stored), Value::Object(sent)) => {
            let of = |fields: &Map<String, Value>, key: &str| fields.get(key).cloned();
            let also = stored.keys().filter(|key| is_slot(key));
            let is_there = |key: &str| !ONE_OF.contains(&key) || stored.contains_key(key);
            sent.keys().chain(also).all(|key| {
                is_there(key)
                    && has(&of(stored, key).unwrap_or_default(), &of(sent, key).unwrap_or_default())
            })
        }
        (Value::Array(stored), Value::Array(sent)) => {
            stored.len() == sent.len() && stored.iter().zip(sent).all(|(a, b)| has(a, b))
        }
        (stored, sent) => stored == sent || (is_nothing(stored) && is_nothing(sent)),
    }
}

/// The API takes an empty text, a zero and an absent field for the same.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        Value::Bool(true) => false,
    }
}
