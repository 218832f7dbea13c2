//! A stretch of time as people type it: `6h`, `since 1 Jun`, `1 Jun 14:00 - 15:00`, Unix time.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

use super::Window;
use crate::base::translated;
use crate::chart::offsets::told_apart;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// No history is longer: a hundred years.
const LONGEST_MS: i64 = 36_525 * 24 * HOUR_MS;

/// What a range can look like, for whoever typed another thing.
pub const RANGES: &str =
    text!("Type 6h, 14d, all, since 1 Jun, 1 Jun 14:00 - 15:00, 2026-06-01, or a Unix time.");

/// The clock by which ranges are read and written.
#[derive(Clone, Copy)]
pub struct Calendar<'a> {
    /// The present instant, in milliseconds since the Unix epoch.
    pub now_ms: i64,
    /// What the displayed zone adds to UTC at an instant, in milliseconds.
    pub offset_ms_at: &'a dyn Fn(i64) -> i64,
}

/// The words that are read here, as they are typed in the language spoken.
const WORDS: [&str; 20] = [
    text!("typed" => "all"),
    text!("typed" => "last"),
    text!("typed" => "since"),
    text!("typed" => "now"),
    text!("typed" => "today"),
    text!("typed" => "yesterday"),
    text!("typed" => "to"),
    text!("typed" => "until"),
    text!("typed" => "on"),
    text!("typed" => "1st"),
    text!("typed" => "minute"),
    text!("typed" => "minutes"),
    text!("typed" => "hour"),
    text!("typed" => "hours"),
    text!("typed" => "d"),
    text!("typed" => "day"),
    text!("typed" => "days"),
    text!("typed" => "w"),
    text!("typed" => "week"),
    text!("typed" => "weeks"),
];

/// Likewise the months.
const MONTHS: [&str; 12] = [
    text!("month" => "January"),
    text!("month" => "February"),
    text!("month" => "March"),
    text!("month" => "April"),
    text!("month" => "May"),
    text!("month" => "June"),
    text!("month" => "July"),
    text!("month" => "August"),
    text!("month" => "September"),
    text!("month" => "October"),
    text!("month" => "November"),
    text!("month" => "December"),
];

/// Likewise as they are written here.
const SHORT_MONTHS: [&str; 12] = [
    text!("short month" => "Jan"),
    text!("short month" => "Feb"),
    text!("short month" => "Mar"),
    text!("short month" => "Apr"),
    text!("short month" => "May"),
    text!("short month" => "Jun"),
    text!("short month" => "Jul"),
    text!("short month" => "Aug"),
    text!("short month" => "Sep"),
    text!("short month" => "Oct"),
    text!("short month" => "Nov"),
    text!("short month" => "Dec"),
];

/// What one end of a range names: an instant, or a whole day.
#[derive(Clone, Copy)]
struct Point {
    from_ms: i64,
    to_ms: i64,
}

