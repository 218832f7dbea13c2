//! What the browser remembers. A browser that refuses to remember is no error: everything works
//! until the tab closes.

use leptos::prelude::window;
use web_sys::Storage;

use crate::activity::Store;

/// Where a value is kept.
#[derive(Clone, Copy)]
pub enum BrowserStorage {
    /// Until the user clears it. Never for secrets.
    Local,
    /// Until the tab closes.
    Session,
}

impl BrowserStorage {
    fn open(self) -> Option<Storage> {
        match self {
            Self::Local => window().local_storage(),
            Self::Session => window().session_storage(),
        }
        .ok()
        .flatten()
    }

    /// All keys.
    pub fn keys(self) -> Vec<String> {
        let storage = self.open();
        let count = storage.as_ref().and_then(|storage| storage.length().ok()).unwrap_or_default();
        let key = |index| storage.as_ref()?.key(index).ok().flatten();
        (0..count).filter_map(key).collect()
    }

    /// The text under a key.
    pub fn get(self, key: &str) -> Option<String> {
        self.open()?.get_item(key).ok().flatten()
    }

    /// Keeps a text; `false` when the browser would not.
    pub fn set(self, key: &str, text: &str) -> bool {
        self.open().is_some_and(|storage| storage.set_item(key, text).is_ok())
    }

    /// Forgets a text.
    pub fn remove(self, key: &str) {
        if let Some(storage) = self.open() {
            // A browser that refuses to forget never remembered.
            let _ = storage.remove_item(key);
        }
    }
}

/// The writes of this browser are kept beside its other settings.
impl Store for BrowserStorage {
    fn names(&self) -> Vec<String> {
        self.keys()
    }

    fn get(&self, name: &str) -> Option<String> {
        Self::get(*self, name)
    }

    fn set(&self, name: &str, text: &str) -> bool {
        Self::set(*self, name, text)
    }

    fn remove(&self, name: &str) {
        Self::remove(*self, name);
    }
}
