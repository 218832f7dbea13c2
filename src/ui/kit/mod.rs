//! Leptos and the browser: what every page is made of, and nothing of groups or policies.

mod after_paint;
mod ask;
pub mod asked;
pub mod clipboard;
mod control;
mod dialog;
pub mod download;
mod form;
mod form_state;
pub mod format;
mod help_link;
mod kept_focus;
pub mod location;
mod page;
pub mod part;
mod rows;
mod submission;
pub mod task;
pub mod time;
pub mod toast;
mod typing;
pub mod unsent;
pub mod view;
pub mod width;

pub use after_paint::after_paint;
pub use ask::{ask, frame_shown, is_as_built, reason};
pub use control::Spelling;
pub use dialog::{ConfirmDelete, Dialog};
pub use form::{Beside, CHANGES, FieldView, Form, Growing};
pub use form_state::{FormState, Saved, Submission, Submitter, Work, focus, keep_in_sight, show};
pub use help_link::HelpLink;
pub use kept_focus::keep_focus;
pub use page::{Breadcrumb, Environment, Head, Loading, LoadingPage, told_at_build};
pub use rows::{Rows, focus_row};
pub use typing::{Typing, form_number};
