//! The call on a group's log.

use super::group::find_asked;
use crate::engine::{FieldErrors, Reason};
use crate::sandbox::http::cursor::{Way, page};
use crate::sandbox::http::{Call, CallResult, Params};
use crate::sandbox::store::Store;
use crate::wire::Timestamp;
use crate::wire::v1alpha2::LogList;

/// A group's log, the newest entry first (contract, section 5: documented), from `start_time` to
/// `end_time`, both of them included.
pub fn list(store: &Store, call: &Call) -> CallResult {
    let row = find_asked(store, call)?;
    let mut errors = FieldErrors::default();
    let start = time(&call.params, "start_time", &mut errors);
    let end = time(&call.params, "end_time", &mut errors);
    let entries = row.world.events().logs().filter(|(_, log)| {
        start.is_none_or(|start| log.timestamp >= start)
            && end.is_none_or(|end| log.timestamp <= end)
    });
    let items = entries.map(|(at_us, log)| ((at_us, String::new()), log)).collect();
    page::<LogList>(&call.params, Way::Descending, 0, items, errors)
}

fn time(params: &Params, name: &'static str, errors: &mut FieldErrors) -> Option<Timestamp> {
    let read = params.get(name)?.parse().ok();
    if read.is_none() {
        errors.add(name, Reason::Format, "Input should be a valid datetime");
    }
    read
}
