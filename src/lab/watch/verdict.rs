//! How a group stands, in a word, in a sentence, and with its next step.

use super::Day;
use crate::base::duration_text;
use crate::engine::{MINUTE_MS, Metric, quantity};
use crate::lab::Hold;
use crate::lab::words::instances_text;

/// How urgent something is: the parts of the list, the first one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody has to look.
    NeedsYou,
    /// It is on its way, or somebody has stopped it on purpose.
    Changing,
    /// Not enough of it was read to tell.
    Unjudged,
    /// As it should be.
    Steady,
}

impl Urgency {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 4] = [Self::NeedsYou, Self::Changing, Self::Unjudged, Self::Steady];

    /// The heading of its part.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NeedsYou => t!("Needs you"),
            Self::Changing => t!("Changing or held"),
            Self::Unjudged => t!("Not judged"),
            Self::Steady => t!("Steady"),
        }
    }

    /// Its word in an address.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NeedsYou => "needs-you",
            Self::Changing => "changing",
            Self::Unjudged => "not-judged",
            Self::Steady => "steady",
        }
    }
}

/// What kind of state it is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Errors, an open alert, or a scaling that failed.
    Failing,
    /// At its maximum, and its metric asks for more.
    Capped,
    /// Held at a size, and its metric asks for more.
    HeldShort,
    /// The metric that its rules watch has no samples.
    NoData,
    /// Still held at a size, and the time of that is over.
    HoldOver,
    /// Many changes were soon undone.
    Flapping,
    /// At its maximum, now or for a good part of the day.
    AtMaximum,
    /// Held at a size by somebody.
    Held,
    /// Both bounds are the same, and no hold is kept.
    Pinned,
    /// On its way to another size or configuration.
    Changing,
    /// Not judged.
    Unjudged,
    /// Nothing to say.
    Steady,
}

impl Kind {
    /// All of them, the worst first.
    pub const ALL: [Self; 12] = [
        Self::Failing,
        Self::Capped,
        Self::HeldShort,
        Self::NoData,
        Self::HoldOver,
        Self::Flapping,
        Self::AtMaximum,
        Self::Held,
        Self::Pinned,
        Self::Changing,
        Self::Unjudged,
        Self::Steady,
    ];

    /// How urgent it is.
    #[must_use]
    pub const fn urgency(self) -> Urgency {
        match self {
            Self::Failing
            | Self::Capped
            | Self::HeldShort
            | Self::NoData
            | Self::HoldOver
            | Self::Flapping
            | Self::AtMaximum => Urgency::NeedsYou,
            Self::Held | Self::Pinned | Self::Changing => Urgency::Changing,
            Self::Unjudged => Urgency::Unjudged,
            Self::Steady => Urgency::Steady,
        }
    }

    /// It in a word or two.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Failing => t!("Errors"),
            Self::Capped => t!("At maximum, asks for more"),
            Self::HeldShort => t!("Held, asks for more"),
            Self::NoData => t!("No data"),
            Self::HoldOver => t!("Hold is over"),
            Self::Flapping => t!("Flapping"),
            Self::AtMaximum => t!("At maximum"),
            Self::Held => t!("Held"),
            Self::Pinned => t!("state" => "Pinned"),
            Self::Changing => t!("Changing"),
            Self::Unjudged => t!("Not judged"),
            Self::Steady => t!("Steady"),
        }
    }

    /// Its word in an address.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failing => "errors",
            Self::Capped => "maximum-too-low",
            Self::HeldShort => "held-too-low",
            Self::NoData => "no-data",
            Self::HoldOver => "hold-over",
            Self::Flapping => "flapping",
            Self::AtMaximum => "at-maximum",
            Self::Held => "held",
            Self::Pinned => "pinned",
            Self::Changing => "changing",
            Self::Unjudged => "not-judged",
            Self::Steady => "steady",
        }
    }
}

/// Where a next step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepPlace {
    /// On the group's page.
    Page,
    /// On the group's page, with its what-if open.
    WhatIf,
    /// In the group's form, at its maximum.
    Form,
}

/// What to do next about a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What a link to it says.
    pub label: &'static str,
    /// Where it leads.
    pub place: StepPlace,
}

/// What a metric reads, and what its rule compares that with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The metric.
    pub metric: Metric,
    /// What it reads.
    pub value: f64,
    /// A policy's threshold, or the target.
    pub limit: f64,
    /// Whether it is a target.
    pub is_target: bool,
}

