//! The metrics of a group, as samples of its load.

use super::load::BUSY;
use super::load_model::LoadModel;
use crate::engine::Metric;

/// Connections per busy Instance.
const CONNECTIONS_PER_BUSY: f64 = 420.0;
/// Bytes per second into the backend per busy Instance.
const BYTES_IN_PER_BUSY: f64 = 1_800_000.0;
/// Bytes per second out of a busy Instance: replies are larger than requests.
const BYTES_OUT_PER_BUSY: f64 = 9_400_000.0;
/// Memory of an idle Instance, in per cent.
const MEMORY_AT_REST: f64 = 24.0;
/// Memory that goes with each per cent of CPU, in per cent.
const MEMORY_PER_CPU: f64 = 0.625;

/// What is measured at an instant.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// In per cent of one Instance's CPU.
    pub demand: f64,
    /// The work of the minutes before that waits, likewise, as if it came in this one.
    pub waiting: f64,
    /// How many Instances serve it.
    pub serving: u32,
    /// How they do.
    pub model: LoadModel,
    /// Whether there is a load balancer to count the totals.
    pub has_totals: bool,
    /// Whether the agent is there that measures memory.
    pub has_agent: bool,
}

impl Measured {
    /// The sample of a metric; `None` where there is none: of an Instance's metric with nothing
    /// serving, of a total without its counter, of memory without the agent, and of a metric of
    /// one's own.
    ///
    /// Values are whole multiples of 1/64, so that sums over any look-back are exact and a scaler
    /// that is rebuilt from its samples goes on to the last bit as the one before.
    pub fn sample(self, metric: Metric) -> Option<f64> {
        const GRAIN: f64 = 64.0;
        let busy = self.demand / BUSY;
        let each = |total: f64| (self.serving > 0).then(|| total / f64::from(self.serving));
        let whole = |total: f64| self.has_totals.then(|| total.round());
        match metric {
            Metric::Cpu => self.cpu().map(|cpu| (cpu * GRAIN).round() / GRAIN),
            Metric::Memory => self.cpu().filter(|_| self.has_agent).map(|cpu| {
                let used = MEMORY_AT_REST + cpu * MEMORY_PER_CPU;
                (used * GRAIN).round() / GRAIN
            }),
            Metric::NetworkIn => each(busy * BYTES_IN_PER_BUSY).map(f64::round),
            Metric::NetworkOut => each(busy * BYTES_OUT_PER_BUSY).map(f64::round),
            Metric::Connections => whole(busy * CONNECTIONS_PER_BUSY),
            Metric::Throughput => whole(busy * BYTES_IN_PER_BUSY),
            Metric::Custom => None,
        }
    }

    /// An Instance's CPU in per cent.
    fn cpu(self) -> Option<f64> {
        let load = (self.demand + self.waiting) / self.model.divisor(self.serving);
        (self.serving > 0).then(|| (self.model.idle + load).min(BUSY))
    }

    /// The work that waits when the minute is over, in per cent of an Instance for a minute.
    pub fn left_waiting(self) -> u32 {
        let carried = (BUSY - self.model.idle) * self.model.divisor(self.serving);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates"
        )]
        let left = (self.demand + self.waiting - carried).round() as u32;
        if self.model.queues { left } else { 0 }
    }
}
