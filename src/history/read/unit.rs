//! Units as tools and people write them: `%`, `GiB`, `kB/s`, `req/min`.

use crate::history::report::{Quantity, Unit};

/// The unit that a series' name names: `Net (kB/s)`, `cpu_ratio`, `Requests per minute`, and what
/// CloudWatch's own names stand for.
pub(in crate::history) fn of_name(name: &str) -> Option<Unit> {
    let spaced = name.replace('_', " ");
    let word = bracketed(name).and_then(of).or_else(|| {
        let starts = spaced.match_indices(' ').map(|(at, _)| at + 1);
        let mut ends = [0].into_iter().chain(starts).map(|at| &spaced[at..]);
        // A single letter is rather a name's own.
        ends.find_map(|end| of(end).filter(|_| end.len() > 1))
    });
    word.or_else(|| {
        let last = name.rsplit(' ').next().unwrap_or(name);
        look_up(&CLOUD_WATCH, last).and_then(of)
    })
}

/// The unit that a word is; capitals count, as `Mb` and `MB` differ.
fn of(word: &str) -> Option<Unit> {
    let (quantity, factor) = read(word)?;
    let word = word.to_owned();
    (quantity != Quantity::Number).then_some(Unit { word, quantity, factor })
}

/// A quantity's own unit.
pub(in crate::history) fn base(quantity: Quantity) -> Unit {
    Unit { word: quantity.to_string(), quantity, factor: 1.0 }
}

/// The units of the metrics that CloudWatch names so.
const CLOUD_WATCH: [(&str, &str); 3] =
    [("CPUUtilization", "%"), ("NetworkIn", "B"), ("NetworkOut", "B")];

/// What is counted per time.
const COUNTED: [&str; 9] =
    ["", "req", "requests", "c", "conn", "connections", "ops", "events", "sessions"];

/// Rates of which the time is within the word, and their seconds.
const RATES: [(&str, f64); 7] = [
    ("rps", 1.0),
    ("cps", 1.0),
    ("ops", 1.0),
    ("reqps", 1.0),
    ("rpm", 60.0),
    ("cpm", 60.0),
    ("opm", 60.0),
];

/// Short numbers as dashboards print them.
const SHORT: [(&str, f64); 8] = [
    ("K", 1e3),
    ("k", 1e3),
    ("M", 1e6),
    ("Mil", 1e6),
    ("G", 1e9),
    ("Bil", 1e9),
    ("T", 1e12),
    ("Tri", 1e12),
];

const PREFIXES: [(&str, f64); 10] = [
    ("Ki", 1_024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("k", 1e3),
    ("K", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
    ("", 1.0),
];

/// What a word measures, and how many base units it is.
pub(in crate::history) fn read(word: &str) -> Option<(Quantity, f64)> {
    match word {
        "%" | "percent" | "pct" => return Some((Quantity::Percent, 1.0)),
        "ratio" => return Some((Quantity::Percent, 100.0)),
        _ => {}
    }
    if let Some(factor) = look_up(&SHORT, word) {
        return Some((Quantity::Number, factor));
    }
    if let Some(seconds) = look_up(&RATES, word) {
        return Some((Quantity::Rate, 1.0 / seconds));
    }
    let Some((stem, seconds)) = per_time(word) else {
        return bytes(word).map(|factor| (Quantity::Bytes, factor));
    };
    if let Some(factor) = bytes(stem) {
        return Some((Quantity::ByteRate, factor / seconds));
    }
    if let Some(factor) = bits(stem) {
        return Some((Quantity::ByteRate, factor / 8.0 / seconds));
    }
    if word.ends_with("ps") {
        return None;
    }
    let (short, counted) = stem.split_once(' ').unwrap_or(("", stem));
    let factor = if short.is_empty() { 1.0 } else { look_up(&SHORT, short)? };
    let is_counted = COUNTED.iter().any(|known| counted.eq_ignore_ascii_case(known));
    is_counted.then_some((Quantity::Rate, factor / seconds))
}

/// What is counted, and in how many seconds.
fn per_time(word: &str) -> Option<(&str, f64)> {
    const ENDS: [(&str, f64); 8] = [
        ("/s", 1.0),
        ("/sec", 1.0),
        ("/second", 1.0),
        (" per second", 1.0),
        ("/min", 60.0),
        ("/minute", 60.0),
        (" per minute", 60.0),
        ("ps", 1.0),
    ];
    ENDS.iter().find_map(|(end, seconds)| Some((word.strip_suffix(end)?, *seconds)))
}

fn bytes(word: &str) -> Option<f64> {
    if word.eq_ignore_ascii_case("bytes") {
        return Some(1.0);
    }
    look_up(&PREFIXES, word.strip_suffix('B')?)
}

fn bits(word: &str) -> Option<f64> {
    if word.eq_ignore_ascii_case("bits") {
        return Some(1.0);
    }
    look_up(&PREFIXES, word.strip_suffix('b')?)
}

/// What stands in the last brackets.
fn bracketed(name: &str) -> Option<&str> {
    let open = name.rfind(['(', '['])?;
    let within = &name[open + 1..];
    within.find([')', ']']).map(|close| within[..close].trim())
}

fn look_up<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, factor)| *factor)
}
