//! Instances that groups ordered.

use serde::{Deserialize, Serialize};

use super::subject::{Generation, Origin, Subject};
use crate::base::sort_by_key;
use crate::sandbox::chance::{Stream, draw, seed_of, uuid_v4, uuid_v7};
use crate::sandbox::options::{
    BOOT_DELAY_MS, CREATION_DELAY_US, SCALING_BOOT_DELAY_MS, STOPPED_MS,
};
use crate::wire::{
    ImageId, PlacementGroupId, PrivateNetworkId, ProjectId, SecurityGroupId, Template, VolumeType,
    v1alpha2,
};

/// What an Instance was made from: its template as it was then, since a change of the template
/// does not touch it (contract, section 5.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blueprint {
    pub project_id: ProjectId,
    pub commercial_type: String,
    pub image_id: Option<ImageId>,
    /// Slot, whether it boots, and kind of each volume.
    pub volumes: Vec<(String, bool, VolumeType)>,
    /// They land on the addresses.
    pub tags: Vec<String>,
    pub security_group_id: Option<SecurityGroupId>,
    pub placement_group_id: Option<PlacementGroupId>,
    /// Public addresses, of IPv4 and IPv6.
    pub public_ips: (u32, u32),
    pub private_network_ids: Vec<PrivateNetworkId>,
    /// The Instance's own, from a template of the second generation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub server_tags: Vec<String>,
}

impl From<Origin<'_>> for Blueprint {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::First(template) => Self::from(template),
            Origin::Second(template) => Self::from(template),
        }
    }
}

impl From<&v1alpha2::Template> for Blueprint {
    /// The first volume with a source boots (contract of the second generation, section 6).
    fn from(template: &v1alpha2::Template) -> Self {
        let boots = |volume: &v1alpha2::Volume| {
            volume.base_snapshot_id.is_some() || volume.image_label.is_some()
        };
        let boot = template.volumes.iter().position(boots);
        let volume = |(index, volume): (usize, &v1alpha2::Volume)| {
            let kind = match volume.volume_type {
                v1alpha2::VolumeType::Block => VolumeType::Block,
                _ => VolumeType::Local,
            };
            (index.to_string(), Some(index) == boot, kind)
        };
        let networks = template.private_networks.iter();
        Self {
            project_id: template.project_id.clone(),
            commercial_type: template.server_type.clone(),
            image_id: None,
            volumes: template.volumes.iter().enumerate().map(volume).collect(),
            tags: template.tags.clone(),
            security_group_id: template.security_group_id.clone(),
            placement_group_id: template.placement_group_id.clone(),
            public_ips: (template.public_ip_v4_count, template.public_ip_v6_count),
            private_network_ids: networks.map(|row| row.private_network_id.clone()).collect(),
            server_tags: template.server_tags.clone(),
        }
    }
}

impl From<&Template> for Blueprint {
    fn from(template: &Template) -> Self {
        let volumes = template.volumes.iter();
        let (v4, v6) = (template.public_ips_v4_count, template.public_ips_v6_count);
        Self {
            project_id: template.project_id.clone(),
            commercial_type: template.commercial_type.clone(),
            image_id: template.image_id.clone(),
            volumes: volumes
                .map(|(slot, volume)| (slot.clone(), volume.boot, volume.volume_type.clone()))
                .collect(),
            tags: template.tags.clone(),
            security_group_id: template.security_group_id.clone(),
            placement_group_id: template.placement_group_id.clone(),
            public_ips: (v4.unwrap_or(0), v6.unwrap_or(0)),
            private_network_ids: template.private_network_ids.clone(),
            server_tags: Vec::new(),
        }
    }
}

/// An Instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instance {
    pub id: String,
    /// `<group id>_<UUIDv7>`.
    pub name: String,
    /// Its group's name when it was ordered; a tag keeps it.
    pub group_name: String,
    pub made_from: Blueprint,
    /// When it was ordered.
    pub ordered_ms: i64,
    /// The last number of its private address, which no other Instance of its group has.
    host: u32,
    /// How long it takes until it serves, in milliseconds.
    #[serde(default = "usual_boot_ms", skip_serializing_if = "is_usual_boot")]
    boot_ms: i64,
}

const fn usual_boot_ms() -> i64 {
    BOOT_DELAY_MS
}

#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")
)]
const fn is_usual_boot(boot_ms: &i64) -> bool {
    *boot_ms == BOOT_DELAY_MS
}

