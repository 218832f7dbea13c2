//! The state of one group's what-if: everything is derived from the saved rows, the history and
//! the drafts.

use std::sync::Arc;

use leptos::prelude::*;

use super::offer::offered;
use super::recording::{FileHistory, Recording, own_recording};
use super::runner::{Numbered, Replayed, Runs, keep_replayed};
use super::sweep::Sweeping;
use super::trial::Trial;
use crate::engine::{FieldErrors, Metric, Rules};
use crate::forms::Draft;
use crate::forms::load::{self, Load};
use crate::forms::settings::{self, Settings};
use crate::ui::kit::FormState;
use crate::ui::kit::location::use_here;
use crate::ui::kit::view::memo;
use crate::ui::link::query::Query;
use crate::whatif::{
    Interval, Job, Offer, Price, Variant, VariantOutcome, free_name, rules, serving_sizes,
    size_change,
};
use crate::wire::{Event, Group, GroupId, Policy};

/// A variant replayed.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The rules that it went by, to name what its ledger points at.
    pub rules: Rules,
    /// What it did.
    pub outcome: VariantOutcome,
    /// The time that it covers.
    pub span: Interval,
    /// Samples whose true demand is unknown.
    pub saturated: usize,
    /// What of the recording contradicts itself, in a sentence.
    pub contradiction: Option<String>,
    /// The price behind its cost.
    pub price: Option<Price>,
    /// How many times full the demand was taken for there.
    pub multiple: f64,
    /// The same variant at the band's other edge; only where the recording was saturated.
    pub band: Option<Band>,
}

/// A replay at the band's other edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// How many times full the demand was taken for.
    pub multiple: f64,
    /// What the variant did.
    pub outcome: VariantOutcome,
}

/// One group's what-if.
#[derive(Clone, Copy)]
pub struct Lab {
    /// The group.
    pub group: Memo<Option<Group>>,
    /// Its policies, the oldest first.
    pub policies: Memo<Vec<Policy>>,
    /// Its events, the newest first.
    pub events: Memo<Vec<Event>>,
    /// Whether the what-if is open.
    pub open: Memo<bool>,
    /// The file that is replayed instead of the group's own history.
    pub file: RwSignal<Option<Arc<FileHistory>>>,
    /// What a shared run sets and no control here does; the rest of it is not read.
    pub base: RwSignal<Job>,
    /// The metric that the timeline shows; the first policy's when unset.
    pub chosen_metric: RwSignal<Option<Metric>>,
    /// The settings.
    pub settings: FormState,
    /// The traffic that is replayed, where it is not to be the recorded one.
    pub load: FormState,
    /// The group's own history.
    pub recording: Query<Arc<Recording>>,
    /// What the API asks for an Instance of the group's type.
    pub offer: Memo<Offer>,
    /// What is replayed, without its variants; or why nothing can be.
    pub job: Memo<Result<Arc<Job>, String>>,
    /// The saved policies.
    pub saved: Memo<Option<Variant>>,
    /// The variants that are tried.
    pub trials: RwSignal<Vec<Trial>>,
    /// The one that is edited.
    pub active: RwSignal<u32>,
    /// The active one as last valid; `None` while it is as saved.
    pub edited: Memo<Option<Variant>>,
    /// Every replay: that of the saved policies under 0, the others under their ids.
    pub runs: Runs,
    /// Whether newer ones are under way.
    pub busy: RwSignal<bool>,
    /// The saved policies replayed.
    pub saved_run: Memo<Option<Arc<Run>>>,
    /// The active variant replayed.
    pub edited_run: Memo<Option<Arc<Run>>>,
    /// The search for better settings.
    pub sweep: Sweeping,
    owner: StoredValue<Owner>,
}

/// The id of the saved policies' replay.
const SAVED: u32 = 0;

