//! What a group of the second generation shows of its state: its sizes, its status and its alerts.

use super::dependencies::Dependencies;
use super::state::GroupState;
use crate::sandbox::alert_kind::AlertKind;
use crate::sandbox::fault::status_fault;
use crate::sandbox::options::{COUNTED_ONCE_SERVING, DELETION_MS, INSTANCE_QUOTA, REFRESH_MS};
use crate::wire::v1alpha2::Status;

impl GroupState {
    /// Starts to delete the group, and its Instances with it.
    pub fn begin_deletion(&mut self, at_ms: i64, deps: &Dependencies) {
        let (empty_ms, filled_ms) = DELETION_MS;
        let delay_ms = if self.fleet.is_empty() { empty_ms } else { filled_ms };
        (self.missing, self.replace_due_ms) = (0, None);
        if self.serving_now() > 0 {
            self.set_serving(at_ms, 0, deps);
        }
        if let Some(scaling) = &mut self.scaling {
            scaling.deletion_ms = Some(at_ms.saturating_add(delay_ms));
        }
    }

    /// Takes note of a change that reaches the group's Instances or its backends, if there are any.
    pub fn refresh(&mut self, at_ms: i64) {
        if let Some(scaling) = self.scaling.as_mut().filter(|_| !self.fleet.is_empty()) {
            scaling.refreshing_until_ms = at_ms.saturating_add(REFRESH_MS);
        }
    }

    /// Brings the alerts of a group of the second generation to what holds after an evaluation.
    pub fn note_alerts(&mut self, at_ms: i64, launch_failed: bool, deps: &Dependencies) {
        let still_missing = self.missing > 0 && self.launch_error_ms.is_some();
        let failing = launch_failed || still_missing;
        let is_full = self.size() >= INSTANCE_QUOTA && deps.group.maximum > INSTANCE_QUOTA;
        let Some(scaling) = &mut self.scaling else { return };
        let failure = failing.then(|| deps.launch_alert()).flatten();
        let full = is_full.then_some(AlertKind::QuotasExceeded);
        scaling.alerts.set(at_ms, false, failure.or(full));
        scaling.alerts.set(at_ms, true, deps.balancer_alert(at_ms));
    }

    /// How many Instances a group of the second generation shows.
    pub fn current_size(&self, now_ms: i64) -> u32 {
        let Some(scaling) = &self.scaling else { return self.size() };
        let counted = match COUNTED_ONCE_SERVING && !self.is_deleting() {
            true => self.serving_now(),
            false => self.fleet.len(),
        };
        u32::try_from(counted).unwrap_or(u32::MAX).saturating_add(scaling.leaving(now_ms))
    }

    /// How many Instances a group of the second generation has ordered.
    pub fn target_size(&self) -> u32 {
        if self.is_deleting() { 0 } else { self.size() }
    }

    /// What a group of the second generation is doing (its contract, section 5), unless its name
    /// asks for another status.
    pub fn status(&self, now_ms: i64, name: &str) -> Status {
        let Some(scaling) = &self.scaling else { return Status::Unknown };
        let is_booting = self.serving_now() < self.fleet.len();
        if scaling.deletion_ms.is_some() {
            return Status::Deleting;
        }
        if let Some(asked_for) = status_fault(name) {
            return asked_for.clone();
        }
        if scaling.alerts.is_launch_failing() {
            return Status::ScalingFailure;
        }
        match () {
            () if self.missing > 0 || (is_booting && scaling.is_healing) => Status::Healing,
            () if is_booting => Status::ScalingOut,
            () if scaling.leaving(now_ms) > 0 => Status::ScalingIn,
            () if now_ms < scaling.refreshing_until_ms => Status::Refreshing,
            () => Status::Active,
        }
    }
}
