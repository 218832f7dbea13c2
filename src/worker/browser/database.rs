//! A database of the browser, in a page as in a worker.

use std::pin::pin;
use std::task::Poll;

use gloo_timers::future::TimeoutFuture;
use idb::event::{DatabaseEvent, VersionChangeEvent};
use idb::{Factory, ObjectStore, ObjectStoreParams, TransactionMode, TransactionResult};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, IdbTransaction};

/// How long the browser may take, in milliseconds: a database that never answers must not keep
/// anybody waiting.
const TIMEOUT_MS: u32 = 5_000;

/// Why the browser did not do something, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DatabaseError(String);

/// An open database, whose stores share their keys.
pub struct Database {
    inner: idb::Database,
    stores: &'static [&'static str],
}

/// A value to set under a key of a store; nothing takes away what is there.
pub type Change<'a> = (&'a str, &'a str, Option<JsValue>);

/// A store, a key, and what has to hold of what stands there.
pub type Condition<'a> = (&'a str, &'a str, &'a dyn Fn(Option<JsValue>) -> bool);

impl Database {
    /// Opens it, and makes it on the first visit.
    ///
    /// # Errors
    /// Where the browser refuses, or does not answer.
    pub async fn open(name: &str, stores: &'static [&'static str]) -> Result<Self, DatabaseError> {
        let opened = async {
            let mut request = Factory::new()?.open(name, Some(1))?;
            request.on_upgrade_needed(|event| make(stores, &event));
            request.await
        };
        Ok(Self { inner: in_time(opened).await?, stores })
    }

    /// Every key and value of a store, in the order of the keys, as of one moment.
    ///
    /// # Errors
    /// Where the browser refuses, or does not answer.
    pub async fn all(&self, store: &str) -> Result<Vec<(String, JsValue)>, DatabaseError> {
        let read = async {
            let transaction = self.inner.transaction(self.stores, TransactionMode::ReadOnly)?;
            let store = transaction.object_store(store)?;
            let keys = store.get_all_keys(None, None)?.await?;
            let values = store.get_all(None, None)?.await?;
            let keys = keys.into_iter().map(|key| key.as_string().unwrap_or_default());
            Ok(keys.zip(values).collect())
        };
        in_time(read).await
    }

    /// The value under a key, if there is one.
    ///
    /// # Errors
    /// Where the browser refuses, or does not answer.
    pub async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, DatabaseError> {
        let read = async {
            let transaction = self.inner.transaction(self.stores, TransactionMode::ReadOnly)?;
            transaction.object_store(store)?.get(JsValue::from_str(key))?.await
        };
        in_time(read).await
    }

    /// Makes all changes or none, and says whether they were made: only while `allowed` holds of
    /// what stands under its store and key.
    ///
    /// # Errors
    /// Where the browser refuses, has no room, or does not answer.
    pub async fn change(
        &self,
        changes: &[Change<'_>],
        allowed: Option<Condition<'_>>,
    ) -> Result<bool, DatabaseError> {
        let written = async {
            let transaction = self.inner.transaction(self.stores, TransactionMode::ReadWrite)?;
            if let Some((store, key, holds)) = allowed {
                let found = transaction.object_store(store)?.get(JsValue::from_str(key))?.await?;
                if !holds(found) {
                    return Ok(None);
                }
            }
            for (store, key, value) in changes {
                let store = transaction.object_store(store)?;
                change(&store, &JsValue::from_str(key), value.as_ref())?;
            }
            let transaction = IdbTransaction::from(transaction);
            let result = idb::Transaction::from(transaction.clone()).await?;
            Ok(Some((transaction, result)))
        };
        match in_time(written).await? {
            None => Ok(false),
            Some((_, TransactionResult::Committed)) => Ok(true),
            Some((transaction, TransactionResult::Aborted)) => Err(aborted(&transaction)),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.inner.close();
    }
}

/// Makes the stores of a database that is new. One that cannot be made is missed, and said, by the
/// first transaction. The library's own builder could panic here.
fn make(stores: &[&str], event: &VersionChangeEvent) {
    let Ok(database) = event.database() else { return };
    for store in stores {
        let _ = database.create_object_store(store, ObjectStoreParams::new());
    }
}

/// What goes wrong with one request ends the transaction, which says it.
fn change(store: &ObjectStore, key: &JsValue, value: Option<&JsValue>) -> Result<(), idb::Error> {
    match value {
        Some(value) => store.put(value, Some(key)).map(drop),
        None => store.delete(key.clone()).map(drop),
    }
}

/// What comes of work with the database, if it comes in time.
async fn in_time<T>(work: impl Future<Output = Result<T, idb::Error>>) -> Result<T, DatabaseError> {
    let (mut work, mut timer) = (pin!(work), pin!(TimeoutFuture::new(TIMEOUT_MS)));
    std::future::poll_fn(move |context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(done.map_err(|error| words(&error)));
        }
        let late = || Err(DatabaseError(t!("The browser's database did not answer.").to_owned()));
        timer.as_mut().poll(context).map(|()| late())
    })
    .await
}

fn aborted(transaction: &IdbTransaction) -> DatabaseError {
    match transaction.error() {
        Some(exception) => of_exception(&exception),
        None => DatabaseError(t!("The browser did not keep it.").to_owned()),
    }
}

fn words(error: &idb::Error) -> DatabaseError {
    match error {
        idb::Error::DomException(exception) => of_exception(exception),
        idb::Error::IndexedDbNotFound(_) => {
            DatabaseError(t!("This browser has no database for this page.").to_owned())
        }
        idb::Error::AddFailed(why)
        | idb::Error::UpdateFailed(why)
        | idb::Error::DeleteFailed(why)
        | idb::Error::GetFailed(why)
        | idb::Error::GetAllFailed(why)
        | idb::Error::IndexedDbOpenFailed(why)
        | idb::Error::TransactionOpenFailed(why)
        | idb::Error::TransactionAbortError(why)
        | idb::Error::TransactionCommitError(why) => match why.dyn_ref() {
            Some(exception) => of_exception(exception),
            None => DatabaseError(error.to_string()),
        },
        other => DatabaseError(other.to_string()),
    }
}

fn of_exception(exception: &DomException) -> DatabaseError {
    DatabaseError(match exception.name().as_str() {
        "QuotaExceededError" => t!("There is no room left in the browser's storage.").to_owned(),
        _ => exception.message(),
    })
}
