//! One group's scaler: its rules, its windows, its size and its cooldowns.

use super::metric::excess;
use super::{
    Aggregate, CooldownFrom, CooldownScope, CooldownStart, Decision, Direction, Limit, Metric,
    Operator, Policy, Recorder, Rules, Scaling, Signal, StepMeaning, Target, Verdict, Window,
    needed,
};

/// What policies of one metric, aggregate and look-back see, or a target.
#[derive(Clone, Debug)]
struct MetricWindow {
    metric: Metric,
    aggregate: Aggregate,
    look_back_ms: i64,
    samples: Window,
    /// The aggregate at the last evaluation.
    value: Option<f64>,
}

impl MetricWindow {
    fn new(metric: Metric, aggregate: Aggregate, look_back_ms: i64) -> Self {
        Self { metric, aggregate, look_back_ms, samples: Window::new(aggregate), value: None }
    }

    fn serves(&self, policy: &Policy) -> bool {
        self.metric == policy.metric
            && self.aggregate == policy.aggregate
            && self.look_back_ms == policy.look_back_ms
    }
}

/// What an evaluation asks of a policy, so that it looks at the policy itself only if it acts.
#[derive(Clone, Copy, Debug)]
struct Turn {
    /// The policy, by index.
    policy: usize,
    /// What it watches, by index.
    window: usize,
    operator: Operator,
    threshold: f64,
}

/// A group's scaler between two steps.
///
/// ```
/// use headroom::engine::{Ledger, Limit, Metric, Scaler, summary};
///
/// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let rules = headroom::whatif::rules(&job, &job.variants[0])?;
/// let mut scaler = Scaler::new(rules, 4, None);
/// let mut ledger = Ledger::default();
/// for at_ms in [300_000, 600_000, 899_999] {
///     scaler.observe(Metric::Cpu, at_ms - 1_000, 80.0);
///     scaler.step(at_ms, &mut ledger);
/// }
///
/// let [first, second, third] = ledger.decisions() else { panic!("one a step") };
/// assert_eq!((first.before, first.after, first.limit), (4, 5, None));
/// assert_eq!((second.after, second.limit), (5, Some(Limit::Maximum(5))));
/// // A decision that changes nothing starts no cooldown.
/// assert_eq!(third.limit, Some(Limit::Maximum(5)));
/// assert_eq!(
///     summary(scaler.rules(), first, ledger.signals(0)),
///     "4 to 5. CPU 80 % over 5 min is 10 over the 70 % of “up”."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scaler {
    rules: Rules,
    /// The policies in the order of evaluation.
    order: Vec<Turn>,
    /// What the policies watch; the first one is the target's.
    windows: Vec<MetricWindow>,
    size: u32,
    /// How many Instances serve, where the caller told.
    serving: Option<u32>,
    cooldown_from: CooldownFrom,
}

