//! Keeps the replays up to date with the job and the variants.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, use_desk};
use super::state::Run;
use crate::ui::kit::latest::Latest;
use crate::whatif::{Job, Variant};

/// A variant with what tells it from the others.
pub type Numbered = (u32, Variant);

/// The latest replay of each variant that could be replayed.
pub type Runs = RwSignal<Vec<(u32, Arc<Run>)>>;

/// The replays, and whether newer ones are under way.
#[derive(Clone, Copy)]
pub struct Replayed {
    /// The latest of each variant.
    pub runs: Runs,
    /// Whether what was asked last is still being replayed.
    pub busy: RwSignal<bool>,
}

/// What is to be replayed, and what the worker was last told: it is told only what differs.
#[derive(Clone, Default)]
struct Orders {
    /// Counts up with each, so that the last one is known when it is done.
    number: u32,
    restarts: u32,
    /// Whether the band's other edge is wanted too.
    banded: bool,
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
        before.restarts != self.restarts || before.banded != self.banded || !same_job
    }
}

/// Replays each variant whenever it or the job changes; with its band while the what-if is open.
pub fn keep_replayed(
    job: Memo<Result<Arc<Job>, String>>,
    open: Memo<bool>,
    variants: impl Fn() -> Vec<Numbered> + 'static,
) -> Replayed {
    let desk = use_desk();
    let replayed = Replayed { runs: RwSignal::new(Vec::new()), busy: RwSignal::new(false) };
    let told = Rc::new(RefCell::new(Orders::default()));
    let asked = StoredValue::new(0_u32);
    let latest = Latest::new(move |orders: Orders| {
        let told = Rc::clone(&told);
        async move {
            let number = orders.number;
            replay(desk, &told, replayed.runs, orders).await;
            // The page may be gone by now.
            if asked.try_get_value() == Some(number) {
                replayed.busy.try_set(false);
            }
        }
    });
    Effect::new(move |_| {
        asked.update_value(|asked| *asked = asked.wrapping_add(1));
        let orders = Orders {
            number: asked.get_value(),
            restarts: desk.restarts(),
            banded: open.get(),
            job: job.with(|job| job.as_ref().ok().cloned()),
            variants: variants(),
        };
        replayed.busy.set(true);
        latest.ask(orders);
    });
    replayed
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
            (Some(job), _) => desk.replay(job, variant, orders.banded).await.ok().map(Arc::new),
            (None, _) => None,
        };
        replayed.extend(run.map(|run| (*id, run)));
    }
    // The page may be gone by now.
    runs.try_set(replayed);
    *told.borrow_mut() = orders;
}
