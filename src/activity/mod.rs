//! What this browser wrote to the API: one [`Entry`] a write, kept before the call is sent and
//! settled once its answer is there, so that a page that closes midway leaves an entry whose
//! outcome is not known, rather than none.
//!
//! An entry holds no header, so no key. Cloud-init and other user data may hold secrets: of them
//! only the length is kept ([`left_out`]). Where entries are kept, the time and the chance are
//! arguments ([`Store`], [`Around`]).

mod audit;
mod entry;
mod keep;
mod secrets;
mod seen;

pub use audit::{Around, AuditLog, Auditor, Begun};
pub use entry::{End, Entry, Outcome, Place, PlaceKind};
pub use keep::{Kept, MOST_BYTES, MOST_ENTRIES, Store};
pub use secrets::left_out;
