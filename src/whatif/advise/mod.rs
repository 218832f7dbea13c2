//! Many settings replayed for their scores alone, the best of them, and which to take.

mod front;
mod grid;
mod recommend;
mod search;
mod sweep;
mod work_queue;

pub use front::Front;
pub use grid::Grid;
pub use recommend::{Advice, Recommendation, recommend};
pub use search::{Chunk, Point, Score, Search};
pub use sweep::{Axis, Range, Sweep, SweepError};
pub use work_queue::WorkQueue;
