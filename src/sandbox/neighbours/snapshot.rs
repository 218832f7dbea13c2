//! Snapshots of volumes: block storage's and the Instances' own.

use super::page::{Row, is_asked, page_size, per_page};
use super::{CREATED, CREATION_DATE, ORGANIZATION, ZONE};
use crate::sandbox::SANDBOX_PROJECT;
use crate::sandbox::json::{Json, object};
use crate::sandbox::reply::Outcome;
use crate::sandbox::router::Call;

/// The block snapshot that the first content's template boots from.
pub(in crate::sandbox) const BOOT_SNAPSHOT: &str = "b2c6d5f0-54f1-4f5e-8a0e-7d0c9b6a4e21";
const DATA_SNAPSHOT: &str = "e1d7a3c8-92b4-4c06-a5f1-6b8e0d4c7f93";
const LOCAL_SNAPSHOT: &str = "4b9e8f06-c1d3-47a2-b5e8-90f3a6d7c214";
const BOOT_VOLUME: &str = "90c4e7b2-5d16-4a3f-8e9b-c7a05f1d3e68";
const DATA_VOLUME: &str = "27f5b8d1-e0a6-4937-9c42-1e6d8b0f5a74";
const LOCAL_VOLUME: &str = "c83a1f57-4e62-4bd9-87c0-f52b9d6e0a13";
const GB: u64 = 1_000_000_000;

pub(super) fn block(call: &Call) -> Outcome {
    let params = &call.params;
    let is_theirs = is_asked(params, "project_id", SANDBOX_PROJECT) && call.zone.as_str() == ZONE;
    let rows = match is_theirs {
        true => vec![
            block_snapshot(BOOT_SNAPSHOT, "web-boot-2026-01", (BOOT_VOLUME, "web-boot"), 10 * GB),
            block_snapshot(DATA_SNAPSHOT, "web-data-2026-01", (DATA_VOLUME, "web-data"), 40 * GB),
        ],
        false => Vec::new(),
    };
    page_size(params, "snapshots", rows)
}

fn block_snapshot(id: &str, name: &str, (volume, volume_name): (&str, &str), size: u64) -> Row {
    let shown = object! {
        "id": id,
        "name": name,
        "parent_volume": object! {
            "id": volume,
            "name": volume_name,
            "type": "sbs_5k",
            "status": "available",
        },
        "size": size,
        "project_id": SANDBOX_PROJECT,
        "created_at": CREATED,
        "updated_at": CREATED,
        "references": Json::EMPTY,
        "status": "available",
        "tags": Json::EMPTY,
        "class": "sbs",
        "zone": ZONE,
    };
    Row { name: name.to_owned(), shown }
}

pub(super) fn local(call: &Call) -> Outcome {
    let params = &call.params;
    let is_theirs = is_asked(params, "project", SANDBOX_PROJECT) && call.zone.as_str() == ZONE;
    let snapshots = if is_theirs { vec![local_snapshot()] } else { Vec::new() };
    per_page(params, "/snapshots", snapshots, |snapshots| object! { "snapshots": snapshots })
}

fn local_snapshot() -> Json {
    object! {
        "id": LOCAL_SNAPSHOT,
        "name": "legacy-boot",
        "volume_type": "l_ssd",
        "creation_date": CREATION_DATE,
        "modification_date": CREATION_DATE,
        "organization": ORGANIZATION,
        "project": SANDBOX_PROJECT,
        "size": 20 * GB,
        "state": "available",
        "base_volume": object! { "id": LOCAL_VOLUME, "name": "legacy" },
        "tags": Json::EMPTY,
        "zone": ZONE,
        "error_details": Json::Null,
    }
}
