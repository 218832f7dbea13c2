//! Why: what each variant decided at the moment under the cursor, in words.

use std::collections::BTreeSet;

use leptos::prelude::*;
use web_sys::Element;

use crate::base::is_one;
use crate::lab::{self, Decided, Way};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::pages::group::moment::Moment;
use crate::ui::pages::group::remarks::remark_list;
use crate::whatif::Variant;
use crate::worker::replay::{Explanation, PolicyReading};

/// The variants whose rules are unfolded, which stay so from moment to moment.
type Unfolded = RwSignal<BTreeSet<String>>;

/// Why the group scaled at a moment, or why it did not.
#[component]
pub fn Explanation(
    /// The moment, where one is chosen.
    moment: Moment,
    /// The one that is explained.
    at: Memo<Option<i64>>,
    /// What was decided there.
    #[prop(into)]
    decided: Signal<Vec<Explanation>>,
    /// What really happened around it.
    #[prop(into)]
    events: Signal<Vec<String>>,
    /// Before when nobody knows the group's rules.
    #[prop(into)]
    unknown_before: Signal<Option<i64>>,
    /// Tries other rules.
    take: Callback<Variant>,
) -> impl IntoView {
    let has_moment = memo(move || moment.get().is_some());
    let unfolded = RwSignal::new(BTreeSet::new());
    view! {
        <div class="why">
            <div class="why-head">
                <h3>{t!("Why")}</h3>
                {live(move || {
                    let is_chosen = has_moment.get();
                    at.get().map(|at_ms| when_it_was(at_ms, is_chosen, decided))
                })}
                {when(move || has_moment.get(), move || view! { <Pin moment /> })}
            </div>
            <output aria-live="off">
                {live(move || moment.missed().map(missed))}
                {live(move || {
                    let before_ms = unknown_before.get()?;
                    let is_before = |one: &Explanation| {
                        one.variant.is_empty() && one.at_ms < before_ms
                    };
                    decided.with(|all| all.iter().any(is_before)).then(|| unknown(before_ms))
                })}
                {when(move || at.with(Option::is_some), move || {
                    said(decided, events, unfolded, take)
                })}
            </output>
            <Walk moment />
            {when(move || !has_moment.get(), || view! {
                <p class="help">
                    {t!("Point at the timeline, or focus it and use the arrow keys, to read of \
                         another moment. A click pins it.")}
                </p>
            })}
        </div>
    }
}

/// When it was, whether somebody chose it, and when the group had last decided by then.
fn when_it_was(at_ms: i64, is_chosen: bool, decided: Signal<Vec<Explanation>>) -> impl IntoView {
    let heading = move || {
        let now = time::text(at_ms, Style::Long);
        match decided.with(|all| all.first().map(|one| one.at_ms)) {
            Some(evaluated_ms) if evaluated_ms != at_ms => {
                t!("{now}, as evaluated at {}", time::text(evaluated_ms, Style::Clock))
            }
            _ if is_chosen => now,
            _ => t!("The latest, {now}"),
        }
    };
    view! { <span class="moment">{text(heading)}</span> }
}

fn missed(at_ms: i64) -> impl IntoView {
    let named = time::text(at_ms, Style::Long);
    view! {
        <p class="notice warn">
            {t!("This history does not reach {named}. The nearest sample is shown.")}
        </p>
    }
}

fn unknown(before_ms: i64) -> impl IntoView {
    let edited = time::text(before_ms, Style::Long);
    view! {
        <p class="notice warn">
            {t!(
                "The rules were edited at {edited}, and nobody knows what they were before: \
                 this goes by those that came after."
            )}
        </p>
    }
}

/// Keeps the moment where it is while the pointer moves on.
#[component]
fn Pin(moment: Moment) -> impl IntoView {
    view! {
        <button
            class="small"
            aria-pressed=text(move || moment.is_pinned().to_string())
            on:click=move |_| moment.toggle()
        >
            {text(move || if moment.is_pinned() { t!("Pinned") } else { t!("Pin") })}
        </button>
    }
}

/// To the change, event or difference before and after.
#[component]
fn Walk(moment: Moment) -> impl IntoView {
    let step = move |way: Way, words: &'static str, key: &'static str| {
        let beside = memo(move || moment.beside(way));
        let go = move |_| beside.get_untracked().into_iter().for_each(|at_ms| moment.pin(at_ms));
        view! {
            <button
                class="small" aria-keyshortcuts=key
                disabled=flag(move || beside.with(Option::is_none))
                on:click=go
            >
                {words} <kbd aria-hidden="true">{key}</kbd>
            </button>
        }
    };
    view! {
        <div class="walk" role="group" aria-label=t!("Changes and events")>
            {step(Way::Back, t!("Before"), ",")} {step(Way::On, t!("After"), ".")}
        </div>
    }
}