/// Where an Instance is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Created, not yet started.
    Stopped,
    /// Started, not yet serving.
    Booting,
    /// Serving.
    Booted,
    /// Being terminated.
    Ending,
}

impl Instance {
    /// Orders Instance number `number` of a group whose others are `fleet`.
    pub fn order(group: &Subject, number: u64, at_ms: i64, origin: Origin, fleet: &[Self]) -> Self {
        let seed = seed_of(group.id);
        let suffix = uuid_v7(at_ms, seed, Stream::Server, number.wrapping_mul(2));
        Self {
            id: uuid_v4(seed, Stream::Server, number.wrapping_mul(2).wrapping_add(1)),
            name: format!("{}_{suffix}", group.id),
            group_name: group.name.to_owned(),
            made_from: Blueprint::from(origin),
            ordered_ms: at_ms,
            host: free_host(fleet),
            boot_ms: match group.generation {
                Generation::First => BOOT_DELAY_MS,
                Generation::Second => SCALING_BOOT_DELAY_MS,
            },
        }
    }

    /// One that is made of a template alone, for no group.
    pub fn alone(id: String, name: String, at_ms: i64, template: &v1alpha2::Template) -> Self {
        Self {
            id,
            name,
            group_name: String::new(),
            made_from: Blueprint::from(template),
            ordered_ms: at_ms,
            host: free_host(&[]),
            boot_ms: BOOT_DELAY_MS,
        }
    }

    /// When it starts to serve.
    pub const fn serves_ms(&self) -> i64 {
        self.ordered_ms.saturating_add(self.boot_ms)
    }

    /// When it was created, in microseconds: a moment after its order, of which its name tells
    /// (contract, section 5.2).
    pub fn created_us(&self) -> i64 {
        let (shortest, longest) = CREATION_DELAY_US;
        let scatter = draw(self.seed(), Stream::Server, 0) % (longest - shortest);
        self.ordered_ms * 1_000 + (shortest + scatter).cast_signed()
    }

    /// Where it is in its life; one that is being terminated is not here any more.
    pub const fn phase(&self, now_ms: i64) -> Phase {
        match now_ms - self.ordered_ms {
            age if age < STOPPED_MS => Phase::Stopped,
            age if age < self.boot_ms => Phase::Booting,
            _ => Phase::Booted,
        }
    }

    /// The id of the group that ordered it.
    pub fn group_id(&self) -> &str {
        self.name.split('_').next().unwrap_or("")
    }

    /// What its draws start from.
    pub fn seed(&self) -> u64 {
        seed_of(&self.id)
    }

    /// The tags that every Instance of a group has, and those of its template.
    pub fn tags(&self) -> Vec<String> {
        let of_group = (!self.group_name.is_empty()).then(|| {
            [
                format!("autoscaling_id:{}", self.group_id()),
                format!("autoscaling_name:{}", self.group_name),
            ]
        });
        of_group.into_iter().flatten().chain(self.made_from.server_tags.iter().cloned()).collect()
    }

    /// The id of one of its parts.
    pub fn part_id(&self, stream: Stream, index: usize) -> String {
        uuid_v4(self.seed(), stream, index as u64)
    }

    /// Public IPv4 address number `index`, of the range for tests of equipment (RFC 2544).
    pub fn public_ip(&self, index: u32) -> String {
        let number = draw(self.seed(), Stream::Server, 1 + u64::from(index));
        format!("198.{}.{}.{}", 18 + (number & 1), (number >> 1) & 255, 1 + (number >> 9) % 254)
    }

    /// Public IPv6 address number `index`, of the range for documents (RFC 3849).
    pub fn public_ip_v6(&self, index: u32) -> String {
        let number = draw(self.seed(), Stream::Address, u64::from(index));
        format!("2001:db8:{:x}:{:x}::1", number & 0xffff, (number >> 16) & 0xffff)
    }

    /// Its address in its first private network.
    pub fn private_ip(&self) -> String {
        let block = seed_of(self.group_id());
        format!("172.{}.{}.{}", 16 + (block & 15), (block >> 4) & 255, self.host)
    }
}

/// The lowest number that no Instance has; a gateway has 1.
fn free_host(fleet: &[Instance]) -> u32 {
    let mut taken: Vec<u32> = fleet.iter().map(|instance| instance.host).collect();
    sort_by_key(&mut taken, |host| *host);
    taken.into_iter().fold(2, |free, host| if host == free { free + 1 } else { free })
}
