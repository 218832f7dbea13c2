//! The help: the pages of `docs/` that concern a user, as the build has read them
//! (`tools/help/book.mjs`), and which question leads to which of them.
//!
//! ```
//! use headroom::help::{Book, Leads, found, topic};
//!
//! let book = Book::parse(
//!     br#"{"sections": [], "pages": [{"name": "import", "title": "Importing metrics", "content": [
//!         {"tag": "h2", "to": "csv", "children": [{"text": "CSV"}]},
//!         {"tag": "p", "children": [{"text": "A table with a column of times."}]}]}]}"#,
//! )?;
//! let (places, count) = found(&book, "TIMES table", 5);
//! assert_eq!(count, 1);
//! assert_eq!((places[0].page.name.as_str(), places[0].anchor), ("import", "csv"));
//!
//! assert_eq!(topic::IMPORT.page, "import");
//! assert!(matches!(Leads::of("javascript:alert(1)"), Leads::Nowhere));
//! # Ok::<(), Box<headroom::wire::DecodeError>>(())
//! ```

mod book;
mod found;
mod leads;
pub mod topic;

pub use book::{Book, Entry, Node, Page, Section, Tag, kept};
pub use found::{Found, found, found_words};
pub use leads::Leads;
pub use topic::Topic;
