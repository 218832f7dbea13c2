//! Which history is replayed: the group's own, or a file's.

use leptos::html;
use leptos::prelude::*;

use super::super::inputs::Inputs;
use super::addressed::{Absent, Addressed};
use super::confirm::{ConfirmImport, notes};
use super::holding::choice;
use super::library::{Refused, Remembered};
use super::naming::NamingPicker;
use super::query::QueryMetrics;
use super::reading::{Reading, Stage};
use crate::base::{is_one, thousands};
use crate::engine::Metric;
use crate::forms::apply::Stored;
use crate::lab::import::{Holds, ImportDraft, SizeAnswer};
use crate::lab::{ImportedHistory, Shared};
use crate::ui::kit::view::{attribute, flag, live, memo, text, when};
use crate::wire::GroupId;
use crate::worker::replay::ImportOptions;

/// What the browser offers to choose from: tables, and the answers of Prometheus.
const FILES: &str = ".csv,.txt,.json,text/csv,text/plain,application/json";

#[component]
pub fn SourcePicker(inputs: Inputs, addressed: Addressed) -> impl IntoView {
    let own = memo(move || inputs.served());
    let reading = Reading::new(own);
    let (stage, imported) = (reading.stage, inputs.imported);
    let ask = Callback::new(move |history: ImportedHistory| {
        reading.forget();
        let draft = ImportDraft::of_history(history, own.get_untracked().as_ref());
        reading.read.set(Some(draft));
    });
    let unfolded = RwSignal::new(false);
    let confirm = Callback::new(move |history: ImportedHistory| {
        unfolded.set(false);
        imported.set(Some(Shared::new(history)));
    });
    let take = Callback::new(move |history| addressed.take(history));
    let cancel = move |_| reading.cancel();
    view! {
        <fieldset class="source" aria-label=t!("History")>
            <InUse inputs unfolded />
            <Absent addressed />
            <div class="another" class:hidden=flag(move || !unfolded.get())>
                <div class="actions">
                    <FileOf inputs reading />
                    <QueryMetrics inputs read=reading.read own />
                </div>
                <Remembered library=addressed.library() take ask />
            </div>
            {live(move || match stage.get() {
                Stage::Idle => ().into_any(),
                Stage::Reading(part) => view! {
                    <div class="reading" role="status">
                        <progress
                            max="1" prop:value=part aria-label=t!("Reading the file")
                        ></progress>
                        <button class="small" on:click=cancel>{t!("Cancel")}</button>
                    </div>
                }.into_any(),
                Stage::Failed { name, why } => view! {
                    <p class="notice bad" role="alert">
                        <b>{t!("{name} was not loaded.")}</b> " " {why} " "
                        {t!("The history in use stays.")}
                    </p>
                }.into_any(),
            })}
            {live(move || imported.get().map(|history| view! { <Report imported history /> }))}
            <NamingPicker inputs />
            <Refused library=addressed.library() />
            <ConfirmImport reading rules=inputs.known.rules confirm />
        </fieldset>
    }
}

/// The history in use, and the ways to another behind one button.
#[component]
fn InUse(
    inputs: Inputs,
    /// Whether those ways are in sight.
    unfolded: RwSignal<bool>,
) -> impl IntoView {
    let imported = inputs.imported;
    view! {
        <div class="used">
            <p>
                <b>{t!("History")}</b>
                " "
                <span>
                    {live(move || match imported.get() {
                        None => t!("This group's own last 14 days.").to_owned(),
                        Some(history) => {
                            let count = thousands(history.samples() as u64);
                            t!("{}, {count} samples.", history.name)
                        }
                    })}
                </span>
                " "
                {when(move || inputs.is_imported(), move || view! {
                    <button class="link" on:click=move |_| imported.set(None)>
                        {t!("Use its own history")}
                    </button>
                })}
            </p>
            <button
                class="link" aria-expanded=text(move || unfolded.get().to_string())
                on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
            >
                {t!("Load another…")}
            </button>
        </div>
    }
}

/// Chooses a file to be read.
#[component]
fn FileOf(inputs: Inputs, reading: Reading) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    view! {
        <label class="button small">
            {t!("Load CSV or JSON…")}
            <input
                type="file" class="sr-only" accept=FILES
                node_ref=input
                on:change=move |_| choose(input, inputs, reading)
            />
        </label>
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
        0 => t!("Import report").to_owned(),
        n if is_one(n) => t!("Import report: {n} warning"),
        n => t!("Import report: {n} warnings"),
    };
    let several = history.used().count() > 1;
    let used = history.series.iter().enumerate().filter(|(_, series)| series.metric.is_some());
    let holds = used.map(|(at, series)| {
        let label = if several { series.name.clone() } else { t!("It holds").to_owned() };
        let (id, metric) = (format!("file{at}-metric"), series.metric);
        let holds = metric.map_or(Holds::Nothing, Holds::Metric);
        let offered: Vec<Metric> = series.choices().collect();
        let is_offered = move |own: &Holds| match own {
            Holds::Metric(metric) => offered.contains(metric),
            Holds::Nothing => true,
            Holds::Size | Holds::Open => false,
        };
        let options = Holds::all().filter(is_offered).collect();
        let set = move |holds| {
            let metric = match holds {
                Holds::Metric(metric) => Some(metric),
                _ => None,
            };
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
                <span class="control">{choice(id, options, move || holds, set)}</span>
            </div>
        }
        .into_any()
    });
    view! {
        {holds.collect::<Vec<_>>()}
        {recorded_with(imported, &history)}
        <details class="report" open={warnings > 0}>
            <summary>{heading}</summary>
            {notes(&found)}
        </details>
    }
}

fn own_id(group: &Stored) -> GroupId {
    group.id().clone()
}

/// How many Instances served; a number that held all the time can be changed.
fn recorded_with(
    imported: RwSignal<Option<Shared<ImportedHistory>>>,
    history: &ImportedHistory,
) -> AnyView {
    let Some(size) = history.constant_size() else {
        return view! { <p class="help">{history.size_words()}</p> }.into_any();
    };
    let wrong = RwSignal::new(None::<&'static str>);
    let change = move |event| {
        let answer = SizeAnswer { choice: None, typed: event_target_value(&event) };
        wrong.set(answer.constant().err());
        if let Ok(size) = answer.constant() {
            imported.update(|history| {
                *history = history.as_ref().map(|own| Shared::new(own.recorded_with(size)));
            });
        }
    };
    view! {
        <div class="field compact">
            <label for="recorded-with">{t!("Recorded with")}</label>
            <span class="control">
                <input
                    id="recorded-with" type="text" inputmode="numeric" class="number"
                    value=size.to_string()
                    aria-invalid=attribute(move || wrong.get().map(|_| "true"))
                    aria-describedby="recorded-with-error"
                    on:change=change
                />
                <span class="unit">{t!("Instances")}</span>
            </span>
            <span id="recorded-with-error" class="error">
                {live(move || wrong.get())}
            </span>
        </div>
    }
    .into_any()
}

/// Reads the chosen file.
fn choose(input: NodeRef<html::Input>, inputs: Inputs, reading: Reading) {
    let file = input.get_untracked().and_then(|input| {
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was mended.
        input.set_value("");
        file
    });
    if let Some(file) = file {
        let group = inputs.known.group.with_untracked(|group| group.as_ref().map(own_id));
        reading.start(file, ImportOptions { group, ..ImportOptions::default() });
    }
}
