//! One group's world: its load, its Instances and its scaler on the virtual clock.
//!
//! Groups have nothing to do with each other between two calls, so each is moved by itself, from
//! one thing that is due to the next. Whatever the size of the steps, the same things happen at
//! the same instants.

use super::dependencies::Dependencies;
use super::event::EventLog;
use super::load_model::LoadModel;
use super::server::Instance;
use super::state::{GroupState, LONGEST_LOOK_BACK_MS};
use crate::base::sort_by_key;
use crate::engine::{
    CooldownFrom, Decision, EVALUATION_PERIOD_MS, Metric, Recorder, Rules, Scaler, Scaling, Signal,
    TARGET_PERIOD_MS, Target, summary,
};
use crate::sandbox::options::{
    BUMP_DELAY_MS, HEALTH_CHECK_MS, REPAIR_DELAY_MS, REPLACE_DELAY_MS, SAMPLE_PERIOD_MS,
};
use crate::wire::Timestamp;

/// A group's world.
#[derive(Clone, Debug)]
pub struct GroupWorld {
    state: GroupState,
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

impl GroupWorld {
    /// The world of a group that was just created, with a row stamped `created_nanos`.
    pub fn new(group: &Dependencies, rules: Rules, now_ms: i64, created_nanos: i64) -> Self {
        let state = GroupState::new(group, now_ms, created_nanos);
        Self::restore(state, rules, CooldownFrom::default(), now_ms, group)
    }

    /// The world as it was when `state` was saved at `now_ms`.
    pub fn restore(
        state: GroupState,
        rules: Rules,
        cooldown_from: CooldownFrom,
        now_ms: i64,
        deps: &Dependencies,
    ) -> Self {
        let bump_ms = state.created_ms + BUMP_DELAY_MS;
        let age_ms = now_ms - state.created_ms;
        let period_ms = period_ms(&rules);
        let evaluations = age_ms.div_euclid(period_ms) + 1;
        let due_ms = state.created_ms + evaluations * period_ms;
        let bumps = state.scaling.is_none() && bump_ms > now_ms;
        let mut world = Self {
            next_sample_ms: first_sample_after(now_ms),
            next_evaluation_ms: if state.is_deleting() { i64::MAX } else { due_ms },
            bump_due_ms: bumps.then_some(bump_ms),
            scaler: Scaler::new(rules.clone(), 0, None),
            watched: Vec::new(),
            state,
        };
        world.rebuild(rules, cooldown_from, now_ms, deps);
        world
    }

    /// What of it is saved, together with [`Self::cooldown_from`].
    pub const fn state(&self) -> &GroupState {
        &self.state
    }

    /// The instants from which the cooldowns count.
    pub const fn cooldown_from(&self) -> CooldownFrom {
        self.scaler.cooldown_from()
    }

    /// Its Instances, the oldest first.
    pub fn instances(&self) -> &[Instance] {
        &self.state.fleet
    }

    /// Its Instances that serve.
    pub fn serving(&self) -> &[Instance] {
        self.instances().get(..self.state.serving_now()).unwrap_or_default()
    }

    pub const fn events(&self) -> &EventLog {
        &self.state.events
    }

    /// Whether Instances could not be created since any was.
    pub const fn launch_failed(&self) -> bool {
        self.state.launch_error_ms.is_some()
    }

    /// Starts to delete it: nothing is scaled any more.
    pub fn begin_deletion(&mut self, at_ms: i64, deps: &Dependencies) {
        self.state.begin_deletion(at_ms, deps);
        self.next_evaluation_ms = i64::MAX;
    }

    /// Takes note of a change of its template or its backends.
    pub fn refresh(&mut self, at_ms: i64) {
        self.state.refresh(at_ms);
    }

    /// How many Instances were ordered at `at_ms`.
    pub fn size_at(&self, at_ms: i64) -> u32 {
        self.state.ordered.at(at_ms)
    }

    /// The last sample of a metric until `at_ms`.
    pub fn sample(&self, metric: Metric, at_ms: i64, deps: &Dependencies) -> Option<f64> {
        let sampled_ms = at_ms.div_euclid(SAMPLE_PERIOD_MS) * SAMPLE_PERIOD_MS;
        self.state.measured(sampled_ms, deps)?.sample(metric)
    }

