//! The replays, kept up to date with the job and the variants.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::inputs::Inputs;
use super::tried::Tried;
use crate::lab::{Drafts, Orders, Replayed, Run, SAVED, Shared};
use crate::ui::kit::asked::{Asked, asked};
use crate::ui::kit::view::memo;
use crate::ui::link::worker::{Replays, use_replays};
use crate::whatif::{Job, Variant, rules};
use crate::worker::replay::{ReplayOtherEdge, ReplayVariant, SetJob};

/// The latest replay of each variant that could be replayed.
#[derive(Clone, Copy)]
pub struct Runs {
    asked: Asked<Orders, Replayed>,
    /// The saved policies replayed.
    pub saved: Memo<Option<Shared<Run>>>,
    /// The edited variant replayed; `None` while it is as saved.
    pub edited: Memo<Option<Shared<Run>>>,
    /// The variants that are neither, replayed.
    pub others: Memo<Vec<Shared<Run>>>,
}

impl Runs {
    /// Replays the saved policies and each variant that differs from them whenever it or the job
    /// changes; with its band while the what-if is open.
    pub fn new(inputs: Inputs, tried: Tried, open: Memo<bool>) -> Self {
        let replays = use_replays();
        let orders = move || {
            let saved = tried.saved.get().map(|saved| (SAVED, saved));
            Some(Orders {
                restarts: replays.restarts(),
                banded: open.get(),
                job: inputs.job.with(|job| job.as_ref().ok().cloned()),
                variants: saved.into_iter().chain(tried.differing.get()).collect(),
            })
        };
        let before = Rc::new(RefCell::new(Replayed::default()));
        let asked = asked(orders, move |orders| {
            let before = Rc::clone(&before);
            async move {
                let known = before.borrow().clone();
                let replayed = replay(replays, known, orders).await;
                before.borrow_mut().clone_from(&replayed);
                replayed
            }
        });
        let run = move |number: u32| asked.with(|replayed| replayed?.run(number));
        let active = move || tried.drafts.with(Drafts::active);
        Self {
            asked,
            saved: memo(move || run(SAVED)),
            edited: memo(move || run(active()).filter(|_| tried.is_edited())),
            others: memo(move || {
                asked.with(|all| all.map(|all| all.others(active())).unwrap_or_default())
            }),
        }
    }

    /// The replay that is shown: the edited variant's, or that of the saved policies.
    pub fn shown(self) -> Option<Shared<Run>> {
        self.edited.get().or_else(|| self.saved.get())
    }

    /// A variant's replay; one that is as saved has the saved one's.
    pub fn of(self, number: u32) -> Option<Shared<Run>> {
        self.asked.with(|replayed| replayed?.run(number)).or_else(|| self.saved.get())
    }

    /// Whether newer replays than these are under way.
    pub fn are_pending(self) -> bool {
        self.asked.is_pending()
    }
}

/// Carries out orders. What could not even be begun leaves what is known.
async fn replay(replays: Replays, known: Replayed, orders: Orders) -> Replayed {
    if let (true, Some(job)) = (orders.are_afresh(&known.orders), &orders.job)
        && replays.ask(SetJob { job: job.arc() }).await.is_err()
    {
        return known;
    }
    let mut runs = Vec::new();
    for variant in orders.variants.iter().filter(|_| orders.job.is_some()) {
        let run = match (known.still_holds(&orders, variant), &orders.job) {
            (Some(run), _) => Some(run),
            (None, Some(job)) => {
                one(replays, job, &variant.1, orders.banded).await.map(Shared::new)
            }
            (None, None) => None,
        };
        runs.extend(run.map(|run| (variant.0, run)));
    }
    Replayed { orders, runs }
}

/// Replays one variant, where it can be. The worker keeps its ledger.
async fn one(replays: Replays, job: &Job, variant: &Variant, banded: bool) -> Option<Run> {
    let rules = rules(job, variant).ok()?;
    let replayed = replays.ask(ReplayVariant { variant: variant.clone() }).await.ok()?;
    let edge = match banded && replayed.common.saturated_samples > 0 {
        true => {
            let asked = ReplayOtherEdge { variant: variant.clone() };
            Some(replays.ask(asked).await.ok()?.variant)
        }
        false => None,
    };
    Some(Run::of(job, rules, replayed, edge))
}
