//! The text of a time to milliseconds since the Unix epoch.

use chrono::{Datelike, NaiveDate};

use super::calendar::{is_weekday, month, zone_ms};
use super::epoch::{self, Epoch};
use super::scanner::Scanner;
use crate::history::report::{DateOrder, EpochUnit, Skip, TimeForm};

/// The first stamp that is taken: 1970.
const EARLIEST_MS: i64 = 0;
/// The first that is not: 2100. What is later is a misread number, not a measurement.
const LATEST_MS: i64 = 4_102_444_800_000;
/// From the first day of the common era to the first of the Unix epoch.
const EPOCH_DAY: i32 = 719_163;

/// Reads the stamps of one file.
pub(in crate::history) struct StampReader {
    order: DateOrder,
    /// Told by the first epoch number and kept: the unit does not change within a file.
    pub(in crate::history) unit: Option<EpochUnit>,
    /// How many epoch numbers may be a spreadsheet's days.
    pub(in crate::history) days: u32,
    /// Some epoch number is written with an exponent.
    pub(in crate::history) has_exponents: bool,
}

impl StampReader {
    pub(in crate::history) const fn new(order: DateOrder) -> Self {
        Self { order, unit: None, days: 0, has_exponents: false }
    }

    /// A stamp and how it is written; of a time without a zone, what a clock in UTC would show.
    pub(in crate::history) fn read(&mut self, cell: &str) -> Result<(i64, TimeForm), Skip> {
        let (at_ms, form) = match parse(cell, self.order)?.0 {
            Stamp::Zoned(at_ms) => (at_ms, TimeForm::Zoned),
            Stamp::Zoneless(local_ms) => (local_ms, TimeForm::Zoneless),
            Stamp::Epoch(epoch) => {
                self.days = self.days.saturating_add(u32::from(epoch.may_be_a_day()));
                self.has_exponents |= cell.contains(['e', 'E']);
                let unit = *self.unit.get_or_insert_with(|| epoch.unit());
                (epoch.to_ms(unit), TimeForm::Epoch)
            }
            Stamp::Date | Stamp::Clock => return Err(Skip::UnreadableTime),
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

/// What a text is as a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::history) enum Written {
    /// A date with a time of day.
    Calendar,
    /// A date alone.
    Date,
    /// A time of day alone.
    Clock,
    /// A number.
    Epoch,
    /// None of these.
    Other,
}

impl Written {
    pub(in crate::history) fn of(cell: &str) -> Self {
        look(cell).0
    }
}

/// What a text is as a time, and which orders of day and month it allows; `None` where it is
/// written in no such way.
pub(in crate::history) fn look(cell: &str) -> (Written, Option<Orders>) {
    // Whole numbers are most of what there is in most files.
    if cell.len() != 8 && !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return (Written::Epoch, None);
    }
    let parsed = parse(cell, DateOrder::DayFirst);
    let parsed = match parsed {
        Err(Skip::NoSuchTime) => parse(cell, DateOrder::MonthFirst),
        parsed => parsed,
    };
    match parsed {
        Ok((Stamp::Zoned(_) | Stamp::Zoneless(_), orders)) => (Written::Calendar, orders),
        Ok((Stamp::Date, orders)) => (Written::Date, orders),
        Ok((Stamp::Clock, _)) => (Written::Clock, None),
        Ok((Stamp::Epoch(_), _)) => (Written::Epoch, None),
        Err(Skip::NoSuchTime) => (Written::Calendar, None),
        Err(_) => (Written::Other, None),
    }
}

/// Which orders of day and month a date allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::history) struct Orders {
    pub(in crate::history) day_first: bool,
    pub(in crate::history) month_first: bool,
}

enum Stamp {
    Zoned(i64),
    Zoneless(i64),
    Epoch(Epoch),
    Date,
    Clock,
}

fn parse(cell: &str, order: DateOrder) -> Result<(Stamp, Option<Orders>), Skip> {
    if let Some(epoch) = epoch::parse(cell) {
        // As seconds, `20260304` would be in 1970.
        let is_date = cell.len() == 8 && Date::read(&mut Scanner::new(cell))?.day_ms(order).is_ok();
        return Ok((if is_date { Stamp::Date } else { Stamp::Epoch(epoch) }, None));
    }
    // A browser writes the zone's name behind its offset.
    let plain = cell.split_once(" (").filter(|(_, name)| name.ends_with(')'));
    let plain = plain.map_or(cell, |(plain, _)| plain);
    let mut text = Scanner::new(plain.trim());
    skip_weekday(&mut text);
    if is_clock(text) {
        clock_ms(&mut text)?;
        return finished(text).map(|()| (Stamp::Clock, None));
    }
    let mut date = Date::read(&mut text)?;
    if text.is_done() {
        let (_, orders) = date.day_ms(order)?;
        return Ok((Stamp::Date, orders));
    }
    between(&mut text)?;
    let of_day_ms = clock_ms(&mut text)?;
    let mut offset_ms = zone(&mut text)?;
    if date.year.is_none() {
        text.skip(&[' ']);
        date.year = Some(text.number(4, 4)?.0);
        offset_ms = match offset_ms {
            None => zone(&mut text)?,
            known => known,
        };
    }
    finished(text)?;
    let (day_ms, orders) = date.day_ms(order)?;
    let local_ms = day_ms + of_day_ms;
    let stamp = offset_ms.map_or(Stamp::Zoneless(local_ms), |ms| Stamp::Zoned(local_ms - ms));
    Ok((stamp, orders))
}

