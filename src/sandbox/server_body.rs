//! An Instance as its own API writes it, field by field as recorded (contract, section 5.3).
//!
//! The console reads a few of these fields; the others are for clients that read them all.

use serde::{Serialize, Serializer};

use super::chance::{Stream, draw, uuid_v4};
use super::fleet::{Found, Instance, Phase};
use super::neighbours::name_of;
use super::seed::SANDBOX_ORGANIZATION;
use crate::wire::{Timestamp, VolumeType, Zone};

/// The Instance.
#[derive(Serialize)]
pub(super) struct Body<'a> {
    id: &'a str,
    name: &'a str,
    arch: &'static str,
    commercial_type: &'a str,
    boot_type: &'static str,
    organization: &'static str,
    project: &'a str,
    hostname: String,
    image: Option<Named>,
    volumes: Volumes<'a>,
    tags: [String; 2],
    state: &'static str,
    protected: bool,
    state_detail: &'static str,
    public_ip: Option<Address<'a>>,
    public_ips: Vec<Address<'a>>,
    mac_address: String,
    routed_ip_enabled: bool,
    ipv6: Option<String>,
    extra_networks: [(); 0],
    dynamic_ip_required: bool,
    enable_ipv6: bool,
    private_ip: Option<String>,
    creation_date: String,
    modification_date: String,
    bootscript: Option<String>,
    security_group: Named,
    location: Location<'a>,
    maintenances: [(); 0],
    allowed_actions: &'static [&'static str],
    placement_group: Option<Named>,
    private_nics: Vec<PrivateNic<'a>>,
    zone: &'a str,
    filesystems: [(); 0],
    end_of_service: bool,
}

/// By slot.
struct Volumes<'a>(Vec<(&'a str, Volume<'a>)>);

impl Serialize for Volumes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(slot, volume)| (slot, volume)))
    }
}

#[derive(Serialize)]
struct Named {
    id: String,
    name: &'static str,
}

#[derive(Serialize)]
struct Volume<'a> {
    boot: bool,
    volume_type: &'static str,
    id: String,
    zone: &'a str,
}

#[derive(Clone, Serialize)]
struct Address<'a> {
    id: String,
    address: String,
    dynamic: bool,
    gateway: &'static str,
    netmask: &'static str,
    family: &'static str,
    provisioning_mode: &'static str,
    tags: &'a [String],
    state: &'static str,
    ipam_id: String,
}

#[derive(Serialize)]
struct Location<'a> {
    zone_id: &'a str,
    platform_id: &'static str,
    cluster_id: &'static str,
    hypervisor_id: &'static str,
    node_id: &'static str,
}

#[derive(Serialize)]
struct PrivateNic<'a> {
    id: String,
    private_network_id: &'a str,
    server_id: &'a str,
    mac_address: String,
    state: &'static str,
    creation_date: String,
    modification_date: String,
    zone: &'a str,
    tags: [(); 0],
    ipam_ip_ids: [String; 2],
}

impl<'a> Body<'a> {
    /// Writes out an Instance of a zone. The words for one that boots or ends are recorded;
    /// `booted` is not.
    pub(super) fn of(found: &Found<'a>, zone: &'a Zone, now_ms: i64) -> Self {
        let Found { instance, .. } = *found;
        let made_from = &instance.made_from;
        let (state, state_detail, allowed_actions) = words(found.phase(now_ms));
        let created_us = instance.created_us();
        let public_ips = addresses(instance);
        let group = made_from.security_group_id.as_ref().map(|id| id.0.clone());
        Self {
            id: &instance.id,
            name: &instance.name,
            arch: "x86_64",
            commercial_type: &made_from.commercial_type,
            boot_type: "local",
            organization: SANDBOX_ORGANIZATION,
            project: made_from.project_id.as_str(),
            hostname: instance.name.replace('_', "-"),
            image: made_from.image_id.as_ref().map(|id| Named { id: id.0.clone(), name: "image" }),
            volumes: volumes(instance, zone),
            tags: instance.tags(),
            state,
            protected: false,
            state_detail,
            public_ip: public_ips.first().cloned(),
            public_ips,
            mac_address: mac(instance, 0),
            routed_ip_enabled: true,
            ipv6: None,
            extra_networks: [],
            dynamic_ip_required: false,
            enable_ipv6: false,
            private_ip: None,
            creation_date: offset_stamp(created_us),
            modification_date: offset_stamp(created_us),
            bootscript: None,
            security_group: Named {
                id: group.unwrap_or_else(|| default_group(made_from.project_id.as_str())),
                name: match &made_from.security_group_id {
                    Some(id) => name_of(id.as_str()),
                    None => "Default security group",
                },
            },
            location: Location {
                zone_id: zone.as_str(),
                platform_id: "14",
                cluster_id: "30",
                hypervisor_id: "701",
                node_id: "74",
            },
            maintenances: [],
            allowed_actions,
            placement_group: made_from
                .placement_group_id
                .as_ref()
                .map(|id| Named { id: id.0.clone(), name: name_of(id.as_str()) }),
            private_nics: private_nics(instance, zone),
            zone: zone.as_str(),
            filesystems: [],
            end_of_service: false,
        }
    }
}

