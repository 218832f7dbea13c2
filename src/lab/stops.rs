//! Where a walk through a picture stops, and where a pointer lands.

use super::Picture;
use super::incident::overloads;
use crate::base::sort_by_key;
use crate::chart::timeline::{Level, Series, Tone};
use crate::whatif::Interval;

/// Which way a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To what came before.
    Back,
    /// To what comes next.
    On,
}

impl Picture {
    /// The instants worth a stop, ascending, each once: the changes of the saved and of the edited
    /// size (and so wherever the two part or meet), edits of the rules, warnings and errors, the
    /// start of an alert and of a stretch of overload.
    #[must_use]
    pub fn stops(&self) -> Vec<i64> {
        let timeline = &self.timeline;
        let own = timeline.series.iter().filter(|s| matches!(s.tone, Tone::Saved | Tone::Edited));
        let mut stops: Vec<i64> = own.flat_map(of_series).collect();
        let is_one = |level: Level| matches!(level, Level::Edit | Level::Warning | Level::Error);
        let events = timeline.events.iter().flatten().filter(|event| is_one(event.level));
        stops.extend(events.map(|event| event.at_ms));
        stops.extend(timeline.alerts.iter().flatten().map(|alert| alert.from_ms));
        let limits = self.limits();
        stops.retain(|at_ms| (limits.from_ms..=timeline.until_ms).contains(at_ms));
        sort_by_key(&mut stops, |at_ms| *at_ms);
        stops.dedup();
        stops
    }
}

fn of_series(series: &Series) -> impl Iterator<Item = i64> {
    let whole =
        |i: &crate::chart::timeline::Interval| Interval { from_ms: i.from_ms, to_ms: i.to_ms };
    let overload: Vec<Interval> = series.overload.iter().map(whole).collect();
    let begins = overloads(&overload).into_iter().map(|(stretch, _)| stretch.from_ms);
    series.changes.iter().map(|change| change.at_ms).chain(begins)
}

/// The stop beside an instant, or without one the last or the first; `stops` ascend.
#[must_use]
pub fn stop_beside(stops: &[i64], at_ms: Option<i64>, way: Way) -> Option<i64> {
    debug_assert!(stops.is_sorted(), "stops ascend");
    let Some(at_ms) = at_ms else {
        return match way {
            Way::Back => stops.last().copied(),
            Way::On => stops.first().copied(),
        };
    };
    match way {
        Way::Back => stops.iter().rev().find(|stop| **stop < at_ms).copied(),
        Way::On => stops.iter().find(|stop| **stop > at_ms).copied(),
    }
}

/// Where a pointer lands: on the nearest stop within its reach, else where it is; `stops` ascend.
#[must_use]
pub fn landed(stops: &[i64], at_ms: i64, reach_ms: i64) -> i64 {
    crate::chart::cursor::nearest(stops, at_ms)
        .and_then(|index| stops.get(index).copied())
        .filter(|stop| stop.abs_diff(at_ms) <= reach_ms.unsigned_abs())
        .unwrap_or(at_ms)
}
