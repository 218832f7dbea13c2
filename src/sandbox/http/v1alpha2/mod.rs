//! The autoscaling API's second generation: groups with a target, and their Instances, logs and
//! alerts.

mod alert;
mod group;
mod log;
mod router;
mod server;

pub use router::answer;