impl Calendar<'_> {
    /// The window that somebody typed. A day without a year is the latest that has begun, a time
    /// without a day the latest that has passed; a day as an end is meant until it is over.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what it can look like.
    ///
    /// ```
    /// use headroom::lab::{Calendar, Window};
    ///
    /// // Monday, 2 March 2026, 08:00 UTC, where clocks show an hour more.
    /// let calendar = Calendar { now_ms: 1_772_438_400_000, offset_ms_at: &|_| 3_600_000 };
    /// assert_eq!(calendar.window("6h"), Ok(Window::Last(6 * 3_600_000)));
    /// let hour = calendar.window("1 Mar 14:00 - 15:00")?;
    /// assert_eq!(hour, Window::Fixed(1_772_370_000_000, 1_772_373_600_000));
    /// assert_eq!(calendar.window(&calendar.text(hour)), Ok(hour));
    /// assert!(calendar.window("soon").unwrap_err().contains("Type 6h"));
    /// # Ok::<(), String>(())
    /// ```
    pub fn window(self, typed: &str) -> Result<Window, String> {
        let typed = typed.trim();
        self.read(typed).map_err(|wrong| wrong.words(typed))
    }

    fn read(self, typed: &str) -> Result<Window, Wrong> {
        let low = in_english(&typed.to_lowercase());
        // The dash of a time before now parts no ends.
        let low = low.replace("now - ", "now-");
        if low == "all" {
            return Ok(Window::All);
        }
        let last = low.strip_prefix("last ").or_else(|| low.strip_prefix("now-")).unwrap_or(&low);
        if let Some(ms) = lasting_ms(last) {
            return ms.map(Window::Last);
        }
        // Hours alone are a span, and none of this one.
        if low.strip_suffix('h').is_some_and(|hours| hours.parse::<u32>().is_ok()) {
            return Err(Wrong::Unread);
        }
        let window = self.ends(&low)?;
        let is_backwards = match window {
            Window::Fixed(from_ms, to_ms) => from_ms >= to_ms,
            Window::Since(from_ms) => from_ms >= self.now_ms,
            Window::All | Window::Last(_) => false,
        };
        if is_backwards { Err(Wrong::Backwards) } else { Ok(window) }
    }

    /// A window as it can be typed again, to the second.
    #[must_use]
    pub fn text(self, window: Window) -> String {
        let (from_ms, to_ms) = match window {
            Window::Fixed(from_ms, to_ms) => (from_ms, to_ms),
            Window::Since(from_ms) => (from_ms, from_ms),
            Window::All | Window::Last(_) => return in_own_words(&window.text()),
        };
        let (Some(from), Some(to)) = (self.local(from_ms), self.local(to_ms)) else {
            return window.text();
        };
        let day = |at: NaiveDateTime| {
            let this_year = self.local(self.now_ms).is_some_and(|now| now.year() == at.year());
            // One later in this year than today would be read as last year's.
            let is_past = self.local(self.now_ms).is_some_and(|now| at <= now);
            let text = format!("{} {}", at.day(), month(at));
            if this_year && is_past { text } else { format!("{text} {}", at.year()) }
        };
        let clock = |at: NaiveDateTime, at_ms| {
            let apart = told_apart(at_ms, self.offset_ms_at).unwrap_or_default();
            let form = if at.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
            format!("{}{apart}", at.format(form))
        };
        let (begin, end) = (clock(from, from_ms), clock(to, to_ms));
        if let Window::Since(_) = window {
            return format!("{} {} {begin}", t!("typed" => "since"), day(from));
        }
        if from.date() == to.date() {
            return format!("{} {begin} - {end}", day(from));
        }
        format!("{} {begin} - {} {end}", day(from), day(to))
    }

    fn ends(self, text: &str) -> Result<Window, Wrong> {
        if let Some(since) = text.strip_prefix("since ") {
            return Ok(Window::Since(self.point(since, None)?.from_ms));
        }
        if let Some((from, ms)) =
            text.split_once('+').and_then(|(from, own)| Some((from, lasting_ms(own.trim())?)))
        {
            let from_ms = self.point(from, None)?.from_ms;
            return Ok(Window::Fixed(from_ms, from_ms.saturating_add(ms?)));
        }
        let Some((from, to)) = halves(text) else {
            let Point { from_ms, to_ms } = self.point(text, None)?;
            return Ok(match from_ms == to_ms {
                // An instant is looked at in its hour.
                true => Window::Fixed(from_ms - HOUR_MS / 2, to_ms + HOUR_MS / 2),
                // A day that is not over goes until now.
                false if (from_ms..to_ms).contains(&self.now_ms) => Window::Since(from_ms),
                false => Window::Fixed(from_ms, to_ms),
            });
        };
        if to.trim() == "now" {
            let back = from.trim().strip_prefix("now-").and_then(lasting_ms);
            let since = || Ok(Window::Since(self.point(from, None)?.from_ms));
            return back.map_or_else(since, |ms| ms.map(Window::Last));
        }
        let from = self.point(from, None)?;
        Ok(Window::Fixed(from.from_ms, self.point(to, Some(from.from_ms))?.to_ms))
    }

    /// One end; `after_ms` is the other one, which lends its day to a time alone.
    fn point(self, text: &str, after_ms: Option<i64>) -> Result<Point, Wrong> {
        let text = text.trim();
        let instant = |at_ms| Point { from_ms: at_ms, to_ms: at_ms };
        if text == "now" {
            return Ok(instant(self.now_ms));
        }
        let before = text.strip_prefix("now-").or_else(|| text.strip_suffix(" ago"));
        if let Some(before_ms) = before.and_then(lasting_ms) {
            return Ok(instant(self.now_ms - before_ms?));
        }
        if let Some(at_ms) = unix_ms(text) {
            return Ok(instant(at_ms));
        }
        let stamp = text.to_ascii_uppercase();
        let at = DateTime::parse_from_rfc3339(&stamp);
        if let Ok(at) = at.or_else(|_| DateTime::parse_from_str(&stamp, "%Y-%m-%dT%H:%M%#z")) {
            return Ok(instant(at.timestamp_millis()));
        }
        // What clocks add to UTC may stand behind a time.
        let apart = text.rsplit_once(' ').and_then(|(time, own)| Some((time, offset_of(own)?)));
        let (text, offset_ms) = apart.map_or((text, None), |(text, own)| (text.trim(), Some(own)));
        if let Some(time) = time_of(text) {
            return self.time_alone(time, offset_ms, after_ms).map(instant);
        }
        // The time stands last, behind a blank or the T of ISO 8601.
        let cut = text.rsplit_once([' ', 't']).and_then(|(day, time)| Some((day, time_of(time)?)));
        let (day, time) = cut.map_or((text, None), |(day, time)| (day, Some(time)));
        let day = self.day(day.trim().trim_end_matches(','))?;
        match time {
            Some(time) => self.instant(day.and_time(time), offset_ms).map(instant),
            None if offset_ms.is_some() => Err(Wrong::Unread),
            None => self.whole(day),
        }
    }

    fn time_alone(
        self,
        time: NaiveTime,
        offset_ms: Option<i64>,
        after_ms: Option<i64>,
    ) -> Result<i64, Wrong> {
        let near_ms = after_ms.unwrap_or(self.now_ms);
        let date = self.local(near_ms).ok_or(Wrong::Beyond)?.date();
        let same_day_ms = self.instant(date.and_time(time), offset_ms)?;
        let day = match after_ms {
            Some(_) if same_day_ms <= near_ms => date.checked_add_days(Days::new(1)),
            None if same_day_ms > near_ms => date.checked_sub_days(Days::new(1)),
            _ => return Ok(same_day_ms),
        };
        self.instant(day.ok_or(Wrong::Beyond)?.and_time(time), offset_ms)
    }

    fn day(self, text: &str) -> Result<NaiveDate, Wrong> {
        let dated = || text.split_once(' ').filter(|(first, _)| is_weekday(first));
        self.date(text).or_else(|wrong| dated().map_or(Err(wrong), |(_, rest)| self.date(rest)))
    }

    fn date(self, text: &str) -> Result<NaiveDate, Wrong> {
        let today = self.local(self.now_ms).ok_or(Wrong::Beyond)?.date();
        let yesterday = || today.checked_sub_days(Days::new(1)).ok_or(Wrong::Beyond);
        match text {
            "today" => return Ok(today),
            "yesterday" => return yesterday(),
            _ => {}
        }
        let whole = ["%Y-%m-%d", "%d %B %Y", "%B %d %Y", "%B %d, %Y", "%d.%m.%Y"];
        let plain = text.replace("1st", "1");
        if let Some(day) =
            whole.iter().find_map(|form| NaiveDate::parse_from_str(&plain, form).ok())
        {
            return Ok(day);
        }
        // The latest that has begun; a leap day may be some years ago.
        let of_year = |year: i32| {
            let dated = format!("{plain} {year}");
            let forms = ["%d %B %Y", "%B %d %Y"].iter();
            let mut days = forms.filter_map(|form| NaiveDate::parse_from_str(&dated, form).ok());
            days.find(|day| *day <= today)
        };
        (0..8).find_map(|back| of_year(today.year() - back)).ok_or(Wrong::Unread)
    }

    fn whole(self, day: NaiveDate) -> Result<Point, Wrong> {
        let next = day.checked_add_days(Days::new(1)).ok_or(Wrong::Beyond)?;
        let from_ms = self.instant(day.and_time(NaiveTime::MIN), None)?;
        let to_ms = self.instant(next.and_time(NaiveTime::MIN), None)?;
        Ok(Point { from_ms, to_ms })
    }

    fn local(self, at_ms: i64) -> Option<NaiveDateTime> {
        let shown_ms = at_ms.checked_add((self.offset_ms_at)(at_ms))?;
        Some(DateTime::from_timestamp_millis(shown_ms)?.naive_utc())
    }

    /// The instant of a local time, where it is said with what clocks add to UTC. Else of an hour
    /// that is shown twice the first one, of one that is skipped as long after the change as it
    /// would have been.
    fn instant(self, local: NaiveDateTime, offset_ms: Option<i64>) -> Result<i64, Wrong> {
        let shown_ms = local.and_utc().timestamp_millis();
        if let Some(offset_ms) = offset_ms {
            return Ok(shown_ms - offset_ms);
        }
        let day_before = (self.offset_ms_at)(shown_ms - 24 * HOUR_MS);
        let day_after = (self.offset_ms_at)(shown_ms + 24 * HOUR_MS);
        let fits = |offset_ms: &i64| (self.offset_ms_at)(shown_ms - offset_ms) == *offset_ms;
        let offset_ms = [day_before, day_after].into_iter().find(fits).unwrap_or(day_before);
        Ok(shown_ms - offset_ms)
    }
}

