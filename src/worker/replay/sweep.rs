//! Points of a sweep, a part at a time. As many workers as there are cores share a sweep.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::job::JobState;
use crate::whatif::{Front, Grid, Interval, Point, Score, Search, Sweep, Variant};
use crate::worker::protocol::columns::{count, of_count, small_count};
use crate::worker::protocol::{Packed, Parcel, Refusal, Unreadable, packed_as_json};

/// Starts a sweep over the job that is set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StartSweep {
    /// The variant whose numbers are varied.
    pub base: Variant,
    /// The saved policies, for comparison.
    pub saved: Variant,
    /// What to try.
    pub sweep: Sweep,
}

/// How a sweep starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SweepStarted {
    /// How many points to ask for at once.
    pub at_once: u32,
    /// What the saved policies did.
    pub saved: Score,
    /// The time that the histories cover.
    pub span: Interval,
}

/// Replays a part of the sweep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SweepPart {
    /// The first point of it.
    pub from: u32,
    /// The point after the last one of it.
    pub to: u32,
}

/// What came of a part of a sweep.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SweepResult {
    /// The points that no other of the part beats.
    pub front: Vec<Point>,
    /// How many points hold values that do not go together.
    pub skipped: u32,
}

packed_as_json!(StartSweep, SweepStarted, SweepPart);

/// The sweep that was started last.
#[derive(Default)]
pub(super) struct SweepState(Option<Search>);

impl StartSweep {
    pub(super) fn answer(
        self,
        job: &mut JobState,
        state: &mut SweepState,
    ) -> Result<SweepStarted, Refusal> {
        let grid = Grid::new(&self.base, &self.sweep).map_err(Refusal::invalid)?;
        let search = Search::new(job.job()?, grid, 0..0).map_err(Refusal::invalid)?;
        let saved = search.score(&self.saved).map_err(Refusal::invalid)?;
        let started = SweepStarted { at_once: search.at_once(), saved, span: search.span() };
        state.0 = Some(search);
        Ok(started)
    }
}

impl From<Range<u32>> for SweepPart {
    fn from(part: Range<u32>) -> Self {
        Self { from: part.start, to: part.end }
    }
}

impl SweepPart {
    pub(super) fn answer(self, state: &mut SweepState) -> Result<SweepResult, Refusal> {
        let search = state.0.as_mut().ok_or(Refusal::NoSweep)?;
        search.go_to(self.from..self.to);
        // Beyond the grid's end there is nothing.
        let chunk = search.chunk(u32::MAX).unwrap_or_default();
        let mut front = Front::default();
        front.extend(chunk.points);
        Ok(SweepResult { front: front.points().to_vec(), skipped: chunk.skipped })
    }
}

/// A point is a row of five numbers.
impl Packed for SweepResult {
    fn pack(self) -> Parcel {
        let row = |point: &Point| {
            let score = &point.score;
            [
                f64::from(point.index),
                score.instance_hours,
                score.overload_minutes,
                of_count(score.changes),
                of_count(score.reversals),
            ]
        };
        let front = self.front.iter().flat_map(row).collect();
        Parcel { columns: vec![front], ..Parcel::json(&self.skipped) }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let skipped = parcel.value()?;
        let front = parcel.take_columns().rows("front", point)?;
        Ok(Self { front, skipped })
    }
}

fn point(&[index, instance_hours, overload_minutes, changes, reversals]: &[f64; 5]) -> Point {
    let (changes, reversals) = (count(changes), count(reversals));
    let score = Score { instance_hours, overload_minutes, changes, reversals };
    Point { index: small_count(index), score }
}
