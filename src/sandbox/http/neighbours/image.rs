//! Images to boot: the marketplace's and one's own.

use super::server_type;
use crate::sandbox::catalog::{CREATED, CREATION_DATE, ORGANIZATION, SANDBOX_PROJECT, ZONE};
use crate::sandbox::chance::{Stream, seed_of, uuid_v4};
use crate::sandbox::http::{Call, CallResult, Item, Json, Params, object, page_size, per_page};
use crate::sandbox::options::ZONES;

/// The systems of the marketplace as the service lists them (recorded on 2025-11-07): label,
/// category and name.
const SYSTEMS: &str = include_str!("systems.txt");

/// A system of the marketplace.
struct System {
    label: &'static str,
    category: &'static str,
    name: &'static str,
}

fn systems() -> impl Iterator<Item = System> {
    SYSTEMS.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        let (label, category) = (columns.next()?, columns.next()?);
        Some(System { label, category, name: columns.next()? })
    })
}

/// Which kinds of boot volume and processors go together: no arm64 type has a disk of its own.
/// Every system is taken to come in all of them; the service leaves some out.
const VARIANTS: [(&str, &str); 3] =
    [("instance_local", "x86_64"), ("instance_sbs", "arm64"), ("instance_sbs", "x86_64")];

/// One's own image.
const OWN_IMAGE: &str = "a6c0b7d4-3f52-4e19-8d6b-0c5e7f1a2b38";

/// The id of what `text` says.
fn id(text: &str) -> String {
    uuid_v4(seed_of(text), Stream::Id, 0)
}

pub fn marketplace(params: &Params) -> CallResult {
    page_size(params, "images", systems().map(|system| shown(&system)))
}

fn shown(system: &System) -> Item {
    let shown = object! {
        "id": id(system.label),
        "name": system.name,
        "description": "",
        "logo": "",
        "categories": vec![Json::from(system.category)],
        "created_at": CREATED,
        "updated_at": CREATED,
        "valid_until": Json::Null,
        "label": system.label,
    };
    Item { name: system.name.to_owned(), shown }
}

/// The images of every system, by what is asked: zone, system and kind of boot volume.
pub fn local(params: &Params) -> CallResult {
    let variants = VARIANTS.map(|(kind, arch)| {
        let types = server_type::names(arch, kind == "instance_local");
        Variant { kind, arch, types }
    });
    let mut images = Vec::new();
    for system in systems() {
        for zone in ZONES {
            for variant in &variants {
                let own = [("image_label", system.label), ("zone", zone), ("type", variant.kind)];
                if params.ask_for(&own) {
                    images.push(image(&system, zone, variant));
                }
            }
        }
    }
    page_size(params, "local_images", images)
}

/// A kind of boot volume with a kind of processor, and the types that it goes with.
struct Variant {
    kind: &'static str,
    arch: &'static str,
    types: Json,
}

fn image(system: &System, zone: &str, Variant { kind, arch, types }: &Variant) -> Item {
    let shown = object! {
        "id": id(&format!("{} {zone} {kind} {arch}", system.label)),
        "arch": *arch,
        "zone": zone,
        "compatible_commercial_types": types.clone(),
        "label": system.label,
        "type": *kind,
    };
    Item { name: system.name.to_owned(), shown }
}

/// One's own images. Public ones are the marketplace's, and are not repeated here.
pub fn own(call: &Call) -> CallResult {
    let own = [("project", SANDBOX_PROJECT), ("public", "false"), ("arch", "x86_64")];
    let is_asked = call.params.ask_for(&own) && call.zone.as_str() == ZONE;
    per_page(&call.params, "images", is_asked.then(own_image))
}

fn own_image() -> Json {
    object! {
        "id": OWN_IMAGE,
        "name": "web-2026-01",
        "organization": ORGANIZATION,
        "project": SANDBOX_PROJECT,
        "root_volume": object! {
            "id": id(OWN_IMAGE),
            "name": "web-2026-01",
            "volume_type": "sbs_snapshot",
            "size": 0_u32,
        },
        "extra_volumes": Json::NO_FIELDS,
        "public": false,
        "arch": "x86_64",
        "creation_date": CREATION_DATE,
        "modification_date": CREATION_DATE,
        "default_bootscript": Json::Null,
        "from_server": Json::Null,
        "state": "available",
        "tags": Json::EMPTY,
        "zone": ZONE,
    }
}
