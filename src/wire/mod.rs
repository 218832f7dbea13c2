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
//!
//! ```
//! use headroom::wire::{Action, Policy, decode};
//!
//! let policy: Policy = decode(br#"{"name": "up", "action": "scale_sideways", "value": 1}"#)?;
//! // A word that is newer than this program is kept, and sent back as it came.
//! assert_eq!(policy.action, Action::Other("scale_sideways".to_owned()));
//!
//! let error = decode::<Policy>(br#"{"metric": {"threshold": "70"}}"#).unwrap_err();
//! assert_eq!(error.path(), "metric.threshold");
//! # Ok::<(), Box<headroom::wire::DecodeError>>(())
//! ```

mod about;
mod as_stored;
mod cloud_init;
mod decode;
mod duration;
mod error;
mod float;
mod generation;
mod id;
mod keyword;
mod neighbours;
mod number;
mod page;
mod prometheus;
mod repeated;
mod timestamp;
mod unknown_fields;
pub mod v1alpha1;
pub mod v1alpha2;

pub use about::{
    About, ClockChange, FASTEST, LONGEST_STEP_MS, SERVED_CLOCK, ServedBy, ServedClock,
};
pub use as_stored::{ONE_OF, as_stored, is_slot};
pub use cloud_init::CloudInit;
pub use decode::{DecodeError, TextPlace, decode, decode_value, parse};
pub use duration::{Duration, NotADuration};
pub use error::{Detail, DetailNames, ErrorBody};
pub use float::Float;
pub use generation::Generation;
pub use id::{
    BackendId, EventId, FilesystemId, GroupId, ImageId, IpId, LoadBalancerId, PlacementGroupId,
    PolicyId, PrivateNetworkId, ProjectId, SecurityGroupId, ServerId, SnapshotId, SshKeyId,
    TemplateId, VolumeId, Zone,
};
pub use neighbours::*;
pub use number::parse_number;
pub use page::{CursorEnvelope, CursorPage, Envelope, OrderBy};
pub use prometheus::*;
pub use timestamp::Timestamp;
pub use unknown_fields::UnknownFields;
pub use v1alpha1::*;

/// Where sorting stood.
pub mod order {
    pub use crate::base::{nth, nth_float, order, sort_by, sort_by_key};
}
