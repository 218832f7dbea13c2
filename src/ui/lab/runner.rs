//! Keeps the replays up to date with the job and the variants.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, use_desk};
use super::state::Run;
use crate::ui::latest::Latest;
use crate::whatif::{Job, Variant};

/// A variant, and its replay.
#[derive(Clone, Copy)]
pub struct Slot {
    /// What is replayed; `None` for nothing.
    pub variant: Memo<Option<Variant>>,
    /// The latest replay of it.
    pub run: RwSignal<Option<Arc<Run>>>,
}

impl Slot {
    /// A variant that is to be replayed.
    pub fn new(variant: Memo<Option<Variant>>) -> Self {
        Self { variant, run: RwSignal::new(None) }
    }
}

/// What the worker was last told, so that it is told only what differs.
#[derive(Default)]
struct Told {
    restarts: u32,
    job: Option<Arc<Job>>,
    variants: Vec<Option<Variant>>,
}

/// What is to be replayed.
struct Wanted {
    restarts: u32,
    job: Option<Arc<Job>>,
    variants: Vec<Option<Variant>>,
}

/// Replays each slot's variant whenever it or the job changes.
pub fn keep_replayed(job: Memo<Result<Arc<Job>, String>>, slots: Vec<Slot>) {
    let desk = use_desk();
    let told = Rc::new(RefCell::new(Told::default()));
    let runs: Vec<_> = slots.iter().map(|slot| slot.run).collect();
    let latest = Latest::new(move |wanted| {
        let (told, runs) = (Rc::clone(&told), runs.clone());
        async move { replay(desk, &told, &runs, wanted).await }
    });
    Effect::new(move |_| {
        latest.ask(Wanted {
            restarts: desk.restarts(),
            job: job.with(|job| job.as_ref().ok().cloned()),
            variants: slots.iter().map(|slot| slot.variant.get()).collect(),
        });
    });
}

async fn replay(
    desk: Desk,
    told: &RefCell<Told>,
    runs: &[RwSignal<Option<Arc<Run>>>],
    wanted: Wanted,
) {
    let Wanted { restarts, job, variants } = wanted;
    let afresh = {
        let told = told.borrow();
        let same_job = match (&told.job, &job) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        told.restarts != restarts || !same_job
    };
    if let (true, Some(job)) = (afresh, &job)
        && desk.job(job).await.is_err()
    {
        return;
    }
    for (index, (run, variant)) in runs.iter().zip(&variants).enumerate() {
        let known = told.borrow().variants.get(index).is_some_and(|old| old == variant);
        if known && !afresh {
            continue;
        }
        let replayed = match (&job, variant) {
            (Some(job), Some(variant)) => desk.replay(job, variant).await.ok().map(Arc::new),
            _ => None,
        };
        // The page may be gone by now.
        run.try_set(replayed);
    }
    *told.borrow_mut() = Told { restarts, job, variants };
}
