//! How far a replay can be trusted: a line for each thing that tells, with its figure and what
//! follows from it.

use super::words;
use crate::base::{duration_text, grouped, is_one};
use crate::whatif::{Estimate, Fit, LoadEstimate, Spread};
use crate::worker::replay::{CalibrationReport, LoadReport, Remark};

/// The share of changes that match from which on a replay is taken to follow its group.
const FOLLOWS: f64 = 0.9;

/// How far an elasticity may be from the assumed one and still be nearly that.
const NEARLY: f64 = 0.1;

/// What a line comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was checked, and holds.
    Passed,
    /// It is worth a look.
    Look,
    /// Nothing is known of it yet, or nothing is to be judged.
    Open,
}

impl Mark {
    /// It in a word, for what draws it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Look => "look",
            Self::Open => "open",
        }
    }
}

/// One of the things that tell how far a replay can be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// What it comes to.
    pub mark: Mark,
    /// What it is, with its figure where that is short.
    pub name: String,
    /// What was counted.
    pub figure: String,
    /// What follows from it.
    pub line: String,
}

impl Trust {
    /// How well the replay met what was real.
    #[must_use]
    pub fn of_calibration(found: &CalibrationReport) -> Self {
        let CalibrationReport { score, met, real, extra, fit, .. } = found;
        let Some(score) = *score else {
            return Self {
                mark: Mark::Open,
                name: t!("Prediction").to_owned(),
                figure: String::new(),
                line: t!("Neither side ever changed its size: nothing shows how well it is met.")
                    .to_owned(),
            };
        };
        let extra = match *extra {
            0 => None,
            1 => Some(t!("The replay made 1 change of its own.").to_owned()),
            count => Some(t!("The replay made {count} changes of its own.")),
        };
        let is_followed = score >= FOLLOWS;
        let doubt =
            (!is_followed).then(|| t!("Where few match, so will few of an edit's.").to_owned());
        let said = [near(fit), extra, doubt].into_iter().flatten().collect::<Vec<_>>();
        Self {
            mark: if is_followed { Mark::Passed } else { Mark::Look },
            name: t!("Prediction {:.0}\u{a0}%", score * 100.0),
            figure: t!("{met} of {real} real changes met"),
            line: said.join(" "),
        }
    }

    /// Whether load spreads as assumed.
    #[must_use]
    pub fn of_load(found: &LoadReport) -> Self {
        let told = found.estimate.and_then(|own| match own {
            LoadEstimate::Told { changes, elasticity, idle } => {
                let is_near = (elasticity.value - 1.0).abs() <= NEARLY && idle.least <= 0.0;
                Some((own.spread()?, is_near, changes, elasticity))
            }
            LoadEstimate::Total | LoadEstimate::NeverChanged | LoadEstimate::TooFew(_) => None,
        });
        let Some((spread, is_near, changes, elasticity)) = told else {
            return Self {
                mark: Mark::Open,
                name: t!("Load model").to_owned(),
                figure: t!("assumed").to_owned(),
                line: found.sentence.clone(),
            };
        };
        let name = match spread {
            Spread::AsAssumed => t!("Load spreads as assumed"),
            _ if is_near => t!("Load spreads nearly as assumed"),
            Spread::Less => t!("Load spreads less than assumed"),
            Spread::More => t!("Load spreads more than assumed"),
        };
        let [value, least, most] = range(elasticity);
        Self {
            mark: match spread == Spread::AsAssumed || is_near {
                true => Mark::Passed,
                false => Mark::Look,
            },
            name: name.to_owned(),
            figure: t!("{value} ({least} to {most})"),
            line: t!("Measured at {changes} changes of size; 1 is half when the fleet doubles."),
        }
    }

    /// How often the replay went back and forth.
    #[must_use]
    pub fn of_reversals(count: usize) -> Self {
        Self {
            mark: Mark::Open,
            name: words::reversals(count),
            figure: String::new(),
            line: t!("Opens with each of them: when it was, and what brought it about.").to_owned(),
        }
    }

    /// What no source settles; `None` while nobody has asked what it would change, since that
    /// replays everything again and again.
    #[must_use]
    pub fn of_unknown(found: Option<&Result<Vec<Remark>, String>>) -> Self {
        let (mark, figure, line) = match found {
            None => (
                Mark::Open,
                String::new(),
                t!("Checked while it is open: each unknown is taken otherwise, one at a time.")
                    .to_owned(),
            ),
            Some(Err(why)) => (Mark::Look, String::new(), why.clone()),
            Some(Ok(all)) => match all.first() {
                None => (
                    Mark::Passed,
                    t!("none matters").to_owned(),
                    t!("Nothing that is unknown here would change this result.").to_owned(),
                ),
                Some(first) => (Mark::Look, mattering(all.len()), first.sentence.clone()),
            },
        };
        Self { mark, name: t!("What nobody knows").to_owned(), figure, line }
    }

    /// The measures that the literature counts.
    #[must_use]
    pub fn of_measures() -> Self {
        Self {
            mark: Mark::Open,
            name: t!("As the literature counts it").to_owned(),
            figure: String::new(),
            line: t!("Counted while it is open: what was lacking, what stood idle, and how long.")
                .to_owned(),
        }
    }
}

/// How near the changes and the size are.
fn near(fit: &Fit) -> Option<String> {
    let apart = duration_text(fit.offset_median_ms?);
    let off = grouped(fit.mape? * 100.0, 1);
    Some(t!(
        "Changes come {apart} apart at the median; the size is off by {off}\u{a0}% on average."
    ))
}

fn range(one: Estimate) -> [String; 3] {
    [one.value, one.least, one.most].map(|own| grouped(own, 2))
}

fn mattering(count: usize) -> String {
    if is_one(count) { t!("one matters").to_owned() } else { t!("{count} matter") }
}
