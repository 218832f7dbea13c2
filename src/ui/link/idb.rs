//! The browser's database, for what is too long for its storage of texts.
//!
//! Three calls are all that is needed of it, so they are wrapped here rather than by a crate.

use futures_channel::oneshot;
use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, EventTarget, IdbDatabase, IdbOpenDbRequest, IdbRequest};
use web_sys::{IdbTransaction, IdbTransactionMode};

const NAME: &str = "headroom";
const VERSION: u32 = 1;

/// What the database holds, each under the same keys.
const STORES: [&str; 2] = [Shelf::Labels.name(), Shelf::Columns.name()];

/// Where in the database.
#[derive(Clone, Copy)]
pub enum Shelf {
    /// What is short, so that it can be listed.
    Labels,
    /// What is long.
    Columns,
}

impl Shelf {
    const fn name(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Columns => "columns",
        }
    }
}

/// The open database.
pub struct Database(IdbDatabase);

impl Database {
    /// Opens it, and makes it on the first visit.
    ///
    /// # Errors
    /// The browser's own words, where it refuses.
    pub async fn open() -> Result<Self, String> {
        let factory = window().indexed_db().map_err(|error| words(&error))?;
        let factory = factory.ok_or("This browser has no database.")?;
        let request = factory.open_with_u32(NAME, VERSION).map_err(|error| words(&error))?;
        let opening = request.clone();
        let make = Closure::once(move || make_stores(&opening));
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        let opened = answer(&request).await?;
        opened.dyn_into().map(Self).map_err(|_| "The browser's database did not open.".to_owned())
    }

    /// Every key and value of a shelf, in the order of the keys.
    ///
    /// # Errors
    /// The browser's own words.
    pub async fn all(&self, shelf: Shelf) -> Result<Vec<(String, JsValue)>, String> {
        let store = self.begin(IdbTransactionMode::Readonly)?.object_store(shelf.name());
        let store = store.map_err(|error| words(&error))?;
        let keys = store.get_all_keys().map_err(|error| words(&error))?;
        let values = store.get_all().map_err(|error| words(&error))?;
        // Both are asked before either is waited for, so that they see the same state.
        let (keys, values) = (answer(&keys), answer(&values));
        let keys: js_sys::Array = keys.await?.unchecked_into();
        let values: js_sys::Array = values.await?.unchecked_into();
        let keys = keys.iter().map(|key| key.as_string().unwrap_or_default());
        Ok(keys.zip(values.iter()).collect())
    }

    /// The value under a key; undefined where there is none.
    ///
    /// # Errors
    /// The browser's own words.
    pub async fn get(&self, shelf: Shelf, key: &str) -> Result<JsValue, String> {
        let store = self.begin(IdbTransactionMode::Readonly)?.object_store(shelf.name());
        let request = store.and_then(|store| store.get(&key.into()));
        answer(&request.map_err(|error| words(&error))?).await
    }

    /// Sets values under a key, all or none; without a value, takes away what is there.
    ///
    /// # Errors
    /// The browser's own words, such as that there is no room.
    pub async fn set(&self, key: &str, values: &[(Shelf, Option<JsValue>)]) -> Result<(), String> {
        let transaction = self.begin(IdbTransactionMode::Readwrite)?;
        let key = key.into();
        for (shelf, value) in values {
            let store = transaction.object_store(shelf.name()).map_err(|error| words(&error))?;
            match value {
                Some(value) => store.put_with_key(value, &key),
                None => store.delete(&key),
            }
            .map_err(|error| words(&error))?;
        }
        let done = heard(&transaction, "complete", &["error", "abort"]);
        done.await.map_err(|_| words(&transaction.error().into()))
    }

    fn begin(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, String> {
        let names: js_sys::Array = STORES.into_iter().map(JsValue::from_str).collect();
        let begun = self.0.transaction_with_str_sequence_and_mode(&names, mode);
        begun.map_err(|error| words(&error))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn make_stores(request: &IdbOpenDbRequest) {
    let Some(database) = request.result().ok().and_then(|r| r.dyn_into::<IdbDatabase>().ok())
    else {
        return;
    };
    for name in STORES {
        // It only fails for a store that is there already.
        let _ = database.create_object_store(name);
    }
}

/// What a request comes to. It is listened to from now on, not from the first poll.
fn answer(request: &IdbRequest) -> impl Future<Output = Result<JsValue, String>> + use<> {
    let (request, heard) = (request.clone(), heard(request, "success", &["error", "blocked"]));
    async move {
        match heard.await {
            Ok(()) => request.result().map_err(|error| words(&error)),
            Err(()) => Err(match request.error() {
                Ok(error) => words(&error.into()),
                Err(error) => words(&error),
            }),
        }
    }
}

/// Waits for one event or any of the others.
fn heard(
    target: &EventTarget,
    good: &'static str,
    bad: &[&'static str],
) -> impl Future<Output = Result<(), ()>> + use<> {
    let (sender, receiver) = oneshot::channel();
    let mut sender = Some(sender);
    let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Some(sender) = sender.take() {
            // Whoever waited may be gone.
            let _ = sender.send(event.type_() == good);
        }
    });
    for name in bad.iter().chain([&good]) {
        // It only fails for what cannot listen.
        let _ = target.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    }
    async move {
        let met = receiver.await.unwrap_or(false);
        drop(listener);
        if met { Ok(()) } else { Err(()) }
    }
}

/// What the browser says of an error.
fn words(error: &JsValue) -> String {
    if let Some(exception) = error.dyn_ref::<DomException>() {
        return match exception.name().as_str() {
            "QuotaExceededError" => "There is no room left in the browser's storage.".to_owned(),
            _ => exception.message(),
        };
    }
    let message = Reflect::get(error, &"message".into()).ok().and_then(|text| text.as_string());
    message.unwrap_or_else(|| "The browser refused.".to_owned())
}
