//! The call on a group's Instances.

use super::group::find_asked;
use crate::engine::FieldErrors;
use crate::sandbox::http::cursor::{Way, page};
use crate::sandbox::http::{Call, CallResult};
use crate::sandbox::store::Store;
use crate::wire::ServerId;
use crate::wire::v1alpha2::{Server, ServerList};

/// A group's Instances that are created by now, the oldest first.
pub fn list(store: &Store, call: &Call) -> CallResult {
    let fleet = find_asked(store, call)?.world.instances().iter();
    let created = fleet.filter(|instance| instance.created_us() <= store.now_ms * 1_000);
    let items = created.map(|instance| {
        let server = Server { server_id: ServerId::from(instance.id.as_str()) };
        ((instance.created_us(), instance.id.clone()), server)
    });
    let items = items.collect();
    page::<ServerList>(&call.params, Way::Ascending, 0, items, FieldErrors::default())
}
