//! A resource or a change as other tools write it, to take it elsewhere: a command for curl, a
//! configuration for Terraform, and a program for an official SDK.
//!
//! Nothing here holds a key: what runs later reads it from the variable [`KEY_VARIABLE`].
//!
//! ```
//! use headroom::export::threshold_policy;
//! use headroom::wire::{Policy, Zone, decode};
//!
//! let policy: Policy = decode(
//!     br#"{"name": "my up", "action": "scale_up", "type": "flat_count", "value": 1,
//!         "metric": {"managed_metric": "managed_metric_instance_cpu", "threshold": 70}}"#,
//! )?;
//! let text = threshold_policy(&policy, &Zone::from("fr-par-1"));
//! assert!(text.contains(r#"resource "scaleway_autoscaling_instance_policy" "my_up" {"#));
//! assert!(text.contains(r#"action            = "scale_up""#));
//! # Ok::<(), Box<headroom::wire::DecodeError>>(())
//! ```

mod curl;
mod hcl;
mod sdk;
mod terraform;

pub use curl::{Request, curl};
pub use sdk::{SdkApi, SdkCall, SdkProgram, sdk, sdk_extension, sdk_language, sdk_request};
pub use terraform::{target_template, targets, threshold_policy, threshold_template, thresholds};

/// The variable that holds the secret key, as the API's own tools name it.
pub const KEY_VARIABLE: &str = "SCW_SECRET_KEY";
