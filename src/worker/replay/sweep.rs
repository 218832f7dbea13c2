//! Points of a sweep, a part at a time. As many workers as there are cores share a sweep.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::job::{JobState, Sweeping};
use crate::whatif::{
    Candidates, Front, Grid, Interval, Point, Score, Search, Sweep, Variant, Weighing, Worth,
};
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
    /// What overload and reversals are worth when the points are weighed.
    pub worth: Worth,
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
    /// None yet: what the points of each part are put to.
    pub candidates: Candidates,
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
    /// The points of the part that could be advised.
    pub candidates: Vec<Point>,
    /// How many points hold values that do not go together.
    pub skipped: u32,
}

packed_as_json!(StartSweep, SweepStarted, SweepPart);

impl StartSweep {
    pub(super) fn answer(self, state: &mut JobState) -> Result<SweepStarted, Refusal> {
        let grid = Grid::new(&self.base, &self.sweep).map_err(Refusal::invalid)?;
        let job = state.job()?;
        let weighing = Weighing::new(self.worth, job.price_per_hour).map_err(Refusal::invalid)?;
        let mut search = Search::new(job, grid, 0..0).map_err(Refusal::invalid)?;
        let saved = search.score(&self.saved).map_err(Refusal::invalid)?;
        let span = search.span();
        let candidates = Candidates::new(weighing, saved, span.hours());
        let (at_once, none) = (search.at_once(), candidates.clone());
        state.sweep = Some(Sweeping { search, saved: self.saved, none });
        Ok(SweepStarted { at_once, saved, span, candidates })
    }
}

impl From<Range<u32>> for SweepPart {
    fn from(part: Range<u32>) -> Self {
        Self { from: part.start, to: part.end }
    }
}

impl SweepPart {
    pub(super) fn answer(self, state: &mut JobState) -> Result<SweepResult, Refusal> {
        let Sweeping { search, none, .. } = state.sweep.as_mut().ok_or(Refusal::NoSweep)?;
        search.go_to(self.from..self.to);
        // Beyond the grid's end there is nothing.
        let chunk = search.chunk(u32::MAX).unwrap_or_default();
        let (mut front, mut candidates) = (Front::default(), none.clone());
        candidates.extend(chunk.points.iter().copied());
        front.extend(chunk.points);
        let (front, candidates) = (front.points().to_vec(), candidates.points().to_vec());
        Ok(SweepResult { front, candidates, skipped: chunk.skipped })
    }
}

/// A point is a row of five numbers.
impl Packed for SweepResult {
    fn pack(self) -> Parcel {
        let row = |point: &Point| -> [f64; 5] {
            let score = &point.score;
            [
                f64::from(point.index),
                score.instance_hours,
                score.overload_minutes,
                of_count(score.changes),
                of_count(score.reversals),
            ]
        };
        let columns = [self.front, self.candidates];
        let columns = columns.map(|points| points.iter().flat_map(row).collect()).to_vec();
        Parcel { columns, ..Parcel::json(&self.skipped) }
    }

    fn unpack(mut parcel: Parcel) -> Result<Self, Unreadable> {
        let skipped = parcel.value()?;
        let mut columns = parcel.take_columns();
        let front = columns.rows("front", point)?;
        let candidates = columns.rows("candidates", point)?;
        Ok(Self { front, candidates, skipped })
    }
}

fn point(&[index, instance_hours, overload_minutes, changes, reversals]: &[f64; 5]) -> Point {
    let (changes, reversals) = (count(changes), count(reversals));
    let score = Score { instance_hours, overload_minutes, changes, reversals };
    Point { index: small_count(index), score }
}
