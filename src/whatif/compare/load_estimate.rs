//! What a recording says of how load spreads over Instances.
//!
//! At each real change of size the metric before and after tells. Before it a trend, by Holt's
//! double exponential smoothing (Holt 1957), forecasts the first whole sample after it as if the
//! size had stayed; what that sample shows instead is the change's doing. Over all changes two
//! numbers are fitted by least squares of relative errors: `after = idle + (before − idle) ·
//! (sizes' ratio)^−elasticity`. A forecast uses nothing but what was before the change, so that a
//! change which a high sample brought about does not bias it. The intervals hold every pair whose
//! sum of squares is not larger than the F distribution's 95 % of one number allows.

use serde::{Deserialize, Serialize};

use super::jumps::{Jump, jumps};
use crate::base::grouped;
use crate::engine::Metric;
use crate::whatif::{History, LoadModel, ModelOptions, SizeAt};

/// A number with what it could be as well, at 95 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// What fits best.
    pub value: f64,
    /// The least that fits.
    pub least: f64,
    /// The most that fits.
    pub most: f64,
}

/// How load spreads, as the real changes of size show it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadEstimate {
    /// The metric is a total, which is assumed not to depend on the size.
    Total,
    /// The recording's size never changed: it says nothing of how load spreads.
    NeverChanged,
    /// It changed too seldom, or always where the metric cannot be read, so that nothing can be
    /// estimated; with how many changes there are to go by.
    TooFew(usize),
    /// So many changes tell.
    Told {
        /// How many.
        changes: usize,
        /// What a metric is divided by as the fleet grows, as a power: 1 where it halves when the
        /// fleet doubles, 0 where it does not fall at all.
        elasticity: Estimate,
        /// What an Instance shows without any load, in the metric's unit.
        idle: Estimate,
    },
}

/// What an estimate says of the assumption that a metric halves when the fleet doubles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// It fits.
    AsAssumed,
    /// The metric falls by less: a larger fleet helps less than a plain replay shows.
    Less,
    /// It falls by more.
    More,
}

/// The fewest changes that are estimated from.
pub const FEWEST_CHANGES: usize = 8;

/// The elasticities and idle values that are tried.
const ELASTICITIES: u32 = 200;
const IDLES: u32 = 60;

/// The most of the lowest value that can be idle.
const HIGHEST_IDLE: f64 = 30.0;

impl LoadEstimate {
    /// What a history tells that was recorded under these sizes, as they served.
    ///
    /// ```
    /// use headroom::whatif::{LoadEstimate, from_file};
    ///
    /// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
    /// let estimate = LoadEstimate::of(&job.histories[0], &job.recorded_sizes);
    /// assert_eq!(estimate, LoadEstimate::NeverChanged, "two Instances throughout tell nothing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(history: &History, sizes: &[SizeAt]) -> Self {
        let within = |entry: &&SizeAt| {
            let (first, last) = (history.times_ms.first(), history.times_ms.last());
            first.is_some_and(|first| entry.at_ms > *first) && Some(&entry.at_ms) < last
        };
        if history.load != LoadModel::PerInstance {
            return Self::Total;
        }
        if !sizes.iter().skip(1).any(|own| within(&own)) {
            return Self::NeverChanged;
        }
        let jumps = jumps(history, sizes);
        if jumps.len() < FEWEST_CHANGES {
            return Self::TooFew(jumps.len());
        }
        fitted(&jumps)
    }

    /// A model with what it tells, to the digits that it is told with; `None` where it tells
    /// nothing, or not of the CPU, which alone has an idle share.
    #[must_use]
    pub fn fitted(&self, metric: Metric, model: ModelOptions) -> Option<ModelOptions> {
        let Self::Told { elasticity, idle, .. } = *self else { return None };
        let told = ModelOptions {
            elasticity: libm::round(elasticity.value * 100.0) / 100.0,
            idle_percent: libm::round(idle.value * 10.0) / 10.0,
            ..model
        };
        (metric == Metric::Cpu).then_some(told)
    }

    /// What it says of the plain assumption; `None` where it tells nothing.
    #[must_use]
    pub fn spread(&self) -> Option<Spread> {
        let Self::Told { elasticity, idle, .. } = *self else { return None };
        let fits = elasticity.least <= 1.0 && 1.0 <= elasticity.most && idle.least <= 0.0;
        Some(match (fits, elasticity.most < 1.0 || idle.least > 0.0) {
            (true, _) => Spread::AsAssumed,
            (false, true) => Spread::Less,
            (false, false) => Spread::More,
        })
    }

    /// It in a sentence or two, of this metric.
    #[must_use]
    pub fn sentence(&self, metric: Metric) -> String {
        let label = metric.label();
        match *self {
            Self::Total => {
                t!("{label} is a total of the group: it is assumed not to depend on the size.")
            }
            Self::NeverChanged => {
                t!("The recording's size never changed, so it cannot show how {label} answers to \
                     another size: that it halves when the fleet doubles is assumed.")
            }
            Self::TooFew(changes) => {
                let changes = match changes {
                    0 => t!("the recording has" => "no change").to_owned(),
                    1 => t!("the recording has" => "1 change").to_owned(),
                    count => t!("the recording has" => "{count} changes"),
                };
                t!("The recording has {changes} of size to measure how {label} answers, and \
                     {FEWEST_CHANGES} are needed: that it halves when the fleet doubles is \
                     assumed.")
            }
            Self::Told { changes, elasticity, idle } => {
                let verdict = self.spread().map(verdict).unwrap_or_default();
                told((metric, verdict), changes, elasticity, idle)
            }
        }
    }
}

