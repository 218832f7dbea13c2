//! Why: what each variant decided at the moment under the cursor, in words.

use leptos::prelude::*;

use super::Stage;
use crate::engine::{EVALUATION_PERIOD_MS, quantity};
use crate::ui::lab::{Lab, use_desk};
use crate::ui::latest::Latest;
use crate::ui::live::live;
use crate::ui::time::{self, Style};
use crate::wire::Event;
use crate::worker::{At, Decided};

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

/// What each variant decided at the moment under the cursor, asked anew when either changes.
fn decisions(stage: Stage) -> RwSignal<Vec<Decided>> {
    let (desk, lab) = (use_desk(), stage.lab);
    let decided = RwSignal::new(Vec::new());
    let latest = Latest::new(move |at: At| async move {
        let answer = desk.moment(&at).await.unwrap_or_default();
        decided.try_set(answer);
    });
    Effect::new(move |_| {
        let runs = [lab.saved_run.get(), lab.edited_run.get()];
        let Some(at_ms) = stage.cursor_ms() else { return };
        let variants = runs.iter().flatten().map(|run| run.outcome.name.clone()).collect();
        latest.ask(At { at_ms, variants });
    });
    decided
}

#[component]
pub fn Explanation(stage: Stage) -> impl IntoView {
    let lab = stage.lab;
    let decided = decisions(stage);
    let of = move |name: &'static str| {
        decided.with(|all| all.iter().find(|one| one.variant == name).cloned())
    };
    let parts = move || Some(of("edited").or_else(|| of("saved"))?.signals);
    let nearby = move || Some(near(lab, stage.cursor_ms()?));
    let moment = move |at_ms: i64| {
        let now = time::text(at_ms, Style::Long);
        match of("saved") {
            Some(saved) if saved.at_ms != at_ms => {
                format!("{now}, as evaluated at {}", time::text(saved.at_ms, Style::Clock))
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
                        {of("saved").map(|saved| view! {
                            <p><b>"Saved, replayed: "</b> {saved.summary}</p>
                        })}
                        {of("edited").map(|edited| view! {
                            <p class="edited"><b>"Edited: "</b> {edited.summary}</p>
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
