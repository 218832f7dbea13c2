//! Snapshots of volumes: block storage's and the Instances' own.

use crate::sandbox::catalog::{
    BOOT_SNAPSHOT, CREATED, CREATION_DATE, ORGANIZATION, SANDBOX_PROJECT, ZONE,
};
use crate::sandbox::http::{Call, CallResult, Item, Json, object, page_size, per_page};

const DATA_SNAPSHOT: &str = "e1d7a3c8-92b4-4c06-a5f1-6b8e0d4c7f93";
const LOCAL_SNAPSHOT: &str = "4b9e8f06-c1d3-47a2-b5e8-90f3a6d7c214";
const BOOT_VOLUME: &str = "90c4e7b2-5d16-4a3f-8e9b-c7a05f1d3e68";
const DATA_VOLUME: &str = "27f5b8d1-e0a6-4937-9c42-1e6d8b0f5a74";
const LOCAL_VOLUME: &str = "c83a1f57-4e62-4bd9-87c0-f52b9d6e0a13";
const GB: u64 = 1_000_000_000;

pub fn block(call: &Call) -> CallResult {
    let is_asked =
        call.params.ask_for(&[("project_id", SANDBOX_PROJECT)]) && call.zone.as_str() == ZONE;
    let snapshots = [
        block_snapshot(BOOT_SNAPSHOT, "web-boot-2026-01", (BOOT_VOLUME, "web-boot"), 10 * GB),
        block_snapshot(DATA_SNAPSHOT, "web-data-2026-01", (DATA_VOLUME, "web-data"), 40 * GB),
    ];
    page_size(&call.params, "snapshots", snapshots.into_iter().filter(|_| is_asked))
}

fn block_snapshot(id: &str, name: &str, (volume, volume_name): (&str, &str), size: u64) -> Item {
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
    Item { name: name.to_owned(), shown }
}

pub fn local(call: &Call) -> CallResult {
    let is_asked =
        call.params.ask_for(&[("project", SANDBOX_PROJECT)]) && call.zone.as_str() == ZONE;
    per_page(&call.params, "snapshots", is_asked.then(local_snapshot))
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
