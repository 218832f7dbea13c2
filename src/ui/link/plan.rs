//! A plan as it is shown before it is sent, and while it is.

use leptos::prelude::*;

use super::call_line::call_line;
use crate::forms::apply::{Plan, Sent, Step};

/// What is to be changed, and the calls of a plan with what became of them.
pub fn plan_contents(changes: &Plan, plan: &Plan, sent: &[Sent]) -> impl IntoView + use<> {
    let lines = changes.lines.iter().map(|line| {
        view! {
            <tr>
                <th scope="row">{line.place.clone()}</th>
                <td data-label=t!("Field")>{line.field}</td>
                <td data-label=t!("Saved")>{line.old.clone()}</td>
                <td data-label=t!("Edited") class="edited">{line.new.clone()}</td>
            </tr>
        }
        .into_any()
    });
    let steps = plan.steps.iter().enumerate();
    let steps = steps.map(|(index, step)| step_line(step, sent.get(index)).into_any());
    view! {
        <table class="stacked">
            <caption>{t!("plan" => "Changes")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("Where")}</th>
                    <th scope="col">{t!("Field")}</th>
                    <th scope="col">{t!("Saved")}</th>
                    <th scope="col">{t!("Edited")}</th>
                </tr>
            </thead>
            <tbody>{lines.collect::<Vec<_>>()}</tbody>
        </table>
        {risks_list(&changes.remarks())}
        <details class="calls" open=true>
            <summary>{match plan.steps.len() {
                1 => t!("One call").to_owned(),
                count => t!("{count} calls, one after the other"),
            }}</summary>
            <ol>{steps.collect::<Vec<_>>()}</ol>
        </details>
    }
}

/// What else a change does, in sentences; nothing where it does nothing else.
pub fn risks_list(risks: &[String]) -> Option<AnyView> {
    let rows = risks.iter().map(|risk| view! { <li>{risk.clone()}</li> }.into_any());
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty())
        .then(|| view! { <ul class="risks" aria-label=t!("Risks")>{rows}</ul> }.into_any())
}

fn step_line(step: &Step, sent: Option<&Sent>) -> impl IntoView + use<> {
    call_line(&step.call, &step.title, step.reason, sent)
}
