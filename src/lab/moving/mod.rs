//! The move of a group to the other generation: what is created beside it, call by call (contract
//! of v1alpha2, section 12). Nothing old is changed or deleted by it.

mod carried;
mod group;
mod origin;
mod plan;
mod template;

pub use carried::{Carried, carried};
pub use origin::{NotAnOrigin, Origin};
pub use plan::{MoveStep, Moving, What};

/// What cannot be carried, a sentence each.
pub type Lost = Vec<String>;
