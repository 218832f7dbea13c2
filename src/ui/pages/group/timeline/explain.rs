//! Why: what each variant decided at the moment under the cursor, in words.

use leptos::prelude::*;

use crate::lab::words;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::live;
use crate::ui::pages::group::remarks::remark_list;
use crate::whatif::Variant;
use crate::worker::replay::Explanation;

/// Why the group scaled at a moment, or why it did not.
#[component]
pub fn Explanation(
    /// The moment.
    #[prop(into)]
    moment: Signal<Option<i64>>,
    /// What was decided there.
    #[prop(into)]
    decided: Signal<Vec<Explanation>>,
    /// What really happened around it.
    #[prop(into)]
    events: Signal<Vec<String>>,
    /// Tries other rules.
    take: Callback<Variant>,
) -> impl IntoView {
    view! {
        <div class="why">
            <h3>"Why"</h3>
            <output aria-live="off">
                {live(move || match moment.get() {
                    None => view! {
                        <p class="help">
                            "Point at the timeline, or focus it and use the arrow keys, to read \
                             why the group scaled or why it did not. Drag, or hold Shift with the \
                             arrow keys, to mark a stretch and ask what was different there."
                        </p>
                    }.into_any(),
                    Some(at_ms) => at(at_ms, decided, events, take),
                })}
            </output>
        </div>
    }
}

fn at(
    at_ms: i64,
    decided: Signal<Vec<Explanation>>,
    events: Signal<Vec<String>>,
    take: Callback<Variant>,
) -> AnyView {
    let heading = move || {
        let now = time::text(at_ms, Style::Long);
        match decided.with(|all| all.first().map(|one| one.at_ms)) {
            Some(evaluated_ms) if evaluated_ms != at_ms => {
                format!("{now}, as evaluated at {}", time::text(evaluated_ms, Style::Clock))
            }
            _ => now,
        }
    };
    view! {
        {live(move || view! { <p class="moment">{heading()}</p> })}
        {live(move || decided.get().iter().map(|one| decision(one, take)).collect::<Vec<_>>())}
        {live(move || {
            let events = events.get();
            (!events.is_empty()).then(|| view! {
                <p><b>"Events: "</b> {events.join("; ")} "."</p>
            }.into_any())
        })}
    }
    .into_any()
}

/// One decision: in a sentence, by policy, and what would have turned it.
fn decision(one: &Explanation, take: Callback<Variant>) -> AnyView {
    let is_edited = !matches!(one.variant.as_str(), "" | "saved");
    let turned = (!one.flips.is_empty()).then(|| {
        view! {
            <p class="turned">"The smallest change of one thing that would have turned it:"</p>
            {remark_list(&one.flips, Callback::new(|_| {}), take)}
        }
        .into_any()
    });
    view! {
        <p class:edited=is_edited>
            <b>{words::whose(&one.variant)}</b> {one.summary.clone()}
            {words::held_back(&one.limit, &one.cooldown)}
        </p>
        <details>
            <summary>"Every rule, and what would have turned it"</summary>
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
