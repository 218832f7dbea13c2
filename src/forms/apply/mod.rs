//! From saved rules to edited ones: the calls, in an order that is safe at every moment, the
//! differences and risks to show before, and what is in force when only some of them went through.
//!
//! The group is evaluated while the calls go out. So what gives room and growth comes first and
//! what takes Instances away last: wider bounds, scale-up policies, scale-down policies, narrower
//! bounds, deletions. Every state between two calls is valid by itself.

mod call;
mod pairs;
mod plan;
mod review;
mod standing;
mod stored;
mod target;

pub use call::Call;
pub use plan::{Plan, Refusal, Step, plan};
pub use review::Line;
pub use standing::{Sent, Standing};
pub use stored::Stored;
