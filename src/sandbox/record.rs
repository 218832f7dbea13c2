//! What there is to keep of a group's world, and the changes that are made to it.

use serde::{Deserialize, Serialize};

use super::curve::Curve;
use super::fleet::Instance;
use super::load::{Moment, Profile};
use super::log::{Kind, Log};
use super::options::{
    BUMP_DELAY_MS, CLOCK_RANGE_MS, ERROR_REPEAT_MS, INSTANCE_QUOTA, REPAIR_DELAY_MS,
    REPLACE_DELAY_MS, RETENTION_MS,
};
use super::surroundings::Surroundings;
use crate::engine::MINUTE_MS;
use crate::wire::{Group, Template, Timestamp};

/// The longest look-back of a policy: what a scaler must be shown when it is made anew.
pub(super) const LONGEST_LOOK_BACK_MS: i64 = 60 * MINUTE_MS;

/// What there is to keep of a group's world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// When the group was really created; its evaluations count from here.
    pub(super) created_ms: i64,
    /// The same as its row first told it, in nanoseconds.
    created_nanos: i64,
    profile: Profile,
    /// Instances over time, as ordered.
    pub(super) ordered: Curve,
    /// Instances over time that serve.
    serving: Curve,
    /// The present Instances, the oldest first.
    pub(super) fleet: Vec<Instance>,
    pub(super) log: Log,
    /// How many Instances were ever ordered.
    launches: u64,
    /// When the bounds are looked at, outside of the evaluations.
    pub(super) repair_due_ms: Option<i64>,
    /// How many Instances were terminated and are to be replaced.
    pub(super) missing: u32,
    /// When they are.
    pub(super) replace_due_ms: Option<i64>,
    /// When it was last logged that Instances could not be created, since any was.
    pub(super) launch_error_ms: Option<i64>,
    balancer_error_ms: Option<i64>,
    part_error_ms: Option<i64>,
}

impl Record {
    pub(super) fn new(group: &Group, created_ms: i64, created_nanos: i64) -> Self {
        let mut log = Log::default();
        let min = group.capacity.min_replicas;
        log.write(created_ms, Kind::GroupCreated, min, String::new());
        Self {
            created_ms,
            created_nanos,
            profile: Profile::new(group.id.as_str(), group.capacity.max_replicas),
            ordered: Curve::default(),
            serving: Curve::default(),
            fleet: Vec::new(),
            log,
            launches: 0,
            repair_due_ms: Some(created_ms + REPAIR_DELAY_MS),
            missing: 0,
            replace_due_ms: None,
            launch_error_ms: None,
            balancer_error_ms: None,
            part_error_ms: None,
        }
    }

    /// What the metrics are sampled from at `at_ms`: the minute that ends there, under the
    /// Instances that served until there. Without its load balancer a group has no totals.
    pub(super) fn moment(&self, at_ms: i64, around: &Surroundings) -> Option<Moment> {
        let gone = around.balancer_gone_ms.is_some_and(|gone_ms| gone_ms < at_ms);
        (at_ms > self.created_ms).then(|| Moment {
            demand: self.profile.demand(at_ms),
            serving: self.serving.until(at_ms),
            totals: !gone,
        })
    }

    /// Whether a loaded record can be worked with.
    pub(super) fn is_sound(&self, now_ms: i64) -> bool {
        let in_time = |instance: &Instance| (0..=now_ms).contains(&instance.ordered_ms);
        let serving = self.fleet.iter().filter(|instance| instance.serves_ms() <= now_ms).count();
        (0..=now_ms).contains(&self.created_ms)
            && (0..=CLOCK_RANGE_MS.1 * 1_000_000).contains(&self.created_nanos)
            && self.ordered.is_sound(now_ms)
            && self.serving.is_sound(now_ms)
            && self.size() <= INSTANCE_QUOTA
            && (self.missing > 0) == self.replace_due_ms.is_some()
            && self.fleet.iter().all(in_time)
            && self.fleet.is_sorted_by_key(|instance| instance.ordered_ms)
            && self.serving_now() == serving
            && self.repair_due_ms.is_none_or(|due_ms| due_ms > now_ms)
            && self.replace_due_ms.is_none_or(|due_ms| due_ms > now_ms)
    }

    /// The service moves both of a new group's stamps a few seconds on (contract, section 5.2).
    pub(super) fn bump(&self, group: &mut Group) {
        group.created_at = Timestamp::from_nanos(self.created_nanos + BUMP_DELAY_MS * 1_000_000);
        group.updated_at = group.created_at;
    }

    /// How many Instances serve.
    pub(super) fn serving_now(&self) -> usize {
        self.serving.at(i64::MAX) as usize
    }

    /// The size that the group keeps to: its Instances, and those that are to be replaced.
    pub(super) fn size(&self) -> u32 {
        count(self.fleet.len()).saturating_add(self.missing)
    }

    /// Orders so many Instances more.
    pub(super) fn grow(&mut self, at_ms: i64, count: u32, why: String, made: (&Group, &Template)) {
        self.log.write(at_ms, Kind::Added, count, why);
        self.launch(at_ms, count, made);
    }

