//! How a variant answers to the setting under the hand: in steps to draw, and in words.

mod curve;
mod hand;
mod words;

pub use curve::{Curve, Segment, Terms};
pub use hand::{Hand, Traced};
pub use words::{Around, Cliff};
