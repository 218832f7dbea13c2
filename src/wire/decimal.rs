//! Decimal text to the nearest number.
//!
//! The standard library's way is faster on long numbers, but brings tables of 10 KB that do not
//! compress into every page load. This one gives the same bits.

use std::cmp::Ordering;
use std::num::IntErrorKind;

/// More digits than any midpoint of two neighbouring numbers has.
const MOST_DIGITS: usize = 800;

/// The number nearest to the text, which is written as for [`str::parse`].
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let size = match unsigned.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        plain => magnitude(plain)?,
    };
    Some(if text.starts_with('-') { -size } else { size })
}

fn magnitude(text: &str) -> Option<f64> {
    let (mantissa, power) = match text.split_once('e') {
        Some((mantissa, power)) => (mantissa, read_power(power)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.drain(..zeros);
    let mut power = power - length(fraction.as_bytes());
    while digits.pop_if(|digit| *digit == b'0').is_some() {
        power += 1;
    }
    if digits.len() > MOST_DIGITS {
        // One digit stands for all that follow: that there are any is what counts.
        power += length(&digits[MOST_DIGITS..]) - 1;
        digits.truncate(MOST_DIGITS);
        digits.push(b'1');
    }
    Some(nearest(&digits, power))
}

/// A power that is out of all range counts as one that is far enough out.
fn read_power(text: &str) -> Option<i64> {
    match text.parse::<i32>() {
        Ok(power) => Some(power.into()),
        Err(error) => match error.kind() {
            IntErrorKind::PosOverflow => Some(i32::MAX.into()),
            IntErrorKind::NegOverflow => Some(i32::MIN.into()),
            _ => None,
        },
    }
}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

/// The number nearest to `digits` times ten to `power`; of two, the even one.
fn nearest(digits: &[u8], power: i64) -> f64 {
    const EXACT: u64 = 1 << 53;
    const EXACT_POWERS: i64 = 22;
    // Far out of the range of all numbers.
    const FAR: i64 = 400;
    let point = power.saturating_add(length(digits));
    if digits.is_empty() || point < -FAR {
        return 0.0;
    }
    if point > FAR {
        return f64::INFINITY;
    }
    let (head, tail) = digits.split_at(digits.len().min(18));
    let whole = head.iter().fold(0, |whole: u64, digit| whole * 10 + u64::from(digit - b'0'));
    let power_of_head = power + length(tail);
    let guess = scale(whole as f64, power_of_head);
    // Both are exact, so that the one rounding is the right one.
    if tail.is_empty() && whole <= EXACT && power_of_head.abs() <= EXACT_POWERS {
        return guess;
    }
    settle(digits, power, guess.min(f64::MAX))
}

/// Ten to the power times `number`.
fn scale(number: f64, power: i64) -> f64 {
    let step = power.abs().min(22);
    let factor = (0..step).fold(1.0, |factor, _| factor * 10.0);
    match power {
        0 => number,
        1.. => scale(number * factor, power - step),
        _ => scale(number / factor, power + step),
    }
}

/// Goes from a near number to the nearest.
fn settle(digits: &[u8], power: i64, mut guess: f64) -> f64 {
    while guess.is_finite() && is_beyond(digits, power, guess) {
        guess = guess.next_up();
    }
    while guess > 0.0 && !is_beyond(digits, power, guess.next_down()) {
        guess = guess.next_down();
    }
    guess
}

/// Whether the decimal is nearer to a number above `guess`.
fn is_beyond(digits: &[u8], power: i64, guess: f64) -> bool {
    let bits = guess.to_bits();
    let (fraction, exponent) = (bits & ((1 << 52) - 1), (bits >> 52).cast_signed());
    let (significand, exponent) = match exponent {
        0 => (fraction, -1_074),
        _ => (fraction | (1 << 52), exponent - 1_075),
    };
    // The midpoint to the next number is (2 * significand + 1) * 2^(exponent - 1).
    let mut decimal = Natural::default();
    for digit in digits {
        decimal.multiply(10, u32::from(digit - b'0'));
    }
    let mut midpoint = Natural::of(2 * significand + 1);
    decimal.raise(10, power);
    midpoint.raise(10, -power);
    decimal.raise(2, 1 - exponent);
    midpoint.raise(2, exponent - 1);
    match decimal.cmp(&midpoint) {
        Ordering::Less => false,
        Ordering::Equal => significand % 2 == 1,
        Ordering::Greater => true,
    }
}

/// A whole number of any size: its digits of 32 bits, the lowest first, the highest not zero.
#[derive(Default)]
struct Natural(Vec<u32>);

impl Natural {
    fn of(number: u64) -> Self {
        let mut digits = vec![low(number), low(number >> 32)];
        digits.pop_if(|highest| *highest == 0);
        Self(digits)
    }

    fn multiply(&mut self, factor: u32, add: u32) {
        let mut carry = u64::from(add);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Multiplies by `base` so many times, if any.
    fn raise(&mut self, base: u32, times: i64) {
        for _ in 0..times {
            self.multiply(base, 0);
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let by_size = self.0.len().cmp(&other.0.len());
        by_size.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "cut on purpose")]
const fn low(number: u64) -> u32 {
    number as u32
}
