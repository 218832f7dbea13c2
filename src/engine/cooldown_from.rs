//! When the cooldowns began, and what is left of them.

use super::{Direction, Rules};

/// The instants from which the cooldowns count, in milliseconds since the Unix epoch.
///
/// ```
/// use headroom::engine::CooldownFrom;
///
/// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let rules = headroom::whatif::rules(&job, &job.variants[0])?;
/// // Grown at 0, under a cooldown of 300 s in either direction.
/// let from = CooldownFrom { out_ms: Some(0), in_ms: None };
/// assert_eq!(from.left_ms(&rules, 240_000), Some(60_000));
/// assert_eq!(from.left_ms(&rules, 300_000), None, "over at its very end");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CooldownFrom {
    /// Of the last change that grew the group; `None` where none is known.
    pub out_ms: Option<i64>,
    /// Of the last change that shrank it; `None` where none is known.
    pub in_ms: Option<i64>,
}

impl CooldownFrom {
    /// The later of the two; `None` without either.
    #[must_use]
    pub fn latest_ms(self) -> Option<i64> {
        self.out_ms.max(self.in_ms)
    }

    /// What is left at `now_ms` of a cooldown of these rules, in milliseconds; `None` when all are
    /// over. The longer one, where each direction has its own.
    #[inline]
    #[must_use]
    pub fn left_ms(self, rules: &Rules, now_ms: i64) -> Option<i64> {
        let cooldown = rules.capacity.cooldown;
        if cooldown.after_out_ms == cooldown.after_in_ms {
            // Of the later change more is left, whichever way it went.
            return left(self.latest_ms()?, cooldown.after_out_ms, rules, now_ms);
        }
        let after_out_ms = self.left_after(rules, now_ms, Direction::Up);
        after_out_ms.max(self.left_after(rules, now_ms, Direction::Down))
    }

    /// What is left of the cooldown that a change in a direction started.
    #[inline]
    pub(super) fn left_after(self, rules: &Rules, now_ms: i64, changed: Direction) -> Option<i64> {
        let from_ms = match changed {
            Direction::Up => self.out_ms,
            Direction::Down => self.in_ms,
        };
        left(from_ms?, rules.capacity.cooldown.after(changed), rules, now_ms)
    }

    /// Counts from `from_ms` on after a change in a direction. Never shortens a cooldown that runs
    /// already, or is yet to start.
    pub(crate) fn start(&mut self, from_ms: i64, direction: Direction) {
        let place = match direction {
            Direction::Up => &mut self.out_ms,
            Direction::Down => &mut self.in_ms,
        };
        *place = (*place).max(Some(from_ms));
    }
}

/// What is left of a cooldown that counts from `from_ms`.
#[inline]
fn left(from_ms: i64, cooldown_ms: i64, rules: &Rules, now_ms: i64) -> Option<i64> {
    let left_ms = from_ms.saturating_add(cooldown_ms).saturating_sub(now_ms);
    let denied = left_ms > 0 || (left_ms == 0 && rules.assumptions.cooldown_includes_end);
    (denied && cooldown_ms > 0).then_some(left_ms)
}

/// A change in either direction, where both have the same cooldown.
impl From<Option<i64>> for CooldownFrom {
    fn from(from_ms: Option<i64>) -> Self {
        Self { out_ms: from_ms, in_ms: from_ms }
    }
}
