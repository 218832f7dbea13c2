//! The hour that local clocks show twice a year: times without a zone fall back in the middle of a
//! file.

use super::Finding;
use super::table::Row;

const HOUR_MS: i64 = 3_600_000;

/// Finds the rows at which the clock was put back and moves each and all rows after it on by one
/// hour.
///
/// Rows must be in file order, oldest first. Two looks over the rows: one finds, one moves.
pub(super) fn undo(rows: &mut [Row], step_ms: i64, offset_min: i32) -> Vec<Finding> {
    let falls: Vec<usize> =
        (1..rows.len()).filter(|index| is_fall(rows, *index, step_ms, offset_min)).collect();
    let mut falls_left = falls.iter().copied().peekable();
    let mut moved_ms = 0;
    for (index, row) in rows.iter_mut().enumerate() {
        if falls_left.next_if_eq(&index).is_some() {
            moved_ms += HOUR_MS;
        }
        row.at_ms += moved_ms;
    }
    let finding = |index: usize| Finding::RepeatedHour {
        line: rows[index].line,
        moved: u32::try_from(rows.len() - index).unwrap_or(u32::MAX),
    };
    falls.into_iter().map(finding).collect()
}

/// The time falls back by one hour less one step, to just after a full hour; the hour before ran in
/// order, and so do the rows after, until they have caught up. Anything else is disorder.
fn is_fall(rows: &[Row], index: usize, step_ms: i64, offset_min: i32) -> bool {
    let (before, at) = (rows[index - 1].at_ms, rows[index].at_ms);
    if step_ms == 0 || step_ms >= HOUR_MS || at != before + step_ms - HOUR_MS {
        return false;
    }
    // Clocks change on the hour.
    let local_ms = at + i64::from(offset_min) * 60_000;
    if local_ms.rem_euclid(HOUR_MS) >= step_ms {
        return false;
    }
    let (Some(first), Some(second)) = (hour_before(rows, index), hour_after(rows, index)) else {
        return false;
    };
    // A single late row looks the same, but the next one is where it would be without it.
    let goes_on = second.get(1).is_some_and(|row| row.at_ms <= before);
    goes_on && !is_copy(first, second)
}

/// The rows before `index` back to its own time or the start of the file; `None` when they are not
/// in order.
fn hour_before(rows: &[Row], index: usize) -> Option<&[Row]> {
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
fn hour_after(rows: &[Row], index: usize) -> Option<&[Row]> {
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
fn is_copy(first: &[Row], second: &[Row]) -> bool {
    let constant = second.windows(2).all(|pair| same(pair[0].value, pair[1].value));
    let mut earlier = first.iter();
    let within =
        second.iter().filter(|row| first.last().is_some_and(|last| row.at_ms <= last.at_ms));
    let mut repeated = within.map(|row| {
        earlier
            .by_ref()
            .find(|one| one.at_ms >= row.at_ms)
            .is_some_and(|one| one.at_ms == row.at_ms && same(one.value, row.value))
    });
    !constant && repeated.all(|is_repeated| is_repeated)
}

/// Equal to the last bit, as copies are.
fn same(left: f64, right: f64) -> bool {
    left.to_bits() == right.to_bits()
}
