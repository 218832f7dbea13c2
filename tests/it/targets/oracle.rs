//! A second implementation of the engine's step towards a target, as plain as it can be made, from
//! the text of contract-v1alpha2.md, sections 9 and 13. It shares nothing with the engine but its
//! data types. Samples are whole tenths of a per cent and every other number is a fraction of whole
//! ones, so that no rounding decides anything; a number of Instances is found by trying them all.

use headroom::engine::{
    BootingInstances, CooldownFrom, CooldownScope, CooldownStart, Decision, Goal, Limit, Rules,
    Scaling, Signal, StepMeaning, Target, TargetAssumptions, TargetFormula, Verdict,
};

use super::twist::Twist;

/// One step, as the oracle sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What was decided.
    pub decision: Decision,
    /// The target's part; none of a fixed size.
    pub signals: Vec<Signal>,
    /// The instants from which the cooldowns count after the step.
    pub cooldown_from: CooldownFrom,
    /// What is left of the longer cooldown right after the step.
    pub cooldown_left_ms: Option<i64>,
}

/// A number that is not negative, as a fraction.
#[derive(Clone, Copy)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    fn of(whole: i128) -> Self {
        Self { over: whole, under: 1 }
    }

    fn times(self, over: i128, under: i128) -> Self {
        Self { over: self.over * over, under: self.under * under }
    }

    /// This less the other, times something positive.
    fn compared_to(self, other: Self) -> i128 {
        self.over * other.under - other.over * self.under
    }

    fn is_over(self, other: Self) -> bool {
        self.compared_to(other) > 0
    }

    #[expect(clippy::cast_precision_loss, reason = "a test has few samples")]
    fn float(self) -> f64 {
        self.over as f64 / self.under as f64
    }
}

/// A group under observation.
pub struct Oracle {
    rules: Rules,
    target: Target,
    twist: Twist,
    /// When, and how many tenths of a per cent.
    samples: Vec<(i64, u32)>,
    size: i128,
    serving: Option<u32>,
    cooldown_from: CooldownFrom,
}

/// An event that is due: from where it leads where, and how it was cut.
struct Event {
    wanted: i128,
    stepped: i128,
    to: i128,
}

impl Oracle {
    pub fn new(rules: Rules, size: u32, cooldown_from: CooldownFrom, twist: Twist) -> Self {
        let Scaling::Target(target) = rules.scaling else { panic!("a target") };
        let (samples, size) = (Vec::new(), size.into());
        Self { rules, target, twist, samples, size, serving: None, cooldown_from }
    }

    /// A sample of the target's metric, in tenths of a per cent.
    pub fn observe(&mut self, at_ms: i64, tenths: u32) {
        self.samples.push((at_ms, tenths));
    }

    pub fn set_serving(&mut self, serving: u32) {
        self.serving = Some(serving);
    }

    pub fn step(&mut self, now_ms: i64) -> Outcome {
        let before = narrow(self.size);
        let held = self.repair(now_ms);
        let repaired = narrow(self.size);
        let signals: Vec<Signal> =
            self.percent().map(|_| self.signal(now_ms)).into_iter().collect();
        let own = signals.first().and_then(|signal| self.limit(signal.verdict, repaired.into()));
        let fires = |signal: &Signal| matches!(signal.verdict, Verdict::Fired { .. });
        let decision = Decision {
            at_ms: now_ms,
            before,
            repaired,
            after: narrow(self.size),
            fired: signals.iter().position(fires),
            limit: held.or(own),
        };
        let cooldown_left_ms = self.longer_left(now_ms);
        Outcome { decision, signals, cooldown_from: self.cooldown_from, cooldown_left_ms }
    }

    fn assumed(&self) -> TargetAssumptions {
        self.rules.assumptions.target
    }

    fn is(&self, twist: Twist) -> bool {
        self.twist == twist
    }

    fn bounds(&self) -> (i128, i128) {
        (self.rules.capacity.min.into(), self.rules.capacity.max.into())
    }

    fn percent(&self) -> Option<i128> {
        match self.target.goal {
            Goal::Average { percent, .. } => Some(percent.into()),
            Goal::FixedSize(_) => None,
        }
    }

