//! A resource or a change as other tools write it, to take it elsewhere: a command for curl, and a
//! configuration for Terraform.
//!
//! Nothing here holds a key: what runs later reads it from the variable [`KEY_VARIABLE`].

mod curl;
mod hcl;
mod terraform;

pub use curl::{Request, curl};
pub use terraform::{targets, thresholds};

/// The variable that holds the secret key, as the API's own tools name it.
pub const KEY_VARIABLE: &str = "SCW_SECRET_KEY";
