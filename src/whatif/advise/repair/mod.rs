//! Which edits would have prevented the overload of a marked stretch, the cheapest first.
//!
//! Every combination of up to three settings of a grid is replayed over the whole history. The
//! choice goes by the overload within the stretch and by the price of the whole history alone;
//! overload and reversals of the other days have no say in it, so that they are its test.

mod choices;
mod found;
mod judged;
mod obstacle;
mod search;

pub use found::{Repair, Repairs};
pub use judged::Judged;
pub use obstacle::Obstacle;
pub use search::RepairSearch;
