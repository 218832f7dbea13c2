//! The reads of the neighbouring APIs that the console's pickers make (contract, sections 10 and
//! 11). Nothing changes what they tell, but for the Instances behind a load balancer and load
//! balancers that go: the rest is the same in every sandbox.

mod data_source;
mod image;
mod load_balancer;
mod placement_group;
mod private_network;
mod project;
mod router;
mod security_group;
mod server_type;
mod snapshot;

pub use router::{wide, zonal};
