//! The demand behind a recording, in Instances.

use super::interval::as_f64;
use super::{Interval, Plan};

/// A stretch of the demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// When it was: a sample's interval.
    pub span: Interval,
    /// How many fully busy Instances it is.
    pub instances: f64,
}

impl Demand {
    /// The fewest Instances that carry it, at least one.
    #[must_use]
    pub fn needed(&self) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates"
        )]
        let whole = libm::ceil(self.instances) as u32;
        whole.max(1)
    }

    /// How long it is, in milliseconds.
    #[must_use]
    pub const fn ms(&self) -> f64 {
        as_f64(self.span.to_ms - self.span.from_ms)
    }
}

impl Plan {
    /// The demand, sample after sample; none where no history tells what an Instance carries.
    #[must_use]
    pub fn demand(&self) -> Vec<Demand> {
        let Some(index) = self.capacity_history else { return Vec::new() };
        let Some(full) = self.histories[index].full else { return Vec::new() };
        let own = self
            .samples
            .iter()
            .filter(|sample| usize::from(sample.history) == index && sample.arrival.is_sample());
        let demand = own.map(|sample| Demand {
            span: Interval { from_ms: sample.from_ms, to_ms: sample.at_ms },
            instances: sample.demand / full,
        });
        demand.collect()
    }
}
