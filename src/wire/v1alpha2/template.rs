//! Instance templates of `instance/v2alpha1` (contract of v1alpha2, section 6).

use serde::{Deserialize, Serialize};

use super::Volume;
use crate::wire::unknown_fields::{UnknownFields, keeps_unknown_fields};
use crate::wire::{
    FilesystemId, PlacementGroupId, PrivateNetworkId, ProjectId, SecurityGroupId, SshKeyId,
    TemplateId, Timestamp, Zone,
};

/// A network that each Instance joins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplatePrivateNetwork {
    /// The network.
    pub private_network_id: PrivateNetworkId,
}

/// A template as the API returns it. Its user data, cloud-init among them, are read apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct Template {
    /// Its resource name; empty in the replies of September 2026, absent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srn: Option<String>,
    /// Its project.
    pub project_id: ProjectId,
    /// Its id.
    pub id: TemplateId,
    /// A name for people.
    pub name: String,
    /// Labels of the template.
    pub tags: Vec<String>,
    /// Labels of its Instances.
    pub server_tags: Vec<String>,
    /// The Instance type, such as `PRO2-S`.
    pub server_type: String,
    /// The security group; the project's default when unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_id: Option<SecurityGroupId>,
    /// The placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_group_id: Option<PlacementGroupId>,
    /// Public IPv4 addresses for each Instance.
    pub public_ip_v4_count: u32,
    /// Public IPv6 addresses for each Instance.
    pub public_ip_v6_count: u32,
    /// Volumes; the first one with an image or snapshot boots.
    pub volumes: Vec<Volume>,
    /// Networks that each Instance joins.
    pub private_networks: Vec<TemplatePrivateNetwork>,
    /// File systems that each Instance mounts, in no order.
    pub filesystem_ids: Vec<FilesystemId>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed; a change of its volumes or networks alone does not move it.
    pub updated_at: Timestamp,
    /// The key that encrypts the password of a Windows Instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub windows_rdp_ssh_key_id: Option<SshKeyId>,
    /// Its zone.
    pub zone: Zone,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown_fields: UnknownFields,
}

/// A template as a list shows it: without volumes, networks and key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, remote = "Self")]
pub struct TemplateSummary {
    /// As in [`Template`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srn: Option<String>,
    /// Its project.
    pub project_id: ProjectId,
    /// Its id.
    pub id: TemplateId,
    /// A name for people.
    pub name: String,
    /// Labels of the template.
    pub tags: Vec<String>,
    /// Labels of its Instances.
    pub server_tags: Vec<String>,
    /// The Instance type, such as `PRO2-S`.
    pub server_type: String,
    /// The security group; the project's default when unset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_group_id: Option<SecurityGroupId>,
    /// The placement group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement_group_id: Option<PlacementGroupId>,
    /// Public IPv4 addresses for each Instance.
    pub public_ip_v4_count: u32,
    /// Public IPv6 addresses for each Instance.
    pub public_ip_v6_count: u32,
    /// File systems that each Instance mounts, in no order.
    pub filesystem_ids: Vec<FilesystemId>,
    /// When it was created.
    pub created_at: Timestamp,
    /// As in [`Template`].
    pub updated_at: Timestamp,
    /// Its zone.
    pub zone: Zone,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown_fields: UnknownFields,
}

keeps_unknown_fields!(Template, TemplateSummary);
