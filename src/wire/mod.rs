//! What crosses the network, verbatim: serde structs and their encodings, no rules.
//!
//! Field order is the order of the recorded replies (contract, section 4), since serde writes
//! fields as declared. Replies print unset wrappers as `null` and leave unset one-of fields out;
//! requests leave out what is unset, but for the size of a snapshot, which is `null` in the
//! recorded requests too (contract, sections 1 and 4). A `null` that is read is the same as an
//! absent field: the Go SDK sends it for an empty list, map or struct.

mod about;
mod cloud_init;
mod data_source;
mod decimal;
mod decode;
mod duration;
mod error;
mod event;
mod float;
mod group;
mod id;
mod image;
mod json;
mod keyword;
mod load_balancer;
mod matrix;
mod metric;
mod page;
mod placement_group;
mod policy;
mod private_network;
mod project;
pub mod query;
mod security_group;
mod server;
mod server_type;
mod snapshot;
mod template;
mod timestamp;

pub use about::{About, ServedBy, ServedClock};
pub use cloud_init::CloudInit;
pub use data_source::{DataSource, DataSourceList};
pub use decimal::parse_number;
pub use decode::{DecodeError, decode, decode_value, parse};
pub use duration::{Duration, NotADuration};
pub use error::{Detail, ErrorBody};
pub use event::{Event, Level, Source};
pub use float::Float;
pub use group::{
    Capacity, CapacityUpdate, CreateGroup, Group, LoadBalancer, LoadBalancerUpdate, UpdateGroup,
};
pub use id::{
    BackendId, EventId, GroupId, ImageId, LoadBalancerId, PlacementGroupId, PolicyId,
    PrivateNetworkId, ProjectId, SecurityGroupId, ServerId, SnapshotId, TemplateId, Zone,
};
pub use image::{
    Image, ImageList, LocalImage, LocalImageList, LocalImageType, MarketplaceImage,
    MarketplaceImageList, RootVolume,
};
pub use load_balancer::{
    Backend, BackendList, HealthCheck, Lb, LbIp, LbList, LbPrivateNetwork, LbPrivateNetworkList,
};
pub use matrix::{Matrix, MatrixData, MatrixSeries};
pub use metric::{Aggregate, ManagedMetric, Metric, MetricUpdate, Operator};
pub use page::{Envelope, EventList, GroupList, ListQuery, OrderBy, PolicyList, TemplateList};
pub use placement_group::{PlacementGroup, PlacementGroupList};
pub use policy::{Action, AdjustmentType, CreatePolicy, Policy, UpdatePolicy};
pub use private_network::{PrivateNetwork, PrivateNetworkList, Subnet};
pub use project::{ApiKey, Project, ProjectList};
pub use security_group::{SecurityGroup, SecurityGroupList};
pub use server::{Server, ServerList};
pub use server_type::{
    Availability, ServerBandwidth, ServerCapabilities, ServerType, ServerTypeList, Stock,
    StockList, VolumesConstraint,
};
pub use snapshot::{
    BlockSnapshot, BlockSnapshotList, LocalSnapshot, LocalSnapshotList, ParentVolume,
};
pub use template::{
    CreateTemplate, FromEmpty, FromSnapshot, Template, TemplateStatus, UpdateTemplate, Volume,
    VolumeType,
};
pub use timestamp::Timestamp;

/// Where sorting stood.
pub mod order {
    pub use crate::base::{nth, nth_float, order, sort_by, sort_by_key};
}

/// Reads a `null` as the default, as the container does with an absent field.
fn null_as_default<'de, D, T>(decoder: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + serde::Deserialize<'de>,
{
    <Option<T> as serde::Deserialize>::deserialize(decoder).map(Option::unwrap_or_default)
}
