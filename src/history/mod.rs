//! Metric history in: bytes of CSV or JSON to clean series, with a report of everything that was
//! done to them.
//!
//! An [`Importer`] takes a file in pieces, so that the browser stays responsive and can stop at
//! once; the result does not depend on where the pieces are cut. Nothing is repaired in silence:
//! each repair is a typed [`Finding`] that renders to one sentence.
//!
//! The way of a byte: `import` takes the pieces and tells tables from JSON. In `read`, `text`
//! decodes, `records` and `cells` cut rows and fields, `layout` learns from the first rows which
//! column is what, and `survey` looks at all rows before anything is read: so `roles` tells values
//! from labels, and the order of dates and the decimal mark are those of the whole file. Then
//! `table` reads the rows by `stamp`, `value` and `unit` into a `column` for each series; what
//! two readings fit is `asked`. `json` knows the answers of several tools. In `clean`, `order` puts
//! rows in time, `local` and `clock_change` make moments of local times, and `spacing` looks for
//! holes. `meaning` says what a series is likely to hold. What is found on the way is told by
//! `report`, and what only its user can answer is a [`Question`].
//! `export` writes series back, `clean::align` lays several beside each other, [`combine`] makes
//! one of several, and [`rate`] makes a rate of a counter.
//!
//! Invariants: no clock, no I/O; memory is bounded by the limits below, whatever the bytes are; no
//! input panics.
//!
//! ```
//! use headroom::history::{Guess, Holds, ImportOptions, import};
//!
//! let csv = "Time;CPU [%]\n\
//!     02.03.2026 08:00;51,8\n02.03.2026 08:05;48,2\n02.03.2026 08:20;49,1\n";
//! let imported = import(csv.as_bytes(), ImportOptions::default())?;
//! let cpu = &imported.series[0];
//! assert_eq!(cpu.suggestion().holds, Some(Holds::Metric(Guess::Cpu)));
//! assert_eq!(cpu.series.samples()[1].value, 48.2);
//! assert_eq!(cpu.series.gaps().len(), 1, "a hole stays a hole");
//! // Everything that was taken for something is told.
//! let told: Vec<String> = imported.report.findings.iter().map(ToString::to_string).collect();
//! assert!(told.iter().any(|sentence| sentence.contains("zone")), "{told:?}");
//! # Ok::<(), headroom::history::ImportError>(())
//! ```
//!
//! A file that yields no series is refused with what is wrong and what to do:
//!
//! ```
//! use headroom::history::{ImportOptions, import};
//!
//! let error = import(b"time,cpu\n", ImportOptions::default()).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "The file has only a header (line 1: \"time,cpu\") and no row under it. Check the time \
//!      range of the export and import it again."
//! );
//! ```

mod clean;
mod export;
mod import;
mod meaning;
mod read;
mod report;

pub use clean::{
    Alignment, CombineError, Combined, Gap, Label, LocalZone, NamedSeries, Part, Sample, Series,
    SeriesError, Together, ZoneOffset, combine, rate,
};
pub use export::export;
pub use import::{Importer, check_size, import, import_answers};
pub use meaning::{Certainty, Conversion, Holds, Profile, Suggestion};
pub use read::{ImportOptions, Imported};
pub use report::{
    Csv, DateOrder, DecimalMark, Encoding, EpochUnit, Finding, Format, Guess, ImportError,
    LeftOutReason, Places, Quantity, Question, Report, Severity, Skip, Source, Span, TimeForm,
    Tool, Unit,
};

/// The largest file, in bytes: 64 MB.
pub const MAX_BYTES: u64 = 64_000_000;

/// The largest JSON file, in bytes: 16 MB, more than half a million samples.
///
/// JSON is read whole. Measured, it takes ten times its size in memory (160 MB) with usual samples,
/// and 32 times (516 MB) with the shortest there are.
pub const MAX_JSON_BYTES: usize = 16_000_000;

/// The most samples of a file, over all its series: nineteen years of one a five minutes, three
/// weeks of one a second.
///
/// A longer file is refused rather than cut: a history that stops where nobody asked it to would be
/// simulated as if it were whole.
pub const MAX_SAMPLES: usize = 2_000_000;

/// The most series of a file: more than anyone tells apart in a list.
pub const MAX_SERIES: usize = 100;

/// The longest row, in bytes. What has no line break for so long is not a table.
pub const MAX_LINE_BYTES: usize = 65_536;

/// How many line numbers a finding lists; the rest is only counted.
pub const MAX_PLACES: usize = 5;
