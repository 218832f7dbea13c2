//! The second generation of the API: groups with a target, `autoscaling/v1alpha2`, and the
//! templates of `instance/v2alpha1` (contract of v1alpha2, sections 1 to 7).
//!
//! Replies print an unset message as `null` and leave an unset optional field out; requests leave
//! out all that is unset, which is the default of a new group and no change of an old one. Groups,
//! their summaries and templates keep fields that this version does not know.
//!
//! Names are those of the first generation where the thing is the same, so callers write
//! `v1alpha2::Group`.

mod alert;
mod group;
mod list;
mod load_balancer;
mod log;
mod policy;
mod query;
mod server;
mod template;
mod template_request;
mod template_server;
mod user_data;
mod volume;

pub use alert::{Alert, AlertType};
pub use group::{CreateGroup, Group, GroupSummary, Status, UpdateGroup};
pub use list::{AlertList, GroupList, LogList, ServerList, TemplateList, UserDataKeyList};
pub use load_balancer::{
    AddressFamily, AutoHealing, AutoHealingSpec, LoadBalancerBackend, LoadBalancerConfiguration,
    LoadBalancerConfigurationSpec,
};
pub use log::{Log, LogLevel};
pub use policy::{FixedSize, ScalingPolicy, ScalingPolicySpec, TargetType, UtilizationTarget};
pub use query::{
    AlertListQuery, AlertScope, Cursor, CursorQuery, GroupListQuery, LogListQuery, Parameters,
    ServerListQuery, TemplateListQuery, TemplateOrderBy,
};
pub use server::Server;
pub use template::{Template, TemplatePrivateNetwork, TemplateSummary};
pub use template_request::{CreateTemplate, UpdatePrivateNetworks, UpdateTemplate, UpdateVolumes};
pub use template_server::{
    CreateServer, PublicNetworkInterface, ServerFilesystem, ServerIp,
    ServerPrivateNetworkInterface, ServerVolume, TemplateServer,
};
pub use user_data::{SetUserData, UserData};
pub use volume::{Volume, VolumeType};
