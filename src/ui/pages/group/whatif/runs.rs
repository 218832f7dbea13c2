//! The replays, kept up to date with the job and the variants.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::desk::{Desk, use_desk};
use super::inputs::Inputs;
use super::tried::Tried;
use crate::lab::{Drafts, Orders, Replayed, Run, SAVED, Shared};
use crate::ui::kit::asked::{Asked, asked};
use crate::ui::kit::view::memo;

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
        let desk = use_desk();
        let orders = move || {
            let saved = tried.saved.get().map(|saved| (SAVED, saved));
            Some(Orders {
                restarts: desk.restarts(),
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
                let replayed = replay(desk, known, orders).await;
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
async fn replay(desk: Desk, known: Replayed, orders: Orders) -> Replayed {
    if let (true, Some(job)) = (orders.are_afresh(&known.orders), &orders.job)
        && desk.job(&job.arc()).await.is_err()
    {
        return known;
    }
    let mut runs = Vec::new();
    for variant in orders.variants.iter().filter(|_| orders.job.is_some()) {
        let run = match (known.still_holds(&orders, variant), &orders.job) {
            (Some(run), _) => Some(run),
            (None, Some(job)) => {
                desk.replay(job, &variant.1, orders.banded).await.ok().map(Shared::new)
            }
            (None, None) => None,
        };
        runs.extend(run.map(|run| (variant.0, run)));
    }
    Replayed { orders, runs }
}
