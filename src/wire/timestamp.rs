//! Instants as the API writes them: RFC 3339 with none to nine fractional digits.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An instant in nanoseconds since the Unix epoch, from 1677-09-21 to 2262-04-11. Reads RFC 3339
/// with any offset and any fraction, whose digits after the ninth are dropped; writes UTC with
/// none, three, six or nine fractional digits (contract, section 1).
///
/// ```
/// use headroom::wire::Timestamp;
///
/// let at: Timestamp = "2026-03-02T10:00:00.5+01:00".parse()?;
/// assert_eq!(at.as_millis(), 1_772_442_000_500);
/// assert_eq!(at.to_string(), "2026-03-02T09:00:00.500Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    nanos: i64,
}

impl Timestamp {
    /// The instant so many nanoseconds after the Unix epoch.
    #[must_use]
    pub const fn from_nanos(nanos: i64) -> Self {
        Self { nanos }
    }

    /// The instant so many milliseconds after the Unix epoch; the ends of the range saturate.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self { nanos: millis.saturating_mul(1_000_000) }
    }

    /// Milliseconds since the Unix epoch, cut towards the past.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.nanos.div_euclid(1_000_000)
    }

    /// Microseconds since the Unix epoch, cut towards the past.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.nanos.div_euclid(1_000)
    }

    /// The same instant cut to microseconds, as the API shows it after the first reply.
    #[must_use]
    pub const fn cut_to_micros(self) -> Self {
        Self { nanos: self.nanos.div_euclid(1_000) * 1_000 }
    }
}

/// A text that is not an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time is written as in 2026-03-02T08:00:00Z")]
pub struct NotATimestamp;

impl FromStr for Timestamp {
    type Err = NotATimestamp;

    fn from_str(text: &str) -> Result<Self, NotATimestamp> {
        let time = DateTime::parse_from_rfc3339(text).map_err(|_| NotATimestamp)?;
        let nanos = time.timestamp_nanos_opt().ok_or(NotATimestamp)?;
        Ok(Self { nanos })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = DateTime::<Utc>::from_timestamp_nanos(self.nanos);
        f.write_str(&time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(decoder)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Nanoseconds of one to nine fractional digits.
pub(super) fn fraction_nanos(digits: &str) -> Option<i64> {
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<9}").parse().ok()
}

/// Writes a fraction of a second in the fewest of none, three, six or nine digits.
pub(super) fn write_fraction(f: &mut fmt::Formatter<'_>, nanos: u64) -> fmt::Result {
    match nanos {
        0 => Ok(()),
        n if n % 1_000_000 == 0 => write!(f, ".{:03}", n / 1_000_000),
        n if n % 1_000 == 0 => write!(f, ".{:06}", n / 1_000),
        n => write!(f, ".{n:09}"),
    }
}
