//! The Instance that is made of a template alone, without a group (contract of v1alpha2,
//! section 6).

use serde::{Deserialize, Serialize};

use super::VolumeType;
use crate::wire::unknown_fields::{UnknownFields, keeps_unknown_fields};
use crate::wire::{
    FilesystemId, IpId, PlacementGroupId, PrivateNetworkId, ProjectId, SecurityGroupId, ServerId,
    Timestamp, VolumeId, Zone,
};

/// The body that makes an Instance of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateServer {
    /// The Instance's name.
    pub name: String,
}

/// A volume of the Instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerVolume {
    /// Its id.
    pub id: VolumeId,
    /// Where it lives.
    pub volume_type: VolumeType,
}

/// A file system that the Instance mounts. The order of its fields is not recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerFilesystem {
    /// Its id.
    pub id: FilesystemId,
    /// Its state.
    pub status: String,
}

/// The Instance's interface in a network. The order of its fields is not recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerPrivateNetworkInterface {
    /// Its id.
    pub id: String,
    /// The network.
    pub private_network_id: PrivateNetworkId,
    /// Its state.
    pub status: String,
    /// Its hardware address.
    pub mac_address: String,
    /// Its security group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_id: Option<SecurityGroupId>,
    /// Its addresses.
    pub ip_ids: Vec<IpId>,
}

/// A public address of the Instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerIp {
    /// Its id.
    pub id: IpId,
    /// Whether it goes with the Instance.
    pub dynamic: bool,
    /// Its state.
    pub status: String,
    /// Whether it is the one that the Instance sends from.
    pub default: bool,
}

/// The Instance's public interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicNetworkInterface {
    /// Its state.
    pub status: String,
    /// Its hardware address.
    pub mac_address: String,
    /// Its security group.
    pub security_group_id: SecurityGroupId,
    /// Its addresses.
    pub ips: Vec<ServerIp>,
    /// Its name in the DNS.
    pub dns: String,
}

/// The Instance, as `instance/v2alpha1` returns it. It is not started.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct TemplateServer {
    /// Its project.
    pub project_id: ProjectId,
    /// Its id.
    pub id: ServerId,
    /// Its name.
    pub name: String,
    /// Labels: the template's `server_tags`.
    pub tags: Vec<String>,
    /// Its type, such as `PRO2-S`.
    pub server_type: String,
    /// Its placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_group_id: Option<PlacementGroupId>,
    /// `stopped` at first.
    pub status: String,
    /// Its volumes.
    pub volumes: Vec<ServerVolume>,
    /// Its file systems.
    pub filesystems: Vec<ServerFilesystem>,
    /// Its processor's architecture, such as `x86_64`.
    pub architecture: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Its interfaces in networks.
    pub private_network_interfaces: Vec<ServerPrivateNetworkInterface>,
    /// Whether it boots into the rescue system.
    pub rescue_mode: bool,
    /// A word more about its state.
    pub status_detail: String,
    /// Its public interface.
    pub public_network_interface: PublicNetworkInterface,
    /// Its zone.
    pub zone: Zone,
    /// What this version does not know, such as the boot volume that the SDKs name.
    #[serde(flatten)]
    pub unknown_fields: UnknownFields,
}

keeps_unknown_fields!(TemplateServer);
