//! The bodies that create and change a template (contract of v1alpha2, section 6).

use serde::{Deserialize, Serialize};

use super::{TemplatePrivateNetwork, Volume};
use crate::wire::{FilesystemId, PlacementGroupId, ProjectId, SecurityGroupId, SshKeyId};

/// The body that creates a template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreateTemplate {
    /// Its project.
    pub project_id: ProjectId,
    /// A name for people.
    pub name: String,
    /// Labels of the template.
    pub tags: Vec<String>,
    /// Labels of its Instances.
    pub server_tags: Vec<String>,
    /// The Instance type, such as `PRO2-S`.
    pub server_type: String,
    /// The security group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_id: Option<SecurityGroupId>,
    /// The placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_group_id: Option<PlacementGroupId>,
    /// Volumes; the first one with an image or snapshot boots.
    pub volumes: Vec<Volume>,
    /// Networks that each Instance joins.
    pub private_networks: Vec<TemplatePrivateNetwork>,
    /// File systems that each Instance mounts.
    pub filesystem_ids: Vec<FilesystemId>,
    /// Public IPv4 addresses for each Instance.
    pub public_ip_v4_count: u32,
    /// Public IPv6 addresses for each Instance.
    pub public_ip_v6_count: u32,
    /// The key that encrypts the password of a Windows Instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub windows_rdp_ssh_key_id: Option<SshKeyId>,
}

/// The volumes that replace a template's, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateVolumes {
    /// The new list; empty for none.
    pub volumes: Vec<Volume>,
}

/// The networks that replace a template's, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdatePrivateNetworks {
    /// The new list; empty for none.
    pub private_networks: Vec<TemplatePrivateNetwork>,
}

/// The body that changes a template: what is unset stays, lists are replaced whole. Running
/// Instances keep what they were made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateTemplate {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Other labels of the template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Other labels of its Instances.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_tags: Option<Vec<String>>,
    /// Another Instance type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_type: Option<String>,
    /// Another security group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_id: Option<SecurityGroupId>,
    /// Another placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_group_id: Option<PlacementGroupId>,
    /// Other volumes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_volumes: Option<UpdateVolumes>,
    /// Other networks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_private_networks: Option<UpdatePrivateNetworks>,
    /// Other file systems.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filesystem_ids: Option<Vec<FilesystemId>>,
    /// Another number of public IPv4 addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ip_v4_count: Option<u32>,
    /// Another number of public IPv6 addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_ip_v6_count: Option<u32>,
    /// Another key for the password of a Windows Instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub windows_rdp_ssh_key_id: Option<SshKeyId>,
}
