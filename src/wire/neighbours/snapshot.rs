//! Snapshots of volumes: the block storage's and the Instances' own (contract, section 11).

use serde::{Deserialize, Serialize};

use crate::wire::SnapshotId;
use crate::wire::page::envelope;

/// The volume that a snapshot was taken of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ParentVolume {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A snapshot in block storage: what a volume of the type `sbs` is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlockSnapshot {
    /// Its id.
    pub id: SnapshotId,
    /// A name for people.
    pub name: String,
    /// What it was taken of, if that is still there.
    pub parent_volume: Option<ParentVolume>,
    /// Bytes.
    pub size: u64,
    /// `available`, `creating`, `in_use` and so on.
    pub status: String,
    /// `sbs`.
    pub class: String,
}

/// A snapshot of an Instance's own disk: what a volume of the type `l_ssd` is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LocalSnapshot {
    /// Its id.
    pub id: SnapshotId,
    /// A name for people.
    pub name: String,
    /// `l_ssd` and so on.
    pub volume_type: String,
    /// Bytes.
    pub size: u64,
    /// `available`, `snapshotting` and so on.
    pub state: String,
}

/// A page of Instance snapshots; the total stands in the `X-Total-Count` header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalSnapshotList {
    /// The snapshots.
    pub snapshots: Vec<LocalSnapshot>,
}

envelope! {
    /// A page of block snapshots.
    BlockSnapshotList {
        BlockSnapshot,
        snapshots: Vec<BlockSnapshot>,
        total_count: u64
    } snapshots;
}
