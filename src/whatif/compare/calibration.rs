//! The saved policies' replay beside what the real group did: how far can the replay be trusted?

use serde::{Deserialize, Serialize};

use crate::base::{duration_text, grouped, is_one, sort_by_key};
use crate::whatif::{Change, Interval, SizeAt, sizes_from_samples};

/// Where a real change of size is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// The text of an event or a log tells it.
    Event,
    /// Derived from samples of the number of Instances: it came at the sample that shows it or
    /// since the one before.
    Samples {
        /// How far apart those two are, in milliseconds.
        apart_ms: i64,
    },
}

/// A change of the real group's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RealChange {
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// By how many Instances; not 0.
    pub by: i64,
    /// Where that is known from.
    pub known: Known,
}

/// The changes that samples of the number of Instances show, in order of time.
#[must_use]
pub fn changes_in_counts(times_ms: &[i64], counts: &[f64]) -> Vec<RealChange> {
    let sizes = sizes_from_samples(times_ms, counts);
    let change = |pair: &[SizeAt]| {
        let at_ms = pair[1].at_ms;
        let by = i64::from(pair[1].size) - i64::from(pair[0].size);
        let earlier = times_ms.partition_point(|time_ms| *time_ms < at_ms);
        let before_ms = times_ms[..earlier].last().copied().unwrap_or(at_ms);
        RealChange { at_ms, by, known: Known::Samples { apart_ms: at_ms - before_ms } }
    };
    sizes.windows(2).map(change).collect()
}

/// What became of a change, real or simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pairing {
    /// Both have it, in the same direction and within the tolerance.
    Matched {
        /// The real change.
        real: RealChange,
        /// The simulated one.
        simulated: Change,
    },
    /// Only the real group changed.
    Missed(RealChange),
    /// Only the replay changed.
    Extra(Change),
}

impl Pairing {
    /// When it was: the real time where there is one.
    #[must_use]
    pub const fn at_ms(&self) -> i64 {
        match self {
            Self::Matched { real, .. } | Self::Missed(real) => real.at_ms,
            Self::Extra(change) => change.at_ms,
        }
    }
}

impl Pairing {
    /// Whether both changed by the same number of Instances.
    #[must_use]
    pub fn is_same_amount(&self) -> bool {
        match self {
            Self::Matched { real, simulated: Change { from, to, .. } } => {
                real.by == i64::from(*to) - i64::from(*from)
            }
            Self::Missed(_) | Self::Extra(_) => false,
        }
    }
}

/// The real and the simulated changes, one to one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Every change of either side once, in order of time.
    pub pairings: Vec<Pairing>,
    /// Changes that both have.
    pub matched: usize,
    /// Those of them that differ in how many Instances they added or removed.
    pub by_another_amount: usize,
    /// Changes that only the real group made.
    pub missed: usize,
    /// Changes that only the replay made.
    pub extra: usize,
    /// How far apart a matched pair may lie, in milliseconds.
    pub tolerance_ms: i64,
    /// Whether any real change was derived from samples.
    pub derived: bool,
    /// The share of all pairings that match, 0 to 1: the critical success index. `None` where
    /// neither side ever changed: that agrees, but shows nothing of how well the replay meets a
    /// change.
    pub score: Option<f64>,
    /// All of it in a sentence or two.
    pub sentence: String,
}

