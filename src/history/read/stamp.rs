//! The text of a time to milliseconds since the Unix epoch.

use crate::history::report::{EpochUnit, Skip, TimeForm};
use chrono::{Datelike, NaiveDate};

/// The first stamp that is taken: 1970.
const EARLIEST_MS: i64 = 0;
/// The first that is not: 2100. What is later is a misread number, not a measurement.
const LATEST_MS: i64 = 4_102_444_800_000;
/// From the first day of the common era to the first of the Unix epoch.
const EPOCH_DAY: i32 = 719_163;

/// Reads the stamps of one file.
pub(in crate::history) struct StampReader {
    offset_ms: i64,
    /// Told by the first epoch number and kept: the unit does not change within a file.
    pub(in crate::history) unit: Option<EpochUnit>,
}

impl StampReader {
    /// `offset_min` is the zone of the stamps that name none, in minutes east of UTC.
    pub(in crate::history) fn new(offset_min: i32) -> Self {
        Self { offset_ms: i64::from(offset_min) * 60_000, unit: None }
    }

    pub(in crate::history) fn read(&mut self, cell: &str) -> Result<(i64, TimeForm), Skip> {
        let stamp = parse(cell)?;
        let (at_ms, form) = match stamp {
            Stamp::Zoned(at_ms) => (at_ms, TimeForm::Zoned),
            Stamp::Zoneless(local_ms) => (local_ms - self.offset_ms, TimeForm::Zoneless),
            Stamp::Epoch { whole, thousandths } => {
                let unit = *self.unit.get_or_insert_with(|| unit_of(whole));
                (to_ms(unit, whole, thousandths), TimeForm::Epoch)
            }
        };
        if !in_range(at_ms) {
            return Err(Skip::FarTime);
        }
        Ok((at_ms, form))
    }
}

/// Whether a moment is one that a measurement can have.
pub(in crate::history) fn in_range(at_ms: i64) -> bool {
    (EARLIEST_MS..LATEST_MS).contains(&at_ms)
}

/// Whether the text is a time with a date, as no name and no value is.
pub(in crate::history) fn is_calendar(cell: &str) -> bool {
    matches!(parse(cell), Ok(Stamp::Zoned(_) | Stamp::Zoneless(_)) | Err(Skip::NoSuchTime))
}

enum Stamp {
    Zoned(i64),
    Zoneless(i64),
    Epoch { whole: i64, thousandths: i64 },
}

/// Seconds until the year 5138, then the next unit, and so on: the ranges of real dates do not
/// overlap.
fn unit_of(whole: i64) -> EpochUnit {
    match whole.unsigned_abs() {
        0..100_000_000_000 => EpochUnit::Seconds,
        100_000_000_000..100_000_000_000_000 => EpochUnit::Milliseconds,
        100_000_000_000_000..100_000_000_000_000_000 => EpochUnit::Microseconds,
        _ => EpochUnit::Nanoseconds,
    }
}

fn to_ms(unit: EpochUnit, whole: i64, thousandths: i64) -> i64 {
    match unit {
        EpochUnit::Seconds => whole.saturating_mul(1000).saturating_add(thousandths),
        EpochUnit::Milliseconds => whole,
        EpochUnit::Microseconds => whole.div_euclid(1000),
        EpochUnit::Nanoseconds => whole.div_euclid(1_000_000),
    }
}

fn parse(cell: &str) -> Result<Stamp, Skip> {
    let mut text = Text { rest: cell.as_bytes() };
    let is_date = matches!(text.rest.get(4), Some(b'-' | b'/'));
    let stamp = if is_date { text.date_time()? } else { text.epoch()? };
    if text.rest.is_empty() { Ok(stamp) } else { Err(Skip::UnreadableTime) }
}

/// What is left to read.
struct Text<'a> {
    rest: &'a [u8],
}

