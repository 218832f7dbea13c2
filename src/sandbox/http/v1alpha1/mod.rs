//! The autoscaling API's first generation: templates, groups with their events, and policies.

mod event;
mod group;
mod policy;
mod router;
mod template;

pub use router::answer;
