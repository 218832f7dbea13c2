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

/// A metric that a policy can watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Metric {
    /// CPU usage over the group, in per cent.
    #[serde(rename = "managed_metric_instance_cpu")]
    Cpu,
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
    /// The metrics that the service collects by itself.
    pub const MANAGED: [Self; 5] =
        [Self::Cpu, Self::NetworkIn, Self::NetworkOut, Self::Connections, Self::Throughput];

    /// A short name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::NetworkIn => "Network in",
            Self::NetworkOut => "Network out",
            Self::Connections => "Connections",
            Self::Throughput => "Throughput",
            Self::Custom => "Custom metric",
        }
    }

    /// What its numbers count.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Cpu => Unit::Percent,
            Self::NetworkIn | Self::NetworkOut | Self::Throughput => Unit::BytesPerSecond,
            Self::Connections | Self::Custom => Unit::Count,
        }
    }

    /// Whether it is a total over the backend, which adding Instances does not lower.
    #[must_use]
    pub const fn is_total(self) -> bool {
        matches!(self, Self::Connections | Self::Throughput)
    }

    /// The metric on the wire; `None` for one of one's own.
    #[must_use]
    pub const fn to_wire(self) -> Option<wire::ManagedMetric> {
        match self {
            Self::Cpu => Some(wire::ManagedMetric::InstanceCpu),
            Self::NetworkIn => Some(wire::ManagedMetric::InstanceNetworkIn),
            Self::NetworkOut => Some(wire::ManagedMetric::InstanceNetworkOut),
            Self::Connections => Some(wire::ManagedMetric::BackendConnectionsRate),
            Self::Throughput => Some(wire::ManagedMetric::BackendThroughput),
            Self::Custom => None,
        }
    }

    /// The metric of a wire word; `None` when it is unset or not known here.
    #[must_use]
    pub fn from_wire(word: &wire::ManagedMetric) -> Option<Self> {
        Self::MANAGED.into_iter().find(|metric| metric.to_wire().as_ref() == Some(word))
    }
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
    /// Whether `value` breaches `threshold`.
    #[must_use]
    pub fn is_breached(self, value: f64, threshold: f64) -> bool {
        match self {
            Self::GreaterThan => value > threshold,
            Self::LessThan => value < threshold,
        }
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
    pub const fn label(self) -> &'static str {
        match self {
            Self::Average => "average",
            Self::Max => "maximum",
            Self::Min => "minimum",
            Self::Sum => "sum",
        }
    }
}
