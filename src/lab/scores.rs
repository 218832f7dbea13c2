//! The scorecard as it is read: three numbers first, each with what lies behind it.

use super::Run;
use super::incident::overloads;
use crate::base::{as_shown, duration_text, grouped, sort_by_key};
use crate::engine::Metric;
use crate::whatif::{Change, Judgement, Measure, ScorecardRow, scorecard_rows};

/// A measure of the saved replay and of the one beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Its numbers.
    pub row: ScorecardRow,
    /// Whether it is among the first, large; the others are folded away.
    pub leads: bool,
    /// What lies behind it, in a sentence; of a leading one alone.
    pub behind: String,
    /// When that was at its worst.
    pub at_ms: Option<i64>,
}

/// Every measure of a replay beside the saved one, the leading ones first. Without a price, the
/// Instance-hours lead in place of the cost.
#[must_use]
pub fn scored(saved: &Run, shown: &Run, metric: Metric) -> Vec<Scored> {
    let rows = scorecard_rows(&saved.outcome.scorecard, &shown.outcome.scorecard, metric);
    let is_priced = rows.iter().any(|row| row.measure == Measure::CostPerDay);
    let mut all: Vec<Scored> = rows
        .into_iter()
        .map(|row| {
            let leads = leads(row.measure, is_priced);
            let (behind, at_ms) = match leads {
                true => behind(row.measure, saved, shown),
                false => (String::new(), None),
            };
            Scored { row, leads, behind, at_ms }
        })
        .collect();
    // They keep the order of the scorecard, but for the hours where they stand for the cost.
    let stands_first = |one: &Scored| one.leads && one.row.measure == Measure::InstanceHours;
    sort_by_key(&mut all, |one| (!one.leads, !stands_first(one)));
    all
}

const fn leads(measure: Measure, is_priced: bool) -> bool {
    match measure {
        Measure::CostPerDay | Measure::Overload | Measure::Reversals => true,
        Measure::InstanceHours => !is_priced,
        _ => false,
    }
}

/// How a difference is marked: `good`, `bad` or `same`.
#[must_use]
pub const fn tone(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Better => "good",
        Judgement::Worse => "bad",
        Judgement::Neutral => "same",
    }
}

/// What lies behind a leading number, and when it was worst.
fn behind(measure: Measure, saved: &Run, shown: &Run) -> (String, Option<i64>) {
    match measure {
        Measure::Overload => overload(shown),
        Measure::Reversals => (reversals(&shown.outcome.changes), None),
        _ => (cost(saved, shown), None),
    }
}

/// `168.0 more Instance-hours, € 55.00 more a month.`
fn cost(saved: &Run, shown: &Run) -> String {
    let (before, after) = (&saved.outcome.scorecard, &shown.outcome.scorecard);
    // By how much they differ as the scorecard shows them.
    let apart = |after: f64, before: f64, decimals| {
        as_shown(as_shown(after, decimals) - as_shown(before, decimals), decimals)
    };
    let changed = apart(after.instance_hours, before.instance_hours, 1);
    let is_same = changed == 0.0;
    let hours = match changed {
        _ if is_same => t!("{} Instance-hours", grouped(after.instance_hours, 1)),
        less if less < 0.0 => t!("{} fewer Instance-hours", grouped(-less, 1)),
        more => t!("{} more Instance-hours", grouped(more, 1)),
    };
    let (before, after) = (before.cost_per_month_eur, after.cost_per_month_eur);
    let month = after.zip(before).map(|(after, before)| match apart(after, before, 2) {
        _ if is_same => t!(", €\u{a0}{} a month", grouped(after, 2)),
        less if less < 0.0 => t!(", €\u{a0}{} less a month", grouped(-less, 2)),
        more => t!(", €\u{a0}{} more a month", grouped(more, 2)),
    });
    format!("{hours}{}.", month.unwrap_or_default())
}

/// How many stretches it came in, and since when the longest lasted.
fn overload(shown: &Run) -> (String, Option<i64>) {
    if shown.outcome.scorecard.overload_minutes.is_none() {
        return (t!("No history here tells what an Instance carries.").to_owned(), None);
    }
    let stretches = overloads(&shown.outcome.overload);
    let Some((longest, lasted_ms)) = stretches.first() else {
        return (t!("What served could always carry the load.").to_owned(), None);
    };
    let lasted = duration_text(*lasted_ms);
    let said = match stretches.len() {
        1 => t!("One stretch of {lasted}."),
        count => t!("{count} stretches, the longest of {lasted}."),
    };
    (said, Some(longest.from_ms))
}

/// Between which sizes most of them went.
fn reversals(changes: &[Change]) -> String {
    let mut pairs: Vec<((u32, u32), usize)> = Vec::new();
    for change in changes.iter().filter(|change| change.reversal) {
        let pair = (change.from.min(change.to), change.from.max(change.to));
        match pairs.iter_mut().find(|(known, _)| *known == pair) {
            Some((_, count)) => *count += 1,
            None => pairs.push((pair, 1)),
        }
    }
    sort_by_key(&mut pairs, |(pair, count)| (usize::MAX - count, *pair));
    match pairs.as_slice() {
        [] => t!("No change was soon undone.").to_owned(),
        [((low, high), _)] => t!("All between {low} and {high} Instances."),
        [((low, high), count), rest @ ..] => {
            let others: usize = rest.iter().map(|(_, count)| count).sum();
            t!("{count} between {low} and {high} Instances, {others} between other sizes.")
        }
    }
}
