//! What is wrong with a field, in words that the form, the API's refusal and the what-if share.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a value is refused, in the API's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is missing.
    Required,
    /// It cannot be read.
    Format,
    /// It breaks a rule.
    Constraint,
}

impl Reason {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Format => "format",
            Self::Constraint => "constraint",
        }
    }
}

/// One wrong field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Its path in the request's body, such as `capacity.max_replicas`.
    pub field: Cow<'static, str>,
    /// Why it is refused.
    pub reason: Reason,
    /// What is wrong and what would be right, as a sentence.
    pub message: String,
}

/// All wrong fields of a body, in the order of its fields. As an error it is never empty.
///
/// ```
/// use headroom::engine::{FieldErrors, Reason};
///
/// let mut errors = FieldErrors::default();
/// errors.name("", "name");
/// errors.ensure(3 <= 2, "value", "Enter at most 2.");
/// let errors = errors.or("a value that was read").unwrap_err();
/// assert_eq!(errors.at("name"), Some("Enter a name."));
/// assert_eq!(errors.0[1].reason, Reason::Constraint);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Notes a wrong field.
    pub fn add(
        &mut self,
        field: impl Into<Cow<'static, str>>,
        reason: Reason,
        message: impl Into<String>,
    ) {
        let (field, message) = (field.into(), message.into());
        self.0.push(FieldError { field, reason, message });
    }

    /// Notes a missing field unless `present`.
    pub fn require(
        &mut self,
        present: bool,
        field: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) {
        if !present {
            self.add(field, Reason::Required, message);
        }
    }

    /// Notes a broken rule unless it is `met`.
    pub fn ensure(
        &mut self,
        met: bool,
        field: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) {
        if !met {
            self.add(field, Reason::Constraint, message);
        }
    }

    /// Names are 1 to 255 characters long (contract, section 6).
    pub fn name(&mut self, name: &str, field: impl Into<Cow<'static, str>>) {
        const LONGEST: usize = 255;
        let length = name.chars().count();
        if length == 0 {
            return self.add(field, Reason::Required, t!("Enter a name."));
        }
        // Only then: a sweep checks the names of every point.
        if length > LONGEST {
            let message = t!("The name has {length} characters; at most {LONGEST} are allowed.");
            self.add(field, Reason::Constraint, message);
        }
    }

    /// `value` when nothing was noted, else the errors.
    ///
    /// # Errors
    /// Returns `self` when it holds any error.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Whether nothing was noted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The message of the first error at `field`; `None` where it has none.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, error) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { " " };
            let FieldError { field, message, .. } = error;
            f.write_str(separator)?;
            f.write_str(&t!("{field}: {message}"))?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}
