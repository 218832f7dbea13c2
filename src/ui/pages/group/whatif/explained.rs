//! What was decided at a moment, as the replays' worker tells it.

use leptos::prelude::*;

use super::state::{Lab, ask_worker};
use crate::lab::{Reasons, Run, Shared, alerts_at, words};
use crate::ui::kit::view::memo;
use crate::worker::replay::{ExplainAt, ExplainChanges, Explanation, RealRecord};

/// How many changes of a log are explained: more than anybody reads.
const MOST_REASONS: usize = 1_000;

/// A moment of these replays: another replay of the same variant may have decided otherwise.
type Asked = (ExplainAt, Vec<Shared<Run>>);

/// What was decided at a moment, asked anew when it or a replay changes: at once what, and then
/// the changes that would have turned it.
pub fn decided(lab: Lab, moment: Memo<Option<i64>>) -> Memo<Vec<Explanation>> {
    let question = memo(move || Some(question(lab, moment.get()?)));
    let quick = ask_worker(
        move || question.get(),
        |replays, (at, _): Asked| async move { replays.ask(at).await.unwrap_or_default() },
    );
    let turned = ask_worker(
        move || question.get(),
        |replays, asked: Asked| async move {
            let with_flips = ExplainAt { flips: true, ..asked.0.clone() };
            (asked, replays.ask(with_flips).await.unwrap_or_default())
        },
    );
    memo(move || {
        let whole = turned.with(|turned| {
            let (of, decided) = turned?;
            let stands = question.with(|now| now.as_ref() == Some(of)) && !decided.is_empty();
            stands.then(|| decided.clone())
        });
        whole.or_else(|| quick.get()).unwrap_or_default()
    })
}

fn question(lab: Lab, at_ms: i64) -> Asked {
    let (inputs, runs) = (lab.inputs, lab.runs);
    let replays: Vec<_> = runs.saved.get().into_iter().chain(runs.edited.get()).collect();
    let is_replayed = lab.open.get() || inputs.is_imported();
    let shown = replays.iter().filter(|_| is_replayed);
    let variants = shown.map(|run| run.outcome.name.clone()).collect();
    (ExplainAt { at_ms, variants, real: real_record(lab), flips: false }, replays)
}

/// What is known of the real group; of an import nothing is.
fn real_record(lab: Lab) -> RealRecord {
    let ordered = lab.inputs.real_sizes();
    let variant = if ordered.is_empty() { String::new() } else { "saved".to_owned() };
    RealRecord { variant, ordered, in_force: lab.past.with(|past| past.in_force.clone()) }
}

/// Why the group changed its size each time that its log tells of it, as far as the history
/// reaches; of the newest [`MOST_REASONS`].
pub fn reasons(lab: Lab) -> Memo<Reasons> {
    let ordered = lab.dated_sizes();
    let question = memo(move || {
        let saved = lab.runs.saved.get()?;
        let times_ms = lab.inputs.known.log.with(|log| {
            let changes = log.iter().filter(|entry| entry.change.is_some());
            changes.map(|entry| entry.at_ms).take(MOST_REASONS).collect::<Vec<_>>()
        });
        let real = RealRecord { ordered: ordered.get(), ..real_record(lab) };
        let is_known = !real.variant.is_empty() && !times_ms.is_empty();
        is_known.then_some((ExplainChanges { times_ms, real }, saved))
    });
    let told = ask_worker(
        move || question.get(),
        |replays, (asked, _): (ExplainChanges, Shared<Run>)| async move {
            let told = replays.ask(asked.clone()).await.unwrap_or_default();
            Reasons::of(&asked.times_ms, told)
        },
    );
    memo(move || told.get().unwrap_or_default())
}

/// What really happened around a moment, and what was wrong then; nothing where the load is not
/// its own.
pub fn events_near(lab: Lab, moment: Memo<Option<i64>>) -> Vec<String> {
    let near = |at_ms| {
        let happened = lab.inputs.known.log.with(|log| words::entries_near(log, at_ms));
        let wrong = lab
            .inputs
            .known
            .alerts
            .with(|alerts| alerts_at(alerts.as_deref().unwrap_or_default(), at_ms));
        [happened, wrong].concat()
    };
    moment.get().filter(|_| !lab.inputs.is_foreign()).map(near).unwrap_or_default()
}