impl Instance {
    /// The tags that every Instance of a group has.
    pub(super) fn tags(&self) -> [String; 2] {
        [
            format!("autoscaling_id:{}", self.group_id()),
            format!("autoscaling_name:{}", self.group_name),
        ]
    }
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

fn volumes<'a>(instance: &'a Instance, zone: &'a Zone) -> Volumes<'a> {
    let volumes = instance.made_from.volumes.iter().enumerate();
    let volumes = volumes
        .map(|(index, (slot, boot, kind))| {
            let volume_type = match kind {
                VolumeType::Local => "l_ssd",
                _ => "sbs_volume",
            };
            let id = part_id(instance, Stream::Volume, index);
            (slot.as_str(), Volume { boot: *boot, volume_type, id, zone: zone.as_str() })
        })
        .collect();
    Volumes(volumes)
}

fn addresses(instance: &Instance) -> Vec<Address<'_>> {
    let (v4, v6) = instance.made_from.public_ips;
    let address = |index: u32, text: String, family: &'static str| Address {
        id: part_id(instance, Stream::Address, 2 * index as usize),
        address: text,
        dynamic: false,
        gateway: if family == "inet" { "62.210.0.1" } else { "fe80::1" },
        netmask: if family == "inet" { "32" } else { "64" },
        family,
        provisioning_mode: if family == "inet" { "dhcp" } else { "slaac" },
        tags: &instance.made_from.tags,
        state: "attached",
        ipam_id: part_id(instance, Stream::Address, 2 * index as usize + 1),
    };
    let of_v4 = (0..v4).map(|index| address(index, instance.public_ip(index), "inet"));
    let of_v6 = (0..v6).map(|index| {
        let number = draw(instance.seed(), Stream::Address, u64::from(index));
        let text = format!("2001:db8:{:x}:{:x}::1", number & 0xffff, (number >> 16) & 0xffff);
        address(v4 + index, text, "inet6")
    });
    of_v4.chain(of_v6).collect()
}

fn private_nics<'a>(instance: &'a Instance, zone: &'a Zone) -> Vec<PrivateNic<'a>> {
    let networks = instance.made_from.private_network_ids.iter().enumerate();
    let stamp = || offset_stamp(instance.created_us() + 1_196_000);
    networks
        .map(|(index, network)| PrivateNic {
            id: part_id(instance, Stream::Nic, 3 * index),
            private_network_id: network.as_str(),
            server_id: &instance.id,
            mac_address: mac(instance, index as u64 + 1),
            state: "available",
            creation_date: stamp(),
            modification_date: stamp(),
            zone: zone.as_str(),
            tags: [],
            ipam_ip_ids: [1, 2].map(|part| part_id(instance, Stream::Nic, 3 * index + part)),
        })
        .collect()
}

fn part_id(instance: &Instance, stream: Stream, index: usize) -> String {
    uuid_v4(instance.seed(), stream, index as u64)
}

/// The id of a project's default security group.
pub(super) fn default_group(project_id: &str) -> String {
    uuid_v4(super::chance::seed_of(project_id), Stream::Server, 0)
}

fn mac(instance: &Instance, index: u64) -> String {
    let number = draw(instance.seed(), Stream::Nic, index);
    let (a, b, c) = (number & 255, (number >> 8) & 255, (number >> 16) & 255);
    format!("02:00:00:{a:02x}:{b:02x}:{c:02x}")
}

/// An instant as the Instance API writes it: in microseconds, with an offset in place of a `Z`.
pub(super) fn offset_stamp(at_us: i64) -> String {
    let seconds = Timestamp::from_millis(at_us.div_euclid(1_000_000) * 1_000).to_string();
    let seconds = seconds.trim_end_matches('Z');
    format!("{seconds}.{:06}+00:00", at_us.rem_euclid(1_000_000))
}
