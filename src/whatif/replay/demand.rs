//! The demand behind a recording, in Instances.

use super::interval::as_f64;
use super::{Interval, Plan};

/// A stretch of the demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// When it was: a sample's interval.
    pub span: Interval,
    /// It as a multiple of what one fully busy Instance carries.
    pub instances: f64,
    /// The fewest Instances that carry it, at least one.
    pub needed: u32,
}

impl Demand {
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
        let history = &self.histories[index];
        let Some(one) = history.carried(1) else { return Vec::new() };
        let own = self
            .samples
            .iter()
            .filter(|sample| usize::from(sample.history) == index && sample.arrival.is_sample());
        let demand = own.map(|sample| {
            let instances = sample.demand / one;
            Demand { span: sample.span(), instances, needed: needed(instances, history.elasticity) }
        });
        demand.collect()
    }
}

/// The fewest Instances that carry so many times what one does, at least one.
fn needed(instances: f64, elasticity: f64) -> u32 {
    let number = match elasticity {
        1.0 => instances,
        _ => libm::pow(instances, 1.0 / elasticity),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float cast saturates"
    )]
    let whole = libm::ceil(number) as u32;
    whole.max(1)
}
