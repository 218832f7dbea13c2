//! An edit that would have helped, as a card shows it.

use super::report::minutes;
use crate::base::{as_shown, grouped, is_one, minute_decimals};
use crate::whatif::{
    HOURS_PER_DAY, Judgement, Repair, Repairs, Score, Setting, SettingText, Variant,
};

/// An edit that would have helped.
#[derive(Clone, Debug, PartialEq)]
pub struct RepairCard {
    /// How many settings it changes, and what sets it apart: `1 setting`.
    pub kind: String,
    /// Whether it costs the least for each minute that it prevents.
    pub is_best_bargain: bool,
    /// How much it prevents, and for what.
    pub headline: String,
    /// How much of the stretch's overload is left, 0 to 1.
    pub share_left: f64,
    /// That in words.
    pub left: String,
    /// What it sets.
    pub settings: Vec<SettingText>,
    /// What it does over the whole history.
    pub rows: Vec<RepairRow>,
    /// Whether anything is worse on the other days, or nothing tells.
    pub is_doubtful: bool,
    /// What it does on the other days.
    pub elsewhere: String,
    /// The settings themselves, to open as a variant.
    pub edit: Vec<Setting>,
}

/// A number of the whole history, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairRow {
    /// Its name.
    pub label: String,
    /// As it was.
    pub before: String,
    /// As it would have been.
    pub after: String,
    /// The difference of the two as shown, with its sign; `same` for none.
    pub difference: String,
    /// Whether that is welcome.
    pub judgement: Judgement,
}

/// What was found, as cards. `base` is what is edited; without a price, cost is in Instance-hours.
#[must_use]
pub fn repair_cards(found: &Repairs, base: &Variant, eur_per_hour: Option<f64>) -> Vec<RepairCard> {
    let telling = Telling { found, base, eur_per_hour };
    found.found.iter().map(|repair| telling.card(repair)).collect()
}

struct Telling<'a> {
    found: &'a Repairs,
    base: &'a Variant,
    eur_per_hour: Option<f64>,
}

