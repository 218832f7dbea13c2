//! What a key may read, how long answers take, and whether the clocks agree.

use crate::base::{duration_text, nth};

/// How an area was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// It was read.
    Read,
    /// The API refuses it, for a reason.
    Refused(String),
    /// The API has no such thing here.
    Absent,
    /// Nobody knows: something else came instead.
    Unknown(String),
}

/// An area of the API as it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its name.
    pub name: &'static str,
    /// What the console cannot do without it.
    pub without: &'static str,
    /// How it was answered.
    pub access: Access,
    /// How long that took, in milliseconds.
    pub took_ms: i64,
}

impl Checked {
    /// How it was answered, in two or three words.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match self.access {
            Access::Read => t!("Can be read"),
            Access::Refused(_) => t!("Refused"),
            Access::Absent => t!("Not offered here"),
            Access::Unknown(_) => t!("No answer"),
        }
    }

    /// What follows from that; nothing where there is nothing to miss.
    #[must_use]
    pub fn consequence(&self) -> String {
        match &self.access {
            Access::Read | Access::Absent => String::new(),
            Access::Refused(why) | Access::Unknown(why) => format!("{why} {}", self.without),
        }
    }
}

/// How long an answer took, by the middle one of those that came; `None` where none came.
#[must_use]
pub fn latency_words(all: &[Checked]) -> Option<String> {
    let came = all.iter().filter(|one| !matches!(one.access, Access::Unknown(_)));
    let took: Vec<i64> = came.map(|one| one.took_ms).collect();
    let count = took.len();
    let slowest = took.iter().copied().max()?;
    let middle = nth(took, count / 2)?;
    let (middle, slowest) = (duration_text(middle), duration_text(slowest));
    Some(t!("An answer takes {middle} (the middle of {count}; the slowest {slowest})."))
}

/// What was not looked at, and why.
#[must_use]
pub fn unwritten_words() -> &'static str {
    t!("Whether the key may write was not tried: any call that writes could change something, and \
        IAM is asked about a key by its access key, which is not entered here. A write that the \
        key may not make is refused when it is sent.")
}

/// How far clocks may part before it is said, in milliseconds: the API tells whole seconds.
const AGREED_MS: i64 = 5_000;

/// Whether this computer's clock agrees with the API's. `ahead_ms` is how far it is ahead.
#[must_use]
pub fn clock_words(ahead_ms: Option<i64>) -> String {
    match ahead_ms {
        None => {
            t!("The API does not tell this page its time, so the clocks are not compared.").into()
        }
        Some(ahead) if ahead.abs() <= AGREED_MS => {
            t!("This computer's clock agrees with the API's to a few seconds.").into()
        }
        Some(ahead) => {
            let by = duration_text(ahead.abs());
            let wrong = t!(
                "Ages, holds and the newest minutes of a history are wrong by that: set the clock."
            );
            match ahead > 0 {
                true => t!("This computer's clock is {by} ahead of the API's. {wrong}"),
                false => t!("This computer's clock is {by} behind the API's. {wrong}"),
            }
        }
    }
}
