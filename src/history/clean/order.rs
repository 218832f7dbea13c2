//! Rows as the file has them to rows in time: reversed, moved, sorted, each time once.
//!
//! The times are settled once for the whole file; every column then follows by its lines.

use super::local;
use super::row::{RawSample, Shift, Tick};
use super::zone::LocalZone;
use crate::base::sort_by_key;
use crate::history::report::{Finding, Places};

/// What it takes to put the rows of a file in time.
#[derive(Default)]
pub(in crate::history) struct Order {
    reversed: bool,
    /// In the order of time.
    shifts: Vec<Shift>,
}

impl Order {
    /// Learns the order from the rows as the file has them, and says what it takes. `zone` is that
    /// of local times; without one they are taken for UTC.
    pub(in crate::history) fn learn(
        mut ticks: Vec<Tick>,
        zone: Option<&LocalZone>,
    ) -> (Self, Vec<Finding>) {
        let (mut order, mut findings) = (Self::default(), Vec::new());
        if is_newest_first(&ticks) {
            ticks.reverse();
            order.reversed = true;
            findings.push(Finding::Reversed);
        }
        let (shifts, found) = local::shifts(&ticks, zone);
        order.shifts = shifts;
        findings.extend(found);
        order.shift(ticks.iter_mut().map(|tick| (tick.line, &mut tick.at_ms)));
        findings.extend(disorder(&ticks));
        (order, findings)
    }

    /// Puts the rows of one series in time, each time once.
    pub(in crate::history) fn apply(&self, rows: &mut Vec<RawSample>) -> Option<Finding> {
        if self.reversed {
            rows.reverse();
        }
        self.shift(rows.iter_mut().map(|row| (row.line, &mut row.at_ms)));
        if rows.is_sorted_by(|row, next| row.at_ms < next.at_ms) {
            return None;
        }
        sort_by_key(rows, |row| (row.at_ms, row.line));
        let dropped = drop_duplicates(rows);
        debug_assert!(rows.is_sorted_by(|row, next| row.at_ms < next.at_ms), "each time once");
        dropped
    }

    fn shift<'a>(&self, stamps: impl Iterator<Item = (u32, &'a mut i64)>) {
        let mut shifts = self.shifts.iter().peekable();
        let mut moved_ms = 0;
        for (line, at_ms) in stamps {
            let is_due = |due: &&Shift| match self.reversed {
                false => due.line <= line,
                true => due.line >= line,
            };
            while let Some(due) = shifts.next_if(is_due) {
                moved_ms += due.by_ms;
            }
            *at_ms += moved_ms;
        }
    }
}

/// Nearly every step goes back. A repeated hour in such a file goes forward once, hence not every.
fn is_newest_first(ticks: &[Tick]) -> bool {
    let back = distances(ticks).filter(|distance| *distance < 0).count();
    let forward = distances(ticks).filter(|distance| *distance > 0).count();
    back > 0 && forward <= back / 10
}

/// Rows that are older than one before them.
fn disorder(ticks: &[Tick]) -> Option<Finding> {
    let mut places = Places::default();
    let mut latest = i64::MIN;
    for tick in ticks {
        if tick.at_ms < latest {
            places.add(tick.line);
        }
        latest = latest.max(tick.at_ms);
    }
    (places.count > 0).then_some(Finding::Sorted { places })
}

/// Of the rows of one time the one that stands last in the file stays.
fn drop_duplicates(rows: &mut Vec<RawSample>) -> Option<Finding> {
    let (mut places, mut differing) = (Places::default(), 0_u32);
    rows.dedup_by(|row, kept| {
        if row.at_ms != kept.at_ms {
            return false;
        }
        places.add(row.line.min(kept.line));
        differing = differing.saturating_add(u32::from(row.value != kept.value));
        if row.line > kept.line {
            *kept = *row;
        }
        true
    });
    (places.count > 0).then_some(Finding::Duplicates { places, differing })
}

fn distances(ticks: &[Tick]) -> impl Iterator<Item = i64> {
    ticks.windows(2).map(|pair| pair[1].at_ms - pair[0].at_ms)
}
