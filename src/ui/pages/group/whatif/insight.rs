//! How far the replay can be trusted, why it went back and forth, and what no source settles.

use leptos::ev;
use leptos::prelude::*;

use super::estimate::{LoadEstimated, estimated};
use super::state::{Lab, ask_worker};
use super::variants::shown_name;
use crate::base::translated;
use crate::help::topic;
use crate::lab::import::earlier_without_history;
use crate::lab::{PastRules, Run, Shared, Trust, measure_lines, real_changes};
use crate::ui::kit::HelpLink;
use crate::ui::kit::time::{self, Style};
use crate::ui::kit::view::{live, memo, text, when};
use crate::ui::pages::group::remarks::remark_list;
use crate::whatif::{Measures, Variant};
use crate::worker::replay::{
    Calibrate, CalibrationReport, CheckAssumptions, ExplainReversals, MeasureReplays,
};

const DERIVED: &str = text!("The real changes are derived from the number of Instances.");

#[component]
pub fn Insight(lab: Lab, go_to: Callback<i64>) -> impl IntoView {
    view! {
        <section class="card insight" aria-label=t!("How far to trust it")>
            <div class="card-head">
                <h2>{t!("How far to trust it")}</h2>
                <HelpLink topic=topic::TRUST aside=true />
            </div>
            <Calibration lab go_to />
            <Spread lab />
            <Reversals lab go_to />
            <Doubts lab go_to />
            <Counted lab />
        </section>
    }
}

/// One of the things that tell, in a line; what lies behind it unfolds. Nothing while it is not
/// known.
#[component]
fn Finding(
    told: Memo<Option<Trust>>,
    /// Follows whether it is unfolded.
    #[prop(default = RwSignal::new(false))]
    open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let said = move |of: fn(&Trust) -> &str| {
        text(move || told.with(|own| own.as_ref().map(of).unwrap_or_default().to_owned()))
    };
    when(
        move || told.with(Option::is_some),
        move || {
            view! {
                <details on:toggle=move |event| open.set(is_open(&event))>
                    <summary class="insight-head">
                        <i class=said(|own| own.mark.name()) aria-hidden="true"></i>
                        <b>{said(|own| &own.name)}</b>
                        " "
                        <span>{said(|own| &own.figure)}</span>
                        " "
                        <small>{said(|own| &own.line)}</small>
                    </summary>
                    {children()}
                </details>
            }
        },
    )
}

/// The saved policies' replay beside the real changes; nothing for a load that is not its own.
#[component]
fn Calibration(lab: Lab, go_to: Callback<i64>) -> impl IntoView {
    let take = lab.tried.take();
    let real = move || {
        let saved = lab.runs.saved.get().filter(|_| !lab.inputs.is_foreign())?;
        let recording = lab.inputs.recording.get();
        let changes = lab.inputs.known.log.with(|log| real_changes(log, recording.as_deref()));
        let sizes = recording.as_ref().map(|own| own.sizes.clone()).unwrap_or_default();
        let in_force = lab.past.with(|past| past.in_force.clone());
        let variant = saved.outcome.name.clone();
        Some((Calibrate { variant, changes, sizes, in_force }, saved))
    };
    let found = ask_worker(real, |replays, (real, _): (Calibrate, Shared<Run>)| async move {
        replays.ask(real).await.ok()
    });
    let calibrated = move |found: &CalibrationReport| {
        view! {
            <p>{found.sentence.clone()}</p>
            <p>{found.fit.sentence()}</p>
            <p>{found.rules.clone()} " " {live(move || lab.past.with(unknown_before))}</p>
            {live(move || earlier_missing(lab))}
            {found.derived.then(|| translated(DERIVED))}
            {remark_list(&found.remarks, go_to, take)}
        }
        .into_any()
    };
    let told = memo(move || found.with(|found| found?.as_ref().map(Trust::of_calibration)));
    view! {
        <Finding told>
            {live(move || found.with(|found| found?.as_ref().map(calibrated)))}
        </Finding>
    }
}

/// Which of the earlier rules the replay could not follow.
fn earlier_missing(lab: Lab) -> Option<AnyView> {
    let metrics = lab.inputs.job.with(Result::is_ok).then(|| lab.inputs.metrics())?;
    let missing = lab.past.with(|past| earlier_without_history(&past.in_force, &metrics));
    let lines = missing.into_iter().map(|line| view! { <li>{line}</li> }.into_any());
    let lines = lines.collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! { <ul class="missing" aria-label=t!("Earlier rules without a history")>{lines}</ul> }
            .into_any()
    })
}

/// Before when the rules are not known.
fn unknown_before(past: &PastRules) -> Option<String> {
    let at = time::text(past.unknown_before_ms?, Style::Short);
    Some(t!("What they were before {at} is not known; the oldest known stand for them."))
}

