//! The rules of an Instance template. The engine needs nothing else of one; they stand here so
//! that all validation has one home.

use super::{FieldErrors, Reason};
use crate::wire::{CreateTemplate, Volume, VolumeType};

/// Public addresses of each family that an Instance can have (contract, section 6).
const MOST_ADDRESSES: u32 = 5;

/// Checks a template's body: contract, section 6, and what an Instance cannot boot without.
///
/// # Errors
/// Every broken rule, by field; volumes as `volumes.0.name`.
pub fn check_template(body: &CreateTemplate) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let typed = !body.commercial_type.is_empty();
    errors.require(typed, "commercial_type", t!("Choose an Instance type, such as PLAY2-MICRO."));
    for (slot, volume) in &body.volumes {
        check_volume(slot, volume, &mut errors);
    }
    // No published rule, but an Instance without either has nothing to start from.
    let bootable = body.image_id.as_ref().is_some_and(|id| !id.as_str().is_empty())
        || body.volumes.values().any(|volume| volume.boot && volume.from_snapshot.is_some());
    let message = t!("Give an image, or a boot volume made from a snapshot.");
    errors.require(bootable, "image_id", message);
    for (count, field) in [
        (body.public_ips_v4_count, "public_ips_v4_count"),
        (body.public_ips_v6_count, "public_ips_v6_count"),
    ] {
        let message = t!("An Instance has at most {MOST_ADDRESSES} addresses of a family.");
        errors.ensure(count.unwrap_or(0) <= MOST_ADDRESSES, field, message);
    }
    let project = !body.project_id.as_str().is_empty();
    errors.require(project, "project_id", t!("Enter the project's id."));
    errors.name(&body.name, "name");
    errors.or(())
}

fn check_volume(slot: &str, volume: &Volume, errors: &mut FieldErrors) {
    let field = |name: &str| format!("volumes.{slot}.{name}");
    errors.require(!volume.name.is_empty(), field("name"), t!("Enter a name for the volume."));
    match (&volume.from_empty, &volume.from_snapshot) {
        (Some(empty), None) => {
            errors.ensure(empty.size > 0, field("from_empty.size"), t!("Enter a size above 0."));
        }
        (None, Some(snapshot)) => {
            let given = !snapshot.snapshot_id.as_str().is_empty();
            let message = t!("Enter the snapshot's id.");
            errors.require(given, field("from_snapshot.snapshot_id"), message);
            let sized = snapshot.size.is_none_or(|size| size > 0);
            errors.ensure(sized, field("from_snapshot.size"), t!("Enter a size above 0, or none."));
        }
        (None, None) => {
            let message = t!("Say whether the volume starts empty or from a snapshot.");
            errors.add(field("from_snapshot"), Reason::Required, message);
        }
        (Some(_), Some(_)) => {
            let message = t!("A volume starts empty or from a snapshot, not both.");
            errors.add(field("from_snapshot"), Reason::Constraint, message);
        }
    }
    let iops = matches!(volume.perf_iops, None | Some(5_000 | 15_000));
    errors.ensure(iops, field("perf_iops"), t!("Choose 5000 or 15000 operations per second."));
    match &volume.volume_type {
        VolumeType::Local | VolumeType::Block => {}
        VolumeType::Unknown => {
            errors.add(
                field("volume_type"),
                Reason::Required,
                t!("Choose local or block storage."),
            );
        }
        VolumeType::Other(word) => {
            let message = t!("“{word}” is not known here. Choose local or block storage.");
            errors.add(field("volume_type"), Reason::Constraint, message);
        }
    }
}
