//! The metrics that a series can be taken for.

use serde::{Deserialize, Serialize};

use super::quantity::Quantity;

/// A metric that a series can be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guess {
    /// CPU usage.
    Cpu,
    /// Memory usage.
    Memory,
    /// Bytes into an Instance.
    NetworkIn,
    /// Bytes out of an Instance.
    NetworkOut,
    /// Connections to the backend.
    Connections,
    /// Bytes to the backend.
    Throughput,
}

impl Guess {
    /// Every metric.
    pub const ALL: [Self; 6] = [
        Self::Cpu,
        Self::Memory,
        Self::NetworkIn,
        Self::NetworkOut,
        Self::Connections,
        Self::Throughput,
    ];

    /// The metric's word in a job's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cpu => "managed_metric_instance_cpu",
            Self::Memory => "instance_memory",
            Self::NetworkIn => "managed_metric_instance_network_in",
            Self::NetworkOut => "managed_metric_instance_network_out",
            Self::Connections => "managed_loadbalancer_backend_connections_rate",
            Self::Throughput => "managed_loadbalancer_backend_throughput",
        }
    }

    /// What it is called in sentences.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Memory => t!("memory"),
            Self::NetworkIn => t!("network in"),
            Self::NetworkOut => t!("network out"),
            Self::Connections => t!("connections"),
            Self::Throughput => t!("throughput"),
        }
    }

    /// What its values measure.
    pub(in crate::history) const fn quantity(self) -> Quantity {
        match self {
            Self::Cpu | Self::Memory => Quantity::Percent,
            Self::Connections => Quantity::Rate,
            Self::NetworkIn | Self::NetworkOut | Self::Throughput => Quantity::ByteRate,
        }
    }
}
