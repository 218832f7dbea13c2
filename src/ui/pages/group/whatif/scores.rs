//! The scorecard: three numbers first, each saved, edited and with what lies behind it.

use leptos::prelude::*;

use super::state::Lab;
use crate::lab::import::without_history;
use crate::lab::{Scored, tone};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{flag, live, memo, text};
use crate::whatif::{HOURS_PER_MONTH, ScorecardRow};

/// What came of the replay that is shown.
#[component]
pub fn Scores(
    lab: Lab,
    /// Shows a moment on the timeline, where that is in sight.
    #[prop(optional)]
    go_to: Option<Callback<i64>>,
) -> impl IntoView {
    let runs = lab.runs;
    // A dialog and a form have their own, beside no timeline and no settings.
    let is_whole = go_to.is_some();
    let label = if go_to.is_some() { t!("Outcome") } else { t!("What the edit comes to") };
    let whole = RwSignal::new(false);
    let is_busy = move || runs.are_pending() || lab.inputs.is_unpriced();
    view! {
        <section class="card outcome" aria-label=label>
            {live(move || lab.scores.get().map(|scores| {
                let compared = runs.edited.with(Option::is_some);
                view! {
                    <ul
                        class="scores" class:whole=flag(move || whole.get())
                        aria-label=t!("Scorecard") aria-busy=text(move || is_busy().to_string())
                    >
                        {scores.into_iter().map(|one| view! {
                            <Measured one compared go_to />
                        }).collect_view()}
                    </ul>
                }
            }))}
            <div class="under">
                <Span lab is_whole />
                {live(move || lab.scores.with(Option::is_some).then(|| view! {
                    <button
                        class="link" aria-expanded=text(move || whole.get().to_string())
                        on:click=move |_| whole.update(|whole| *whole = !*whole)
                    >
                        {text(move || match whole.get() {
                            true => t!("Fewer measures"),
                            false => t!("All measures"),
                        }.to_owned())}
                    </button>
                }))}
            </div>
            <Reservations lab is_whole />
        </section>
    }
}

/// Over which time, and at which price.
#[component]
fn Span(lab: Lab, is_whole: bool) -> impl IntoView {
    let (inputs, runs) = (lab.inputs, lab.runs);
    live(move || {
        runs.saved.get().map(|run| {
            let (from, to) = (short(run.span.from_ms), short(run.span.to_ms));
            let price = match &run.price {
                Some(price) => {
                    t!("Cost at {}; a month has {HOURS_PER_MONTH} hours.", price.words(short))
                }
                None if inputs.is_unpriced() => String::new(),
                None if is_whole => t!("Type a price under Assumed to see the cost.").to_owned(),
                None => inputs.offer.with(|offer| offer.unpriced().unwrap_or_default().to_owned()),
            };
            let span = t!("Over the whole history, {from} to {to}. {price}");
            view! { <p class="span">{span}</p> }
        })
    })
}

/// What the numbers leave out or cannot know.
#[component]
fn Reservations(lab: Lab, is_whole: bool) -> impl IntoView {
    let (inputs, runs) = (lab.inputs, lab.runs);
    view! {
        {live(move || {
            let metrics = inputs.job.with(Result::is_ok).then(|| inputs.metrics());
            let missing = lab.tried.shown().zip(metrics);
            let missing = missing.map(|(rules, metrics)| without_history(&rules, &metrics));
            let lines = missing.unwrap_or_default().into_iter().map(|line| {
                view! { <li>{line}</li> }.into_any()
            });
            let lines = lines.collect::<Vec<_>>();
            (!lines.is_empty()).then(|| view! {
                <ul class="missing" aria-label=t!("Rules without a history")>{lines}</ul>
            })
        })}
        {live(move || {
            runs.shown().filter(|run| run.saturated > 0).map(|run| view! {
                <p class="honest">
                    {run.band_words()} " "
                    {is_whole.then(|| t!("Load says how far, under “Demand at saturation”."))}
                </p>
            })
        })}
        {live(move || {
            let contradiction = runs.saved.get().and_then(|run| run.contradiction.clone());
            contradiction.map(|said| view! { <p class="honest">{said}</p> })
        })}
    }
}

/// What the edit does to the leading numbers, in sight while a setting is moved. Its room is kept
/// until they come.
#[component]
pub fn Strip(lab: Lab) -> impl IntoView {
    let leads = memo(move || {
        lab.scores.with(|all| {
            let leads = all.iter().flatten().filter(|one| one.leads);
            leads.map(|one| one.row.clone()).collect::<Vec<_>>()
        })
    });
    let figure = move |row: &ScorecardRow| match lab.runs.edited.with(Option::is_some) {
        true => (tone(row.judgement), row.difference.clone()),
        false => ("same", row.saved.clone()),
    };
    let shown = move |row: ScorecardRow| {
        let (class, figure) = figure(&row);
        let is_same = lab.runs.edited.with(Option::is_some) && row.saved == row.edited;
        let has_unit = !is_same && !row.unit.is_empty();
        let unit = has_unit.then(|| format!("\u{a0}{}", row.unit));
        view! {
            <li>
                {row.label} " " <span class="figure"><b class=class>{figure}</b> {unit}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="strip" aria-label=t!("Outcome in short")>
            {live(move || leads.get().into_iter().map(shown).collect::<Vec<_>>())}
        </ul>
    }
}

fn short(at_ms: i64) -> String {
    time::text(at_ms, Style::Short)
}

/// A measure, large among the first or folded away.
#[component]
fn Measured(one: Scored, compared: bool, go_to: Option<Callback<i64>>) -> impl IntoView {
    let Scored { row, leads, behind, at_ms } = one;
    let class = if leads { "lead" } else { "rest" };
    let show = at_ms.zip(go_to).map(|(at_ms, go_to)| {
        let title = t!("Show the longest on the timeline: {}", short(at_ms));
        view! {
            " "
            <button class="link" aria-label=title on:click=move |_| go_to.run(at_ms)>
                {t!("Show")}
            </button>
        }
    });
    let behind = (!behind.is_empty()).then(|| view! { <p class="behind">{behind} {show}</p> });
    view! { <Score row compared class>{behind}</Score> }
}

/// One number, saved and edited.
#[component]
pub fn Score(
    row: ScorecardRow,
    compared: bool,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let exact = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let unit = (!row.unit.is_empty()).then(|| view! { <small>" " {row.unit}</small> });
    let saved = exact(row.saved_exact);
    let behind = children.map(|children| children());
    if !compared {
        return view! {
            <li class=class>
                <span class="name">{row.label}</span>
                <span class="figure">
                    <data class="now" value=saved>{row.saved}</data>
                    {unit}
                </span>
                {behind}
            </li>
        }
        .into_any();
    }
    view! {
        <li class=class>
            <span class="name">
                {row.label} <span class=tone(row.judgement)>{row.difference}</span>
            </span>
            <span class="figure">
                <span class="sr-only">{t!("saved ")}</span>
                <data class="before" value=saved>{row.saved}</data>
                <span aria-hidden="true">" → "</span>
                <span class="sr-only">{t!(", edited ")}</span>
                <data class="now" value=exact(row.edited_exact)>{row.edited}</data>
                {unit}
            </span>
            {behind}
        </li>
    }
    .into_any()
}
