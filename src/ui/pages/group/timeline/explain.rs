//! Why: what each variant decided at the moment under the cursor, in words.

use leptos::prelude::*;

use super::Stage;
use crate::engine::{EVALUATION_PERIOD_MS, quantity};
use crate::ui::kit::latest::Latest;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::live;
use crate::ui::pages::group::whatif::{Lab, remark_list, use_desk};
use crate::wire::Event;
use crate::worker::replay::{ExplainAt, Explanation};

/// What really happened around a moment; nothing where a file is replayed.
fn near(lab: Lab, at_ms: i64) -> Vec<String> {
    const MOST: usize = 4;
    if lab.file.with(Option::is_some) {
        return Vec::new();
    }
    let close =
        |event: &&Event| (event.created_at.as_millis() - at_ms).abs() < EVALUATION_PERIOD_MS;
    lab.events.with(|events| {
        events.iter().filter(close).take(MOST).map(|event| event.name.clone()).collect()
    })
}

/// The moment as a screen reader says it.
pub fn spoken(stage: Stage, at_ms: i64) -> String {
    let mut words = vec![time::text(at_ms, Style::Short)];
    stage.shown.with(|shown| {
        let index = shown.times_ms.partition_point(|at| *at <= at_ms).saturating_sub(1);
        for (series, name) in shown.series.iter().zip(shown.names()) {
            let value = series.values.get(index).filter(|value| value.is_finite());
            let value = value.map_or("no value".to_owned(), |v| quantity(shown.metric, *v));
            words.push(format!("{name}: {value}"));
        }
    });
    words.join(", ")
}

/// What was decided at the moment under the cursor, asked anew when it or a replay changes: at
/// once what, and then the changes that would have turned it.
fn decisions(stage: Stage) -> RwSignal<Vec<Explanation>> {
    let (desk, lab) = (use_desk(), stage.lab);
    let decided = RwSignal::new(Vec::new());
    let latest = Latest::new(move |at: ExplainAt| async move {
        let answer = desk.moment(&at).await.unwrap_or_default();
        decided.try_set(answer);
        let flips = desk.moment(&ExplainAt { flips: true, ..at }).await.unwrap_or_default();
        if !flips.is_empty() {
            decided.try_set(flips);
        }
    });
    Effect::new(move |_| {
        let runs = [lab.saved_run.get(), lab.edited_run.get()];
        let Some(at_ms) = stage.cursor_ms() else { return };
        let names: Vec<String> =
            runs.iter().flatten().map(|run| run.outcome.name.clone()).collect();
        let ordered = match lab.file.with(Option::is_some) {
            true => Vec::new(),
            false => lab.recording.with(|own| own.map(|own| own.sizes.clone())).unwrap_or_default(),
        };
        let real = if ordered.is_empty() { String::new() } else { SAVED.to_owned() };
        let variants = if stage.shown.with(|shown| shown.replayed) { names } else { Vec::new() };
        latest.ask(ExplainAt { at_ms, variants, real, ordered, flips: false });
    });
    decided
}

/// The saved policies' replay, by name.
const SAVED: &str = "saved";

#[component]
pub fn Explanation(stage: Stage) -> impl IntoView {
    let lab = stage.lab;
    let decided = decisions(stage);
    view! {
        <div class="why">
            <h3>"Why"</h3>
            <output aria-live="off">
                {live(move || match stage.cursor_ms() {
                    None => view! {
                        <p class="help">
                            "Point at the timeline, or focus it and use the arrow keys, to read \
                             why the group scaled or why it did not."
                        </p>
                    }.into_any(),
                    Some(at_ms) => moment(lab, at_ms, decided),
                })}
            </output>
        </div>
    }
}

fn moment(lab: Lab, at_ms: i64, decided: RwSignal<Vec<Explanation>>) -> AnyView {
    let now = time::text(at_ms, Style::Long);
    let nearby = near(lab, at_ms);
    let really = (!nearby.is_empty()).then(|| {
        view! {
            <p><b>"Events: "</b> {nearby.join("; ")} "."</p>
        }
        .into_any()
    });
    view! {
        {live(move || {
            let evaluated = decided.with(|all| all.first().map(|one| one.at_ms));
            let moment = match evaluated {
                Some(evaluated_ms) if evaluated_ms != at_ms => {
                    let evaluated = time::text(evaluated_ms, Style::Clock);
                    format!("{now}, as evaluated at {evaluated}")
                }
                _ => now.clone(),
            };
            view! { <p class="moment">{moment}</p> }
        })}
        {live(move || decided.get().iter().map(|one| decision(lab, one)).collect::<Vec<_>>())}
        {really}
    }
    .into_any()
}

/// One decision: in a sentence, by policy, and what would have turned it.
fn decision(lab: Lab, one: &Explanation) -> AnyView {
    let (class, name) = match one.variant.as_str() {
        "" => ("", "Really: ".to_owned()),
        SAVED => ("", "Saved, replayed: ".to_owned()),
        "edited" => ("edited", "Edited: ".to_owned()),
        other => ("edited", format!("{other}: ")),
    };
    let held = match (one.limit.is_empty(), one.cooldown.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!(" Limit: {}.", one.limit),
        (true, false) => format!(" Cooldown: {}.", one.cooldown),
        (false, false) => format!(" Limit: {}. Cooldown: {}.", one.limit, one.cooldown),
    };
    let turned = (!one.flips.is_empty()).then(|| {
        view! {
            <p class="turned">"The smallest change of one thing that would have turned it:"</p>
            {remark_list(lab, &one.flips, |_| {})}
        }
        .into_any()
    });
    view! {
        <p class=class><b>{name}</b> {one.summary.clone()} {held}</p>
        <details>
            <summary>"Every policy, and what would have turned it"</summary>
            {policies(one)}
            {turned}
        </details>
    }
    .into_any()
}

fn policies(one: &Explanation) -> AnyView {
    let rows = one.policies.iter().cloned().map(|part| {
        view! {
            <tr>
                <th scope="row">{part.name}</th>
                <td class="number">{part.value}</td>
                <td class="number">{part.samples.to_string()}</td>
                <td class="number">{part.threshold}</td>
                <td class="number">{part.margin}</td>
                <td>{part.verdict}</td>
            </tr>
        }
        .into_any()
    });
    view! {
        <div class="table-wrap">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Policy"</th>
                        <th scope="col" class="number">"Saw"</th>
                        <th scope="col" class="number">"Samples"</th>
                        <th scope="col" class="number">"Threshold"</th>
                        <th scope="col" class="number">"Beyond by"</th>
                        <th scope="col">"Verdict"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
