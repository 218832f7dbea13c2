//! Why: what each variant decided at the moment under the cursor, in words.

use leptos::prelude::*;

use super::Stage;
use crate::engine::{EVALUATION_PERIOD_MS, quantity, signal_sentence, summary};
use crate::ui::lab::{Lab, Run};
use crate::ui::live::{live, memo};
use crate::ui::time::{self, Style};
use crate::wire::Event;

/// What a variant decided at the evaluation at or before a moment.
fn decided(run: &Run, at_ms: i64) -> Option<(i64, String)> {
    let ledger = run.outcome.ledger.as_ref()?;
    let index = ledger.index_at(at_ms)?;
    let decision = ledger.decisions().get(index)?;
    Some((decision.at_ms, summary(&run.rules, decision, ledger.signals(index))))
}

/// Every policy's part in it.
fn signals(run: &Run, at_ms: i64) -> Vec<String> {
    let Some(ledger) = run.outcome.ledger.as_ref() else { return Vec::new() };
    let Some(index) = ledger.index_at(at_ms) else { return Vec::new() };
    let signals = ledger.signals(index).iter();
    signals.map(|signal| signal_sentence(&run.rules, signal)).collect()
}

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
        for (series, name) in shown.series.iter().zip([shown.saved_label(), "Edited"]) {
            let value = series.values.get(index).filter(|value| value.is_finite());
            let value = value.map_or("no value".to_owned(), |v| quantity(shown.metric, *v));
            words.push(format!("{name}: {value}"));
        }
    });
    words.join(", ")
}

#[component]
pub fn Explanation(stage: Stage) -> impl IntoView {
    let lab = stage.lab;
    let saved = memo(move || {
        let at_ms = stage.cursor_ms()?;
        lab.saved_run.with(|run| decided(run.as_ref()?, at_ms))
    });
    let edited = memo(move || {
        let at_ms = stage.cursor_ms()?;
        lab.edited_run.with(|run| decided(run.as_ref()?, at_ms))
    });
    let parts = move || {
        let at_ms = stage.cursor_ms()?;
        let run = lab.edited_run.get().or_else(|| lab.saved_run.get())?;
        Some(signals(&run, at_ms))
    };
    let nearby = move || Some(near(lab, stage.cursor_ms()?));
    let moment = move |at_ms: i64| {
        let now = time::text(at_ms, Style::Long);
        match saved.get() {
            Some((evaluated_ms, _)) if evaluated_ms != at_ms => {
                format!("{now}, as evaluated at {}", time::text(evaluated_ms, Style::Clock))
            }
            _ => now,
        }
    };
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
                    Some(at_ms) => view! {
                        <p class="moment">{moment(at_ms)}</p>
                        {saved.get().map(|(_, why)| view! {
                            <p><b>"Saved, replayed: "</b> {why}</p>
                        })}
                        {edited.get().map(|(_, why)| view! {
                            <p class="edited"><b>"Edited: "</b> {why}</p>
                        })}
                        {nearby().filter(|names| !names.is_empty()).map(|names| view! {
                            <p><b>"Really: "</b> {names.join("; ")} "."</p>
                        })}
                        {parts().filter(|parts| parts.len() > 1).map(|parts| view! {
                            <details>
                                <summary>"Every policy"</summary>
                                <ul>
                                    {parts.into_iter().map(|part| view! { <li>{part}</li> })
                                        .collect_view()}
                                </ul>
                            </details>
                        })}
                    }.into_any(),
                })}
            </output>
        </div>
    }
}
