//! What this browser wrote to the API: one [`Entry`] a write, kept before the call is sent and
//! settled once its answer is there, so that a page that closes midway leaves an entry whose
//! outcome is not known, rather than none.
//!
//! An entry holds no header, so no key. Cloud-init and other user data may hold secrets: of them
//! only the length is kept ([`left_out`]). Where entries are kept, the time and the chance are
//! arguments ([`Store`], [`Around`]).
//!
//! ```
//! use std::cell::RefCell;
//! use std::collections::BTreeMap;
//! use std::rc::Rc;
//!
//! use headroom::activity::{Around, AuditLog, Outcome, Place, PlaceKind, Store};
//!
//! #[derive(Default)]
//! struct InMemory(RefCell<BTreeMap<String, String>>);
//!
//! impl Store for InMemory {
//!     fn names(&self) -> Vec<String> {
//!         self.0.borrow().keys().cloned().collect()
//!     }
//!     fn get(&self, name: &str) -> Option<String> {
//!         self.0.borrow().get(name).cloned()
//!     }
//!     fn set(&self, name: &str, text: &str) -> bool {
//!         self.0.borrow_mut().insert(name.to_owned(), text.to_owned());
//!         true
//!     }
//!     fn remove(&self, name: &str) {
//!         self.0.borrow_mut().remove(name);
//!     }
//! }
//!
//! let log = AuditLog::new(Around {
//!     store: Box::new(InMemory::default()),
//!     now_ms: Box::new(|| 1_772_438_400_000),
//!     there_ms: Box::new(|| None),
//!     chance: || 0.5,
//!     changed: Box::new(|| {}),
//! });
//! let place = Place { kind: PlaceKind::Api, address: "https://api.example".to_owned() };
//! let auditor = log.of(place);
//! let path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups/6f4e3b0e";
//! let begun = auditor.began("PATCH", path, br#"{"name": "web"}"#);
//! assert!(log.all().entries[0].1.end.is_none(), "kept before it is sent");
//! begun.ended(Outcome::Done, String::new(), b"");
//! let end = log.all().entries[0].1.end.clone().unwrap();
//! assert_eq!(end.outcome, Outcome::Done);
//! ```

mod audit;
mod entry;
mod keep;
mod secrets;
mod seen;

pub use audit::{Around, AuditLog, Auditor, Done, PendingWrite};
pub use entry::{End, Entry, Outcome, Place, PlaceKind};
pub use keep::{Kept, MOST_BYTES, MOST_ENTRIES, Store};
pub use secrets::left_out;
