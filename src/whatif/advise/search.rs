//! A sweep's points, replayed one after the other.

use std::num::NonZero;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Grid;
use super::cursor::Cursor;
use super::twins::Twins;
use crate::whatif::replay::{HOUR_MS, Jump, Jumped, Totals, as_f64, minutes};
use crate::whatif::{Job, JobError, Plan, Variant};

/// What a sweep keeps of a replay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The integral of the ordered size, in hours: the cost, whatever the price.
    pub instance_hours: f64,
    /// How long the demand exceeded what served, in minutes.
    pub overload_minutes: f64,
    /// Changes of the size.
    pub changes: usize,
    /// Changes that undo the one before them.
    pub reversals: usize,
}

impl Score {
    pub(super) const fn of(totals: &Totals) -> Self {
        let held = &totals.held;
        Self {
            instance_hours: held.instance_hours(),
            overload_minutes: minutes(totals.overload_ms()),
            changes: held.changes(),
            reversals: held.reversals(),
        }
    }

    pub(super) const fn jumped(jumped: &Jumped) -> Self {
        Self {
            instance_hours: as_f64(jumped.instance_ms) / HOUR_MS,
            overload_minutes: minutes(jumped.overload_ms),
            changes: jumped.changes,
            reversals: jumped.reversals,
        }
    }
}

/// A point of a grid with its score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Its number in the grid.
    pub index: u32,
    /// What it did.
    pub score: Score,
}

/// What became of some points, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chunk {
    /// Those that could be replayed.
    pub points: Vec<Point>,
    /// How many could not: their values do not go together, such as a minimum above the maximum.
    pub skipped: u32,
    /// How many of the points were replayed from evaluation to evaluation, since nothing less tells
    /// what they come to.
    #[serde(default)]
    pub stepped: u32,
}

/// A walk over a part of a grid, as far at a time as its caller likes. It owns what it needs, so
/// that a worker can hold it between two messages; any parts of a grid give the same points.
///
/// ```
/// use headroom::whatif::{Front, Grid, Search, Sweep, from_file};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let saved = &job.variants[0];
/// let grid = Grid::new(saved, &Sweep::suggested(saved, &job))?;
/// let points = 0..grid.count();
/// let mut search = Search::new(&job, grid, points)?;
/// let mut front = Front::default();
/// while let Some(chunk) = search.chunk(500) {
///     chunk.points.into_iter().for_each(|point| front.add(point));
/// }
/// assert_eq!(search.left(), 0);
/// // No point of the front costs more than the saved rules without less overload.
/// let saved = search.score(saved)?;
/// let cheapest = front.points()[0].score;
/// assert!(cheapest.instance_hours <= saved.instance_hours);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Search {
    plan: Plan,
    grid: Grid,
    jump: Jump,
    twins: Twins,
    next: u32,
    end: u32,
}

impl Search {
    /// The most points that are a piece of work: no more than are kept as candidates, so that none
    /// of a piece is dropped unsaid.
    pub const MOST_AT_ONCE: usize = 2_000;

    /// A walk from a point up to, but without, another; `0..grid.count()` is all of it.
    ///
    /// # Errors
    /// When the job cannot run, or no history tells what an Instance can carry: without overload
    /// the cheapest setting is the best one, always.
    pub fn new(job: &Job, grid: Grid, part: Range<u32>) -> Result<Self, JobError> {
        let plan = Plan::new(job)?;
        if plan.capacity_history.is_none() {
            let message =
                t!("A sweep weighs cost against overload, which no history here tells. Add the \
                 group's CPU, with the load per_instance.");
            return Err(JobError::invalid("histories", message));
        }
        let end = part.end.min(grid.count());
        let twins = Twins::new(&plan, &grid);
        Ok(Self { plan, grid, jump: Jump::default(), twins, next: part.start.min(end), end })
    }