    /// Section 13, number 8: bounds and a fixed size, and what keeps the group from them.
    fn repair(&mut self, now_ms: i64) -> Option<Limit> {
        let (min, max) = self.bounds();
        let goal = match self.target.goal {
            Goal::FixedSize(size) => i128::from(size),
            Goal::Average { .. } => self.size,
        };
        let unbound = self.is(Twist::FixedSizeUnbound) && self.percent().is_none();
        let kept = match goal {
            _ if unbound => goal,
            _ if goal < min => min,
            _ => goal.min(max),
        };
        let bound = match goal {
            _ if self.percent().is_some() || self.is(Twist::SilentFixedSize) => None,
            _ if goal > max => Some(Limit::Maximum(narrow(max))),
            _ if goal < min => Some(Limit::Minimum(narrow(min))),
            _ => None,
        };
        if self.size == kept {
            return bound;
        }
        let growing = kept > self.size;
        if self.assumed().repair_by_steps == self.is(Twist::OtherRepair) {
            self.size = kept;
            let starts = self.rules.assumptions.repair_starts_cooldown;
            if starts != self.is(Twist::OtherRepairCooldown) {
                self.start_cooldown(now_ms, growing);
            }
            return bound;
        }
        if let Some(left_ms) = self.denied_for(now_ms, growing) {
            return Some(Limit::Cooldown(left_ms));
        }
        let step = self.step_of(growing);
        let apart = if growing { kept - self.size } else { self.size - kept };
        let by = if apart < step { apart } else { step };
        self.size += if growing { by } else { -by };
        if by > 0 && !self.is(Twist::SteppedRepairIsFree) {
            self.start_cooldown(now_ms, growing);
        }
        if by < apart { Some(Limit::Step(narrow(step))) } else { bound }
    }

    /// Section 13, number 2: what an event adds or removes at most, or exactly.
    fn step_of(&self, growing: bool) -> i128 {
        let step = match growing != self.is(Twist::SwappedSteps) {
            true => self.target.out_step,
            false => self.target.in_step,
        };
        if step == 0 && self.is(Twist::ZeroStepIsOne) { 1 } else { step.into() }
    }

    /// Numbers 4 and 12: the mean of the last averaging window, and what follows from it.
    fn signal(&mut self, now_ms: i64) -> Signal {
        let mut seen: Vec<u32> = Vec::new();
        for &(at_ms, tenths) in &self.samples {
            let age_ms = now_ms - at_ms;
            let young = age_ms < self.assumed().averaging_ms
                || (age_ms == self.assumed().averaging_ms && self.is(Twist::ClosedWindow));
            if young && (age_ms > 0 || (age_ms == 0 && !self.is(Twist::OpenNow))) {
                seen.push(tenths);
            }
        }
        let sum: i128 = seen.iter().map(|&tenths| i128::from(tenths)).sum();
        let count = i128::try_from(seen.len()).unwrap();
        let average = (count > 0).then_some(Fraction { over: sum, under: count * 10 });
        let idle = self.is(Twist::NoDataIsIdle).then_some(Fraction::of(0));
        let verdict = average.or(idle).map_or(Verdict::NoData, |average| self.act(now_ms, average));
        Signal { policy: 0, value: average.map(Fraction::float), samples: seen.len(), verdict }
    }

    fn act(&mut self, now_ms: i64, average: Fraction) -> Verdict {
        let from = self.size;
        let wanted = self.needed(self.with_booting(average));
        if wanted == from {
            return Verdict::OnTarget { size: narrow(from) };
        }
        let event = self.event(wanted, from);
        if event.to == from {
            return Verdict::NoEffect { wanted: narrow(wanted) };
        }
        let growing = wanted > from;
        if let Some(left_ms) = self.denied_for(now_ms, growing) {
            if self.is(Twist::DenialRestartsCooldown) {
                self.start_cooldown(now_ms, growing);
            }
            return Verdict::Denied { wanted: narrow(event.to), left_ms };
        }
        self.size = event.to;
        self.start_cooldown(now_ms, growing);
        Verdict::Fired { from: narrow(from), to: narrow(event.to), wanted: narrow(wanted) }
    }