impl Telling<'_> {
    fn card(&self, repair: &Repair) -> RepairCard {
        let before = self.found.before.inside.overload_minutes;
        let left = repair.judged.inside.overload_minutes;
        let share_left = if before > 0.0 { left / before } else { 0.0 };
        let part = match share_left {
            0.0 => t!("All of it"),
            share if share <= 0.25 => t!("Most of it"),
            share if share < 0.5 => t!("More than half of it"),
            0.5 => t!("Half of it"),
            _ => t!("Some of it"),
        };
        let (is_doubtful, elsewhere) = self.elsewhere(repair);
        RepairCard {
            kind: match repair.settings.len() {
                count if is_one(count) => t!("{count} setting"),
                count => t!("{count} settings"),
            },
            is_best_bargain: repair.is_best_bargain && self.found.found.len() > 1,
            headline: format!("{part}, {}", self.price(repair)),
            share_left,
            left: overload_here(before, left),
            settings: repair.settings.iter().map(|setting| setting.text(self.base)).collect(),
            rows: self.rows(repair),
            is_doubtful,
            elsewhere,
            edit: repair.settings.clone(),
        }
    }

    /// What is paid a day over the whole history, as the row of it shows.
    fn price(&self, repair: &Repair) -> String {
        let days = self.found.span.hours() / HOURS_PER_DAY;
        let shown = |score: Score| self.a_day(score.instance_hours, days);
        let more = shown(repair.judged.whole) - shown(self.found.before.whole);
        let amount = self.amount(more);
        match more {
            more if more > 0.0 => t!("for {amount} a day"),
            more if more < 0.0 => t!("and {amount} a day saved"),
            _ => t!("at no cost").to_owned(),
        }
    }

    /// Instance-hours, or what they cost, a day: rounded as shown.
    fn a_day(&self, hours: f64, days: f64) -> f64 {
        as_shown(hours / days * self.eur_per_hour.unwrap_or(1.0), self.decimals())
    }

    const fn decimals(&self) -> usize {
        if self.eur_per_hour.is_some() { 2 } else { 1 }
    }

    /// Such an amount in words, without its sign.
    fn amount(&self, a_day: f64) -> String {
        let text = grouped(a_day.abs(), self.decimals());
        match self.eur_per_hour {
            Some(_) => t!("€\u{a0}{text}"),
            None => t!("{text} Instance-hours"),
        }
    }

    fn rows(&self, repair: &Repair) -> Vec<RepairRow> {
        let (before, after) = (self.found.before.whole, repair.judged.whole);
        let days = self.found.span.hours() / HOURS_PER_DAY;
        let price = self.eur_per_hour.unwrap_or(1.0);
        let daily = |score: Score| score.instance_hours / days * price;
        let cost =
            if self.eur_per_hour.is_some() { t!("€ a day") } else { t!("Instance-hours a day") };
        let span = t!("Overload in {} days, min", grouped(days, 0));
        let count = |count: usize| u32::try_from(count).map_or(f64::INFINITY, f64::from);
        vec![
            row(cost.to_owned(), daily(before), daily(after), self.decimals()),
            minutes_row(span, before.overload_minutes, after.overload_minutes),
            row(t!("Reversals").to_owned(), count(before.reversals), count(after.reversals), 0),
            row(t!("Changes").to_owned(), count(before.changes), count(after.changes), 0),
        ]
    }

    /// What it does on the days that had no say in the choice, and whether that is doubtful.
    fn elsewhere(&self, repair: &Repair) -> (bool, String) {
        let days = match self.found.other_days {
            0 => return (true, t!("The history has no other day to test it on.").to_owned()),
            1 => t!("On the 1 other day").to_owned(),
            days => t!("On the {days} other days"),
        };
        let (before, after) = (self.found.before.elsewhere, repair.judged.elsewhere);
        let ends = [before.overload_minutes, after.overload_minutes];
        let [least, most] = ends.map(|minutes| as_shown(minutes, minute_decimals(&ends)));
        let overload = as_shown(most - least, minute_decimals(&ends));
        let more = |after: usize, before: usize| after.saturating_sub(before);
        let worse = [
            (overload > 0.0).then(|| t!("{} more overload", minutes(overload))),
            more_reversals(more(after.reversals, before.reversals)),
            more_changes(more(after.changes, before.changes)),
        ];
        let worse: Vec<String> = worse.into_iter().flatten().collect();
        let hours = after.instance_hours - before.instance_hours;
        let cost = match self.a_day(hours, self.found.other_days.into()) {
            0.0 => t!("at the same cost").to_owned(),
            more if more > 0.0 => t!("{} a day more", self.amount(more)),
            less => t!("{} a day less", self.amount(less)),
        };
        let less = (overload < 0.0).then(|| t!("{} less overload, ", minutes(-overload)));
        let less = less.unwrap_or_default();
        match worse.is_empty() {
            true => (false, t!("{days}: no more overload, reversals or changes, {less}{cost}.")),
            false => (true, t!("{days}: {}, {less}{cost}.", worse.join(", "))),
        }
    }
}

fn more_reversals(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(t!("1 reversal more").to_owned()),
        count => Some(t!("{count} reversals more")),
    }
}

fn more_changes(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(t!("1 change more").to_owned()),
        count => Some(t!("{count} changes more")),
    }
}

/// `Overload here: 24 → 14 min`, both with the decimals that either needs.
fn overload_here(before: f64, left: f64) -> String {
    let decimals = minute_decimals(&[before, left]);
    let left = format!("{}\u{a0}min", grouped(left, decimals));
    t!("Overload here: {} → {}", grouped(before, decimals), left)
}

fn minutes_row(label: String, before: f64, after: f64) -> RepairRow {
    row(label, before, after, minute_decimals(&[before, after]))
}

/// Ends and difference are rounded together.
fn row(label: String, before: f64, after: f64, decimals: usize) -> RepairRow {
    let change = as_shown(as_shown(after, decimals) - as_shown(before, decimals), decimals);
    let size = grouped(change.abs(), decimals);
    let (difference, judgement) = match change {
        c if c > 0.0 => (format!("+{size}"), Judgement::Worse),
        c if c < 0.0 => (format!("−{size}"), Judgement::Better),
        _ => (t!("same").to_owned(), Judgement::Neutral),
    };
    let (before, after) = (grouped(before, decimals), grouped(after, decimals));
    RepairRow { label, before, after, difference, judgement }
}
