//! Rows as the file has them to rows in time: reversed, moved, sorted, each time once.

use super::series::median;
use super::table::Row;
use super::{Finding, Places, clock_change};

/// Puts the rows in time and says what it took. `zone_min` is the assumed zone of stamps that carry
/// none, in minutes; `None` where some do, as then no change of the clocks can be told.
pub(super) fn settle(rows: &mut Vec<Row>, zone_min: Option<i32>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if is_newest_first(rows) {
        rows.reverse();
        findings.push(Finding::Reversed);
    }
    if let Some(offset_min) = zone_min {
        let step_ms = median(distances(rows).filter(|distance| *distance > 0));
        findings.extend(clock_change::undo(rows, step_ms, offset_min));
    }
    if is_ascending(rows) {
        return findings;
    }
    findings.extend(sort(rows));
    findings.extend(drop_duplicates(rows));
    findings
}

/// Nearly every step goes back. A repeated hour in such a file goes forward once, hence not every.
fn is_newest_first(rows: &[Row]) -> bool {
    let back = distances(rows).filter(|distance| *distance < 0).count();
    let forward = distances(rows).filter(|distance| *distance > 0).count();
    back > 0 && forward <= back / 10
}

/// Strictly: no time twice.
fn is_ascending(rows: &[Row]) -> bool {
    distances(rows).all(|distance| distance > 0)
}

fn sort(rows: &mut [Row]) -> Option<Finding> {
    let mut places = Places::default();
    let mut latest = i64::MIN;
    for row in rows.iter() {
        if row.at_ms < latest {
            places.add(row.line);
        }
        latest = latest.max(row.at_ms);
    }
    if places.count == 0 {
        return None;
    }
    rows.sort_unstable_by_key(|row| (row.at_ms, row.line));
    Some(Finding::Sorted { places })
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

fn distances(rows: &[Row]) -> impl Iterator<Item = i64> {
    rows.windows(2).map(|pair| pair[1].at_ms - pair[0].at_ms)
}
