//! What of a group's world is saved, and the changes that are made to it.

use serde::{Deserialize, Serialize};

use super::dependencies::Dependencies;
use super::event::{EventKind, EventLog};
use super::load::LoadProfile;
use super::load_model::LoadModel;
use super::metric::Measured;
use super::scaling_state::ScalingState;
use super::server::Instance;
use super::size_history::SizeHistory;
use super::subject::{Generation, Origin};
use crate::engine::MINUTE_MS;
use crate::sandbox::options::{
    BUMP_DELAY_MS, CLOCK_RANGE_MS, ERROR_REPEAT_MS, HEALTH_CHECK_MS, INSTANCE_QUOTA,
    REPAIR_DELAY_MS, REPLACE_DELAY_MS, RETENTION_MS,
};
use crate::wire::Timestamp;

/// The longest look-back of a policy: what a scaler must be shown when it is made anew.
pub const LONGEST_LOOK_BACK_MS: i64 = 60 * MINUTE_MS;

/// What of a group's world is saved. All else follows from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupState {
    /// When the group was really created; its evaluations count from here.
    pub created_ms: i64,
    /// The same as its row first told it, in nanoseconds.
    created_nanos: i64,
    profile: LoadProfile,
    /// Instances over time, as ordered.
    pub ordered: SizeHistory,
    /// Instances over time that serve.
    serving: SizeHistory,
    /// The work that waits after each minute, in per cent of an Instance for a minute.
    #[serde(default, skip_serializing_if = "SizeHistory::is_empty")]
    waiting: SizeHistory,
    /// The present Instances, the oldest first.
    pub fleet: Vec<Instance>,
    #[serde(rename = "log")]
    pub events: EventLog,
    /// How many Instances were ever ordered.
    launches: u64,
    /// When the bounds are looked at, outside of the evaluations.
    pub repair_due_ms: Option<i64>,
    /// How many Instances were terminated and are to be replaced.
    pub missing: u32,
    /// When they are.
    pub replace_due_ms: Option<i64>,
    /// When it was last logged that Instances could not be created, since any was.
    pub launch_error_ms: Option<i64>,
    balancer_error_ms: Option<i64>,
    #[serde(rename = "part_error_ms")]
    template_error_ms: Option<i64>,
    /// What groups of the second generation have besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scaling: Option<ScalingState>,
}

impl GroupState {
    pub fn new(deps: &Dependencies, created_ms: i64, created_nanos: i64) -> Self {
        let group = deps.group;
        let is_second = group.generation == Generation::Second;
        let mut state = Self {
            created_ms,
            created_nanos,
            profile: LoadProfile::new(group.id, group.maximum),
            ordered: SizeHistory::default(),
            serving: SizeHistory::default(),
            waiting: SizeHistory::default(),
            fleet: Vec::new(),
            events: EventLog::default(),
            launches: 0,
            repair_due_ms: (!is_second).then_some(created_ms + REPAIR_DELAY_MS),
            missing: 0,
            replace_due_ms: None,
            launch_error_ms: None,
            balancer_error_ms: None,
            template_error_ms: None,
            scaling: is_second.then(ScalingState::default),
        };
        state.note(created_ms, EventKind::GroupCreated, group.minimum, String::new());
        state
    }

    /// Writes an event; of a group of the second generation only what its log tells, which has no
    /// text of its own.
    fn note(&mut self, at_ms: i64, kind: EventKind, count: u32, text: String) {
        match self.scaling {
            None => self.events.write(at_ms, kind, count, text),
            Some(_) if kind.is_logged() => {
                self.events.write(at_ms, kind, count, String::new());
            }
            Some(_) => {}
        }
    }

    /// What is measured at `at_ms`: the minute that ends there, under the Instances that served
    /// until there. Without its load balancer a group has no totals.
    pub fn measured(&self, at_ms: i64, deps: &Dependencies) -> Option<Measured> {
        let gone = deps.balancer_gone_ms.is_some_and(|gone_ms| gone_ms < at_ms);
        (at_ms > self.created_ms).then(|| Measured {
            demand: self.profile.demand(at_ms),
            waiting: f64::from(self.waiting.until(at_ms)),
            serving: self.serving.until(at_ms),
            model: LoadModel::of(deps.group.name),
            has_totals: !gone,
            has_agent: deps.has_agent(),
        })
    }

