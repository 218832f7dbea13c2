//! Rules in the shadow of a group: what they would have done since they began, for each new sample,
//! beside what the group did.
//!
//! Only the rules, their settings and the times are kept. What came of them is replayed from the
//! group's own history, so that a page that was closed has missed nothing that the history holds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::job::own_job;
use super::recording::is_anothers;
use super::{LogEntry, PastRules, Recording, Why, real_changes, same_rules, settings_of, watched};
use crate::base::duration_text;
use crate::engine::{MINUTE_MS, Metric};
use crate::whatif::{FailedLaunches, Interval, Job, Variant, sampled_since, united};
use crate::worker::protocol::{from_text, to_text};
use crate::worker::replay::{FollowShadow, ShadowBeside};

/// A shadow, as the browser keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shadow {
    /// When it began, in milliseconds since the Unix epoch.
    pub since_ms: i64,
    /// Its rules as the one variant of a run, and the run's settings.
    pub run: Job,
    /// The rules that were saved when it began.
    pub saved: Variant,
    /// When a page looked on.
    #[serde(default)]
    pub seen: Vec<Interval>,
}

/// Why nothing can be said of a shadow yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// The group's history is not there.
    History(Why),
    /// No two samples have come since it began.
    Samples,
    /// It began in a time that the API has yet to reach.
    Another,
}

/// A stretch in which no page looked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// When.
    pub stretch: Interval,
    /// For how much of it the history lacks samples, in milliseconds.
    pub missed_ms: i64,
}

impl Absence {
    /// Whether it is long enough that a sample came meanwhile; to reload a page takes less.
    #[must_use]
    pub const fn is_told(&self) -> bool {
        self.stretch.to_ms - self.stretch.from_ms > Recording::STEP_MS
    }

    /// It in a sentence; `when` writes an instant.
    #[must_use]
    pub fn words(&self, when: impl Fn(i64) -> String) -> String {
        let Self { stretch: Interval { from_ms, to_ms }, missed_ms } = *self;
        let (from, to) = (when(from_ms), when(to_ms));
        let became = match missed_ms {
            0 => t!("That time was read afterwards from the history.").to_owned(),
            ms if ms >= to_ms - from_ms => {
                t!("That time is missed: the history has no metrics of it.").to_owned()
            }
            ms => t!(
                "That time was read afterwards from the history, which lacks {} of it: missed.",
                duration_text(ms)
            ),
        };
        t!("No page looked on from {from} to {to}. {became}")
    }
}

impl Shadow {
    /// A shadow that begins now, with the settings of a job. The traffic is taken as it comes,
    /// whatever the job lays over it.
    #[must_use]
    pub fn begin(job: &Job, (rules, saved): (&Variant, &Variant), now_ms: i64) -> Self {
        let plain = Job::default();
        let run = Job {
            variants: vec![rules.clone()],
            evaluation_phase_ms: job.evaluation_phase_ms,
            growth: plain.growth,
            shapes: plain.shapes,
            saturation_multiple: plain.saturation_multiple,
            failed_launches: FailedLaunches::default(),
            missing_data: plain.missing_data,
            ..settings_of(job)
        };
        Self { since_ms: now_ms, run, saved: saved.clone(), seen: Vec::new() }
    }

