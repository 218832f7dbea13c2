//! Metrics whose names no public source confirms (contract, section 10): they are looked for at the
//! data source, offered with what they look like, and remembered; never assumed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::sort_by_key;
use crate::engine::{Metric, quantity};
use crate::forms::apply::Stored;
use crate::wire::query::{expression, memory_expression};
use crate::wire::{GroupId, LoadBalancerId};
use crate::worker::replay::Samples;

/// The most names that are offered.
const MOST_NAMES: usize = 6;

/// Whose samples are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The group, with whose id the names of its Instances begin.
    pub group: GroupId,
    /// Its load balancer, where it has one.
    pub balancer: Option<LoadBalancerId>,
}

impl Subject {
    /// Whose samples a group's rules watch.
    #[must_use]
    pub fn of(group: &Stored) -> Self {
        let balancer = group.watched_balancer().cloned();
        Self { group: group.id().clone(), balancer }
    }
}

/// The expression for a metric of a group; none for a metric that nobody measures, and for an id
/// that cannot stand in a pattern.
#[must_use]
pub fn metric_expression(metric: Metric, group: &GroupId) -> Option<String> {
    match metric {
        Metric::Memory => memory_expression(group),
        metric => metric.to_wire().and_then(|word| expression(&word, group)),
    }
}

/// Whether no public source says what a metric is called.
#[must_use]
pub const fn is_unconfirmed(metric: Metric) -> bool {
    matches!(
        metric,
        Metric::NetworkIn | Metric::NetworkOut | Metric::Connections | Metric::Throughput
    )
}

/// What holds a metric, as somebody has chosen it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// Its name at the data source.
    pub name: String,
    /// Whether it is a counter, whose growth a second is meant.
    pub is_counter: bool,
    /// The label by which only some of its series are taken; empty for all.
    pub label: String,
    /// That label's value.
    pub value: String,
}

impl Chosen {
    /// The expression for a metric; none for ids and names that cannot stand in one.
    #[must_use]
    pub fn expression(&self, metric: Metric, subject: &Subject) -> Option<String> {
        let selector = selector(metric, subject).filter(|_| is_name(&self.name))?;
        let selector = match self.label.as_str() {
            "" => selector,
            label if is_name(label) => {
                let rest = selector.trim_end_matches('}');
                format!("{rest},{label}={}}}", quoted(&self.value))
            }
            _ => return None,
        };
        let over = if self.is_counter { "rate" } else { "avg_over_time" };
        let read = format!("{over}({}{selector}[1m])", self.name);
        let whole = match metric.is_total() {
            true => format!("sum({read})"),
            // An Instance may have several interfaces.
            false => format!("avg(sum by (resource_name) ({read}))"),
        };
        let counts_bits = words_of(&self.name).any(|word| word == "bits");
        Some(if counts_bits { format!("{whole} / 8") } else { whole })
    }

    /// It, as Prometheus writes it, and how it is read.
    #[must_use]
    pub fn words(&self) -> String {
        let only = match self.label.as_str() {
            "" => String::new(),
            label => format!("{{{label}={}}}", quoted(&self.value)),
        };
        let read = if self.is_counter { t!(", growth a second") } else { "" };
        format!("{}{only}{read}", self.name)
    }
}

/// What is remembered of a data source, by the metric's word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<String, Chosen>);

impl Names {
    /// What was chosen for a metric; `None` where nobody has chosen.
    #[must_use]
    pub fn of(&self, metric: Metric) -> Option<&Chosen> {
        self.0.get(metric.word())
    }

    /// The same names with another choice.
    #[must_use]
    pub fn with(mut self, metric: Metric, chosen: Chosen) -> Self {
        self.0.insert(metric.word().to_owned(), chosen);
        self
    }

    /// The expression for a metric at a place of metrics. The sandbox, whose place is empty, calls
    /// every metric what the console does. None for what nobody has chosen yet.
    #[must_use]
    pub fn expression(&self, place: &str, metric: Metric, subject: &Subject) -> Option<String> {
        match place.is_empty() || !is_unconfirmed(metric) {
            true => metric_expression(metric, &subject.group),
            false => self.of(metric)?.expression(metric, subject),
        }
    }
}

/// The metrics that a group watches and no public source names, as they are called at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    /// Where the project's metrics are; empty at a sandbox.
    pub place: String,
    /// What was chosen for each; none where nobody has.
    pub metrics: Vec<(Metric, Option<Chosen>)>,
}

impl Naming {
    /// What is known of some metrics.
    #[must_use]
    pub fn of(place: &str, names: &Names, metrics: &[Metric]) -> Self {
        let asked = metrics.iter().filter(|metric| !place.is_empty() && is_unconfirmed(**metric));
        let metrics = asked.map(|metric| (*metric, names.of(*metric).cloned())).collect();
        Self { place: place.to_owned(), metrics }
    }

    /// That somebody has to choose, in a sentence.
    #[must_use]
    pub fn open(&self) -> Option<String> {
        let mut open = self.metrics.iter().filter(|(_, chosen)| chosen.is_none());
        open.next().map(|(metric, _)| unnamed(*metric))
    }
}

/// That nobody has said which metric is meant, and where to say it.
#[must_use]
pub fn unnamed(metric: Metric) -> String {
    t!(
        "What the data source calls {} is not known: choose it in the group's what-if, under \
         “History”.",
        metric.label()
    )
}