    /// Goes by other rules from now on. The bounds are looked at soon after.
    pub fn set_rules(&mut self, rules: Rules, now_ms: i64, deps: &Dependencies) {
        let repairs = self.state.scaling.is_none();
        if repairs && rules.capacity != self.scaler.rules().capacity {
            self.state.repair_due_ms.get_or_insert(now_ms + REPAIR_DELAY_MS);
        }
        self.rebuild(rules, self.scaler.cooldown_from(), now_ms, deps);
    }

    /// Makes the scaler anew and shows it the samples that any look-back can still reach.
    fn rebuild(
        &mut self,
        rules: Rules,
        cooldown_from: CooldownFrom,
        now_ms: i64,
        deps: &Dependencies,
    ) {
        let target = rules.target().and_then(Target::average).map(|(metric, _)| metric);
        let policies = rules.policies().iter().map(|policy| policy.metric);
        self.watched = policies.chain(target).collect();
        sort_by_key(&mut self.watched, |metric| *metric);
        self.watched.dedup();
        self.scaler = Scaler::new(rules, self.state.size(), cooldown_from);
        let from_ms = (now_ms - LONGEST_LOOK_BACK_MS).max(self.state.created_ms);
        let mut at_ms = first_sample_after(from_ms);
        while at_ms <= now_ms {
            self.take_samples(at_ms, deps);
            at_ms += SAMPLE_PERIOD_MS;
        }
    }

    /// Moves to `to_ms`, through everything that is due until then and including it. What comes
    /// back are the stamps of a new group, if they move on the way.
    pub fn advance(&mut self, to_ms: i64, deps: &Dependencies) -> Option<Timestamp> {
        let mut bumped = None;
        let mut before_ms = i64::MIN;
        loop {
            let at_ms = self.next_due_ms();
            if at_ms > to_ms {
                return bumped;
            }
            debug_assert!(before_ms < at_ms, "time goes forward");
            before_ms = at_ms;
            let is_due = |due_ms: &mut i64| *due_ms == at_ms;
            if self.next_sample_ms == at_ms {
                self.next_sample_ms += SAMPLE_PERIOD_MS;
                self.state.queue(at_ms, deps);
                self.take_samples(at_ms, deps);
            }
            if self.bump_due_ms.take_if(is_due).is_some() {
                bumped = Some(self.state.bumped_stamp());
            }
            if self.next_join_ms() == Some(at_ms) {
                self.join(at_ms, deps);
            }
            if self.state.replace_due_ms.take_if(is_due).is_some() {
                self.replace(at_ms, deps);
            }
            if self.state.repair_due_ms.take_if(is_due).is_some() {
                self.repair(at_ms, deps);
            }
            if self.next_evaluation_ms == at_ms {
                self.next_evaluation_ms += period_ms(self.scaler.rules());
                self.evaluate(at_ms, deps);
            }
        }
    }

    fn next_due_ms(&self) -> i64 {
        let state = &self.state;
        [self.bump_due_ms, state.repair_due_ms, state.replace_due_ms, self.next_join_ms()]
            .into_iter()
            .flatten()
            .fold(self.next_sample_ms.min(self.next_evaluation_ms), i64::min)
    }

    /// When the next Instance starts to serve: they do in the order in which they were ordered.
    fn next_join_ms(&self) -> Option<i64> {
        let next = self.state.fleet.get(self.state.serving_now());
        next.filter(|_| !self.state.is_deleting()).map(Instance::serves_ms)
    }

    fn take_samples(&mut self, at_ms: i64, deps: &Dependencies) {
        let sampled_ms = at_ms - LoadModel::of(deps.group.name).delay_ms;
        let Some(measured) = self.state.measured(sampled_ms, deps) else { return };
        for &metric in &self.watched {
            if let Some(value) = measured.sample(metric) {
                self.scaler.observe(metric, at_ms, value);
            }
        }
    }

    fn join(&mut self, at_ms: i64, deps: &Dependencies) {
        let serves = |instance: &&Instance| instance.serves_ms() <= at_ms;
        let serving = self.instances().iter().filter(serves).count();
        self.state.set_serving(at_ms, serving, deps);
    }