    /// Where one event leads. It never leads out of the bounds, nor further out of them.
    fn event(&self, wanted: i128, from: i128) -> Event {
        let (min, max) = self.bounds();
        let growing = wanted > from;
        let step = self.step_of(growing);
        let exact = (self.assumed().step == StepMeaning::Exact) != self.is(Twist::OtherStepMeaning);
        let mut stepped = if growing { from + step } else { (from - step).max(0) };
        if !exact && (stepped > wanted) == growing {
            stepped = wanted;
        }
        let mut to = stepped;
        if to > max && (to > from || self.is(Twist::MetricRepairs)) {
            to = if self.is(Twist::MetricRepairs) { max } else { max.max(from) };
        }
        if to < min && (to < from || self.is(Twist::MetricRepairs)) {
            to = if self.is(Twist::MetricRepairs) { min } else { min.min(from) };
        }
        Event { wanted, stepped, to }
    }

    /// Number 5: ordered Instances that do not serve yet count as idle when growing, if so assumed.
    fn with_booting(&self, average: Fraction) -> Fraction {
        let serving = i128::from(self.serving.unwrap_or(u32::MAX));
        let target = Fraction::of(self.percent().unwrap());
        let unmeasured = self.assumed().booting == BootingInstances::Unmeasured;
        let grows = average.is_over(target) || self.is(Twist::BootingDampsShrinking);
        if unmeasured || serving >= self.size || !grows || self.is(Twist::BootingUnmeasured) {
            return average;
        }
        let spread = average.times(serving, self.size);
        let reversed = average.is_over(target) && target.is_over(spread);
        if reversed && !self.is(Twist::BootingReverses) { target } else { spread }
    }

    /// Numbers 1, 13 and 14, and section 9.3.
    fn needed(&self, average: Fraction) -> i128 {
        let percent = self.percent().unwrap();
        let (target, assumed) = (Fraction::of(percent), self.assumed());
        let size = if self.is(Twist::WakesFromZero) { self.size.max(1) } else { self.size };
        let apart = average.compared_to(target);
        if size == 0 || apart == 0 {
            return size;
        }
        if percent == 0 {
            return if self.is(Twist::ZeroTargetStays) { size } else { u32::MAX.into() };
        }
        let has_tolerance = assumed.formula == TargetFormula::CeilWithTolerance;
        if (has_tolerance || self.is(Twist::ToleranceForAll)) && self.tolerates(average, target) {
            return size;
        }
        if self.is(Twist::PlainFloats) {
            return plain_floats(size, average.float(), percent, assumed.formula);
        }
        // So many Instances as a fraction; then every whole number is tried.
        let load = average.times(size, percent);
        let least = (0..).find(|&count| !load.is_over(Fraction::of(count))).unwrap();
        let most = if Fraction::of(least).is_over(load) { least - 1 } else { least };
        match assumed.formula {
            TargetFormula::CeilWithTolerance if self.is(Twist::CeilBothFloors) => most,
            TargetFormula::FloorOutCeilIn if apart > 0 => most,
            TargetFormula::Nearest => {
                let half = Fraction { over: 2 * most + 1, under: 2 };
                match load.compared_to(half) {
                    0 if self.is(Twist::HalvesDown) => most,
                    0.. => most + 1,
                    _ => most,
                }
            }
            _ => least,
        }
    }

    fn tolerates(&self, average: Fraction, target: Fraction) -> bool {
        let apart = average.compared_to(target);
        let percent = i128::from(self.assumed().tolerance_percent);
        // Both sides carry the average's divisor.
        let (left, right) = match self.is(Twist::ToleranceOfPoints) {
            true => (apart.abs(), percent * average.under),
            false => (apart.abs() * 100, percent * target.over * average.under),
        };
        let open = self.is(Twist::OpenTolerance) && left == right;
        let under = self.is(Twist::ToleranceOfMoreOnly) && apart < 0;
        left <= right && !open && !under
    }