    /// Lets the work wait that the Instances did not do in the minute that ends at `at_ms`.
    pub fn queue(&mut self, at_ms: i64, deps: &Dependencies) {
        let left = self.measured(at_ms, deps).map_or(0, Measured::left_waiting);
        if left > 0 || !self.waiting.is_empty() {
            self.waiting.push(at_ms, left);
        }
    }

    /// When the group is gone, if it is being deleted.
    pub fn deletion_ms(&self) -> Option<i64> {
        self.scaling.as_ref()?.deletion_ms
    }

    pub fn is_deleting(&self) -> bool {
        self.deletion_ms().is_some()
    }

    /// Whether a loaded state can be worked with.
    pub fn is_sound(&self, now_ms: i64) -> bool {
        let in_time = |instance: &Instance| (0..=now_ms).contains(&instance.ordered_ms);
        let serving = self.fleet.iter().filter(|instance| instance.serves_ms() <= now_ms).count();
        (0..=now_ms).contains(&self.created_ms)
            && (0..=CLOCK_RANGE_MS.1 * 1_000_000).contains(&self.created_nanos)
            && self.ordered.is_sound(now_ms)
            && self.serving.is_sound(now_ms)
            && self.waiting.is_sound(now_ms)
            && self.size() <= INSTANCE_QUOTA
            && (self.missing > 0) == self.replace_due_ms.is_some()
            && self.fleet.iter().all(in_time)
            && self.fleet.is_sorted_by_key(|instance| instance.ordered_ms)
            && (self.serving_now() == serving || self.is_deleting())
            && self.scaling.as_ref().is_none_or(|scaling| scaling.is_sound(now_ms))
            && self.repair_due_ms.is_none_or(|due_ms| due_ms > now_ms)
            && self.replace_due_ms.is_none_or(|due_ms| due_ms > now_ms)
    }

    /// To what the service moves both of a new group's stamps, a few seconds after its creation
    /// (contract, section 5.2).
    pub fn bumped_stamp(&self) -> Timestamp {
        Timestamp::from_nanos(self.created_nanos + BUMP_DELAY_MS * 1_000_000)
    }

    /// How many Instances serve.
    pub fn serving_now(&self) -> usize {
        self.serving.at(i64::MAX) as usize
    }

    /// The size that the group keeps to: its Instances, and those that are to be replaced.
    pub fn size(&self) -> u32 {
        count(self.fleet.len()).saturating_add(self.missing)
    }

    /// Orders so many Instances more.
    pub fn grow(&mut self, at_ms: i64, count: u32, why: String, made: (&Dependencies, Origin)) {
        self.note(at_ms, EventKind::Added, count, why);
        if let Some(scaling) = &mut self.scaling {
            (scaling.last_out_ms, scaling.is_healing) = (Some(at_ms), false);
        }
        self.launch(at_ms, count, made);
    }

    /// Orders Instances in the place of those that were terminated.
    pub fn replace(&mut self, at_ms: i64, made: (&Dependencies, Origin)) {
        let count = std::mem::take(&mut self.missing);
        self.note(at_ms, EventKind::Replaced, count, String::new());
        if let Some(scaling) = &mut self.scaling {
            scaling.is_healing = true;
        }
        self.launch(at_ms, count, made);
    }

    fn launch(&mut self, at_ms: i64, count: u32, (by, origin): (&Dependencies, Origin)) {
        debug_assert!(self.fleet.last().is_none_or(|last| last.ordered_ms <= at_ms), "in order");
        for _ in 0..count {
            let instance = Instance::order(&by.group, self.launches, at_ms, origin, &self.fleet);
            self.launches += 1;
            self.note(at_ms, EventKind::InstanceCreated, 1, instance.name.clone());
            self.fleet.push(instance);
        }
        self.launch_error_ms = None;
        self.note_size(at_ms);
    }

