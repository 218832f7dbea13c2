//! What the console reads of the neighbouring APIs: what a group or template may name, and the
//! Instances that a group made (contract, sections 5.3, 10 and 11).

mod data_source;
mod image;
mod load_balancer;
mod placement_group;
mod private_network;
mod project;
mod security_group;
mod server;
mod server_type;
mod snapshot;

pub use data_source::{DataSource, DataSourceList};
pub use image::{
    Image, ImageList, LocalImage, LocalImageList, LocalImageType, MarketplaceImage,
    MarketplaceImageList, RootVolume,
};
pub use load_balancer::{
    Backend, BackendList, HealthCheck, Lb, LbIp, LbList, LbPrivateNetwork, LbPrivateNetworkList,
};
pub use placement_group::{PlacementGroup, PlacementGroupList};
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