/// What is wrong with what somebody typed.
#[derive(Clone, Copy)]
enum Wrong {
    Backwards,
    Beyond,
    TooLong,
    Unread,
}

impl Wrong {
    fn words(self, typed: &str) -> String {
        let ranges = translated(RANGES);
        match self {
            Self::Backwards => t!("The range ends before it begins. {ranges}"),
            Self::Beyond => t!("No calendar reaches that far. {ranges}"),
            Self::TooLong => {
                t!("No history is as long as that: a hundred years at most. {ranges}")
            }
            Self::Unread => {
                let typed = crate::base::shortened(typed, 40);
                t!("“{typed}” is no time that can be read here. {ranges}")
            }
        }
    }
}

/// What was typed in the language spoken, word by word in English, which is read in every language.
fn in_english(typed: &str) -> String {
    let words = typed.split_whitespace().map(english).filter(|word| word != "on");
    // A half of the day belongs to its hour.
    words.collect::<Vec<_>>().join(" ").replace(" am", "am").replace(" pm", "pm")
}

/// Whether a word is a day of the week, in English or in French, which tells nothing that the date
/// beside it does not.
fn is_weekday(word: &str) -> bool {
    const FRENCH: [&str; 7] =
        ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
    let word = word.trim_end_matches([',', '.']);
    let is_french = || word.len() >= 3 && FRENCH.iter().any(|day| day.starts_with(word));
    word.parse::<Weekday>().is_ok() || is_french()
}

