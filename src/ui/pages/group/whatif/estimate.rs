//! What the recording says of how load spreads.

use leptos::prelude::*;

use super::state::{Lab, ask_worker};
use crate::forms::model;
use crate::lab::{Run, Shared};
use crate::ui::kit::view::{live, memo};
use crate::whatif::ModelOptions;
use crate::worker::replay::{EstimateLoad, LoadReport};

/// What was found, once it is there.
pub type Estimated = Memo<Option<LoadReport>>;

/// What the recording's own changes of size say of how load spreads, while that is asked.
pub fn estimated(lab: Lab, asked: impl Fn() -> bool + Send + Sync + 'static) -> Estimated {
    let found = ask_worker(
        move || lab.runs.saved.get().filter(|_| asked()),
        |replays, _: Shared<Run>| async move { replays.ask(EstimateLoad).await.ok() },
    );
    memo(move || found.get().flatten())
}

/// The same in words, to be taken as the model.
#[component]
pub fn LoadEstimated(lab: Lab, found: Estimated) -> impl IntoView {
    let take = move |fitted: ModelOptions| {
        lab.inputs.settings.draft.update(|draft| {
            *draft = std::mem::take(draft).nesting("", &model::load(&fitted));
        });
    };
    let offer = move |fitted: ModelOptions| {
        let is_used = lab.inputs.job.with(|job| job.as_ref().is_ok_and(|job| job.model == fitted));
        match is_used {
            true => {
                view! { <p class="help">{t!("It is the model of these replays.")}</p> }.into_any()
            }
            false => view! {
                <button type="button" on:click=move |_| take(fitted)>{t!("Use it")}</button>
            }
            .into_any(),
        }
    };
    live(move || {
        let LoadReport { sentence, model, .. } = found.get()?;
        Some(view! {
            <p role="status">{sentence}</p>
            {model.map(offer)}
        })
    })
}
