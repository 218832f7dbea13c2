//! Holes and unevenness of rows that are in order.

use super::row::RawSample;
use super::series::is_gap;
use crate::history::report::{Finding, Places};

const HOUR_MS: i64 = 3_600_000;

/// What is uneven. A missing hour is told as one only where stamps carry no zone.
pub(in crate::history) fn inspect(
    rows: &[RawSample],
    step_ms: i64,
    zoneless: bool,
) -> Vec<Finding> {
    let mut seen = Seen { step_ms, ..Seen::default() };
    for pair in rows.windows(2) {
        seen.add(&pair[0], &pair[1], zoneless);
    }
    [seen.hours(), seen.gaps(), seen.unevenness()].into_iter().flatten().collect()
}

#[derive(Default)]
struct Seen {
    step_ms: i64,
    hours: Places,
    first_hour_after_ms: i64,
    gaps: Places,
    /// Length, start and line of the longest gap.
    longest: (i64, i64, u32),
    uneven: Places,
    shortest_ms: Option<i64>,
}

impl Seen {
    fn add(&mut self, before: &RawSample, row: &RawSample, zoneless: bool) {
        let distance_ms = row.at_ms - before.at_ms;
        self.shortest_ms = Some(self.shortest_ms.map_or(distance_ms, |ms| ms.min(distance_ms)));
        if !is_gap(distance_ms, self.step_ms) {
            if (distance_ms - self.step_ms).abs() > self.step_ms / 10 {
                self.uneven.add(row.line);
            }
            return;
        }
        if zoneless && distance_ms == HOUR_MS + self.step_ms {
            if self.hours.count == 0 {
                self.first_hour_after_ms = before.at_ms;
            }
            self.hours.add(row.line);
        }
        self.gaps.add(row.line);
        if distance_ms > self.longest.0 {
            self.longest = (distance_ms, before.at_ms, row.line);
        }
    }

    fn hours(&self) -> Option<Finding> {
        (self.hours.count > 0).then(|| Finding::MissingHour {
            places: self.hours.clone(),
            after_ms: self.first_hour_after_ms,
        })
    }

    fn gaps(&self) -> Option<Finding> {
        let (longest_ms, longest_after_ms, longest_line) = self.longest;
        (self.gaps.count > 0).then(|| Finding::Gaps {
            places: self.gaps.clone(),
            longest_ms,
            longest_after_ms,
            longest_line,
        })
    }

    fn unevenness(&self) -> Option<Finding> {
        (self.uneven.count > 0).then(|| Finding::IrregularStep {
            places: self.uneven.clone(),
            step_ms: self.step_ms,
            shortest_ms: self.shortest_ms.unwrap_or_default(),
        })
    }
}