impl Text<'_> {
    fn date_time(&mut self) -> Result<Stamp, Skip> {
        let year = self.digits(4)?;
        let between = self.one_of(b"-/").ok_or(Skip::UnreadableTime)?;
        let month = self.digits(2)?;
        self.one_of(&[between]).ok_or(Skip::UnreadableTime)?;
        let day = self.digits(2)?;
        self.one_of(b"Tt ").ok_or(Skip::UnreadableTime)?;
        let local_ms = day_ms(year, month, day)? + self.time_ms()?;
        if self.rest.is_empty() {
            return Ok(Stamp::Zoneless(local_ms));
        }
        Ok(Stamp::Zoned(local_ms - self.offset_ms()?))
    }

    /// `HH:MM`, `HH:MM:SS` or with a fraction.
    fn time_ms(&mut self) -> Result<i64, Skip> {
        let hour = self.digits(2)?;
        self.one_of(b":").ok_or(Skip::UnreadableTime)?;
        let minute = self.digits(2)?;
        let mut second = 0;
        let mut fraction = 0;
        if self.one_of(b":").is_some() {
            second = self.digits(2)?;
            fraction = self.fraction()?;
        }
        // RFC 3339 allows a leap second; it is read as the start of the next minute.
        if hour >= 24 || minute >= 60 || second > 60 {
            return Err(Skip::NoSuchTime);
        }
        Ok(((hour * 60 + minute) * 60 + second) * 1000 + fraction)
    }

    /// `Z`, `UTC`, `+02:00`, `+0200` or `+02`, a space before it or not.
    fn offset_ms(&mut self) -> Result<i64, Skip> {
        self.one_of(b" ");
        if self.one_of(b"Zz").is_some() || self.word(b"UTC") || self.word(b"GMT") {
            return Ok(0);
        }
        let sign = if self.one_of(b"+-").ok_or(Skip::UnreadableTime)? == b'-' { -1 } else { 1 };
        let hours = self.digits(2)?;
        let colon = self.one_of(b":").is_some();
        let has_minutes = colon || self.rest.first().is_some_and(u8::is_ascii_digit);
        let minutes = if has_minutes { self.digits(2)? } else { 0 };
        // "+0000 UTC", as Go prints it.
        self.word(b" UTC");
        if hours >= 24 || minutes >= 60 {
            return Err(Skip::NoSuchTime);
        }
        Ok(sign * (hours * 60 + minutes) * 60_000)
    }

    fn epoch(&mut self) -> Result<Stamp, Skip> {
        let sign = if self.one_of(b"-").is_some() { -1 } else { 1 };
        let whole = self.digits(self.digits_ahead())?;
        let thousandths = self.fraction()?;
        Ok(Stamp::Epoch { whole: sign * whole, thousandths: sign * thousandths })
    }

    /// A fraction in thousandths, 0 where there is none; what is finer is cut off.
    fn fraction(&mut self) -> Result<i64, Skip> {
        if self.one_of(b".,").is_none() {
            return Ok(0);
        }
        let (digits, rest) = self.rest.split_at(self.digits_ahead());
        if digits.is_empty() {
            return Err(Skip::UnreadableTime);
        }
        self.rest = rest;
        let padded = digits.iter().chain(b"00").take(3);
        Ok(padded.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
    }

    fn digits_ahead(&self) -> usize {
        self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// Exactly so many digits, at least one.
    fn digits(&mut self, count: usize) -> Result<i64, Skip> {
        let (digits, rest) = self.rest.split_at_checked(count).ok_or(Skip::UnreadableTime)?;
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return Err(Skip::UnreadableTime);
        }
        self.rest = rest;
        // Saturates on more digits than any date has; the range check refuses that.
        Ok(digits.iter().fold(0, |sum: i64, digit| {
            sum.saturating_mul(10).saturating_add(i64::from(digit - b'0'))
        }))
    }

    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        if !allowed.contains(first) {
            return None;
        }
        self.rest = rest;
        Some(*first)
    }

    fn word(&mut self, word: &[u8]) -> bool {
        let Some(rest) = self.rest.strip_prefix(word) else { return false };
        self.rest = rest;
        true
    }
}

/// Midnight of a date, in milliseconds since the Unix epoch.
fn day_ms(year: i64, month: i64, day: i64) -> Result<i64, Skip> {
    let year = i32::try_from(year).unwrap_or_default();
    let (month, day) = (u32::try_from(month).unwrap_or(0), u32::try_from(day).unwrap_or(0));
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(Skip::NoSuchTime)?;
    Ok(i64::from(date.num_days_from_ce() - EPOCH_DAY) * 86_400_000)
}
