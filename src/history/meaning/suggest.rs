//! What a series is likely to hold, and by what its values must be multiplied.

use serde::{Deserialize, Serialize};

use super::hints::Words;
use crate::base::{is_one, plain, translated};
use crate::history::clean::{NamedSeries, Series};
use crate::history::report::words::length;
use crate::history::report::{Guess, Quantity, Unit};

/// What a series holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holds {
    /// Values of a metric.
    Metric(Guess),
    /// The number of Instances that served: a recorded size.
    Size,
}

/// How sure it is what a series holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Certainty {
    /// Its name tells, and nothing speaks against it.
    Named,
    /// Its unit tells, or its name without the unit: to be confirmed.
    Likely,
    /// Nothing tells: to be asked, with no choice made.
    Unknown,
}

/// What a series is likely to hold, for its user to confirm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What it holds; `None` where nothing tells.
    pub holds: Option<Holds>,
    /// How sure that is.
    pub certainty: Certainty,
    /// The values times this are in the metric's own unit.
    pub factor: f64,
    /// All of it in one sentence.
    pub reason: String,
}

impl Suggestion {
    /// The metric, where it is one.
    #[must_use]
    pub const fn metric(&self) -> Option<Guess> {
        match self.holds {
            Some(Holds::Metric(metric)) => Some(metric),
            _ => None,
        }
    }

    fn none(reason: String) -> Self {
        Self { holds: None, certainty: Certainty::Unknown, factor: 1.0, reason }
    }

    const fn of(metric: Guess, certainty: Certainty, factor: f64, reason: String) -> Self {
        Self { holds: Some(Holds::Metric(metric)), certainty, factor, reason }
    }
}

impl NamedSeries {
    /// What it is likely to hold.
    #[must_use]
    pub fn suggestion(&self) -> Suggestion {
        let words = Words::of(&self.name);
        let unit = self.unit.as_ref();
        let quantity = unit.map(|unit| unit.quantity);
        if let Some(size) = self.size(&words) {
            return size;
        }
        let metrics = words.metrics();
        if let (Some(what), [metric, ..]) = (words.otherwise(), metrics.as_slice()) {
            let name = metric.name();
            return Suggestion::none(t!("Its name says {name}, and {what}."));
        }
        match (metrics.as_slice(), quantity) {
            // Seconds of CPU are no usage: their rate is, in cores.
            ([Guess::Cpu], None) if words.has("seconds") => Suggestion {
                certainty: Certainty::Likely,
                ..of_name(Guess::Cpu, unit, &self.series)
            },
            ([metric], _) => of_name(*metric, unit, &self.series),
            ([], Some(quantity)) => of_unit(quantity, unit, words.are_generic()),
            ([], None) => Suggestion::none(translated(NEITHER).to_owned()),
            _ => Suggestion::none(t!("Its name fits more than one metric.").to_owned()),
        }
    }

    /// A series of whole numbers without a unit whose name counts Instances.
    fn size(&self, words: &Words) -> Option<Suggestion> {
        const LARGEST: f64 = 10_000.0;
        let whole = |value: f64| value.fract() == 0.0 && value <= LARGEST;
        let values = || self.series.samples().iter().map(|sample| sample.value);
        if self.unit.is_some() || !words.count_instances() || !values().all(whole) {
            return None;
        }
        let changes = values().zip(values().skip(1)).filter(|(one, next)| one != next).count();
        let reason = match is_one(changes) {
            true => {
                t!("one" => "Its name counts Instances, in whole numbers with {changes} changes.")
            }
            false => t!("Its name counts Instances, in whole numbers with {changes} changes."),
        };
        let (holds, certainty) = (Some(Holds::Size), Certainty::Named);
        Some(Suggestion { holds, certainty, factor: 1.0, reason })
    }
}

const NEITHER: &str = text!("Neither its name nor its unit says which metric it is.");