/// How a group stands, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The API says that something is wrong: what, in its state's words, and the first trouble.
    Failing(String, Option<String>),
    /// The size is the maximum, and the metric's latest reading asks for more.
    Capped {
        /// The maximum.
        maximum: u32,
        /// What asks for it.
        reading: Reading,
        /// Since when the size is the maximum, where that is known.
        since_ms: Option<i64>,
    },
    /// The metric that the rules watch has had no sample for an hour.
    NoData {
        /// The metric.
        metric: Metric,
        /// Its latest sample, in milliseconds since the Unix epoch; none within a day.
        since_ms: Option<i64>,
        /// Whether no rule watches another one.
        stops_all: bool,
    },
    /// Changes that were soon undone.
    Flapping {
        /// How many.
        reversals: usize,
        /// Within how long, in milliseconds.
        within_ms: i64,
    },
    /// There are more Instances than a maximum that was lowered.
    AboveMaximum {
        /// How many Instances there are.
        size: u32,
        /// The maximum.
        maximum: u32,
    },
    /// Now or for a good part of the day at the maximum.
    AtMaximum {
        /// The maximum.
        maximum: u32,
        /// Whether it is there now.
        is_now: bool,
        /// Since when without a break, where that is known.
        since_ms: Option<i64>,
        /// For how long, and of how long, in milliseconds; none while that is not read, and where
        /// it is only the time since then.
        stood: Option<(i64, i64)>,
    },
    /// Held by somebody.
    Held {
        /// The hold.
        hold: Hold,
        /// Whether its time is over.
        is_over: bool,
        /// What asks for more Instances than it leaves.
        asks: Option<Reading>,
    },
    /// Both bounds are this.
    Pinned(u32),
    /// On its way: in the state's words, or none where only the sizes tell.
    Changing {
        /// In the words of the group's state.
        words: Option<String>,
        /// How many Instances there are, and how many are wanted, where they differ.
        sizes: Option<(u32, u32)>,
    },
    /// Not judged.
    Unjudged,
    /// Nothing to say.
    Steady,
}

impl Verdict {
    /// What kind of state it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Failing(..) => Kind::Failing,
            Self::Capped { .. } => Kind::Capped,
            Self::NoData { .. } => Kind::NoData,
            Self::Flapping { .. } => Kind::Flapping,
            Self::AtMaximum { .. } => Kind::AtMaximum,
            Self::Held { is_over: true, .. } => Kind::HoldOver,
            Self::Held { asks: Some(_), .. } => Kind::HeldShort,
            Self::Held { .. } => Kind::Held,
            Self::Pinned(_) => Kind::Pinned,
            Self::AboveMaximum { .. } | Self::Changing { .. } => Kind::Changing,
            Self::Unjudged => Kind::Unjudged,
            Self::Steady => Kind::Steady,
        }
    }

    /// It in a word or two.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Failing(words, _) | Self::Changing { words: Some(words), .. } => words.clone(),
            Self::Capped { .. } => t!("At maximum").to_owned(),
            Self::AtMaximum { is_now: false, .. } => t!("Was at maximum").to_owned(),
            Self::AboveMaximum { .. } => t!("Above maximum").to_owned(),
            other => other.kind().label().to_owned(),
        }
    }

    /// What stands beside the word: for how long, or how often; none where that is not known, or
    /// where the sentence says it.
    #[must_use]
    pub fn note(&self, now_ms: i64) -> Option<String> {
        // Whole minutes: what counts seconds moves all the time, and tells nothing more.
        let lasts = |ms: i64| (ms >= MINUTE_MS).then(|| duration_text(ms - ms % MINUTE_MS));
        match self {
            Self::Capped { since_ms, .. }
            | Self::AtMaximum { since_ms, .. }
            | Self::NoData { since_ms, .. } => lasts(now_ms - (*since_ms)?),
            Self::Flapping { reversals, within_ms } => {
                Some(t!("count" => "{reversals} in {}", whole_hours(*within_ms)))
            }
            Self::Held { hold, is_over: false, .. } => {
                lasts(hold.until_ms - now_ms).map(|span| t!("time" => "{span} left"))
            }
            _ => None,
        }
    }

    /// What is wrong or going on, in a sentence; none where there is nothing to say. `when` writes
    /// an instant.
    #[must_use]
    pub fn sentence(&self, when: impl Fn(i64) -> String) -> Option<String> {
        Some(match self {
            Self::Failing(_, trouble) => format!("{}.", trouble.as_ref()?.trim_end_matches('.')),
            Self::Capped { maximum, reading, .. } => asks_for_more(reading, *maximum),
            Self::NoData { metric, since_ms, stops_all } => {
                no_data(*metric, since_ms.map(when), *stops_all)
            }
            Self::Flapping { .. } => t!("Changes of size were undone within the hour.").to_owned(),
            Self::AboveMaximum { size, maximum } => {
                t!("{} now, above the maximum of {maximum}.", instances_text(*size))
            }
            Self::AtMaximum { maximum, is_now, stood, .. } => at_maximum(*maximum, *is_now, *stood),
            Self::Held { hold, is_over, asks } => held(hold, *is_over, asks.as_ref(), when),
            Self::Pinned(size) => {
                t!("Minimum and maximum are both {size}: no rule can change the size.")
            }
            Self::Changing { sizes, .. } => {
                let (now, wanted) = (*sizes)?;
                t!("{} now, {wanted} wanted.", instances_text(now))
            }
            Self::Unjudged | Self::Steady => return None,
        })
    }

    /// What to do next; none where there is nothing to do.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        let (label, place) = match self {
            Self::Failing(..) => (t!("Show errors"), StepPlace::Page),
            Self::Capped { .. } | Self::AtMaximum { is_now: true, .. } => {
                (t!("Raise the maximum"), StepPlace::Form)
            }
            Self::NoData { .. } => (t!("Find the cause"), StepPlace::Page),
            Self::Flapping { .. } | Self::AtMaximum { .. } => (t!("See why"), StepPlace::WhatIf),
            Self::Held { .. } => (t!("Give back…"), StepPlace::Page),
            Self::Pinned(_) => (t!("Change the bounds"), StepPlace::Form),
            Self::AboveMaximum { .. } | Self::Changing { .. } => (t!("Watch"), StepPlace::Page),
            Self::Unjudged | Self::Steady => return None,
        };
        Some(Step { label, place })
    }
}

