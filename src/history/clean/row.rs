//! Rows on their way into time.

/// One readable row of a series.
#[derive(Clone, Copy)]
pub(in crate::history) struct RawSample {
    pub(in crate::history) at_ms: i64,
    pub(in crate::history) value: f64,
    pub(in crate::history) line: u32,
}

/// One row of the file: its time, and what tells it from a copy.
#[derive(Clone, Copy)]
pub(in crate::history) struct Tick {
    pub(in crate::history) at_ms: i64,
    pub(in crate::history) line: u32,
    /// It names no zone, and is what a clock in UTC would show.
    pub(in crate::history) is_local: bool,
    /// A digest of the values of all columns.
    pub(in crate::history) content: u64,
}

/// From this row on, in time, all stamps move.
#[derive(Clone, Copy)]
pub(in crate::history) struct Shift {
    pub(in crate::history) line: u32,
    pub(in crate::history) by_ms: i64,
}