fn finished(text: Scanner<'_>) -> Result<(), Skip> {
    if text.is_done() { Ok(()) } else { Err(Skip::UnreadableTime) }
}

fn skip_weekday(text: &mut Scanner<'_>) {
    let before = *text;
    if is_weekday(&text.word()) {
        text.skip(&['.', ',', ' ']);
    } else {
        *text = before;
    }
}

/// Digits and a colon: no date stands before the time of day.
fn is_clock(mut text: Scanner<'_>) -> bool {
    text.number(1, 2).is_ok() && text.peek() == Some(':')
}

/// A date as it is written.
struct Date {
    year: Option<i64>,
    rest: DayMonth,
}

enum DayMonth {
    Known { month: i64, day: i64 },
    Open { first: i64, second: i64 },
}

impl Date {
    fn read(text: &mut Scanner<'_>) -> Result<Self, Skip> {
        const BETWEEN: [char; 4] = ['-', '/', '.', ' '];
        let digits = text.digits_ahead();
        if digits == 0 {
            return Self::month_first(text);
        }
        if digits == 8 {
            return Self::compact(text);
        }
        let (first, _) = text.number(1, 4)?;
        let sign = text.one_of(&BETWEEN).ok_or(Skip::UnreadableTime)?;
        if digits == 4 {
            let (month, _) = text.number(1, 2)?;
            text.one_of(&[sign]).ok_or(Skip::UnreadableTime)?;
            let (day, _) = text.number(1, 2)?;
            return Ok(Self { year: Some(first), rest: DayMonth::Known { month, day } });
        }
        if digits == 3 {
            return Err(Skip::UnreadableTime);
        }
        text.skip(&[' ']);
        if text.digits_ahead() == 0 {
            let month = month(&text.word()).ok_or(Skip::UnreadableTime)?;
            text.skip(&['.', ' ', '-', '/', ',']);
            let (year, _) = text.number(4, 4)?;
            return Ok(Self { year: Some(year), rest: DayMonth::Known { month, day: first } });
        }
        let (second, _) = text.number(1, 2)?;
        text.one_of(&[sign]).ok_or(Skip::UnreadableTime)?;
        let (year, count) = text.number(2, 4)?;
        // Two digits are a year only where dots show which number is the day.
        let year = match (count, sign) {
            (4, _) => year,
            (2, '.') => 2_000 + year,
            _ => return Err(Skip::UnreadableTime),
        };
        Ok(Self { year: Some(year), rest: DayMonth::of(first, second, sign) })
    }

    /// `Mar 4, 2026`, and `Mar 4` before a time and a year.
    fn month_first(text: &mut Scanner<'_>) -> Result<Self, Skip> {
        let month = month(&text.word()).ok_or(Skip::UnreadableTime)?;
        text.skip(&['.', ' ', '-', '/']);
        let (day, _) = text.number(1, 2)?;
        let before = *text;
        text.skip(&[',', ' ', '-', '/']);
        let year = text.number(4, 4).ok().map(|(year, _)| year);
        if year.is_none() {
            *text = before;
        }
        Ok(Self { year, rest: DayMonth::Known { month, day } })
    }

    /// `20260304`, before a `T`.
    fn compact(text: &mut Scanner<'_>) -> Result<Self, Skip> {
        let (number, _) = text.number(8, 8)?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        Ok(Self { year: Some(year), rest: DayMonth::Known { month, day } })
    }

    /// Midnight, in milliseconds since the Unix epoch.
    fn day_ms(&self, order: DateOrder) -> Result<(i64, Option<Orders>), Skip> {
        let year = self.year.ok_or(Skip::UnreadableTime)?;
        let (first, second) = match self.rest {
            DayMonth::Known { month, day } => {
                return Ok((day_ms(year, month, day).ok_or(Skip::NoSuchTime)?, None));
            }
            DayMonth::Open { first, second } => (first, second),
        };
        let (day_first, month_first) = (day_ms(year, second, first), day_ms(year, first, second));
        let orders = Orders { day_first: day_first.is_some(), month_first: month_first.is_some() };
        let chosen = match order {
            DateOrder::DayFirst => day_first,
            DateOrder::MonthFirst => month_first,
        };
        Ok((chosen.ok_or(Skip::NoSuchTime)?, Some(orders)))
    }
}

