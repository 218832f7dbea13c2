//! The closed table of queries that the console asks and the sandbox answers: one
//! expression for each managed metric of a group, and one for its number of Instances.
//!
//! Instance names start with the group's id, so a name pattern selects a group's Instances
//! (contract, section 10).

use crate::wire::GroupId;
use crate::wire::v1alpha1::ManagedMetric;

/// What an expression asks of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A managed metric, as the scaler sees it.
    Metric(ManagedMetric),
    /// The memory of its Instances, which an agent in each of them measures.
    Memory,
    /// The number of Instances, booting ones included.
    Size,
}

/// Per cent of CPU over the group, as inferred from the preconfigured alert rules.
const CPU: &str = "100 * avg(rate(instance_server_cpu_seconds_total{@}[1m]) \
    / instance_server_vcpu_count{@})";
/// Per cent of memory over the group (contract of the second generation, section 10): the mean of a
/// minute, as for CPU. A value as it is would be repeated for five minutes after its Instance went.
const MEMORY: &str = "100 * avg(avg_over_time(instance_server_memory_used{@}[1m]) \
    / avg_over_time(instance_server_memory_total{@}[1m]))";
/// Bytes per second into an Instance. No public source names this counter; the name is the one
/// guess in the field.
const NETWORK_IN: &str = "avg(rate(instance_server_network_bytes_total{@,direction=\"rx\"}[1m]))";
/// Bytes per second out of an Instance; as unconfirmed as the other direction.
const NETWORK_OUT: &str = "avg(rate(instance_server_network_bytes_total{@,direction=\"tx\"}[1m]))";
/// Connections to the group's backend. The name is made up after the confirmed prefix.
const CONNECTIONS: &str = "sum(rate(load_balancer_lb_backend_connections_total{@}[1m]))";
/// Bytes per second to the group's backend. The name is made up after the confirmed prefix.
const THROUGHPUT: &str = "sum(rate(load_balancer_lb_backend_bytes_total{@}[1m]))";
/// The number of a group's Instances: those of the last minute, as for CPU. One that went would
/// else be counted for five minutes more.
const SIZE: &str = "count(count_over_time(instance_server_vcpu_count{@}[1m]))";

/// The names of all metrics that the expressions are made of, in their order.
pub const METRIC_NAMES: [&str; 7] = [
    "instance_server_cpu_seconds_total",
    "instance_server_memory_total",
    "instance_server_memory_used",
    "instance_server_network_bytes_total",
    "instance_server_vcpu_count",
    "load_balancer_lb_backend_bytes_total",
    "load_balancer_lb_backend_connections_total",
];

const SELECTOR_START: &str = "resource_name=~\"";
const SELECTOR_END: &str = "_.*\"";

/// Every question that has an expression.
const QUESTIONS: [Question; 7] = [
    Question::Metric(ManagedMetric::InstanceCpu),
    Question::Memory,
    Question::Metric(ManagedMetric::InstanceNetworkIn),
    Question::Metric(ManagedMetric::InstanceNetworkOut),
    Question::Metric(ManagedMetric::BackendConnectionsRate),
    Question::Metric(ManagedMetric::BackendThroughput),
    Question::Size,
];

/// The expression for a group's managed metric; `None` for a metric that is unset or not known,
/// and for an id that cannot stand in a pattern.
#[must_use]
pub fn expression(metric: &ManagedMetric, group: &GroupId) -> Option<String> {
    let template = match metric {
        ManagedMetric::InstanceCpu => CPU,
        ManagedMetric::InstanceNetworkIn => NETWORK_IN,
        ManagedMetric::InstanceNetworkOut => NETWORK_OUT,
        ManagedMetric::BackendConnectionsRate => CONNECTIONS,
        ManagedMetric::BackendThroughput => THROUGHPUT,
        ManagedMetric::Unknown | ManagedMetric::Other(_) => return None,
    };
    fill(template, group)
}

/// The expression for a group's number of Instances; `None` for an id that cannot stand in a
/// pattern.
#[must_use]
pub fn size_expression(group: &GroupId) -> Option<String> {
    fill(SIZE, group)
}

/// The expression for the memory of a group's Instances; `None` for an id that cannot stand in a
/// pattern.
#[must_use]
pub fn memory_expression(group: &GroupId) -> Option<String> {
    fill(MEMORY, group)
}

/// Every expression that is known, with `ID` in place of a group's id.
pub fn known() -> impl Iterator<Item = String> {
    QUESTIONS.iter().filter_map(|question| written(question, &GroupId::from("ID")))
}

fn written(question: &Question, group: &GroupId) -> Option<String> {
    match question {
        Question::Metric(metric) => expression(metric, group),
        Question::Memory => memory_expression(group),
        Question::Size => size_expression(group),
    }
}

/// What `text` asks and of which group, if it is one of the expressions above, to the letter.
///
/// ```
/// use headroom::wire::query::{Question, expression, parse};
/// use headroom::wire::{GroupId, ManagedMetric};
///
/// let group = GroupId::from("6f4e3b0e-0d1c-4b51-9a4e-6a0f2f9c1a11");
/// let text = expression(&ManagedMetric::InstanceCpu, &group).unwrap();
/// let question = Question::Metric(ManagedMetric::InstanceCpu);
/// assert_eq!(parse(&text), Some((question, group)));
/// assert_eq!(parse("up"), None, "the sandbox knows these expressions and no others");
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<(Question, GroupId)> {
    let (_, rest) = text.split_once(SELECTOR_START)?;
    let (id, _) = rest.split_once(SELECTOR_END)?;
    let group = GroupId::from(id);
    let is_it = |question: &Question| written(question, &group).as_deref() == Some(text);
    let question = QUESTIONS.into_iter().find(is_it)?;
    Some((question, group))
}

/// Puts the group's selector where the template has its mark. Only letters, digits and dashes
/// may stand in it, so that an id can never change the meaning of the query.
fn fill(template: &str, group: &GroupId) -> Option<String> {
    let id = group.as_str();
    let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| template.replace('@', &format!("{SELECTOR_START}{id}{SELECTOR_END}")))
}
