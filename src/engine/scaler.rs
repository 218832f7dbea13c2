//! One group's scaler: its rules, its windows, its size and its cooldown.

use super::{
    Aggregate, Assumptions, Capacity, CooldownStart, Decision, Limit, Metric, Policy, Recorder,
    Signal, TieOrder, Verdict, Window,
};
use crate::base::sort_by_key;

/// What a scaler goes by.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// The group's bounds and cooldown.
    pub capacity: Capacity,
    /// Its policies, the oldest first. Signals name them by their index here.
    pub policies: Vec<Policy>,
    /// The rules that no source settles.
    pub assumptions: Assumptions,
    /// How long an ordered Instance takes until it serves, in milliseconds; matters only to
    /// [`CooldownStart::Serving`].
    pub boot_delay_ms: i64,
}

impl Rules {
    /// The policies' indices in the order of evaluation: by priority, then as assumed for ties.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.policies.len()).collect();
        if self.assumptions.tie_order == TieOrder::NewestFirst {
            order.reverse();
        }
        sort_by_key(&mut order, |&index| self.policies[index].priority);
        order
    }
}

/// What policies of one metric, aggregate and look-back see.
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
    fn new(policy: &Policy) -> Self {
        let Policy { metric, aggregate, look_back_ms, .. } = *policy;
        Self { metric, aggregate, look_back_ms, samples: Window::new(aggregate), value: None }
    }

    fn serves(&self, policy: &Policy) -> bool {
        self.metric == policy.metric
            && self.aggregate == policy.aggregate
            && self.look_back_ms == policy.look_back_ms
    }
}

/// A group's scaler between two steps.
#[derive(Clone, Debug)]
pub struct Scaler {
    rules: Rules,
    /// The policies in the order of evaluation, each with its window, by index.
    order: Vec<(usize, usize)>,
    windows: Vec<MetricWindow>,
    size: u32,
    cooldown_from_ms: Option<i64>,
}

