//! Bytes to rows: text, records, cells, columns, times, values and units; and JSON.

mod asked;
mod calendar;
mod cells;
mod column;
mod conclude;
mod epoch;
mod group;
mod imported;
pub(in crate::history) mod json;
mod layout;
mod naming;
mod number;
mod options;
mod records;
mod roles;
mod scanner;
mod skips;
mod stamp;
mod survey;
mod table;
mod text;
mod unit;
mod value;

pub(in crate::history) use conclude::read_table;
pub use imported::Imported;
pub use options::ImportOptions;
pub(in crate::history) use text::decode;
