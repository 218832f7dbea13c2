//! What was read from a file, and what its user says that it holds.

use leptos::prelude::*;

use super::super::state::ask_worker;
use crate::engine::Metric;
use crate::lab::{ImportedHistory, ImportedSeries, words};
use crate::ui::kit::Dialog;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{Entry, attribute, flag, list, live, memo, text};
use crate::wire::parse_number;
use crate::worker::replay::{AlignSeries, AlignmentReport, Coverage, Note};

/// Shows what was read; nothing is used before it is confirmed.
#[component]
pub fn ConfirmImport(
    /// What was read; `None` closes the dialog.
    draft: RwSignal<Option<ImportedHistory>>,
    /// Takes what was confirmed.
    confirm: Callback<ImportedHistory>,
) -> impl IntoView {
    let aligned = aligned(draft);
    let trouble = move || draft.with(|draft| draft.as_ref().and_then(ImportedHistory::trouble));
    let accept = move |_| {
        if let Some(history) = draft.get_untracked().filter(|draft| draft.trouble().is_none()) {
            confirm.run(history);
            draft.set(None);
        }
    };
    view! {
        <Dialog open=draft title="Use this history?">
            {live(move || draft.with_untracked(|draft| draft.as_ref().map(facts)))}
            {list(move || {
                let count = |draft: &ImportedHistory| draft.series.len();
                let count = draft.with(|draft| draft.as_ref().map_or(0, count));
                (0..count).map(move |at| Entry::new(at.to_string(), move || {
                    part(draft, at, aligned)
                }))
            })}
            {live(move || aligned.with(|aligned| sentences(&aligned.sentences)))}
            {live(move || trouble().map(|why| view! {
                <p class="notice bad" role="alert">{why}</p>
            }))}
            <div class="actions">
                <button
                    class="primary" disabled=flag(move || trouble().is_some()) on:click=accept
                >
                    "Use it"
                </button>
                <button on:click=move |_| draft.set(None)>"Cancel"</button>
            </div>
        </Dialog>
    }
}

/// How the series lie in time, each by itself and those that are used together.
fn aligned(draft: RwSignal<Option<ImportedHistory>>) -> Memo<AlignmentReport> {
    let asked = ask_worker(
        move || draft.get(),
        |replays, history: ImportedHistory| async move {
            let align = |series| replays.ask(AlignSeries { series });
            let each = align(history.named(false)).await.unwrap_or_default();
            let together = align(history.named(true)).await.unwrap_or_default();
            AlignmentReport { series: each.series, sentences: together.sentences }
        },
    );
    memo(move || asked.get().unwrap_or_default())
}

fn facts(history: &ImportedHistory) -> AnyView {
    let report = &history.report;
    let rows = format!("{} samples of {} rows.", report.samples, report.rows);
    view! {
        <p><b>{history.name.clone()}</b> " " {rows} " " {report.format.clone()}</p>
        {notes(&report.notes)}
    }
    .into_any()
}

/// What was found, warnings marked.
pub fn notes(notes: &[Note]) -> Option<AnyView> {
    let lines = notes.iter().map(|note| {
        view! { <li class:warning=note.warning>{note.sentence.clone()}</li> }.into_any()
    });
    found(lines.collect())
}

/// A list that scrolls where it is long, so that the keyboard must reach it.
fn found(lines: Vec<AnyView>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        view! { <ul class="found" tabindex="0" aria-label="What was found">{lines}</ul> }.into_any()
    })
}

fn sentences(sentences: &[String]) -> Option<AnyView> {
    let lines = sentences.iter().map(|line| view! { <li>{line.clone()}</li> }.into_any());
    found(lines.collect())
}

/// One series: how it lies in time, and what it holds.
fn part(
    draft: RwSignal<Option<ImportedHistory>>,
    at: usize,
    aligned: Memo<AlignmentReport>,
) -> AnyView {
    let read = move || draft.with(|draft| draft.as_ref()?.series.get(at).cloned());
    let Some(series) = untrack(read) else { return ().into_any() };
    let change = move |with: &dyn Fn(&mut ImportedSeries)| {
        draft.update(|draft| {
            if let Some(series) = draft.as_mut().and_then(|draft| draft.series.get_mut(at)) {
                with(series);
            }
        });
    };
    let metric = move || read().and_then(|series| series.metric);
    let factor = move |event| {
        let typed = parse_number(event_target_value(&event).trim()).unwrap_or(f64::NAN);
        change(&|series| series.factor = typed);
    };
    let wrong = move || read().is_some_and(|own| !own.has_factor());
    let unit = match series.unit.as_str() {
        "" => "no unit named".to_owned(),
        unit => format!("in {unit}"),
    };
    let count = series.samples.times_ms.len();
    let laid = move || aligned.with(|aligned| aligned.series.get(at).map(laid_out));
    let (metric_id, factor_id) = (format!("series{at}-metric"), format!("series{at}-factor"));
    view! {
        <fieldset class="series">
            <legend>{series.name.clone()} <small>{unit}</small></legend>
            <p class="help">
                {format!("{count} samples")} {text(move || laid().unwrap_or_default()) }
            </p>
            {notes(&series.notes)}
            <div class="field compact">
                <label for=metric_id.clone()>"It holds"</label>
                <span class="control">
                    {choice(metric_id, metric, move |metric| change(&|own| own.holds(metric)))}
                </span>
            </div>
            <div class="field compact">
                <label for=factor_id.clone()>"Multiply by"</label>
                <span class="control">
                    <input
                        id=factor_id type="text" inputmode="decimal" class="number"
                        value=series.factor.to_string()
                        aria-invalid=attribute(move || wrong().then_some("true"))
                        on:input=factor
                    />
                </span>
            </div>
        </fieldset>
    }
    .into_any()
}

/// Which metric a series holds, or that it is left out.
pub fn choice(
    id: String,
    metric: impl Fn() -> Option<Metric> + Copy + Send + Sync + 'static,
    set: impl Fn(Option<Metric>) + 'static,
) -> AnyView {
    let option = move |own: Option<Metric>| {
        let label = own.map_or("Nothing: leave it out", Metric::label);
        view! { <option value=label selected=flag(move || metric() == own)>{label}</option> }
            .into_any()
    };
    let options: Vec<AnyView> =
        Metric::RECORDED.into_iter().map(Some).chain([None]).map(option).collect();
    let chosen = move |event| {
        let chosen = event_target_value(&event);
        set(Metric::RECORDED.into_iter().find(|metric| metric.label() == chosen));
    };
    view! { <select id=id on:change=chosen>{options}</select> }.into_any()
}

fn laid_out(laid: &Coverage) -> String {
    format!(", {}", words::laid(laid, |at_ms| time::text(at_ms, Style::Long)))
}