fn verdict(spread: Spread) -> &'static str {
    match spread {
        Spread::AsAssumed => t!("That fits the assumption that it halves when the fleet doubles."),
        Spread::Less => t!(
            "It falls by less than the assumption says: a larger fleet helps less than is shown \
             here."
        ),
        Spread::More => t!(
            "It falls by more than the assumption says: a larger fleet helps more than is shown \
             here."
        ),
    }
}

fn told(
    (metric, verdict): (Metric, &str),
    changes: usize,
    elasticity: Estimate,
    idle: Estimate,
) -> String {
    let range = |one: Estimate, decimals: usize| {
        let [value, least, most] =
            [one.value, one.least, one.most].map(|own| grouped(own, decimals));
        t!("{value} ({least} to {most})")
    };
    let (label, elasticity, idle) = (metric.label(), range(elasticity, 2), range(idle, 1));
    match metric {
        Metric::Cpu => t!(
            "At {changes} real changes of size {label} went as with an elasticity of {elasticity} \
             and {idle}\u{a0}% idle, at 95\u{a0}%. {verdict}"
        ),
        _ => t!(
            "At {changes} real changes of size {label} went as with an elasticity of {elasticity} \
             and {idle} of its unit idle, at 95\u{a0}%. {verdict}"
        ),
    }
}

/// The sum of squares of the relative errors of a pair.
fn squares(jumps: &[Jump], elasticity: f64, idle: f64) -> f64 {
    let error = |jump: &Jump| {
        let expected = idle + (jump.forecast - idle) * libm::pow(jump.ratio, -elasticity);
        (jump.after - expected) / jump.forecast
    };
    jumps.iter().map(error).map(|error| error * error).sum()
}

fn fitted(jumps: &[Jump]) -> LoadEstimate {
    let lowest = jumps.iter().map(|jump| jump.forecast.min(jump.after)).fold(f64::MAX, f64::min);
    let highest_idle = lowest.clamp(0.0, HIGHEST_IDLE);
    let step = |index: u32, most: f64, count: u32| f64::from(index) / f64::from(count) * most;
    let grid: Vec<[f64; 3]> = (0..=ELASTICITIES)
        .flat_map(|e| (0..=IDLES).map(move |i| (e, i)))
        .map(|(e, i)| {
            let elasticity = step(e, ModelOptions::MOST_ELASTICITY, ELASTICITIES);
            let idle = step(i, highest_idle, IDLES);
            [squares(jumps, elasticity, idle), elasticity, idle]
        })
        .collect();
    let best = grid
        .iter()
        .fold([f64::INFINITY, 0.0, 0.0], |best, one| if one[0] < best[0] { *one } else { best });
    #[expect(clippy::cast_precision_loss, reason = "counts stay far under 2^53")]
    let freedom = (jumps.len() - 2) as f64;
    let limit = best[0] * (1.0 + f_limit(freedom) / freedom);
    let estimate = |of: usize| {
        let fits = || grid.iter().filter(|one| one[0] <= limit).map(|one| one[of]);
        let (least, most) = (fits().fold(f64::INFINITY, f64::min), fits().fold(0.0, f64::max));
        Estimate { value: best[of], least: least.min(best[of]), most: most.max(best[of]) }
    };
    let (elasticity, idle) = (estimate(1), estimate(2));
    LoadEstimate::Told { changes: jumps.len(), elasticity, idle }
}

/// The 95 % point of the F distribution of 1 and so many degrees of freedom: the square of
/// Student's, by the first terms of its expansion about the normal one (Abramowitz and Stegun,
/// 26.7.5).
fn f_limit(freedom: f64) -> f64 {
    const NORMAL: f64 = 1.959_963_985;
    let (x, n) = (NORMAL, freedom);
    let cubed = x * x * x;
    let first = (cubed + x) / 4.0;
    let second = (5.0 * cubed * x * x + 16.0 * cubed + 3.0 * x) / 96.0;
    let student = x + first / n + second / (n * n);
    student * student
}
