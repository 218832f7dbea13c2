//! The first generation of the API, `autoscaling/v1alpha1`: templates, groups, and policies with
//! thresholds (contract, sections 1 to 5).

mod event;
mod group;
mod list;
mod metric;
mod policy;
mod template;

pub use event::{Event, Level, Source};
pub use group::{
    Capacity, CapacityUpdate, CreateGroup, Group, LoadBalancer, LoadBalancerUpdate, UpdateGroup,
};
pub use list::{EventList, GroupList, ListQuery, PolicyList, TemplateList};
pub use metric::{Aggregate, ManagedMetric, Metric, MetricUpdate, Operator};
pub use policy::{Action, AdjustmentType, CreatePolicy, Policy, UpdatePolicy};
pub use template::{
    CreateTemplate, FromEmpty, FromSnapshot, Template, TemplateStatus, UpdateTemplate, Volume,
    VolumeType,
};