    /// Number 6: what is left of the cooldown that denies a change.
    fn denied_for(&self, now_ms: i64, growing: bool) -> Option<i64> {
        let passes = (self.assumed().cooldown_scope == CooldownScope::OutPassesIn)
            != self.is(Twist::OtherCooldownScope);
        match growing {
            true if self.is(Twist::OutIgnoresCooldown) => None,
            true if passes => self.left(now_ms, true),
            false if passes && self.is(Twist::InPassesOut) => self.left(now_ms, false),
            _ => self.longer_left(now_ms),
        }
    }

    fn longer_left(&self, now_ms: i64) -> Option<i64> {
        match (self.left(now_ms, true), self.left(now_ms, false)) {
            (Some(out_ms), Some(in_ms)) => Some(if out_ms > in_ms { out_ms } else { in_ms }),
            (out_ms, in_ms) => out_ms.or(in_ms),
        }
    }

    /// What is left of the cooldown after the last scale-out, or the last scale-in.
    fn left(&self, now_ms: i64, grew: bool) -> Option<i64> {
        let cooldown = self.rules.capacity.cooldown;
        let after_ms = match grew != self.is(Twist::SwappedCooldowns) {
            true => cooldown.after_out_ms,
            false => cooldown.after_in_ms,
        };
        if after_ms == 0 && !self.is(Twist::ZeroCooldownDenies) {
            return None;
        }
        let from_ms = if grew { self.cooldown_from.out_ms } else { self.cooldown_from.in_ms };
        let end_ms = from_ms? + after_ms;
        let end_counts =
            self.rules.assumptions.cooldown_includes_end != self.is(Twist::OtherCooldownEnd);
        let over = if end_counts { now_ms > end_ms } else { now_ms >= end_ms };
        if over { None } else { Some(end_ms - now_ms) }
    }

    /// Number 7: from the order on, or from when the ordered Instances serve. The later start of a
    /// direction counts.
    fn start_cooldown(&mut self, now_ms: i64, growing: bool) {
        let serves = self.rules.assumptions.cooldown_start == CooldownStart::Serving;
        let from_ms = if serves && growing { now_ms + self.rules.boot_delay_ms } else { now_ms };
        let last_counts = self.is(Twist::LastStartCounts);
        let place = match growing {
            true => &mut self.cooldown_from.out_ms,
            false => &mut self.cooldown_from.in_ms,
        };
        *place = match *place {
            Some(running_ms) if running_ms > from_ms && !last_counts => Some(running_ms),
            _ => Some(from_ms),
        };
    }

    /// What kept an event from what is needed; nothing where it got there, or past it.
    fn limit(&self, verdict: Verdict, from: i128) -> Option<Limit> {
        let wanted = match verdict {
            Verdict::Denied { left_ms, .. } => return Some(Limit::Cooldown(left_ms)),
            Verdict::Fired { wanted, .. } if !self.is(Twist::SilentCut) => wanted,
            Verdict::NoEffect { wanted } => wanted,
            _ => return None,
        };
        let event = self.event(wanted.into(), from);
        let growing = event.wanted > from;
        let past = if growing { event.to > event.wanted } else { event.to < event.wanted };
        if event.to == event.wanted || (past && !self.is(Twist::OvershootIsHeldBack)) {
            return None;
        }
        let (min, max) = self.bounds();
        Some(match (event.to == event.stepped, growing) {
            (true, _) => Limit::Step(narrow(self.step_of(growing))),
            (false, true) => Limit::Maximum(narrow(max)),
            (false, false) => Limit::Minimum(narrow(min)),
        })
    }
}

/// The formula as one would write it in a hurry.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "small numbers")]
fn plain_floats(size: i128, average: f64, percent: i128, formula: TargetFormula) -> i128 {
    let ratio = average / percent as f64;
    let wanted = size as f64 * ratio;
    (match formula {
        TargetFormula::Nearest => (wanted + 0.5).floor(),
        TargetFormula::FloorOutCeilIn if ratio > 1.0 => wanted.floor(),
        _ => wanted.ceil(),
    }) as i128
}

fn narrow(count: i128) -> u32 {
    u32::try_from(count).unwrap()
}
