//! How a variant answers to the setting under the hand: in steps to draw, and in words.

use super::front::cost;
use super::{Part, Row, Shared, VariantDraft, same_rules};
use crate::base::{grouped, is_one, plain, thousands};
use crate::chart::response::{Marks, Piece};
use crate::engine::{Metric, Unit};
use crate::forms::{Control, Field};
use crate::whatif::{Interval, Job, Parameter, Plateau, Range, Response, Score, Variant};
use crate::wire::Float;
use crate::worker::replay::TraceSetting;

/// A number of a variant that somebody is about to change.
#[derive(Clone, Debug, PartialEq)]
pub struct Hand {
    /// The number of the variant.
    pub number: u32,
    /// The part of it.
    pub part: Part,
    /// The field's path.
    pub path: String,
    /// Which number it is.
    pub parameter: Parameter,
    /// What its slider offers.
    pub range: Range,
}

/// A question about the setting under the hand. Two that differ in the setting's own value alone
/// are the same: a drag asks nothing.
#[derive(Clone, Debug)]
pub struct Traced {
    /// The setting.
    pub hand: Hand,
    /// What is replayed.
    pub job: Shared<Job>,
    /// The question to the worker.
    pub ask: TraceSetting,
}

impl PartialEq for Traced {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&self.ask, &other.ask);
        let moved = |of: &TraceSetting| of.setting(self.hand.range.from).made(&of.variant);
        (&self.hand, &self.job, one.policy) == (&other.hand, &other.job, two.policy)
            && same_rules(&moved(one), &moved(two))
    }
}

impl Traced {
    /// The question for every value, which takes longer.
    #[must_use]
    pub fn exactly(&self) -> TraceSetting {
        TraceSetting { at_steps: false, ..self.ask.clone() }
    }
}

impl Hand {
    /// The hand on a field of a variant; `None` for one that no replay varies.
    #[must_use]
    pub fn on(number: u32, part: &Part, field: &Field) -> Option<Self> {
        let Control::Number { from, to, step } = field.control else { return None };
        let parameter = parameter_of(&field.path)?;
        let (path, range) = (field.path.to_string(), Range { from, to, step });
        Some(Self { number, part: part.clone(), path, parameter, range })
    }

    /// What to ask of the variant as it was last valid; `None` where it has no such setting.
    #[must_use]
    pub fn traced(
        &self,
        job: Shared<Job>,
        variant: &Variant,
        (draft, saved): (&VariantDraft, &Variant),
    ) -> Option<Traced> {
        let policy = self.policy(&draft.rows(saved));
        self.parameter.of(variant, policy)?;
        let (variant, parameter, range) = (variant.clone(), self.parameter, self.range);
        let ask = TraceSetting { variant, parameter, policy, range, at_steps: true };
        Some(Traced { hand: self.clone(), job, ask })
    }

    /// The policy's index among those of a variant.
    fn policy(&self, rows: &[Row]) -> Option<usize> {
        rows.iter().position(|row| row.part == self.part)
    }

    /// What is saved; `None` for what is not.
    #[must_use]
    pub fn saved(&self, saved: &Variant) -> Option<f64> {
        let policy = match &self.part {
            Part::Capacity => None,
            Part::Saved(id) => Some(saved.policies().iter().position(|own| own.id == *id)?),
            Part::Added(_) => return None,
        };
        self.parameter.of(saved, policy)
    }
}

/// The number that a field of the rules is.
fn parameter_of(path: &str) -> Option<Parameter> {
    Some(match path.rsplit('.').next()? {
        "threshold" => Parameter::Threshold,
        "value" => Parameter::Value,
        "sampling_range_min" => Parameter::LookBack,
        "priority" => Parameter::Priority,
        "cooldown_delay" => Parameter::Cooldown,
        "min_replicas" | "minimum_size" => Parameter::Minimum,
        "max_replicas" | "maximum_size" => Parameter::Maximum,
        "target_avg_percent" => Parameter::Target,
        "size" => Parameter::FixedSize,
        "scale_out_step" => Parameter::OutStep,
        "scale_in_step" => Parameter::InStep,
        "scale_out_cooldown" => Parameter::OutCooldown,
        "scale_in_cooldown" => Parameter::InCooldown,
        _ => return None,
    })
}

/// A longer table would slow the page down.
const MOST_LISTED: usize = 100;

