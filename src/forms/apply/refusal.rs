//! Why edited rules cannot be applied.

use std::fmt;

use super::pairs::own_place;
use crate::engine::{FieldError, FieldErrors};
use crate::forms::Section;

/// Why edited rules cannot be applied.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The policy's name, or `Group`.
    pub place: String,
    /// What is wrong, by field.
    pub errors: FieldErrors,
    /// The fields by the names that people know them by.
    sections: Vec<Section>,
}

impl Refusal {
    /// What is wrong with a part, whose fields stand in these sections.
    pub(super) fn new(place: &str, errors: FieldErrors, sections: Vec<Section>) -> Self {
        Self { place: place.to_owned(), errors, sections }
    }

    /// The same of the group itself.
    pub(super) fn of_group(errors: FieldErrors, sections: Vec<Section>) -> Self {
        Self::new(own_place(), errors, sections)
    }

    /// An error under its field's name. A path says nothing to whoever reads this.
    fn said(&self, error: &FieldError) -> String {
        let mut fields = self.sections.iter().flat_map(|section| &section.fields);
        let message = &error.message;
        let label = fields.find(|field| field.path == error.field).map(|field| field.label);
        label.map_or_else(|| message.clone(), |field| t!("{field}: {message}"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said: Vec<String> = self.errors.0.iter().map(|error| self.said(error)).collect();
        let (place, errors) = (&self.place, said.join(" "));
        f.write_str(&t!("{place}: {errors}"))
    }
}

impl std::error::Error for Refusal {}
