//! A template's volumes (contract of v1alpha2, section 6).

use serde::{Deserialize, Serialize};

use crate::wire::SnapshotId;
use crate::wire::keyword::keyword;

keyword! {
    /// Where a volume lives.
    VolumeType {
        /// Not set.
        Unknown = "unknown_volume_type",
        /// On the Instance's own disk.
        Local = "l_ssd",
        /// On block storage.
        Block = "sbs",
        /// On the Instance's own disk, for scratch data of GPU Instances.
        Scratch = "scratch",
    }
}

/// A volume of a template, in replies and requests alike. It is made of a snapshot or of an image;
/// a `scratch` volume of neither.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volume {
    /// Where it lives.
    pub volume_type: VolumeType,
    /// A name for people.
    pub name: String,
    /// Labels.
    pub tags: Vec<String>,
    /// Bytes; that of its source when unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The snapshot that it is made of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_snapshot_id: Option<SnapshotId>,
    /// The image that it is made of, by its label in the marketplace, such as `ubuntu_noble`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_label: Option<String>,
    /// Operations per second of block storage: 5000 or 15000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub perf_iops: Option<u32>,
}