/// What the recording's own changes of size say of how load spreads.
#[component]
fn Spread(lab: Lab) -> impl IntoView {
    let found = estimated(lab, || true);
    let told = memo(move || found.with(|found| found.as_ref().map(Trust::of_load)));
    view! { <Finding told><LoadEstimated lab found /></Finding> }
}

/// The replays as the literature counts them; counted while it is open.
#[component]
fn Counted(lab: Lab) -> impl IntoView {
    let open = RwSignal::new(false);
    // The runs themselves, not their names alone: what an edit makes of one is another one.
    let runs = move || {
        let runs = (lab.runs.saved.get()?, lab.runs.shown()?);
        open.get().then_some(runs)
    };
    let found =
        ask_worker(runs, |replays, (saved, shown): (Shared<Run>, Shared<Run>)| async move {
            let mut variants = vec![saved.outcome.name.clone()];
            variants.extend(Some(shown.outcome.name.clone()).filter(|name| *name != variants[0]));
            let told = replays.ask(MeasureReplays { variants: variants.clone() }).await;
            (variants, told.map_err(|error| error.to_string()))
        });
    let table = move |(names, told): &(Vec<String>, Result<Vec<Measures>, String>)| {
        let told = match told {
            Ok(told) => told,
            Err(why) => return view! { <p class="notice bad">{why.clone()}</p> }.into_any(),
        };
        if told.is_empty() {
            return view! { <p>{t!("No history here tells what an Instance carries.")}</p> }
                .into_any();
        }
        let heads = names.iter().map(|name| {
            view! { <th scope="col" class="number">{shown_name(name)}</th> }.into_any()
        });
        let rows = measure_lines(told).into_iter().map(|line| {
            let cells = line
                .values
                .into_iter()
                .map(|value| view! { <td class="number">{value}</td> }.into_any());
            let cells = cells.collect::<Vec<_>>();
            view! { <tr><th scope="row">{line.name}</th> {cells}</tr> }.into_any()
        });
        view! {
            <div
                class="table-wrap scroll" tabindex="0" role="region"
                aria-label=t!("As the literature counts it")
            >
                <table>
                    <thead><tr><td></td> {heads.collect::<Vec<_>>()}</tr></thead>
                    <tbody>{rows.collect::<Vec<_>>()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <Finding told=memo(|| Some(Trust::of_measures())) open>
            {live(move || found.with(|found| found.map(table)))}
        </Finding>
    }
}

/// Whether the part that was folded or unfolded is open now.
pub(super) fn is_open(event: &ev::Event) -> bool {
    event_target::<web_sys::Element>(event).has_attribute("open")
}

/// Every reversal of the replay that is shown, with its cause; looked for while it is open, so
/// that a drag need not list them.
#[component]
fn Reversals(lab: Lab, go_to: Callback<i64>) -> impl IntoView {
    let take = lab.tried.take();
    let open = RwSignal::new(false);
    let found = ask_worker(
        move || lab.runs.shown().filter(|_| open.get()),
        |replays, run: Shared<Run>| async move {
            let variant = run.outcome.name.clone();
            let found = replays.ask(ExplainReversals { variant }).await;
            found.unwrap_or_default()
        },
    );
    let told = memo(move || {
        let count = lab.runs.shown()?.outcome.scorecard.reversals;
        (count > 0).then(|| Trust::of_reversals(count))
    });
    view! {
        <Finding told open>
            {live(move || found.with(|found| found.map(|own| remark_list(own, go_to, take))))}
        </Finding>
    }
}

/// What nobody knows of it, as far as it matters here; looked for when opened.
#[component]
fn Doubts(lab: Lab, go_to: Callback<i64>) -> impl IntoView {
    let take = lab.tried.take();
    let open = RwSignal::new(false);
    let variant = move || {
        let variant = lab.tried.shown().filter(|_| open.get())?;
        Some((variant, lab.runs.saved.get()))
    };
    let found =
        ask_worker(variant, |replays, (variant, _): (Variant, Option<Shared<Run>>)| async move {
            let found = replays.ask(CheckAssumptions { variant }).await;
            found.map_err(|error| error.to_string())
        });
    let answer = move || {
        found.with(|found| match found {
            None => view! { <p>{t!("Replaying…")}</p> }.into_any(),
            Some(Err(why)) => view! { <p class="notice bad">{why.clone()}</p> }.into_any(),
            Some(Ok(doubts)) if doubts.is_empty() => view! {
                <p>{t!("Nothing that is unknown here would change this result.")}</p>
            }
            .into_any(),
            Some(Ok(doubts)) => remark_list(doubts, go_to, take),
        })
    };
    view! {
        <Finding told=memo(move || Some(found.with(Trust::of_unknown))) open>
            {live(answer)}
            <HelpLink topic=topic::ASSUMED aside=true />
        </Finding>
    }
}
