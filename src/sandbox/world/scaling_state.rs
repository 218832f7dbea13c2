//! What of the world of a group of the second generation is saved beside that of any group.

use serde::{Deserialize, Serialize};

use super::alert::AlertLog;
use crate::sandbox::options::{INSTANCE_QUOTA, TERMINATION_MS};

/// What of the world of a group of the second generation is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalingState {
    pub alerts: AlertLog,
    /// When it last added Instances.
    pub last_out_ms: Option<i64>,
    /// When it last removed some.
    pub last_in_ms: Option<i64>,
    /// How many Instances were removed last, and until when they are on their way out.
    leaving: (u32, i64),
    /// Whether the Instances that boot replace failed ones.
    pub is_healing: bool,
    pub refreshing_until_ms: i64,
    /// When it is gone, if it is being deleted.
    pub deletion_ms: Option<i64>,
}

impl ScalingState {
    pub const fn note_removal(&mut self, at_ms: i64, leaving: u32) {
        self.last_in_ms = Some(at_ms);
        self.leaving = (leaving, at_ms.saturating_add(TERMINATION_MS));
    }

    /// How many removed Instances are still on their way out.
    pub const fn leaving(&self, now_ms: i64) -> u32 {
        let (count, until_ms) = self.leaving;
        if now_ms < until_ms { count } else { 0 }
    }

    /// Whether a loaded state can be worked with.
    pub fn is_sound(&self, now_ms: i64) -> bool {
        let is_past = |at_ms: Option<i64>| at_ms.is_none_or(|at_ms| (0..=now_ms).contains(&at_ms));
        self.alerts.is_sound(now_ms)
            && is_past(self.last_out_ms)
            && is_past(self.last_in_ms)
            && self.leaving.0 <= INSTANCE_QUOTA
            && self.deletion_ms.is_none_or(|deletion_ms| deletion_ms > now_ms)
    }
}
