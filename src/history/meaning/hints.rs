//! What the words of a series' name speak of.

use crate::base::translated;
use crate::history::report::Guess;

/// Names that say nothing.
const GENERIC: [&str; 12] = [
    "value", "values", "val", "average", "avg", "mean", "max", "min", "maximum", "minimum",
    "sample", "metric",
];
const RECEIVED: [&str; 9] =
    ["rx", "recv", "receive", "received", "receiving", "ingress", "inbound", "incoming", "rxk"];
const SENT: [&str; 8] =
    ["tx", "transmit", "transmitted", "sent", "egress", "outbound", "outgoing", "txk"];

/// Words that make something else of a usage or a flow, and what they make of it.
const OTHERWISE: [(&str, &str); 15] = [
    ("idle", text!("the idle share, which is 100\u{a0}% less the usage")),
    ("credit", text!("credits and no usage")),
    ("credits", text!("credits and no usage")),
    ("steal", text!("time that was taken away and no usage")),
    ("iowait", text!("time of waiting and no usage")),
    ("throttled", text!("throttling and no usage")),
    ("throttling", text!("throttling and no usage")),
    ("temperature", text!("a temperature and no usage")),
    ("frequency", text!("a frequency and no usage")),
    ("limit", text!("a limit and no usage")),
    ("limits", text!("a limit and no usage")),
    ("quota", text!("a limit and no usage")),
    ("free", text!("what is free and no usage")),
    ("packets", text!("packets, and a rule looks at bytes")),
    ("errors", text!("errors and no load")),
];

/// Words of a number of Instances.
const COUNTED: [&str; 9] =
    ["instances", "replicas", "servers", "vms", "nodes", "hosts", "pods", "capacity", "size"];
/// Words that make a bound of it, or a part.
const NOT_SERVING: [&str; 12] = [
    "min",
    "max",
    "pending",
    "standby",
    "terminating",
    "terminated",
    "unavailable",
    "unhealthy",
    "failed",
    "disk",
    "bytes",
    "limit",
];
/// Words beside which a size is that of a fleet.
const FLEET: [&str; 9] =
    ["group", "fleet", "cluster", "pool", "asg", "vmss", "service", "desired", "total"];

/// The words of a name.
pub(super) struct Words(Vec<String>);

impl Words {
    /// In small letters: `NetworkIn`, `network_in` and `Network in` are the same.
    pub(super) fn of(name: &str) -> Self {
        let mut words = vec![String::new()];
        let mut was_small = false;
        for c in name.chars() {
            if !c.is_alphanumeric() || (was_small && c.is_uppercase()) {
                words.push(String::new());
            }
            if c.is_alphanumeric()
                && let Some(word) = words.last_mut()
            {
                word.extend(c.to_lowercase());
            }
            was_small = c.is_lowercase();
        }
        words.retain(|word| !word.is_empty());
        Self(words)
    }

    pub(super) fn has(&self, word: &str) -> bool {
        self.0.iter().any(|own| own == word)
    }

    fn any(&self, list: &[&str]) -> bool {
        list.iter().any(|word| self.has(word))
    }

    fn starts(&self, start: &str) -> bool {
        self.0.iter().any(|own| own.starts_with(start))
    }

    /// Nothing but words that any series may have.
    pub(super) fn are_generic(&self) -> bool {
        self.0.iter().all(|word| GENERIC.contains(&word.as_str()))
    }

    /// What makes something else of it than what is used.
    pub(super) fn otherwise(&self) -> Option<&'static str> {
        let found = OTHERWISE.iter().find(|(word, _)| self.has(word));
        found.map(|(_, what)| translated(what))
    }

    /// A number of Instances.
    pub(super) fn count_instances(&self) -> bool {
        let alone = self.0.len() == 1;
        let in_service = self.has("service") && self.has("instances");
        let of_fleet = alone || self.any(&FLEET) || self.any(&["instances", "replicas"]);
        let counted = self.any(&COUNTED) || (self.starts("instance") && self.has("count"));
        counted && (of_fleet || self.has("count")) && (in_service || !self.any(&NOT_SERVING))
    }

    /// The metrics that it speaks of.
    pub(super) fn metrics(&self) -> Vec<Guess> {
        let at_backend = self.has("backend") || self.has("lb") || self.has("balancer");
        let bytes = self.has("bytes") || self.has("octets");
        let throughput = self.has("throughput") || (at_backend && bytes);
        let net = self.starts("net");
        let found = [
            (self.starts("cpu"), Guess::Cpu),
            (self.starts("mem") || self.has("ram"), Guess::Memory),
            (!throughput && (self.any(&RECEIVED) || (net && self.has("in"))), Guess::NetworkIn),
            (!throughput && (self.any(&SENT) || (net && self.has("out"))), Guess::NetworkOut),
            (self.starts("connection") || self.has("conn"), Guess::Connections),
            (throughput, Guess::Throughput),
        ];
        found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, metric)| metric).collect()
    }
}
