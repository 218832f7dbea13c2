//! What the recorded demand asks for, whatever the rules.

use super::{Interval, Plan};

impl Plan {
    /// How many fully busy Instances the demand kept busy, sample by sample in order of time; none
    /// where no history tells what an Instance can carry.
    pub(in crate::whatif) fn needs(&self) -> impl Iterator<Item = (Interval, f64)> {
        let tells = self.capacity_history.and_then(|at| Some((at, self.histories.get(at)?.full?)));
        let of = move |(at, full): (usize, f64)| {
            let own = self.samples.iter().filter(move |sample| {
                usize::from(sample.history) == at && sample.arrival.is_sample()
            });
            own.map(move |sample| {
                let stretch = Interval { from_ms: sample.from_ms, to_ms: sample.at_ms };
                (stretch, sample.demand / full)
            })
        };
        tells.into_iter().flat_map(of)
    }

    /// How many samples and evaluations a replay with such rules goes through.
    pub(in crate::whatif) fn steps(&self, variant: &super::Variant) -> usize {
        self.ticks(variant).saturating_add(self.samples.len())
    }
}