    /// Hands out an Instance that someone else terminates. It is replaced soon after, or else the
    /// group goes on with one less.
    pub fn lose(&mut self, at_ms: i64, id: &str, deps: &Dependencies) -> Option<Instance> {
        let instance = self.state.lose(at_ms, id, deps)?;
        if self.state.size() != self.scaler.size() {
            let rules = self.scaler.rules().clone();
            self.rebuild(rules, self.scaler.cooldown_from(), at_ms, deps);
        }
        Some(instance)
    }

    /// Lets the oldest Instance go whose health check has failed long enough, where the group's
    /// name asks for such Instances and the group replaces them.
    fn fail_oldest(&mut self, at_ms: i64, deps: &Dependencies) {
        let Some(grace_ms) = deps.group.grace_ms.filter(|_| deps.is_unhealthy()) else { return };
        let Some(oldest) = self.instances().first() else { return };
        let failed_ms = oldest.serves_ms().saturating_add(grace_ms).saturating_add(HEALTH_CHECK_MS);
        if failed_ms <= at_ms && self.state.missing == 0 {
            let id = oldest.id.clone();
            self.lose(at_ms, &id, deps);
        }
    }

    fn replace(&mut self, at_ms: i64, deps: &Dependencies) {
        match deps.launchable() {
            Ok(origin) => self.state.replace(at_ms, (deps, origin)),
            Err(problem) => {
                self.state.note_launch_failure(at_ms, self.state.missing, problem);
                self.state.replace_due_ms = Some(at_ms.saturating_add(REPLACE_DELAY_MS));
            }
        }
    }

    fn repair(&mut self, at_ms: i64, deps: &Dependencies) {
        let (before, cooldown_from) = (self.scaler.size(), self.scaler.cooldown_from());
        self.scaler.repair(at_ms);
        let after = self.scaler.size();
        if after == before {
            return;
        }
        let bound = if after > before { "minimum" } else { "maximum" };
        let why = format!("{before} to {after}. The group was brought to its {bound} of {after}.");
        self.resize(at_ms, why, cooldown_from, deps);
    }

    fn evaluate(&mut self, at_ms: i64, deps: &Dependencies) {
        self.state.forget(at_ms, deps.most_events);
        self.state.note_problems(at_ms, deps);
        self.fail_oldest(at_ms, deps);
        let serving = u32::try_from(self.state.serving_now()).unwrap_or(u32::MAX);
        self.scaler.set_serving(serving);
        let cooldown_from = self.scaler.cooldown_from();
        let mut signals = Signals(Vec::new());
        let decision = self.scaler.step(at_ms, &mut signals);
        if decision.after != decision.before {
            let why = summary(self.scaler.rules(), &decision, &signals.0);
            self.resize(at_ms, why, cooldown_from, deps);
        }
        let failed = self.scaler.size() != decision.after;
        self.state.note_alerts(at_ms, failed, deps);
    }

    /// Makes the fleet what the scaler ordered. Where that fails, the scaler is put back to what
    /// there is, with the cooldown it had: nothing was scaled.
    fn resize(
        &mut self,
        at_ms: i64,
        why: String,
        cooldown_before: CooldownFrom,
        deps: &Dependencies,
    ) {
        let (size, before) = (self.scaler.size(), self.state.size());
        if size <= before {
            return self.state.shrink(at_ms, before - size, why, deps);
        }
        match deps.launchable() {
            Ok(origin) => self.state.grow(at_ms, size - before, why, (deps, origin)),
            Err(problem) => {
                self.state.note_launch_failure(at_ms, size - before, problem);
                let rules = self.scaler.rules().clone();
                self.rebuild(rules, cooldown_before, at_ms, deps);
            }
        }
    }
}

/// How often a group is evaluated.
const fn period_ms(rules: &Rules) -> i64 {
    match rules.scaling {
        Scaling::Thresholds(_) => EVALUATION_PERIOD_MS,
        Scaling::Target(_) => TARGET_PERIOD_MS,
    }
}

const fn first_sample_after(at_ms: i64) -> i64 {
    (at_ms.div_euclid(SAMPLE_PERIOD_MS) + 1) * SAMPLE_PERIOD_MS
}