/// Compares a replay's changes with the real ones within its span. Pairs are of one direction and
/// at most `tolerance_ms` apart, which for a rhythm that is not known is one evaluation period;
/// changes derived from samples have the largest distance of those samples added. As many changes
/// as can be are matched.
///
/// ```
/// use headroom::engine::EVALUATION_PERIOD_MS;
/// use headroom::whatif::{Detail, Known, RealChange, calibrate, from_file, run};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let outcome = run(&job, Detail::Curves)?;
/// let simulated = &outcome.variants[0].changes;
/// // The real group grew three minutes later, and never shrank.
/// let at_ms = simulated[0].at_ms + 180_000;
/// let real = [RealChange { at_ms, by: 1, known: Known::Event }];
/// let found = calibrate(simulated, &real, outcome.span, EVALUATION_PERIOD_MS);
/// assert_eq!((found.matched, found.missed, found.extra), (1, 0, 2));
/// assert_eq!(found.score, Some(1.0 / 3.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn calibrate(
    simulated: &[Change],
    real: &[RealChange],
    span: Interval,
    tolerance_ms: i64,
) -> Calibration {
    let within = |change: &&RealChange| (span.from_ms..=span.to_ms).contains(&change.at_ms);
    let real: Vec<RealChange> = real.iter().filter(within).copied().collect();
    let apart_ms = |change: &RealChange| match change.known {
        Known::Event => 0,
        Known::Samples { apart_ms } => apart_ms,
    };
    let most_apart_ms = real.iter().map(apart_ms).max().unwrap_or(0);
    let tolerance_ms = tolerance_ms.saturating_add(most_apart_ms);
    let mut pairings = Vec::with_capacity(real.len() + simulated.len());
    for grows in [true, false] {
        let real = real.iter().filter(|change| (change.by > 0) == grows);
        let simulated = simulated.iter().filter(|change| (change.to > change.from) == grows);
        pair(real.copied(), simulated.copied(), tolerance_ms, &mut pairings);
    }
    sort_by_key(&mut pairings, Pairing::at_ms);
    let count = |kind: fn(&Pairing) -> bool| pairings.iter().filter(|one| kind(one)).count();
    let matched = count(|one| matches!(one, Pairing::Matched { .. }));
    let missed = count(|one| matches!(one, Pairing::Missed(_)));
    let extra = count(|one| matches!(one, Pairing::Extra(_)));
    let by_another_amount = matched - count(Pairing::is_same_amount);
    let derived = real.iter().any(|change| change.known != Known::Event);
    let score = (!pairings.is_empty()).then(|| share(matched, pairings.len()));
    let mut found = Calibration {
        pairings,
        matched,
        by_another_amount,
        missed,
        extra,
        tolerance_ms,
        derived,
        score,
        sentence: String::new(),
    };
    found.sentence = sentence(&found);
    found
}

/// Pairs two rows of changes in order of time. Two that are within the tolerance pair at once:
/// whatever either could pair with later, what is left can pair with as well, so that no other
/// way matches more.
fn pair(
    real: impl Iterator<Item = RealChange>,
    simulated: impl Iterator<Item = Change>,
    tolerance_ms: i64,
    pairings: &mut Vec<Pairing>,
) {
    let (mut real, mut simulated) = (real.peekable(), simulated.peekable());
    while let (Some(&one), Some(&other)) = (real.peek(), simulated.peek()) {
        if one.at_ms.abs_diff(other.at_ms) <= tolerance_ms.max(0).unsigned_abs() {
            pairings.push(Pairing::Matched { real: one, simulated: other });
            real.next();
            simulated.next();
        } else if one.at_ms < other.at_ms {
            pairings.push(Pairing::Missed(one));
            real.next();
        } else {
            pairings.push(Pairing::Extra(other));
            simulated.next();
        }
    }
    pairings.extend(real.map(Pairing::Missed));
    pairings.extend(simulated.map(Pairing::Extra));
}

fn sentence(found: &Calibration) -> String {
    let Calibration { matched, missed, extra, .. } = *found;
    let Some(score) = found.score else {
        return t!(
            "Neither the real group nor the replay ever changed: they agree, but nothing shows \
             how well the replay meets a change."
        )
        .to_owned();
    };
    let within = duration_text(found.tolerance_ms);
    let real = matched + missed;
    let mut text = match real {
        0 => t!("The real group never changed; the replay did, {extra} times."),
        _ if is_one(real) => {
            t!("The replay meets {matched} of {real} real change within {within}.")
        }
        _ => t!("The replay meets {matched} of {real} real changes within {within}."),
    };
    let other = found.by_another_amount;
    if other > 0 {
        text.push_str(&t!(" {other} of them by another amount."));
    }
    if real > 0 && extra > 0 {
        text.push_str(&match is_one(extra) {
            true => t!(" {extra} change only the replay made."),
            false => t!(" {extra} changes only the replay made."),
        });
    }
    let share = grouped((score * 100.0).floor(), 0);
    text.push_str(&t!(" {share}\u{a0}% of all changes match."));
    if found.derived {
        text.push_str(t!(" The real changes are derived from the number of Instances."));
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far under 2^53")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
