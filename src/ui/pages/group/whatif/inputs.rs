//! What a what-if replays, as signals: the history, and what is assumed of it.

use leptos::prelude::*;

use super::offer::offered;
use super::recording::own_recording;
use crate::api::ApiError;
use crate::engine::{FieldErrors, Metric};
use crate::forms::apply::Stored;
use crate::forms::{Draft, load, settings};
use crate::lab::import::GroupSizes;
use crate::lab::{
    self, ImportedHistory, LogEntry, PastRules, Recording, Shared, Source, Why, joined,
    own_history, phase_ms, watched,
};
use crate::ui::kit::FormState;
use crate::ui::kit::view::memo;
use crate::ui::link::query::Query;
use crate::ui::link::session::use_session;
use crate::ui::link::shadow::KeptShadow;
use crate::whatif::{Job, Offer, SizeAt, Variant};
use crate::wire::GroupId;
use crate::wire::v1alpha2::Alert;

/// What is read of a group, of either generation.
#[derive(Clone, Copy)]
pub struct Known {
    /// The group, for what hangs on none of its policies: before these are read it has none.
    pub group: Memo<Option<Stored>>,
    /// The group once all of its rules are read.
    pub whole: Memo<Option<Stored>>,
    /// Its saved rules, once all of them are read.
    pub rules: Memo<Option<Variant>>,
    /// Why its policies could not be read.
    pub unread: Memo<Option<ApiError>>,
    /// What it tells of itself, the newest first; none while that is not read.
    pub log: Memo<Vec<LogEntry>>,
    /// Why its size over time is not known by it, while it is needed for that.
    pub unlogged: Memo<Option<Why>>,
    /// Its alerts; none where its generation has none.
    pub alerts: Memo<Option<Vec<Alert>>>,
    /// Its size now, as the API tells it, since a recording tells only of its own end; none where
    /// that is not read.
    pub size: Memo<Option<u32>>,
}

impl Known {
    /// What is known of a group that is yet to be created: its form alone tells of it.
    pub fn unlogged(typed: Memo<Option<Stored>>) -> Self {
        Self {
            group: typed,
            whole: typed,
            rules: memo(|| None),
            unread: memo(|| None),
            log: memo(Vec::new),
            unlogged: memo(|| None),
            alerts: memo(|| None),
            size: memo(|| None),
        }
    }
}

/// A load that is not the group's own.
#[derive(Clone, Copy)]
pub struct Lent {
    /// The group that had it; none where no group had.
    pub by: Memo<Option<Stored>>,
    /// The size to start at.
    pub start: Memo<Option<u32>>,
}

/// What is replayed.
#[derive(Clone, Copy)]
pub struct Inputs {
    /// The group.
    pub known: Known,
    /// The import that is replayed instead of the group's own history.
    pub imported: RwSignal<Option<Shared<ImportedHistory>>>,
    /// What a shared run sets and no control here does; the rest of it is not read.
    pub base: RwSignal<Job>,
    /// The settings.
    pub settings: FormState,
    /// The traffic that is replayed, where it is not to be the recorded one.
    pub load: FormState,
    /// The group's own history.
    pub recording: Query<Shared<Recording>>,
    /// The same as far as it can be replayed, or why it cannot.
    pub own: Memo<Result<Shared<Recording>, Why>>,
    /// Counts up whenever somebody has said what the data source calls a metric.
    pub renamed: RwSignal<u32>,
    /// What the API asks for an Instance of the group's type.
    pub offer: Memo<Offer>,
    /// Whose load is replayed in place of the group's own.
    pub lent: Option<Lent>,
    /// What is replayed, without its variants; or why nothing can be.
    pub job: Memo<Result<Shared<Job>, Why>>,
}

