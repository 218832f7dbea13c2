//! Which history is replayed: the group's own, or a file's.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::File;

use super::desk::{Desk, use_desk};
use super::import::{Progress, read_file};
use super::recording::FileHistory;
use super::state::Lab;
use crate::engine::Metric;
use crate::ui::live::{flag, live, when};
use crate::ui::task;

/// What is being done with a chosen file.
#[derive(Clone, PartialEq)]
enum Stage {
    Idle,
    Reading(f64),
    Failed { name: String, why: String },
}

/// Reading one file at a time.
#[derive(Clone, Copy)]
struct Reading {
    lab: Lab,
    desk: Desk,
    stage: RwSignal<Stage>,
    /// Counts up with every file chosen or cancelled, so that an older read notices and stops.
    generation: StoredValue<u32>,
}

impl Reading {
    fn new(lab: Lab) -> Self {
        let (stage, generation) = (RwSignal::new(Stage::Idle), StoredValue::new(0));
        Self { lab, desk: use_desk(), stage, generation }
    }

    fn cancel(self) {
        self.generation.update_value(|n| *n += 1);
        self.stage.set(Stage::Idle);
    }

    fn start(self, file: File) {
        self.cancel();
        let mine = self.generation.get_value();
        self.stage.set(Stage::Reading(0.0));
        task::spawn(async move {
            let wanted = move || self.generation.try_get_value() == Some(mine);
            let tell = move |part| {
                self.stage.try_set(Stage::Reading(part));
            };
            let progress = Progress { wanted: Box::new(wanted), tell: Box::new(tell) };
            let name = file.name();
            let result = read_file(self.desk, &file, &progress).await;
            if !wanted() {
                return;
            }
            let next = match result {
                Ok(history) => {
                    self.lab.file.try_set(Some(Arc::new(history)));
                    Stage::Idle
                }
                Err(why) => Stage::Failed { name, why },
            };
            self.stage.try_set(next);
        });
    }
}

#[component]
pub fn SourcePicker(lab: Lab) -> impl IntoView {
    let reading = Reading::new(lab);
    let stage = reading.stage;
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
                {live(move || match lab.file.get() {
                    None => "This group's own last 14 days.".to_owned(),
                    Some(file) => format!("{}, {} samples.", file.name, file.report.samples),
                })}
            </p>
            <div class="actions">
                <label class="button">
                    "Load a CSV file…"
                    <input
                        type="file" class="sr-only" accept=".csv,.txt,text/csv,text/plain"
                        node_ref=input
                        on:change=choose
                    />
                </label>
                {when(move || lab.file.with(Option::is_some), move || view! {
                    <button on:click=move |_| lab.file.set(None)>"Use its own history"</button>
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
            {live(move || lab.file.get().map(|file| view! { <Report lab file /> }))}
        </fieldset>
    }
}

/// What the import found, and what the numbers are.
#[component]
fn Report(lab: Lab, file: Arc<FileHistory>) -> impl IntoView {
    let notes = file.report.notes.clone();
    let warnings = notes.iter().filter(|note| note.warning).count();
    let heading = match warnings {
        0 => "Import report".to_owned(),
        1 => "Import report: 1 warning".to_owned(),
        n => format!("Import report: {n} warnings"),
    };
    view! {
        <div class="field compact">
            <label for="file-metric">"It holds"</label>
            <span class="control">
                <select
                    id="file-metric"
                    on:change=move |event| {
                        let chosen = event_target_value(&event);
                        let metric = Metric::MANAGED.into_iter().find(|m| m.label() == chosen);
                        lab.file_metric.set(metric.unwrap_or(Metric::Cpu));
                    }
                >
                    {Metric::MANAGED.map(|metric| view! {
                        <option
                            value=metric.label()
                            selected=flag(move || lab.file_metric.get() == metric)
                        >
                            {metric.label()}
                        </option>
                    })}
                </select>
            </span>
        </div>
        <details class="report" open=warnings > 0>
            <summary>{heading}</summary>
            <ul>
                <li>{format!("{} samples of {} rows.", file.report.samples, file.report.rows)}</li>
                <li>{file.report.format.clone()}</li>
                {notes.into_iter().map(|note| view! {
                    <li class:warning=note.warning>{note.sentence}</li>
                }).collect_view()}
            </ul>
        </details>
    }
}