impl Lab {
    /// The what-if of a group whose rows are read elsewhere.
    pub fn new(
        id: GroupId,
        group: Memo<Option<Group>>,
        policies: Memo<Vec<Policy>>,
        events: Memo<Vec<Event>>,
    ) -> Self {
        let here = use_here();
        let whatif = here.param("whatif");
        let open = memo(move || whatif.with(|flag| !flag.is_empty()));
        let file = RwSignal::new(None);
        let base = RwSignal::new(Job::default());
        let settings = FormState::live(settings::blank(), settings::read);
        let watched = memo(move || policies.with(|policies| watched(policies)));
        let recording = own_recording(id, group, watched);
        let load = FormState::live(load::blank(), load::read);
        let settings_now = last_good(settings, settings::read);
        let load_now = last_good(load, load::read);
        let offer = offered(group, open);
        let source = Source { group, events, file, base, settings_now, load_now, recording, offer };
        let job = memo(move || source.job());
        let saved = memo(move || {
            let capacity = group.with(|group| group.as_ref().map(|g| g.capacity.clone()))?;
            Some(Variant { name: "saved".to_owned(), capacity, policies: policies.get() })
        });
        let owner = Owner::current().unwrap_or_default();
        let first = Trial::new(SAVED + 1, "edited".to_owned(), saved, &owner);
        let (trials, active) = (RwSignal::new(vec![first]), RwSignal::new(first.id));
        let tried =
            Memo::new(
                move |before: Option<&Vec<Numbered>>| {
                    if open.get() { read_all(&trials.get(), saved, before) } else { Vec::new() }
                },
            );
        let edited = memo(move || {
            let active = active.get();
            tried.with(|all| all.iter().find(|(id, _)| *id == active).map(|(_, v)| v.clone()))
        });
        let Replayed { runs, busy } = keep_replayed(job, open, move || {
            let saved = saved.get().map(|saved| (SAVED, saved));
            saved.into_iter().chain(tried.get()).collect()
        });
        let lab = Self {
            group,
            policies,
            events,
            open,
            file,
            base,
            chosen_metric: RwSignal::new(None),
            settings,
            load,
            recording,
            offer,
            job,
            saved,
            trials,
            active,
            edited,
            runs,
            busy,
            saved_run: run_of(runs, || Some(SAVED)),
            edited_run: run_of(runs, move || edited.with(Option::is_some).then(|| active.get())),
            sweep: Sweeping::new(move || edited.get().or_else(|| saved.get())),
            owner: StoredValue::new(owner),
        };
        follow(trials, policies, group);
        lab
    }

    /// The variant that is edited.
    pub fn trial(self) -> Option<Trial> {
        let active = self.active.get();
        self.trials.with(|all| all.iter().find(|trial| trial.id == active).copied())
    }

    /// The active variant, or the saved one while that is as saved.
    pub fn shown_variant(self) -> Option<Variant> {
        self.edited.get().or_else(|| self.saved.get())
    }

    /// The replays of the variants that are not edited at the moment.
    pub fn other_runs(self) -> Vec<Arc<Run>> {
        let active = self.active.get();
        let other = |id: u32| id != SAVED && id != active;
        self.runs.with(|runs| {
            runs.iter().filter(|(id, _)| other(*id)).map(|(_, run)| Arc::clone(run)).collect()
        })
    }

    /// Puts these rules into the active variant.
    pub fn take(self, variant: &Variant) {
        if let Some(trial) = untrack(|| self.trial()) {
            trial.take(variant);
        }
    }

    /// Adds a variant, under another name where its own is taken, and edits it from now on.
    pub fn open_variant(self, variant: &Variant) {
        let all = self.trials.get_untracked();
        let id = 1 + all.iter().map(|trial| trial.id).max().unwrap_or(SAVED);
        let name = self.free_name(&variant.name, id);
        let trial = self.owner.with_value(|owner| Trial::new(id, name, self.saved, owner));
        trial.take(variant);
        self.trials.update(|all| all.push(trial));
        self.active.set(id);
    }

