//! The list of groups as an answer: which of them need somebody, why, and what to do.
//!
//! - [`Day`]: what the last day of a group has brought, as far as it was read.
//! - [`Seen`], [`judge`]: what is known of a group, and the [`Verdict`] that follows from it.
//! - [`Verdict`]: how urgent it is, in a word, in a sentence, and its next [`Step`].
//! - [`Line`], [`Plan`]: the list sorted, filtered, and divided by [`Urgency`].
//! - [`Total`]: what its groups come to together.
//! - [`Change`], [`Newest`]: a group's last change and why, and what its metric reads now.
//! - [`SeenOrder`]: which group comes before another, and which after it.
//! - [`HiddenColumns`]: the columns that the reader does without.
//! - [`Queue`]: which groups are read next.
//! - [`Trend`]: the day as two small lines, and in words.

mod change;
mod columns;
mod day;
mod judge;
mod line;
mod newest;
mod plan;
mod position;
mod queue;
mod shape;
mod total;
mod trend;
mod verdict;

pub use change::{Change, last_change};
pub use columns::{Column, HiddenColumns};
pub use day::{Day, counted_sizes, logged_sizes, watched_metric};
pub use judge::{Seen, judge, judge_beside, verdicts};
pub use line::Line;
pub use newest::Newest;
pub use plan::{Choice, Plan, Section, Sort, sorted};
pub use position::{Position, SeenOrder};
pub use queue::{Key, Queue};
pub use total::Total;
pub use trend::Trend;
pub use verdict::{Kind, Reading, Step, StepPlace, Urgency, Verdict};
