//! What was found in a file and what was done about it, as data. `sentences` says it in words.

use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::format::Format;

/// All that there is to say about an import that succeeded, but for what concerns one series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// How the file is written. Renders to one sentence.
    pub format: Format,
    /// Rows under the header, without blank lines and comments; in JSON, values of all series.
    pub rows: u32,
    /// Samples in all series.
    pub samples: u32,
    /// Notes first, then what was left out or moved in all series. Each renders to one sentence.
    pub findings: Vec<Finding>,
}
