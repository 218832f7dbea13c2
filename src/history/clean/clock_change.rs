//! The hours that local clocks show twice and skip: times without a zone fall back or jump in the
//! middle of a file.

use chrono::{DateTime, Datelike, Timelike, Weekday};

use super::row::{Shift, Tick};
use crate::history::report::Finding;

const HOUR_MS: i64 = 3_600_000;

/// The Sundays on which clocks are put forward, as month and first day of the seven that hold the
/// Sunday: North America, Europe, Mexico until 2022, Chile, New Zealand, Australia, Brazil until
/// 2017.
const FORWARD: [(u32, u32); 7] = [(3, 8), (3, 25), (4, 1), (9, 2), (9, 24), (10, 1), (10, 15)];
/// The Sundays on which clocks are put back: Europe and Mexico, North America, Australia with New
/// Zealand and Chile, Brazil until 2019.
const BACK: [(u32, u32); 4] = [(10, 25), (11, 1), (4, 1), (2, 15)];
/// Clocks are changed before this hour of the local day.
const NIGHT_ENDS: u32 = 4;

/// A change of the clocks, at the row that is the first after it.
#[derive(Clone, Copy)]
struct ChangeAt {
    index: usize,
    kind: ClockChange,
}

#[derive(Clone, Copy)]
enum ClockChange {
    Back,
    /// `hidden`: within a longer gap.
    Forward {
        hidden: bool,
    },
}

/// Finds the rows at which the clock was changed, from each of which on all move by one hour: on
/// where the clock was put back, back where it was put forward.
///
/// Between two put-backs there is at most one put-forward, so that the hours cannot add up over the
/// years. Rows must be in file order, oldest first.
pub(in crate::history) fn undo(rows: &[Tick], step_ms: i64) -> (Vec<Shift>, Vec<Finding>) {
    if step_ms == 0 || step_ms > HOUR_MS {
        return Default::default();
    }
    let falls: Vec<usize> =
        (1..rows.len()).filter(|index| is_fall(rows, *index, step_ms)).collect();
    let (changes, unpaired) = pair(rows, &falls, step_ms);
    let shifts: Vec<Shift> = changes.iter().map(|change| change.as_shift(rows)).collect();
    let moved = |index: usize| u32::try_from(rows.len() - index).unwrap_or(u32::MAX);
    let mut findings: Vec<Finding> = changes
        .iter()
        .map(|change| match change.kind {
            ClockChange::Back => {
                Finding::RepeatedHour { line: rows[change.index].line, moved: moved(change.index) }
            }
            ClockChange::Forward { hidden } => Finding::SkippedHour {
                line: rows[change.index].line,
                moved: moved(change.index),
                hidden,
            },
        })
        .collect();
    let lines = unpaired.iter().map(|index| rows[*index].line);
    findings.extend(lines.map(|line| Finding::UnpairedClock { line }));
    (shifts, findings)
}

impl ChangeAt {
    fn as_shift(self, rows: &[Tick]) -> Shift {
        let by_ms = match self.kind {
            ClockChange::Back => HOUR_MS,
            ClockChange::Forward { .. } => -HOUR_MS,
        };
        Shift { line: rows[self.index].line, by_ms }
    }
}

/// The changes in their order, and the put-backs before which a put-forward is missing.
fn pair(rows: &[Tick], falls: &[usize], step_ms: i64) -> (Vec<ChangeAt>, Vec<usize>) {
    let (mut changes, mut unpaired) = (Vec::new(), Vec::new());
    let mut from = 1;
    for (number, until) in falls.iter().copied().chain([rows.len()]).enumerate() {
        let is_between = number > 0 && number < falls.len();
        let gaps = Gaps { rows, from, until, step_ms };
        match gaps.forward(!falls.is_empty(), is_between) {
            Some(change) => changes.push(change),
            None if is_between => unpaired.push(until),
            None => {}
        }
        if until < rows.len() {
            changes.push(ChangeAt { index: until, kind: ClockChange::Back });
        }
        from = until + 1;
    }
    (changes, unpaired)
}

/// The distances of the rows `from..until` to the one before each: a stretch without a put-back.
struct Gaps<'a> {
    rows: &'a [Tick],
    from: usize,
    until: usize,
    step_ms: i64,
}

