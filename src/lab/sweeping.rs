//! A sweep that several workers share: what is given out, what has come back, and how far it is.

use std::ops::Range;

use super::front::{Progress, Stage};
use crate::whatif::{Candidates, Front, Recommendation, WorkQueue};
use crate::worker::replay::{SweepResult, SweepStarted};

/// How many parts each worker has at least, so that all end at about the same time.
const LEAST_PARTS: u32 = 5;

/// A sweep on its way.
///
/// ```
/// use headroom::lab::{Stage, Sweeping};
/// use headroom::worker::replay::SweepResult;
///
/// let mut sweeping = Sweeping::new(10, 1, 100);
/// let part = sweeping.part().unwrap();
/// assert_eq!(part, 0..2, "each worker has five parts at least");
/// assert!(!sweeping.take(&part, SweepResult::default()));
/// assert_eq!((sweeping.progress().done, &sweeping.progress().stage), (2, &Stage::Running));
/// ```
#[derive(Clone, Debug)]
pub struct Sweeping {
    queue: WorkQueue,
    progress: Progress,
    most_at_once: u32,
}

impl Sweeping {
    /// A sweep of so many points by so many workers, of which each begins with `first_at_once`
    /// points at most.
    #[must_use]
    pub fn new(points: u32, workers: u32, first_at_once: u32) -> Self {
        let most_at_once = points.div_ceil(LEAST_PARTS.saturating_mul(workers.max(1)));
        let progress = Progress {
            stage: Stage::Running,
            done: 0,
            skipped: 0,
            front: Front::default(),
            candidates: None,
            recommendation: None,
            saved: None,
            restarts: 0,
            took_ms: 0,
        };
        let queue = WorkQueue::new(points, most_at_once.min(first_at_once));
        Self { queue, progress, most_at_once }
    }

    /// How far it is.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Whether nothing more comes of it.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        matches!(self.progress.stage, Stage::Done | Stage::Cancelled | Stage::Failed(_))
    }

    /// A worker that is ready tells how long a part is to be.
    pub fn begin(&mut self, started: &SweepStarted) {
        self.queue.ask_at_once(self.most_at_once.min(started.at_once));
        self.progress.saved = Some((started.saved, started.span));
        self.progress.candidates.get_or_insert_with(|| started.candidates.clone());
    }

    /// The next part to be replayed; `None` where nothing is left to give out.
    pub fn part(&mut self) -> Option<Range<u32>> {
        if self.has_ended() { None } else { self.queue.part() }
    }

    /// A part of a worker that died.
    pub fn give_back(&mut self, part: Range<u32>) {
        self.queue.unfinished(part);
    }

    /// A worker died, and another one begins in its place.
    pub const fn restarted(&mut self) {
        self.progress.restarts += 1;
    }

    /// How long it has been going, in milliseconds.
    pub const fn at(&mut self, took_ms: i64) {
        if !self.has_ended() {
            self.progress.took_ms = took_ms;
        }
    }

    /// Takes a part's points; whether it was the last part, so that what was found is to be judged.
    pub fn take(&mut self, part: &Range<u32>, result: SweepResult) -> bool {
        if self.has_ended() {
            return false;
        }
        self.queue.finished(part);
        let progress = &mut self.progress;
        progress.done = self.queue.done();
        progress.skipped += result.skipped;
        progress.front.extend(result.front);
        if let Some(candidates) = &mut progress.candidates {
            candidates.extend(result.candidates);
        }
        if self.queue.is_done() {
            progress.stage = Stage::Judging;
        }
        self.queue.is_done()
    }

    /// The points that may be advised, once every point was replayed.
    #[must_use]
    pub fn to_judge(&self) -> Option<Candidates> {
        let is_judging = self.progress.stage == Stage::Judging;
        self.progress.candidates.clone().filter(|_| is_judging)
    }

    /// What is advised, with which it ends; nothing of a sweep that has ended before.
    pub fn judged(&mut self, told: Recommendation) {
        if !self.has_ended() {
            self.progress.recommendation = Some(told);
            self.progress.stage = Stage::Done;
        }
    }

    /// Ends it at this stage, unless it has ended; what was found stands.
    pub fn end(&mut self, stage: Stage) {
        if !self.has_ended() {
            self.progress.stage = stage;
        }
    }
}
