//! A recommendation in sentences.

use super::held_out::HeldOut;
use super::worth::{LEAST_MINUTES_A_MONTH, LEAST_SAVING};
use super::{Advice, OverloadWorth, Recommendation, Score, Weighing, Worth};
use crate::base::{as_shown, grouped, minute_decimals, plain, thousands};
use crate::whatif::{HOURS_PER_DAY, Interval};

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
        let cost = cost(before, after, span, eur_per_hour);
        let overload = overload(before, after);
        let changes = changes(before.changes, after.changes);
        let reversals = reversals(before.reversals, after.reversals);
        let mut text = t!("{clause}: that {cost} {overload}, {changes}, {reversals}.");
        if self.advice == Advice::Trade {
            text += &traded(weighing, span);
        }
        text
    }

    /// Why the saved rules stay.
    fn keep(&self, span: Interval, weighing: &Weighing) -> String {
        let hours = span.hours();
        let aim = match weighing.breaks_limit(&self.saved, hours) {
            true => {
                let limits = limits(weighing.limit(hours), weighing.reversal_limit(hours));
                t!("keeps within {limits} in this history")
            }
            false => {
                let share = grouped(LEAST_SAVING * 100.0, 0);
                let minutes = grouped(LEAST_MINUTES_A_MONTH, 0);
                t!("saves {share}\u{a0}% of the cost, or {minutes}\u{a0}min of overload a month, \
                     without being worse in some other way")
            }
        };
        let (refused, unseen) = (self.refused(), self.unseen());
        t!("Keep the saved rules: no point of this sweep {aim}.{refused}{unseen}")
    }

    fn refused(&self) -> String {
        let cheapest = self.passed_over.map_or(String::new(), |one| {
            let (saves, why) = (one.saving_words(&self.saved), one.check.words());
            t!(": the first of them {saves}, but {why}")
        });
        let count = thousands(self.refused.into());
        match self.refused {
            0 => String::new(),
            1 => t!(
                "one" => " {count} would over the whole history, but did not stand a further \
                 check{cheapest}."
            ),
            _ => t!(" {count} would over the whole history, but did not stand a further \
                 check{cheapest}."),
        }
    }

    fn unseen(&self) -> String {
        let count = thousands(self.not_looked_at.into());
        match self.not_looked_at {
            0 => String::new(),
            1 => t!("one" => " {count} dearer ones were not looked at."),
            _ => t!(" {count} dearer ones were not looked at."),
        }
    }

    /// How it does on days that it was not chosen on, in a sentence or two.
    #[must_use]
    pub fn verdict(&self) -> String {
        let Some(held_out) = &self.held_out else {
            let days = match self.days {
                0 => t!("less than a day").to_owned(),
                1 => t!("1 whole day").to_owned(),
                days => t!("{days} whole days"),
            };
            let least = Self::LEAST_DAYS;
            return t!(
                "The history is too short to tell whether this holds on other days: it has {days}, \
                 and {least} are needed."
            );
        };
        let tried = held_out.sentence();
        match self.point {
            Some(_) => format!("{} {tried}", held_out.of_advised()),
            None => t!("The choice itself was tried on other days too. {tried}"),
        }
    }
}

impl HeldOut {
    /// How the advised point itself does on half of the days, whichever they are.
    fn of_advised(&self) -> String {
        let [splits, worse] = [self.splits, self.advised_worse].map(|one| thousands(one.into()));
        match self.advised_worse {
            0 => t!("On no half of the days is it worse than what is saved: {splits} splits."),
            _ => t!(
                "It is worse than what is saved on half of the days in {worse} of {splits} splits."
            ),
        }
    }

    fn sentence(&self) -> String {
        let [splits, chosen, points] =
            [self.splits, self.chosen, self.points].map(|count| thousands(count.into()));
        let Some(overfitting) = self.overfitting else {
            return t!(
                "Chosen on half of the days, nothing would have been, in any of {splits} splits: \
                 there is nothing to judge on the other half."
            );
        };
        let among = match self.chosen == self.splits {
            true => t!("{splits} splits"),
            false => t!("{chosen} splits that had a pick (of {splits})"),
        };
        let overload = match self.overload_worse {
            0 => t!("none of the {among}"),
            all if all == self.chosen => t!("all {among}"),
            some => t!("{} of the {among}", thousands(some.into())),
        };
        let changes = match self.changes_worse {
            0 => t!("splits" => "in none").to_owned(),
            all if all == self.chosen => t!("splits" => "in all").to_owned(),
            some => t!("splits" => "in {}", thousands(some.into())),
        };
        let harm = match self.overload_worse == 0 && self.changes_worse == 0 {
            true => {
                t!("There overload got worse in {overload}, and changes or reversals {changes}.")
            }
            false => {
                t!("But overload got worse in {overload}, and changes or reversals {changes}.")
            }
        };
        let [here, there] =
            [self.saves_chosen_on, self.saves_held_out].map(|share| grouped(share * 100.0, 1));
        let overfitting = grouped(overfitting, 2);
        t!("Picked on half of the days, the best point saves {here}\u{a0}% there and \
             {there}\u{a0}% on the rest. {harm} Probability of backtest overfitting: \
             {overfitting}, among {points} points.")
    }
}

