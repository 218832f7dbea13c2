//! The scorecard: every number saved, edited, and their difference.

use leptos::prelude::*;

use super::state::{Lab, Run};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{live, memo, text};
use crate::whatif::{
    Edge, HOURS_PER_MONTH, Judgement, Offer, ScorecardRow, band_words, scorecard_rows,
};

#[component]
pub fn Scores(lab: Lab) -> impl IntoView {
    let compared = memo(move || lab.edited_run.with(Option::is_some));
    let rows = move || {
        let metric = lab.metrics().first().copied()?;
        let saved = lab.saved_run.get()?;
        let edited = lab.edited_run.get().unwrap_or_else(|| saved.clone());
        Some(scorecard_rows(&saved.outcome.scorecard, &edited.outcome.scorecard, metric))
    };
    view! {
        {live(move || lab.saved_run.get().map(|run| {
            let day = |at_ms| time::text(at_ms, Style::Short);
            let (from, to) = (day(run.span.from_ms), day(run.span.to_ms));
            let price = match &run.price {
                Some(price) => format!(
                    "Cost at {}; a month has {HOURS_PER_MONTH} hours.", price.words(day),
                ),
                None if is_unpriced(lab) => String::new(),
                None => "Type a price under Assumed to see the cost.".to_owned(),
            };
            let span = format!("Over the whole history, {from} to {to}. {price}");
            view! { <p class="span">{span}</p> }
        }))}
        {live(move || rows().map(|rows| view! {
            <ul
                class="scores" aria-label="Scorecard"
                aria-busy=text(move || (lab.busy.get() || is_unpriced(lab)).to_string())
            >
                {rows.into_iter().map(|row| view! {
                    <Score row compared=compared.get() />
                }).collect_view()}
            </ul>
        }))}
        {live(move || {
            let shown = lab.edited_run.get().or_else(|| lab.saved_run.get());
            shown.filter(|run| run.saturated > 0).map(|run| view! {
                <p class="honest">{band(&run)}</p>
            })
        })}
        {live(move || {
            let run = lab.saved_run.get();
            let contradiction = run.and_then(|run| run.contradiction.clone());
            contradiction.map(|said| view! { <p class="honest">{said}</p> })
        })}
    }
}

/// Whether the API has yet to say what an Instance costs.
fn is_unpriced(lab: Lab) -> bool {
    lab.offer.with(|offer| *offer == Offer::Waiting)
}

/// What a saturated recording leaves open.
fn band(run: &Run) -> String {
    let shown = Edge { multiple: run.multiple, scorecard: &run.outcome.scorecard };
    let other = run.band.as_ref();
    let other =
        other.map(|band| Edge { multiple: band.multiple, scorecard: &band.outcome.scorecard });
    let end = " Load says how far, under “Demand at saturation”.";
    band_words(run.saturated, shown, other) + end
}

#[component]
fn Score(row: ScorecardRow, compared: bool) -> impl IntoView {
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
