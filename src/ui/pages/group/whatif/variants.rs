//! The variants side by side: which one is edited, and all of their numbers in one table.

use leptos::prelude::*;

use super::state::{Lab, Run};
use super::trial::Trial;
use crate::ui::kit::view::{Entry, flag, list, live, text, when};
use crate::whatif::scorecard_rows;

/// Chooses the variant that is edited; adds, names and closes them.
#[component]
pub fn VariantTabs(lab: Lab) -> impl IntoView {
    view! {
        <div class="variants" role="group" aria-label="Variants">
            {list(move || lab.trials.get().into_iter().map(move |trial| {
                Entry::new(trial.id.to_string(), move || tab(lab, trial))
            }))}
            <button class="small" on:click=move |_| lab.duplicate()>"Add a variant"</button>
        </div>
        {when(move || lab.trials.with(|all| all.len() > 1), move || view! { <Naming lab /> })}
    }
}

fn tab(lab: Lab, trial: Trial) -> impl IntoView {
    view! {
        <button
            class="small"
            aria-pressed=text(move || (lab.active.get() == trial.id).to_string())
            on:click=move |_| lab.active.set(trial.id)
        >
            {text(move || trial.name.get())}
        </button>
    }
}

/// The active variant's name, and the way to close it.
#[component]
fn Naming(lab: Lab) -> impl IntoView {
    let name = move || lab.trial().map(|trial| trial.name.get()).unwrap_or_default();
    let rename = move |event| {
        if let Some(trial) = untrack(|| lab.trial()) {
            lab.rename(trial, &event_target_value(&event));
        }
    };
    let close = move |_| {
        if let Some(trial) = untrack(|| lab.trial()) {
            lab.close(trial);
        }
    };
    view! {
        <div class="field compact naming">
            <label for="variant-name">"Variant name"</label>
            <span class="control">
                <input id="variant-name" type="text" prop:value=text(name) on:change=rename />
                <button class="small" on:click=close>"Close"</button>
            </span>
        </div>
    }
}

/// Every variant's numbers beside the saved ones, once there are several.
#[component]
pub fn VariantTable(lab: Lab) -> impl IntoView {
    let several = move || lab.trials.with(|all| all.len() > 1);
    view! {
        {when(several, move || view! {
            <div class="table-wrap" tabindex="0" role="region" aria-label="All variants">
                {live(move || table(lab))}
            </div>
        })}
    }
}

fn table(lab: Lab) -> Option<AnyView> {
    let saved = lab.saved_run.get()?;
    let metric = lab.metrics().first().copied()?;
    let trials = lab.trials.get();
    let runs = lab.runs.get();
    // One that is as saved has the saved one's numbers.
    let run_of = |trial: &Trial| {
        let own = runs.iter().find(|(id, _)| *id == trial.id);
        own.map_or_else(|| saved.clone(), |(_, run)| run.clone())
    };
    let compared: Vec<Vec<_>> = trials
        .iter()
        .map(|trial| {
            let run: std::sync::Arc<Run> = run_of(trial);
            scorecard_rows(&saved.outcome.scorecard, &run.outcome.scorecard, metric)
        })
        .collect();
    let first = scorecard_rows(&saved.outcome.scorecard, &saved.outcome.scorecard, metric);
    let heads = trials.iter().map(|trial| {
        let (id, name) = (trial.id, trial.name);
        view! {
            <th scope="col" class="number" class:edited=flag(move || lab.active.get() == id)>
                {text(move || name.get())}
            </th>
        }
        .into_any()
    });
    let body = first.into_iter().enumerate().map(|(index, row)| {
        let cells = compared.iter().map(|rows| {
            let cell = rows.get(index).map(|row| (row.edited.clone(), row.difference.clone()));
            let (number, difference) = cell.unwrap_or_default();
            view! { <td class="number">{number} " " <small>{difference}</small></td> }.into_any()
        });
        let label = match row.unit {
            "" => row.label.to_string(),
            unit => format!("{}, {unit}", row.label),
        };
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="number">{row.saved}</td>
                {cells.collect::<Vec<_>>()}
            </tr>
        }
        .into_any()
    });
    Some(
        view! {
            <table>
                <caption>"All variants, with their differences to the saved policies"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Over the whole history"</th>
                        <th scope="col" class="number">"saved"</th>
                        {heads.collect::<Vec<_>>()}
                    </tr>
                </thead>
                <tbody>{body.collect::<Vec<_>>()}</tbody>
            </table>
        }
        .into_any(),
    )
}