/// What the scores are told in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// What an Instance costs for an hour, in EUR; without it costs are Instance-hours.
    pub eur_per_hour: Option<f64>,
    /// The time that was replayed.
    pub span: Interval,
    /// Whether a history tells overload.
    pub tells_overload: bool,
}

/// Neighbouring values at which overload, changes and reversals are the same; the cost may differ
/// between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shelf {
    /// The least value, in the setting's unit.
    pub from: f64,
    /// The greatest value, in the setting's unit.
    pub to: f64,
    /// What the least value comes to.
    pub first: Score,
    /// What the greatest value comes to.
    pub last: Score,
    /// The first evaluation that decides otherwise than at the shelf before; `None` for the first.
    pub turns_at_ms: Option<i64>,
}

/// What stands beside a value of the setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// What the value comes to, and from where to where.
    pub sentence: String,
    /// The shelf that it is on.
    pub shelf: Option<Shelf>,
    /// What is at the shelf's lower end.
    pub previous: Option<Cliff>,
    /// What is at its upper end.
    pub next: Option<Cliff>,
}

/// A value at which overload, changes or reversals become others.
#[derive(Clone, Debug, PartialEq)]
pub struct Cliff {
    /// A short number just beyond it.
    pub value: f64,
    /// That with its unit.
    pub text: String,
    /// What becomes other, and through which evaluation.
    pub sentence: String,
}

/// The answer for a setting, ready to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What was asked.
    pub traced: Traced,
    /// The plateaus and whether they are exact.
    response: Response,
    /// The plateaus joined where only the cost differs.
    pub shelves: Vec<Shelf>,
    /// What the scores are told in.
    terms: Terms,
}

impl Curve {
    /// Makes one of an answer.
    #[must_use]
    pub fn new(traced: Traced, response: Response, terms: Terms) -> Self {
        let mut shelves: Vec<Shelf> = Vec::new();
        for (index, own) in response.plateaus.iter().enumerate() {
            let Plateau { from, to, score, turns_at_ms } = *own;
            let joined = index
                .checked_sub(1)
                .is_some_and(|before| is_next(&response, traced.ask.parameter, before));
            match shelves.last_mut().filter(|last| joined && comes_to_same(last.last, score)) {
                Some(last) => (last.to, last.last) = (to, score),
                None => shelves.push(Shelf { from, to, first: score, last: score, turns_at_ms }),
            }
        }
        Self { traced, response, shelves, terms }
    }

    /// Whether costs are EUR a month rather than Instance-hours.
    #[must_use]
    pub const fn is_priced(&self) -> bool {
        self.terms.eur_per_hour.is_some()
    }

    /// Whether overload is known.
    #[must_use]
    pub const fn tells_overload(&self) -> bool {
        self.terms.tells_overload
    }

