//! One group's world: its load, its Instances and its scaler on the virtual clock.
//!
//! Groups have nothing to do with each other between two calls, so each is moved by itself, from
//! one thing that is due to the next. Whatever the size of the steps, the same things happen at
//! the same instants.

use super::fleet::Instance;
use super::options::{BUMP_DELAY_MS, REPAIR_DELAY_MS, REPLACE_DELAY_MS, SAMPLE_PERIOD_MS};
use super::record::{LONGEST_LOOK_BACK_MS, Record};
use super::surroundings::Surroundings;
use crate::engine::{
    Decision, EVALUATION_PERIOD_MS, Metric, Recorder, Rules, Scaler, Signal, summary,
};
use crate::wire::Group;
use crate::wire::order::sort_by_key;

/// A group's world.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) record: Record,
    scaler: Scaler,
    /// The metrics that its policies watch.
    watched: Vec<Metric>,
    next_sample_ms: i64,
    next_evaluation_ms: i64,
    bump_due_ms: Option<i64>,
}

/// Keeps the signals of one step for its summary.
struct Signals(Vec<Signal>);

impl Recorder for Signals {
    fn signal(&mut self, signal: Signal) {
        self.0.push(signal);
    }

    fn decision(&mut self, _: Decision) {}
}

impl World {
    /// The world of a group that was just created, with a row stamped `created_nanos`.
    pub(super) fn new(group: &Group, rules: Rules, now_ms: i64, created_nanos: i64) -> Self {
        let record = Record::new(group, now_ms, created_nanos);
        Self::restore(record, rules, None, now_ms, &Surroundings::default())
    }

    /// The world as it was when `record` was kept at `now_ms`.
    pub(super) fn restore(
        record: Record,
        rules: Rules,
        cooldown_from_ms: Option<i64>,
        now_ms: i64,
        around: &Surroundings,
    ) -> Self {
        let bump_ms = record.created_ms + BUMP_DELAY_MS;
        let age_ms = now_ms - record.created_ms;
        let evaluations = age_ms.div_euclid(EVALUATION_PERIOD_MS) + 1;
        let mut world = Self {
            next_sample_ms: (now_ms.div_euclid(SAMPLE_PERIOD_MS) + 1) * SAMPLE_PERIOD_MS,
            next_evaluation_ms: record.created_ms + evaluations * EVALUATION_PERIOD_MS,
            bump_due_ms: (bump_ms > now_ms).then_some(bump_ms),
            scaler: Scaler::new(rules.clone(), 0, None),
            watched: Vec::new(),
            record,
        };
        world.rebuild(rules, cooldown_from_ms, now_ms, around);
        world
    }

    /// The instant from which the cooldown counts.
    pub(super) const fn cooldown_from_ms(&self) -> Option<i64> {
        self.scaler.cooldown_from_ms()
    }

    /// Goes by other rules from now on. The bounds are looked at soon after.
    pub(super) fn set_rules(&mut self, rules: Rules, now_ms: i64, around: &Surroundings) {
        if rules.capacity != self.scaler.rules().capacity {
            let due_ms = now_ms + REPAIR_DELAY_MS;
            self.record.repair_due_ms.get_or_insert(due_ms);
        }
        self.rebuild(rules, self.scaler.cooldown_from_ms(), now_ms, around);
    }

    /// Makes the scaler anew and shows it the samples that any look-back can still reach.
    fn rebuild(
        &mut self,
        rules: Rules,
        cooldown_from_ms: Option<i64>,
        now_ms: i64,
        around: &Surroundings,
    ) {
        self.watched = rules.policies.iter().map(|policy| policy.metric).collect();
        sort_by_key(&mut self.watched, |metric| *metric);
        self.watched.dedup();
        self.scaler = Scaler::new(rules, self.record.size(), cooldown_from_ms);
        let from_ms = (now_ms - LONGEST_LOOK_BACK_MS).max(self.record.created_ms);
        let mut at_ms = (from_ms.div_euclid(SAMPLE_PERIOD_MS) + 1) * SAMPLE_PERIOD_MS;
        while at_ms <= now_ms {
            self.take_samples(at_ms, around);
            at_ms += SAMPLE_PERIOD_MS;
        }
    }

