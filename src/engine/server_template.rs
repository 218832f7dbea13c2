//! The rules of a template of the second generation (its contract, section 6).

use super::{FieldErrors, Reason};
use crate::wire::v1alpha2::{CreateTemplate, Volume, VolumeType};

/// Public addresses of each family that an Instance can have.
const MOST_ADDRESSES: u32 = 5;

/// Volumes that an Instance can have.
const MOST_VOLUMES: usize = 16;

/// Checks a template's body. One without any volume is allowed, though nothing can boot from it:
/// the service was recorded to take it, and the group then says so.
///
/// # Errors
/// Every broken rule, by field; volumes as `volumes.0.name`.
pub fn check_server_template(body: &CreateTemplate) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let project = !body.project_id.as_str().is_empty();
    errors.require(project, "project_id", t!("Enter the project's id."));
    errors.name(&body.name, "name");
    let typed = !body.server_type.is_empty();
    errors.require(typed, "server_type", t!("Choose an Instance type, such as PRO2-S."));
    let message = t!("An Instance has at most {MOST_VOLUMES} volumes.");
    errors.ensure(body.volumes.len() <= MOST_VOLUMES, "volumes", message);
    for (index, volume) in body.volumes.iter().enumerate() {
        check_volume(index, volume, &mut errors);
    }
    for (index, network) in body.private_networks.iter().enumerate() {
        let given = !network.private_network_id.as_str().is_empty();
        let field = format!("private_networks.{index}.private_network_id");
        errors.require(given, field, t!("Enter the Private Network's id."));
    }
    for (count, field) in [
        (body.public_ip_v4_count, "public_ip_v4_count"),
        (body.public_ip_v6_count, "public_ip_v6_count"),
    ] {
        let message = t!("An Instance has at most {MOST_ADDRESSES} addresses of a family.");
        errors.ensure(count <= MOST_ADDRESSES, field, message);
    }
    errors.or(())
}

/// The SDKs say that a volume has one source; a scratch volume without any was recorded. Another
/// one without is empty, and must say its size.
fn check_volume(index: usize, volume: &Volume, errors: &mut FieldErrors) {
    let field = |name: &str| format!("volumes.{index}.{name}");
    match &volume.volume_type {
        VolumeType::Local | VolumeType::Block | VolumeType::Scratch => {}
        VolumeType::Unknown => {
            let message = t!("Choose local, block or scratch storage.");
            errors.add(field("volume_type"), Reason::Required, message);
        }
        VolumeType::Other(word) => {
            let message = t!("“{word}” is not known here. Choose local, block or scratch storage.");
            errors.add(field("volume_type"), Reason::Constraint, message);
        }
    }
    errors.ensure(volume.size != Some(0), field("size"), t!("Enter a size above 0, or none."));
    match (&volume.base_snapshot_id, &volume.image_label) {
        (Some(_), Some(_)) => {
            let message = t!("A volume starts from a snapshot or from an image, not both.");
            errors.add(field("image_label"), Reason::Constraint, message);
        }
        (None, None) => {
            let message = t!("Enter the size of a volume that starts empty.");
            errors.require(volume.size.is_some(), field("size"), message);
        }
        _ => {}
    }
    let iops = matches!(volume.perf_iops, None | Some(5_000 | 15_000));
    errors.ensure(iops, field("perf_iops"), t!("Choose 5000 or 15000 operations per second."));
}
