//! The cheapest edits that would have helped.

use leptos::prelude::*;

use super::super::state::WHAT_IF;
use super::state::Incident;
use crate::base::translated;
use crate::lab::incident::{NOT_OVERLOADED, RepairCard, RepairRow, repair_cards, repair_words};
use crate::ui::kit::focus;
use crate::ui::kit::location::use_here;
use crate::ui::kit::toast::use_toasts;
use crate::ui::kit::view::{flag, live, memo, text, when};
use crate::whatif::{Judgement, Setting};

#[component]
pub fn Repair(incident: Incident) -> impl IntoView {
    let (here, toasts) = (use_here(), use_toasts());
    let open = Callback::new(move |edit: Vec<Setting>| {
        if let Some(name) = incident.open(&edit) {
            here.step("whatif", "1");
            focus(WHAT_IF);
            toasts.done(t!("The edit is open as the variant “{name}”."));
        }
    });
    let repaired = incident.repaired;
    let is_running = move || repaired.with(|own| own.as_ref().is_some_and(|own| own.is_running));
    let price = move || incident.lab.inputs.job.with(|job| job.as_ref().ok()?.price_per_hour);
    // Said before it is pressed rather than after.
    let calm = memo(move || incident.is_calm());
    // What is left to press is then beside an edit.
    let is_answered = move || repaired.with(Option::is_some) && incident.is_current();
    let stale = move || repaired.with(Option::is_some) && !incident.is_current();
    view! {
        <section aria-label=t!("The cheapest edits that help")>
            <div class="half-head"><h3>{t!("The cheapest edits that help")}</h3></div>
            <p class="help">
                {text(move || repaired.with(|own| match own {
                    _ if calm.get() => translated(NOT_OVERLOADED).to_owned(),
                    Some(own) => own.found.tried_words(),
                    None => translated(UNASKED).to_owned(),
                }))}
            </p>
            <div class="actions">
                <button
                    class:primary=flag(move || !calm.get() && !is_answered())
                    disabled=flag(move || is_running() || calm.get())
                    on:click=move |_| incident.repair()
                >
                    {t!("Repair this incident")}
                </button>
                {when(is_running, move || view! {
                    <button on:click=move |_| incident.stop()>{t!("Cancel")}</button>
                })}
            </div>
            {when(is_running, move || view! {
                <progress
                    max="1" aria-label=t!("Edits tried")
                    prop:value=move || repaired.with(|own| {
                        own.as_ref().map_or(0.0, |own| own.found.share())
                    })
                ></progress>
            })}
            {live(move || incident.failure.get().map(|why| view! {
                <p class="notice bad" role="alert">{why}</p>
            }))}
            {when(stale, || view! {
                <p class="notice" role="status">
                    {t!("The mark, the rules or the history have changed since. Repair again to \
                         see what holds now.")}
                </p>
            })}
            {live(move || repaired.with(|own| own.as_ref().map(|own| {
                let cards = repair_cards(&own.found, &own.base, price());
                let cards = cards.iter().map(|one| card(one, open)).collect::<Vec<_>>();
                let words = repair_words(&own.found);
                view! {
                    <ul class="repairs" aria-label=t!("Edits that help")>{cards}</ul>
                    <p class="help" role="status">{words}</p>
                }
            })))}
        </section>
    }
}

const UNASKED: &str = text!("Tries up to three settings at once over the whole history.");

fn card(one: &RepairCard, open: Callback<Vec<Setting>>) -> AnyView {
    let edit = one.edit.clone();
    let settings = one.settings.iter().map(|setting| {
        let policy = setting.policy.as_ref().map(|policy| t!("“{policy}” "));
        view! {
            <li>
                {policy} {setting.name} " "
                <span class="before">{setting.from.clone()}</span>
                <span aria-hidden="true">" → "</span>
                <span class="sr-only">{t!(" to ")}</span>
                <b class="edited">{setting.to.clone()}</b>
            </li>
        }
        .into_any()
    });
    let left = format!("{:.2}%", one.share_left * 100.0);
    let best = one
        .is_best_bargain
        .then(|| view! { <span class="pill push">{t!("Cheapest a minute")}</span> }.into_any());
    view! {
        <li class:best=one.is_best_bargain>
            <p class="kind">{one.kind.clone()} {best}</p>
            <h4>{one.headline.clone()}</h4>
            <span class="left" aria-hidden="true"><i style:width=left></i></span>
            <p class="help">{one.left.clone()}</p>
            <ul class="settings">{settings.collect::<Vec<_>>()}</ul>
            <dl>{one.rows.iter().map(row).collect::<Vec<_>>()}</dl>
            <p class="elsewhere" class:doubtful=one.is_doubtful>{one.elsewhere.clone()}</p>
            <button class="small" on:click=move |_| open.run(edit.clone())>
                {t!("Open as a variant")}
            </button>
        </li>
    }
    .into_any()
}

fn row(one: &RepairRow) -> AnyView {
    let tone = match one.judgement {
        Judgement::Better => "good",
        Judgement::Worse => "bad",
        Judgement::Neutral => "same",
    };
    view! {
        <div>
            <dt>{one.label.clone()}</dt>
            <dd>
                {one.before.clone()} <span aria-hidden="true">" → "</span>
                <span class="sr-only">{t!(" to ")}</span>
                <b>{one.after.clone()}</b> " " <span class=tone>{one.difference.clone()}</span>
            </dd>
        </div>
    }
    .into_any()
}
