//! Reads that follow the connection and every change.

use std::future::Future;

use leptos::prelude::*;

use super::session::use_session;
use crate::api::{ApiError, Client};

/// What a read has brought so far: a failed later read keeps the earlier value beside its error.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded<T> {
    /// The latest value.
    pub value: Option<T>,
    /// Why the latest read failed, if it did.
    pub error: Option<ApiError>,
}

impl<T> Default for Loaded<T> {
    fn default() -> Self {
        Self { value: None, error: None }
    }
}

/// Reads whenever the connection, what the API holds, or a signal read in `fetch` changes.
/// Notifies only when the answer differs.
pub fn query<T, F, R>(fetch: F) -> Memo<Loaded<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Client) -> R + 'static,
    R: Future<Output = Result<T, ApiError>> + 'static,
{
    let session = use_session();
    let resource = LocalResource::new(move || fetch(session.client_now()));
    Memo::new(move |before: Option<&Loaded<T>>| match resource.get() {
        Some(Ok(value)) => Loaded { value: Some(value), error: None },
        Some(Err(error)) => {
            Loaded { value: before.and_then(|b| b.value.clone()), error: Some(error) }
        }
        None => before.cloned().unwrap_or_default(),
    })
}

impl<T: Clone> Loaded<T> {
    /// Whether nothing has come yet, neither a value nor an error.
    pub const fn is_waiting(&self) -> bool {
        self.value.is_none() && self.error.is_none()
    }
}
