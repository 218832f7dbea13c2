//! The sums of a replay, added up as it goes.

use super::interval::as_f64;
use super::{Cost, Interval, Plan, Scorecard};
use crate::engine::Capacity;

const MINUTE_MS: f64 = 60_000.0;
pub const HOUR_MS: f64 = 3_600_000.0;

/// What the ordered size over time comes to.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    capacity: Capacity,
    size: u32,
    since_ms: i64,
    instance_ms: f64,
    minimum_ms: f64,
    maximum_ms: f64,
    changes: usize,
    reversals: usize,
    last_change: Option<(i64, bool)>,
}

impl Held {
    pub const fn new(capacity: Capacity, from_ms: i64, size: u32) -> Self {
        Self {
            capacity,
            size,
            since_ms: from_ms,
            instance_ms: 0.0,
            minimum_ms: 0.0,
            maximum_ms: 0.0,
            changes: 0,
            reversals: 0,
            last_change: None,
        }
    }

    /// Counts a change of the size, and says whether it is a reversal.
    pub fn change(&mut self, at_ms: i64, to: u32, window_ms: i64) -> bool {
        let grew = to > self.size;
        self.hold_until(at_ms);
        self.size = to;
        let soon =
            |&(last_ms, last_grew): &(i64, bool)| last_grew != grew && at_ms - last_ms <= window_ms;
        let reversal = self.last_change.as_ref().is_some_and(soon);
        self.last_change = Some((at_ms, grew));
        self.changes += 1;
        self.reversals += usize::from(reversal);
        reversal
    }

    /// Counts the time at the present size.
    pub fn hold_until(&mut self, at_ms: i64) {
        debug_assert!(self.since_ms <= at_ms, "times ascend");
        let ms = as_f64(at_ms - self.since_ms);
        self.instance_ms += f64::from(self.size) * ms;
        if self.size == self.capacity.min {
            self.minimum_ms += ms;
        }
        if self.size == self.capacity.max {
            self.maximum_ms += ms;
        }
        self.since_ms = at_ms;
    }

    /// Counts Instances that drain.
    pub const fn drain(&mut self, instances: u32, stretch: Interval) {
        self.instance_ms += instances as f64 * as_f64(stretch.to_ms - stretch.from_ms);
    }

    pub const fn instance_hours(&self) -> f64 {
        self.instance_ms / HOUR_MS
    }

    pub const fn changes(&self) -> usize {
        self.changes
    }

    pub const fn reversals(&self) -> usize {
        self.reversals
    }

    /// How long the size was at the maximum, in milliseconds.
    pub const fn maximum_ms(&self) -> f64 {
        self.maximum_ms
    }
}

/// Everything in a scorecard that is a sum or a count.
#[derive(Clone, Copy, Debug)]
pub struct Totals {
    pub held: Held,
    /// Of the history that tells what an Instance can carry.
    demand: f64,
    unmet: f64,
    overload_ms: i64,
    denied: u32,
}

impl Totals {
    pub const fn new(capacity: Capacity, from_ms: i64, size: u32) -> Self {
        let held = Held::new(capacity, from_ms, size);
        Self { held, demand: 0.0, unmet: 0.0, overload_ms: 0, denied: 0 }
    }

    /// Counts demand that was there for so long.
    #[inline]
    pub fn demand(&mut self, demand: f64, stretch: Interval) {
        self.demand += demand * as_f64(stretch.to_ms - stretch.from_ms);
    }

    /// Counts demand that nothing served.
    pub fn unmet(&mut self, unmet: f64, stretch: Interval) {
        let ms = stretch.to_ms - stretch.from_ms;
        self.unmet += unmet * as_f64(ms);
        self.overload_ms += ms;
    }

    /// Counts an evaluation, and whether the cooldown denied a breached policy in it.
    #[inline]
    pub fn evaluation(&mut self, denied: bool) {
        self.denied += u32::from(denied);
    }

    /// How long the demand exceeded what served, in milliseconds.
    pub const fn overload_ms(&self) -> i64 {
        self.overload_ms
    }

    /// The sums as a scorecard of a group that is evaluated every `period_ms`.
    pub fn scorecard(&self, plan: &Plan, period_ms: i64, p95: Option<f64>) -> Scorecard {
        let held = &self.held;
        let instance_hours = held.instance_hours();
        let tells = plan.capacity_history.and_then(|index| plan.histories[index].carried(1));
        let period_minutes = as_f64(period_ms) / MINUTE_MS;
        let cost = plan.price_per_hour.map(|price| Cost::of(instance_hours, price, plan.span));
        Scorecard {
            instance_hours,
            cost_eur: cost.map(|cost| cost.total),
            cost_per_day_eur: cost.map(|cost| cost.per_day),
            cost_per_month_eur: cost.map(|cost| cost.per_month),
            overload_minutes: tells.map(|_| minutes(self.overload_ms)),
            demand_hours: tells.map(|one| self.demand / one / HOUR_MS),
            overload_hours: tells.map(|one| self.unmet / one / HOUR_MS),
            p95,
            changes: held.changes,
            reversals: held.reversals,
            minutes_at_minimum: held.minimum_ms / MINUTE_MS,
            minutes_at_maximum: held.maximum_ms / MINUTE_MS,
            denied_minutes: f64::from(self.denied) * period_minutes,
        }
    }
}

/// A time in minutes.
pub const fn minutes(ms: i64) -> f64 {
    as_f64(ms) / MINUTE_MS
}
