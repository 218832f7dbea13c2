//! A sweep over all cores, and what it found as JSON.

use std::num::NonZero;

use serde::Serialize;

use crate::whatif::{
    Candidates, Front, Grid, Interval, Job, JobError, Point, Price, Recommendation, Score, Search,
    Setting, Sweep, SweepError, Variant, Weighing, Worth, recommend,
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
    /// The price behind every cost in the sentence; `None` where it is not known.
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
    /// What is recommended, with the checks that it stood, and how it does on other days.
    pub recommendation: Recommendation,
    /// The recommended point with what it sets; `None` to change nothing.
    pub recommended: Option<FrontPoint>,
    /// The recommended point as a variant, to replay or to hand on; `None` to change nothing.
    pub advised: Option<Variant>,
    /// What it buys, in a sentence.
    pub sentence: String,
    /// How it does on days that it was not chosen on, in a sentence or two.
    pub verdict: String,
}

/// Sweeps around a variant; without axes, over the suggested grid.
pub fn sweep(
    job: &Job,
    base: &Variant,
    sweep: &Sweep,
    worth: Worth,
    threads: NonZero<usize>,
) -> Result<SweepOutcome, JobError> {
    let suggested = sweep.axes.is_empty().then(|| Sweep::suggested(base, job));
    let sweep = suggested.unwrap_or_else(|| sweep.clone());
    let refuse =
        |SweepError { path, message }| JobError::Invalid { path: format!("sweep.{path}"), message };
    let grid = Grid::new(base, &sweep).map_err(refuse)?;
    let whole = Search::new(job, grid.clone(), 0..grid.count())?;
    let saved = whole.score(base)?;
    let weighing = Weighing::new(worth, job.price_per_hour)
        .map_err(|message| JobError::Invalid { path: "price_per_hour".to_owned(), message })?;
    let none = Candidates::new(weighing, saved, whole.span().hours());
    let (found, skipped) = walk(&whole, &none, threads);
    let (front, candidates) = found;
    let recommendation = recommend(job, &grid, base, &candidates)?;
    let told = |point: &Point| FrontPoint {
        index: point.index,
        label: grid.label(point.index),
        settings: grid.settings(point.index),
        score: point.score,
    };
    let recommended = recommendation.point.as_ref().map(told);
    let index = recommended.as_ref().map(|point| point.index);
    let clause = index.map(|index| grid.clause(index, true)).unwrap_or_default();
    Ok(SweepOutcome {
        span: whole.span(),
        price: job.price(),
        points: grid.count(),
        skipped,
        saved,
        front: front.points().iter().map(told).collect(),
        sentence: recommendation.sentence(&clause, whole.span(), job.price_per_hour, &weighing),
        verdict: recommendation.verdict(),
        advised: index.map(|index| grid.point(index)),
        recommended,
        recommendation,
        sweep,
    })
}

/// How many points a thread replays before it hands them over.
const AT_ONCE: u32 = 256;

/// The front of all points, those that could be advised, and how many were skipped, a part of the
/// grid a thread.
fn walk(whole: &Search, none: &Candidates, threads: NonZero<usize>) -> ((Front, Candidates), u32) {
    let part = |mut search: Search| {
        let (mut front, mut candidates, mut skipped) = (Front::default(), none.clone(), 0);
        while let Some(chunk) = search.chunk(AT_ONCE) {
            candidates.extend(chunk.points.iter().copied());
            front.extend(chunk.points);
            skipped += chunk.skipped;
        }
        (front, candidates, skipped)
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> = whole
            .split(threads)
            .into_iter()
            .map(|search| scope.spawn(move || part(search)))
            .collect();
        let (mut front, mut candidates, mut skipped) = (Front::default(), none.clone(), 0);
        for part in parts {
            // A thread that panicked has said so already, and takes the process with it.
            let (more, others, left_out) =
                part.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            front.merge(&more);
            candidates.merge(&others);
            skipped += left_out;
        }
        ((front, candidates), skipped)
    })
}