    /// Orders Instances in the place of those that were terminated.
    pub(super) fn replace(&mut self, at_ms: i64, made: (&Group, &Template)) {
        let count = std::mem::take(&mut self.missing);
        self.log.write(at_ms, Kind::Replaced, count, String::new());
        self.launch(at_ms, count, made);
    }

    fn launch(&mut self, at_ms: i64, count: u32, (group, template): (&Group, &Template)) {
        for _ in 0..count {
            let instance = Instance::order(group, self.launches, at_ms, template, &self.fleet);
            self.launches += 1;
            self.log.write(at_ms, Kind::InstanceCreated, 1, instance.name.clone());
            self.fleet.push(instance);
        }
        self.launch_error_ms = None;
        self.note_size(at_ms);
    }

    /// Gives up so many Instances: first those that are yet to be replaced, then the newest.
    pub(super) fn shrink(
        &mut self,
        at_ms: i64,
        count: u32,
        why: String,
        group: &Group,
        around: &Surroundings,
    ) {
        self.log.write(at_ms, Kind::Removed, count, why);
        let waived = count.min(self.missing);
        self.missing -= waived;
        self.replace_due_ms.take_if(|_| self.missing == 0);
        let kept = self.fleet.len().saturating_sub((count - waived) as usize);
        if self.serving_now() > kept {
            self.set_serving(at_ms, kept, group, around);
        }
        for instance in self.fleet.drain(kept..).rev() {
            self.log.write(at_ms, Kind::InstanceRemoved, 1, instance.name);
        }
        self.note_size(at_ms);
    }

    /// Hands out an Instance that someone else terminates, and takes note to replace it.
    pub(super) fn lose(
        &mut self,
        at_ms: i64,
        id: &str,
        group: &Group,
        around: &Surroundings,
    ) -> Option<Instance> {
        let index = self.fleet.iter().position(|instance| instance.id == id)?;
        let serving = self.serving_now();
        let instance = self.fleet.remove(index);
        self.log.write(at_ms, Kind::InstanceLost, 1, instance.name.clone());
        if index < serving {
            self.set_serving(at_ms, serving - 1, group, around);
        }
        self.missing += 1;
        self.replace_due_ms.get_or_insert(at_ms.saturating_add(REPLACE_DELAY_MS));
        self.note_size(at_ms);
        Some(instance)
    }

    fn note_size(&mut self, at_ms: i64) {
        self.ordered.push(at_ms, count(self.fleet.len()));
    }

    /// Puts so many Instances, the oldest, behind the load balancer. They serve all the same
    /// when it is gone: the demand is that of the group's users, whichever way they come.
    pub(super) fn set_serving(
        &mut self,
        at_ms: i64,
        serving: usize,
        group: &Group,
        around: &Surroundings,
    ) {
        let serving = count(serving);
        self.serving.push(at_ms, serving);
        match around.balancer_problem(at_ms, group) {
            None => self.log.write(at_ms, Kind::BalancerConfigured, serving, String::new()),
            Some(problem) => self.note_balancer_failure(at_ms, problem),
        }
    }

    /// Logs what is wrong with what the group depends on, as long as it is.
    pub(super) fn note_problems(&mut self, at_ms: i64, group: &Group, around: &Surroundings) {
        if let Some(problem) = around.balancer_problem(at_ms, group) {
            self.note_balancer_failure(at_ms, problem);
        }
        let Some(problem) = around.missing_part(group) else { return };
        if !is_repeated(&mut self.part_error_ms, at_ms) {
            self.log.write(at_ms, Kind::Misconfigured, 1, problem);
        }
    }

    fn note_balancer_failure(&mut self, at_ms: i64, problem: String) {
        if !is_repeated(&mut self.balancer_error_ms, at_ms) {
            self.log.write(at_ms, Kind::BalancerFailed, 1, problem);
        }
    }

    pub(super) fn note_launch_failure(&mut self, at_ms: i64, count: u32, problem: String) {
        if !is_repeated(&mut self.launch_error_ms, at_ms) {
            self.log.write(at_ms, Kind::LaunchFailed, count, problem);
        }
    }

    /// Forgets what is older than is kept, and of the rest all but so many events and changes.
    pub(super) fn forget(&mut self, now_ms: i64, room: usize) {
        let (before_ms, always_ms) = (now_ms - RETENTION_MS, now_ms - LONGEST_LOOK_BACK_MS);
        self.log.forget(now_ms, room);
        self.ordered.forget(before_ms, room, always_ms);
        self.serving.forget(before_ms, room, always_ms);
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Whether an error was logged so recently that it is not logged again; if not, it is now.
fn is_repeated(logged_ms: &mut Option<i64>, at_ms: i64) -> bool {
    if logged_ms.is_some_and(|logged_ms| at_ms - logged_ms < ERROR_REPEAT_MS) {
        return true;
    }
    *logged_ms = Some(at_ms);
    false
}
