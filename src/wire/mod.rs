//! What crosses the network, verbatim: serde structs and their encodings, no rules.
//!
//! Field order is the order of the recorded replies (contract, section 4), since serde writes
//! fields as declared. Replies print unset wrappers as `null` and leave unset one-of fields out;
//! requests leave out what is unset, but for the size of a snapshot, which is `null` in the
//! recorded requests too (contract, sections 1 and 4). A `null` that is read is the same as an
//! absent field: the Go SDK sends it for an empty list, map or struct.
//!
//! Each generation of the autoscaling API has a folder of its own. What they share stands beside
//! the folders, and so do the shapes of the neighbouring APIs and of the metrics database.

mod about;
mod cloud_init;
mod decode;
mod duration;
mod error;
mod float;
mod id;
mod keyword;
mod neighbours;
mod page;
mod prometheus;
mod repeated;
mod timestamp;
pub mod v1alpha1;

pub use about::{
    About, ClockChange, FASTEST, LONGEST_STEP_MS, SERVED_CLOCK, ServedBy, ServedClock,
};
pub use cloud_init::CloudInit;
pub use decode::{DecodeError, TextPlace, decode, decode_value, parse};
pub use duration::{Duration, NotADuration};
pub use error::{Detail, ErrorBody};
pub use float::Float;
pub use id::{
    BackendId, EventId, GroupId, ImageId, LoadBalancerId, PlacementGroupId, PolicyId,
    PrivateNetworkId, ProjectId, SecurityGroupId, ServerId, SnapshotId, TemplateId, Zone,
};
pub use neighbours::*;
pub use page::Envelope;
pub use prometheus::*;
pub use timestamp::Timestamp;
pub use v1alpha1::*;

/// Where sorting stood.
pub mod order {
    pub use crate::base::{nth, nth_float, order, sort_by, sort_by_key};
}

/// The number that a text is.
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    text.parse().ok()
}
