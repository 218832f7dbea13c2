//! The sandbox's virtual clock, which runs with the wall clock, and what can be asked of it.
//!
//! `GET /headroom/clock` answers `{"now_ms":1774000000000,"speed":1}` ([`ServedClock`]), and
//! `POST /headroom/clock` takes a [`ClockChange`] and answers the same as of after it:
//!
//! | field | is | does |
//! |---|---|---|
//! | `speed` | 0 to 3600 | so many seconds pass in one second from now on; 0 pauses |
//! | `step_ms` | 1 to 604800000 | puts the clock forward by so much at once, paused or not |
//!
//! At least one of the two is there; where both are, the step comes first. The reply comes once
//! the world has moved there and, where there is a state file, once it is on disk. What is no such
//! change gets a 400, and 500 says that the change could not be kept and was not made. It needs no
//! key, as the sandbox has no secrets. A server that forwards answers 404.

use std::time::{SystemTime, UNIX_EPOCH};

use super::message::short;
use crate::wire::{ClockChange, FASTEST, LONGEST_STEP_MS, ServedClock};

/// A clock that started somewhere and runs at some speed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    started_ms: i64,
    shown_then_ms: i64,
    speed: i64,
}

impl Clock {
    /// A clock that shows `now_ms`, in milliseconds since the Unix epoch, at this instant.
    pub(super) fn showing(now_ms: i64, speed: i64) -> Self {
        Self { started_ms: wall_ms(), shown_then_ms: now_ms, speed }
    }

    /// A clock that shows `kept_ms` or the present, whichever is later: a state that was kept lives
    /// through the time in which nobody served it, unless its clock stands still.
    pub(super) fn start(kept_ms: Option<i64>, speed: i64) -> Self {
        let present_ms = wall_ms();
        let kept_ms = kept_ms.unwrap_or(present_ms);
        Self::showing(if speed == 0 { kept_ms } else { kept_ms.max(present_ms) }, speed)
    }

    /// What it shows, in milliseconds since the Unix epoch. The wall clock can be set back.
    pub(super) fn now_ms(self) -> i64 {
        let passed_ms = (wall_ms() - self.started_ms).max(0);
        self.shown_then_ms.saturating_add(passed_ms.saturating_mul(self.speed))
    }

    /// How many seconds pass in one second.
    pub(super) const fn speed(self) -> i64 {
        self.speed
    }

    /// This clock after a change, where the world stands at `now_ms`.
    pub(super) fn changed(self, now_ms: i64, change: &ClockChange) -> Self {
        let shown_ms = now_ms.saturating_add(change.step_ms.unwrap_or(0));
        Self::showing(shown_ms, change.speed.unwrap_or(self.speed))
    }

    /// What the page is told of it, where the world stands at `now_ms`.
    pub(super) const fn served(self, now_ms: i64) -> ServedClock {
        ServedClock { now_ms, speed: self.speed }
    }
}

/// The change that a request's body asks for, or what is wrong with it.
pub(super) fn read_change(body: &[u8]) -> Result<ClockChange, String> {
    let change: ClockChange = serde_json::from_slice(body).map_err(|error| {
        format!("the body is no change of the clock in JSON: {}", short(&error.to_string()))
    })?;
    let within = |name, value: Option<i64>, least, most| match value {
        Some(value) if !(least..=most).contains(&value) => {
            Err(format!("{name} is {value}, and must be {least} to {most}"))
        }
        _ => Ok(()),
    };
    within("speed", change.speed, 0, FASTEST)?;
    within("step_ms", change.step_ms, 1, LONGEST_STEP_MS)?;
    if change == ClockChange::default() {
        return Err("nothing is asked for: send speed, step_ms or both".to_owned());
    }
    Ok(change)
}

#[expect(clippy::disallowed_methods, reason = "the shell hands the time to the core")]
fn wall_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
