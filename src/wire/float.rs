//! Numbers that the API keeps as 32-bit floats.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Number;

/// A 32-bit float of the API, held as the shortest decimal that names it, so that 40.1 typed is
/// 40.1 compared and shown, not 40.09999847. Whole numbers are written without a fraction: `40`,
/// not `40.0` (contract, section 1). Always finite, since JSON has no word for anything else.
///
/// ```
/// use headroom::wire::Float;
///
/// assert_eq!(Float::new(40.1).get(), 40.1);
/// assert_eq!(serde_json::to_string(&Float::new(40.0))?, "40");
/// assert!(!Float::holds(1e39), "more than 32 bits hold");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Float(f64);

impl Float {
    /// The API's nearest value to `number`: the largest there is for what is out of range, and 0
    /// for what is not a number. Whether a number is in range tells [`Self::holds`].
    #[must_use]
    pub fn new(number: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
        let kept = (number as f32).clamp(f32::MIN, f32::MAX);
        let kept = if kept.is_nan() { 0.0 } else { kept };
        // The shortest decimal of a 32-bit float always parses; the fallback is its own value.
        Self(super::parse_number(&kept.to_string()).unwrap_or(f64::from(kept)))
    }

    /// Whether the API has a value for `number`.
    #[must_use]
    pub fn holds(number: f64) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
        let kept = number as f32;
        kept.is_finite()
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Serialize for Float {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.trunc() == self.0 && self.0.abs() < EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
            return serializer.serialize_i64(self.0 as i64);
        }
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Float {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(decoder)?;
        if Self::holds(number) {
            return Ok(Self::new(number));
        }
        // `{number:e}` would bring code that nothing else needs.
        let shown = Number::from_f64(number).map(|number| number.to_string()).unwrap_or_default();
        Err(de::Error::custom(format_args!("{shown} is out of range: a float has 32 bits")))
    }
}
