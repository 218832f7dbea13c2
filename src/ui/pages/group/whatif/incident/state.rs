//! What is marked, and what was found for it.

use leptos::prelude::*;

use super::super::state::Lab;
use crate::lab::incident::{Mark, is_overloaded, is_within};
use crate::lab::{ImportedHistory, Shared, Window, settings_of};
use crate::ui::kit::location::{Here, use_here};
use crate::ui::kit::task;
use crate::ui::kit::time::{self, Utc};
use crate::ui::pages::group::marked::Marked;
use crate::ui::pages::group::moment::RANGE;
use crate::whatif::{Interval, Job, Repairs, Setting, Variant};
use crate::worker::replay::{RepairPart, StartRepair, ZoneOffset, offsets_between};

/// A repair that was searched for, with what it edits.
#[derive(Clone, PartialEq)]
pub struct Repaired {
    /// What is edited.
    pub base: Variant,
    /// What it was replayed by, besides the history.
    settings: Job,
    /// The import whose history it is; none for the group's own.
    imported: Option<Shared<ImportedHistory>>,
    /// What was found so far.
    pub found: Repairs,
    /// Whether the search goes on.
    pub is_running: bool,
}

/// A group's marked stretch.
#[derive(Clone, Copy)]
pub struct Incident {
    /// Whose replays it is marked in.
    pub lab: Lab,
    /// The mark.
    pub marked: Marked,
    /// The repair that was searched for last.
    pub repaired: RwSignal<Option<Repaired>>,
    /// Why there is none.
    pub failure: RwSignal<Option<String>>,
    here: Here,
    utc: RwSignal<bool>,
    /// Counts up with every search started or given up, so that an older one notices and stops.
    generation: StoredValue<u32>,
}

impl Incident {
    /// Nothing marked yet.
    pub fn new(lab: Lab) -> Self {
        Self {
            lab,
            marked: Marked::of_page(),
            repaired: RwSignal::new(None),
            failure: RwSignal::new(None),
            here: use_here(),
            utc: expect_context::<Utc>().0,
            generation: StoredValue::new(0),
        }
    }

    /// Marks a stretch, and has the timeline show it.
    pub fn take(self, stretch: Interval) {
        self.marked.set(Some(Mark::of(stretch)));
        let newest_ms = self.lab.runs.saved.with_untracked(|run| Some(run.as_ref()?.span.to_ms));
        let from_file = untrack(|| self.lab.inputs.is_imported());
        let window = Window::parse(&self.here.param(RANGE).get_untracked(), from_file);
        let showing = window.showing(stretch, newest_ms.unwrap_or(stretch.to_ms));
        self.here.step(RANGE, &showing.text());
    }

    /// The marked stretch.
    pub fn stretch(self) -> Option<Interval> {
        self.marked.get().map(Mark::stretch)
    }

    /// What the page's zone adds to UTC over the history.
    pub fn offsets(self) -> Vec<ZoneOffset> {
        let span = self.lab.runs.saved.with(|run| run.as_ref().map(|run| run.span));
        let utc = self.utc.get();
        let span = span.unwrap_or_default();
        offsets_between(span, |at_ms| time::offset_ms(at_ms, utc))
    }

    /// Whether what was found is of the stretch, the rules and the history that are shown. A
    /// history that only grew is the same one.
    pub fn is_current(self) -> bool {
        let Lab { inputs, tried, .. } = self.lab;
        let (stretch, shown) = (self.stretch(), tried.shown());
        let settings = inputs.job.with(|job| job.as_deref().ok().map(settings_of));
        let imported = inputs.imported.get();
        self.repaired.with(|repaired| {
            repaired.as_ref().is_some_and(|own| {
                Some(own.found.stretch) == stretch
                    && Some(&own.base) == shown.as_ref()
                    && Some(&own.settings) == settings.as_ref()
                    && own.imported == imported
            })
        })
    }

    /// Whether none of it is in the history that is replayed.
    pub fn is_beyond(self) -> bool {
        let both = self.stretch().zip(self.lab.runs.shown());
        both.is_some_and(|(stretch, run)| !is_within(stretch, run.span))
    }

    /// Whether the rules that are shown have no overload there, so that there is nothing to
    /// repair; `false` while their replay is not known.
    pub fn is_calm(self) -> bool {
        let run = self.lab.runs.shown();
        let both = self.stretch().zip(run);
        both.is_some_and(|(stretch, run)| !is_overloaded(&run.outcome.overload, stretch))
    }

    /// Stops the search; what it has found stands.
    pub fn stop(self) {
        self.generation.update_value(|n| *n += 1);
        self.repaired.update(|repaired| {
            if let Some(repaired) = repaired {
                repaired.is_running = false;
            }
        });
    }

    /// Searches for the edits of the rules that are shown.
    pub fn repair(self) {
        self.stop();
        self.failure.set(None);
        self.repaired.set(None);
        let (stretch, base) = (untrack(|| self.stretch()), untrack(|| self.lab.tried.shown()));
        let inputs = self.lab.inputs;
        let job = inputs.job.with_untracked(|job| job.as_ref().ok().cloned());
        let imported = inputs.imported.get_untracked();
        let (Some(stretch), Some(base), Some(job)) = (stretch, base, job) else { return };
        let (settings, beside) = (settings_of(&job), self.lab.beside);
        let mine = self.generation.get_value();
        let offsets = untrack(|| self.offsets());
        task::spawn(async move {
            let started = StartRepair { variant: base.clone(), stretch, offsets };
            // Of this very job: the console's own worker may be at an earlier one.
            let mut answer = beside.ask(&job, started).await;
            while self.generation.try_get_value() == Some(mine) {
                let found = match answer {
                    Ok(found) => found,
                    Err(error) => {
                        self.stop();
                        self.failure.try_set(Some(error.to_string()));
                        return;
                    }
                };
                let is_running = !found.is_done();
                self.repaired.try_set(Some(Repaired {
                    base: base.clone(),
                    settings: settings.clone(),
                    imported: imported.clone(),
                    found,
                    is_running,
                }));
                if !is_running {
                    return;
                }
                answer = beside.ask(&job, RepairPart).await;
            }
        });
    }

    /// Opens an edit as a variant, and tells its name.
    pub fn open(self, edit: &[Setting]) -> Option<String> {
        let base = self.repaired.with_untracked(|own| own.as_ref().map(|own| own.base.clone()))?;
        let edited = edit.iter().fold(base, |variant, setting| setting.made(&variant));
        let variant = Variant { name: t!("variant" => "repair").to_owned(), ..edited };
        self.lab.tried.change(|drafts, saved| drafts.open(&variant, saved));
        Some(self.lab.tried.drafts.with_untracked(|drafts| drafts.name().to_owned()))
    }
}
