//! Which history is replayed: the group's own, or a file's.

use leptos::html;
use leptos::prelude::*;

use super::super::inputs::Inputs;
use super::confirm::{ConfirmImport, choice, notes};
use super::library::{Library, Remembered};
use super::query::QueryMetrics;
use super::reading::{Reading, Stage};
use crate::lab::{ImportedHistory, Shared};
use crate::ui::kit::view::{live, when};

/// What the browser offers to choose from: tables, and the answers of Prometheus.
const FILES: &str = ".csv,.txt,.json,text/csv,text/plain,application/json";

#[component]
pub fn SourcePicker(inputs: Inputs) -> impl IntoView {
    let (reading, library) = (Reading::new(), Library::new());
    let (stage, imported) = (reading.stage, inputs.imported);
    let confirm = Callback::new(move |history: ImportedHistory| {
        imported.set(Some(Shared::new(history.clone())));
        library.keep(history);
    });
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        let file = input.get_untracked().and_then(|input| {
            let file = input.files().and_then(|files| files.get(0));
            // The same file can be chosen again after it was mended.
            input.set_value("");
            file
        });
        if let Some(file) = file {
            reading.start(file);
        }
    };
    let cancel = move |_| reading.cancel();
    view! {
        <fieldset class="source">
            <legend>"History"</legend>
            <p>
                {live(move || match imported.get() {
                    None => "This group's own last 14 days.".to_owned(),
                    Some(history) => format!("{}, {} samples.", history.name, history.samples()),
                })}
            </p>
            <div class="actions">
                <label class="button small">
                    "Load CSV or JSON…"
                    <input
                        type="file" class="sr-only" accept=FILES
                        node_ref=input
                        on:change=choose
                    />
                </label>
                <QueryMetrics group=inputs.group read=reading.read />
                {when(move || inputs.is_imported(), move || view! {
                    <button class="small" on:click=move |_| imported.set(None)>
                        "Use its own history"
                    </button>
                })}
            </div>
            {live(move || match stage.get() {
                Stage::Idle => ().into_any(),
                Stage::Reading(part) => view! {
                    <div class="reading" role="status">
                        <progress max="1" prop:value=part aria-label="Reading the file"></progress>
                        <button class="small" on:click=cancel>"Cancel"</button>
                    </div>
                }.into_any(),
                Stage::Failed { name, why } => view! {
                    <p class="notice bad" role="alert">
                        <b>{format!("{name} was not loaded.")}</b> " " {why}
                        " The history in use stays."
                    </p>
                }.into_any(),
            })}
            {live(move || imported.get().map(|history| view! { <Report imported history /> }))}
            <Remembered imported library />
            <ConfirmImport draft=reading.read confirm />
        </fieldset>
    }
}

/// What the import found, and what the numbers are.
#[component]
fn Report(
    imported: RwSignal<Option<Shared<ImportedHistory>>>,
    history: Shared<ImportedHistory>,
) -> impl IntoView {
    let found = history.found();
    let warnings = found.iter().filter(|note| note.warning).count();
    let heading = match warnings {
        0 => "Import report".to_owned(),
        1 => "Import report: 1 warning".to_owned(),
        n => format!("Import report: {n} warnings"),
    };
    let several = history.used().count() > 1;
    let used = history.series.iter().enumerate().filter(|(_, series)| series.metric.is_some());
    let holds = used.map(|(at, series)| {
        let label = if several { series.name.clone() } else { "It holds".to_owned() };
        let (id, metric) = (format!("file{at}-metric"), series.metric);
        let set = move |metric| {
            // What cannot be used shows as it was.
            imported.update(|history| {
                let changed = history.as_ref().and_then(|history| history.holding(at, metric));
                if let Some(changed) = changed {
                    *history = Some(Shared::new(changed));
                }
            });
        };
        view! {
            <div class="field compact">
                <label for=id.clone()>{label}</label>
                <span class="control">{choice(id, move || metric, set)}</span>
            </div>
        }
        .into_any()
    });
    view! {
        {holds.collect::<Vec<_>>()}
        <details class="report" open={warnings > 0}>
            <summary>{heading}</summary>
            {notes(&found)}
        </details>
    }
}
