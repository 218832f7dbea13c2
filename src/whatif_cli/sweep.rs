//! A sweep over all cores, and what it found as JSON.

use std::num::NonZero;

use serde::Serialize;

use crate::whatif::{
    Advice, Front, Grid, Interval, Job, JobError, Price, Score, Search, Setting, Sweep, SweepError,
    Variant, recommend,
};

/// A point of the front, with what it sets.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FrontPoint {
    /// Its number in the grid.
    pub index: u32,
    /// What it changes, in words.
    pub label: String,
    /// What it sets.
    pub settings: Vec<Setting>,
    /// What it did.
    pub score: Score,
}

/// What a sweep found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SweepOutcome {
    /// The time that the histories cover.
    pub span: Interval,
    /// The price behind every cost in the sentence.
    pub price: Option<Price>,
    /// The axes as they were run.
    pub sweep: Sweep,
    /// How many points it has.
    pub points: u32,
    /// How many of them hold values that do not go together.
    pub skipped: u32,
    /// What the variant as it is did.
    pub saved: Score,
    /// The best bargains, the cheapest first.
    pub front: Vec<FrontPoint>,
    /// How the recommended point stands to the variant as it is.
    pub advice: Advice,
    /// The recommended point's number in the grid; `None` to change nothing.
    pub recommended: Option<u32>,
    /// What it buys, in a sentence.
    pub sentence: String,
}

/// Sweeps around a variant; without axes, over the suggested grid.
pub fn sweep(
    job: &Job,
    base: &Variant,
    sweep: &Sweep,
    threads: NonZero<usize>,
) -> Result<SweepOutcome, JobError> {
    let suggested = sweep.axes.is_empty().then(|| Sweep::suggested(base));
    let sweep = suggested.unwrap_or_else(|| sweep.clone());
    let refuse =
        |SweepError { path, message }| JobError::Invalid { path: format!("sweep.{path}"), message };
    let grid = Grid::new(base, &sweep).map_err(refuse)?;
    let whole = Search::new(job, grid.clone(), 0..grid.count())?;
    let saved = whole.score(base)?;
    let (front, skipped) = walk(&whole, threads);
    let recommendation = recommend(&front, saved);
    let recommended = recommendation.point.map(|point| point.index);
    let clause = recommended.map(|index| grid.clause(index, true)).unwrap_or_default();
    let points = front.points().iter().map(|point| FrontPoint {
        index: point.index,
        label: grid.label(point.index),
        settings: grid.settings(point.index),
        score: point.score,
    });
    Ok(SweepOutcome {
        span: whole.span(),
        price: job.price(),
        points: grid.count(),
        skipped,
        saved,
        front: points.collect(),
        advice: recommendation.advice,
        recommended,
        sentence: recommendation.sentence(&clause, whole.span(), job.price_per_hour),
        sweep,
    })
}

/// How many points a thread replays before it hands them over.
const AT_ONCE: u32 = 256;

/// The front of all points and how many were skipped, a part of the grid a thread.
fn walk(whole: &Search, threads: NonZero<usize>) -> (Front, u32) {
    let part = |mut search: Search| {
        let (mut front, mut skipped) = (Front::default(), 0);
        while let Some(chunk) = search.chunk(AT_ONCE) {
            front.extend(chunk.points);
            skipped += chunk.skipped;
        }
        (front, skipped)
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = whole
            .split(threads)
            .into_iter()
            .map(|search| scope.spawn(move || part(search)))
            .collect();
        let (mut front, mut skipped) = (Front::default(), 0);
        for part in parts {
            // A thread that panicked has said so already, and takes the process with it.
            let (more, left_out) = part.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            front.merge(&more);
            skipped += left_out;
        }
        (front, skipped)
    })
}