/// A window without ends, `all` or `14d`, in the language spoken.
fn in_own_words(text: &str) -> String {
    if text == "all" {
        return t!("typed" => "all").to_owned();
    }
    match text.strip_suffix('d') {
        Some(days) => format!("{days}{}", t!("typed" => "d")),
        None => text.to_owned(),
    }
}

fn english(word: &str) -> String {
    let plain = |text: &str| {
        let text = text.to_lowercase().replace('\'', "’");
        text.trim_end_matches(['.', ',']).to_owned()
    };
    let typed = plain(word);
    let all = WORDS.into_iter().chain(MONTHS).chain(SHORT_MONTHS);
    if let Some(own) = all.into_iter().find(|own| plain(translated(own)) == typed) {
        let (_, own) = own.split_once('\u{4}').unwrap_or_default();
        return own.to_ascii_lowercase();
    }
    // A unit may stand right behind its number.
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    match word.split_at(digits) {
        ("", word) => word.to_owned(),
        (digits, unit) => format!("{digits}{}", english(unit)),
    }
}

fn month(at: NaiveDateTime) -> &'static str {
    SHORT_MONTHS.get(at.month0() as usize).map_or("", |month| translated(month))
}

/// A duration that a history may have, in milliseconds; none of what is no duration.
fn lasting_ms(text: &str) -> Option<Result<i64, Wrong>> {
    let ms = duration_ms(text)?;
    Some(if ms <= LONGEST_MS { Ok(ms) } else { Err(Wrong::TooLong) })
}

