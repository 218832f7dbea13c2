//! Instance templates (contract, section 3).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::wire::keyword::keyword;
use crate::wire::{
    CloudInit, ImageId, PlacementGroupId, PrivateNetworkId, ProjectId, SecurityGroupId, SnapshotId,
    TemplateId, Timestamp, Zone,
};

keyword! {
    /// Whether a template can be used. Every recording shows the default.
    TemplateStatus {
        /// Not told.
        Unknown = "unknown_status",
        /// Can be used.
        Ready = "ready",
        /// Cannot be used; the events say why.
        Error = "error",
    }
}

keyword! {
    /// Where a volume lives.
    VolumeType {
        /// Not set.
        Unknown = "unknown_volume_type",
        /// On the Instance's own disk.
        Local = "l_ssd",
        /// On block storage.
        Block = "sbs",
    }
}

/// A volume made empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FromEmpty {
    /// Bytes.
    pub size: u64,
}

/// A volume made from a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FromSnapshot {
    /// Bytes; the snapshot's own size when unset.
    pub size: Option<u64>,
    /// The snapshot.
    pub snapshot_id: SnapshotId,
}

/// A volume of a template. One of `from_empty` and `from_snapshot` says how it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volume {
    /// A name for people.
    pub name: String,
    /// Made empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_empty: Option<FromEmpty>,
    /// Made from a snapshot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_snapshot: Option<FromSnapshot>,
    /// Operations per second of block storage: 5000 or 15000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perf_iops: Option<u32>,
    /// Labels.
    pub tags: Vec<String>,
    /// Whether the Instance boots from it.
    pub boot: bool,
    /// Where it lives.
    pub volume_type: VolumeType,
}

/// An Instance template as the API returns it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// The Instance type, such as `PLAY2-MICRO`.
    pub commercial_type: String,
    /// The image to boot.
    pub image_id: Option<ImageId>,
    /// Volumes by slot: `"0"`, `"1"` and so on.
    pub volumes: BTreeMap<String, Volume>,
    /// Labels, which land on the Instances' addresses.
    pub tags: Vec<String>,
    /// The security group; the project's default when unset.
    pub security_group_id: Option<SecurityGroupId>,
    /// The placement group.
    pub placement_group_id: Option<PlacementGroupId>,
    /// Public IPv4 addresses for each Instance; 0 is the same as unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ips_v4_count: Option<u32>,
    /// Public IPv6 addresses for each Instance; 0 is the same as unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ips_v6_count: Option<u32>,
    /// Its project.
    pub project_id: ProjectId,
    /// A name for people.
    pub name: String,
    /// Networks that each Instance joins.
    pub private_network_ids: Vec<PrivateNetworkId>,
    /// Whether it can be used.
    pub status: TemplateStatus,
    /// What runs at the first boot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_init: Option<CloudInit>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its zone; replies before 2025-10 have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
}

impl Template {
    /// Its volumes in the order of their slots, by number: `10` after `9`.
    #[must_use]
    pub fn volumes_by_slot(&self) -> Vec<(&String, &Volume)> {
        let mut slots: Vec<_> = self.volumes.iter().collect();
        crate::base::sort_by_key(&mut slots, |(slot, _)| (slot.len(), *slot));
        slots
    }
}

/// The body that creates a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateTemplate {
    /// The Instance type, such as `PLAY2-MICRO`.
    pub commercial_type: String,
    /// The image to boot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_id: Option<ImageId>,
    /// Volumes by slot: `"0"`, `"1"` and so on.
    pub volumes: BTreeMap<String, Volume>,
    /// Labels.
    pub tags: Vec<String>,
    /// The security group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_id: Option<SecurityGroupId>,
    /// The placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_group_id: Option<PlacementGroupId>,
    /// Public IPv4 addresses for each Instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ips_v4_count: Option<u32>,
    /// Public IPv6 addresses for each Instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ips_v6_count: Option<u32>,
    /// Its project.
    pub project_id: ProjectId,
    /// A name for people.
    pub name: String,
    /// Networks that each Instance joins.
    pub private_network_ids: Vec<PrivateNetworkId>,
    /// What runs at the first boot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_init: Option<CloudInit>,
}

/// The body that changes a template: what is unset stays, lists and volumes are replaced whole.
/// Running Instances keep what they were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateTemplate {
    /// Another Instance type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commercial_type: Option<String>,
    /// Another image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_id: Option<ImageId>,
    /// Other volumes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<BTreeMap<String, Volume>>,
    /// Other labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Another security group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_id: Option<SecurityGroupId>,
    /// Another placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_group_id: Option<PlacementGroupId>,
    /// Another number of public IPv4 addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ips_v4_count: Option<u32>,
    /// Another number of public IPv6 addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ips_v6_count: Option<u32>,
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Other networks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_network_ids: Option<Vec<PrivateNetworkId>>,
    /// Another document for the first boot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_init: Option<CloudInit>,
}
