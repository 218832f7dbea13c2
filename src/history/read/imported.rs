//! What an import is told and what it yields.

use serde::{Deserialize, Serialize};

use crate::history::clean::NamedSeries;
use crate::history::report::Report;
use crate::wire::GroupId;

/// What the file cannot tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// The zone of times that name none, in minutes east of UTC.
    pub offset_min: i32,
    /// The group whose history it should be; series that name another one are warned of.
    pub group: Option<GroupId>,
}

/// What an import yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// The series, in the order of the file; at least one.
    pub series: Vec<NamedSeries>,
    /// What was found in the file and what was done about it.
    pub report: Report,
}