/// `6h`, `90 min`, `14 days`, in milliseconds.
fn duration_ms(text: &str) -> Option<i64> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let count: i64 = text[..digits].parse().ok()?;
    let unit_ms = match text[digits..].trim() {
        "m" | "min" | "minute" | "minutes" => MINUTE_MS,
        "h" | "hour" | "hours" => HOUR_MS,
        "d" | "day" | "days" => 24 * HOUR_MS,
        "w" | "week" | "weeks" => 7 * 24 * HOUR_MS,
        _ => return None,
    };
    Some(count.saturating_mul(unit_ms)).filter(|ms| *ms > 0)
}

/// The two ends of a range. A dash within a date parts nothing: one between ends has blanks, or
/// stands between two Unix times.
fn halves(text: &str) -> Option<(&str, &str)> {
    let marks = [" - ", " – ", " — ", " to ", " until ", "–", ".."];
    let parted = marks.iter().find_map(|mark| text.split_once(mark));
    parted.or_else(|| {
        // As ISO 8601 has it, and two Unix times as tables have them.
        let is_instant = |end: &str| end.contains(':') || unix_ms(end.trim()).is_some();
        let lined = text.split_once('/').or_else(|| text.split_once(','));
        if let Some((from, to)) = lined.filter(|(from, to)| is_instant(from) && is_instant(to)) {
            return Some((from, to));
        }
        let (from, to) = text.split_once('-')?;
        let is_time = |end: &str| unix_ms(end).is_some() || time_of(end).is_some();
        let begins = from.trim_end().rsplit(' ').next().unwrap_or(from);
        (is_time(begins) && is_time(to.trim_start())).then_some((from, to))
    })
}

/// Seconds or milliseconds since the Unix epoch, by how many digits there are.
fn unix_ms(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = text.parse().ok().filter(|_| is_number)?;
    match text.len() {
        9 | 10 => Some(number * 1_000),
        12 | 13 => Some(number),
        _ => None,
    }
}

fn time_of(text: &str) -> Option<NaiveTime> {
    let half = |mark, adds| text.strip_suffix(mark).map(|time| (time.trim(), adds));
    if let Some((time, adds)) = half("am", 0).or_else(|| half("pm", 12)) {
        let (hour, rest) = time.split_once(':').unwrap_or((time, "00"));
        let hour: u32 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
        return time_of(&format!("{}:{rest}", hour % 12 + adds));
    }
    // As French writes it, with or without minutes: `14h30`, `14h`.
    let written = text.replace('h', ":");
    let written = if written.ends_with(':') { written + "00" } else { written };
    let read = |form: &&str| NaiveTime::parse_from_str(&written, form).ok();
    ["%H:%M:%S", "%H:%M"].iter().find_map(read)
}

/// `+2`, `-7` or `+10:30`, in milliseconds.
fn offset_of(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.strip_prefix(['+', '-'])?;
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let is_offset = hours <= 14 && minutes < 60;
    is_offset.then(|| sign * (i64::from(hours) * HOUR_MS + i64::from(minutes) * MINUTE_MS))
}
