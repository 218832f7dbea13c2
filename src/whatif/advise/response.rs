//! How a replay answers to one of its settings: the values at which anything changes.

use serde::{Deserialize, Serialize};

use super::{Range, Score};
use crate::engine::{Decision, Operator, Recorder, Rules, Signal, Verdict};
use crate::whatif::replay::Jump;
use crate::whatif::{JobError, Parameter, Plan, RulesError, Setting, Variant};
use crate::wire::Float;

/// Neighbouring values of a setting that come to the same sizes at every instant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plateau {
    /// The least of them, in the setting's unit.
    pub from: f64,
    /// The greatest of them, in the setting's unit.
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
    /// How far apart the values are that were replayed, where that is not every one: an exact
    /// answer would have taken too many evaluations. `None` for an exact one.
    pub step: Option<f64>,
}

/// A change of the size: when, and to how many.
type Sizes = Vec<(i64, u32)>;

impl Response {
    /// The most replays that one answer takes, and the most plateaus that it has.
    pub const MOST_RUNS: usize = 4_000;

    /// The response of a variant to a setting over a range, both ends included: exact for
    /// thresholds, and of every whole number for the others. Where that takes more than
    /// [`Self::MOST_RUNS`] replays or some 80 million evaluations, it is [`Self::at_steps`].
    ///
    /// # Errors
    /// Names the first part of the variant that is not valid.
    ///
    /// ```
    /// use headroom::whatif::{Parameter, Plan, Range, Response, from_file};
    ///
    /// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
    /// let plan = Plan::new(&job)?;
    /// let range = Range { from: 60.0, to: 90.0, step: 1.0 };
    /// let up = (Parameter::Threshold, Some(0));
    /// let response = Response::of(&plan, &job.variants[0], up, range)?;
    /// assert_eq!(response.step, None, "exact");
    /// // 70 % does the same as everything from 68 % on, up to under 74 %.
    /// let plateau = response.plateaus.iter().find(|it| it.from <= 70.0 && 70.0 <= it.to).unwrap();
    /// assert_eq!((plateau.from, plateau.to.round()), (68.0, 74.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(
        plan: &Plan,
        variant: &Variant,
        (parameter, policy): (Parameter, Option<usize>),
        range: Range,
    ) -> Result<Self, JobError> {
        let refuse = |error: RulesError| JobError::Rules { variant: 0, error };
        let rules = plan.rules(variant).map_err(refuse)?;
        let of_policy = policy.filter(|_| {
            parameter == Parameter::Threshold && is_answered((parameter, policy), variant, range)
        });
        let most = most_runs(plan, variant, EXACT_TICKS);
        let exact = of_policy.and_then(|index| of_threshold(plan, rules, index, range, most));
        match exact {
            Some(exact) => Ok(exact),
            None => Self::at_steps(plan, variant, (parameter, policy), range),
        }
    }

    /// The same, of the range's own steps or of as many of them as fit into a fraction of a second;
    /// of every whole number, where those fit.
    ///
    /// # Errors
    /// Names the first part of the variant that is not valid.
    pub fn at_steps(
        plan: &Plan,
        variant: &Variant,
        (parameter, policy): (Parameter, Option<usize>),
        range: Range,
    ) -> Result<Self, JobError> {
        plan.rules(variant).map_err(|error| JobError::Rules { variant: 0, error })?;
        if !is_answered((parameter, policy), variant, range) {
            return Ok(Self::default());
        }
        let most = most_runs(plan, variant, STEP_TICKS);
        let setting = Setting { parameter, policy, value: range.from };
        Ok(of_steps(plan, variant, setting, fitting(setting, range, most)))
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

/// The evaluations of an exact answer: some seconds' work.
const EXACT_TICKS: usize = 80_000_000;
/// Those of one at steps, of which most are skipped.
const STEP_TICKS: usize = 20_000_000;

/// Whether there is anything to answer: rules that have the setting, and a range.
fn is_answered(
    (parameter, policy): (Parameter, Option<usize>),
    variant: &Variant,
    range: Range,
) -> bool {
    let width = range.to - range.from;
    parameter.of(variant, policy).is_some() && width.is_finite() && width >= 0.0
}

/// How many replays so many evaluations are.
fn most_runs(plan: &Plan, variant: &Variant, ticks: usize) -> usize {
    /// Fewer would tell too little of a range.
    const LEAST: usize = 128;
    (ticks / plan.ticks(variant).max(1)).clamp(LEAST, Response::MOST_RUNS)
}

/// Walks from the end of the range at which the policy is breached most: only what fired can turn.
/// `None` where it takes more than `most` replays.
fn of_threshold(
    plan: &Plan,
    mut rules: Rules,
    index: usize,
    Range { from, to, .. }: Range,
    most: usize,
) -> Option<Response> {
    let over = rules.policies()[index].operator == Operator::GreaterThan;
    let mut runs: Vec<(Sizes, Plateau)> = Vec::new();
    let mut at = Float::new(if over { from } else { to }).get();
    for _ in 0..most {
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
                if !over {
                    runs.reverse();
                }
                return Some(joined(runs, None));
            }
        }
    }
    None
}

