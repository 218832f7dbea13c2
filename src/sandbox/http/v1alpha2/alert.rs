//! The call on alerts.

use super::group::find;
use crate::engine::FieldErrors;
use crate::sandbox::http::cursor::{Mark, Way, page};
use crate::sandbox::http::{Call, CallResult, Refusal};
use crate::sandbox::store::{Store, StoredScalingGroup};
use crate::wire::v1alpha2::{Alert, AlertList};

/// The alerts of a group, or those of all groups of a project, open and closed, the latest first.
pub fn list(store: &Store, call: &Call) -> CallResult {
    let mut errors = FieldErrors::default();
    let (group, project) = (call.params.get("group_id"), call.params.get("project_id"));
    let one = "Say either whose group's alerts or whose project's.";
    errors.require(group.is_some() || project.is_some(), "group_id", one);
    errors.ensure(group.is_none() || project.is_none(), "project_id", one);
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    let items: Vec<(Mark, Alert)> = match group {
        Some(id) => alerts(find(store, call, id)?).collect(),
        None => {
            let rows = store.scaling_groups.in_zone(&call.zone);
            rows.filter(|row| project == Some(row.group.project_id.as_str()))
                .flat_map(alerts)
                .collect()
        }
    };
    page::<AlertList>(&call.params, Way::Descending, 0, items, errors)
}

fn alerts(row: &StoredScalingGroup) -> impl Iterator<Item = (Mark, Alert)> {
    let scaling = row.world.state().scaling.as_ref();
    scaling.into_iter().flat_map(|scaling| scaling.alerts.iter().enumerate()).map(
        |(index, entry)| {
            let mark = (entry.opened_ms(), format!("{} {index:06}", row.group.id));
            (mark, entry.to_wire(&row.group.id))
        },
    )
}