    /// A shadow as it was kept.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, String> {
        let own: Self = from_text(text).map_err(|error| error.to_string())?;
        match own.run.variants.len() {
            1 => Ok(own),
            count => Err(format!("run.variants: {count} in place of 1")),
        }
    }

    /// The text to keep.
    #[must_use]
    pub fn text(&self) -> String {
        to_text(self)
    }

    /// Its rules.
    #[must_use]
    pub fn rules(&self) -> &Variant {
        debug_assert_eq!(self.run.variants.len(), 1, "a shadow has its own rules alone");
        self.run.variants.first().unwrap_or(&self.saved)
    }

    /// The metrics that it needs beside those that are read anyway.
    #[must_use]
    pub fn metrics(&self) -> Vec<Metric> {
        watched(self.rules())
    }

    /// Whether it and another are the same but for who looked on.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.since_ms == other.since_ms && same_rules(self.rules(), other.rules())
    }

    /// The same, looked on in these stretches as well. What lies so far back that no history
    /// reaches it is forgotten.
    #[must_use]
    pub fn seen_in(mut self, stretches: &[Interval]) -> Self {
        let latest_ms = stretches.iter().map(|own| own.to_ms).max().unwrap_or(self.since_ms);
        let from_ms = self.since_ms.max(latest_ms - Recording::SPAN_MS);
        let all = self.seen.iter().chain(stretches);
        self.seen = united(all.map(|own| after(*own, from_ms)).collect());
        self
    }

    /// When no page looked on, up to an instant, in order of time, and what is missing then.
    #[must_use]
    pub fn absences(&self, until_ms: i64, unsampled: &[Interval]) -> Vec<Absence> {
        let from_ms = self.since_ms.max(until_ms - Recording::SPAN_MS);
        let starts = std::iter::once(from_ms).chain(self.seen.iter().map(|own| own.to_ms));
        let ends = self.seen.iter().map(|own| own.from_ms).chain([until_ms]);
        let between = starts.zip(ends).map(|(from_ms, to_ms)| Interval { from_ms, to_ms });
        let absence = |stretch: Interval| Absence {
            stretch,
            missed_ms: unsampled.iter().map(|gap| gap.overlap_ms(&stretch)).sum(),
        };
        between.filter(|own| own.from_ms < own.to_ms).map(absence).collect()
    }

    /// What a worker is asked at an instant: the part of the group's history since it began, and
    /// what the group did.
    ///
    /// # Errors
    /// Why nothing can be asked yet.
    pub fn follow(
        &self,
        (own, now_ms): (&Recording, i64),
        (log, past): (&[LogEntry], &PastRules),
        saved: &Variant,
    ) -> Result<FollowShadow, Waiting> {
        if is_anothers(self.since_ms, now_ms) {
            return Err(Waiting::Another);
        }
        if !own.is_read() {
            return Err(Waiting::History(Why::Reading));
        }
        let phase_ms = self.run.evaluation_phase_ms;
        let job = own_job(own, log, phase_ms, self.run.clone()).map_err(Waiting::History)?;
        let job = sampled_since(&job, self.since_ms).ok_or(Waiting::Samples)?;
        let variants = vec![self.rules().clone(), saved.clone()];
        let beside = ShadowBeside {
            since_ms: self.since_ms,
            changes: real_changes(log, Some(own)),
            sizes: own.sizes.clone(),
            in_force: past.in_force.clone(),
        };
        Ok(FollowShadow { job: Arc::new(Job { variants, ..job }), beside })
    }
}

impl Waiting {
    /// It in a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::History(Why::NoHistory) => {
                t!("The group has no metrics, so there is nothing to decide by.").to_owned()
            }
            Self::History(why) => why.to_string(),
            Self::Samples => t!("Waiting for the first two samples.").to_owned(),
            Self::Another => t!(
                "It began in a time that is yet to come here: in another sandbox. Stop it, and run \
                 one in this sandbox."
            )
            .to_owned(),
        }
    }
}

/// The part of a stretch that is after an instant.
fn after(own: Interval, from_ms: i64) -> Interval {
    Interval { from_ms: own.from_ms.max(from_ms), ..own }
}

/// When a page looked on, from the times up to which it has read a group's history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    /// The stretches, in order of time; the last may have just begun.
    pub seen: Vec<Interval>,
    rests: u32,
    is_broken: bool,
}

impl Observation {
    /// The longest that lies between two reads of a page that looks on, in milliseconds, where its
    /// time does not leap: a page asks twice a minute.
    pub const LONGEST_MS: i64 = 5 * MINUTE_MS;

    /// After a look: what is read up to `until_ms`, after so many `rests` in the background. A
    /// clock that leaps may pass any time between two looks.
    #[must_use]
    pub fn looked(mut self, until_ms: i64, rests: u32, leaps: bool) -> Self {
        self.is_broken |= rests != self.rests;
        self.rests = rests;
        let Some(last) = self.seen.last_mut() else {
            self.seen.push(Interval { from_ms: until_ms, to_ms: until_ms });
            return self;
        };
        let passed_ms = until_ms - last.to_ms;
        // Nothing new was read.
        if passed_ms == 0 {
            return self;
        }
        if passed_ms < 0 {
            // Another sandbox, of which nothing was seen yet.
            self.seen = vec![Interval { from_ms: until_ms, to_ms: until_ms }];
        } else if self.is_broken || passed_ms > Self::LONGEST_MS && !leaps {
            self.seen.push(Interval { from_ms: until_ms, to_ms: until_ms });
        } else {
            last.to_ms = until_ms;
        }
        self.is_broken = false;
        self
    }
}

/// Whether the newest sample is so old that something holds the metrics up, in milliseconds.
#[must_use]
pub const fn is_late(sampled_ms: i64, now_ms: i64) -> bool {
    now_ms - sampled_ms > 10 * MINUTE_MS
}
