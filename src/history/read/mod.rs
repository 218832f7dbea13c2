//! Bytes to rows: records, cells, columns, times, values and units; and the answers of Prometheus.

mod cells;
mod column;
mod conclude;
mod group;
mod imported;
mod layout;
mod lines;
mod options;
pub(in crate::history) mod prometheus;
mod skips;
mod stamp;
mod table;
mod unit;
mod value;

pub(in crate::history) use conclude::conclude;
pub use imported::Imported;
pub(in crate::history) use lines::{BOM, Lines};
pub use options::{ImportOptions, LocalZone, ZoneOffset};
pub(in crate::history) use table::Table;
