//! What overload and reversals are worth to whoever asks for advice, and when a setting is worse or
//! better.

use serde::{Deserialize, Serialize};

use super::Score;
use crate::whatif::HOURS_PER_MONTH;

/// What a user says of overload before a sweep is weighed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverloadWorth {
    /// Nothing: there may be no more of it than under the saved rules, whatever that would save.
    #[default]
    NoMore,
    /// A minute of it costs so many EUR, and what costs the least in all is best.
    EurPerMinute(f64),
    /// There may be so many minutes of it a month, of 730 hours.
    MinutesPerMonth(f64),
}

/// What a user says of overload and reversals before a sweep is weighed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Worth {
    /// What overload is worth.
    pub overload: OverloadWorth,
    /// How many reversals there may be a month, of 730 hours; without it, no more of them than
    /// under the saved rules.
    pub reversals_per_month: Option<f64>,
}

impl From<OverloadWorth> for Worth {
    fn from(overload: OverloadWorth) -> Self {
        Self { overload, reversals_per_month: None }
    }
}

/// Scores weighed by what overload and reversals are worth. Costs are in Instance-hours throughout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Weighing {
    worth: Worth,
    /// What a minute of overload costs, in Instance-hours; 0 where nobody said.
    hours_per_minute: f64,
}

/// How a point is better than the saved rules by as much as it takes to be advised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gain {
    /// It costs less.
    Cost,
    /// It meets every stated limit, which the saved rules do not.
    Limit,
    /// It costs no more and has less overload.
    Overload,
}

/// The least saving that is worth an edit, as a share of the cost.
pub const LEAST_SAVING: f64 = 0.02;

/// The least overload avoided that is worth an edit, in minutes a month...
pub const LEAST_MINUTES_A_MONTH: f64 = 30.0;

/// ...and as a share of what there was.
const LEAST_SHARE_OF_MINUTES: f64 = 0.1;

impl Weighing {
    /// Weighs by such a worth at such a price of an Instance-hour, in EUR.
    ///
    /// # Errors
    /// Says in a sentence what is wrong with the worth, or that it needs a price.
    pub fn new(worth: impl Into<Worth>, eur_per_hour: Option<f64>) -> Result<Self, String> {
        let worth = worth.into();
        let sound = |value: &f64| value.is_finite() && *value >= 0.0;
        let amount = match worth.overload {
            OverloadWorth::NoMore => 0.0,
            OverloadWorth::EurPerMinute(eur) => eur,
            OverloadWorth::MinutesPerMonth(minutes) => minutes,
        };
        if ![Some(amount), worth.reversals_per_month].iter().flatten().all(sound) {
            return Err(t!("Give a number of 0 or more.").to_owned());
        }
        let OverloadWorth::EurPerMinute(eur) = worth.overload else {
            return Ok(Self { worth, hours_per_minute: 0.0 });
        };
        let Some(price) = eur_per_hour.filter(|price| *price > 0.0) else {
            return Err(t!(
                "A minute of overload in EUR can be weighed only against an Instance's price. \
                 Give the price of an Instance-hour, or a limit in minutes a month."
            )
            .to_owned());
        };
        Ok(Self { worth, hours_per_minute: eur / price })
    }

    /// What was said of overload and reversals.
    #[must_use]
    pub const fn worth(&self) -> Worth {
        self.worth
    }

    /// What a score costs in all, in Instance-hours.
    #[must_use]
    pub fn cost(&self, score: &Score) -> f64 {
        score.instance_hours + score.overload_minutes * self.hours_per_minute
    }

    /// The stated limit of overload over so many hours, in minutes, where there is one.
    #[must_use]
    pub fn limit(&self, hours: f64) -> Option<f64> {
        match self.worth.overload {
            OverloadWorth::MinutesPerMonth(minutes) => Some(minutes * hours / HOURS_PER_MONTH),
            OverloadWorth::NoMore | OverloadWorth::EurPerMinute(_) => None,
        }
    }

    /// The stated limit of reversals over so many hours, where there is one.
    #[must_use]
    pub fn reversal_limit(&self, hours: f64) -> Option<f64> {
        self.worth.reversals_per_month.map(|count| count * hours / HOURS_PER_MONTH)
    }

    /// Whether a score over so many hours breaks a stated limit.
    #[must_use]
    pub fn breaks_limit(&self, score: &Score, hours: f64) -> bool {
        self.limit(hours).is_some_and(|limit| score.overload_minutes > limit)
            || self.reversal_limit(hours).is_some_and(|limit| reversals(score) > limit)
    }

    /// Whether a point has more reversals than the saved rules over the same stretch of so many
    /// hours, and than a stated limit allows.
    #[must_use]
    pub fn reverses_more(&self, saved: &Score, point: &Score, hours: f64) -> bool {
        let limit = self.reversal_limit(hours).unwrap_or_default();
        reversals(point) > reversals(saved).max(limit)
    }

    /// Whether a point is worse than the saved rules over the same stretch of so many hours: in
    /// changes or reversals, and in overload or what that is worth. Under a stated limit more
    /// overload, or more reversals, than saved is no worse while it keeps that limit.
    #[must_use]
    pub fn is_worse(&self, saved: &Score, point: &Score, hours: f64) -> bool {
        let overload = match self.worth.overload {
            OverloadWorth::NoMore => point.overload_minutes > saved.overload_minutes,
            OverloadWorth::EurPerMinute(_) => self.cost(point) > self.cost(saved),
            OverloadWorth::MinutesPerMonth(_) => {
                let limit = self.limit(hours).unwrap_or_default();
                point.overload_minutes > saved.overload_minutes.max(limit)
            }
        };
        overload || point.changes > saved.changes || self.reverses_more(saved, point, hours)
    }

    /// How a point that is not worse is better over a whole history of so many hours, by as much
    /// as it takes; `None` where it is not.
    #[must_use]
    pub fn gain(&self, saved: &Score, point: &Score, hours: f64) -> Option<Gain> {
        if self.breaks_limit(saved, hours) {
            return (!self.breaks_limit(point, hours)).then_some(Gain::Limit);
        }
        let cost = self.cost(saved);
        if self.cost(point) <= cost * (1.0 - LEAST_SAVING) && cost > 0.0 {
            return Some(Gain::Cost);
        }
        let avoided = saved.overload_minutes - point.overload_minutes;
        let least = (LEAST_MINUTES_A_MONTH * hours / HOURS_PER_MONTH)
            .max(saved.overload_minutes * LEAST_SHARE_OF_MINUTES);
        let cheap = point.instance_hours <= saved.instance_hours;
        (cheap && avoided > 0.0 && avoided >= least).then_some(Gain::Overload)
    }
}

fn reversals(score: &Score) -> f64 {
    f64::from(u32::try_from(score.reversals).unwrap_or(u32::MAX))
}
