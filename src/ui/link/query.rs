//! Reads that follow the connection and every change.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use super::session::use_session;
use crate::api::{ApiError, Client, Unreachable};

/// A value of any type. The machinery of a read is compiled once for it rather than for every
/// type that is read.
type Anything = Arc<dyn Any + Send + Sync>;

type Answer = Result<Anything, ApiError>;

type Fetch = Box<dyn Fn(Client) -> Pin<Box<dyn Future<Output = Answer>>>>;

/// What a read has brought so far: a failed later read keeps the earlier value beside its error.
#[derive(Clone)]
struct Loaded {
    value: Option<Anything>,
    error: Option<ApiError>,
    same: fn(&Anything, &Anything) -> bool,
}

impl PartialEq for Loaded {
    fn eq(&self, other: &Self) -> bool {
        let values = match (&self.value, &other.value) {
            (Some(ours), Some(theirs)) => (self.same)(ours, theirs),
            (None, None) => true,
            _ => false,
        };
        values && self.error == other.error
    }
}

/// A read that follows the connection, what the API holds, and the signals read in its fetch.
/// Notifies only when the answer differs.
pub struct Query<T> {
    loaded: Memo<Loaded>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

/// Starts a read.
pub fn query<T, F, R>(fetch: F) -> Query<T>
where
    T: PartialEq + Send + Sync + 'static,
    F: Fn(Client) -> R + 'static,
    R: Future<Output = Result<T, ApiError>> + 'static,
{
    let fetch: Fetch = Box::new(move |client| {
        let work = fetch(client);
        Box::pin(async move { work.await.map(|value| Arc::new(value) as Anything) })
    });
    let same = |a: &Anything, b: &Anything| a.downcast_ref::<T>() == b.downcast_ref::<T>();
    Query { loaded: start(fetch, same), kind: PhantomData }
}

/// Starts a read of what grows: it is given what the same connection brought before.
pub fn growing<T, F, R>(fetch: F) -> Query<Vec<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(Client, Vec<T>) -> R + 'static,
    R: Future<Output = Result<Vec<T>, ApiError>> + 'static,
{
    let kept = StoredValue::new_local(None::<(Client, Vec<T>)>);
    query(move |client| {
        let known = kept.with_value(|kept| {
            let own = kept.as_ref().filter(|(before, _)| before.is_copy_of(&client));
            own.map(|(_, known)| known.clone()).unwrap_or_default()
        });
        let work = fetch(client.clone(), known);
        async move {
            let all = work.await?;
            kept.try_update_value(|kept| *kept = Some((client, all.clone())));
            Ok(all)
        }
    })
}

/// What a first read adds that is not needed: nothing where it may not be read. Before there is a
/// connection that is not known, and the whole is read anew.
///
/// # Errors
/// When there is no connection yet.
pub fn if_read<T: Default>(answer: Result<T, ApiError>) -> Result<T, ApiError> {
    match answer {
        Err(error @ ApiError::Unreachable(Unreachable::NotOpen)) => Err(error),
        answer => Ok(answer.unwrap_or_default()),
    }
}

fn start(fetch: Fetch, same: fn(&Anything, &Anything) -> bool) -> Memo<Loaded> {
    let session = use_session();
    let resource = LocalResource::new(move || fetch(session.client_now()));
    Memo::new(move |before: Option<&Loaded>| match resource.get() {
        Some(Ok(value)) => Loaded { value: Some(value), error: None, same },
        // No answer: it is being read anew by now.
        None | Some(Err(ApiError::Unreachable(Unreachable::NotOpen))) => {
            before.cloned().unwrap_or(Loaded { value: None, error: None, same })
        }
        Some(Err(error)) => {
            let value = before.and_then(|before| before.value.clone());
            Loaded { value, error: Some(error), same }
        }
    })
}

impl<T: 'static> Query<T> {
    /// Looks at the latest value.
    pub fn with<R>(self, look: impl FnOnce(Option<&T>) -> R) -> R {
        self.loaded.with(|loaded| look(loaded.value.as_ref().and_then(|v| v.downcast_ref())))
    }

    /// Why the latest read failed, if it did.
    pub fn error(self) -> Option<ApiError> {
        self.loaded.with(|loaded| loaded.error.clone())
    }

    /// Whether nothing has come yet, neither a value nor an error.
    pub fn is_waiting(self) -> bool {
        self.loaded.with(|loaded| loaded.value.is_none() && loaded.error.is_none())
    }
}

impl<T: Clone + 'static> Query<T> {
    /// The latest value.
    pub fn get(self) -> Option<T> {
        self.loaded.with(|loaded| loaded.value.as_ref()?.downcast_ref().cloned())
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Query<T> {
    /// The first value that came, for a form that must not be rebuilt while somebody types.
    pub fn first(self) -> Memo<Option<T>> {
        Memo::new(move |before: Option<&Option<T>>| {
            before.cloned().flatten().or_else(|| self.get())
        })
    }
}
