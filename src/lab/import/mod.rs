//! A history from a file or a query: what was read, what its user must say of it, and what is
//! replayed in the end.

mod draft;
mod history;
mod mark;
mod missing;
mod row;
mod size;
mod zone;

pub use draft::ImportDraft;
pub use history::{ImportedHistory, ImportedSeries, refused_at};
pub use mark::HistoryMark;
pub use missing::{earlier_without_history, without_history};
pub use row::{Holds, Row, Usage};
pub use size::{GroupSizes, SizeAnswer, SizeChoice, SizeOption};
pub use zone::local_zone;
