//! What was read of a file or a query, and the questions that only its user can answer.

mod notes;
mod row;
mod sizes;
mod times;

use leptos::prelude::*;

use super::super::state::ask_worker;
use super::reading::{Reading, Stage};
use crate::base::thousands;
use crate::help::topic;
use crate::lab::ImportedHistory;
use crate::lab::import::ImportDraft;
use crate::ui::kit::Dialog;
use crate::ui::kit::view::{Entry, flag, list, live, memo, text, when};
use crate::whatif::Variant;
use crate::worker::replay::{AlignSeries, AlignmentReport, NamedSamples};
use notes::found;
pub use notes::notes;
use row::row;
use sizes::Sizes;
use times::Times;

/// Shows what was read and asks what nothing tells; nothing is used before it is answered.
#[component]
pub fn ConfirmImport(
    /// What reads the file; closing the dialog clears what was read.
    reading: Reading,
    /// The rules that are replayed over it.
    rules: Memo<Option<Variant>>,
    /// Takes what was confirmed.
    confirm: Callback<ImportedHistory>,
) -> impl IntoView {
    let draft = reading.read;
    let aligned = aligned(draft);
    view! {
        <Dialog open=draft title=t!("Use this history?") help=topic::IMPORT>
            {live(move || draft.with_untracked(|draft| draft.as_ref().map(facts)))}
            {list(move || {
                let rows = draft.with(|draft| draft.as_ref().map(ImportDraft::keys));
                rows.unwrap_or_default().into_iter().enumerate().map(move |(at, key)| {
                    Entry::new(key, move || row(draft, at, aligned))
                })
            })}
            <Sizes draft />
            <Times reading aligned />
            {live(move || draft.with(|draft| draft.as_ref().and_then(left_out)))}
            {live(move || aligned.with(|aligned| sentences(&aligned.sentences)))}
            <div class="import-foot">
                <Standing draft rules />
                <Actions reading confirm />
            </div>
        </Dialog>
    }
}

/// How the series lie in time, each by itself and those that are used together.
fn aligned(draft: RwSignal<Option<ImportDraft>>) -> Memo<AlignmentReport> {
    let series = memo(move || {
        draft.with(|draft| draft.as_ref().map(ImportDraft::samples).unwrap_or_default())
    });
    let asked = ask_worker(
        move || Some(series.get()).filter(|series| !series.is_empty()),
        |replays, series: Vec<NamedSamples>| async move {
            replays.ask(AlignSeries { series }).await.unwrap_or_default()
        },
    );
    memo(move || asked.get().unwrap_or_default())
}

fn facts(draft: &ImportDraft) -> AnyView {
    let report = &draft.report;
    let rows = t!(
        "{} samples of {} rows.",
        thousands(report.samples as u64),
        thousands(report.rows as u64)
    );
    view! {
        <p><b>{draft.name.clone()}</b> " " {rows} " " {report.format.clone()}</p>
        {notes(&report.notes)}
    }
    .into_any()
}

fn sentences(sentences: &[String]) -> Option<AnyView> {
    let lines = sentences.iter().map(|line| view! { <li>{line.clone()}</li> }.into_any());
    found(lines.collect())
}

fn left_out(draft: &ImportDraft) -> Option<AnyView> {
    let all = &draft.report.left_out;
    (!all.is_empty()).then(|| {
        let lines = all.iter().map(|line| view! { <li>{line.clone()}</li> }.into_any());
        view! {
            <section class="left-out" aria-label=t!("Left out, and why")>
                <h3>{t!("Left out, and why")}</h3>
                <ul>{lines.collect::<Vec<_>>()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What is open, what is wrong, and which rules would take no part.
#[component]
fn Standing(draft: RwSignal<Option<ImportDraft>>, rules: Memo<Option<Variant>>) -> impl IntoView {
    let trouble = move || draft.with(|draft| draft.as_ref()?.trouble());
    let open = move || draft.with(|draft| draft.as_ref().map(ImportDraft::open));
    let missing = move || {
        let found =
            rules.with(|rules| draft.with(|draft| Some(draft.as_ref()?.missing(rules.as_ref()?))));
        found.unwrap_or_default()
    };
    view! {
        <ul class="missing" aria-label=t!("Rules without a history")>
            {list(move || missing().into_iter().map(|line| Entry::new(line.clone(), move || {
                view! { <li>{line}</li> }
            })))}
        </ul>
        {live(move || trouble().map(|why| view! {
            <p class="notice bad" role="alert">{why}</p>
        }))}
        <p class="asked" role="status">
            {text(move || match open().unwrap_or_default().as_slice() {
                [] => String::new(),
                [one] => t!("1 question open: {one}."),
                more => t!("{} questions open: {}.", more.len(), more.join(t!("; "))),
            })}
        </p>
    }
}

#[component]
fn Actions(reading: Reading, confirm: Callback<ImportedHistory>) -> impl IntoView {
    let draft = reading.read;
    let use_it = move |chosen: Option<ImportedHistory>| {
        if let Some(history) = chosen {
            confirm.run(history);
            draft.set(None);
        }
    };
    // What is being read anew is not what stands here.
    let is_read = move || !matches!(reading.stage.get(), Stage::Reading(_));
    let ready =
        move || is_read() && draft.with(|draft| draft.as_ref().is_some_and(ImportDraft::is_ready));
    let rest = move || draft.with(|draft| draft.as_ref()?.without_open());
    let rest_words = move || {
        let used = rest().map_or(0, |rest| rest.used());
        let names = draft.with(|draft| draft.as_ref().map(ImportDraft::open_names));
        t!("Use {used}, leave {} out", names.unwrap_or_default())
    };
    view! {
        <div class="actions">
            <button
                class="primary" disabled=flag(move || !ready())
                on:click=move |_| use_it(draft.with_untracked(|own| own.as_ref()?.history()))
            >
                {t!("Use it")}
            </button>
            {when(move || is_read() && rest().is_some(), move || view! {
                <button on:click=move |_| use_it(untrack(rest).and_then(|rest| rest.history()))>
                    {text(rest_words)}
                </button>
            })}
            <button on:click=move |_| draft.set(None)>{t!("Cancel")}</button>
        </div>
    }
}