    /// The same walk with tables that are made anew where they take more than so many bytes: what
    /// points share is remembered for as long as it fits. A point's own tables always do.
    #[must_use]
    pub fn with_budget(self, most_bytes: usize) -> Self {
        Self { jump: Jump::with_budget(most_bytes), ..self }
    }

    /// How many bytes it remembers of the points so far.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.jump.bytes()
    }

    /// The score of a variant beside the grid, such as the saved policies.
    ///
    /// # Errors
    /// When that variant's rules are not valid.
    pub fn score(&self, variant: &Variant) -> Result<Score, JobError> {
        let refuse = |error| JobError::Rules { variant: 0, error };
        let rules = self.plan.rules(variant).map_err(refuse)?;
        Ok(Score::of(&self.plan.totals(rules)))
    }

    /// Goes to another part of the grid, which is walked next.
    pub fn go_to(&mut self, part: Range<u32>) {
        self.end = part.end.min(self.grid.count());
        self.next = part.start.min(self.end);
    }

    /// How many points a worker may be asked for before it has told how many it likes: a few
    /// milliseconds' work, also where nothing can be skipped.
    #[must_use]
    pub fn first_at_once(job: &Job) -> u32 {
        const SAMPLES: usize = 1_000_000;
        u32::try_from((SAMPLES / job.samples().max(1)).max(1)).unwrap_or(u32::MAX)
    }

    /// How many points make a piece of work of some tens of milliseconds: long enough for its
    /// answer to cost nothing beside it, short enough to show progress. Where points skip from
    /// decision to decision, they take a small part of their evaluations.
    #[must_use]
    pub fn at_once(&mut self) -> u32 {
        const TICKS: usize = 1_000_000;
        let base = self.grid.base();
        let skips =
            self.plan.rules(base).is_ok_and(|own| self.jump.run(&self.plan, &own).is_some());
        let ticks = if skips { 24 * TICKS } else { TICKS };
        let points = (ticks / self.plan.ticks(base).max(1)).clamp(1, Self::MOST_AT_ONCE);
        u32::try_from(points).unwrap_or(1)
    }

    /// The walk in parts of about the same length, one after the other.
    #[must_use]
    pub fn split(&self, parts: NonZero<usize>) -> Vec<Self> {
        let parts = u32::try_from(parts.get()).unwrap_or(u32::MAX);
        let length = self.left().div_ceil(parts).max(1);
        let starts = (self.next..self.end).step_by(length as usize);
        let part = |next: u32| Self { next, end: (next + length).min(self.end), ..self.clone() };
        starts.map(part).collect()
    }

    /// The points still to come.
    #[must_use]
    pub const fn left(&self) -> u32 {
        self.end - self.next
    }

    /// The grid.
    #[must_use]
    pub const fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The time that the histories cover.
    #[must_use]
    pub const fn span(&self) -> crate::whatif::Interval {
        self.plan.span()
    }

    /// Replays the next `most` points; `None` when there are no more.
    pub fn chunk(&mut self, most: u32) -> Option<Chunk> {
        let end = self.next.saturating_add(most.max(1)).min(self.end);
        if self.next == end {
            return None;
        }
        let mut chunk = Chunk::default();
        let mut cursor = Cursor::new(&self.plan, &self.grid);
        for index in self.next..end {
            let twin = self.twins.first(index);
            if twin < index
                && let Ok(at) = chunk.points.binary_search_by_key(&twin, |point| point.index)
            {
                chunk.points.push(Point { index, ..chunk.points[at] });
                continue;
            }
            let Some(rules) = cursor.go_to(index) else {
                chunk.skipped += 1;
                continue;
            };
            let score = match self.jump.run(&self.plan, rules) {
                Some(jumped) => Score::jumped(&jumped),
                None => {
                    chunk.stepped += 1;
                    Score::of(&self.plan.totals(rules.clone()))
                }
            };
            chunk.points.push(Point { index, score });
        }
        self.next = end;
        Some(chunk)
    }
}