impl Inputs {
    /// The inputs of a group that is read elsewhere.
    pub fn new(
        id: GroupId,
        known: Known,
        (shadow, past): (KeptShadow, Memo<PastRules>),
        lent: Option<Lent>,
    ) -> Self {
        let session = use_session();
        let Known { group, rules, unread, log, unlogged, .. } = known;
        let imported = RwSignal::new(None::<Shared<ImportedHistory>>);
        let base = RwSignal::new(Job::default());
        let settings = FormState::live(settings::blank(), settings::read);
        let load = FormState::live(load::blank(), load::read);
        let of_shadow = memo(move || shadow.get().map(|own| own.metrics()).unwrap_or_default());
        let of_past = memo(move || {
            let from_ms = untrack(|| session.now_ms()) - Recording::SPAN_MS;
            past.with(|past| past.metrics(from_ms))
        });
        let watched = memo(move || {
            // What every group is watched by is read before its policies have come.
            let own = group.with(|group| group.as_ref().map(|own| watched(&own.variant())));
            let others = of_shadow.with(|shadow| of_past.with(|past| joined(past.clone(), shadow)));
            own.map(|own| joined(own, &others)).unwrap_or_default()
        });
        let renamed = RwSignal::new(0);
        let whose = lent.map_or(group, |lent| lent.by);
        let recording = own_recording((id, whose), (log, unlogged), watched, renamed);
        let own = replayable_own(recording, whose, unlogged);
        let offer = offered(group);
        let settings_now = last_good(settings, settings::read);
        let load_now = last_good(load, load::read);
        let phase_ms = memo(move || {
            whose.with(|group| {
                let has_target = group.as_ref().is_some_and(|group| group.target().is_some());
                let period_ms = match has_target {
                    true => settings_now.get().target.period_ms,
                    false => load_now.get().evaluation_period_ms,
                };
                log.with(|log| phase_ms(log, group.as_ref(), period_ms))
            })
        });
        let job = move || {
            // What they watch is not known before, and so not what there is a history of.
            if rules.with(Option::is_none) {
                return Err(unread.get().map_or(Why::Reading, |why| Why::NoRules(why.to_string())));
            }
            let (imported, own) = (imported.get(), own.get());
            let source = match &imported {
                Some(imported) => Source::Imported(imported),
                None => Source::Own(own.as_deref().map_err(Why::clone)),
            };
            let start_size = lent.and_then(|lent| lent.start.get());
            base.with(|base| {
                let base = &Job { start_size: start_size.or(base.start_size), ..base.clone() };
                offer.with(|offer| {
                    let (settings, load) = (settings_now.get(), load_now.get());
                    let phase_ms = phase_ms.get();
                    log.with(|log| {
                        lab::Inputs { source, base, settings, load, offer, phase_ms, log }.job()
                    })
                })
            })
        };
        let job = kept_while_same(job);
        Self { known, imported, base, settings, load, recording, own, renamed, offer, lent, job }
    }

    /// Whether an import is replayed.
    pub fn is_imported(self) -> bool {
        self.imported.with(Option::is_some)
    }

    /// Whether no real group had this load under its own rules: a file's, or another group's.
    pub fn is_foreign(self) -> bool {
        self.lent.is_some() || self.is_imported()
    }

    /// The real group's sizes as served, as far back as they are known.
    pub fn served(self) -> Option<GroupSizes> {
        let boot_delay_ms = self.job.with(|job| job.as_ref().ok().map(|job| job.boot_delay_ms));
        let boot_delay_ms = boot_delay_ms.unwrap_or(Job::BOOT_DELAY_MS);
        self.recording.with(|own| Some(own?.served(boot_delay_ms)))
    }

    /// Where the group's metrics are, once its history was read there.
    pub fn place(self) -> Option<String> {
        self.recording.with(|own| Some(own.filter(|own| own.is_read())?.naming.place.clone()))
    }

    /// Whether the API has yet to say what an Instance costs.
    pub fn is_unpriced(self) -> bool {
        self.offer.with(|offer| *offer == Offer::Waiting)
    }

    /// The metrics that there are histories of.
    pub fn metrics(self) -> Vec<Metric> {
        self.job.with(|job| {
            let histories = job.as_ref().map_or(&[][..], |job| &job.histories);
            histories.iter().map(|history| history.metric).collect()
        })
    }

    /// The real group's sizes as ordered; none of a load that is not its own.
    pub fn real_sizes(self) -> Vec<SizeAt> {
        match self.is_foreign() {
            true => Vec::new(),
            false => {
                self.recording.with(|own| own.map(|own| own.sizes.clone())).unwrap_or_default()
            }
        }
    }
}

/// The recording as far as it can be replayed, or why it cannot.
fn replayable_own(
    recording: Query<Shared<Recording>>,
    whose: Memo<Option<Stored>>,
    unlogged: Memo<Option<Why>>,
) -> Memo<Result<Shared<Recording>, Why>> {
    memo(move || {
        let failure = recording.error().map(|why| why.to_string());
        // Once the log of a group with a target has come, its recording is read anew by that; the
        // one from before tells no size.
        let goes_by_log = whose.with(|own| own.as_ref().is_some_and(|own| own.target().is_some()));
        let read = recording.get().filter(|own| !goes_by_log || !own.sizes.is_empty());
        own_history(read, unlogged.get(), failure)
    })
}

/// A job that is made again and is the same need not be replayed again.
fn kept_while_same(
    job: impl Fn() -> Result<Job, Why> + Send + Sync + 'static,
) -> Memo<Result<Shared<Job>, Why>> {
    Memo::new(move |before: Option<&Result<Shared<Job>, Why>>| {
        let fresh = job()?;
        match before {
            Some(Ok(known)) if **known == fresh => Ok(known.clone()),
            _ => Ok(Shared::new(fresh)),
        }
    })
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
