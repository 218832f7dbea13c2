//! A sweep that follows the edited variant, and where that variant stands among its points.

use super::front::{Found, Progress, Stage, cost};
use super::{Shared, same_rules};
use crate::whatif::{Candidates, Front, Grid, Job, Recommendation, Score, Scorecard, Variant};
use crate::worker::replay::{StartSweep, SweepResult, SweepStarted};

/// A sweep to be done again around other rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Following {
    /// The sweep that is followed.
    pub original: Shared<Found>,
    /// What is replayed now.
    pub job: Shared<Job>,
    /// The same values around the other rules.
    grid: Grid,
}

impl Following {
    /// The most points that are swept at every step of a drag.
    pub const MOST_POINTS: u32 = 10_000;
    /// The longest that such a sweep may have taken, in milliseconds.
    pub const LONGEST_MS: i64 = 100;

    /// A sweep around these rules. `None` where it would have the same points, which are what the
    /// sweep found already; where not all of its points were tried; and where rules of this kind
    /// have no such settings.
    #[must_use]
    pub fn of(original: &Shared<Found>, job: &Shared<Job>, base: &Variant) -> Option<Self> {
        let found: &Found = original;
        let grid = Grid::new(base, &found.grid.sweep()).ok()?;
        let same = same_rules(&grid.point(0), &found.grid.point(0));
        let is_whole = found.progress.stage == Stage::Done;
        let (original, job) = (original.clone(), job.clone());
        (is_whole && !same).then_some(Self { original, job, grid })
    }

    /// How many points it has.
    #[must_use]
    pub const fn points(&self) -> u32 {
        self.grid.count()
    }

    /// What a worker is asked first.
    #[must_use]
    pub fn start(&self) -> StartSweep {
        StartSweep {
            base: self.grid.base().clone(),
            saved: self.original.saved.clone(),
            sweep: self.grid.sweep(),
            worth: self.original.worth,
        }
    }

    /// What all of its parts come to.
    #[must_use]
    pub fn found(&self, started: SweepStarted, parts: Vec<SweepResult>) -> Found {
        let (mut front, mut candidates): (Front, Candidates) =
            (Front::default(), started.candidates);
        let skipped = parts.iter().map(|part| part.skipped).sum();
        for part in parts {
            front.extend(part.front);
            candidates.extend(part.candidates);
        }
        let progress = Progress {
            stage: Stage::Done,
            done: self.points(),
            skipped,
            front,
            candidates: Some(candidates),
            recommendation: None,
            saved: Some((started.saved, started.span)),
            restarts: 0,
            took_ms: 0,
        };
        let (job, grid) = (self.job.clone(), Shared::new(self.grid.clone()));
        Found { job, grid, progress, ..Found::clone(&self.original) }
    }
}

/// Whether a sweep of so many points, which took so long the last time, waits until the hand rests.
#[must_use]
pub const fn waits_for_rest(points: u32, took_ms: i64) -> bool {
    points > Following::MOST_POINTS || took_ms > Following::LONGEST_MS
}

/// The edited variant beside the points of a sweep.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Own {
    /// EUR a day, or Instance-hours while no price is known.
    pub cost: f64,
    /// What it did.
    pub score: Score,
    /// Which of the points that are shown it is; none where it is none of them.
    pub index: Option<u32>,
}

impl Found {
    /// The same with what is advised.
    #[must_use]
    pub fn advised(&self, recommendation: Recommendation) -> Self {
        let mut own = self.clone();
        own.progress.recommendation = Some(recommendation);
        own
    }

    /// Where a variant that was replayed stands; `None` before the saved policies are known.
    #[must_use]
    pub fn own(&self, variant: &Variant, card: &Scorecard) -> Option<Own> {
        let (_, span) = self.progress.saved?;
        let score = Score {
            instance_hours: card.instance_hours,
            overload_minutes: card.overload_minutes?,
            changes: card.changes,
            reversals: card.reversals,
        };
        let is_it = |index: &u32| same_rules(&self.grid.point(*index), variant);
        let index = self.shown().iter().map(|point| point.index).find(is_it);
        Some(Own { cost: cost(score, self.job.price_per_hour, span), score, index })
    }
}
