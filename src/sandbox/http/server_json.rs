//! An Instance as its own API writes it, field by field as recorded (contract, section 5.3).
//!
//! The console reads a few of these fields; the others are for clients that read them all.

use super::{Json, object};
use crate::sandbox::catalog::{ORGANIZATION, name_of};
use crate::sandbox::chance::{Stream, draw, seed_of, uuid_v4};
use crate::sandbox::store::Listed;
use crate::sandbox::world::{Instance, Phase};
use crate::wire::{PrivateNetworkId, Timestamp, VolumeType, Zone};

/// An Instance of a zone. The words for one that boots or ends are recorded; `booted` is not.
pub fn server(listed: &Listed, zone: &Zone, now_ms: i64) -> Json {
    let (instance, zone) = (listed.instance, zone.as_str());
    let made_from = &instance.made_from;
    let (state, state_detail, allowed_actions) = words(listed.phase(now_ms));
    let created = offset_stamp(instance.created_us());
    let public_ips = addresses(instance);
    let security_group = match &made_from.security_group_id {
        Some(id) => named(id.as_str(), name_of(id.as_str())),
        None => named(&default_group(made_from.project_id.as_str()), "Default security group"),
    };
    let placement_group = made_from.placement_group_id.as_ref();
    object! {
        "id": instance.id.as_str(),
        "name": instance.name.as_str(),
        "arch": "x86_64",
        "commercial_type": made_from.commercial_type.as_str(),
        "boot_type": "local",
        "organization": ORGANIZATION,
        "project": made_from.project_id.as_str(),
        "hostname": instance.name.replace('_', "-"),
        "image": made_from.image_id.as_ref().map(|id| named(id.as_str(), "image")),
        "volumes": volumes(instance, zone),
        "tags": Json::list(instance.tags()),
        "state": state,
        "protected": false,
        "state_detail": state_detail,
        "public_ip": public_ips.first().cloned(),
        "public_ips": public_ips,
        "mac_address": mac(instance, 0),
        "routed_ip_enabled": true,
        "ipv6": Json::Null,
        "extra_networks": Json::EMPTY,
        "dynamic_ip_required": false,
        "enable_ipv6": false,
        "private_ip": Json::Null,
        "creation_date": created.as_str(),
        "modification_date": created.as_str(),
        "bootscript": Json::Null,
        "security_group": security_group,
        "location": object! {
            "zone_id": zone,
            "platform_id": "14",
            "cluster_id": "30",
            "hypervisor_id": "701",
            "node_id": "74",
        },
        "maintenances": Json::EMPTY,
        "allowed_actions": Json::list(allowed_actions.iter().copied()),
        "placement_group": placement_group.map(|id| named(id.as_str(), name_of(id.as_str()))),
        "private_nics": private_nics(instance, zone),
        "zone": zone,
        "filesystems": Json::EMPTY,
        "end_of_service": false,
    }
}

fn named(id: &str, name: &str) -> Json {
    object! { "id": id, "name": name }
}

/// State, detail and what can be done.
const fn words(phase: Phase) -> (&'static str, &'static str, &'static [&'static str]) {
    const RUNNING: &[&str] = &["poweroff", "terminate", "reboot", "stop_in_place", "backup"];
    match phase {
        Phase::Stopped => ("stopped", "", &["poweron", "backup"]),
        Phase::Booting => ("running", "booting kernel", RUNNING),
        Phase::Booted => ("running", "booted", RUNNING),
        Phase::Ending => ("stopping", "terminating", &["stop_in_place", "backup"]),
    }
}

/// By slot.
fn volumes(instance: &Instance, zone: &str) -> Json {
    let volumes = instance.made_from.volumes.iter().enumerate();
    let shown = volumes.map(|(index, (slot, boot, kind))| {
        let volume = object! {
            "boot": *boot,
            "volume_type": if *kind == VolumeType::Local { "l_ssd" } else { "sbs_volume" },
            "id": instance.part_id(Stream::Volume, index),
            "zone": zone,
        };
        (slot.clone().into(), volume)
    });
    Json::Object(shown.collect())
}

fn addresses(instance: &Instance) -> Vec<Json> {
    let (v4, v6) = instance.made_from.public_ips;
    let address = |index: u32, text: String, is_v4: bool| {
        let part = 2 * index as usize;
        object! {
            "id": instance.part_id(Stream::Address, part),
            "address": text,
            "dynamic": false,
            "gateway": if is_v4 { "62.210.0.1" } else { "fe80::1" },
            "netmask": if is_v4 { "32" } else { "64" },
            "family": if is_v4 { "inet" } else { "inet6" },
            "provisioning_mode": if is_v4 { "dhcp" } else { "slaac" },
            "tags": Json::list(instance.made_from.tags.iter().map(String::as_str)),
            "state": "attached",
            "ipam_id": instance.part_id(Stream::Address, part + 1),
        }
    };
    let of_v4 = (0..v4).map(|index| address(index, instance.public_ip(index), true));
    let of_v6 = (0..v6).map(|index| address(v4 + index, instance.public_ip_v6(index), false));
    of_v4.chain(of_v6).collect()
}

fn private_nics(instance: &Instance, zone: &str) -> Vec<Json> {
    let attached = offset_stamp(instance.created_us() + 1_196_000);
    let nic = |(index, network): (usize, &str)| {
        let addresses = [1, 2].map(|part| instance.part_id(Stream::Nic, 3 * index + part));
        object! {
            "id": instance.part_id(Stream::Nic, 3 * index),
            "private_network_id": network,
            "server_id": instance.id.as_str(),
            "mac_address": mac(instance, index as u64 + 1),
            "state": "available",
            "creation_date": attached.as_str(),
            "modification_date": attached.as_str(),
            "zone": zone,
            "tags": Json::EMPTY,
            "ipam_ip_ids": Json::list(addresses),
        }
    };
    let networks = instance.made_from.private_network_ids.iter().map(PrivateNetworkId::as_str);
    networks.enumerate().map(nic).collect()
}

/// The id of a project's default security group.
pub fn default_group(project_id: &str) -> String {
    uuid_v4(seed_of(project_id), Stream::Server, 0)
}

pub fn mac(instance: &Instance, index: u64) -> String {
    let number = draw(instance.seed(), Stream::Nic, index);
    let (a, b, c) = (number & 255, (number >> 8) & 255, (number >> 16) & 255);
    format!("02:00:00:{a:02x}:{b:02x}:{c:02x}")
}

/// An instant as the Instance API writes it: in microseconds, with an offset in place of a `Z`.
pub fn offset_stamp(at_us: i64) -> String {
    let seconds = Timestamp::from_millis(at_us.div_euclid(1_000_000) * 1_000).to_string();
    let seconds = seconds.trim_end_matches('Z');
    format!("{seconds}.{:06}+00:00", at_us.rem_euclid(1_000_000))
}
