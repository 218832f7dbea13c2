//! What a sweep advises, ready to show.

use crate::base::thousands;
use crate::engine::Metric;
use crate::whatif::{
    self, Candidates, Check, Cost, Grid, HeldOut, Interval, Measure, OverloadWorth, Recommendation,
    Score, Scorecard, ScorecardRow, Variant, Weighing, Worth, scorecard_rows,
};

/// What a sweep recommends.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// The point's number in the grid; none to keep the saved rules.
    pub index: Option<u32>,
    /// What it buys, in a sentence.
    pub sentence: String,
    /// What it changes.
    pub edits: Vec<Edit>,
    /// The numbers that it is about, saved and advised; none to keep the saved rules.
    pub leads: Vec<ScorecardRow>,
    /// How it does on days that it was not chosen on, in a sentence or two.
    pub verdict: String,
    /// Whether it keeps its promise there.
    pub promise: Promise,
    /// What else it stands, in a sentence; empty to keep the saved rules.
    pub checks: String,
    /// Why nothing cheaper is advised, in a sentence; empty where nothing is, and to keep the saved
    /// rules, whose sentence says it.
    pub passed_over: String,
    /// Day by day, or by blocks of days.
    pub days: Vec<Day>,
}

/// How advice does on days that it was not chosen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// In nine of ten splits or more it is worse in nothing.
    Holds,
    /// It is worse more often.
    Doubtful,
    /// Nothing is advised, or the history is too short to tell.
    Unjudged,
}

/// One setting that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which.
    pub name: String,
    /// What is saved.
    pub before: String,
    /// What is advised.
    pub after: String,
}

/// A day, or a block of days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// When it was.
    pub span: Interval,
    /// What it cost under the saved rules: EUR, or Instance-hours while no price is known.
    pub saved_cost: f64,
    /// What it would have cost.
    pub cost: f64,
    /// Minutes of overload under the saved rules.
    pub saved_overload: f64,
    /// Minutes of overload that there would have been.
    pub overload: f64,
}

impl Day {
    /// How much cheaper it would have been.
    #[must_use]
    pub fn saves(&self) -> f64 {
        self.saved_cost - self.cost
    }
}

/// What is known where advice is put into words.
pub struct AdviceContext<'a> {
    pub grid: &'a Grid,
    pub saved: &'a Variant,
    /// Whether the grid is around the saved rules.
    pub as_saved: bool,
    pub span: Interval,
    pub eur_per_hour: Option<f64>,
    pub candidates: Option<&'a Candidates>,
}

impl AdviceContext<'_> {
    /// A recommendation in words.
    pub fn advice(&self, told: &Recommendation) -> Advice {
        let index = told.point.map(|point| point.index);
        let clause = index.map(|index| self.grid.clause(index, self.as_saved)).unwrap_or_default();
        let weighing = self.candidates.map_or_else(Weighing::default, Candidates::weighing);
        let leads = told.point.map(|point| self.figures(&told.saved, &point.score));
        let held_out = told.held_out.as_ref();
        Advice {
            index,
            sentence: told.sentence(&clause, self.span, self.eur_per_hour, &weighing),
            edits: index.map(|index| self.edits(index)).unwrap_or_default(),
            leads: leads.unwrap_or_default(),
            verdict: told.verdict(),
            promise: promise(told),
            checks: checks(told, weighing.worth()),
            passed_over: passed_over(told),
            days: held_out.map(|verdict| self.days(verdict)).unwrap_or_default(),
        }
    }

    fn edits(&self, index: u32) -> Vec<Edit> {
        let settings = self.grid.settings(index).into_iter();
        let changed = settings.filter(|setting| {
            setting.parameter.of(self.saved, setting.policy) != Some(setting.value)
        });
        let edit = |setting: whatif::Setting| Edit {
            name: self.grid.name(setting.parameter, setting.policy),
            before: setting
                .parameter
                .of(self.saved, setting.policy)
                .map_or_else(|| "–".to_owned(), |own| self.grid.text(setting.at(own))),
            after: self.grid.text(setting),
        };
        changed.map(edit).collect()
    }

    /// What a point did beside the saved rules: cost, overload, changes and reversals.
    pub fn figures(&self, saved: &Score, point: &Score) -> Vec<ScorecardRow> {
        let card = |score: &Score| {
            let price = self.eur_per_hour;
            let cost = price.map(|price| Cost::of(score.instance_hours, price, self.span));
            Scorecard {
                instance_hours: score.instance_hours,
                cost_per_day_eur: cost.map(|cost| cost.per_day),
                cost_eur: cost.map(|cost| cost.total),
                overload_minutes: Some(score.overload_minutes),
                changes: score.changes,
                reversals: score.reversals,
                ..Scorecard::default()
            }
        };
        let cost = match self.eur_per_hour {
            Some(_) => Measure::CostPerDay,
            None => Measure::InstanceHours,
        };
        let shown = [cost, Measure::Overload, Measure::Changes, Measure::Reversals];
        let mut rows = scorecard_rows(&card(saved), &card(point), Metric::Cpu);
        rows.retain(|row| shown.contains(&row.measure));
        rows
    }

    fn days(&self, verdict: &HeldOut) -> Vec<Day> {
        let cost = |score: &Score| {
            let hours = score.instance_hours;
            self.eur_per_hour.map_or(hours, |price| price * hours)
        };
        let day = |block: &whatif::Block| Day {
            span: block.span,
            saved_cost: cost(&block.saved),
            cost: cost(&block.point),
            saved_overload: block.saved.overload_minutes,
            overload: block.point.overload_minutes,
        };
        verdict.blocks.iter().map(day).collect()
    }
}

fn promise(told: &Recommendation) -> Promise {
    match (&told.point, &told.held_out) {
        (Some(_), Some(verdict)) if verdict.splits > 0 => {
            match verdict.advised_worse.saturating_mul(10) <= verdict.splits {
                true => Promise::Holds,
                false => Promise::Doubtful,
            }
        }
        _ => Promise::Unjudged,
    }
}

fn checks(told: &Recommendation, worth: Worth) -> String {
    if told.point.is_none() {
        return String::new();
    }
    let it = match (told.advice, worth.overload) {
        (whatif::Advice::Trade, OverloadWorth::EurPerMinute(_)) => {
            t!("With its overload at that price, it")
        }
        (whatif::Advice::Trade, _) if worth.reversals_per_month.is_some() => {
            t!("But for what you accept, it")
        }
        (whatif::Advice::Trade, _) => t!("But for the overload that you accept, it"),
        _ => t!("It"),
    };
    let stood = |check: Check| told.stood.iter().any(|one| one.check == check);
    let edge = match stood(Check::OtherEdge) {
        true => {
            t!(", and if the samples at 100\u{a0}% stood for another demand than is taken here")
        }
        false => "",
    };
    t!("{it} is worse in nothing in either half of the history, with 10\u{a0}% more \
        traffic{edge}; it raises no new warning.")
}

/// Why nothing cheaper.
fn passed_over(told: &Recommendation) -> String {
    let (Some(_), Some(first)) = (told.point, told.passed_over) else { return String::new() };
    let (saves, why) = (first.saving_words(&told.saved), first.check.words());
    let count = thousands(told.refused.into());
    match told.refused {
        1 => t!("One point that ranks before it is passed over: it {saves}, but {why}."),
        _ => t!(
            "{count} points that rank before it are passed over. The first of them {saves}, but \
             {why}."
        ),
    }
}
