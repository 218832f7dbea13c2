//! The card of the shadow: since when it runs, what came of it, what was missed, and the ways out.

use leptos::prelude::*;

use super::super::state::{Lab, WHAT_IF};
use super::outcome::Outcome;
use super::start::{SHADOW, begin, is_edited_beside};
use crate::lab::import::without_history;
use crate::lab::{Absence, Shadow, is_late, same_rules, words};
use crate::ui::kit::location::use_here;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{live, memo, text, when};
use crate::ui::kit::{focus, show};
use crate::whatif::Variant;

/// The most absences that are listed.
const MOST: usize = 5;

/// That rules run in the shadow, beside the group's name; it leads to them.
#[component]
pub fn ShadowBadge(lab: Lab) -> impl IntoView {
    let size = move || lab.shadow.sizes().last().map(|last| last.size);
    when(
        move || lab.shadow.runs(),
        move || {
            view! {
                <button class="shadow-badge says" on:click=move |_| show(SHADOW)>
                    {text(move || match size() {
                        None => t!("Shadow").to_owned(),
                        Some(size) => t!("Shadow: {size}"),
                    })}
                </button>
            }
        },
    )
}

/// The shadow of a group.
#[component]
pub fn ShadowCard(lab: Lab, go_to: Callback<i64>) -> impl IntoView {
    let shadow = lab.shadow;
    let since = move || {
        let since_ms = shadow.own.with(|own| own.as_ref().map(|own| own.since_ms))?;
        let lasted = words::lasting(since_ms, shadow.session.now_ms());
        Some(t!("Since {}, {lasted}.", time::text(since_ms, Style::Long)))
    };
    view! {
        <section class="card shadow" aria-label=t!("Shadow")>
            <div class="card-head">
                <h2 id=SHADOW tabindex="-1">{t!("Shadow")}</h2>
                {when(move || shadow.runs(), move || view! {
                    <span class="pill edited">{t!("Runs")}</span>
                })}
                {live(move || since().map(|since| view! { <p class="since">{since}</p> }))}
                <button class="small push" on:click=move |_| shadow.kept.forget()>
                    {t!("Stop and forget")}
                </button>
            </div>
            {live(move || shadow.kept.damage().map(|why| view! {
                <p class="notice bad" role="alert">
                    {t!("What this browser kept of a shadow cannot be read, and is set aside \
                         ({why}). Forget it, or run another in its place.")}
                </p>
            }))}
            {when(move || shadow.runs(), move || view! {
                <Beside lab />
                <Reservations lab />
                {live(move || shadow.waiting().map(|why| view! {
                    <p class="waiting" role="status">{why.words()}</p>
                }))}
                <Outcome lab go_to />
            })}
        </section>
    }
}

/// How its rules stand to those that are edited and saved by now.
#[component]
fn Beside(lab: Lab) -> impl IntoView {
    let (here, toasts, shadow) = (use_here(), use_toasts(), lab.shadow);
    let with = move |look: fn(&Shadow) -> Variant| shadow.own.with(|own| own.as_ref().map(look));
    let rules = move || with(|own| own.rules().clone());
    let saved = move || lab.inputs.known.rules.get();
    let is = |one: Option<_>, other: Option<_>| {
        one.zip(other).is_some_and(|(one, other)| same_rules(&one, &other))
    };
    let is_saved = memo(move || is(rules(), saved()));
    let is_changed = memo(move || !is(with(|own| own.saved.clone()), saved()));
    let look = move |_| {
        here.step("whatif", "1");
        if let Some(rules) = untrack(rules) {
            lab.tried.change(|drafts, saved| drafts.show(&rules, saved));
        }
        focus(WHAT_IF);
    };
    view! {
        {when(move || is_edited_beside(lab), move || view! {
            <div class="notice">
                <p>
                    {t!("Other rules are edited by now. The shadow keeps those that it began with, \
                         unless you start it again.")}
                </p>
                <div class="actions">
                    <button class="small" on:click=move |_| begin(lab, toasts)>
                        {t!("Restart with the edited rules")}
                    </button>
                    <button class="small" on:click=look>{t!("Open the shadow's rules")}</button>
                </div>
            </div>
        })}
        {when(move || !lab.tried.is_edited() && !is_saved.get(), move || view! {
            <p><button class="link" on:click=look>{t!("Open the shadow's rules")}</button></p>
        })}
        {when(move || is_saved.get(), move || view! {
            <p class="notice">
                {t!("The group has the shadow's rules by now: there is nothing left to tell \
                     apart.")}
            </p>
        })}
        {when(move || is_changed.get() && !is_saved.get(), move || view! {
            <p class="notice warn">
                {t!("The group's saved rules were changed since the shadow began. It is held \
                     against what the group did under both.")}
            </p>
        })}
    }
}