    /// Adds a copy of the active variant and edits that.
    pub fn duplicate(self) {
        if let Some(variant) = untrack(|| self.shown_variant()) {
            let name = untrack(|| self.trial()).map(|trial| trial.name.get_untracked());
            self.open_variant(&Variant { name: name.unwrap_or_default(), ..variant });
        }
    }

    /// Names a variant; a name that is taken gets a number.
    pub fn rename(self, trial: Trial, name: &str) {
        trial.name.set(self.free_name(name, trial.id));
    }

    /// Closes a variant. The last one is only put back to the saved rules.
    pub fn close(self, trial: Trial) {
        trial.reset();
        if self.trials.with_untracked(|all| all.len() > 1) {
            self.trials.update(|all| all.retain(|other| other.id != trial.id));
            let last = self.trials.with_untracked(|all| all.last().map(|trial| trial.id));
            self.active.set(last.unwrap_or_default());
        }
    }

    /// The name as no other variant has it.
    fn free_name(self, name: &str, own: u32) -> String {
        let taken = self.trials.with_untracked(|all| {
            let others = all.iter().filter(|trial| trial.id != own);
            let names = others.map(|trial| trial.name.get_untracked());
            names.chain(["saved".to_owned()]).collect::<Vec<_>>()
        });
        free_name(name, &taken)
    }

    /// Whether any field of the active variant cannot be read, so that there is nothing to save.
    pub fn has_errors(self) -> bool {
        self.trial().is_none_or(|trial| !matches!(trial.read(), Ok(Some(_))))
    }

    /// Why nothing is replayed: no history, or saved rules that the engine does not know.
    pub fn trouble(self) -> Option<String> {
        self.job.with(|job| match job {
            Err(why) => Some(why.clone()),
            Ok(job) => self.saved.with(|saved| {
                let error = rules(job, saved.as_ref()?).err()?;
                Some(format!("The saved rules cannot be replayed. {error}"))
            }),
        })
    }

    /// The metric that the timeline shows.
    pub fn metric(self) -> Metric {
        let metrics = self.metrics();
        let chosen = self.chosen_metric.get().filter(|metric| metrics.contains(metric));
        chosen.or(metrics.first().copied()).unwrap_or(Metric::Cpu)
    }

    /// The metrics that there are histories of.
    pub fn metrics(self) -> Vec<Metric> {
        self.job.with(|job| {
            let histories = job.as_ref().map_or(&[][..], |job| &job.histories);
            histories.iter().map(|history| history.metric).collect()
        })
    }
}

/// What a form says. What cannot be read shows its error at its field; the last good one goes on.
fn last_good<T: Copy + Default + PartialEq + Send + Sync + 'static>(
    form: FormState,
    read: fn(&Draft) -> Result<T, FieldErrors>,
) -> Memo<T> {
    Memo::new(move |before: Option<&T>| {
        form.draft.with(read).ok().or(before.copied()).unwrap_or_default()
    })
}

/// Lets the variants' untouched forms follow the saved rows.
fn follow(trials: RwSignal<Vec<Trial>>, policies: Memo<Vec<Policy>>, group: Memo<Option<Group>>) {
    Effect::new(move |_| {
        group.with(|group| {
            policies.with(|rows| {
                for trial in trials.get() {
                    trial.follow(rows, group.as_ref());
                }
            });
        });
    });
}

/// The variants as last valid. What cannot be read yet shows its error at the field; the preview
/// waits.
fn read_all(
    trials: &[Trial],
    saved: Memo<Option<Variant>>,
    before: Option<&Vec<Numbered>>,
) -> Vec<Numbered> {
    let Some(saved) = saved.get() else { return Vec::new() };
    let last = |id: u32| before?.iter().find(|(of, _)| *of == id).cloned();
    let read = |trial: &Trial| match trial.read() {
        Ok(Some(variant)) => {
            let differs = variant.policies != saved.policies || variant.capacity != saved.capacity;
            differs.then_some((trial.id, variant))
        }
        Ok(None) => None,
        Err(_) => last(trial.id),
    };
    trials.iter().filter_map(read).collect()
}

