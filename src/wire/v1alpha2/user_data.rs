//! A template's user data, cloud-init among them under the key `cloud-init` (contract of v1alpha2,
//! section 4).

use serde::{Deserialize, Serialize};

use crate::wire::CloudInit;

/// One entry of a template's user data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserData {
    /// Its key.
    pub key: String,
    /// What stands under it: any bytes, as base64.
    pub content: CloudInit,
}

impl UserData {
    /// A template's cloud-init.
    #[must_use]
    pub fn cloud_init(content: &CloudInit) -> Self {
        Self { key: "cloud-init".to_owned(), content: content.clone() }
    }
}

/// The body that writes one entry, whose key stands in the path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetUserData {
    /// What is to stand there: any bytes, as base64.
    pub content: CloudInit,
}
