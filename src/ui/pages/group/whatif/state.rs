//! The state of one group's what-if: everything is derived from the saved rows, the history and
//! what is typed.

use leptos::prelude::*;

use super::beside::Beside;
use super::carried::Carried;
use super::inputs::{Inputs, Known, Lent};
use super::left::follow_leaving;
use super::past::past_of;
use super::runs::Runs;
use super::shadowing::Shadowing;
use super::tracing::Tracing;
use super::tried::Tried;
use crate::engine::Metric;
use crate::forms::apply::Stored;
use crate::lab::{
    ImportedHistory, LogEntry, PastRules, Picture, Scene, Scored, Shared, Why, replayable, scored,
    start_size, trouble, with_edits,
};
use crate::ui::kit::asked::{Asked, asked};
use crate::ui::kit::location::{Here, use_here};
use crate::ui::kit::view::memo;
use crate::ui::link::shadow::KeptShadow;
use crate::ui::link::worker::{Replays, use_replays};
use crate::whatif::{SizeAt, Variant};
use crate::wire::GroupId;

/// The address's parameter that carries what is tried, as a run.
pub const RUN: &str = "run";

/// The id of the panel's heading, to go to.
pub const WHAT_IF: &str = "what-if";

/// The id of the tab of a variant, to go to.
pub fn tab_id(number: u32) -> String {
    format!("variant-{number}")
}

/// One group's what-if.
#[derive(Clone, Copy)]
pub struct Lab {
    /// Whether it is open.
    pub open: Memo<bool>,
    /// Whether it was just opened, and somebody waits to see it.
    pub opened: StoredValue<bool>,
    /// Whether what is tried was left on this page before.
    pub earlier: RwSignal<bool>,
    /// What is replayed.
    pub inputs: Inputs,
    /// The variants.
    pub tried: Tried,
    /// Their replays.
    pub runs: Runs,
    /// What the address carries of it.
    pub carried: Carried,
    /// The rules that run in the group's shadow.
    pub shadow: Shadowing,
    /// A worker for what a drag must not wait for.
    pub beside: Beside,
    /// The setting under the hand.
    pub tracing: Tracing,
    /// What came of the replay that is shown, beside the saved one.
    pub scores: Memo<Option<Vec<Scored>>>,
    /// What is known of the rules that the group had.
    pub past: Memo<PastRules>,
    /// What the group tells of itself, and the edits of its rules that are known, the newest first.
    pub log: Memo<Vec<LogEntry>>,
    /// The metric that is shown; the first policy's when unset.
    pub chosen_metric: RwSignal<Option<Metric>>,
}

impl Lab {
    /// The what-if of a group that is read elsewhere.
    pub fn new(id: GroupId, known: Known) -> Self {
        let here = use_here();
        let whatif = here.param("whatif");
        let open = memo(move || whatif.with(|flag| !flag.is_empty()));
        let tried = Tried::new(known.rules, open);
        let left = follow_leaving(&id, tried);
        // What the address tries goes before.
        let left = left.filter(|_| untrack(|| here.param(RUN).with(String::is_empty)));
        let lab = Self::over(id, known, open, tried, None);
        if let Some(drafts) = left {
            tried.drafts.set(drafts);
            lab.earlier.set(true);
        }
        lab
    }

    /// The same of a group whose other rules a form says, and open for as long as the form is.
    pub fn of_form(id: GroupId, known: Known, rules: Memo<Option<Variant>>) -> Self {
        Self::over(id, known, memo(|| true), Tried::of_form(known.rules, rules), None)
    }

    /// The same on the load of another group, whose log dates that load and is shown nowhere.
    pub fn on_load_of(
        id: GroupId,
        other: Memo<Option<Stored>>,
        known: Known,
        rules: Memo<Option<Variant>>,
    ) -> Self {
        let start = memo(move || known.group.with(|own| own.as_ref().map(start_size)));
        let tried = Tried::of_form(known.rules, rules);
        Self::over(id, known, memo(|| true), tried, Some(Lent { by: other, start }))
    }

    /// The same on a load that no group had.
    pub fn on_invented(load: ImportedHistory, known: Known, rules: Memo<Option<Variant>>) -> Self {
        let lab = Self::on_load_of(GroupId::default(), memo(|| None), known, rules);
        lab.inputs.imported.set(Some(Shared::new(load)));
        lab
    }

