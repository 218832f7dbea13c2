//! Images to boot: the marketplace's and one's own, as a template's form offers them.
//!
//! ```
//! use headroom::forms::image::local_images;
//! use headroom::wire::LocalImage;
//!
//! let (label, arch) = ("ubuntu_noble".to_owned(), "arm64".to_owned());
//! let offers = local_images(&[LocalImage { label, arch, ..LocalImage::default() }]);
//! assert_eq!((offers[0].name.as_str(), offers[0].arch.as_str()), ("ubuntu_noble", "arm64"));
//! ```

use super::neighbours::{Offer, choice};
use crate::base::sort_by_key;
use crate::wire::{Image, LocalImage, LocalImageType};

/// Images of the marketplace by their ids, of each label those of either architecture.
#[must_use]
pub fn local_images(images: &[LocalImage]) -> Vec<Offer> {
    let of = |own: &LocalImage| {
        let volume = match own.kind {
            LocalImageType::Block => t!(", block storage"),
            LocalImageType::Local => t!(", local disk"),
            LocalImageType::Unknown | LocalImageType::Other(_) => "",
        };
        let hint = format!("{}{volume}", own.arch);
        let types = own.compatible_commercial_types.clone();
        Offer { types, arch: own.arch.clone(), ..choice(own.id.as_str(), &own.label, &hint) }
    };
    images.iter().map(of).collect()
}

/// Images of the marketplace by their labels, each once; one that is there for several
/// architectures goes with any.
#[must_use]
pub fn image_labels(images: &[LocalImage]) -> Vec<Offer> {
    let mut labels: Vec<String> = images.iter().map(|own| own.label.clone()).collect();
    sort_by_key(&mut labels, String::clone);
    labels.dedup();
    let of = |label: &String| {
        let all = || images.iter().filter(|own| own.label == *label);
        let mut arches = all().map(|own| &own.arch);
        let first = arches.next().cloned().unwrap_or_default();
        let arch = if arches.all(|own| *own == first) { first } else { String::new() };
        let types = |own: &LocalImage| own.compatible_commercial_types.clone();
        let is_told = all().all(|own| !own.compatible_commercial_types.is_empty());
        let types = if is_told { all().flat_map(types).collect() } else { Vec::new() };
        Offer { arch, types, ..choice(label, label, "") }
    };
    labels.iter().map(of).collect()
}

/// One's own images.
#[must_use]
pub fn images(images: &[Image]) -> Vec<Offer> {
    let of = |own: &Image| {
        let arch = own.arch.clone();
        Offer { arch, ..choice(own.id.as_str(), &own.name, &own.arch) }
    };
    images.iter().map(of).collect()
}
