//! What the recording says of how load spreads.

use leptos::prelude::*;

use super::state::{Lab, ask_worker};
use crate::forms::model;
use crate::lab::{Run, Shared};
use crate::ui::kit::view::live;
use crate::whatif::ModelOptions;
use crate::worker::replay::{EstimateLoad, LoadReport};

/// What the recording's own changes of size say of how load spreads, to be taken as the model.
#[component]
pub fn LoadEstimated(lab: Lab, #[prop(into)] asked: Signal<bool>) -> impl IntoView {
    let found = ask_worker(
        move || lab.runs.saved.get().filter(|_| asked.get()),
        |replays, _: Shared<Run>| async move { replays.ask(EstimateLoad).await.ok() },
    );
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
        found.with(|found| {
            let LoadReport { sentence, model } = found?.clone()?;
            Some(view! {
                <p role="status">{sentence}</p>
                {model.map(offer)}
            })
        })
    })
}
