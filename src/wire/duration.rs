//! Durations as the API writes them: `"300s"` (contract, section 1).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::timestamp::{fraction_nanos, write_fraction};

const NANOS_PER_SECOND: i64 = 1_000_000_000;

/// A span of time in whole nanoseconds. Reads any number of fractional digits up to nine and
/// writes none, three, six or nine, as the API does.
///
/// ```
/// use headroom::wire::Duration;
///
/// let cooldown: Duration = serde_json::from_str(r#""90.5s""#)?;
/// assert_eq!(cooldown.as_millis(), 90_500);
/// assert_eq!(serde_json::to_string(&cooldown)?, r#""90.500s""#);
/// assert!("1m30s".parse::<Duration>().is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    nanos: i64,
}

impl Duration {
    /// A duration of whole seconds.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self { nanos: seconds.saturating_mul(NANOS_PER_SECOND) }
    }

    /// Whether it is under 0, by however little: what is cut to whole milliseconds may not be.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.nanos < 0
    }

    /// Whole milliseconds, cut towards 0.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.nanos / 1_000_000
    }
}

/// Why a text is not a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADuration {
    /// It is written otherwise.
    #[error("a duration is a number of seconds followed by s, such as \"300s\"")]
    Form,
    /// It is longer than whole nanoseconds in 64 bits can tell.
    #[error("a duration is at most 9223372036 seconds, which is 292 years")]
    Range,
}

impl FromStr for Duration {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let number = text.strip_suffix('s').ok_or(NotADuration::Form)?;
        let (negative, number) = match number.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, number),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotADuration::Form);
        }
        let fraction_nanos = fraction_nanos(fraction).ok_or(NotADuration::Form)?;
        // Only digits are left, so what fails now is too large.
        let seconds: i64 = whole.parse().map_err(|_| NotADuration::Range)?;
        let nanos = seconds
            .checked_mul(NANOS_PER_SECOND)
            .and_then(|nanos| nanos.checked_add(fraction_nanos))
            .ok_or(NotADuration::Range)?;
        Ok(Self { nanos: if negative { -nanos } else { nanos } })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nanos < 0 {
            f.write_str("-")?;
        }
        let nanos = self.nanos.unsigned_abs();
        write!(f, "{}", nanos / NANOS_PER_SECOND.unsigned_abs())?;
        write_fraction(f, nanos % NANOS_PER_SECOND.unsigned_abs())?;
        f.write_str("s")
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(decoder)?;
        text.parse().map_err(de::Error::custom)
    }
}
