//! Decimal text to numbers.
//!
//! It is read by the parser that reads numbers in JSON. The standard library's gives the same bits,
//! but brings a table of 10 KB that does not compress into every program that the browser loads.

/// The number nearest to the text, which is written as for [`str::parse`].
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let size = word(unsigned).or_else(|| magnitude(unsigned))?;
    Some(if text.starts_with('-') { -size } else { size })
}

fn word(text: &str) -> Option<f64> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is("nan") {
        return Some(f64::NAN);
    }
    (is("inf") || is("infinity")).then_some(f64::INFINITY)
}

/// What JSON has no form for is given one: `.5`, `5.` and `05`.
fn magnitude(text: &str) -> Option<f64> {
    let (mantissa, power) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_empty = whole.is_empty() && fraction.is_empty();
    if is_empty || !is_digits(whole) || !is_digits(fraction) || !is_power(power) {
        return None;
    }
    let as_in_json = || {
        let digits = whole.trim_start_matches('0');
        let whole = if digits.is_empty() { "0" } else { digits };
        serde_json::from_str(&format!("{whole}.{fraction}0{power}"))
    };
    let number = serde_json::from_str(text).or_else(|_| as_in_json());
    // The text is a number, so that the only thing wrong with it can be its size.
    Some(number.unwrap_or(f64::INFINITY))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Nothing, or as in `e5`, `E+5` and `e-5`.
fn is_power(text: &str) -> bool {
    let digits = text.get(1..).map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    digits.is_none_or(|digits| !digits.is_empty() && is_digits(digits))
}
