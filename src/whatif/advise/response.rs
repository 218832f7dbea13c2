//! How a replay answers to one of its settings: the values at which anything changes.

use serde::{Deserialize, Serialize};

use super::Score;
use crate::engine::{Decision, Operator, Recorder, Rules, Signal, Verdict};
use crate::whatif::replay::{Jump, Jumped};
use crate::whatif::{JobError, Parameter, Plan, RulesError, Setting, Variant};
use crate::wire::Float;

/// Neighbouring values of a setting that come to the same sizes at every instant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plateau {
    /// The least of them.
    pub from: f64,
    /// The greatest of them.
    pub to: f64,
    /// What the replay comes to.
    pub score: Score,
    /// The first evaluation that decides otherwise than on the plateau before, in milliseconds
    /// since the Unix epoch; `None` for the first plateau.
    pub turns_at_ms: Option<i64>,
}

/// What a variant comes to over a range of one setting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The plateaus, in ascending order of the setting. Between two of a threshold there is no
    /// other number of the API's 32 bits. Values that the rules do not allow are on none.
    pub plateaus: Vec<Plateau>,
    /// Whether they cover the range: after [`Response::MOST_RUNS`] replays the rest is left out.
    pub is_complete: bool,
}

/// A change of the size: when, and to how many.
type Sizes = Vec<(i64, u32)>;

impl Response {
    /// The most replays that one answer takes.
    pub const MOST_RUNS: usize = 4_000;

    /// The response of a variant to a setting from one value to another, both included: exact for
    /// thresholds, and of every whole number for the others.
    ///
    /// # Errors
    /// Names the first part of the variant that is not valid.
    pub fn of(
        plan: &Plan,
        variant: &Variant,
        (parameter, policy): (Parameter, Option<usize>),
        (from, to): (f64, f64),
    ) -> Result<Self, JobError> {
        let refuse = |error: RulesError| JobError::Rules { variant: 0, error };
        let rules = plan.rules(variant).map_err(refuse)?;
        let setting = |value| Setting { parameter, policy, value };
        let known = parameter.of(variant, policy).is_some();
        match policy.filter(|_| parameter == Parameter::Threshold) {
            _ if !known || from > to => Ok(Self { is_complete: true, ..Self::default() }),
            Some(index) => Ok(of_threshold(plan, rules, index, (from, to))),
            None => Ok(of_whole_numbers(plan, variant, setting, (from, to))),
        }
    }

    fn add(&mut self, plateau: Plateau) {
        debug_assert!(plateau.from <= plateau.to, "a plateau has a value");
        self.plateaus.push(plateau);
    }
}

/// The next number that the API can hold above another.
fn above(value: f64) -> f64 {
    held(narrow(value).next_up())
}

/// The next one below it.
fn below(value: f64) -> f64 {
    held(narrow(value).next_down())
}

/// A number as the API writes it.
fn held(value: f32) -> f64 {
    Float::new(f64::from(value)).get()
}

#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
const fn narrow(value: f64) -> f32 {
    value as f32
}

/// Walks from the end of the range at which the policy is breached most: only what fired can turn.
fn of_threshold(plan: &Plan, mut rules: Rules, index: usize, (from, to): (f64, f64)) -> Response {
    let over = rules.policies()[index].operator == Operator::GreaterThan;
    let mut response = Response::default();
    let mut runs: Vec<(Sizes, Plateau)> = Vec::new();
    let mut at = Float::new(if over { from } else { to }).get();
    for _ in 0..Response::MOST_RUNS {
        rules.set_threshold(index, at);
        let mut turning = Turning::new(&rules, index);
        let totals = plan.totals_told(rules.clone(), &mut turning);
        let (sizes, score) = (turning.sizes, Score::of(&totals));
        // The plateau ends just before the nearest value that it hangs on.
        let (near, far) = match (turning.nearest, over) {
            (None, true) => (at, to),
            (None, false) => (from, at),
            (Some((value, _)), true) => (at, below(value).min(to)),
            (Some((value, _)), false) => (above(value).max(from), at),
        };
        match runs.last_mut().filter(|(before, _)| *before == sizes) {
            Some((_, last)) if over => last.to = far,
            Some((_, last)) => last.from = near,
            None => {
                let turns_at_ms = None;
                runs.push((sizes, Plateau { from: near, to: far, score, turns_at_ms }));
            }
        }
        let next = turning.nearest.map(|(value, _)| value);
        match next.filter(|next| if over { *next <= to } else { *next >= from }) {
            Some(next) => at = held(narrow(next)),
            None => {
                response.is_complete = true;
                break;
            }
        }
    }
    if !over {
        runs.reverse();
    }
    joined(response, runs)
}

