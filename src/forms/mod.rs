//! Text as typed, to a body of the API or to errors by field. No DOM.
//!
//! The API's resources are each a [`ResourceForm`]: which fields there are, what a stored one has
//! in them, and how they are read back. The other forms have the same three parts as functions:
//! `section` or `sections`, `draft`, and `read`. The rules are the engine's; only what cannot even
//! be read is noted here.
//!
//! ```
//! use headroom::forms::{Draft, policy};
//!
//! let draft = Draft::default()
//!     .with("name", "up")
//!     .with("metric.managed_metric", "managed_metric_instance_cpu")
//!     .with("metric.operator", "operator_greater_than")
//!     .with("metric.aggregate", "aggregate_average")
//!     .with("metric.sampling_range_min", "5")
//!     .with("metric.threshold", "70")
//!     .with("action", "scale_up")
//!     .with("type", "flat_count")
//!     .with("value", "1")
//!     .with("priority", "1");
//! let body = policy::create(&draft, &"6f4e3b0e".into())?;
//! assert_eq!((body.name.as_str(), body.metric.threshold.get()), ("up", 70.0));
//!
//! let draft = draft.with("metric.threshold", "seventy").with("value", "0");
//! let errors = policy::create(&draft, &"6f4e3b0e".into()).unwrap_err();
//! assert_eq!(errors.at("value"), Some("Enter a whole number of at least 1."));
//! assert_eq!(
//!     errors.at("metric.threshold"),
//!     Some("“seventy” is not a number. Numbers are such as 70 or 62.5.")
//! );
//! # Ok::<(), headroom::engine::FieldErrors>(())
//! ```

pub mod apply;
pub mod balancer;
mod changes;
pub mod cloud_init;
pub mod connection;
pub mod connections;
pub mod cost;
mod draft;
mod field;
pub mod fitting;
pub mod group;
pub mod hold;
pub mod image;
pub mod left;
pub mod load;
pub mod metrics;
pub mod model;
pub mod neighbours;
mod note;
mod overtaken;
mod pasted;
pub mod policy;
mod reader;
mod refusal;
mod resource;
pub mod rows;
pub mod scaling_group;
pub mod scaling_policy;
pub mod server_template;
pub mod settings;
mod stage;
pub mod steps;
pub mod sweep;
pub mod target_settings;
pub mod template;
mod text;
mod yaml;

pub use changes::{Changed, changed};
pub use draft::{Draft, Edits};
pub use field::{Choice, Control, Field, Listed, NOTHING, Section};
pub use left::{AllLeft, Left};
pub use note::Note;
pub use overtaken::{Overtaken, overtaken, overtaken_fields};
pub use pasted::{is_access_key, pasted};
pub use refusal::refused_fields;
pub use resource::ResourceForm;
pub use stage::Stage;
