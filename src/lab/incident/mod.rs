//! A marked stretch of time, what was different in it, and what would have repaired it, in words.

mod card;
mod mark;
mod report;

pub use card::{RepairCard, RepairRow, repair_cards};
pub use mark::{Mark, is_overloaded, is_within, overloads};
pub use report::{NOT_OVERLOADED, count_text, difference_words, repair_words};
