//! Where things stand after a change of what serves, which is ordered at an evaluation.

use crate::whatif::replay::interval::as_f64;

/// The evaluations of a replay, and how much later an Instance serves.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    pub first_ms: i64,
    pub period_ms: i64,
    pub ticks: u32,
    pub boot_delay_ms: i64,
    /// How many evaluations that takes, rounded up.
    pub boot_ticks: u32,
    /// How much later than its stamp a sample is seen.
    pub metric_delay_ms: i64,
}

impl Clock {
    /// When an evaluation is.
    #[inline]
    pub fn at_ms(&self, tick: u32) -> i64 {
        self.first_ms + i64::from(tick) * self.period_ms
    }

    /// The evaluation at which what serves from an instant on was ordered.
    #[inline]
    pub fn ordered_at(&self, serves_ms: i64) -> u32 {
        let ordered_ms = serves_ms - self.boot_delay_ms - self.first_ms;
        debug_assert_eq!(ordered_ms % self.period_ms, 0, "orders are made at evaluations");
        // Whole numbers far under 2^53: the division is exact, and many times as fast.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the number of an evaluation"
        )]
        let tick = (as_f64(ordered_ms) / as_f64(self.period_ms)) as u32;
        tick
    }

    /// How many evaluations a time takes, rounded up.
    pub fn ticks_in(&self, ms: i64) -> u32 {
        ticks_in(self.period_ms, ms)
    }
}

/// How many periods a time takes, rounded up.
pub fn ticks_in(period_ms: i64, ms: i64) -> u32 {
    let ticks = ms.max(0).saturating_add(period_ms - 1) / period_ms;
    u32::try_from(ticks).unwrap_or(u32::MAX)
}

/// An index for each evaluation: after a change at its own instant, and after the Instances that
/// are ordered at it serve.
pub struct Turned {
    now: Vec<u32>,
    booted: Vec<u32>,
}

impl Turned {
    /// The two of what `of` makes of the delay.
    pub fn new(clock: &Clock, of: impl Fn(i64) -> Vec<u32>) -> Self {
        Self { now: of(0), booted: of(clock.boot_delay_ms) }
    }

    /// For each of its indices, what `of` makes of them, which ascend.
    pub fn mapped(&self, of: impl Fn(&[u32]) -> Vec<u32>) -> Self {
        Self { now: of(&self.now), booted: of(&self.booted) }
    }

    #[inline]
    pub fn at(&self, turn: Turn) -> u32 {
        match turn {
            Turn::Now(tick) => self.now[tick as usize],
            Turn::Booted(tick) => self.booted[tick as usize],
        }
    }

    pub const fn bytes(&self) -> usize {
        (self.now.len() + self.booted.len()) * size_of::<u32>()
    }
}

/// A change of what serves.
#[derive(Clone, Copy, Debug)]
pub enum Turn {
    /// At an evaluation.
    Now(u32),
    /// When those that were ordered at an evaluation serve.
    Booted(u32),
}

/// For each evaluation, the first of so many ascending times that is not before it, put off by a
/// delay.
pub fn first_at(
    clock: &Clock,
    delay_ms: i64,
    count: usize,
    time: impl Fn(usize) -> i64,
) -> Vec<u32> {
    let mut next = 0;
    let from = |tick| {
        let at_ms = clock.at_ms(tick).saturating_add(delay_ms);
        while next < count && time(next) < at_ms {
            next += 1;
        }
        small(next)
    };
    (0..clock.ticks).map(from).collect()
}

/// An index as it is kept: a history has far fewer samples, parts included.
pub fn small(index: usize) -> u32 {
    debug_assert!(u32::try_from(index).is_ok(), "histories are shorter");
    u32::try_from(index).unwrap_or(u32::MAX)
}
