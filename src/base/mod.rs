//! What is no shape of the network but everybody uses: order, chance, and numbers as text.
//!
//! It is the lowest layer and uses nothing of this crate. Everything here is total and
//! deterministic: the same arguments give the same answer on every target.

mod chance;
mod order;
mod rows;
mod text;

pub use chance::{GOLDEN, draw, mix, unit};
pub use order::{nth, nth_float, order, sort_by, sort_by_key};
pub use rows::rows_in_view;
pub use text::{duration_text, grouped, listed, shortened, thousands};
