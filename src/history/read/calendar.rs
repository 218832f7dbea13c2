//! Words of dates: months, days of the week, zones.

/// The beginnings of the months' names in English, German and French; the longer ones first.
const MONTHS: [(&str, i64); 24] = [
    ("juin", 6),
    ("juil", 7),
    ("jan", 1),
    ("jän", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("apr", 4),
    ("avr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("aoû", 8),
    ("sep", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
];

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Zones whose abbreviation stands for one offset in dates: that of mail (RFC 5322) and of Europe,
/// in hours.
const ZONES: [(&str, i64); 15] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("cet", 1),
    ("cest", 2),
    ("eet", 2),
    ("eest", 3),
    ("est", -5),
    ("edt", -4),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
];

/// The month that a word in small letters names.
pub(super) fn month(word: &str) -> Option<i64> {
    if word.starts_with("déc") {
        return Some(12);
    }
    MONTHS.iter().find(|(start, _)| word.starts_with(start)).map(|(_, month)| *month)
}

/// Whether a word in small letters is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|day| word.starts_with(day)) && month(word).is_none()
}

/// The offset of a zone's abbreviation in small letters, in milliseconds east of UTC.
pub(super) fn zone_ms(word: &str) -> Option<i64> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, hours)| hours * 3_600_000)
}
