//! Why a worker does not answer a question.

use std::fmt;

use super::{Packed, Parcel, Unreadable};

/// Why a worker does not answer a question, typed where the page goes on differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Page and worker are of different builds.
    UnknownQuestion {
        /// The question's tag.
        tag: u32,
    },
    /// What was asked or answered could not be read.
    Unreadable {
        /// Where.
        path: String,
        /// What is wrong there.
        message: String,
    },
    /// No job was set since the worker started.
    NoJob,
    /// No variant of this name was replayed since the job was set.
    NotReplayed(String),
    /// No file is being read.
    NoImport,
    /// No sweep was started since the job was set.
    NoSweep,
    /// No search for a repair was started.
    NoRepair,
    /// The job, the variant or the file cannot be used: why, for its user.
    Invalid(String),
    /// The sandbox is used in another tab.
    UsedElsewhere,
    /// What was set aside is no longer there.
    NoCopy,
    /// The browser did not keep or give what was asked for: its own words.
    Storage(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownQuestion { .. } => t!(
                "This page and its background program are of different versions. Reload the page."
            ),
            Self::Unreadable { path, message } => return write!(f, "{path}: {message}"),
            Self::NoJob => t!("There is nothing to replay yet."),
            Self::NotReplayed(name) => {
                return f.write_str(&t!("No variant “{name}” was replayed."));
            }
            Self::NoImport => t!("No file is being read."),
            Self::NoSweep => t!("No sweep has started."),
            Self::NoRepair => t!("No repair has started."),
            Self::Invalid(why) => why,
            Self::UsedElsewhere => {
                t!("This sandbox is being used in another tab. Choose “Use the sandbox here” to \
                 change it from this one.")
            }
            Self::NoCopy => t!("This copy is no longer there."),
            Self::Storage(why) => {
                return f.write_str(&t!("The browser's storage did not do this: {why}"));
            }
        })
    }
}

impl std::error::Error for Refusal {}

impl From<Unreadable> for Refusal {
    fn from(Unreadable { path, message }: Unreadable) -> Self {
        Self::Unreadable { path, message }
    }
}

impl Refusal {
    /// The input cannot be used, for this reason.
    #[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it")]
    pub fn invalid(why: impl ToString) -> Self {
        Self::Invalid(why.to_string())
    }
}

/// As a word and up to two texts.
impl Packed for Refusal {
    fn pack(self) -> Parcel {
        let none = String::new;
        let (word, first, second) = match self {
            Self::UnknownQuestion { tag } => ("unknown", tag.to_string(), none()),
            Self::Unreadable { path, message } => ("unreadable", path, message),
            Self::NoJob => ("job", none(), none()),
            Self::NotReplayed(name) => ("replayed", name, none()),
            Self::NoImport => ("import", none(), none()),
            Self::NoSweep => ("sweep", none(), none()),
            Self::NoRepair => ("repair", none(), none()),
            Self::Invalid(why) => ("invalid", why, none()),
            Self::UsedElsewhere => ("elsewhere", none(), none()),
            Self::NoCopy => ("copy", none(), none()),
            Self::Storage(why) => ("storage", why, none()),
        };
        Parcel::json(&(word, first, second))
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        let (word, first, second): (String, String, String) = parcel.value()?;
        Ok(match word.as_str() {
            "unknown" => Self::UnknownQuestion { tag: first.parse().unwrap_or_default() },
            "unreadable" => Self::Unreadable { path: first, message: second },
            "job" => Self::NoJob,
            "replayed" => Self::NotReplayed(first),
            "import" => Self::NoImport,
            "sweep" => Self::NoSweep,
            "repair" => Self::NoRepair,
            "invalid" => Self::Invalid(first),
            "elsewhere" => Self::UsedElsewhere,
            "copy" => Self::NoCopy,
            "storage" => Self::Storage(first),
            other => return Err(Unreadable::at(".", format!("{other} is no refusal"))),
        })
    }
}
