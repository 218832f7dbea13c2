//! Rows as a file has them to clean series: in time, each time once, clock changes undone.

mod align;
mod clock_change;
mod combine;
mod counter;
mod local;
mod named;
mod order;
mod row;
mod series;
pub(in crate::history) mod spacing;
mod zone;

pub use align::{Alignment, Part};
pub use combine::{CombineError, Combined, Together, combine};
pub use counter::rate;
pub use named::{Label, NamedSeries};
pub(in crate::history) use order::Order;
pub(in crate::history) use row::{RawSample, Tick};
pub use series::{Gap, Sample, Series, SeriesError};
pub use zone::{LocalZone, ZoneOffset};