    /// What the whole range comes to, to draw.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece> {
        let parameter = self.traced.ask.parameter;
        let piece = |(index, own): (usize, &Plateau)| Piece {
            from: own.from,
            to: own.to,
            overload: own.score.overload_minutes,
            cost: self.cost(own.score),
            joined: is_next(&self.response, parameter, index),
        };
        self.response.plateaus.iter().enumerate().map(piece).collect()
    }

    /// What of the range is marked beside a value.
    #[must_use]
    pub fn marks(&self, value: Option<f64>, saved: Option<f64>) -> Marks {
        let around = value.map(|value| self.around(value, |_| String::new()));
        let shelf = around.as_ref().and_then(|around| around.shelf);
        let at = |cliff: Option<Cliff>| cliff.map(|cliff| cliff.value);
        let cliffs = around.map_or([None; 2], |own| [at(own.previous), at(own.next)]);
        Marks { saved, now: value, around: shelf.map(|own| (own.from, own.to)), cliffs }
    }

    /// What a score costs: EUR a month, or Instance-hours.
    #[must_use]
    pub fn cost(&self, score: Score) -> f64 {
        cost(score, self.terms.eur_per_hour, self.terms.span)
    }

    /// A value of the setting with its unit; a percentage with all of its decimals, since cliffs
    /// may lie that near to each other.
    #[must_use]
    pub fn text(&self, value: f64) -> String {
        let TraceSetting { variant, parameter, policy, .. } = &self.traced.ask;
        let rule = policy.and_then(|index| variant.policies().get(index));
        let metric = rule.and_then(|rule| rule.metric.managed_metric.as_ref());
        let unit = metric.and_then(Metric::from_wire).map(Metric::unit);
        match (parameter, unit) {
            (Parameter::Threshold, Some(Unit::Percent)) => format!("{} %", plain(value)),
            _ => self.traced.ask.setting(value).text(variant).to,
        }
    }

    /// The shelves to list: all, or of very many those around a value.
    #[must_use]
    pub fn near(&self, value: Option<f64>) -> &[Shelf] {
        let value = value.unwrap_or(self.traced.ask.range.from);
        let at = self.shelves.partition_point(|shelf| shelf.to < value);
        let last = self.shelves.len().saturating_sub(MOST_LISTED);
        let first = at.saturating_sub(MOST_LISTED / 2).min(last);
        &self.shelves[first..self.shelves.len().min(first + MOST_LISTED)]
    }

    /// How many cliffs there are, as a caption.
    #[must_use]
    pub fn counted(&self) -> String {
        let count = match self.shelves.len().saturating_sub(1) {
            one if is_one(one) => t!("{one} cliff"),
            many => t!("{} cliffs", counted(many)),
        };
        match self.shelves.len() > MOST_LISTED {
            true => t!("{count}; the {MOST_LISTED} lines around the present value"),
            false => count,
        }
    }

    /// What stands beside a value; `when` writes an instant.
    #[must_use]
    pub fn around(&self, value: f64, when: impl Fn(i64) -> String) -> Around {
        let value = if self.traced.ask.parameter.is_whole() { value } else { held(value) };
        let after = self.shelves.partition_point(|shelf| shelf.from <= value);
        let under = after.checked_sub(1).map(|at| self.shelves[at]);
        let shelf = under.filter(|shelf| value <= shelf.to);
        let before = if shelf.is_some() { after.checked_sub(2) } else { after.checked_sub(1) };
        let previous = before.map(|at| {
            let far = self.shelves[at];
            // The lower side of a cliff is told by the upper side's turn.
            let turn = self.shelves.get(at + 1).and_then(|own| own.turns_at_ms);
            let value = self.short(&far, false);
            self.cliff(value, shelf.map(|own| own.first), far.last, turn.map(&when))
        });
        let next = self.shelves.get(after).map(|far| {
            let value = self.short(far, true);
            self.cliff(value, shelf.map(|own| own.last), far.first, far.turns_at_ms.map(&when))
        });
        Around { sentence: self.sentence(value, shelf), shelf, previous, next }
    }

    /// How exact it is, in a sentence; empty for every value.
    #[must_use]
    pub fn coarseness(&self) -> String {
        let Some(step) = self.response.step else { return String::new() };
        let step = self.text(step);
        t!("This history is too long to try every value, so one every {step} is tried: a cliff \
            lies between two of them.")
    }

    fn sentence(&self, value: f64, shelf: Option<Shelf>) -> String {
        let text = |value| self.text(value);
        let Range { from, to, .. } = self.traced.ask.range;
        let Some(shelf) = shelf else {
            return match (from..=to).contains(&value) {
                true if self.response.step.is_some() => {
                    t!("{} itself was not tried.", text(value))
                }
                true => t!("The rules are not valid at {}.", text(value)),
                false => t!("Shown is {} to {}.", text(from), text(to)),
            };
        };
        let whole = (shelf.from, shelf.to) == (from, to);
        let where_to = match (whole, shelf.from == shelf.to) {
            (true, _) => t!("Over the whole range").to_owned(),
            (_, true) => t!("value" => "At {}", text(shelf.from)),
            _ => {
                let [from, to] = [self.short(&shelf, true), self.short(&shelf, false)];
                t!("value" => "From {} to {}", text(from), text(to))
            }
        };
        let Score { overload_minutes, changes, reversals, .. } = shelf.first;
        let overload = t!("{} min of overload, ", grouped(overload_minutes, 0));
        let overload = if self.terms.tells_overload { overload } else { String::new() };
        let changes = match is_one(changes) {
            true => t!("{changes} change"),
            false => t!("{} changes", counted(changes)),
        };
        let reversals = match is_one(reversals) {
            true => t!("{reversals} reversal"),
            false => t!("{} reversals", counted(reversals)),
        };
        let [one, other] = [shelf.first, shelf.last].map(|score| self.cost_text(score));
        let cost = if one == other { one } else { t!("costs" => "{one} to {other}") };
        let cost = match self.is_priced() {
            true => t!("{cost} a month"),
            false => t!("{cost} Instance-hours"),
        };
        t!("{where_to}: {overload}{changes}, {reversals}, {cost}.")
    }

    /// A short number of a shelf, near to one of its ends.
    fn short(&self, shelf: &Shelf, at_start: bool) -> f64 {
        if self.traced.ask.parameter.is_whole() {
            return if at_start { shelf.from } else { shelf.to };
        }
        short_number(shelf.from, shelf.to, at_start)
    }

    fn cliff(&self, value: f64, here: Option<Score>, far: Score, when: Option<String>) -> Cliff {
        let differences = here.map(|here| self.differences(here, far)).unwrap_or_default();
        let mut sentence = match differences.is_empty() {
            true => String::new(),
            false => format!("{}.", differences.join(", ")),
        };
        if let Some(when) = when.filter(|_| !sentence.is_empty()) {
            sentence += &t!(" The evaluation of {when} is the first to decide otherwise.");
        }
        Cliff { value, text: self.text(value), sentence }
    }

    /// What is other beyond a cliff.
    fn differences(&self, here: Score, far: Score) -> Vec<String> {
        let overload = far.overload_minutes.round() - here.overload_minutes.round();
        let minutes = grouped(overload.abs(), 0);
        let overload = match overload {
            _ if !self.terms.tells_overload => None,
            more if more > 0.0 => Some(t!("{minutes} min more overload")),
            less if less < 0.0 => Some(t!("{minutes} min less overload")),
            _ => None,
        };
        let changes = change_of_changes(here.changes, far.changes);
        let reversals = change_of_reversals(here.reversals, far.reversals);
        let [before, after] = [here, far].map(|score| self.cost(score));
        let by = grouped((after - before).abs(), if self.is_priced() { 2 } else { 1 });
        let is_other = by.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        let cost = is_other.then(|| match (self.is_priced(), after > before) {
            (true, true) => t!("€ {by} a month more"),
            (true, false) => t!("€ {by} a month less"),
            (false, true) => t!("{by} Instance-hours more"),
            (false, false) => t!("{by} Instance-hours less"),
        });
        [overload, changes, reversals, cost].into_iter().flatten().collect()
    }

    fn cost_text(&self, score: Score) -> String {
        let cost = self.cost(score);
        if self.is_priced() { t!("€ {}", grouped(cost, 2)) } else { grouped(cost, 1) }
    }
}

