//! What the user of a file knows and the file does not tell.

use serde::{Deserialize, Serialize};

use crate::history::clean::LocalZone;
use crate::history::report::{DateOrder, DecimalMark};
use crate::wire::GroupId;

/// What the file cannot tell. What is unset was not answered yet: the file is read by what is
/// likely, and the import asks ([`Imported::questions`](crate::history::Imported::questions)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// The zone of times that name none; read as UTC when unset.
    pub zone: Option<LocalZone>,
    /// The order of days and months in dates such as `03/04/2026`.
    pub date_order: Option<DateOrder>,
    /// The decimal mark, where every number fits both.
    pub decimal: Option<DecimalMark>,
    /// The group whose history it should be; series that name another one are warned of.
    pub group: Option<GroupId>,
}
