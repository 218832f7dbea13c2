//! The move of a group to the other generation: what is created beside it, call by call (contract
//! of v1alpha2, section 12). Nothing old is changed or deleted by it. A group of a file is made
//! anew by the same kind of plan, in its own generation.

mod anew;
mod asked;
mod carried;
mod file;
mod group;
mod origin;
mod plan;
mod step;
mod template;

pub use anew::{Anew, target_template_steps, template_step};
pub use asked::{CREATED, USED, anew_fields, move_fields};
pub use carried::{Carried, carried};
pub use file::{There, free_name, way_on};
pub use origin::{NotAnOrigin, Origin};
pub use plan::Moving;
pub use step::{GROUP, MoveStep, TEMPLATE, What, create_policy};

/// What cannot be carried, a sentence each.
pub type Lost = Vec<String>;
