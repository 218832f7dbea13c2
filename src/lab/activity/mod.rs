//! A write of this browser in words: what it was about, what it changed, and what became of it.

mod changes;
mod subject;
mod undo;
mod words;
mod writes;
mod written;

pub use changes::{Change, Changes};
pub use subject::{Kind, Subject, Target};
pub use undo::{Undo, UndoForm};
pub use writes::{Filter, Writes, export, file_name};
pub use written::{State, Written, place_words};