    /// Gives up so many Instances: first those that are yet to be replaced, then the newest.
    pub fn shrink(&mut self, at_ms: i64, count: u32, why: String, deps: &Dependencies) {
        debug_assert!(count <= self.size(), "no more than there are");
        self.note(at_ms, EventKind::Removed, count, why);
        let waived = count.min(self.missing);
        self.missing -= waived;
        self.replace_due_ms.take_if(|_| self.missing == 0);
        let kept = self.fleet.len().saturating_sub((count - waived) as usize);
        let leaving = self.serving_now().saturating_sub(kept);
        if let Some(scaling) = &mut self.scaling {
            scaling.note_removal(at_ms, u32::try_from(leaving).unwrap_or(u32::MAX));
        }
        if leaving > 0 {
            self.set_serving(at_ms, kept, deps);
        }
        for instance in self.fleet.split_off(kept).into_iter().rev() {
            self.note(at_ms, EventKind::InstanceRemoved, 1, instance.name);
        }
        self.note_size(at_ms);
    }

    /// Hands out an Instance that someone else terminates, and takes note to replace it where that
    /// is done whatever the bounds.
    pub fn lose(&mut self, at_ms: i64, id: &str, deps: &Dependencies) -> Option<Instance> {
        let index = self.fleet.iter().position(|instance| instance.id == id)?;
        let serving = self.serving_now();
        let instance = self.fleet.remove(index);
        self.note(at_ms, EventKind::InstanceLost, 1, instance.name.clone());
        if index < serving {
            self.set_serving(at_ms, serving - 1, deps);
        }
        if let Some(due_ms) = replacement_ms(at_ms, &instance, deps) {
            self.missing += 1;
            self.replace_due_ms.get_or_insert(due_ms);
        }
        self.note_size(at_ms);
        Some(instance)
    }

    fn note_size(&mut self, at_ms: i64) {
        self.ordered.push(at_ms, count(self.fleet.len()));
    }

    /// Puts so many Instances, the oldest, behind the load balancer. They serve all the same
    /// when it is gone: the demand is that of the group's users, whichever way they come.
    pub fn set_serving(&mut self, at_ms: i64, serving: usize, deps: &Dependencies) {
        debug_assert!(serving <= self.fleet.len(), "only what was ordered serves");
        let serving = count(serving);
        self.serving.push(at_ms, serving);
        match deps.balancer_problem(at_ms) {
            None => {
                self.note(at_ms, EventKind::BalancerConfigured, serving, String::new());
            }
            Some(problem) => self.note_balancer_failure(at_ms, problem),
        }
    }

    /// Logs what is wrong with what the group depends on, as long as it is.
    pub fn note_problems(&mut self, at_ms: i64, deps: &Dependencies) {
        if let Some(problem) = deps.balancer_problem(at_ms) {
            self.note_balancer_failure(at_ms, problem);
        }
        let Some(problem) = deps.template_problem() else { return };
        if !is_repeated(&mut self.template_error_ms, at_ms) {
            self.note(at_ms, EventKind::Misconfigured, 1, problem);
        }
    }

    fn note_balancer_failure(&mut self, at_ms: i64, problem: String) {
        if !is_repeated(&mut self.balancer_error_ms, at_ms) {
            self.note(at_ms, EventKind::BalancerFailed, 1, problem);
        }
    }

    pub fn note_launch_failure(&mut self, at_ms: i64, count: u32, problem: String) {
        if !is_repeated(&mut self.launch_error_ms, at_ms) {
            self.note(at_ms, EventKind::LaunchFailed, count, problem);
        }
    }

    /// Forgets what is older than is kept, and of the rest all but so many events and changes.
    pub fn forget(&mut self, now_ms: i64, most_events: usize) {
        let (before_ms, always_ms) = (now_ms - RETENTION_MS, now_ms - LONGEST_LOOK_BACK_MS);
        self.events.forget(now_ms, most_events);
        self.ordered.forget(before_ms, most_events, always_ms);
        self.serving.forget(before_ms, most_events, always_ms);
        self.waiting.forget(before_ms, usize::MAX, always_ms);
        if let Some(scaling) = &mut self.scaling {
            scaling.alerts.forget(now_ms, most_events);
        }
    }
}

/// When an Instance that is gone is replaced, if its group does so whatever its bounds: in the
/// second generation once its health check has failed long enough.
fn replacement_ms(at_ms: i64, instance: &Instance, deps: &Dependencies) -> Option<i64> {
    match deps.group.generation {
        Generation::First => Some(at_ms.saturating_add(REPLACE_DELAY_MS)),
        Generation::Second => {
            let grace_ms = deps.group.grace_ms?;
            let failed_ms = at_ms.saturating_add(HEALTH_CHECK_MS);
            Some(failed_ms.max(instance.ordered_ms.saturating_add(grace_ms)))
        }
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
