//! Why: what each variant decided at the moment under the cursor, in words.

use std::collections::BTreeSet;

use leptos::prelude::*;
use web_sys::Element;

use crate::base::is_one;
use crate::lab::{Way, words};
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::ui::pages::group::moment::Moment;
use crate::ui::pages::group::remarks::remark_list;
use crate::whatif::Variant;
use crate::worker::replay::Explanation;

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
        let all = decided.get();
        all.iter().map(|one| decision(one, unfolded, take)).collect::<Vec<_>>()
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

/// One decision: in a sentence, by policy, and what would have changed it.
fn decision(one: &Explanation, unfolded: Unfolded, take: Callback<Variant>) -> AnyView {
    let is_edited = !matches!(one.variant.as_str(), "" | "saved");
    let whose = words::whose(&one.variant);
    let variant = one.variant.clone();
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
    let said = one.summary.strip_prefix(&whose).unwrap_or(&one.summary);
    // What happened stands out where there is room for it.
    let (course, reasons) = match said.strip_suffix(&one.reasons) {
        Some(course) => (course.trim_end().to_owned(), one.reasons.clone()),
        None => (said.to_owned(), String::new()),
    };
    let turned = (!one.flips.is_empty()).then(|| {
        view! {
            <p class="turned">
                {t!("The smallest change of one thing that would have changed it:")}
            </p>
            {remark_list(&one.flips, Callback::new(|_| {}), take)}
        }
        .into_any()
    });
    let replaced = one.replaced_ms.map(|at_ms| {
        let edited = time::text(at_ms, Style::Long);
        let words = t!("By the rules of that time, which were edited at {edited}.");
        view! { <p class="help">{words}</p> }.into_any()
    });
    view! {
        <p class="answer" class:edited=is_edited>
            <b>{whose}</b> <span class="course">{course}</span> " " {reasons}
            {words::held_back(&one.limit, &one.cooldown)}
        </p>
        {replaced}
        <details open=is_unfolded on:toggle=toggle>
            <summary>{t!("Every rule, and what would have changed it")}</summary>
            {policies(one)}
            {turned}
        </details>
    }
    .into_any()
}

fn policies(one: &Explanation) -> AnyView {
    let rows = one.policies.iter().cloned().map(|part| {
        let count = part.samples;
        let samples =
            if is_one(count) { t!("of {count} sample") } else { t!("of {count} samples") };
        view! {
            <tr>
                <th scope="row">{part.name}</th>
                <td>{part.value} " " <small>{samples}</small></td>
                <td>{part.threshold} " " <small>{words::beyond(&part.margin)}</small></td>
                <td>{part.verdict}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label=t!("Every rule")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t!("Policy")}</th>
                        <th scope="col">{t!("Saw")}</th>
                        <th scope="col">{t!("Threshold")}</th>
                        <th scope="col">{t!("Verdict")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
