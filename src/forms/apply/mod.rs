//! From saved rules to edited ones: the calls, in an order that is safe at every moment, the
//! differences and risks to show before, and what is in force when only some of them went through.
//!
//! The group is evaluated while the calls go out. So what gives room and growth comes first and
//! what takes Instances away last: wider bounds, scale-up policies, scale-down policies, narrower
//! bounds, deletions. Every state between two calls is valid by itself.
//!
//! ```
//! use headroom::forms::apply::{Call, plan};
//! use headroom::wire::Group;
//!
//! let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
//! let saved = job.variants[0].thresholds().unwrap();
//! let group = Group { id: "group".into(), capacity: saved.capacity.clone(), ..Group::default() };
//!
//! // A higher maximum goes out before the policy that needs it; what is not wanted goes last.
//! let mut wanted = saved.clone();
//! wanted.capacity.max_replicas = 8;
//! wanted.policies.truncate(1);
//! wanted.policies[0].value = 3;
//! let plan = plan(&group, &saved.policies, &wanted, Some(2)).unwrap();
//! let calls: Vec<&Call> = plan.steps.iter().map(|step| &step.call).collect();
//! assert!(matches!(
//!     calls[..],
//!     [Call::UpdateGroup(..), Call::UpdatePolicy(..), Call::DeletePolicy(..)]
//! ));
//! let maximum = &plan.lines[0];
//! assert_eq!((maximum.old.as_str(), maximum.new.as_str()), ("5 Instances", "8 Instances"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod call;
mod differing;
mod pairs;
mod plan;
mod refusal;
mod review;
mod standing;
mod stored;
mod target;

pub use call::Call;
pub use differing::differing;
pub use plan::{Plan, Step, plan};
pub use refusal::Refusal;
pub use review::Line;
pub use standing::{Sent, Standing};
pub use stored::Stored;
