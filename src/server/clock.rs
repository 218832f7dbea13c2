//! The sandbox's virtual clock, which runs with the wall clock.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::wire::ServedClock;

/// A clock that started somewhere and runs at some speed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    started_ms: i64,
    shown_then_ms: i64,
    speed: i64,
}

impl Clock {
    /// A clock that shows `from_ms` or the present, whichever is later: a state that was kept
    /// lives through the time in which nobody served it.
    pub(super) fn start(from_ms: Option<i64>, speed: u16) -> Self {
        let started_ms = wall_ms();
        let shown_then_ms = from_ms.unwrap_or(started_ms).max(started_ms);
        Self { started_ms, shown_then_ms, speed: speed.into() }
    }

    /// What it shows, in milliseconds since the Unix epoch. The wall clock can be set back.
    pub(super) fn now_ms(self) -> i64 {
        let passed_ms = (wall_ms() - self.started_ms).max(0);
        self.shown_then_ms.saturating_add(passed_ms.saturating_mul(self.speed))
    }

    /// It, as the page learns of it.
    pub(super) fn served(self) -> ServedClock {
        ServedClock { now_ms: self.now_ms(), speed: self.speed }
    }
}

#[expect(clippy::disallowed_methods, reason = "the shell hands the time to the core")]
fn wall_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
