//! How long a change denies the next one.

use super::Direction;

/// How long nothing is changed after a change, in milliseconds; not negative. The first
/// generation has one delay for both directions, the second one for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cooldown {
    /// After the group grew.
    pub after_out_ms: i64,
    /// After it shrank.
    pub after_in_ms: i64,
}

impl Cooldown {
    /// The same delay after either direction.
    #[must_use]
    pub const fn both(delay_ms: i64) -> Self {
        Self { after_out_ms: delay_ms, after_in_ms: delay_ms }
    }

    /// The delay after a change in a direction.
    #[must_use]
    pub const fn after(self, direction: Direction) -> i64 {
        match direction {
            Direction::Up => self.after_out_ms,
            Direction::Down => self.after_in_ms,
        }
    }
}
