//! What a key may read, how long answers take, and whether the clocks agree.

use crate::base::{duration_text, nth};
use crate::forms::is_access_key;
use crate::wire::{ApiKey, Timestamp};

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
    t!("Whether the key may write was not tried: any call that writes could change something. A \
        write that the key may not make is refused when it is sent.")
}

/// What is wrong with an access key that was typed; `None` where IAM can be asked about it, and
/// where none was. A secret key, above all, is not to stand in an address.
///
/// ```
/// use headroom::lab::access_key_fault;
///
/// assert_eq!(access_key_fault(" SCW0123456789ABCDEFG "), None);
/// assert!(access_key_fault("11111111-2222-4333-8444-555555555555").is_some());
/// ```
#[must_use]
pub fn access_key_fault(text: &str) -> Option<&'static str> {
    let text = text.trim();
    (!text.is_empty() && !is_access_key(text)).then(|| {
        t!("An access key is SCW and 17 capital letters or digits. The secret key does not belong \
            here.")
    })
}

/// So long before a key ends it is time for another, in milliseconds: a week.
const SOON_MS: i64 = 7 * 86_400_000;

/// What a key is for, who holds it and when it ends, in sentences; `when` writes an instant.
#[must_use]
pub fn key_words(key: &ApiKey, now_ms: i64, when: impl Fn(i64) -> String) -> String {
    let holder = match (&key.application_id, &key.user_id) {
        (Some(_), _) => t!("It is an application's."),
        (None, Some(_)) => t!("It is a person's."),
        (None, None) => "",
    };
    let purpose = match key.description.trim() {
        "" => String::new(),
        purpose => t!("It is described as “{purpose}”."),
    };
    let name = &key.access_key;
    let ends = match key.expires_at.map(Timestamp::as_millis) {
        None => t!("{name} has no end: it works until somebody deletes it."),
        Some(end) if end <= now_ms => t!("{name} ended on {}: nothing works with it.", when(end)),
        Some(end) => {
            let (at, left) = (when(end), duration_text(end - now_ms));
            let soon = if end - now_ms < SOON_MS { t!(" Make another before then.") } else { "" };
            t!("{name} works until {at}, {left} from now.{soon}")
        }
    };
    let said = [ends.as_str(), holder, purpose.as_str()];
    said.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" ")
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