fn said(
    decided: Signal<Vec<Explanation>>,
    events: Signal<Vec<String>>,
    unfolded: Unfolded,
    take: Callback<Variant>,
) -> AnyView {
    let decisions = move || {
        let all = decided.with(|all| lab::decided(all));
        let is_only = is_one(all.len());
        let each = all.into_iter().map(|one| decision(one, is_only, unfolded, take));
        each.collect::<Vec<_>>()
    };
    view! {
        {live(decisions)}
        {live(move || {
            let events = events.get();
            (!events.is_empty()).then(|| view! {
                <p class="happened"><b>{t!("Events: ")}</b> {events.join(t!("; "))} "."</p>
            }.into_any())
        })}
    }
    .into_any()
}

/// One decision: its headline, every rule's part, and what would have changed it. What stands
/// beside others is folded, and says in a sentence why.
fn decision(one: Decided, is_only: bool, unfolded: Unfolded, take: Callback<Variant>) -> AnyView {
    let Decided { whose, is_edited, told } = one;
    let replaced = told.replaced_ms.map(|at_ms| {
        let edited = time::text(at_ms, Style::Long);
        let words = t!("By the rules of that time, which were edited at {edited}.");
        view! { <p class="help">{words}</p> }.into_any()
    });
    let reasons = if is_only { told.beside.clone() } else { told.reasons.clone() };
    let rules = (!told.policies.is_empty()).then(|| match is_only {
        true => rules(&told, take),
        false => folded(&told, unfolded, take),
    });
    view! {
        <div class="decision">
            <p class="answer" class:edited=is_edited>
                <b>{whose}</b> <span class="course">{told.headline}</span>
            </p>
            {(!reasons.is_empty()).then(|| view! { <p>{reasons}</p> })}
            {replaced}
            {rules}
        </div>
    }
    .into_any()
}

/// Every rule's part behind a line, which stays unfolded from moment to moment.
fn folded(told: &Explanation, unfolded: Unfolded, take: Callback<Variant>) -> AnyView {
    let variant = told.variant.clone();
    let is_unfolded = unfolded.with_untracked(|all| all.contains(&variant));
    let toggle = move |event| {
        let is_open = event_target::<Element>(&event).has_attribute("open");
        unfolded.update(|all| {
            if is_open {
                all.insert(variant.clone())
            } else {
                all.remove(&variant)
            };
        });
    };
    view! {
        <details open=is_unfolded on:toggle=toggle>
            <summary>{t!("Every rule, and what would have changed it")}</summary>
            {rules(told, take)}
        </details>
    }
    .into_any()
}

/// A row for every rule, and what would have changed the decision.
fn rules(told: &Explanation, take: Callback<Variant>) -> AnyView {
    let rows = told.policies.iter().cloned().map(rule);
    let cooldown = (!told.cooldown.is_empty()).then(|| {
        view! {
            <li>
                <b>{t!("Cooldown")}</b> <span class="pill warn">{told.cooldown.clone()}</span>
            </li>
        }
    });
    let turned = (!told.flips.is_empty()).then(|| {
        view! {
            <h4>{t!("What would have changed it")}</h4>
            {remark_list(&told.flips, Callback::new(|_| {}), take)}
        }
    });
    view! {
        <ul class="verdicts" aria-label=t!("Every rule")>
            {rows.collect::<Vec<_>>()} {cooldown}
        </ul>
        {turned}
    }
    .into_any()
}

/// What became of a rule, and what it saw.
fn rule(part: PolicyReading) -> AnyView {
    let PolicyReading { name, tag, is_held, text, samples: count } = part;
    let samples = match count {
        0 => None,
        _ if is_one(count) => Some(t!("{count} sample")),
        _ => Some(t!("{count} samples")),
    };
    let class = if is_held { "pill warn" } else { "pill" };
    view! {
        <li>
            <b>{name}</b> <span class=class>{tag}</span>
            <small>{text} " " {samples.map(|samples| view! { <span>{samples} "."</span> })}</small>
        </li>
    }
    .into_any()
}
