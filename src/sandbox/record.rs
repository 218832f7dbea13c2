//! What there is to keep of a group's world, and the changes that are made to it.

use serde::{Deserialize, Serialize};

use super::curve::Curve;
use super::fleet::Instance;
use super::load::{self, Profile};
use super::log::{Kind, Log};
use super::options::{
    BUMP_DELAY_MS, CLOCK_RANGE_MS, ERROR_REPEAT_MS, INSTANCE_QUOTA, REPAIR_DELAY_MS, RETENTION_MS,
};
use crate::engine::Metric;
use crate::wire::{Group, Timestamp};

/// What a group depends on.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// The Instance type of its template; `None` when the template is gone.
    pub(super) commercial_type: Option<String>,
    /// Since when its load balancer is gone, if it is.
    pub(super) balancer_gone_ms: Option<i64>,
}

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
    launch_error_ms: Option<i64>,
    balancer_error_ms: Option<i64>,
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
            launch_error_ms: None,
            balancer_error_ms: None,
        }
    }

    /// The sample of a metric at `at_ms`, which stands for the minute that ends there, under the
    /// Instances that served until there. Without its load balancer a group has no totals.
    pub(super) fn sample(&self, metric: Metric, at_ms: i64, around: &Surroundings) -> Option<f64> {
        let gone = around.balancer_gone_ms.is_some_and(|gone_ms| gone_ms < at_ms);
        if at_ms <= self.created_ms || (gone && metric.is_total()) {
            return None;
        }
        load::sample(metric, self.profile.demand(at_ms), self.serving.until(at_ms))
    }

    /// Whether a loaded record can be worked with.
    pub(super) fn is_sound(&self, now_ms: i64) -> bool {
        let in_time = |instance: &Instance| (0..=now_ms).contains(&instance.ordered_ms);
        let serving = self.fleet.iter().filter(|instance| instance.serves_ms() <= now_ms).count();
        (0..=now_ms).contains(&self.created_ms)
            && (0..=CLOCK_RANGE_MS.1 * 1_000_000).contains(&self.created_nanos)
            && self.profile.is_sound()
            && self.ordered.is_sound(now_ms)
            && self.serving.is_sound(now_ms)
            && self.fleet.len() <= INSTANCE_QUOTA as usize
            && self.fleet.iter().all(in_time)
            && self.fleet.is_sorted_by_key(|instance| instance.ordered_ms)
            && self.serving_now() == serving
            && self.repair_due_ms.is_none_or(|due_ms| due_ms > now_ms)
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

    /// Orders so many Instances more.
    pub(super) fn grow(&mut self, at_ms: i64, count: u32, why: String, group: &Group, kind: &str) {
        self.log.write(at_ms, Kind::Added, count, why);
        for _ in 0..count {
            let instance = Instance::order(group, self.launches, at_ms, kind);
            self.launches += 1;
            self.log.write(at_ms, Kind::InstanceCreated, 1, instance.name.clone());
            self.fleet.push(instance);
        }
        self.note_size(at_ms);
    }

    /// Dismisses so many Instances, the newest first.
    pub(super) fn shrink(
        &mut self,
        at_ms: i64,
        count: u32,
        why: String,
        group: &Group,
        around: &Surroundings,
    ) {
        self.log.write(at_ms, Kind::Removed, count, why);
        let kept = self.fleet.len().saturating_sub(count as usize);
        if self.serving_now() > kept {
            self.set_serving(at_ms, kept, group, around);
        }
        for instance in self.fleet.drain(kept..).rev() {
            self.log.write(at_ms, Kind::InstanceRemoved, 1, instance.name);
        }
        self.note_size(at_ms);
    }

    fn note_size(&mut self, at_ms: i64) {
        let size = u32::try_from(self.fleet.len()).unwrap_or(u32::MAX);
        self.ordered.push(at_ms, size);
    }

    /// Puts so many Instances, the oldest, behind the load balancer. They serve all the same
    /// when it is gone: the demand is that of the group's users, whichever way they come.
    pub(super) fn set_serving(
        &mut self,
        at_ms: i64,
        count: usize,
        group: &Group,
        around: &Surroundings,
    ) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.serving.push(at_ms, count);
        if around.balancer_gone_ms.is_none_or(|gone_ms| gone_ms > at_ms) {
            return self.log.write(at_ms, Kind::BalancerConfigured, count, String::new());
        }
        if is_repeated(&mut self.balancer_error_ms, at_ms) {
            return;
        }
        let text = format!("Load balancer {} was not found.", group.loadbalancer.id);
        self.log.write(at_ms, Kind::BalancerFailed, count, text);
    }

    pub(super) fn note_launch_failure(&mut self, at_ms: i64, count: u32, group: &Group) {
        if is_repeated(&mut self.launch_error_ms, at_ms) {
            return;
        }
        let text = format!("Instance template {} was not found.", group.instance_template_id);
        self.log.write(at_ms, Kind::LaunchFailed, count, text);
    }

    /// Forgets what is older than is kept.
    pub(super) fn forget(&mut self, now_ms: i64) {
        self.log.forget(now_ms);
        self.ordered.forget(now_ms - RETENTION_MS);
        self.serving.forget(now_ms - RETENTION_MS);
    }
}

/// Whether an error was logged so recently that it is not logged again; if not, it is now.
fn is_repeated(logged_ms: &mut Option<i64>, at_ms: i64) -> bool {
    if logged_ms.is_some_and(|logged_ms| at_ms - logged_ms < ERROR_REPEAT_MS) {
        return true;
    }
    *logged_ms = Some(at_ms);
    false
}
