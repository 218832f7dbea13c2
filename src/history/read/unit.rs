//! Units as tools and people write them: `%`, `GiB`, `kB/s`, `req/min`.

use crate::history::report::{Quantity, Unit};

/// The unit that a series' name names: `Net (kB/s)`, `cpu_ratio`, `Requests per minute`, and what
/// the names of some tools stand for. What stands in brackets and is no unit that is known here is
/// an unknown one, unless it is a statistic or only digits and signs.
pub(in crate::history) fn of_name(name: &str) -> Option<Unit> {
    let spaced = name.replace(['_', ','], " ");
    let word = bracketed(name).and_then(of).or_else(|| {
        let starts = spaced.match_indices(' ').map(|(at, _)| at + 1);
        let mut ends = [0].into_iter().chain(starts).map(|at| &spaced[at..]);
        // A single letter is rather a name's own.
        ends.find_map(|end| of(end).filter(|_| end.len() > 1 || end == "%"))
    });
    let name = name.split('{').next().unwrap_or_default();
    let is_apart = name.contains([' ', '[']);
    word.or_else(|| known_name(name))
        .or_else(|| bracketed(name).filter(|_| is_apart).and_then(unknown))
}

/// The unit of a metric of a tool that names it so.
fn known_name(name: &str) -> Option<Unit> {
    let plain = name.split('(').next().unwrap_or_default().trim();
    let known = KNOWN_NAMES.iter().find(|(known, _)| {
        let rest = plain.strip_suffix(known);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '.', '_']))
    });
    known.map(|(_, word)| of_tool(word))
}

/// A unit that is not known here.
fn unknown(word: &str) -> Option<Unit> {
    const STATISTICS: [&str; 12] = [
        "avg", "average", "mean", "min", "minimum", "max", "maximum", "sum", "total", "count",
        "last", "global",
    ];
    let is_statistic = STATISTICS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_word =
        word.chars().next().is_some_and(char::is_alphabetic) && !word.contains(['=', ':']);
    let unit = || Unit { word: word.to_owned(), quantity: Quantity::Unknown, factor: 1.0 };
    (!is_statistic && is_word).then(unit)
}

/// The unit that a tool's word is, if it is known here.
pub(in crate::history) fn word(word: &str) -> Option<Unit> {
    of(word)
}

/// The unit that a tool's word is; an unknown one where it is not known here.
pub(in crate::history) fn of_tool(word: &str) -> Unit {
    let unknown = || Unit { word: word.to_owned(), quantity: Quantity::Unknown, factor: 1.0 };
    of(word).unwrap_or_else(unknown)
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

/// The units of the metrics that tools name so: CloudWatch, Azure Monitor, sysstat, Windows.
const KNOWN_NAMES: [(&str, &str); 11] = [
    ("CPUUtilization", "%"),
    ("NetworkIn", "B"),
    ("NetworkOut", "B"),
    ("Percentage CPU", "%"),
    ("Network In Total", "B"),
    ("Network Out Total", "B"),
    ("rxkB/s", "KiB/s"),
    ("txkB/s", "KiB/s"),
    ("Bytes Received/sec", "B/s"),
    ("Bytes Sent/sec", "B/s"),
    ("CPUCreditBalance", "credits"),
];

/// What is counted per time.
const COUNTED: [&str; 11] = [
    "",
    "req",
    "requests",
    "c",
    "conn",
    "connections",
    "ops",
    "events",
    "sessions",
    "p",
    "packets",
];

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
        "ratio" | "0-1" => return Some((Quantity::Percent, 100.0)),
        "cores" | "core" | "vCPUs" => return Some((Quantity::Cores, 1.0)),
        "mcores" | "millicores" | "mCPU" => return Some((Quantity::Cores, 1e-3)),
        _ => {}
    }
    if let Some(factor) = look_up(&SHORT, word) {
        return Some((Quantity::Number, factor));
    }
    if let Some(seconds) = look_up(&RATES, word) {
        return Some((Quantity::Rate, 1.0 / seconds));
    }
    let Some((stem, seconds)) = per_time(word) else {
        let factor =
            bytes(word).or_else(|| Some(bits(word).filter(|_| word.contains("bit"))? / 8.0));
        return factor.map(|factor| (Quantity::Bytes, factor));
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
    if let Some(found) = per_minutes(word) {
        return Some(found);
    }
    // As Grafana wrote kilobytes per second once: "kBs".
    if let Some(stem) = word.strip_suffix("Bs") {
        return Some((&word[..stem.len() + 1], 1.0));
    }
    ENDS.iter().find_map(|(end, seconds)| Some((word.strip_suffix(end)?, *seconds)))
}

/// `bytes per 5 min`: over that many seconds.
fn per_minutes(word: &str) -> Option<(&str, f64)> {
    let (stem, time) = word.split_once(" per ")?;
    let (count, unit) = time.split_once(' ')?;
    let count = count.parse::<u32>().ok().filter(|count| *count > 0)?;
    let seconds = match unit {
        "s" | "sec" | "seconds" => 1.0,
        "min" | "minutes" => 60.0,
        "h" | "hours" => 3_600.0,
        _ => return None,
    };
    Some((stem, seconds * f64::from(count)))
}

fn bytes(word: &str) -> Option<f64> {
    if ["bytes", "byte", "octets"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return Some(1.0);
    }
    // The French octet: "Mo".
    look_up(&PREFIXES, word.strip_suffix('B').or_else(|| word.strip_suffix('o'))?)
}

fn bits(word: &str) -> Option<f64> {
    if ["bits", "bit"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return Some(1.0);
    }
    look_up(&PREFIXES, word.strip_suffix("bit").or_else(|| word.strip_suffix('b'))?)
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
