//! The alerts of a group of the second generation, open and closed.

use serde::{Deserialize, Serialize};

use crate::sandbox::alert_kind::AlertKind;
use crate::sandbox::options::{FAILING_QUOTA, RETENTION_MS};
use crate::wire::v1alpha2::Alert;
use crate::wire::{GroupId, Timestamp};

/// An alert: what, since when and until when, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertEntry(AlertKind, i64, Option<i64>);

impl AlertEntry {
    pub const fn is_open(&self) -> bool {
        self.2.is_none()
    }

    pub const fn opened_ms(&self) -> i64 {
        self.1
    }

    /// The alert as the API tells it.
    pub fn to_wire(self, group_id: &GroupId) -> Alert {
        let Self(kind, opened_ms, closed_ms) = self;
        let quotas = (kind == AlertKind::QuotasExceeded).then(|| FAILING_QUOTA.to_owned());
        Alert {
            kind: kind.to_wire(),
            opened_at: Timestamp::from_millis(opened_ms),
            closed_at: closed_ms.map(Timestamp::from_millis),
            group_id: group_id.clone(),
            failing_quotas: quotas.into_iter().collect(),
        }
    }
}

/// A group's alerts, in the order in which they were opened. No two of one kind are open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AlertLog(Vec<AlertEntry>);

impl AlertLog {
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = AlertEntry> {
        self.0.iter().copied()
    }

    pub fn open(&self) -> impl DoubleEndedIterator<Item = AlertEntry> {
        self.iter().filter(AlertEntry::is_open)
    }

    /// Whether an alert is open that keeps Instances from being made.
    pub fn is_launch_failing(&self) -> bool {
        self.open().any(|entry| !entry.0.is_of_balancer())
    }

    /// Brings the open alerts of the load balancer, or those of the Instances, to what holds now.
    pub fn set(&mut self, at_ms: i64, of_balancer: bool, holds: Option<AlertKind>) {
        let is_over = |entry: &AlertEntry| {
            entry.is_open() && entry.0.is_of_balancer() == of_balancer && Some(entry.0) != holds
        };
        for entry in self.0.iter_mut().filter(|entry| is_over(entry)) {
            entry.2 = Some(at_ms);
        }
        let Some(kind) = holds else { return };
        if self.open().all(|entry| entry.0 != kind) {
            self.0.push(AlertEntry(kind, at_ms, None));
        }
    }

    /// Forgets alerts that were closed before what is kept, and all but the last `most`.
    pub fn forget(&mut self, now_ms: i64, most: usize) {
        let before_ms = now_ms - RETENTION_MS;
        self.0.retain(|entry| entry.2.is_none_or(|closed_ms| closed_ms >= before_ms));
        let over = self.0.len().saturating_sub(most);
        self.0.drain(..over);
    }

    /// Whether none is of a time after `now_ms`.
    pub fn is_sound(&self, now_ms: i64) -> bool {
        self.0.is_sorted_by_key(|entry| entry.1)
            && self.0.iter().all(|entry| {
                (0..=now_ms).contains(&entry.1)
                    && entry.2.is_none_or(|closed_ms| (entry.1..=now_ms).contains(&closed_ms))
            })
    }
}
