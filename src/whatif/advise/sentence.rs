//! A recommendation in sentences.

use super::held_out::HeldOut;
use super::worth::{LEAST_MINUTES_A_MONTH, LEAST_SAVING};
use super::{Advice, OverloadWorth, Recommendation, Score, Weighing};
use crate::base::{grouped, thousands};
use crate::whatif::{HOURS_PER_DAY, HOURS_PER_MONTH, Interval};

impl Recommendation {
    /// What it buys against the saved rules, in a sentence. `clause` says what to do, as
    /// [`super::Grid::clause`] does; without a price the cost is in Instance-hours.
    #[must_use]
    pub fn sentence(
        &self,
        clause: &str,
        span: Interval,
        eur_per_hour: Option<f64>,
        weighing: &Weighing,
    ) -> String {
        let Some(point) = self.point else { return self.keep(span, weighing) };
        let (before, after) = (&self.saved, &point.score);
        let mut text = format!(
            "{clause}: that {} {}, {}, {}.",
            cost(before, after, span, eur_per_hour),
            overload(before, after),
            counted("changes", before.changes, after.changes),
            counted("reversals", before.reversals, after.reversals),
        );
        if self.advice == Advice::Trade {
            text += &traded(weighing, span);
        }
        text
    }

    /// Why the saved rules stay.
    fn keep(&self, span: Interval, weighing: &Weighing) -> String {
        let limit = weighing.limit(span.hours());
        let aim = match limit {
            Some(limit) if self.saved.overload_minutes > limit => {
                format!("keeps within {} min of overload in this history", grouped(limit, 0))
            }
            _ => format!(
                "saves {} % of the cost, or {} min of overload a month, without being worse in \
                 something",
                grouped(LEAST_SAVING * 100.0, 0),
                grouped(LEAST_MINUTES_A_MONTH, 0)
            ),
        };
        let refused = match self.refused {
            0 => String::new(),
            count => format!(
                " {} would over the whole history, but did not stand a further check{}.",
                thousands(count.into()),
                self.passed_over.map_or(String::new(), |one| format!(
                    ": of the cheapest, which would save {} %, {}",
                    grouped(one.saves(&self.saved) * 100.0, 1),
                    one.check.words()
                ))
            ),
        };
        format!("Keep the saved rules: no point of this sweep {aim}.{refused}{}", self.unseen())
    }

    fn unseen(&self) -> String {
        match self.not_looked_at {
            0 => String::new(),
            count => format!(" {} dearer ones were not looked at.", thousands(count.into())),
        }
    }

    /// How it does on days that it was not chosen on, in a sentence or two.
    #[must_use]
    pub fn verdict(&self) -> String {
        let Some(held_out) = &self.held_out else {
            let days = match self.days {
                0 => "less than a day".to_owned(),
                1 => "1 whole day".to_owned(),
                days => format!("{days} whole days"),
            };
            return format!(
                "The history is too short to tell whether this holds on other days: it has {days}, \
                 and {} are needed.",
                Self::LEAST_DAYS
            );
        };
        match self.point {
            Some(_) => format!("{} {}", held_out.of_advised(), held_out.sentence()),
            None => {
                format!("The choice itself was tried on other days too. {}", held_out.sentence())
            }
        }
    }
}

impl HeldOut {
    /// How the advised point itself does on half of the days, whichever they are.
    fn of_advised(&self) -> String {
        let splits = thousands(self.splits.into());
        match self.advised_worse {
            0 => format!("On no half of the days is it worse than what is saved: {splits} splits."),
            count => format!(
                "It is worse than what is saved on half of the days in {} of {splits} splits.",
                thousands(count.into())
            ),
        }
    }

    fn sentence(&self) -> String {
        let Self { splits, chosen, points, .. } = *self;
        let splits_text = thousands(splits.into());
        let Some(overfitting) = self.overfitting else {
            return format!(
                "Chosen on half of the days, nothing would have been, in any of {splits_text} \
                 splits: there is nothing to judge on the other half."
            );
        };
        let among = match chosen {
            all if all == splits => format!("{splits_text} splits"),
            some => format!(
                "the {} of {splits_text} splits in which anything was chosen",
                thousands(some.into())
            ),
        };
        let in_splits = |count: u32| match count {
            0 => "in none".to_owned(),
            count => format!("in {}", thousands(count.into())),
        };
        format!(
            "Chosen on half of the days by cost and limits alone, a point saves {} % there and \
             {} % on the other half; there overload is worse {} and changes or reversals {} of \
             {among}. Probability of backtest overfitting: {overfitting:.2}, among {} points.",
            grouped(self.saves_chosen_on * 100.0, 1),
            grouped(self.saves_held_out * 100.0, 1),
            in_splits(self.overload_worse),
            in_splits(self.changes_worse),
            thousands(points.into()),
        )
    }
}

fn cost(before: &Score, after: &Score, span: Interval, eur_per_hour: Option<f64>) -> String {
    let hours = after.instance_hours - before.instance_hours;
    if hours == 0.0 {
        return "costs the same".to_owned();
    }
    let share = match before.instance_hours {
        0.0 => String::new(),
        whole => format!(" ({} %)", grouped((hours / whole * 100.0).abs(), 1)),
    };
    let amount = match eur_per_hour {
        Some(price) => {
            let monthly = hours.abs() / span.hours() * HOURS_PER_MONTH * price;
            format!("€ {} a month", grouped(monthly, 2))
        }
        None => {
            let daily = hours.abs() / span.hours() * HOURS_PER_DAY;
            format!("{} Instance-hours a day", grouped(daily, 1))
        }
    };
    match hours < 0.0 {
        true => format!("saves {amount}{share}"),
        false => format!("costs {amount}{share} more"),
    }
}

fn overload(before: &Score, after: &Score) -> String {
    let minutes = after.overload_minutes - before.overload_minutes;
    let text = |minutes: f64| format!("{} min of overload", grouped(minutes, 0));
    match minutes {
        0.0 => "with no more overload".to_owned(),
        minutes if minutes < 0.0 && minutes > -0.5 => "with hardly less overload".to_owned(),
        minutes if minutes < 0.0 => format!("and avoids {} of this history", text(-minutes)),
        minutes => format!("and adds {} to this history", text(minutes)),
    }
}

/// `with 4 changes instead of 9`.
fn counted(what: &str, before: usize, after: usize) -> String {
    match (before, after) {
        (before, after) if before == after => format!("{what} stay at {before}"),
        _ => format!("{what} go from {before} to {after}"),
    }
}

/// By what a trade is one.
fn traded(weighing: &Weighing, span: Interval) -> String {
    match (weighing.worth(), weighing.limit(span.hours())) {
        (OverloadWorth::EurPerMinute(eur), _) => {
            format!(" That is a trade, at € {eur} for a minute of overload.")
        }
        (OverloadWorth::MinutesPerMonth(minutes), Some(limit)) => format!(
            " That is a trade, within {} min of overload a month: {} in this history.",
            grouped(minutes, 0),
            grouped(limit, 0)
        ),
        _ => String::new(),
    }
}
