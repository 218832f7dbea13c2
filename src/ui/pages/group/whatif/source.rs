//! Which history is replayed: the group's own, or a file's.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::File;

use super::confirm::{ConfirmImport, choice, notes};
use super::desk::{Desk, use_desk};
use super::import::{Progress, read_file};
use super::library::{Library, Remembered};
use super::metrics::QueryMetrics;
use super::recording::FileHistory;
use super::state::Lab;
use crate::ui::kit::task;
use crate::ui::kit::view::{live, when};
use crate::worker::replay::Note;

/// What the browser offers to choose from: tables, and the answers of Prometheus.
const FILES: &str = ".csv,.txt,.json,text/csv,text/plain,application/json";

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
    desk: Desk,
    /// What was read and waits to be confirmed.
    read: RwSignal<Option<FileHistory>>,
    stage: RwSignal<Stage>,
    /// Counts up with every file chosen or cancelled, so that an older read notices and stops.
    generation: StoredValue<u32>,
}

impl Reading {
    fn new() -> Self {
        let (stage, generation) = (RwSignal::new(Stage::Idle), StoredValue::new(0));
        Self { desk: use_desk(), read: RwSignal::new(None), stage, generation }
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
                    self.read.try_set(Some(history));
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
    let (reading, library) = (Reading::new(), Library::new());
    let stage = reading.stage;
    let confirm = Callback::new(move |history: FileHistory| {
        lab.file.set(Some(Arc::new(history.clone())));
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
                {live(move || match lab.file.get() {
                    None => "This group's own last 14 days.".to_owned(),
                    Some(file) => format!("{}, {} samples.", file.name, file.samples()),
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
                <QueryMetrics lab read=reading.read />
                {when(move || lab.file.with(Option::is_some), move || view! {
                    <button class="small" on:click=move |_| lab.file.set(None)>
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
            {live(move || lab.file.get().map(|file| view! { <Report lab file /> }))}
            <Remembered lab library />
            <ConfirmImport draft=reading.read confirm />
        </fieldset>
    }
}

/// What the import found, and what the numbers are.
#[component]
fn Report(lab: Lab, file: Arc<FileHistory>) -> impl IntoView {
    let all = || file.series.iter().flat_map(|series| &series.notes).chain(&file.report.notes);
    let warnings = all().filter(|note| note.warning).count();
    let heading = match warnings {
        0 => "Import report".to_owned(),
        1 => "Import report: 1 warning".to_owned(),
        n => format!("Import report: {n} warnings"),
    };
    let several = file.used().count() > 1;
    let used = file.series.iter().enumerate().filter(|(_, series)| series.metric.is_some());
    let holds = used.map(|(at, series)| {
        let label = if several { series.name.clone() } else { "It holds".to_owned() };
        let (id, metric) = (format!("file{at}-metric"), series.metric);
        let set = move |metric| {
            let Some(mut changed) = lab.file.get_untracked().map(|file| (*file).clone()) else {
                return;
            };
            changed.series[at].holds(metric);
            // What cannot be used shows as it was.
            let usable = changed.trouble().is_none();
            lab.file.update(|file| {
                if usable {
                    *file = Some(Arc::new(changed));
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
    let plain = |sentence| Note { warning: false, sentence };
    let rows = format!("{} samples of {} rows.", file.report.samples, file.report.rows);
    let found = [plain(rows), plain(file.report.format.clone())];
    let found: Vec<Note> = found.into_iter().chain(all().cloned()).collect();
    view! {
        {holds.collect::<Vec<_>>()}
        <details class="report" open={warnings > 0}>
            <summary>{heading}</summary>
            {notes(&found)}
        </details>
    }
}
