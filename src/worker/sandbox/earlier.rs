//! What earlier versions of the page kept where a worker cannot look.

use serde::{Deserialize, Serialize};

use crate::sandbox::Sandbox;

/// A sandbox as earlier versions of the page kept it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlierSandbox {
    /// Its state.
    pub state: String,
    /// How far its clock had come since, in milliseconds since the Unix epoch.
    pub now_ms: Option<i64>,
}

impl EarlierSandbox {
    /// The sandbox where its clock stood; nothing when it cannot be read.
    pub(super) fn opened(&self) -> Option<Sandbox> {
        let mut sandbox = Sandbox::load(&self.state).ok()?;
        sandbox.advance(self.now_ms.unwrap_or_default());
        Some(sandbox)
    }
}