    /// Moves to `to_ms`, through everything that is due until then and including it.
    pub(super) fn advance(&mut self, to_ms: i64, group: &mut Group, around: &Surroundings) {
        loop {
            let at_ms = self.next_due_ms();
            if at_ms > to_ms {
                return;
            }
            if self.next_sample_ms == at_ms {
                self.next_sample_ms += SAMPLE_PERIOD_MS;
                self.take_samples(at_ms, around);
            }
            if self.bump_due_ms.take_if(|due_ms| *due_ms == at_ms).is_some() {
                self.record.bump(group);
            }
            if self.next_join_ms() == Some(at_ms) {
                self.join(at_ms, group, around);
            }
            if self.record.replace_due_ms.take_if(|due_ms| *due_ms == at_ms).is_some() {
                self.replace(at_ms, group, around);
            }
            if self.record.repair_due_ms.take_if(|due_ms| *due_ms == at_ms).is_some() {
                self.repair(at_ms, group, around);
            }
            if self.next_evaluation_ms == at_ms {
                self.next_evaluation_ms += EVALUATION_PERIOD_MS;
                self.evaluate(at_ms, group, around);
            }
        }
    }

    fn next_due_ms(&self) -> i64 {
        let record = &self.record;
        [self.bump_due_ms, record.repair_due_ms, record.replace_due_ms, self.next_join_ms()]
            .into_iter()
            .flatten()
            .fold(self.next_sample_ms.min(self.next_evaluation_ms), i64::min)
    }

    /// When the next Instance starts to serve: they do in the order in which they were ordered.
    fn next_join_ms(&self) -> Option<i64> {
        let serving = self.record.serving_now();
        self.record.fleet.get(serving).map(Instance::serves_ms)
    }

    fn take_samples(&mut self, at_ms: i64, around: &Surroundings) {
        let Some(moment) = self.record.moment(at_ms, around) else { return };
        for &metric in &self.watched {
            if let Some(value) = moment.sample(metric) {
                self.scaler.observe(metric, at_ms, value);
            }
        }
    }

    fn join(&mut self, at_ms: i64, group: &Group, around: &Surroundings) {
        let fleet = &self.record.fleet;
        let serving = fleet.iter().filter(|instance| instance.serves_ms() <= at_ms).count();
        self.record.set_serving(at_ms, serving, group, around);
    }

    /// Hands out an Instance that someone else terminates; it is replaced soon after.
    pub(super) fn lose(
        &mut self,
        at_ms: i64,
        id: &str,
        group: &Group,
        around: &Surroundings,
    ) -> Option<Instance> {
        self.record.lose(at_ms, id, group, around)
    }

    fn replace(&mut self, at_ms: i64, group: &Group, around: &Surroundings) {
        match around.launchable(group) {
            Ok(template) => self.record.replace(at_ms, (group, template)),
            Err(problem) => {
                self.record.note_launch_failure(at_ms, self.record.missing, problem);
                self.record.replace_due_ms = Some(at_ms.saturating_add(REPLACE_DELAY_MS));
            }
        }
    }

    fn repair(&mut self, at_ms: i64, group: &Group, around: &Surroundings) {
        let (before, cooldown_from_ms) = (self.scaler.size(), self.scaler.cooldown_from_ms());
        self.scaler.repair(at_ms);
        let after = self.scaler.size();
        if after == before {
            return;
        }
        let bound = if after > before { "minimum" } else { "maximum" };
        let why = format!("{before} to {after}. The group was brought to its {bound} of {after}.");
        self.resize(at_ms, why, cooldown_from_ms, group, around);
    }

    fn evaluate(&mut self, at_ms: i64, group: &Group, around: &Surroundings) {
        self.record.forget(at_ms, around.room);
        self.record.note_problems(at_ms, group, around);
        let cooldown_from_ms = self.scaler.cooldown_from_ms();
        let mut signals = Signals(Vec::new());
        let decision = self.scaler.step(at_ms, &mut signals);
        if decision.after != decision.before {
            let why = summary(self.scaler.rules(), &decision, &signals.0);
            self.resize(at_ms, why, cooldown_from_ms, group, around);
        }
    }

    /// Makes the fleet what the scaler ordered. Where that fails, the scaler is put back to what
    /// there is, with the cooldown it had: nothing was scaled.
    fn resize(
        &mut self,
        at_ms: i64,
        why: String,
        cooldown_before_ms: Option<i64>,
        group: &Group,
        around: &Surroundings,
    ) {
        let (size, before) = (self.scaler.size(), self.record.size());
        if size <= before {
            return self.record.shrink(at_ms, before - size, why, group, around);
        }
        match around.launchable(group) {
            Ok(template) => self.record.grow(at_ms, size - before, why, (group, template)),
            Err(problem) => {
                self.record.note_launch_failure(at_ms, size - before, problem);
                let rules = self.scaler.rules().clone();
                self.rebuild(rules, cooldown_before_ms, at_ms, around);
            }
        }
    }
}
