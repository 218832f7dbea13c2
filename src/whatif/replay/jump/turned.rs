//! Where things stand after a change of what serves, which is ordered at an evaluation.

use super::ascending::Ascending;

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
}

/// How many periods a time takes, rounded up.
pub fn ticks_in(period_ms: i64, ms: i64) -> u32 {
    let ticks = ms.max(0).saturating_add(period_ms - 1) / period_ms;
    u32::try_from(ticks).unwrap_or(u32::MAX)
}

/// An index for each evaluation: after a change at its own instant, and after the Instances that
/// are ordered at it serve.
pub struct Turned {
    now: Ascending,
    booted: Ascending,
}

impl Turned {
    /// The two of what `of` makes of the delay.
    pub fn new(clock: &Clock, of: impl Fn(i64) -> Vec<u32>) -> Self {
        let of = |delay_ms| Ascending::new(of(delay_ms));
        Self { now: of(0), booted: of(clock.boot_delay_ms) }
    }

    #[inline]
    pub fn at(&self, turn: Turn) -> u32 {
        match turn {
            Turn::Now(tick) => self.now.at(tick),
            Turn::Booted(tick) => self.booted.at(tick),
        }
    }

    pub const fn bytes(&self) -> usize {
        self.now.bytes() + self.booted.bytes()
    }
}

impl Clock {
    /// When a change of what serves is.
    #[inline]
    pub fn turned_at_ms(&self, turn: Turn) -> i64 {
        match turn {
            Turn::Now(tick) => self.at_ms(tick),
            Turn::Booted(tick) => self.at_ms(tick).saturating_add(self.boot_delay_ms),
        }
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
