//! Images to boot: the marketplace's and one's own (contract, section 11).

use serde::{Deserialize, Serialize};

use crate::wire::keyword::keyword;
use crate::wire::page::envelope;
use crate::wire::{ImageId, Zone};

keyword! {
    /// Which kind of boot volume an image of the marketplace is for.
    LocalImageType {
        /// Not told.
        Unknown = "unknown_type",
        /// The Instance's own disk.
        Local = "instance_local",
        /// Block storage.
        Block = "instance_sbs",
    }
}

/// A system in the marketplace. Its id is none that a template takes: a [`LocalImage`] has one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarketplaceImage {
    /// Its id in the marketplace.
    pub id: String,
    /// A name for people, such as `Ubuntu 24.04 Noble Numbat`.
    pub name: String,
    /// The address of a picture.
    pub logo: String,
    /// Such as `distribution`.
    pub categories: Vec<String>,
    /// A name for programs, such as `ubuntu_noble`.
    pub label: String,
}

/// The image of a system for one zone, processor and kind of boot volume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LocalImage {
    /// What a template's `image_id` takes.
    pub id: ImageId,
    /// `x86_64` or `arm64`.
    pub arch: String,
    /// Its zone.
    pub zone: Zone,
    /// The Instance types that can boot it.
    pub compatible_commercial_types: Vec<String>,
    /// The system's name for programs.
    pub label: String,
    /// Which kind of boot volume it is for.
    #[serde(rename = "type")]
    pub kind: LocalImageType,
}

/// The volume that an image boots from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RootVolume {
    /// `l_ssd`, `sbs_snapshot`, `unified` and so on.
    pub volume_type: String,
    /// Bytes; 0 where another API keeps the volume.
    pub size: u64,
}

/// One's own image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// What a template's `image_id` takes.
    pub id: ImageId,
    /// A name for people.
    pub name: String,
    /// What it boots from.
    pub root_volume: RootVolume,
    /// `x86_64` or `arm64`.
    pub arch: String,
    /// `available`, `creating` or `error`.
    pub state: String,
}

/// A page of one's own images; the total stands in the `X-Total-Count` header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageList {
    /// The images.
    pub images: Vec<Image>,
}

envelope! {
    /// A page of the marketplace's systems.
    MarketplaceImageList {
        MarketplaceImage,
        images: Vec<MarketplaceImage>,
        total_count: u64
    } images;
    /// A page of the marketplace's images of a system or zone.
    LocalImageList {
        LocalImage,
        local_images: Vec<LocalImage>,
        total_count: u64
    } local_images;
}