fn at_maximum(maximum: u32, is_now: bool, stood: Option<(i64, i64)>) -> String {
    let spent = stood.map(|(for_ms, of_ms)| match for_ms >= of_ms {
        true => t!("time spent" => "all of the last {}", hours(of_ms)),
        false => t!("time spent" => "{} of the last {}", hours(for_ms), hours(of_ms)),
    });
    match (is_now, spent) {
        (true, Some(spent)) => {
            t!("It stands at its maximum of {maximum}, where it spent {spent}.")
        }
        (false, Some(spent)) => t!("It spent {spent} at its maximum of {maximum}."),
        (_, None) => t!("It stands at its maximum of {maximum}."),
    }
}

/// A part of a day, of which all is 24 hours.
fn hours(ms: i64) -> String {
    if ms == Day::SPAN_MS { "24\u{a0}h".to_owned() } else { duration_text(ms) }
}

/// The same without minutes, where it is long.
fn whole_hours(ms: i64) -> String {
    const HOUR_MS: i64 = 60 * MINUTE_MS;
    match (ms + HOUR_MS / 2) / HOUR_MS {
        0..=1 => duration_text(ms),
        hours => format!("{hours}\u{a0}h"),
    }
}

fn asks_for_more(reading: &Reading, maximum: u32) -> String {
    let Reading { metric, value, limit, is_target } = *reading;
    let (value, limit, label) = (quantity(metric, value), quantity(metric, limit), metric.label());
    match is_target {
        true => {
            t!("{label} at {value} (target {limit}) asks for more than the maximum of {maximum}.")
        }
        false => t!(
            "{label} at {value} (threshold {limit}) asks for more than the maximum of {maximum}."
        ),
    }
}

/// Since when there is no sample of a metric, and what that stops.
fn no_data(metric: Metric, since: Option<String>, stops_all: bool) -> String {
    let label = metric.label();
    let gone = match since {
        Some(since) => t!("No sample of {label} since {since}"),
        None => t!("No sample of {label} in 24\u{a0}h"),
    };
    match stops_all {
        true => t!("{gone}: no rule can act."),
        false => t!("{gone}: the rules that watch it cannot act."),
    }
}

fn held(
    hold: &Hold,
    is_over: bool,
    asks: Option<&Reading>,
    when: impl Fn(i64) -> String,
) -> String {
    let (least, most) = hold.bounds;
    let until = when(hold.until_ms);
    let held = match is_over {
        false => t!("Held at {} until {until}.", hold.instances()),
        true => t!("Held at {}, and the time of that was over at {until}.", hold.instances()),
    };
    let before = t!("{held} Before, the bounds were {least} to {most}.");
    match asks {
        Some(reading) => format!("{} {before}", asks_for_more(reading, hold.size)),
        None => before,
    }
}
