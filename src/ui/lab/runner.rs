//! Keeps the replays up to date with the job and the variants.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, use_desk};
use super::state::Run;
use crate::ui::latest::Latest;
use crate::whatif::{Job, Variant};

/// A variant with what tells it from the others.
pub type Numbered = (u32, Variant);

/// The latest replay of each variant that could be replayed.
pub type Runs = RwSignal<Vec<(u32, Arc<Run>)>>;

/// What is to be replayed, and what the worker was last told: it is told only what differs.
#[derive(Clone, Default)]
struct Orders {
    restarts: u32,
    job: Option<Arc<Job>>,
    variants: Vec<Numbered>,
}

impl Orders {
    /// Whether all must be replayed again after the worker was told `before`.
    fn afresh(&self, before: &Self) -> bool {
        let same_job = match (&before.job, &self.job) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        before.restarts != self.restarts || !same_job
    }
}

/// Replays each variant whenever it or the job changes.
pub fn keep_replayed(
    job: Memo<Result<Arc<Job>, String>>,
    variants: impl Fn() -> Vec<Numbered> + 'static,
) -> Runs {
    let desk = use_desk();
    let runs = RwSignal::new(Vec::new());
    let told = Rc::new(RefCell::new(Orders::default()));
    let latest = Latest::new(move |orders| {
        let told = Rc::clone(&told);
        async move { replay(desk, &told, runs, orders).await }
    });
    Effect::new(move |_| {
        latest.ask(Orders {
            restarts: desk.restarts(),
            job: job.with(|job| job.as_ref().ok().cloned()),
            variants: variants(),
        });
    });
    runs
}

async fn replay(desk: Desk, told: &RefCell<Orders>, runs: Runs, orders: Orders) {
    let before = told.borrow().clone();
    let afresh = orders.afresh(&before);
    if let (true, Some(job)) = (afresh, &orders.job)
        && desk.job(job).await.is_err()
    {
        return;
    }
    let mut replayed = Vec::new();
    for numbered in &orders.variants {
        let (id, variant) = numbered;
        let known = runs.try_get_untracked().unwrap_or_default();
        let known = known.into_iter().find(|(of, _)| of == id).map(|(_, run)| run);
        let run = match (&orders.job, known) {
            (Some(_), Some(run)) if !afresh && before.variants.contains(numbered) => Some(run),
            (Some(job), _) => desk.replay(job, variant).await.ok().map(Arc::new),
            (None, _) => None,
        };
        replayed.extend(run.map(|run| (*id, run)));
    }
    // The page may be gone by now.
    runs.try_set(replayed);
    *told.borrow_mut() = orders;
}
