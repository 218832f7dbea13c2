//! What the page shows of the sandbox beside its content.

use serde::{Deserialize, Serialize};

use crate::worker::protocol::packed_as_json;

/// How the sandbox stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SandboxStatus {
    /// Its virtual now, in milliseconds since the Unix epoch; 0 until it is open.
    pub now_ms: i64,
    /// Whether this tab may change it.
    pub role: Role,
    /// Whether what is changed is kept.
    pub keeping: Keeping,
    /// Why the kept state could not be read, where that was found on opening: the state was set
    /// aside, and this sandbox is a new one.
    pub unreadable: Option<String>,
    /// States that were set aside.
    pub copies: Vec<Copy>,
}

/// Whether a tab may change the sandbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// It may, and no other tab may.
    #[default]
    Owner,
    /// Another tab may. This one shows what that tab has kept.
    Follower,
}

/// Whether the sandbox is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keeping {
    /// Everything that was acknowledged is kept.
    #[default]
    Kept,
    /// The last change was not kept, for this reason; the next one is tried again.
    Failed(String),
    /// Nothing can be kept, for this reason: the sandbox lasts as long as the tab.
    InMemory(String),
}

/// A state that was set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Copy {
    /// Its key in the store.
    pub key: String,
    /// How large it is.
    pub bytes: u32,
}

packed_as_json!(SandboxStatus);
