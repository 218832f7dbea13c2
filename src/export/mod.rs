//! A resource or a change as other tools write it, to take it elsewhere: a command for curl, a
//! configuration for Terraform, and a program for an official SDK.
//!
//! Nothing here holds a key: what runs later reads it from the variable [`KEY_VARIABLE`].

mod curl;
mod hcl;
mod sdk;
mod terraform;

pub use curl::{Request, curl};
pub use sdk::{SdkApi, SdkCall, SdkProgram, sdk, sdk_extension, sdk_language, sdk_request};
pub use terraform::{target_template, targets, threshold_policy, threshold_template, thresholds};

/// The variable that holds the secret key, as the API's own tools name it.
pub const KEY_VARIABLE: &str = "SCW_SECRET_KEY";
