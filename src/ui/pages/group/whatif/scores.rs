//! The scorecard: every number saved, edited, and their difference.

use leptos::prelude::*;

use super::state::Lab;
use crate::lab::import::without_history;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{live, memo, text};
use crate::whatif::{HOURS_PER_MONTH, Judgement, ScorecardRow, scorecard_rows};

#[component]
pub fn Scores(lab: Lab) -> impl IntoView {
    let (inputs, runs) = (lab.inputs, lab.runs);
    let compared = memo(move || runs.edited.with(Option::is_some));
    let rows = move || {
        let metric = inputs.metrics().first().copied()?;
        let (saved, edited) = (runs.saved.get()?, runs.shown()?);
        Some(scorecard_rows(&saved.outcome.scorecard, &edited.outcome.scorecard, metric))
    };
    view! {
        {live(move || runs.saved.get().map(|run| {
            let day = |at_ms| time::text(at_ms, Style::Short);
            let (from, to) = (day(run.span.from_ms), day(run.span.to_ms));
            let price = match &run.price {
                Some(price) => format!(
                    "Cost at {}; a month has {HOURS_PER_MONTH} hours.", price.words(day),
                ),
                None if inputs.is_unpriced() => String::new(),
                None => "Type a price under Assumed to see the cost.".to_owned(),
            };
            let span = format!("Over the whole history, {from} to {to}. {price}");
            view! { <p class="span">{span}</p> }
        }))}
        {live(move || rows().map(|rows| view! {
            <ul
                class="scores" aria-label="Scorecard"
                aria-busy=text(move || (runs.are_pending() || inputs.is_unpriced()).to_string())
            >
                {rows.into_iter().map(|row| view! {
                    <Score row compared=compared.get() />
                }).collect_view()}
            </ul>
        }))}
        {live(move || {
            let metrics = inputs.job.with(Result::is_ok).then(|| inputs.metrics());
            let missing = lab.tried.shown().zip(metrics);
            let missing = missing.map(|(rules, metrics)| without_history(&rules, &metrics));
            let lines = missing.unwrap_or_default().into_iter().map(|line| {
                view! { <li>{line}</li> }.into_any()
            });
            let lines = lines.collect::<Vec<_>>();
            (!lines.is_empty()).then(|| view! {
                <ul class="missing" aria-label="Rules without a history">{lines}</ul>
            })
        })}
        {live(move || {
            runs.shown().filter(|run| run.saturated > 0).map(|run| view! {
                <p class="honest">{run.band_words()}</p>
            })
        })}
        {live(move || {
            let contradiction = runs.saved.get().and_then(|run| run.contradiction.clone());
            contradiction.map(|said| view! { <p class="honest">{said}</p> })
        })}
    }
}

/// One number, saved and edited.
#[component]
pub fn Score(row: ScorecardRow, compared: bool) -> impl IntoView {
    let exact = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let unit = (!row.unit.is_empty()).then(|| view! { <small>" " {row.unit}</small> });
    let tone = match row.judgement {
        Judgement::Better => "good",
        Judgement::Worse => "bad",
        Judgement::Neutral => "same",
    };
    let saved = exact(row.saved_exact);
    if !compared {
        return view! {
            <li>
                <span class="name">{row.label}</span>
                <span class="figure">
                    <data class="now" value=saved>{row.saved}</data>
                    {unit}
                </span>
            </li>
        }
        .into_any();
    }
    view! {
        <li>
            <span class="name">
                {row.label} <span class=tone>{row.difference}</span>
            </span>
            <span class="figure">
                <span class="sr-only">"saved "</span>
                <data class="before" value=saved>{row.saved}</data>
                <span aria-hidden="true">" → "</span>
                <span class="sr-only">", edited "</span>
                <data class="now" value=exact(row.edited_exact)>{row.edited}</data>
                {unit}
            </span>
        </li>
    }
    .into_any()
}