/// Whether the plateau after this one begins at the next value that was tried.
fn is_next(response: &Response, parameter: Parameter, index: usize) -> bool {
    let [Some(own), Some(next)] = [index, index + 1].map(|at| response.plateaus.get(at)) else {
        return false;
    };
    // Plateaus of a threshold leave nothing out unless they are of steps.
    let step = response.step.or_else(|| parameter.is_whole().then_some(1.0));
    step.is_none_or(|step| next.from - own.to < 1.5 * step)
}

/// Whether what is shown of two scores is the same but for the cost.
fn comes_to_same(one: Score, other: Score) -> bool {
    let shown = |own: Score| (own.overload_minutes.round(), own.changes, own.reversals);
    shown(one) == shown(other)
}

/// How many, as it stands in a sentence.
fn counted(count: usize) -> String {
    thousands(count as u64)
}

fn change_of_changes(before: usize, after: usize) -> Option<String> {
    let by = after.abs_diff(before);
    Some(match (after > before, is_one(by)) {
        _ if by == 0 => return None,
        (true, true) => t!("{by} more change"),
        (true, false) => t!("{} more changes", counted(by)),
        (false, true) => t!("{by} fewer change"),
        (false, false) => t!("{} fewer changes", counted(by)),
    })
}

fn change_of_reversals(before: usize, after: usize) -> Option<String> {
    let by = after.abs_diff(before);
    Some(match (after > before, is_one(by)) {
        _ if by == 0 => return None,
        (true, true) => t!("{by} more reversal"),
        (true, false) => t!("{} more reversals", counted(by)),
        (false, true) => t!("{by} fewer reversal"),
        (false, false) => t!("{} fewer reversals", counted(by)),
    })
}

/// A number as the API keeps it.
fn held(value: f64) -> f64 {
    Float::new(value).get()
}

/// The number of fewest decimals, at least one, near to an end of a stretch and within it.
fn short_number(from: f64, to: f64, at_start: bool) -> f64 {
    let mut scale = 1.0;
    for _ in 0..5 {
        scale *= 10.0;
        let number = match at_start {
            true => (from * scale).ceil() / scale,
            false => (to * scale).floor() / scale,
        };
        let number = held(number);
        if (from..=to).contains(&number) {
            return number;
        }
    }
    if at_start { from } else { to }
}
