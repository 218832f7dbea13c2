//! What a scaler goes by, of either generation.

use super::{Assumptions, Capacity, Direction, Limit, Policy, Target, TieOrder};
use crate::base::sort_by_key;

/// How a group is scaled between its bounds.
#[derive(Clone, Debug, PartialEq)]
pub enum Scaling {
    /// By policies with thresholds, the oldest first: the first generation.
    Thresholds(Vec<Policy>),
    /// Towards a target: the second generation.
    Target(Target),
}

/// What a scaler goes by.
///
/// Thresholds and a target become the same type, by way of their validation:
///
/// ```
/// use headroom::engine::{Assumptions, Rules, ScalingPolicy, TARGET_PERIOD_MS};
/// use headroom::engine::{Metric, Scaler};
/// use headroom::wire::v1alpha2;
///
/// let policy: v1alpha2::ScalingPolicy = serde_json::from_str(
///     r#"{"minimum_size": 2, "maximum_size": 6, "scale_out_step": 2, "scale_in_step": 1,
///         "cpu_target": {"target_avg_percent": 50}}"#,
/// )?;
/// let ScalingPolicy { capacity, scaling } = ScalingPolicy::try_from(&policy)?;
/// let rules = Rules { capacity, scaling, assumptions: Assumptions::default(), boot_delay_ms: 0 };
/// assert!(rules.policies().is_empty());
/// assert_eq!(rules.target().unwrap().average(), Some((Metric::Cpu, 50)));
///
/// let mut scaler = Scaler::new(rules, 2, None);
/// scaler.observe(Metric::Cpu, TARGET_PERIOD_MS, 90.0);
/// // 2 × 90 / 50 asks for 4 of them, which two steps of one, or one of two, add.
/// assert_eq!(scaler.step(TARGET_PERIOD_MS, &mut ()).after, 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// The group's bounds and cooldowns.
    pub capacity: Capacity,
    /// How it is scaled between them.
    pub scaling: Scaling,
    /// The rules that no source settles.
    pub assumptions: Assumptions,
    /// How long an ordered Instance takes until it serves, in milliseconds; matters only to
    /// [`super::CooldownStart::Serving`].
    pub boot_delay_ms: i64,
}

impl Rules {
    /// Its policies, the oldest first; none for a target. Signals name them by their index here.
    #[inline]
    #[must_use]
    pub fn policies(&self) -> &[Policy] {
        match &self.scaling {
            Scaling::Thresholds(policies) => policies.as_slice(),
            Scaling::Target(_) => &[],
        }
    }

    /// Moves a policy's threshold, by index, to a value in its metric's unit. A target has none, so
    /// nothing happens.
    pub fn set_threshold(&mut self, policy: usize, threshold: f64) {
        if let Scaling::Thresholds(policies) = &mut self.scaling
            && let Some(policy) = policies.get_mut(policy)
        {
            policy.threshold = threshold;
        }
    }

    /// Its target, if it has one.
    #[inline]
    #[must_use]
    pub const fn target(&self) -> Option<&Target> {
        match &self.scaling {
            Scaling::Target(target) => Some(target),
            Scaling::Thresholds(_) => None,
        }
    }

    /// How many signals each decision has: one for each policy, or one for a metric's target.
    #[must_use]
    pub fn signals(&self) -> usize {
        match &self.scaling {
            Scaling::Thresholds(policies) => policies.len(),
            Scaling::Target(target) => usize::from(target.average().is_some()),
        }
    }

    /// The size that the group is brought to from `size` whatever its metrics say.
    #[must_use]
    pub fn kept_size(&self, size: u32) -> u32 {
        let fixed = self.target().and_then(Target::fixed_size);
        self.capacity.clamp(fixed.unwrap_or(size))
    }

    /// The bound that keeps a group from its fixed size; `None` where none does, and for any other
    /// goal.
    #[must_use]
    pub fn fixed_size_limit(&self) -> Option<Limit> {
        self.capacity.broken_by(self.target()?.fixed_size()?)
    }

    /// What keeps an event of a target short of `wanted` Instances; `None` where it gets there, or
    /// past it by an exact step.
    #[must_use]
    pub fn held_by(&self, size: u32, wanted: u32) -> Option<Limit> {
        let target = self.target()?;
        let direction = Direction::between(size, wanted);
        let stepped = target.stepped(size, wanted, self.assumptions.target.step);
        let to = self.capacity.clamp_from(size, stepped);
        let arrives = match direction {
            Direction::Up => to >= wanted,
            Direction::Down => to <= wanted,
        };
        match to == stepped {
            _ if arrives => None,
            true => Some(Limit::Step(target.step(direction))),
            false => self.capacity.broken_by(stepped),
        }
    }

    /// The policies' indices in the order of evaluation: by priority, then as assumed for ties.
    ///
    /// ```
    /// use headroom::engine::TieOrder;
    ///
    /// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
    /// let mut rules = headroom::whatif::rules(&job, &job.variants[0])?;
    /// assert_eq!(rules.order(), [0, 1], "“up” has priority 1, “down” has 2");
    /// rules.assumptions.tie_order = TieOrder::NewestFirst;
    /// assert_eq!(rules.order(), [0, 1], "ties alone go by age");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        let policies = self.policies();
        let mut order: Vec<usize> = (0..policies.len()).collect();
        if self.assumptions.tie_order == TieOrder::NewestFirst {
            order.reverse();
        }
        sort_by_key(&mut order, |&index| policies[index].priority);
        order
    }
}