impl DayMonth {
    /// Dots are written by those who write the day first, everywhere.
    const fn of(first: i64, second: i64, sign: char) -> Self {
        match sign {
            '.' => Self::Known { month: second, day: first },
            _ => Self::Open { first, second },
        }
    }
}

/// Midnight of a date, in milliseconds since the Unix epoch; `None` where there is no such date.
fn day_ms(year: i64, month: i64, day: i64) -> Option<i64> {
    let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(i64::from(date.num_days_from_ce() - EPOCH_DAY) * 86_400_000)
}

/// What stands between the date and the time of day: `T`, spaces, a comma, `@`, `at` or a colon.
fn between(text: &mut Scanner<'_>) -> Result<(), Skip> {
    if text.one_of(&['T', 't', ':', '_']).is_some() {
        return Ok(());
    }
    let before = text.peek();
    text.skip(&[' ', ',', '\u{a0}', '\u{202f}']);
    let at = text.one_of(&['@', '-']).is_some() || text.text("at ") || text.text("um ");
    text.skip(&[' ']);
    if at || before.is_some_and(|c| !c.is_ascii_digit()) {
        Ok(())
    } else {
        Err(Skip::UnreadableTime)
    }
}

/// `9:05`, `09:05:00.25`, `9:05 PM`, `0905`, `090500`.
fn clock_ms(text: &mut Scanner<'_>) -> Result<i64, Skip> {
    let digits = text.digits_ahead();
    let (hour, minute, second, fraction) = if digits == 6 || digits == 4 {
        let (number, _) = text.number(4, 6)?;
        let number = if digits == 4 { number * 100 } else { number };
        (number / 10_000, number / 100 % 100, number % 100, fraction(text)?)
    } else {
        let (hour, _) = text.number(1, 2)?;
        if text.one_of(&[':']).is_none() {
            return half_of_day(text, hour)?
                .map(|hour| hour * 3_600_000)
                .ok_or(Skip::UnreadableTime);
        }
        let (minute, _) = text.number(2, 2)?;
        match text.one_of(&[':']) {
            None => (hour, minute, 0, 0),
            Some(_) => (hour, minute, text.number(2, 2)?.0, fraction(text)?),
        }
    };
    let hour = half_of_day(text, hour)?.unwrap_or(hour);
    // RFC 3339 allows a leap second; it is read as the start of the next minute.
    if hour >= 24 || minute >= 60 || second > 60 {
        return Err(Skip::NoSuchTime);
    }
    Ok(((hour * 60 + minute) * 60 + second) * 1000 + fraction)
}

/// The hour by a clock of twelve, where `AM` or `PM` follows.
fn half_of_day(text: &mut Scanner<'_>, hour: i64) -> Result<Option<i64>, Skip> {
    let before = *text;
    text.skip(&[' ', '\u{a0}', '\u{202f}']);
    let mut word = text.word();
    // `a.m.`
    if (word == "a" || word == "p") && text.one_of(&['.']).is_some() && text.text("m") {
        text.skip(&['.']);
        word.push('m');
    }
    let base = match word.as_str() {
        "am" => 0,
        "pm" => 12,
        _ => {
            *text = before;
            return Ok(None);
        }
    };
    match hour {
        1..=12 => Ok(Some(hour % 12 + base)),
        _ => Err(Skip::NoSuchTime),
    }
}

/// A fraction in thousandths, 0 where there is none; what is finer is cut off.
fn fraction(text: &mut Scanner<'_>) -> Result<i64, Skip> {
    if text.one_of(&['.', ',']).is_none() {
        return Ok(0);
    }
    let digits = text.digits();
    if digits.is_empty() {
        return Err(Skip::UnreadableTime);
    }
    let padded = digits.bytes().chain(*b"00").take(3);
    Ok(padded.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')))
}

/// `Z`, `UTC`, `+02:00`, `+0200`, `+02` or `GMT+0100`, a space before it or not; `None` where a
/// year or nothing follows.
fn zone(text: &mut Scanner<'_>) -> Result<Option<i64>, Skip> {
    text.one_of(&[' ']);
    let word = text.word();
    let named = match word.as_str() {
        "" => None,
        word => Some(zone_ms(word).ok_or(Skip::UnreadableTime)?),
    };
    let Some(sign) = text.one_of(&['+', '-', '−']) else { return Ok(named) };
    if named.is_some_and(|ms| ms != 0) {
        return Err(Skip::UnreadableTime);
    }
    let digits = text.digits_ahead();
    let (number, _) = text.number(2, 4)?;
    let (hours, minutes) = match digits {
        4 => (number / 100, number % 100),
        2 if text.one_of(&[':']).is_some() => (number, text.number(2, 2)?.0),
        2 => (number, 0),
        _ => return Err(Skip::UnreadableTime),
    };
    // "+0000 UTC", as Go prints it.
    text.text(" UTC");
    if hours >= 24 || minutes >= 60 {
        return Err(Skip::NoSuchTime);
    }
    let size = (hours * 60 + minutes) * 60_000;
    Ok(Some(if sign == '+' { size } else { -size }))
}