/// One variant's replay, which notifies with each new one.
fn run_of(
    runs: Runs,
    id: impl Fn() -> Option<u32> + Send + Sync + 'static,
) -> Memo<Option<Arc<Run>>> {
    let find = move || {
        let id = id()?;
        runs.with(|runs| runs.iter().find(|(of, _)| *of == id).map(|(_, run)| Arc::clone(run)))
    };
    let differ = |old: Option<&Option<Arc<Run>>>, new: Option<&Option<Arc<Run>>>| match (
        old.and_then(Option::as_ref),
        new.and_then(Option::as_ref),
    ) {
        (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
        (None, None) => old.is_none(),
        _ => true,
    };
    Memo::new_with_compare(move |_| find(), differ)
}

/// Where a job comes from.
#[derive(Clone, Copy)]
struct Source {
    group: Memo<Option<Group>>,
    events: Memo<Vec<Event>>,
    file: RwSignal<Option<Arc<FileHistory>>>,
    base: RwSignal<Job>,
    settings_now: Memo<Settings>,
    load_now: Memo<Load>,
    recording: Query<Arc<Recording>>,
    offer: Memo<Offer>,
}

impl Source {
    fn job(self) -> Result<Arc<Job>, String> {
        let (settings, load) = (self.settings_now.get(), self.load_now.get());
        let boot_delay_ms = settings.boot_delay_ms;
        let base = Job { boot_delay_ms, ..self.base.get() };
        let base = self.offer.with(|offer| base.priced(settings.price_per_hour, offer));
        if let Some(file) = self.file.get() {
            let job = file.job(settings.base_size, base);
            let start_ms = start_ms(&job);
            return Ok(Arc::new(load.lay(job, start_ms)));
        }
        let Some(own) = self.recording.get().filter(|own| own.is_read()) else {
            return Err(match self.recording.error() {
                Some(error) => format!("The group's history could not be read. {error}"),
                None => "Reading the group's history…".to_owned(),
            });
        };
        let histories: Vec<_> =
            own.histories.iter().filter(|history| history.times_ms.len() > 1).cloned().collect();
        if histories.is_empty() || own.sizes.is_empty() {
            return Err("There is no history yet. It grows with time; or load a file.".to_owned());
        }
        let recorded_sizes = serving_sizes(&own.sizes, boot_delay_ms);
        let evaluation_phase_ms = self.phase_ms();
        let job = Job { histories, recorded_sizes, evaluation_phase_ms, ..base };
        let start_ms = start_ms(&job);
        Ok(Arc::new(load.lay(job, start_ms)))
    }

    /// An instant of the group's real evaluations: its latest change of size, else its creation.
    fn phase_ms(self) -> Option<i64> {
        let change = self.events.with(|events| {
            let change = events.iter().find(|event| size_change(event).is_some());
            change.map(|event| event.created_at.as_millis())
        });
        change.or_else(|| self.group.with(|g| g.as_ref().map(|g| g.created_at.as_millis())))
    }
}

/// When a job's histories start, in milliseconds since the Unix epoch.
pub fn start_ms(job: &Job) -> i64 {
    let starts = job.histories.iter().filter_map(|history| history.times_ms.first());
    starts.min().copied().unwrap_or(0)
}

/// The metrics that policies watch, CPU always among them, in the order of first use.
fn watched(policies: &[Policy]) -> Vec<Metric> {
    let mut metrics = Vec::new();
    let words = policies.iter().filter_map(|policy| policy.metric.managed_metric.as_ref());
    for metric in words.filter_map(Metric::from_wire).chain([Metric::Cpu]) {
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics
}
