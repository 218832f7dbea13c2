//! The state of one group's what-if: everything is derived from the saved rows, the history and
//! the drafts.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::recording::{FileHistory, Recording, own_recording};
use super::runner::{Slot, keep_replayed};
use crate::engine::{FieldErrors, Metric, Rules};
use crate::forms::settings::Settings;
use crate::forms::{Draft, group, policy, settings};
use crate::ui::components::FormState;
use crate::ui::live::memo;
use crate::ui::location::use_here;
use crate::ui::query::Query;
use crate::whatif::{
    Interval, Job, SizeAt, Variant, VariantOutcome, rules, serving_sizes, size_change,
};
use crate::wire::{Capacity, Event, Group, GroupId, Policy};

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
    /// What the file's numbers are.
    pub file_metric: RwSignal<Metric>,
    /// The metric that the timeline shows; the first policy's when unset.
    pub chosen_metric: RwSignal<Option<Metric>>,
    /// The settings.
    pub settings: FormState,
    /// The group's own history.
    pub recording: Query<Arc<Recording>>,
    /// What is replayed, without its variants; or why nothing can be.
    pub job: Memo<Result<Arc<Job>, String>>,
    /// The saved policies.
    pub saved: Memo<Option<Variant>>,
    /// The edited ones as last valid; `None` while they are as saved.
    pub edited: Memo<Option<Variant>>,
    /// The saved policies replayed.
    pub saved_run: RwSignal<Option<Arc<Run>>>,
    /// The edited ones replayed.
    pub edited_run: RwSignal<Option<Arc<Run>>>,
    forms: Forms,
}

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
        let file_metric = RwSignal::new(Metric::Cpu);
        let settings = FormState::live(settings::blank(), settings::read);
        let watched = memo(move || policies.with(|policies| watched(policies)));
        let recording = own_recording(id, group, watched);
        // What cannot be read shows its error at its field; the last good settings go on.
        let good = Memo::new(move |before: Option<&Settings>| {
            let read = settings.draft.with(settings::read);
            read.ok().or(before.copied()).unwrap_or_default()
        });
        let source = Source { group, events, file, file_metric, settings: good, recording };
        let job = memo(move || source.job());
        let saved = memo(move || {
            let capacity = group.with(|group| group.as_ref().map(|g| g.capacity.clone()))?;
            Some(Variant { name: "saved".to_owned(), capacity, policies: policies.get() })
        });
        let forms = Forms::new();
        let edited = Memo::new(move |before: Option<&Option<Variant>>| {
            if !open.get() {
                return None;
            }
            let saved = saved.get()?;
            match forms.read(&saved) {
                Ok(edited) => (edited.policies != saved.policies
                    || edited.capacity != saved.capacity)
                    .then_some(edited),
                // What cannot be read yet shows its error at the field; the preview waits.
                Err(_) => before.cloned().flatten(),
            }
        });
        let (saved_slot, edited_slot) = (Slot::new(saved), Slot::new(edited));
        keep_replayed(job, vec![saved_slot, edited_slot]);
        let lab = Self {
            group,
            policies,
            events,
            open,
            file,
            file_metric,
            chosen_metric: RwSignal::new(None),
            settings,
            recording,
            job,
            saved,
            edited,
            saved_run: saved_slot.run,
            edited_run: edited_slot.run,
            forms,
        };
        Effect::new(move |_| {
            group.with(|group| policies.with(|rows| forms.follow(rows, group.as_ref())));
        });
        lab
    }

    /// The form of a policy.
    pub fn policy_form(self, saved: &Policy) -> FormState {
        self.forms.policy(saved)
    }

    /// The form of the group's bounds and cooldown.
    pub fn capacity_form(self, saved: &Group) -> FormState {
        self.forms.capacity(&saved.capacity)
    }

    /// Forgets every edit.
    pub fn discard(self) {
        self.forms.discard();
    }

    /// Whether any field cannot be read, so that there is nothing to save yet.
    pub fn has_errors(self) -> bool {
        self.saved.with(|saved| saved.as_ref().is_none_or(|saved| self.forms.read(saved).is_err()))
    }

    /// Why nothing is replayed: no history, or saved rules that the engine does not know.
    pub fn trouble(self) -> Option<String> {
        self.job.with(|job| match job {
            Err(why) => Some(why.clone()),
            Ok(job) => self.saved.with(|saved| {
                let (part, errors) = rules(job, saved.as_ref()?).err()?;
                Some(format!("The saved rules cannot be replayed. {part}: {errors}"))
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

/// Where a job comes from.
#[derive(Clone, Copy)]
struct Source {
    group: Memo<Option<Group>>,
    events: Memo<Vec<Event>>,
    file: RwSignal<Option<Arc<FileHistory>>>,
    file_metric: RwSignal<Metric>,
    settings: Memo<Settings>,
    recording: Query<Arc<Recording>>,
}

impl Source {
    fn job(self) -> Result<Arc<Job>, String> {
        let settings = self.settings.get();
        let (boot_delay_ms, price_per_hour) = (settings.boot_delay_ms, settings.price_per_hour);
        let base = Job { boot_delay_ms, price_per_hour, ..Job::default() };
        if let Some(file) = self.file.get() {
            let start_ms = file.samples.times_ms.first().copied().unwrap_or(0);
            return Ok(Arc::new(Job {
                histories: vec![file.history(self.file_metric.get())],
                recorded_sizes: vec![SizeAt { at_ms: start_ms, size: settings.base_size }],
                ..base
            }));
        }
        let Some(own) = self.recording.get() else {
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
        Ok(Arc::new(Job { histories, recorded_sizes, evaluation_phase_ms, ..base }))
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

/// The forms of the stored rows, made when first asked for. They live as long as the page.
#[derive(Clone, Copy)]
struct Forms {
    by_key: StoredValue<BTreeMap<String, Editing>>,
    owner: StoredValue<Owner>,
}

/// A stored row's form and the draft it started from.
#[derive(Clone)]
struct Editing {
    form: FormState,
    base: Draft,
}

/// The key of the group's capacity; no policy's id is empty.
const CAPACITY: &str = "";

impl Forms {
    fn new() -> Self {
        let owner = StoredValue::new(Owner::current().unwrap_or_default());
        Self { by_key: StoredValue::new(BTreeMap::new()), owner }
    }

    fn policy(self, saved: &Policy) -> FormState {
        let base = policy::draft(saved);
        let group = saved.instance_group_id.clone();
        self.get_or(saved.id.as_str(), base, move |draft| {
            FormState::live(draft, move |draft| policy::create(draft, &group))
        })
    }

    fn capacity(self, saved: &Capacity) -> FormState {
        self.get_or(CAPACITY, group::capacity_draft(saved), |draft| {
            FormState::live(draft, group::preview_capacity)
        })
    }

    fn get_or(self, key: &str, base: Draft, make: impl FnOnce(Draft) -> FormState) -> FormState {
        let known = self.by_key.with_value(|forms| forms.get(key).map(|editing| editing.form));
        if let Some(form) = known {
            return form;
        }
        let form = self.owner.with_value(|owner| owner.with(|| make(base.clone())));
        self.by_key.update_value(|forms| {
            forms.insert(key.to_owned(), Editing { form, base });
        });
        form
    }

    /// The saved variant with every draft read into it.
    fn read(self, saved: &Variant) -> Result<Variant, FieldErrors> {
        let capacity = self.capacity(&saved.capacity).draft.with(group::preview_capacity)?;
        let policies = saved
            .policies
            .iter()
            .map(|row| self.policy(row).draft.with(|draft| policy::preview(draft, row)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Variant { name: "edited".to_owned(), capacity, policies })
    }

    /// Lets untouched forms follow the rows that they show; touched ones keep what was typed.
    fn follow(self, policies: &[Policy], group: Option<&Group>) {
        let rows = policies.iter().map(|row| (row.id.as_str(), policy::draft(row)));
        let capacity = group.map(|row| (CAPACITY, group::capacity_draft(&row.capacity)));
        for (key, fresh) in rows.chain(capacity) {
            self.by_key.update_value(|forms| {
                let Some(editing) = forms.get_mut(key) else { return };
                let untouched = editing.form.draft.with_untracked(|draft| *draft == editing.base);
                if untouched && editing.base != fresh {
                    editing.form.draft.set(fresh.clone());
                }
                editing.base = fresh;
            });
        }
    }

    fn discard(self) {
        self.by_key.with_value(|forms| {
            for editing in forms.values() {
                editing.form.errors.set(FieldErrors::default());
                editing.form.draft.set(editing.base.clone());
            }
        });
    }
}
