//! The help: the pages of `docs/` that concern a user, as the build has read them
//! (`tools/help/book.mjs`), and which question leads to which of them.

mod book;
mod found;
mod leads;
pub mod topic;

pub use book::{Book, Entry, Node, Page, Section, Tag};
pub use found::{Found, found, found_words};
pub use leads::Leads;
pub use topic::Topic;