/// What a unit tells where the name tells nothing.
fn of_unit(quantity: Quantity, unit: Option<&Unit>, is_generic: bool) -> Suggestion {
    let word = unit.map_or("", |unit| unit.word.as_str());
    let likely = Certainty::Likely;
    match quantity {
        Quantity::Percent if is_generic => {
            let factor = unit.map_or(1.0, |unit| unit.factor);
            let reason = t!("Of the metrics measured in %, CPU is the usual one.").to_owned();
            Suggestion::of(Guess::Cpu, likely, factor, reason)
        }
        Quantity::Cores => {
            let reason = t!("CPU is what is measured in {word}: of how many is to be told.");
            Suggestion::of(Guess::Cpu, likely, unit.map_or(1.0, |unit| unit.factor) * 100.0, reason)
        }
        Quantity::Rate if word.starts_with("conn") || word.contains(" conn") => {
            let reason = t!("Connections are what is measured in {word}.");
            Suggestion::of(Guess::Connections, likely, unit.map_or(1.0, |unit| unit.factor), reason)
        }
        Quantity::Unknown => {
            Suggestion::none(t!("No metric here is measured in its unit, {word}."))
        }
        _ => Suggestion::none(translated(NEITHER).to_owned()),
    }
}

fn of_name(metric: Guess, unit: Option<&Unit>, series: &Series) -> Suggestion {
    let name = metric.name();
    match factor(metric, unit, series) {
        Some((factor, certainty, how)) => {
            Suggestion::of(metric, certainty, factor, t!("Its name says {name}{how}."))
        }
        None => {
            let unit = unit.map_or("", |unit| unit.word.as_str());
            Suggestion::none(t!("Its name says {name}, but its unit is {unit}."))
        }
    }
}

/// By what to multiply, how sure that is, and why, as the end of a sentence; `None` where the unit
/// is of something else.
pub(super) fn factor(
    metric: Guess,
    unit: Option<&Unit>,
    series: &Series,
) -> Option<(f64, Certainty, String)> {
    let base = metric.quantity();
    let Some(unit) = unit else { return Some(without_unit(base, series)) };
    let word = &unit.word;
    if unit.quantity == base {
        return Some(match unit.factor {
            1.0 => (1.0, Certainty::Named, t!(", in {word}")),
            factor => {
                let (times, base) = (times(factor), base.shown());
                let how = t!(", in {word}: {times} for {base}");
                (factor, Certainty::Named, how)
            }
        });
    }
    if (metric, unit.quantity) == (Guess::Cpu, Quantity::Cores) {
        let how = t!(", in {word}: 100\u{a0}% of one core, and of how many is to be told");
        return Some((unit.factor * 100.0, Certainty::Named, how));
    }
    if (base, unit.quantity) != (Quantity::ByteRate, Quantity::Bytes) {
        return None;
    }
    let step_ms = series.step_ms();
    #[expect(clippy::cast_precision_loss, reason = "a step has far fewer than 53 bits")]
    let factor = unit.factor * 1_000.0 / step_ms as f64;
    let (step, times, base) = (length(step_ms), times(factor), base.shown());
    let how = t!(", in {word} over each {step}: {times} for {base}");
    Some((factor, Certainty::Named, how))
}

/// Above 1 by so little, a ratio was rounded or measured unevenly.
pub(super) const HIGHEST_RATIO: f64 = 1.05;

fn without_unit(base: Quantity, series: &Series) -> (f64, Certainty, String) {
    let (_, highest) = series.range();
    if base == Quantity::Percent && highest > 0.0 && highest <= HIGHEST_RATIO {
        let how = t!(", and no value is above 1, as in ratios: times 100 for %").to_owned();
        return (100.0, Certainty::Likely, how);
    }
    let certainty = match base {
        Quantity::Percent => Certainty::Named,
        _ => Certainty::Likely,
    };
    let base = base.shown();
    (1.0, certainty, t!(", and no unit is given: taken as {base}"))
}

/// `times 1000`, `divided by 300`.
fn times(factor: f64) -> String {
    let short = |number: f64| (number * 1e4).round() / 1e4;
    if factor < 1.0 {
        let by = plain(short(1.0 / factor));
        t!("divided by {by}")
    } else {
        let by = plain(short(factor));
        t!("times {by}")
    }
}
