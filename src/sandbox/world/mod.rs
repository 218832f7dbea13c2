//! What happens to a group between two calls: its load, its Instances, its scaler and its events,
//! on a virtual clock.
//!
//! | file | holds |
//! |---|---|
//! | `group` | one group's world: what is due when, and the scaler's decisions |
//! | `state` `scaling_state` | what of it is saved, and the changes to it |
//! | `status` | what groups of the second generation show of it |
//! | `subject` | what a group of either generation is to its world |
//! | `dependencies` | what a group depends on, and what is wrong with it |
//! | `alert` | the alerts of groups of the second generation |
//! | `load` `metric` | how busy a group's users keep it, and what is measured of that |
//! | `load_model` | how the load meets the Instances |
//! | `server` | Instances |
//! | `event` | the group's events |
//! | `size_history` | how many Instances there were, over time |

mod alert;
mod dependencies;
mod event;
mod group;
mod load;
mod load_model;
mod metric;
mod scaling_state;
mod server;
mod size_history;
mod state;
mod status;
mod subject;

pub use dependencies::Dependencies;
pub use group::GroupWorld;
pub use server::{Instance, Phase};
pub use state::GroupState;
