//! A template as one of the other generation.

use std::collections::BTreeMap;

use super::Lost;
use crate::wire::v1alpha2::{self, CreateTemplate, TemplatePrivateNetwork, Volume, VolumeType};
use crate::wire::{self, CloudInit, FromEmpty, FromSnapshot, ImageId, LocalImage, Template, Zone};

/// The label of an image of the marketplace by its id.
pub(super) fn label_of(id: &ImageId, listed: &[LocalImage]) -> Option<String> {
    let found = listed.iter().find(|image| image.id == *id && !image.label.is_empty());
    found.map(|image| image.label.clone())
}

/// The id of a label's image for an Instance type in a zone.
pub(super) fn id_of(
    label: &str,
    instance_type: &str,
    zone: &Zone,
    listed: &[LocalImage],
) -> Option<String> {
    let fits = |image: &&LocalImage| {
        let types = &image.compatible_commercial_types;
        image.label == label && image.zone == *zone && types.iter().any(|own| own == instance_type)
    };
    listed.iter().find(fits).map(|image| image.id.to_string())
}

/// A template of the second generation that makes the same Instances, and what it loses. `label`
/// is that of the image to boot, empty where there is none.
pub(super) fn to_target(old: &Template, label: &str) -> (CreateTemplate, Lost) {
    let mut lost = Vec::new();
    let label = Some(label.trim()).filter(|label| !label.is_empty());
    let mut volumes = ordered(old, &mut lost);
    if old.image_id.is_some() || label.is_some() {
        let boots = |own: &wire::Volume| own.boot && own.from_snapshot.is_some();
        let boots = old.volumes.values().any(boots);
        boot_from_image(&mut volumes, label, boots, &mut lost);
    }
    if !old.tags.is_empty() {
        let tags = t!(
            "The template’s tags stood on its Instances’ addresses; from now on they stand on the \
             template and on the Instances."
        );
        lost.push(tags.to_owned());
    }
    let network =
        |id: &wire::PrivateNetworkId| TemplatePrivateNetwork { private_network_id: id.clone() };
    let body = CreateTemplate {
        project_id: old.project_id.clone(),
        name: old.name.clone(),
        tags: old.tags.clone(),
        server_tags: old.tags.clone(),
        server_type: old.commercial_type.clone(),
        security_group_id: old.security_group_id.clone(),
        placement_group_id: old.placement_group_id.clone(),
        volumes,
        private_networks: old.private_network_ids.iter().map(network).collect(),
        filesystem_ids: Vec::new(),
        public_ip_v4_count: old.public_ips_v4_count.unwrap_or(0),
        public_ip_v6_count: old.public_ips_v6_count.unwrap_or(0),
        windows_rdp_ssh_key_id: None,
    };
    (body, lost)
}

/// The volumes by their slots, the one that boots first.
fn ordered(old: &Template, lost: &mut Lost) -> Vec<Volume> {
    let mut slots: Vec<(u32, &wire::Volume)> = Vec::new();
    for (slot, volume) in old.volumes_by_slot() {
        slots.push((slot.parse().unwrap_or(u32::MAX), volume));
    }
    crate::base::sort_by_key(&mut slots, |(slot, volume)| (!volume.boot, *slot));
    let lowest = slots.iter().map(|(slot, _)| *slot).min();
    if let Some((slot, volume)) = slots.first().filter(|(slot, _)| Some(*slot) != lowest) {
        let name = &volume.name;
        lost.push(t!(
            "“{name}” in slot {slot} boots: it becomes the first volume, as only the first one can."
        ));
    }
    slots.into_iter().map(|(_, volume)| volume_to_target(volume)).collect()
}

fn volume_to_target(old: &wire::Volume) -> Volume {
    let snapshot = old.from_snapshot.as_ref();
    let size = match (&old.from_empty, snapshot) {
        (Some(empty), _) => Some(empty.size),
        (None, Some(snapshot)) => snapshot.size,
        (None, None) => None,
    };
    Volume {
        volume_type: old.volume_type.as_str().into(),
        name: old.name.clone(),
        tags: old.tags.clone(),
        size,
        base_snapshot_id: snapshot.map(|from| from.snapshot_id.clone()),
        image_label: None,
        perf_iops: old.perf_iops,
    }
}

