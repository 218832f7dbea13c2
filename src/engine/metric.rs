//! Metrics, comparisons and aggregates, validated.

use serde::{Deserialize, Serialize};

use crate::wire;

/// What a number of a metric counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per cent.
    Percent,
    /// Bytes per second.
    BytesPerSecond,
    /// Connections, or anything else without a unit of its own.
    Count,
}

/// What a metric's numbers are of, and so how they answer to another number of Instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One Instance's share of the load: more Instances lower it.
    Instance,
    /// The total over the group's backend, which the number of Instances does not change.
    Backend,
    /// Nobody knows.
    Unknown,
}

/// A metric that a policy can watch.
///
/// ```
/// use headroom::engine::{Metric, Scope, Unit};
///
/// assert_eq!(Metric::Cpu.scope(), Scope::Instance, "more Instances lower it");
/// assert!(Metric::Connections.is_total(), "more Instances do not");
/// assert_eq!(Metric::Throughput.unit(), Unit::BytesPerSecond);
/// assert_eq!(Metric::Memory.to_wire(), None, "targets alone can watch it");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// CPU usage over the group, in per cent.
    #[serde(rename = "managed_metric_instance_cpu")]
    Cpu,
    /// Memory usage over the group, in per cent. Only targets watch it, and only an agent in each
    /// Instance measures it (contract of the second generation, section 10).
    #[serde(rename = "instance_memory")]
    Memory,
    /// Bytes per second into an Instance's public interface.
    #[serde(rename = "managed_metric_instance_network_in")]
    NetworkIn,
    /// Bytes per second out of an Instance's public interface.
    #[serde(rename = "managed_metric_instance_network_out")]
    NetworkOut,
    /// Connections to the group's backend.
    #[serde(rename = "managed_loadbalancer_backend_connections_rate")]
    Connections,
    /// Bytes per second forwarded to the group's backend.
    #[serde(rename = "managed_loadbalancer_backend_throughput")]
    Throughput,
    /// A metric of one's own, which the service does not support yet: never has samples.
    #[serde(rename = "cockpit_metric_name")]
    Custom,
}

impl Metric {
    /// The metrics that the service collects by itself and policies can watch.
    pub const MANAGED: [Self; 5] =
        [Self::Cpu, Self::NetworkIn, Self::NetworkOut, Self::Connections, Self::Throughput];

    /// The metrics that a history can be of.
    pub const RECORDED: [Self; 6] = [
        Self::Cpu,
        Self::Memory,
        Self::NetworkIn,
        Self::NetworkOut,
        Self::Connections,
        Self::Throughput,
    ];

    /// The metrics that a target can have.
    pub const TARGETED: [Self; 2] = [Self::Cpu, Self::Memory];

    /// A short name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Memory => t!("Memory"),
            Self::NetworkIn => t!("Network in"),
            Self::NetworkOut => t!("Network out"),
            Self::Connections => t!("Connections"),
            Self::Throughput => t!("Throughput"),
            Self::Custom => t!("Custom metric"),
        }
    }

    /// Its word in a job's JSON, which is the API's where the API has one.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cpu => "managed_metric_instance_cpu",
            Self::Memory => "instance_memory",
            Self::NetworkIn => "managed_metric_instance_network_in",
            Self::NetworkOut => "managed_metric_instance_network_out",
            Self::Connections => "managed_loadbalancer_backend_connections_rate",
            Self::Throughput => "managed_loadbalancer_backend_throughput",
            Self::Custom => "cockpit_metric_name",
        }
    }

    /// What its numbers count.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Cpu | Self::Memory => Unit::Percent,
            Self::NetworkIn | Self::NetworkOut | Self::Throughput => Unit::BytesPerSecond,
            Self::Connections | Self::Custom => Unit::Count,
        }
    }

    /// What its numbers are of (contract, section 5.1).
    #[must_use]
    pub const fn scope(self) -> Scope {
        match self {
            Self::Cpu | Self::Memory | Self::NetworkIn | Self::NetworkOut => Scope::Instance,
            Self::Connections | Self::Throughput => Scope::Backend,
            Self::Custom => Scope::Unknown,
        }
    }

    /// Whether it is a total over the backend, which adding Instances does not lower.
    #[must_use]
    pub const fn is_total(self) -> bool {
        matches!(self.scope(), Scope::Backend)
    }

    /// The metric in a policy on the wire; `None` for memory, which policies cannot watch, and for
    /// one of one's own.
    #[must_use]
    pub const fn to_wire(self) -> Option<wire::ManagedMetric> {
        match self {
            Self::Cpu => Some(wire::ManagedMetric::InstanceCpu),
            Self::NetworkIn => Some(wire::ManagedMetric::InstanceNetworkIn),
            Self::NetworkOut => Some(wire::ManagedMetric::InstanceNetworkOut),
            Self::Connections => Some(wire::ManagedMetric::BackendConnectionsRate),
            Self::Throughput => Some(wire::ManagedMetric::BackendThroughput),
            Self::Memory | Self::Custom => None,
        }
    }

    /// The metric of a wire word; `None` when it is unset or not known here.
    #[must_use]
    pub fn from_wire(word: &wire::ManagedMetric) -> Option<Self> {
        Self::MANAGED.into_iter().find(|metric| metric.to_wire().as_ref() == Some(word))
    }
}

/// How far a value lies above a threshold, below 0 where it lies under it.
///
/// Both are compared with the 32 bits that the API keeps of a number (contract, section 1): where
/// those are the same it is a tie, and the answer is 0. What an average or a share loses in its
/// last bit therefore decides nothing.
#[inline]
#[must_use]
pub fn excess(value: f64, threshold: f64) -> f64 {
    if is_tie(value, threshold) { 0.0 } else { value - threshold }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
fn is_tie(value: f64, threshold: f64) -> bool {
    value as f32 == threshold as f32
}

/// A strict comparison with the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Breached above.
    GreaterThan,
    /// Breached below.
    LessThan,
}

impl Operator {
    /// Whether a value breaches a threshold: it is beyond it, and no tie.
    #[inline]
    #[must_use]
    pub fn is_breached(self, value: f64, threshold: f64) -> bool {
        let beyond = match self {
            Self::GreaterThan => value > threshold,
            Self::LessThan => value < threshold,
        };
        // Most values are not, so that is asked first.
        beyond && !is_tie(value, threshold)
    }
}

/// How the samples of a look-back become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Their mean.
    Average,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// Their sum.
    Sum,
}

impl Aggregate {
    /// A word for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Average => t!("average"),
            Self::Max => t!("maximum"),
            Self::Min => t!("minimum"),
            Self::Sum => t!("sum"),
        }
    }
}
