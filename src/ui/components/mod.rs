//! Pieces that every page uses. They know nothing of groups, policies or templates.

mod control;
mod dialog;
mod form;
mod page;

pub use dialog::{ConfirmDelete, Dialog};
pub use form::{FieldView, Form, FormState, Submit, Submitter, focus};
pub use page::{Breadcrumb, ErrorNotice, Head, Loading};
