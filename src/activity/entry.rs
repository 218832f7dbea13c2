//! One write.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a write was sent to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// The sandbox in the page.
    #[default]
    Sandbox,
    /// The sandbox in the server that the page came from.
    ServedSandbox,
    /// An API.
    Api,
}

/// What a write was sent to, and where that is. The zone stands in the path of the call.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Its address; empty for the sandbox in the page, which has none.
    pub address: String,
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The API carried it out.
    Done,
    /// The API said no, or the call could not be made: nothing changed.
    Refused,
    /// Nobody can tell: the answer was lost.
    Unknown,
}

/// How a write ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in sentences, unless it was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// How long the answer took, in milliseconds.
    pub duration_ms: i64,
    /// The body of the answer, where it has one that could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Value>,
}

/// A write of the API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When it was sent, in milliseconds since the Unix epoch, by the browser's clock.
    pub at_ms: i64,
    /// That by the clock of what it was sent to, where it has one of its own, as a sandbox does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there_ms: Option<i64>,
    /// What it was sent to.
    pub place: Place,
    /// The HTTP method.
    pub method: String,
    /// The path from the API's root.
    pub path: String,
    /// The body of the request, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// The resource as it was last read before, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The names of the resources whose ids stand in the call, as far as they had been read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// Whether bodies were left out because they were too long.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_cut: bool,
    /// How it ended; none while no answer has come, or where the page closed before one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}
