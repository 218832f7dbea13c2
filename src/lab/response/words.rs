//! What a curve says of a value, and of the cliffs beside it.

use super::curve::{Curve, MOST_LISTED, Segment};
use crate::base::{as_shown, grouped, is_one, minute_decimals, thousands};
use crate::chart::response::{Labelled, Marks, Tone};
use crate::engine::{Operator, Policy, observation};
use crate::whatif::{Parameter, Range, Score};
use crate::wire::Float;
use crate::worker::replay::TraceSetting;

/// Of more segments than these only a part of the range is drawn.
const MOST_WHOLE: usize = 8;

/// What stands beside a value of the setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// What the value comes to, and from where to where.
    pub sentence: String,
    /// The segment that it is on.
    pub segment: Option<Segment>,
    /// What is at the segment's lower end.
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
    /// Whether that is welcome.
    pub tone: Tone,
}

/// What becomes other at a cliff: its words, and whether there is less of it.
type Turn = (bool, String);

impl Curve {
    /// What of the range is marked beside a value.
    #[must_use]
    pub fn marks(&self, value: Option<f64>, saved: Option<f64>) -> Marks {
        let around = value.map(|value| self.around(value, |_| String::new()));
        let segment = around.as_ref().and_then(|around| around.segment);
        let at = |cliff: Option<Cliff>| {
            cliff.map(|Cliff { value, text, tone, .. }| Labelled { value, label: text, tone })
        };
        let cliffs = around.map_or([None, None], |own| [at(own.previous), at(own.next)]);
        Marks { saved, now: value, around: segment.map(|own| (own.from, own.to)), cliffs }
    }

    /// How many cliffs there are, as a caption.
    #[must_use]
    pub fn counted(&self) -> String {
        let count = match self.segments.len().saturating_sub(1) {
            one if is_one(one) => t!("{one} cliff"),
            many => t!("{} cliffs", counted(many)),
        };
        match self.segments.len() > MOST_LISTED {
            true => t!("{count}; the {MOST_LISTED} lines around the present value"),
            false => count,
        }
    }

    /// What stands beside a value; `when` writes an instant.
    #[must_use]
    pub fn around(&self, value: f64, when: impl Fn(i64) -> String) -> Around {
        let value = if self.traced.ask.parameter.is_whole() { value } else { held(value) };
        let after = self.segments.partition_point(|segment| segment.from <= value);
        let under = after.checked_sub(1).map(|at| self.segments[at]);
        let segment = under.filter(|segment| value <= segment.to);
        let before = if segment.is_some() { after.checked_sub(2) } else { after.checked_sub(1) };
        let previous = before.map(|at| {
            let far = self.segments[at];
            let value = self.short(&far, false);
            let cause = self.cause(at + 1, &when);
            self.cliff(value, segment.map(|own| own.first), far.last, cause)
        });
        let next = self.segments.get(after).map(|far| {
            let value = self.short(far, true);
            let cause = self.cause(after, &when);
            self.cliff(value, segment.map(|own| own.last), far.first, cause)
        });
        Around { sentence: self.sentence(value, segment), segment, previous, next }
    }

    /// The part of the range that is drawn around a value: where the segments of the whole range
    /// would be a few pixels wide, two fifths of it, which move on by a fifth at a time.
    #[must_use]
    pub fn window(&self, value: Option<f64>) -> (f64, f64) {
        let Range { from, to, .. } = self.traced.ask.range;
        let Some(value) = value.filter(|_| self.segments.len() > MOST_WHOLE) else {
            return (from, to);
        };
        let step = (to - from) / 5.0;
        let at = (((value - from) / step).round() - 1.0).clamp(0.0, 3.0);
        (from + at * step, from + (at + 2.0) * step)
    }