/// Plateaus that are in order, each with the first decision that differs from the one before.
fn joined(runs: Vec<(Sizes, Plateau)>, step: Option<f64>) -> Response {
    let mut response = Response { plateaus: Vec::with_capacity(runs.len()), step };
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

/// The range in steps that take no more than so many replays: whole numbers one by one where they
/// fit, or else the range's own steps, or every so many of them.
fn fitting(setting: Setting, range: Range, most: usize) -> Range {
    let is_whole = setting.parameter.is_whole();
    let from = if is_whole { libm::ceil(range.from.max(0.0)) } else { range.from };
    let own = if is_whole { libm::ceil(range.step.max(1.0)) } else { range.step.max(f64::EPSILON) };
    let mut step = if is_whole { 1.0 } else { own };
    let most = f64::from(u32::try_from(most).unwrap_or(u32::MAX));
    let fits = |step: f64| (range.to - from) / step < most;
    if !fits(step) {
        step = own;
    }
    while !fits(step) {
        step *= 2.0;
    }
    Range { from, to: range.to, step }
}

/// The values of a range.
fn of_steps(plan: &Plan, variant: &Variant, setting: Setting, range: Range) -> Response {
    let is_exact = setting.parameter.is_whole() && range.step <= 1.0;
    let mut runs: Vec<(Sizes, Plateau)> = Vec::new();
    let (mut variant, mut jump) = (variant.clone(), Jump::default());
    let (mut was_valid, mut count) = (false, 0.0);
    loop {
        let value = held_by(setting.parameter, range.from + count * range.step);
        if value > range.to || !setting.parameter.holds(value) {
            return joined(runs, (!is_exact).then_some(range.step));
        }
        setting.at(value).set(&mut variant);
        let rules = plan.rules(&variant);
        let is_valid = rules.is_ok();
        if let Ok(rules) = rules {
            let (sizes, score) = course(plan, &mut jump, rules);
            match runs.last_mut().filter(|(before, _)| was_valid && *before == sizes) {
                Some((_, plateau)) => plateau.to = value,
                None => {
                    let plateau = Plateau { from: value, to: value, score, turns_at_ms: None };
                    runs.push((sizes, plateau));
                }
            }
        }
        (was_valid, count) = (is_valid, count + 1.0);
    }
}

/// A value as the API keeps it.
fn held_by(parameter: Parameter, value: f64) -> f64 {
    if parameter.is_whole() { value } else { Float::new(value).get() }
}

/// What rules come to, with the course of the size.
fn course(plan: &Plan, jump: &mut Jump, rules: Rules) -> (Sizes, Score) {
    if let Some(jumped) = jump.run(plan, &rules) {
        return (jump.course().to_vec(), Score::jumped(&jumped));
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