impl Gaps<'_> {
    /// Where the clock was put forward: the missing hour of a night in which clocks are; else,
    /// where the file shows that they change, its only missing hour at night; else, between two
    /// put-backs, a gap with such a night in it.
    fn forward(&self, clocks_change: bool, between: bool) -> Option<ChangeAt> {
        let hours = || (self.from..self.until).filter(|index| self.is_missing_hour(*index));
        let exact = |index| ChangeAt { index, kind: ClockChange::Forward { hidden: false } };
        if let Some(index) = hours().find(|index| self.holds_night(*index)) {
            return Some(exact(index));
        }
        if clocks_change && let Some(index) = hours().next().filter(|_| hours().count() == 1) {
            return Some(exact(index));
        }
        let long = |index: &usize| self.distance(*index) >= HOUR_MS + self.step_ms;
        let hidden = |index: &usize| between && long(index) && self.holds_night(*index);
        let index = (self.from..self.until).find(hidden)?;
        Some(ChangeAt { index, kind: ClockChange::Forward { hidden: true } })
    }

    fn distance(&self, index: usize) -> i64 {
        self.rows[index].at_ms - self.rows[index - 1].at_ms
    }

    /// Exactly the stamps of one full hour of the night are missing.
    fn is_missing_hour(&self, index: usize) -> bool {
        let next_ms = self.local_ms(index - 1) + self.step_ms;
        self.distance(index) == HOUR_MS + self.step_ms
            && next_ms.rem_euclid(HOUR_MS) < self.step_ms
            && hour_of(next_ms) < NIGHT_ENDS
    }

    /// The hours that are missing before a row hold one in which clocks are put forward.
    fn holds_night(&self, index: usize) -> bool {
        // Longer gaps hold a season: a year of nights is looked at, and no more.
        const HOURS_MAX: i64 = 366 * 24;
        let next_ms = self.local_ms(index - 1) + self.step_ms;
        let first_ms = next_ms - next_ms.rem_euclid(HOUR_MS);
        let hours = ((self.local_ms(index) - first_ms) / HOUR_MS).min(HOURS_MAX);
        (0..hours).any(|hour| is_in(first_ms + hour * HOUR_MS, &FORWARD))
    }

    fn local_ms(&self, index: usize) -> i64 {
        self.rows[index].at_ms
    }
}

fn hour_of(local_ms: i64) -> u32 {
    DateTime::from_timestamp_millis(local_ms).map_or(0, |at| at.hour())
}

/// Whether clocks are changed at this local time somewhere, on one of these Sundays.
fn is_in(local_ms: i64, sundays: &[(u32, u32)]) -> bool {
    let Some(at) = DateTime::from_timestamp_millis(local_ms) else { return false };
    at.weekday() == Weekday::Sun
        && at.hour() < NIGHT_ENDS
        && sundays
            .iter()
            .any(|(month, first)| at.month() == *month && (*first..first + 7).contains(&at.day()))
}

/// The time falls back by one hour less one step, to just after a full hour; the hour before ran in
/// order, and so do the rows after, until they have caught up. Anything else is disorder, and the
/// same values again are a copy, unless it is a night in which clocks are put back. In steps of an
/// hour the time only stands still, so that nothing but the night tells.
fn is_fall(rows: &[Tick], index: usize, step_ms: i64) -> bool {
    let (before, at) = (rows[index - 1].at_ms, rows[index].at_ms);
    if at != before + step_ms - HOUR_MS {
        return false;
    }
    // Clocks change on the hour.
    if at.rem_euclid(HOUR_MS) >= step_ms {
        return false;
    }
    let is_night = is_in(at, &BACK);
    if step_ms == HOUR_MS {
        let goes_on = rows.get(index + 1).is_none_or(|next| next.at_ms == at + step_ms);
        return is_night && goes_on;
    }
    let (Some(first), Some(second)) = (hour_before(rows, index), hour_after(rows, index)) else {
        return false;
    };
    // A single late row looks the same, but the next one is where it would be without it.
    let goes_on = second.get(1).is_some_and(|row| row.at_ms <= before);
    goes_on && (is_night || !is_copy(first, second))
}

/// The rows before `index` back to its own time or the start of the file; `None` when they are not
/// in order.
fn hour_before(rows: &[Tick], index: usize) -> Option<&[Tick]> {
    let mut start = index - 1;
    while start > 0 && rows[start].at_ms > rows[index].at_ms {
        if rows[start - 1].at_ms >= rows[start].at_ms {
            return None;
        }
        start -= 1;
    }
    Some(&rows[start..index])
}

/// The rows from `index` until they have caught up with the row before it or the file ends; `None`
/// when they are not in order.
fn hour_after(rows: &[Tick], index: usize) -> Option<&[Tick]> {
    let mut end = index + 1;
    while end < rows.len() && rows[end - 1].at_ms < rows[index - 1].at_ms {
        if rows[end].at_ms <= rows[end - 1].at_ms {
            return None;
        }
        end += 1;
    }
    Some(&rows[index..end])
}

/// The same samples again, as when two exports that overlap are joined: duplicates, not a second
/// hour. A value that never changes proves nothing.
fn is_copy(first: &[Tick], second: &[Tick]) -> bool {
    let constant = second.windows(2).all(|pair| pair[0].content == pair[1].content);
    let mut earlier = first.iter();
    let within =
        second.iter().filter(|row| first.last().is_some_and(|last| row.at_ms <= last.at_ms));
    let mut repeated = within.map(|row| {
        earlier
            .by_ref()
            .find(|one| one.at_ms >= row.at_ms)
            .is_some_and(|one| one.at_ms == row.at_ms && one.content == row.content)
    });
    !constant && repeated.all(|is_repeated| is_repeated)
}
