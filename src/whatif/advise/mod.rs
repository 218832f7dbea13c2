//! Many settings replayed for their scores alone, the best of them, and which to take.

mod admission;
mod candidates;
mod choose;
mod cursor;
mod edits;
mod front;
mod grid;
mod held_out;
mod recommend;
mod repair;
mod response;
mod search;
mod sentence;
mod splits;
mod sweep;
mod twins;
mod work_queue;
mod worth;

pub use admission::{Check, Stood};
pub use candidates::Candidates;
pub use front::Front;
pub use grid::Grid;
pub use held_out::{Block, HeldOut};
pub use recommend::{Advice, PassedOver, Recommendation, recommend};
pub use repair::{Judged, Obstacle, Repair, RepairSearch, Repairs};
pub use response::{Plateau, Response};
pub use search::{Chunk, Point, Score, Search};
pub use sweep::{Axis, Range, Sweep, SweepError};
pub use work_queue::WorkQueue;
pub use worth::{OverloadWorth, Weighing, Worth};