    /// That not the whole range is drawn, in a sentence; empty where it is.
    #[must_use]
    pub fn zoomed(&self, value: Option<f64>) -> String {
        let Range { from, to, .. } = self.traced.ask.range;
        let (least, most) = self.window(value);
        let [from_text, to_text, least_text, most_text] =
            [from, to, least, most].map(|value| self.text(value));
        match (least, most) == (from, to) {
            true => String::new(),
            false => {
                t!("Zoomed in to {least_text} to {most_text}; the slider goes from {from_text} \
                         to {to_text}.")
            }
        }
    }

    /// How exact it is, in a sentence; empty for every value.
    #[must_use]
    pub fn coarseness(&self) -> String {
        let Some(step) = self.response.step else { return String::new() };
        let step = self.text(step);
        t!("This history is too long to try every value, so one every {step} is tried: a cliff \
            lies between two of them.")
    }

    fn sentence(&self, value: f64, segment: Option<Segment>) -> String {
        let text = |value| self.text(value);
        let Range { from, to, .. } = self.traced.ask.range;
        let Some(segment) = segment else {
            return match (from..=to).contains(&value) {
                true if self.response.step.is_some() => {
                    t!("{} itself was not tried.", text(value))
                }
                true => t!("The rules are not valid at {}.", text(value)),
                false => {
                    let (from, to) = self.window(Some(value));
                    t!("Shown is {} to {}.", text(from), text(to))
                }
            };
        };
        let whole = (segment.from, segment.to) == (from, to);
        let where_to = match (whole, segment.from == segment.to) {
            (true, _) => t!("Over the whole range").to_owned(),
            (_, true) => t!("value" => "At {}", text(segment.from)),
            _ => {
                let [from, to] = [self.short(&segment, true), self.short(&segment, false)];
                t!("value" => "From {} to {}", text(from), text(to))
            }
        };
        let Score { overload_minutes, changes, reversals, .. } = segment.first;
        let minutes = grouped(overload_minutes, minute_decimals(&[overload_minutes]));
        let overload = t!("{}\u{a0}min of overload, ", minutes);
        let overload = if self.terms.tells_overload { overload } else { String::new() };
        let changes = match is_one(changes) {
            true => t!("{changes} change"),
            false => t!("{} changes", counted(changes)),
        };
        let reversals = match is_one(reversals) {
            true => t!("{reversals} reversal"),
            false => t!("{} reversals", counted(reversals)),
        };
        let [one, other] = [segment.first, segment.last].map(|score| self.cost_text(score));
        let cost = if one == other { one } else { t!("costs" => "{one} to {other}") };
        let cost = match self.is_priced() {
            true => t!("{cost} a day"),
            false => t!("{cost} Instance-hours"),
        };
        t!("{where_to}: {overload}{changes}, {reversals}, {cost}.")
    }

    /// A short number of a segment, near to one of its ends.
    fn short(&self, segment: &Segment, at_start: bool) -> f64 {
        if self.traced.ask.parameter.is_whole() {
            return if at_start { segment.from } else { segment.to };
        }
        short_number(segment.from, segment.to, at_start)
    }

    /// What makes a segment other than the one before it: the first evaluation that decides
    /// otherwise and, where it is a threshold that was crossed there, what it saw.
    fn cause(&self, upper: usize, when: impl Fn(i64) -> String) -> Option<String> {
        let when = when(self.segments.get(upper)?.turns_at_ms?);
        Some(match self.crossed(upper) {
            Some(seen) => t!(" First differs on {when}, at {seen}."),
            None => t!(" First differs on {when}."),
        })
    }

    /// What a policy sees that is breached at a threshold on the one side of a cliff alone: of all
    /// values the one between the two. Not where it may have been crossed before anything showed.
    fn crossed(&self, upper: usize) -> Option<String> {
        let TraceSetting { variant, parameter: Parameter::Threshold, policy, .. } =
            &self.traced.ask
        else {
            return None;
        };
        let is_shown = self.traced.job.assumptions.shows_every_act();
        let lower = self.segments.get(upper.checked_sub(1)?)?;
        let policy = Policy::try_from(variant.policies().get((*policy)?)?).ok()?;
        let seen = match policy.operator {
            Operator::GreaterThan => self.segments.get(upper)?.from,
            Operator::LessThan => lower.to,
        };
        (is_shown && self.response.step.is_none()).then(|| observation(&policy, seen))
    }

