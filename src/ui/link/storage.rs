//! What the browser remembers. A browser that refuses to remember is no error: everything works
//! until the tab closes.

use leptos::prelude::window;
use web_sys::Storage;

/// Where a value is kept.
#[derive(Clone, Copy)]
pub enum Shelf {
    /// Until the user clears it. Never for secrets.
    Local,
    /// Until the tab closes.
    Session,
}

impl Shelf {
    fn open(self) -> Option<Storage> {
        match self {
            Self::Local => window().local_storage(),
            Self::Session => window().session_storage(),
        }
        .ok()
        .flatten()
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
