//! Numbers, spans of time and foreign text as they stand in sentences of the language spoken.

use super::language::{language, translated};

/// A span of time in its two largest units: `1 d 1 h`, `2 min 30 s`, `250 ms`, each number with a
/// no-break space before its unit. Milliseconds are told only of what is shorter than a second;
/// nothing and less is `0 s`.
#[must_use]
pub fn duration_text(ms: i64) -> String {
    const UNITS: [(i64, &str); 5] = [
        (86_400_000, text!("days" => "d")),
        (3_600_000, "h"),
        (60_000, "min"),
        (1_000, "s"),
        (1, "ms"),
    ];
    let Some(first) = UNITS.iter().position(|(size, _)| ms >= *size) else {
        return "0\u{a0}s".to_owned();
    };
    let (size, unit) = UNITS[first];
    let text = format!("{}\u{a0}{}", ms / size, translated(unit));
    match UNITS.get(first + 1) {
        Some((next, name)) if *name != "ms" && ms % size >= *next => {
            format!("{text} {}\u{a0}{name}", ms % size / next)
        }
        _ => text,
    }
}

/// A count with its digits in groups of three: `12,345`.
#[must_use]
pub fn thousands(number: u64) -> String {
    in_groups(&number.to_string())
}

/// A number with so many decimals and its digits in groups of three: `-12,345.6`.
///
/// ```
/// use headroom::base::grouped;
///
/// assert_eq!(grouped(-12_345.6, 1), "-12,345.6");
/// assert_eq!(grouped(f64::INFINITY, 2), "inf");
/// ```
#[must_use]
pub fn grouped(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    let (sign, size) = text.strip_prefix('-').map_or(("", text.as_str()), |size| ("-", size));
    let whole = size.find(language().marks().1).unwrap_or(size.len());
    format!("{sign}{}{}", in_groups(&size[..whole]), &size[whole..])
}

/// A number with so many decimals: `-12345.6`.
#[must_use]
pub fn fixed(value: f64, decimals: usize) -> String {
    pointed(format!("{value:.decimals$}"))
}

/// A number as so many decimals show it. The difference of two shown numbers is that of these: 2.4
/// and 2.6 read 2 and 3, and so differ by 1.
#[must_use]
pub fn as_shown(value: f64, decimals: usize) -> f64 {
    // Nothing has no sign.
    format!("{value:.decimals$}").parse().map_or(value, |shown: f64| shown + 0.0)
}

/// The decimals in which minutes that stand beside each other are shown: whole ones, but tenths
/// where one is short and not whole, and more where it would read 0.
///
/// ```
/// use headroom::base::minute_decimals;
///
/// assert_eq!(minute_decimals(&[12_001.3, 0.0]), 0);
/// assert_eq!(minute_decimals(&[12_001.0, 0.5]), 1);
/// assert_eq!(minute_decimals(&[0.02]), 2, "no stretch reads 0");
/// ```
#[must_use]
pub fn minute_decimals(minutes: &[f64]) -> usize {
    let decimals = |minutes: &f64| match *minutes {
        none if none <= 0.0 => 0,
        least if least < 0.05 => 2,
        short if short < 10.0 && as_shown(short, 1).fract() != 0.0 => 1,
        _ => 0,
    };
    minutes.iter().map(decimals).max().unwrap_or(0)
}

/// A number with the decimals that it has: `0.02754`.
#[must_use]
pub fn plain(value: f64) -> String {
    pointed(value.to_string())
}

/// A number's text with the decimal mark of the language spoken.
fn pointed(text: String) -> String {
    match language().marks() {
        (_, '.') => text,
        (_, point) => text.replace('.', point.encode_utf8(&mut [0; 4])),
    }
}

/// Digits in groups of three. A word, such as `inf` or `NaN`, is itself.
fn in_groups(digits: &str) -> String {
    let (between, _) = language().marks();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digit.is_ascii_digit() {
            text.push(between);
        }
        text.push(digit);
    }
    text
}

/// The start of a foreign text, to be shown in a message: at most so many characters and then an
/// ellipsis, without control characters.
///
/// ```
/// assert_eq!(headroom::base::shortened("too\nlong a name", 7), "toolong…");
/// ```
#[must_use]
pub fn shortened(text: &str, longest: usize) -> String {
    let mut start: String = text.chars().filter(|c| !c.is_control()).take(longest).collect();
    if text.chars().nth(longest).is_some() {
        start.push('…');
    }
    start
}

/// A text as it is searched for: in small letters, without the accents of the languages spoken.
///
/// ```
/// assert_eq!(headroom::base::folded("Modèle À part"), "modele a part");
/// assert_eq!(headroom::base::folded("50\u{a0}%"), "50 %");
/// ```
#[must_use]
pub fn folded(text: &str) -> String {
    let plain = |letter| match letter {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        // Nobody types those that keep a number and its unit on one line.
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    };
    text.chars().map(small).filter(|own| !is_accent(*own)).map(plain).collect()
}

/// Whether a character is the accent of the one before it: some keyboards type the two apart.
pub(super) fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The small letter of one of Latin, modern Greek or Cyrillic; any other character as it is. The
/// standard library knows all scripts, by a table that takes 6 KB of what has to come before the
/// first list.
fn small(letter: char) -> char {
    let code = u32::from(letter);
    let small = match code {
        0x41..=0x5a | 0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f => {
            code + 32
        }
        0x400..=0x40f => code + 80,
        // These stand in pairs, with the capital letter first: at an even place, or at an odd one.
        0x100..=0x12f
        | 0x132..=0x137
        | 0x14a..=0x177
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => code | 1,
        0x139..=0x148 | 0x179..=0x17e | 0x4c1..=0x4ce => code + code % 2,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e..=0x38f => code + 63,
        0x130 => 0x69,
        0x178 => 0xff,
        0x1e9e => 0xdf,
        other => other,
    };
    char::from_u32(small).unwrap_or(letter)
}

/// Words as a list within a sentence, as in `a, b and c`; nothing of none.
#[must_use]
pub fn listed(words: &[String]) -> Option<String> {
    let (last, others) = words.split_last()?;
    let others = others.join(", ");
    Some(if others.is_empty() { last.clone() } else { t!("{others} and {last}") })
}