impl Scaler {
    /// A scaler for a group of `size` Instances whose cooldowns run from `cooldown_from`.
    #[must_use]
    pub fn new(rules: Rules, size: u32, cooldown_from: impl Into<CooldownFrom>) -> Self {
        let mut windows: Vec<MetricWindow> = Vec::new();
        if let Some((metric, _)) = rules.target().and_then(Target::average) {
            let averaging_ms = rules.assumptions.target.averaging_ms;
            windows.push(MetricWindow::new(metric, Aggregate::Average, averaging_ms));
        }
        let mut turn_of = |index: usize| {
            let policy = &rules.policies()[index];
            let window = windows.iter().position(|window| window.serves(policy));
            let Policy { metric, aggregate, look_back_ms, operator, threshold, .. } = *policy;
            let window = window.unwrap_or_else(|| {
                windows.push(MetricWindow::new(metric, aggregate, look_back_ms));
                windows.len() - 1
            });
            Turn { policy: index, window, operator, threshold }
        };
        let order = rules.order().into_iter().map(&mut turn_of).collect();
        let cooldown_from = cooldown_from.into();
        Self { rules, order, windows, size, serving: None, cooldown_from }
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The size as ordered.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// The instants from which the cooldowns count.
    #[must_use]
    pub const fn cooldown_from(&self) -> CooldownFrom {
        self.cooldown_from
    }

    /// Says how many Instances serve from now on; all of them do until told otherwise. Matters
    /// only to [`BootingInstances::Idle`](super::BootingInstances::Idle).
    #[inline]
    pub const fn set_serving(&mut self, serving: u32) {
        self.serving = Some(serving);
    }

    /// Takes a sample of a metric; samples of one metric come in ascending time.
    #[inline]
    pub fn observe(&mut self, metric: Metric, at_ms: i64, value: f64) {
        for window in &mut self.windows {
            if window.metric == metric {
                window.samples.push(at_ms, value);
            }
        }
    }

    /// Brings the size within the bounds, or to its fixed size, whatever the metrics or the
    /// cooldown say: a new group fills up to its minimum within seconds, with no policy (contract,
    /// section 5.2). Returns what keeps it from there, `None` where nothing does.
    ///
    /// ```
    /// use headroom::engine::Scaler;
    ///
    /// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
    /// let rules = headroom::whatif::rules(&job, &job.variants[0])?;
    /// // In the middle of a cooldown, and without any sample.
    /// let mut scaler = Scaler::new(rules, 7, Some(0));
    /// assert_eq!(scaler.repair(1_000), None);
    /// assert_eq!(scaler.size(), 5, "the maximum");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[inline]
    pub fn repair(&mut self, now_ms: i64) -> Option<Limit> {
        if let Scaling::Target(target) = self.rules.scaling {
            return self.repair_to(&target, now_ms);
        }
        let kept = self.rules.capacity.clamp(self.size);
        if kept != self.size {
            self.repair_at_once(kept, now_ms);
        }
        None
    }

    fn repair_to(&mut self, target: &Target, now_ms: i64) -> Option<Limit> {
        let kept = self.rules.kept_size(self.size);
        if kept != self.size {
            match self.rules.assumptions.target.repair_by_steps {
                false => self.repair_at_once(kept, now_ms),
                true => {
                    let held = self.repair_by_step(target, kept, now_ms);
                    if held.is_some() {
                        return held;
                    }
                }
            }
        }
        self.rules.fixed_size_limit()
    }

    fn repair_at_once(&mut self, kept: u32, now_ms: i64) {
        let direction = Direction::between(self.size, kept);
        self.size = kept;
        if self.rules.assumptions.repair_starts_cooldown {
            self.start_cooldown(now_ms, direction);
        }
    }

    /// A repair as an event like any other, but never past what is to be kept.
    fn repair_by_step(&mut self, target: &Target, kept: u32, now_ms: i64) -> Option<Limit> {
        let direction = Direction::between(self.size, kept);
        if let Some(left_ms) = self.left_ms(now_ms, direction) {
            return Some(Limit::Cooldown(left_ms));
        }
        let repaired = target.stepped(self.size, kept, StepMeaning::Limit);
        if repaired != self.size {
            self.size = repaired;
            self.start_cooldown(now_ms, direction);
        }
        (repaired != kept).then(|| Limit::Step(target.step(direction)))
    }

    /// Evaluates the group once: repair, observe, compare, size, clamp, cooldown, change.
    pub fn step<R: Recorder>(&mut self, now_ms: i64, recorder: &mut R) -> Decision {
        let before = self.size;
        let held = self.repair(now_ms);
        let repaired = self.size;
        for window in &mut self.windows {
            window.samples.drop_until(now_ms - window.look_back_ms);
            window.value = window.samples.value();
        }
        let (fired, limit) = match self.rules.scaling {
            Scaling::Thresholds(_) => self.compare(now_ms, recorder),
            Scaling::Target(target) => self.follow(&target, now_ms, recorder),
        };
        let (after, limit) = (self.size, held.or(limit));
        let decision = Decision { at_ms: now_ms, before, repaired, after, fired, limit };
        recorder.decision(decision);
        decision
    }

    /// Lets the policies act in their order: the last that fired, and what first held one back.
    #[inline]
    fn compare<R: Recorder>(
        &mut self,
        now_ms: i64,
        recorder: &mut R,
    ) -> (Option<usize>, Option<Limit>) {
        // Asked once, before any policy acts, and only where one does, which is seldom.
        let mut cooldown_left_ms = None;
        let mut chosen = None;
        let mut fired = None;
        let mut limit = None;
        // By position, since a policy that acts changes the scaler that holds them all; as slices,
        // since the index of a vector stays a call where the build is for size.
        for position in 0..self.order.len() {
            let Turn { policy, window, operator, threshold } = self.order.as_slice()[position];
            let MetricWindow { value, ref samples, .. } = self.windows.as_slice()[window];
            let samples = samples.len();
            let verdict = match (value, chosen) {
                (None, _) => Verdict::NoData,
                (Some(value), _) if !operator.is_breached(value, threshold) => {
                    Verdict::NotBreached { margin: excess(value, threshold).abs() }
                }
                (Some(_), Some(by)) => Verdict::Outranked { by },
                (Some(_), None) => {
                    let left_ms =
                        *cooldown_left_ms.get_or_insert_with(|| self.cooldown_left_ms(now_ms));
                    let verdict = self.act(policy, now_ms, left_ms);
                    chosen = self.ends_step(verdict).then_some(policy);
                    if matches!(verdict, Verdict::Fired { .. }) {
                        fired = Some(policy);
                    }
                    limit = limit.or_else(|| self.limit(verdict));
                    verdict
                }
            };
            recorder.signal(Signal { policy, value, samples, verdict });
        }
        (fired, limit)
    }

    /// Moves towards a target: whether it did, and what held it back. Apart, so that it takes
    /// nothing from the steps of the thresholds, of which a sweep makes millions.
    #[inline(never)]
    fn follow<R: Recorder>(
        &mut self,
        target: &Target,
        now_ms: i64,
        recorder: &mut R,
    ) -> (Option<usize>, Option<Limit>) {
        let (Some((_, percent)), Some(window)) = (target.average(), self.windows.first()) else {
            return (None, None);
        };
        let (value, samples) = (window.value, window.samples.len());
        let verdict = match value.map(|value| {
            let serving = self.serving.unwrap_or(self.size);
            self.rules.assumptions.target.with_booting(value, serving, self.size, percent)
        }) {
            None => Verdict::NoData,
            Some(value) => self.approach(target, value, percent, now_ms),
        };
        recorder.signal(Signal { policy: 0, value, samples, verdict });
        let fired = matches!(verdict, Verdict::Fired { .. }).then_some(0);
        let limit = match verdict {
            Verdict::Denied { left_ms, .. } => Some(Limit::Cooldown(left_ms)),
            Verdict::Fired { from, wanted, .. } => self.rules.held_by(from, wanted),
            Verdict::NoEffect { wanted } => self.rules.held_by(self.size, wanted),
            _ => None,
        };
        (fired, limit)
    }

    fn approach(&mut self, target: &Target, value: f64, percent: u32, now_ms: i64) -> Verdict {
        let from = self.size;
        let wanted = needed(from, value, percent, &self.rules.assumptions.target);
        if wanted == from {
            return Verdict::OnTarget { size: from };
        }
        let direction = Direction::between(from, wanted);
        let stepped = target.stepped(from, wanted, self.rules.assumptions.target.step);
        let to = self.rules.capacity.clamp_from(from, stepped);
        if to == from {
            return Verdict::NoEffect { wanted };
        }
        if let Some(left_ms) = self.left_ms(now_ms, direction) {
            return Verdict::Denied { wanted: to, left_ms };
        }
        self.size = to;
        self.start_cooldown(now_ms, direction);
        Verdict::Fired { from, to, wanted }
    }

    /// What is left of the cooldown at `now_ms`, in milliseconds; `None` when it is over. The
    /// longer one, where each direction has its own.
    #[inline]
    #[must_use]
    pub fn cooldown_left_ms(&self, now_ms: i64) -> Option<i64> {
        self.cooldown_from.left_ms(&self.rules, now_ms)
    }

    /// What is left of the cooldowns that deny a change in a direction.
    fn left_ms(&self, now_ms: i64, direction: Direction) -> Option<i64> {
        let passes = direction == Direction::Up
            && self.rules.target().is_some()
            && self.rules.assumptions.target.cooldown_scope == CooldownScope::OutPassesIn;
        match passes {
            true => self.cooldown_from.left_after(&self.rules, now_ms, Direction::Up),
            false => self.cooldown_left_ms(now_ms),
        }
    }

    /// Lets a breached policy act on the present size.
    fn act(&mut self, index: usize, now_ms: i64, cooldown_left_ms: Option<i64>) -> Verdict {
        let assumptions = &self.rules.assumptions;
        let from = self.size;
        let wanted = self.rules.policies()[index].target(
            from,
            assumptions.percent_rounding,
            assumptions.set_total_may_reverse,
        );
        let to = self.rules.capacity.clamp(wanted);
        if to == from {
            if assumptions.no_effect_starts_cooldown && cooldown_left_ms.is_none() {
                self.start_cooldown(now_ms, Direction::Down);
            }
            return Verdict::NoEffect { wanted };
        }
        if let Some(left_ms) = cooldown_left_ms {
            return Verdict::Denied { wanted: to, left_ms };
        }
        let direction = Direction::between(from, to);
        self.size = to;
        self.start_cooldown(now_ms, direction);
        Verdict::Fired { from, to, wanted }
    }

    fn start_cooldown(&mut self, now_ms: i64, direction: Direction) {
        let waits = direction == Direction::Up
            && self.rules.assumptions.cooldown_start == CooldownStart::Serving;
        let delay_ms = if waits { self.rules.boot_delay_ms } else { 0 };
        self.cooldown_from.start(now_ms.saturating_add(delay_ms), direction);
    }

    /// Whether a policy with this verdict leaves no turn to the ones after it.
    const fn ends_step(&self, verdict: Verdict) -> bool {
        let assumptions = &self.rules.assumptions;
        match verdict {
            Verdict::Fired { .. } | Verdict::Denied { .. } => assumptions.one_action_per_step,
            Verdict::NoEffect { .. } => {
                assumptions.one_action_per_step && assumptions.no_effect_ends_step
            }
            Verdict::Outranked { .. }
            | Verdict::NotBreached { .. }
            | Verdict::OnTarget { .. }
            | Verdict::NoData => false,
        }
    }

    const fn limit(&self, verdict: Verdict) -> Option<Limit> {
        match verdict {
            Verdict::Denied { left_ms, .. } => Some(Limit::Cooldown(left_ms)),
            Verdict::Fired { wanted, .. } | Verdict::NoEffect { wanted } => {
                self.rules.capacity.broken_by(wanted)
            }
            Verdict::Outranked { .. }
            | Verdict::NotBreached { .. }
            | Verdict::OnTarget { .. }
            | Verdict::NoData => None,
        }
    }
}