    fn over(id: GroupId, known: Known, open: Memo<bool>, tried: Tried, lent: Option<Lent>) -> Self {
        let kept = KeptShadow::of(&id);
        let past = past_of(known.whole);
        let inputs = Inputs::new(id, known, (kept, past), lent);
        let runs = Runs::new(inputs, tried, open);
        let beside = Beside::new();
        let tracing = Tracing::new(inputs, tried, runs, (open, beside));
        let scores = memo(move || {
            let metric = inputs.metrics().first().copied()?;
            Some(scored(&*runs.saved.get()?, &*runs.shown()?, metric))
        });
        let shadow = Shadowing::new(kept, inputs, past);
        let log =
            memo(move || known.log.with(|log| past.with(|past| with_edits(log, &past.edits))));
        let chosen_metric = RwSignal::new(None);
        let (opened, earlier) = (StoredValue::new(false), RwSignal::new(false));
        Self {
            open,
            opened,
            earlier,
            inputs,
            tried,
            runs,
            carried: Carried::new(),
            shadow,
            beside,
            tracing,
            scores,
            past,
            log,
            chosen_metric,
        }
    }

    /// Opens it, or closes it.
    pub fn toggle(self, here: Here) {
        let opens = !self.open.get_untracked();
        self.opened.set_value(opens);
        if opens {
            here.step("whatif", "1");
        } else {
            here.step_back("whatif");
        }
    }

    /// What the timeline shows.
    pub fn picture(self) -> Picture {
        let Self { inputs, runs, .. } = self;
        let (saved, edited) = (runs.saved.get(), runs.edited.get());
        let (sizes, job) = (inputs.real_sizes(), inputs.job.get());
        let alerts = inputs.known.alerts.get();
        let shadow = self.shadow.sizes();
        self.log.with(|log| {
            runs.others.with(|others| {
                Picture::of(&Scene {
                    metric: self.metric(),
                    job: job.as_deref().ok(),
                    is_imported: inputs.is_foreign(),
                    is_open: self.open.get(),
                    sizes: &sizes,
                    log,
                    alerts: alerts.as_deref(),
                    saved: saved.as_deref(),
                    edited: edited.as_deref(),
                    others,
                    shadow: &shadow,
                })
            })
        })
    }

    /// The group's size over time, each change dated as its log tells it.
    pub fn dated_sizes(self) -> Memo<Vec<SizeAt>> {
        let Self { inputs, .. } = self;
        memo(move || {
            let dated = |log: &Vec<LogEntry>| {
                inputs.recording.with(|own| own.map(|own| own.dated_sizes(log)))
            };
            inputs.known.log.with(dated).unwrap_or_default()
        })
    }

    /// Why nothing is replayed, or what is left out of it, in sentences.
    pub fn trouble(self) -> Option<String> {
        let is_own = !self.inputs.is_imported();
        // First the recording, then the job, which is made of it: what follows them the other way
        // round misses a recording that leaves the job as it is.
        self.inputs.recording.with(|own| {
            let own = own.map(|own| &**own).filter(|_| is_own);
            trouble(self.why().as_ref(), own)
        })
    }

    /// Whether what is replayed is on its way.
    pub fn is_coming(self) -> bool {
        matches!(self.why(), None | Some(Why::Reading))
    }

    fn why(self) -> Option<Why> {
        let Inputs { known, job, .. } = self.inputs;
        job.with(|job| match job {
            Err(why) => Some(why.clone()),
            Ok(job) => known.rules.with(|rules| replayable(job, rules.as_ref()?).err()),
        })
    }

    /// The metric that is shown.
    fn metric(self) -> Metric {
        let metrics = self.inputs.metrics();
        let chosen = self.chosen_metric.get().filter(|metric| metrics.contains(metric));
        chosen.or(metrics.first().copied()).unwrap_or(Metric::Cpu)
    }
}

/// Asks the replays' worker, and asks it again once it was started again.
pub fn ask_worker<Q, A, F>(
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
    answer: impl Fn(Replays, Q) -> F + 'static,
) -> Asked<(u32, Q), A>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    A: Send + Sync + 'static,
    F: Future<Output = A> + 'static,
{
    let replays = use_replays();
    let numbered = move || question().map(|question| (replays.restarts(), question));
    asked(numbered, move |(_, question)| answer(replays, question))
}
