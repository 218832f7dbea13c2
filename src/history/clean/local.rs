//! Local times to moments: by their zone, or where that is not known by how they jump.

use super::clock_change;
use super::row::{Shift, Tick};
use super::series::median;
use super::zone::LocalZone;
use crate::history::report::{Finding, Places};

/// By what the rows move, which must be in the order of time.
pub(super) fn shifts(ticks: &[Tick], zone: Option<&LocalZone>) -> (Vec<Shift>, Vec<Finding>) {
    if let Some(zone) = zone.filter(|zone| zone.offsets.len() > 1) {
        return by_zone(ticks, zone);
    }
    let offset_ms = zone.map_or(0, |zone| zone.offset_ms(0));
    if !ticks.iter().all(|tick| tick.is_local) {
        let moves = ticks.iter().map(|tick| if tick.is_local { -offset_ms } else { 0 });
        return (as_shifts(ticks, moves), Vec::new());
    }
    let distances = ticks.windows(2).map(|pair| pair[1].at_ms - pair[0].at_ms);
    let step_ms = median(distances.filter(|distance| *distance > 0));
    let (changes, findings) = clock_change::undo(ticks, step_ms);
    let first = ticks.first().filter(|_| offset_ms != 0);
    let first = first.map(|tick| Shift { line: tick.line, by_ms: -offset_ms });
    (first.into_iter().chain(changes).collect(), findings)
}

/// By a zone whose changes are known. Of the two moments of a repeated hour it is the later one
/// where the rows have passed the earlier.
fn by_zone(ticks: &[Tick], zone: &LocalZone) -> (Vec<Shift>, Vec<Finding>) {
    let mut skipped = Places::default();
    let mut last_ms = i64::MIN;
    let mut moved = |tick: &Tick| {
        if !tick.is_local {
            return 0;
        }
        let instants = zone.instants(tick.at_ms);
        let at_ms = match instants.as_slice() {
            [] => {
                skipped.add(tick.line);
                zone.before_skip(tick.at_ms)
            }
            [only] => *only,
            [.., later] if instants[0] <= last_ms => *later,
            [first, ..] => *first,
        };
        last_ms = last_ms.max(at_ms);
        at_ms - tick.at_ms
    };
    let moves: Vec<i64> = ticks.iter().map(&mut moved).collect();
    let zone = zone.title();
    let finding = (skipped.count > 0).then_some(Finding::SkippedByZone { places: skipped, zone });
    (as_shifts(ticks, moves.into_iter()), finding.into_iter().collect())
}

/// Where the amount by which rows move changes, and by how much.
fn as_shifts(ticks: &[Tick], moves: impl Iterator<Item = i64>) -> Vec<Shift> {
    let mut moved_ms = 0;
    let mut shifts = Vec::new();
    for (tick, by_ms) in ticks.iter().zip(moves) {
        if by_ms != moved_ms {
            shifts.push(Shift { line: tick.line, by_ms: by_ms - moved_ms });
            moved_ms = by_ms;
        }
    }
    shifts
}