/// Plateaus that are in order, each with the first decision that differs from the one before.
fn joined(mut response: Response, runs: Vec<(Sizes, Plateau)>) -> Response {
    let mut before: Option<Sizes> = None;
    for (sizes, plateau) in runs {
        let turns_at_ms = before.as_ref().and_then(|before| first_difference(before, &sizes));
        response.add(Plateau { turns_at_ms, ..plateau });
        before = Some(sizes);
    }
    response
}

/// When two courses of the size first part.
fn first_difference(one: &Sizes, other: &Sizes) -> Option<i64> {
    let alike = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(alike), other.get(alike));
    one.into_iter().chain(other).map(|(at_ms, _)| *at_ms).min()
}

/// Every whole number of the range.
fn of_whole_numbers(
    plan: &Plan,
    variant: &Variant,
    setting: impl Fn(f64) -> Setting,
    (from, to): (f64, f64),
) -> Response {
    let mut response = Response { is_complete: true, ..Response::default() };
    let mut runs: Vec<(Sizes, Plateau)> = Vec::new();
    let mut variant = variant.clone();
    let mut last_valid = None;
    let (mut value, last) = (libm::ceil(from.max(0.0)), libm::floor(to));
    let mut jump = Jump::default();
    for _ in 0..Response::MOST_RUNS {
        if value > last {
            return joined(response, runs);
        }
        setting(value).set(&mut variant);
        if let Ok(rules) = plan.rules(&variant) {
            let (sizes, score) = course(plan, &mut jump, rules);
            let next_to = last_valid == Some(value - 1.0);
            match runs.last_mut().filter(|(before, _)| next_to && *before == sizes) {
                Some((_, plateau)) => plateau.to = value,
                None => {
                    let plateau = Plateau { from: value, to: value, score, turns_at_ms: None };
                    runs.push((sizes, plateau));
                }
            }
            last_valid = Some(value);
        }
        value += 1.0;
    }
    response.is_complete = value > last;
    joined(response, runs)
}

/// What rules come to, with the course of the size.
fn course(plan: &Plan, jump: &mut Jump, rules: Rules) -> (Sizes, Score) {
    if let Some(Jumped { held, overload_ms }) = jump.run(plan, &rules) {
        return (jump.course().to_vec(), Score::held(&held, overload_ms));
    }
    let mut sizes = Course::default();
    let totals = plan.totals_told(rules, &mut sizes);
    (sizes.0, Score::of(&totals))
}

/// Notes the changes of the size.
#[derive(Default)]
struct Course(Sizes);

impl Recorder for Course {
    fn signal(&mut self, _: Signal) {}

    fn decision(&mut self, decision: Decision) {
        if decision.after != decision.before {
            self.0.push((decision.at_ms, decision.after));
        }
    }
}

/// Notes the value nearest to a policy's threshold, of those by which it changed anything.
struct Turning {
    policy: usize,
    over: bool,
    /// Whether a breach without effect changes something of itself.
    starts_cooldown: bool,
    sizes: Sizes,
    nearest: Option<(f64, i64)>,
    /// The value by which the policy was breached without effect in the present evaluation.
    idle: Option<f64>,
    /// The values of the present evaluation that count.
    found: Option<f64>,
}

impl Turning {
    fn new(rules: &Rules, policy: usize) -> Self {
        Self {
            policy,
            over: rules.policies()[policy].operator == Operator::GreaterThan,
            starts_cooldown: rules.assumptions.no_effect_starts_cooldown,
            sizes: Vec::new(),
            nearest: None,
            idle: None,
            found: None,
        }
    }
}

impl Recorder for Turning {
    fn signal(&mut self, signal: Signal) {
        let value = signal.value.filter(|_| signal.policy == self.policy);
        match (signal.verdict, value) {
            (Verdict::Fired { .. }, Some(_)) => self.found = value,
            (Verdict::NoEffect { .. }, Some(_)) if self.starts_cooldown => self.found = value,
            (Verdict::NoEffect { .. }, Some(_)) => self.idle = value,
            // Without it, the other would have had its turn.
            (Verdict::Outranked { by }, None) if by == self.policy => {
                self.found = self.found.or(self.idle);
            }
            _ => {}
        }
    }

    fn decision(&mut self, decision: Decision) {
        if decision.after != decision.before {
            self.sizes.push((decision.at_ms, decision.after));
        }
        self.idle = None;
        let Some(value) = self.found.take() else { return };
        let value = f64::from(narrow(value));
        let nearer = |(other, _): (f64, i64)| if self.over { value < other } else { value > other };
        if self.nearest.is_none_or(nearer) {
            self.nearest = Some((value, decision.at_ms));
        }
    }
}
