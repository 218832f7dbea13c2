//! Which managed metric a series is likely to be, and by what its values must be multiplied.

use serde::{Deserialize, Serialize};

use super::clean::{NamedSeries, Series};
use super::report::words::length;
use super::report::{Quantity, Unit};

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
}

/// A guess that the user confirms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The metric, where the name or the unit tells.
    pub metric: Option<Guess>,
    /// The values times this are in the metric's own unit.
    pub factor: f64,
    /// Both in one sentence.
    pub reason: String,
}

/// Names that say nothing.
const GENERIC: [&str; 10] =
    ["value", "values", "val", "average", "avg", "mean", "max", "min", "sample", "metric"];
const RECEIVED: [&str; 8] =
    ["rx", "recv", "receive", "received", "receiving", "ingress", "inbound", "incoming"];
const SENT: [&str; 7] = ["tx", "transmit", "transmitted", "sent", "egress", "outbound", "outgoing"];

impl NamedSeries {
    /// Which metric this is likely to be.
    #[must_use]
    pub fn suggestion(&self) -> Suggestion {
        let words = words_of(&self.name);
        let hints = hints(&words);
        let is_generic = words.iter().all(|word| GENERIC.contains(&word.as_str()));
        let is_percent = self.unit.as_ref().is_some_and(|u| u.quantity == Quantity::Percent);
        match hints.as_slice() {
            [metric] => of_name(*metric, self.unit.as_ref(), &self.series),
            [] if is_generic && is_percent => {
                let factor = self.unit.as_ref().map_or(1.0, |unit| unit.factor);
                let reason = "Of the metrics measured in %, CPU is the usual one.".to_owned();
                Suggestion { metric: Some(Guess::Cpu), factor, reason }
            }
            [] => none("Neither its name nor its unit says which metric it is."),
            _ => none("Its name fits more than one metric."),
        }
    }
}

fn none(reason: &str) -> Suggestion {
    Suggestion { metric: None, factor: 1.0, reason: reason.to_owned() }
}

fn of_name(metric: Guess, unit: Option<&Unit>, series: &Series) -> Suggestion {
    let name = match metric {
        Guess::Cpu => "CPU",
        Guess::Memory => "memory",
        Guess::NetworkIn => "network in",
        Guess::NetworkOut => "network out",
        Guess::Connections => "connections",
        Guess::Throughput => "throughput",
    };
    match factor(metric, unit, series) {
        Some((factor, how)) => {
            let reason = format!("Its name says {name}{how}.");
            Suggestion { metric: Some(metric), factor, reason }
        }
        None => {
            let unit = unit.map_or("", |unit| unit.word.as_str());
            none(&format!("Its name says {name}, but its unit is {unit}."))
        }
    }
}

/// By what to multiply, and why, as the end of a sentence; `None` where the unit is of something
/// else.
fn factor(metric: Guess, unit: Option<&Unit>, series: &Series) -> Option<(f64, String)> {
    let base = match metric {
        Guess::Cpu | Guess::Memory => Quantity::Percent,
        Guess::Connections => Quantity::Rate,
        _ => Quantity::ByteRate,
    };
    let Some(unit) = unit else {
        let (_, highest) = series.range();
        let is_ratio = base == Quantity::Percent && highest > 0.0 && highest <= 1.0;
        return Some(match is_ratio {
            true => (100.0, ", and no value is above 1, as in ratios: times 100 for %".to_owned()),
            false => (1.0, format!(", and no unit is given: taken as {base}")),
        });
    };
    let word = &unit.word;
    if unit.quantity == base {
        return Some(match unit.factor {
            1.0 => (1.0, format!(", in {word}")),
            factor => (factor, format!(", in {word}: {} for {base}", times(factor))),
        });
    }
    if (base, unit.quantity) != (Quantity::ByteRate, Quantity::Bytes) {
        return None;
    }
    let step_ms = series.step_ms();
    #[expect(clippy::cast_precision_loss, reason = "a step has far fewer than 53 bits")]
    let factor = unit.factor * 1_000.0 / step_ms as f64;
    let step = length(step_ms);
    Some((factor, format!(", in {word} over each {step}: {} for {base}", times(factor))))
}

/// `times 1000`, `divided by 300`.
fn times(factor: f64) -> String {
    let short = |number: f64| (number * 1e4).round() / 1e4;
    if factor < 1.0 {
        format!("divided by {}", short(1.0 / factor))
    } else {
        format!("times {}", short(factor))
    }
}

/// The metrics that a name speaks of.
fn hints(words: &[String]) -> Vec<Guess> {
    let has = |word: &str| words.iter().any(|own| own == word);
    let starts = |start: &str| words.iter().any(|own| own.starts_with(start));
    let any = |list: &[&str]| list.iter().any(|word| has(word));
    let at_backend = has("backend") || has("lb") || has("balancer");
    let throughput = has("throughput") || (at_backend && has("bytes"));
    let found = [
        (starts("cpu"), Guess::Cpu),
        (starts("mem") || has("ram"), Guess::Memory),
        (!throughput && (any(&RECEIVED) || (starts("net") && has("in"))), Guess::NetworkIn),
        (!throughput && (any(&SENT) || (starts("net") && has("out"))), Guess::NetworkOut),
        (starts("connection"), Guess::Connections),
        (throughput, Guess::Throughput),
    ];
    found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, metric)| metric).collect()
}

/// The words of a name in small letters: `NetworkIn`, `network_in` and `Network in` are the same.
fn words_of(name: &str) -> Vec<String> {
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
    words
}
