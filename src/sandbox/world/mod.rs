//! What happens to a group between two calls: its load, its Instances, its scaler and its events,
//! on a virtual clock.
//!
//! | file | holds |
//! |---|---|
//! | `group` | one group's world: what is due when, and the scaler's decisions |
//! | `state` | what of it is saved, and the changes to it |
//! | `dependencies` | what a group depends on, and what is wrong with it |
//! | `load` `metric` | how busy a group's users keep it, and what is measured of that |
//! | `server` | Instances |
//! | `event` | the group's events |
//! | `size_history` | how many Instances there were, over time |

mod dependencies;
mod event;
mod group;
mod load;
mod metric;
mod server;
mod size_history;
mod state;

pub use dependencies::Dependencies;
pub use group::GroupWorld;
pub use server::{Instance, Phase};
pub use state::GroupState;
