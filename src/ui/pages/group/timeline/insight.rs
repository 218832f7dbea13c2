//! How far the replay can be trusted, why it went back and forth, and what no source settles.

use leptos::ev;
use leptos::prelude::*;

use super::Stage;
use crate::ui::kit::latest::Latest;
use crate::ui::kit::view::{live, text, when};
use crate::ui::pages::group::whatif::{Lab, remark_list, use_desk};
use crate::whatif::{Variant, changes_in_events, changes_in_sizes};
use crate::worker::replay::{Calibrate, CalibrationReport, Remark};

const DERIVED: &str = "The real changes are derived from the number of Instances.";

#[component]
pub fn Insight(stage: Stage) -> impl IntoView {
    view! {
        <div class="insight">
            <Calibration stage />
            <Reversals stage />
            <Doubts stage />
        </div>
    }
}

/// The saved policies' replay beside the real changes; nothing for a file, which has none.
#[component]
fn Calibration(stage: Stage) -> impl IntoView {
    let (lab, desk) = (stage.lab, use_desk());
    let found = RwSignal::new(None::<CalibrationReport>);
    let latest = Latest::new(move |real: Option<Calibrate>| async move {
        let calibrated = match real {
            Some(real) => desk.calibrate(&real).await.ok(),
            None => None,
        };
        found.try_set(calibrated);
    });
    Effect::new(move |_| latest.ask(real_changes(lab)));
    view! {
        {live(move || found.get().map(|found| view! {
            <details>
                <summary>
                    "Prediction: "
                    {match found.score {
                        Some(score) => format!("{:.0} % of the real changes met", score * 100.0),
                        None => "no change to compare with".to_owned(),
                    }}
                </summary>
                <p>{found.sentence.clone()}</p>
                {found.derived.then_some(DERIVED)}
                {remark_list(lab, &found.remarks, move |at_ms| stage.go_to(at_ms))}
            </details>
        }.into_any()))}
    }
}

/// The real group's changes, by its events where they tell any, else by its sizes.
fn real_changes(lab: Lab) -> Option<Calibrate> {
    let saved = lab.saved_run.get()?;
    if lab.file.with(Option::is_some) {
        return None;
    }
    let told = lab.events.with(|events| changes_in_events(events));
    let counted = || lab.recording.with(|own| own.map(|own| changes_in_sizes(&own.sizes)));
    let changes = if told.is_empty() { counted().unwrap_or_default() } else { told };
    Some(Calibrate { variant: saved.outcome.name.clone(), changes })
}

/// Whether the part that was folded or unfolded is open now.
fn is_open(event: &ev::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

/// Every reversal of the replay that is shown, with its cause; looked for while it is open, so
/// that a drag need not list them.
#[component]
fn Reversals(stage: Stage) -> impl IntoView {
    let (lab, desk) = (stage.lab, use_desk());
    let open = RwSignal::new(false);
    let found = RwSignal::new(Vec::<Remark>::new());
    let latest = Latest::new(move |name: String| async move {
        let remarks = desk.flaps(&name).await.unwrap_or_default();
        found.try_set(remarks);
    });
    let shown = move || lab.edited_run.get().or_else(|| lab.saved_run.get());
    let count = move || shown().map_or(0, |run| run.outcome.scorecard.reversals);
    Effect::new(move |_| {
        if let Some(run) = shown().filter(|_| open.get()) {
            latest.ask(run.outcome.name.clone());
        }
    });
    let words = move || match count() {
        1 => "One reversal and its cause".to_owned(),
        count => format!("{count} reversals and their causes"),
    };
    view! {
        {when(move || count() > 0, move || view! {
            <details on:toggle=move |event| open.set(is_open(&event))>
                <summary>{text(words)}</summary>
                {live(move || open.get().then(|| {
                    found.with(|found| remark_list(lab, found, move |at_ms| stage.go_to(at_ms)))
                }))}
            </details>
        })}
    }
}

/// The rules that no source settles, as far as they matter here; looked for when opened.
#[component]
fn Doubts(stage: Stage) -> impl IntoView {
    let (lab, desk) = (stage.lab, use_desk());
    let open = RwSignal::new(false);
    let found = RwSignal::new(None::<Result<Vec<Remark>, String>>);
    let latest = Latest::new(move |variant: Variant| async move {
        let doubts = desk.doubts(&variant).await.map_err(|error| error.to_string());
        found.try_set(Some(doubts));
    });
    Effect::new(move |_| {
        lab.saved_run.track();
        if let Some(variant) = lab.shown_variant().filter(|_| open.get()) {
            latest.ask(variant);
        }
    });
    let answer = move || {
        found.get().map(|found| match found {
            Err(why) => view! { <p class="notice bad">{why}</p> }.into_any(),
            Ok(doubts) if doubts.is_empty() => view! {
                <p>"None of the rules that no source settles would change this result."</p>
            }
            .into_any(),
            Ok(doubts) => remark_list(lab, &doubts, |_| {}),
        })
    };
    view! {
        <details on:toggle=move |event| open.set(is_open(&event))>
            <summary>"What no source settles"</summary>
            {when(move || found.with(Option::is_none), || view! { <p>"Replaying…"</p> })}
            {live(answer)}
        </details>
    }
}
