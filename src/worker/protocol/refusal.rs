//! Why a worker does not answer a question.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Unreadable;

/// Why a worker does not answer a question, typed where the page goes on differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum Refusal {
    /// Page and worker are of different builds.
    #[error("This page and its background program are of different versions. Reload the page.")]
    UnknownQuestion {
        /// The question's tag.
        tag: u32,
    },
    /// What was asked or answered could not be read.
    #[error("{path}: {message}")]
    Unreadable {
        /// Where.
        path: String,
        /// What is wrong there.
        message: String,
    },
    /// No job was set since the worker started.
    #[error("There is nothing to replay yet.")]
    NoJob,
    /// No variant of this name was replayed since the job was set.
    #[error("No variant “{0}” was replayed.")]
    NotReplayed(String),
    /// No file is being read.
    #[error("No file is being read.")]
    NoImport,
    /// No sweep was started since the job was set.
    #[error("No sweep has started.")]
    NoSweep,
    /// The job, the variant or the file cannot be used: why, for its user.
    #[error("{0}")]
    Invalid(String),
    /// The sandbox is used in another tab.
    #[error(
        "This sandbox is being used in another tab. Choose “Use the sandbox here” to change it \
         from this one."
    )]
    UsedElsewhere,
    /// What was set aside is no longer there.
    #[error("This copy is no longer there.")]
    NoCopy,
    /// The browser did not keep or give what was asked for: its own words.
    #[error("The browser's storage did not do this: {0}")]
    Storage(String),
}

impl From<Unreadable> for Refusal {
    fn from(Unreadable { path, message }: Unreadable) -> Self {
        Self::Unreadable { path, message }
    }
}

impl Refusal {
    /// The input cannot be used, for this reason.
    pub fn invalid(why: impl ToString) -> Self {
        Self::Invalid(why.to_string())
    }
}

super::packed_as_json!(Refusal);
