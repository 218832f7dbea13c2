//! The metric that a policy watches (contract, section 3).

use serde::{Deserialize, Serialize};

use crate::wire::Float;
use crate::wire::keyword::keyword;

keyword! {
    /// A metric that the service collects by itself. The two of the load balancer have no
    /// `_metric_` in their names.
    ManagedMetric {
        /// Not set.
        Unknown = "managed_metric_unknown",
        /// Percentage of CPU usage across the whole group.
        InstanceCpu = "managed_metric_instance_cpu",
        /// Bytes per second into the Instance's public interface.
        InstanceNetworkIn = "managed_metric_instance_network_in",
        /// Bytes per second out of the Instance's public interface.
        InstanceNetworkOut = "managed_metric_instance_network_out",
        /// Connections established to the group's backend.
        BackendConnectionsRate = "managed_loadbalancer_backend_connections_rate",
        /// Bytes per second forwarded to all servers of the backend.
        BackendThroughput = "managed_loadbalancer_backend_throughput",
    }
}

keyword! {
    /// How a metric is compared with the threshold; both are strict.
    Operator {
        /// Not set.
        Unknown = "operator_unknown",
        /// Breached above the threshold.
        GreaterThan = "operator_greater_than",
        /// Breached below the threshold.
        LessThan = "operator_less_than",
    }
}

keyword! {
    /// How the samples of the look-back become one number.
    Aggregate {
        /// Not set.
        Unknown = "aggregate_unknown",
        /// Their mean.
        Average = "aggregate_average",
        /// The largest.
        Max = "aggregate_max",
        /// The smallest.
        Min = "aggregate_min",
        /// Their sum.
        Sum = "aggregate_sum",
    }
}

/// What a policy watches and when it is breached.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metric {
    /// A name for people.
    pub name: String,
    /// One of the service's own metrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_metric: Option<ManagedMetric>,
    /// A metric of one's own; announced but not supported (seed, technical limitations).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cockpit_metric_name: Option<String>,
    /// The comparison.
    pub operator: Operator,
    /// The aggregate over the look-back.
    pub aggregate: Aggregate,
    /// The look-back in minutes, 1 to 60.
    pub sampling_range_min: u32,
    /// The value to compare with, in the metric's unit.
    pub threshold: Float,
}

/// A change of a policy's metric: what is unset stays (contract, section 3).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MetricUpdate {
    /// A new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Another managed metric.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_metric: Option<ManagedMetric>,
    /// Another metric of one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cockpit_metric_name: Option<String>,
    /// Another comparison.
    #[serde(skip_serializing_if = "Operator::is_unset")]
    pub operator: Operator,
    /// Another aggregate.
    #[serde(skip_serializing_if = "Aggregate::is_unset")]
    pub aggregate: Aggregate,
    /// Another look-back in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampling_range_min: Option<u32>,
    /// Another threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Float>,
}