/// Puts the image on the first volume, which a template of the first generation may leave out.
/// `boots` says whether a snapshot boots in its place.
fn boot_from_image(volumes: &mut Vec<Volume>, label: Option<&str>, boots: bool, lost: &mut Lost) {
    match volumes.first_mut() {
        _ if boots => {
            let image = t!(
                "The image is left out: the first volume starts from a snapshot, and a volume has \
                 one source."
            );
            lost.push(image.to_owned());
        }
        Some(first) if first.base_snapshot_id.is_none() => {
            first.image_label = label.map(str::to_owned);
        }
        // The first one holds data.
        _ => volumes.insert(
            0,
            Volume {
                volume_type: VolumeType::Block,
                name: "root".to_owned(),
                image_label: label.map(str::to_owned),
                ..Volume::default()
            },
        ),
    }
}

/// A template of the first generation that makes the same Instances, and what it loses. `image` is
/// the id of the image to boot, empty where there is none.
pub(super) fn to_thresholds(
    old: &v1alpha2::Template,
    cloud_init: Option<&CloudInit>,
    image: &str,
) -> (wire::CreateTemplate, Lost) {
    let mut lost = Vec::new();
    let mut say = |is_lost: bool, what: &str| {
        if is_lost {
            lost.push(what.to_owned());
        }
    };
    let is_unsized = |volume: &Volume| volume.size.is_none() && volume.base_snapshot_id.is_none();
    say(
        old.volumes.iter().any(is_unsized),
        t!(
            "A volume without a size of its own gets 20\u{a0}GB: the first generation asks for one."
        ),
    );
    say(
        old.volumes.iter().any(|volume| volume.volume_type == VolumeType::Scratch),
        t!("Scratch volumes are left out: the first generation has none."),
    );
    say(!old.filesystem_ids.is_empty(), t!("File systems are left out: it has none."));
    say(old.windows_rdp_ssh_key_id.is_some(), t!("The Windows key is left out: it has none."));
    say(
        !old.server_tags.is_empty(),
        t!("The Instances’ own tags are left out: its tags stand on their addresses."),
    );
    let kept = old.volumes.iter().filter(|volume| volume.volume_type != VolumeType::Scratch);
    let mut volumes = BTreeMap::new();
    for (slot, volume) in kept.enumerate() {
        volumes.insert(slot.to_string(), volume_to_thresholds(volume, slot));
    }
    let count = |count: u32| Some(count).filter(|count| *count > 0);
    let body = wire::CreateTemplate {
        commercial_type: old.server_type.clone(),
        image_id: Some(image.trim()).filter(|id| !id.is_empty()).map(ImageId::from),
        volumes,
        tags: old.tags.clone(),
        security_group_id: old.security_group_id.clone(),
        placement_group_id: old.placement_group_id.clone(),
        public_ips_v4_count: count(old.public_ip_v4_count),
        public_ips_v6_count: count(old.public_ip_v6_count),
        project_id: old.project_id.clone(),
        name: old.name.clone(),
        private_network_ids: (old.private_networks.iter())
            .map(|network| network.private_network_id.clone())
            .collect(),
        cloud_init: cloud_init.cloned(),
    };
    (body, lost)
}

/// The first generation asks for a size and a name.
fn volume_to_thresholds(old: &Volume, slot: usize) -> wire::Volume {
    const USUAL_SIZE: u64 = 20_000_000_000;
    let from_snapshot = old
        .base_snapshot_id
        .clone()
        .map(|snapshot_id| FromSnapshot { size: old.size, snapshot_id });
    let size = old.size.unwrap_or(USUAL_SIZE);
    let name = match (old.name.is_empty(), slot) {
        (false, _) => old.name.clone(),
        (true, 0) => "root".to_owned(),
        (true, slot) => format!("volume-{slot}"),
    };
    wire::Volume {
        name,
        from_empty: from_snapshot.is_none().then_some(FromEmpty { size }),
        from_snapshot,
        perf_iops: old.perf_iops,
        tags: old.tags.clone(),
        boot: slot == 0,
        volume_type: old.volume_type.as_str().into(),
    }
}
