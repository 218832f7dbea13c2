//! What crosses the network, verbatim: serde structs and their encodings, no rules.
//!
//! Field order is the order of the recorded replies (contract, section 4), since serde writes
//! fields as declared. Replies print unset wrappers as `null` and leave unset one-of fields out;
//! requests leave out everything that is unset (contract, section 1).

mod cloud_init;
mod duration;
mod error;
mod event;
mod float;
mod group;
mod id;
mod keyword;
mod matrix;
mod metric;
mod page;
mod policy;
pub mod query;
mod server;
mod template;
mod timestamp;

pub use cloud_init::CloudInit;
pub use duration::Duration;
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
pub use matrix::{Matrix, MatrixData, MatrixSeries};
pub use metric::{Aggregate, ManagedMetric, Metric, MetricUpdate, Operator};
pub use page::{EventList, Envelope, GroupList, ListQuery, OrderBy, PolicyList, TemplateList};
pub use policy::{Action, AdjustmentType, CreatePolicy, Policy, UpdatePolicy};
pub use server::{Server, ServerList};
pub use template::{
    CreateTemplate, FromEmpty, FromSnapshot, Template, TemplateStatus, UpdateTemplate, Volume,
    VolumeType,
};
pub use timestamp::Timestamp;
