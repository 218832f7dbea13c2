//! What was different in a marked stretch of time, and what would have repaired it.

use serde::{Deserialize, Serialize};

use super::job::JobState;
use crate::history::ZoneOffset;
use crate::whatif::{Differences, Interval, RepairSearch, Repairs, Variant, differences};
use crate::worker::protocol::{Refusal, packed_as_json, packed_as_nothing};

const MINUTE_MS: i64 = 60_000;

/// The offsets over a stretch of a zone that is asked instant by instant, as a browser's.
#[must_use]
pub fn offsets_between(span: Interval, offset_ms_at: impl Fn(i64) -> i64) -> Vec<ZoneOffset> {
    const HOUR_MS: usize = 3_600_000;
    let mut offsets: Vec<ZoneOffset> = Vec::new();
    for from_ms in (span.from_ms..=span.to_ms).step_by(HOUR_MS) {
        let offset_min = i32::try_from(offset_ms_at(from_ms) / MINUTE_MS).unwrap_or_default();
        if offsets.last().is_none_or(|last| last.offset_min != offset_min) {
            offsets.push(ZoneOffset { from_ms, offset_min });
        }
    }
    offsets
}

/// The local time of an instant; the first offset also holds before its time, and without any it
/// is UTC.
fn local_ms(offsets: &[ZoneOffset], at_ms: i64) -> i64 {
    let later = offsets.partition_point(|offset| offset.from_ms <= at_ms);
    let offset = offsets.get(later.saturating_sub(1));
    at_ms.saturating_add(offset.map_or(0, |offset| i64::from(offset.offset_min) * MINUTE_MS))
}

/// Asks what was different in a stretch of a replayed variant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareStretch {
    /// The variant's name.
    pub variant: String,
    /// The stretch, both ends included.
    pub stretch: Interval,
    /// The zone that hours and weekdays are told by, in order of time.
    pub offsets: Vec<ZoneOffset>,
}

/// Starts to search for the edits that would have prevented a stretch's overload.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartRepair {
    /// The variant that is edited.
    pub variant: Variant,
    /// The stretch.
    pub stretch: Interval,
    /// The zone that days are told apart by, in order of time.
    pub offsets: Vec<ZoneOffset>,
}

/// Goes on with that search for some tens of milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct RepairPart;

packed_as_json!(CompareStretch, Differences, StartRepair, Repairs);
packed_as_nothing!(RepairPart);

impl CompareStretch {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Differences, Refusal> {
        let own = state.replayed(&self.variant)?;
        let local_ms = |at_ms| local_ms(&self.offsets, at_ms);
        let found = differences(&own.rules, &own.outcome, self.stretch, local_ms);
        found.ok_or(Refusal::NotReplayed(self.variant))
    }
}

impl StartRepair {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Repairs, Refusal> {
        let Self { variant, stretch, offsets } = self;
        let local_ms = |at_ms| local_ms(&offsets, at_ms);
        let search = RepairSearch::new(state.job()?, variant, stretch, local_ms);
        let search = search.map_err(Refusal::invalid)?;
        let found = search.found();
        state.repair = Some(search);
        Ok(found)
    }
}

impl RepairPart {
    pub(super) fn answer(self, state: &mut JobState) -> Result<Repairs, Refusal> {
        let search = state.repair.as_mut().ok_or(Refusal::NoRepair)?;
        let _ = search.advance(search.at_once());
        Ok(search.found())
    }
}
