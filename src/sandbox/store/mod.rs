//! What the sandbox keeps: rows and their worlds, ids and stamps, and all of it as text.
//!
//! | file | holds |
//! |---|---|
//! | `row` | rows, and the tables that they stand in |
//! | `ids` | ids and stamps of new rows |
//! | `tables` | all tables, moved through time |
//! | `template` `group` `policy` | what adds, changes and removes rows, by noun |
//! | `server` `load_balancer` | Instances wherever they are kept, and their pools |
//! | `scaling_row` | rows of the second generation |
//! | `scaling_group` `server_template` | what adds, changes and removes them, by noun |
//! | `save` | the state as text |

mod group;
mod ids;
mod load_balancer;
mod policy;
mod row;
mod save;
mod scaling_group;
mod scaling_row;
mod server;
mod server_template;
mod tables;
mod template;

pub use row::{Listed, Row, StoredGroup, StoredPolicy};
pub use save::{LoadError, load, save};
pub use scaling_row::{StoredScalingGroup, StoredServerTemplate};
pub use tables::Store;
