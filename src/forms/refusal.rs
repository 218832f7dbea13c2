//! What the API says is wrong with single fields, in the words of the forms.

use crate::engine::{FieldErrors, Reason};
use crate::wire::{Detail, ErrorBody};

/// The errors of a refusal that name a field; empty when it names none.
#[must_use]
pub fn refused_fields(body: &ErrorBody) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for detail in &body.details {
        let Detail { field: Some(field), message, reason, .. } = detail else { continue };
        let reason = match reason.as_deref() {
            Some("required") => Reason::Required,
            Some("format") => Reason::Format,
            _ => Reason::Constraint,
        };
        let message = message.as_deref().unwrap_or(t!("The API refused this value."));
        errors.add(field.clone(), reason, message);
    }
    errors
}