/// The series of a group: its Instances' by their names, its load balancer's by its id. `None`
/// for a total without a load balancer, and for an id that cannot stand in a pattern.
#[must_use]
pub fn selector(metric: Metric, subject: &Subject) -> Option<String> {
    let plain = |id: &str| {
        let is_plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (is_plain && !id.is_empty()).then(|| id.to_owned())
    };
    match metric.is_total() {
        true => {
            let id = plain(subject.balancer.as_ref()?.as_str())?;
            Some(format!("{{resource_id=\"{id}\"}}"))
        }
        false => Some(format!("{{resource_name=~\"{}_.*\"}}", plain(subject.group.as_str())?)),
    }
}

/// The label that may divide a metric's series.
#[must_use]
pub const fn divided_by(metric: Metric) -> &'static str {
    if metric.is_total() { "backend_name" } else { "direction" }
}

/// The names that may be a metric's, the likeliest first. Those of metrics that are known to be
/// others are left out.
#[must_use]
pub fn likely(metric: Metric, names: &[String]) -> Vec<&str> {
    let mut scored: Vec<(i32, &str)> = (names.iter().map(String::as_str))
        .filter(|name| is_name(name) && !is_another(name))
        .map(|name| (score(metric, name), name))
        .filter(|(score, _)| *score > 0)
        .collect();
    sort_by_key(&mut scored, |(score, name)| (-score, *name));
    scored.truncate(MOST_NAMES);
    scored.into_iter().map(|(_, name)| name).collect()
}

/// What of a name's series may be a metric, given the values of [`divided_by`]'s label; and, where
/// its name does not tell a counter, either way to read it.
#[must_use]
pub fn candidates(metric: Metric, name: &str, values: &[String]) -> Vec<Chosen> {
    let all = Chosen { name: name.to_owned(), ..Chosen::default() };
    let label = divided_by(metric).to_owned();
    let only =
        |value: &String| Chosen { label: label.clone(), value: value.clone(), ..all.clone() };
    let mut parts: Vec<&String> = values.iter().collect();
    sort_by_key(&mut parts, |value| (-score(metric, value), value.as_str()));
    // Both directions together are neither; all backends together are one load balancer's total.
    let whole = (values.is_empty() || metric.is_total()).then(|| all.clone());
    let found = whole.into_iter().chain(parts.into_iter().map(only));
    let counter = |one: &Chosen| Chosen { is_counter: true, ..one.clone() };
    match words_of(name).next_back() == Some("total") {
        true => found.map(|one| counter(&one)).collect(),
        false => found.flat_map(|one| [one.clone(), counter(&one)]).collect(),
    }
}

/// What a candidate's samples look like.
#[must_use]
pub fn looks(metric: Metric, samples: &Samples) -> String {
    let values = || samples.values.iter().copied();
    let Some(last) = values().next_back() else {
        return t!("No samples in the last day.").to_owned();
    };
    let (least, most) = (values().fold(last, f64::min), values().fold(last, f64::max));
    let [least, most, last] = [least, most, last].map(|value| quantity(metric, value));
    t!("{least} to {most} in the last day, {last} at its end.")
}

/// Words that speak for a metric, and words that speak for another one.
const fn telling(metric: Metric) -> (&'static [&'static str], &'static [&'static str]) {
    const INWARD: &[&str] =
        &["rx", "in", "receive", "received", "ingress", "inbound", "network", "net", "traffic"];
    const OUTWARD: &[&str] = &[
        "tx",
        "out",
        "transmit",
        "transmitted",
        "sent",
        "egress",
        "outbound",
        "network",
        "net",
        "traffic",
    ];
    const CONNECTIONS: &[&str] = &["connection", "connections", "session", "sessions"];
    const BYTES: &[&str] = &["bytes", "bits", "octets", "throughput", "bandwidth"];
    match metric {
        Metric::NetworkIn => (INWARD, &["tx", "out", "transmit", "egress", "outbound", "sent"]),
        Metric::NetworkOut => (OUTWARD, &["rx", "in", "receive", "ingress", "inbound"]),
        Metric::Connections => (CONNECTIONS, &["bytes", "bits", "status", "error", "errors"]),
        Metric::Throughput => (BYTES, &["connections", "status", "error", "errors"]),
        Metric::Cpu | Metric::Memory | Metric::Custom => (&[], &[]),
    }
}

fn score(metric: Metric, name: &str) -> i32 {
    let (own, other) = telling(metric);
    let points = |word: &str| {
        let lowers = matches!(word, "packets" | "errors" | "dropped" | "drops");
        let measures = matches!(word, "bytes" | "bits" | "octets" | "backend");
        2 * i32::from(own.contains(&word)) + i32::from(measures)
            - 3 * i32::from(other.contains(&word))
            - 2 * i32::from(lowers)
    };
    // What only measures speaks for no metric by itself.
    let is_told = words_of(name).any(|word| own.contains(&word));
    if is_told { words_of(name).map(points).sum() } else { 0 }
}

fn words_of(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.split('_')
}

/// Whether the contract knows what this is, and that it is none of these metrics.
fn is_another(name: &str) -> bool {
    const OTHERS: [&str; 7] = [
        "instance_server_agent_up",
        "instance_server_cpu_",
        "instance_server_memory_",
        "instance_server_vcpu_count",
        "load_balancer_lb_backend_agg_server_check_status",
        "load_balancer_lb_backend_status",
        "load_balancer_lb_connection_usage",
    ];
    OTHERS.iter().any(|other| name.starts_with(other)) || name.ends_with("_usage")
}

/// Whether a text can stand in an expression as the name of a metric or of a label.
fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    let starts = bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
    starts && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b':')
}

fn quoted(value: &str) -> String {
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}
