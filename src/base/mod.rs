//! What is no shape of the network but everybody uses: order, chance, and numbers as text.
//!
//! It is the lowest layer and uses nothing of this crate. Everything here is total and
//! deterministic: the same arguments give the same answer on every target.
//!
//! ```
//! use headroom::base::{draw, duration_text, thousands, unit};
//!
//! assert_eq!(duration_text(90_061_000), "1 d 1 h");
//! assert_eq!(thousands(12_345), "12,345");
//! // The seventh draw of a seed is the same without the six before it.
//! assert_eq!(draw(42, 6), draw(42, 6));
//! assert!((0.0..1.0).contains(&unit(draw(42, 6))));
//! ```

mod chance;
mod hours;
mod language;
mod order;
mod rows;
mod sought;
mod text;

pub use chance::{GOLDEN, draw, mix, unit};
pub use hours::{HOURS_PER_DAY, HOURS_PER_MONTH};
pub use language::{Language, catalogue, filled, is_one, language, speak, translated};
pub use order::{nth, nth_float, order, sort_by, sort_by_key};
pub use rows::{WHOLE_ROWS, rows_in_view};
pub use sought::Sought;
pub use text::{
    as_shown, duration_text, fixed, folded, grouped, listed, minute_decimals, plain, shortened,
    thousands,
};
