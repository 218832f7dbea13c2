//! Metric history in: CSV bytes to a clean series, with a report of everything that was done to
//! them.
//!
//! An [`Importer`] takes a file in pieces, so that the browser stays responsive and can stop at
//! once; the result does not depend on where the pieces are cut. Nothing is repaired in silence:
//! each repair is a typed [`Finding`] that renders to one sentence.
//!
//! The way of a byte: `lines` cuts records, `cells` cuts fields, `columns` learns the layout from
//! the first record, `stamp` and `value` read the two fields that matter, `table` keeps the rows
//! and counts what it skipped, `order` puts them in time, `clock_change` undoes repeated and
//! skipped hours, `spacing` looks for holes. `export` writes a series back, `align` lays several
//! beside each other.
//!
//! Invariants: no clock, no I/O; memory is bounded by the limits below, whatever the bytes are; no
//! input panics.

mod align;
mod cells;
mod clock_change;
mod columns;
mod error;
mod export;
mod import;
mod lines;
mod order;
mod report;
mod sentences;
mod series;
mod spacing;
mod stamp;
mod table;
mod value;
mod words;

pub use align::{Alignment, Part};
pub use error::ImportError;
pub use export::export;
pub use import::{ImportOptions, Imported, Importer, check_size, import};
pub use report::{Finding, Format, Places, Report, Severity, Skip};
pub use series::{Gap, Sample, Series, SeriesError, Span};
pub use stamp::{EpochUnit, TimeForm};

/// The largest file, in bytes: 64 MB.
pub const MAX_BYTES: u64 = 64_000_000;

/// The most samples of one series: nineteen years of one a five minutes, three weeks of one a
/// second.
///
/// A longer file is refused rather than cut: a history that stops where nobody asked it to would be
/// simulated as if it were whole.
pub const MAX_SAMPLES: usize = 2_000_000;

/// The longest row, in bytes. What has no line break for so long is not a table.
pub const MAX_LINE_BYTES: usize = 65_536;

/// How many line numbers a finding lists; the rest is only counted.
pub const MAX_PLACES: usize = 5;