fn cost(before: &Score, after: &Score, span: Interval, eur_per_hour: Option<f64>) -> String {
    let hours = after.instance_hours - before.instance_hours;
    if hours == 0.0 {
        return t!("costs the same").to_owned();
    }
    let share = match before.instance_hours {
        0.0 => String::new(),
        whole => {
            let share = grouped((hours / whole * 100.0).abs(), 1);
            t!(" ({share}\u{a0}%)")
        }
    };
    let amount = match eur_per_hour {
        Some(price) => {
            let daily = grouped(hours.abs() / span.hours() * HOURS_PER_DAY * price, 2);
            t!("€\u{a0}{daily} a day")
        }
        None => {
            let daily = grouped(hours.abs() / span.hours() * HOURS_PER_DAY, 1);
            t!("{daily} Instance-hours a day")
        }
    };
    match hours < 0.0 {
        true => t!("saves {amount}{share}"),
        false => t!("costs {amount}{share} more"),
    }
}

fn overload(before: &Score, after: &Score) -> String {
    let ends = [before.overload_minutes, after.overload_minutes];
    let decimals = minute_decimals(&ends);
    let more = as_shown(ends[1], decimals) - as_shown(ends[0], decimals);
    let minutes = grouped(more.abs(), decimals);
    match more {
        0.0 if ends[1] < ends[0] => t!("with hardly less overload").to_owned(),
        0.0 => t!("with no more overload").to_owned(),
        more if more < 0.0 => t!("and avoids {minutes}\u{a0}min of overload of this history"),
        _ => t!("and adds {minutes}\u{a0}min of overload to this history"),
    }
}

fn changes(before: usize, after: usize) -> String {
    match before == after {
        true => t!("changes stay at {before}"),
        false => t!("changes go from {before} to {after}"),
    }
}

fn reversals(before: usize, after: usize) -> String {
    match before == after {
        true => t!("reversals stay at {before}"),
        false => t!("reversals go from {before} to {after}"),
    }
}

/// By what a trade is one.
fn traded(weighing: &Weighing, span: Interval) -> String {
    let Worth { overload, reversals_per_month } = weighing.worth();
    let hours = span.hours();
    let minutes = match overload {
        OverloadWorth::MinutesPerMonth(minutes) => Some(minutes),
        OverloadWorth::EurPerMinute(_) | OverloadWorth::NoMore => None,
    };
    let stated = limits(minutes, reversals_per_month);
    let here = [weighing.limit(hours), weighing.reversal_limit(hours)];
    let here: Vec<String> = here.into_iter().flatten().map(|limit| grouped(limit, 0)).collect();
    let here = here.join(t!(" and "));
    match overload {
        OverloadWorth::EurPerMinute(eur) => {
            let eur = plain(eur);
            let priced = t!(" That is a trade, at €\u{a0}{eur} for a minute of overload.");
            match here.is_empty() {
                true => priced,
                false => priced + &t!(" It keeps within {stated} a month: {here} in this history."),
            }
        }
        _ if here.is_empty() => String::new(),
        _ => t!(" That is a trade, within {stated} a month: {here} in this history."),
    }
}

/// Limits of overload in minutes and of reversals, those that there are.
fn limits(minutes: Option<f64>, reversals: Option<f64>) -> String {
    let minutes = minutes.map(|limit| {
        let limit = grouped(limit, 0);
        t!("{limit}\u{a0}min of overload")
    });
    let reversals = reversals.map(|limit| {
        let limit = grouped(limit, 0);
        match limit.as_str() {
            "1" => t!("1 reversal").to_owned(),
            _ => t!("{limit} reversals"),
        }
    });
    minutes.into_iter().chain(reversals).collect::<Vec<_>>().join(t!(" and "))
}
