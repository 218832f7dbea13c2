//! What surrounds the log of this browser's writes.

use leptos::prelude::*;

use super::storage::BrowserStorage;
use crate::activity::{Around, AuditLog};
use crate::ui::kit::time;

/// The log of this browser's writes, kept for all of its tabs. `there_ms` is the time by the clock
/// of what is connected, where that has one of its own.
pub fn audit_log(written: RwSignal<u64>, there_ms: impl Fn() -> Option<i64> + 'static) -> AuditLog {
    AuditLog::new(Around {
        store: Box::new(BrowserStorage::Local),
        now_ms: Box::new(time::now_ms),
        there_ms: Box::new(there_ms),
        chance: js_sys::Math::random,
        changed: Box::new(move || {
            written.try_update(|count| *count += 1);
        }),
    })
}
