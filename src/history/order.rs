//! Rows as the file has them to rows in time: reversed, moved, sorted, each time once.
//!
//! The times are settled once for the whole file; every column then follows by its lines.

use super::series::median;
use super::{Finding, Places, clock_change};
use crate::wire::order::sort_by_key;

/// One readable row of a series.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) at_ms: i64,
    pub(super) value: f64,
    pub(super) line: u32,
}

/// One row of the file: its time, and what tells it from a copy.
#[derive(Clone, Copy)]
pub(super) struct Tick {
    pub(super) at_ms: i64,
    pub(super) line: u32,
    /// A digest of the values of all columns.
    pub(super) content: u64,
}

/// From this row on, in time, all stamps move.
#[derive(Clone, Copy)]
pub(super) struct Move {
    pub(super) line: u32,
    pub(super) by_ms: i64,
}

/// What it takes to put the rows of a file in time.
#[derive(Default)]
pub(super) struct Order {
    reversed: bool,
    /// In the order of time.
    moves: Vec<Move>,
}

impl Order {
    /// Learns the order from the rows as the file has them, and says what it takes. `zone_min` is
    /// the assumed zone of stamps that carry none, in minutes; `None` where some do, as then no
    /// change of the clocks can be told.
    pub(super) fn learn(mut ticks: Vec<Tick>, zone_min: Option<i32>) -> (Self, Vec<Finding>) {
        let (mut order, mut findings) = (Self::default(), Vec::new());
        if is_newest_first(&ticks) {
            ticks.reverse();
            order.reversed = true;
            findings.push(Finding::Reversed);
        }
        if let Some(offset_min) = zone_min {
            let step_ms = median(distances(&ticks).filter(|distance| *distance > 0));
            let (moves, found) = clock_change::undo(&ticks, step_ms, offset_min);
            order.moves = moves;
            findings.extend(found);
        }
        order.shift(ticks.iter_mut().map(|tick| (tick.line, &mut tick.at_ms)));
        findings.extend(disorder(&ticks));
        (order, findings)
    }

    /// Puts the rows of one series in time, each time once.
    pub(super) fn apply(&self, rows: &mut Vec<Row>) -> Option<Finding> {
        if self.reversed {
            rows.reverse();
        }
        self.shift(rows.iter_mut().map(|row| (row.line, &mut row.at_ms)));
        if rows.is_sorted_by(|row, next| row.at_ms < next.at_ms) {
            return None;
        }
        sort_by_key(rows, |row| (row.at_ms, row.line));
        drop_duplicates(rows)
    }

    fn shift<'a>(&self, stamps: impl Iterator<Item = (u32, &'a mut i64)>) {
        let mut moves = self.moves.iter().peekable();
        let mut moved_ms = 0;
        for (line, at_ms) in stamps {
            let is_due = |due: &&Move| match self.reversed {
                false => due.line <= line,
                true => due.line >= line,
            };
            while let Some(due) = moves.next_if(is_due) {
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
fn drop_duplicates(rows: &mut Vec<Row>) -> Option<Finding> {
    let mut places = Places::default();
    rows.dedup_by(|row, kept| {
        if row.at_ms != kept.at_ms {
            return false;
        }
        places.add(row.line.min(kept.line));
        if row.line > kept.line {
            *kept = *row;
        }
        true
    });
    (places.count > 0).then_some(Finding::Duplicates { places })
}

fn distances(ticks: &[Tick]) -> impl Iterator<Item = i64> {
    ticks.windows(2).map(|pair| pair[1].at_ms - pair[0].at_ms)
}