/// What it lacks: rules without a metric, samples that are late or missing, and the time in which
/// no page looked on.
#[component]
fn Reservations(lab: Lab) -> impl IntoView {
    let (shadow, inputs) = (lab.shadow, lab.inputs);
    let when_ms = |at_ms| time::text(at_ms, Style::Short);
    let blind = move || {
        let own = shadow.own.get()?;
        let metrics = inputs.recording.with(|recording| {
            let all = recording?.histories.iter().filter(|own| own.times_ms.len() > 1);
            Some(all.map(|own| own.metric).collect::<Vec<_>>())
        })?;
        (!metrics.is_empty()).then(|| without_history(own.rules(), &metrics))
    };
    let unread = move || {
        let error = inputs.recording.error()?;
        Some(t!("New metrics could not be read. {error}"))
    };
    let span = move || shadow.with(|found| Some(found?.as_ref().ok()?.span));
    let late = move || {
        let until_ms = span()?.to_ms;
        is_late(until_ms, shadow.session.now_ms())
            .then(|| t!("No sample has come since {}: the shadow stands there.", when_ms(until_ms)))
    };
    let lines = move || {
        let absences = shadow.absences();
        let more = absences.len().saturating_sub(MOST);
        let said = absences.iter().rev().take(MOST).map(|one| one.words(when_ms));
        let more = (more > 0).then(|| t!("And {more} times before."));
        let first = unread().into_iter().chain(late()).chain(blind().unwrap_or_default());
        first.chain(gaps(lab, &absences)).chain(said).chain(more).collect::<Vec<_>>()
    };
    live(move || {
        let lines = lines().into_iter().map(|line| view! { <li>{line}</li> }.into_any());
        let lines = lines.collect::<Vec<_>>();
        let label = t!("by the shadow" => "Missed");
        (!lines.is_empty()).then(|| view! { <ul class="missing" aria-label=label>{lines}</ul> })
    })
}

/// What the history lacks of the time in which a page looked on.
fn gaps(lab: Lab, absences: &[Absence]) -> Option<String> {
    let missed_ms = lab.shadow.with(|found| {
        let all = found?.as_ref().ok()?.unsampled.iter();
        Some(all.map(|gap| gap.to_ms - gap.from_ms).sum::<i64>())
    })?;
    let told_ms: i64 = absences.iter().map(|own| own.missed_ms).sum();
    (missed_ms > told_ms).then(|| words::gaps(missed_ms - told_ms))
}

/// That a group is gone whose shadow is kept.
#[component]
pub fn ShadowOfGone(lab: Lab, #[prop(into)] gone: Signal<bool>) -> impl IntoView {
    let shadow = lab.shadow;
    when(
        move || gone.get() && shadow.is_any(),
        move || {
            view! {
                <div class="notice">
                    <p>{t!("Rules ran in the shadow of this group, which is gone.")}</p>
                    <div class="actions">
                        <button on:click=move |_| shadow.kept.forget()>
                            {t!("Forget the shadow")}
                        </button>
                    </div>
                </div>
            }
        },
    )
}
