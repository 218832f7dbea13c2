//! Counts since the Unix epoch.

use crate::history::report::EpochUnit;

/// A count since the Unix epoch as it is written: `digits` times ten to the power of `power`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::history) struct Epoch {
    digits: i128,
    power: i32,
}

/// Reads a plain or exponent number; `None` where the text is none.
pub(in crate::history) fn parse(text: &str) -> Option<Epoch> {
    /// More digits than any stamp has.
    const MOST: usize = 30;
    if text.len() <= 19 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Epoch { digits: text.parse().ok()?, power: 0 });
    }
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => (-1, size),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match size.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (size, 0),
    };
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let ends_open = mantissa.len() > whole.len() && fraction.is_empty();
    if whole.is_empty() || ends_open || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    if exponent.unsigned_abs() > 40 || whole.len() > MOST {
        return Some(Epoch { digits: sign * i128::from(i64::MAX), power: 9 });
    }
    let fraction = &fraction[..fraction.len().min(MOST - whole.len().min(MOST))];
    let digits = whole.bytes().chain(fraction.bytes());
    let digits = digits.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    let power = exponent - i32::try_from(fraction.len()).unwrap_or_default();
    Some(Epoch { digits: sign * digits, power })
}

impl Epoch {
    /// Seconds until the year 5138, then the next unit, and so on: the ranges of real dates do not
    /// overlap.
    pub(in crate::history) fn unit(self) -> EpochUnit {
        match self.scaled(0).unsigned_abs() {
            0..100_000_000_000 => EpochUnit::Seconds,
            100_000_000_000..100_000_000_000_000 => EpochUnit::Milliseconds,
            100_000_000_000_000..100_000_000_000_000_000 => EpochUnit::Microseconds,
            _ => EpochUnit::Nanoseconds,
        }
    }

    /// In milliseconds, rounded down, where it counts this unit.
    pub(in crate::history) fn to_ms(self, unit: EpochUnit) -> i64 {
        self.scaled(match unit {
            EpochUnit::Seconds => 3,
            EpochUnit::Milliseconds => 0,
            EpochUnit::Microseconds => -3,
            EpochUnit::Nanoseconds => -6,
        })
    }

    /// Times ten to a power, rounded down.
    fn scaled(self, power: i32) -> i64 {
        let power = self.power + power;
        if power == 0 {
            let limit = if self.digits < 0 { i64::MIN } else { i64::MAX };
            return i64::try_from(self.digits).unwrap_or(limit);
        }
        let factor = 10_i128.checked_pow(power.unsigned_abs()).unwrap_or(i128::MAX);
        let scaled = match power {
            0.. => self.digits.saturating_mul(factor),
            _ => self.digits.div_euclid(factor),
        };
        i64::try_from(scaled).unwrap_or(if scaled < 0 { i64::MIN } else { i64::MAX })
    }

    /// Whether it could as well be a spreadsheet's number of a day from 1970 to 2099.
    pub(in crate::history) fn may_be_a_day(self) -> bool {
        (25_569..73_051).contains(&self.scaled(0)) && self.scaled(9) % 1_000_000_000 != 0
    }
}
