//! Why a job cannot run, each time with the place, as a path into the job's JSON.

use std::fmt;

use crate::engine::FieldErrors;

/// The part of a variant whose rules are not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesPart {
    /// The group's bounds and cooldown.
    Capacity,
    /// A policy, by index.
    Policy(usize),
    /// The scaling policy with a target.
    Target,
}

/// Why a variant's rules are not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesError {
    /// Where.
    pub part: RulesPart,
    /// What is wrong with that part, by field; at least one.
    pub errors: FieldErrors,
}

impl RulesError {
    /// Every wrong field, as a path into the variant's JSON, with what is wrong.
    pub fn places(&self) -> impl Iterator<Item = (String, &str)> {
        let prefix = match self.part {
            RulesPart::Capacity => String::new(),
            RulesPart::Policy(index) => format!("policies[{index}]."),
            RulesPart::Target => "scaling_policy.".to_owned(),
        };
        let errors = self.errors.0.iter();
        errors.map(move |own| (format!("{prefix}{}", own.field), own.message.as_str()))
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_places(f, self.places())
    }
}

impl std::error::Error for RulesError {}

/// Why a job cannot run.
///
/// ```
/// use headroom::whatif::{Detail, from_file, run};
///
/// let mut job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// job.variants[0].policy_mut(1).unwrap().value = 0;
/// let error = run(&job, Detail::Curves).unwrap_err();
/// let places = error.places();
/// assert_eq!(places[0].0, "variants[0].policies[1].value");
/// assert_eq!(places[0].1, "Enter a whole number of at least 1.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobError {
    /// A part of the job is out of range.
    Invalid {
        /// Where, as a path into the job's JSON.
        path: String,
        /// What is wrong and what would be right.
        message: String,
    },
    /// A variant's rules are not valid.
    Rules {
        /// The variant's index.
        variant: usize,
        /// What is wrong with them.
        error: RulesError,
    },
}

impl JobError {
    pub(in crate::whatif) fn invalid(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid { path: path.into(), message: message.into() }
    }

    /// The same, told of another variant of the job.
    #[must_use]
    pub fn of_variant(self, variant: usize) -> Self {
        match self {
            Self::Rules { error, .. } => Self::Rules { variant, error },
            other @ Self::Invalid { .. } => other,
        }
    }

    /// Every wrong place, as a path into the job's JSON, with what is wrong; at least one.
    #[must_use]
    pub fn places(&self) -> Vec<(String, &str)> {
        match self {
            Self::Invalid { path, message } => vec![(path.clone(), message)],
            Self::Rules { variant, error } => {
                let within = |(path, message)| (format!("variants[{variant}].{path}"), message);
                error.places().map(within).collect()
            }
        }
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_places(f, self.places().into_iter())
    }
}

impl std::error::Error for JobError {}

/// `path: message` of every place, one after the other.
fn write_places<'a>(
    f: &mut fmt::Formatter<'_>,
    places: impl Iterator<Item = (String, &'a str)>,
) -> fmt::Result {
    for (position, (path, message)) in places.enumerate() {
        let separator = if position == 0 { "" } else { " " };
        write!(f, "{separator}{path}: {message}")?;
    }
    Ok(())
}