    fn cliff(&self, value: f64, here: Option<Score>, far: Score, cause: Option<String>) -> Cliff {
        let turns = here.map(|here| self.differences(here, far)).unwrap_or_default();
        let tone = Tone::of(turns.iter().map(|(is_less, _)| *is_less));
        let words: Vec<String> = turns.into_iter().map(|(_, words)| words).collect();
        let mut sentence = match words.is_empty() {
            true => String::new(),
            false => format!("{}.", words.join(", ")),
        };
        if let Some(cause) = cause.filter(|_| !sentence.is_empty()) {
            sentence += &cause;
        }
        Cliff { value, text: self.text(value), sentence, tone }
    }

    /// What is other beyond a cliff.
    fn differences(&self, here: Score, far: Score) -> Vec<Turn> {
        let ends = [here, far].map(|score| score.overload_minutes);
        let decimals = minute_decimals(&ends);
        let overload = apart(ends, decimals);
        let minutes = grouped(overload.abs(), decimals);
        let overload = match overload {
            _ if !self.terms.tells_overload => None,
            more if more > 0.0 => Some((false, t!("{minutes}\u{a0}min more overload"))),
            less if less < 0.0 => Some((true, t!("{minutes}\u{a0}min less overload"))),
            _ => None,
        };
        let changes = change_of_changes(here.changes, far.changes);
        let reversals = change_of_reversals(here.reversals, far.reversals);
        let decimals = self.cost_decimals().into();
        let more = apart([here, far].map(|score| self.cost(score)), decimals);
        let by = grouped(more.abs(), decimals);
        let cost = (more != 0.0).then(|| match (self.is_priced(), more > 0.0) {
            (true, true) => (false, t!("€\u{a0}{by} a day more")),
            (true, false) => (true, t!("€\u{a0}{by} a day less")),
            (false, true) => (false, t!("{by} Instance-hours more")),
            (false, false) => (true, t!("{by} Instance-hours less")),
        });
        [overload, changes, reversals, cost].into_iter().flatten().collect()
    }

    fn cost_text(&self, score: Score) -> String {
        let cost = grouped(self.cost(score), self.cost_decimals().into());
        if self.is_priced() { t!("€\u{a0}{cost}") } else { cost }
    }
}

/// How many, as it stands in a sentence.
fn counted(count: usize) -> String {
    thousands(count as u64)
}

/// By how much the second is above the first, as both are shown.
fn apart([one, other]: [f64; 2], decimals: usize) -> f64 {
    as_shown(as_shown(other, decimals) - as_shown(one, decimals), decimals)
}

fn change_of_changes(before: usize, after: usize) -> Option<Turn> {
    let by = after.abs_diff(before);
    let words = match (after > before, is_one(by)) {
        _ if by == 0 => return None,
        (true, true) => t!("{by} more change"),
        (true, false) => t!("{} more changes", counted(by)),
        (false, true) => t!("{by} fewer change"),
        (false, false) => t!("{} fewer changes", counted(by)),
    };
    Some((after < before, words))
}

fn change_of_reversals(before: usize, after: usize) -> Option<Turn> {
    let by = after.abs_diff(before);
    let words = match (after > before, is_one(by)) {
        _ if by == 0 => return None,
        (true, true) => t!("{by} more reversal"),
        (true, false) => t!("{} more reversals", counted(by)),
        (false, true) => t!("{by} fewer reversal"),
        (false, false) => t!("{} fewer reversals", counted(by)),
    };
    Some((after < before, words))
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
