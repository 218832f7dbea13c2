//! What came of the shadow: figures, changes, and how far to trust them.

use leptos::prelude::*;

use super::super::state::Lab;
use crate::lab::words;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::live;
use crate::whatif::Pairing;
use crate::worker::replay::{ShadowChange, ShadowFigure, ShadowReport};

/// What came of the shadow, once anything did.
#[component]
pub fn Outcome(lab: Lab, go_to: Callback<i64>) -> impl IntoView {
    live(move || {
        lab.shadow.with(|found| match found {
            None => None,
            Some(Err(why)) => Some(view! { <p class="notice bad">{why.clone()}</p> }.into_any()),
            Some(Ok(report)) => Some(told(report, go_to)),
        })
    })
}

fn told(report: &ShadowReport, go_to: Callback<i64>) -> AnyView {
    let until = time::text(report.span.to_ms, Style::Short);
    let trust = report.trust.iter().map(|line| view! { <p>{line.clone()}</p> }.into_any());
    let trust = trust.collect::<Vec<_>>();
    view! {
        <p class="latest">
            <b>{t!("Up to {until}. ")}</b> {report.latest.clone()} " "
            {report.sentence.clone()}
        </p>
        <div class="pair">
            <div
                class="table-wrap figures" tabindex="0" role="region"
                aria-label=t!("Shadow in figures")
            >
                {figures(&report.figures)}
            </div>
            <div class="table-wrap scroll" tabindex="0" role="region" aria-label=t!("Decisions")>
                {changes(report, go_to)}
            </div>
        </div>
        <details>
            <summary>{t!("How far to trust it: ")} {words::prediction(report.score)}</summary>
            {trust}
        </details>
    }
    .into_any()
}

fn figures(all: &[ShadowFigure]) -> AnyView {
    let rows = all.iter().map(|row| {
        let ShadowFigure { name, shadow, real, saved } = row.clone();
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="number">{shadow}</td>
                <td class="number">{real}</td>
                <td class="number">{saved}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <table>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col" class="number edited">{t!("Shadow")}</th>
                    <th scope="col" class="number">{t!("Group")}</th>
                    <th scope="col" class="number">{t!("Saved, replayed")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}

fn changes(report: &ShadowReport, go_to: Callback<i64>) -> AnyView {
    if report.changes.is_empty() {
        let none = t!("Neither the shadow nor the group has changed yet.");
        return view! { <p class="help">{none}</p> }.into_any();
    }
    let rows = report.changes.iter().map(|one| change(one, go_to));
    let more = (report.more > 0)
        .then(|| view! { <p class="help">{t!("And {} before.", report.more)}</p> }.into_any());
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t!("When")}</th>
                    <th scope="col">{t!("Shadow")}</th>
                    <th scope="col">{t!("Group")}</th>
                    <th scope="col">{t!("What the shadow decided")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect::<Vec<_>>()}</tbody>
        </table>
        {more}
    }
    .into_any()
}

fn change(one: &ShadowChange, go_to: Callback<i64>) -> AnyView {
    let at_ms = one.pairing.at_ms();
    let (shadow, real) = match &one.pairing {
        Pairing::Matched { real, simulated } => (Some(simulated), Some(real.by)),
        Pairing::Missed(real) => (None, Some(real.by)),
        Pairing::Extra(simulated) => (Some(simulated), None),
    };
    let shadow = shadow.map(|own| t!("sizes" => "{} to {}", own.from, own.to));
    let real = real.map(|by| format!("{by:+}"));
    view! {
        <tr>
            <td>
                <button class="link says" on:click=move |_| go_to.run(at_ms)>
                    {time::text(at_ms, Style::Short)}
                </button>
            </td>
            <td>{shadow.unwrap_or_else(|| "–".to_owned())}</td>
            <td>{real.unwrap_or_else(|| "–".to_owned())}</td>
            <td class="reason">{one.why.clone()}</td>
        </tr>
    }
    .into_any()
}