impl Scaler {
    /// A scaler for a group of `size` Instances whose cooldown runs from `cooldown_from_ms`.
    #[must_use]
    pub fn new(rules: Rules, size: u32, cooldown_from_ms: Option<i64>) -> Self {
        let mut windows: Vec<MetricWindow> = Vec::new();
        let mut window_of = |index: usize| {
            let policy = &rules.policies[index];
            let window = windows.iter().position(|window| window.serves(policy));
            (
                index,
                window.unwrap_or_else(|| {
                    windows.push(MetricWindow::new(policy));
                    windows.len() - 1
                }),
            )
        };
        let order = rules.order().into_iter().map(&mut window_of).collect();
        Self { rules, order, windows, size, cooldown_from_ms }
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

    /// The instant from which the cooldown counts.
    #[must_use]
    pub const fn cooldown_from_ms(&self) -> Option<i64> {
        self.cooldown_from_ms
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

    /// Brings the size within the bounds, whatever the policies or the cooldown say: a new group
    /// fills up to its minimum within seconds, with no policy (contract, section 5.2).
    pub fn repair(&mut self, now_ms: i64) {
        let repaired = self.rules.capacity.clamp(self.size);
        if repaired == self.size {
            return;
        }
        let grew = repaired > self.size;
        self.size = repaired;
        if self.rules.assumptions.repair_starts_cooldown {
            self.start_cooldown(now_ms, grew);
        }
    }

    /// Evaluates the group once: repair, observe, compare, size, clamp, cooldown, change.
    pub fn step<R: Recorder>(&mut self, now_ms: i64, recorder: &mut R) -> Decision {
        let before = self.size;
        self.repair(now_ms);
        let repaired = self.size;
        let cooldown_left_ms = self.cooldown_left_ms(now_ms);
        for window in &mut self.windows {
            window.samples.drop_until(now_ms - window.look_back_ms);
            window.value = window.samples.value();
        }
        let mut chosen = None;
        let mut fired = None;
        let mut limit = None;
        // By position, since a policy that acts changes the scaler that holds them all; as slices,
        // since the index of a vector stays a call where the build is for size.
        for position in 0..self.order.len() {
            let (index, window) = self.order.as_slice()[position];
            let MetricWindow { value, ref samples, .. } = self.windows.as_slice()[window];
            let samples = samples.len();
            let policy = &self.rules.policies.as_slice()[index];
            let verdict = match (value, chosen) {
                (None, _) => Verdict::NoData,
                (Some(value), _) if !policy.is_breached(value) => {
                    Verdict::NotBreached { margin: policy.excess(value).abs() }
                }
                (Some(_), Some(by)) => Verdict::Outranked { by },
                (Some(_), None) => self.act(index, now_ms, cooldown_left_ms),
            };
            if self.ends_step(verdict) {
                chosen = chosen.or(Some(index));
            }
            if matches!(verdict, Verdict::Fired { .. }) {
                fired = Some(index);
            }
            if limit.is_none() {
                limit = self.limit(verdict);
            }
            recorder.signal(Signal { policy: index, value, samples, verdict });
        }
        let after = self.size;
        let decision = Decision { at_ms: now_ms, before, repaired, after, fired, limit };
        recorder.decision(decision);
        decision
    }

    /// What is left of the cooldown at `now_ms`, in milliseconds; `None` when it is over.
    #[must_use]
    pub fn cooldown_left_ms(&self, now_ms: i64) -> Option<i64> {
        let cooldown_ms = self.rules.capacity.cooldown_ms;
        let left_ms = self.cooldown_from_ms?.saturating_add(cooldown_ms).saturating_sub(now_ms);
        let denied = left_ms > 0 || (left_ms == 0 && self.rules.assumptions.cooldown_includes_end);
        (denied && cooldown_ms > 0).then_some(left_ms)
    }

    /// Lets a breached policy act on the present size.
    fn act(&mut self, index: usize, now_ms: i64, cooldown_left_ms: Option<i64>) -> Verdict {
        let assumptions = self.rules.assumptions;
        let from = self.size;
        let wanted = self.rules.policies[index].target(
            from,
            assumptions.percent_rounding,
            assumptions.set_total_may_reverse,
        );
        let to = self.rules.capacity.clamp(wanted);
        if to == from {
            if assumptions.no_effect_starts_cooldown && cooldown_left_ms.is_none() {
                self.start_cooldown(now_ms, false);
            }
            return Verdict::NoEffect { wanted };
        }
        if let Some(left_ms) = cooldown_left_ms {
            return Verdict::Denied { wanted: to, left_ms };
        }
        self.size = to;
        self.start_cooldown(now_ms, to > from);
        Verdict::Fired { from, to, wanted }
    }

    /// Never shortens a cooldown that runs already, or is yet to start.
    fn start_cooldown(&mut self, now_ms: i64, grew: bool) {
        let waits = grew && self.rules.assumptions.cooldown_start == CooldownStart::Serving;
        let delay_ms = if waits { self.rules.boot_delay_ms } else { 0 };
        self.cooldown_from_ms = self.cooldown_from_ms.max(Some(now_ms.saturating_add(delay_ms)));
    }

    /// Whether a policy with this verdict leaves no turn to the ones after it.
    const fn ends_step(&self, verdict: Verdict) -> bool {
        let assumptions = &self.rules.assumptions;
        match verdict {
            Verdict::Fired { .. } | Verdict::Denied { .. } => assumptions.one_action_per_step,
            Verdict::NoEffect { .. } => {
                assumptions.one_action_per_step && assumptions.no_effect_ends_step
            }
            Verdict::Outranked { .. } | Verdict::NotBreached { .. } | Verdict::NoData => false,
        }
    }

    const fn limit(&self, verdict: Verdict) -> Option<Limit> {
        let Capacity { min, max, .. } = self.rules.capacity;
        match verdict {
            Verdict::Denied { left_ms, .. } => Some(Limit::Cooldown(left_ms)),
            Verdict::Fired { wanted, .. } | Verdict::NoEffect { wanted } => match wanted {
                wanted if wanted > max => Some(Limit::Maximum(max)),
                wanted if wanted < min => Some(Limit::Minimum(min)),
                _ => None,
            },
            Verdict::Outranked { .. } | Verdict::NotBreached { .. } | Verdict::NoData => None,
        }
    }
}
