//! What the contract leaves open, as named choices.

use serde::{Deserialize, Serialize};

use super::TargetAssumptions;

/// How a percentage of the group becomes a number of Instances (contract, section 5.1: unknown).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentRounding {
    /// Away from zero, so at least 1: a breached policy never does nothing by rounding alone.
    #[default]
    AwayFromZero,
    /// To the nearest, halves away from zero; may be 0.
    Nearest,
    /// Towards zero; may be 0.
    TowardsZero,
}

/// Which of two policies of equal priority goes first (contract, section 5.1: unknown).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieOrder {
    /// The older one, as in the lists' documented default order.
    #[default]
    OldestFirst,
    /// The newer one.
    NewestFirst,
}

/// When the cooldown starts after an order to grow (contract, section 12: unknown).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CooldownStart {
    /// At the order: "time after a scaling action", and the action is the order.
    #[default]
    Order,
    /// When the ordered Instances serve, a boot delay later; until then, changes are denied too.
    /// A cooldown of 0 is none, whenever it would start.
    Serving,
}

/// The rules that no public source settles. Each default is the reading that the documentation
/// suggests, or else the one that surprises least; the what-if can rerun under the others.
///
/// ```
/// use headroom::engine::{Assumptions, PercentRounding};
///
/// // 10 % of 2 Instances: away from zero that is one more, to the nearest it is none.
/// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let rules = headroom::whatif::rules(&job, &job.variants[0])?;
/// let mut up = rules.policies()[0].clone();
/// up.adjustment = headroom::engine::Adjustment::PercentOfTotalGroup(10);
/// let size = |assumed: Assumptions| up.target(2, assumed.percent_rounding, false);
/// assert_eq!(size(Assumptions::default()), 3);
/// let percent_rounding = PercentRounding::Nearest;
/// assert_eq!(size(Assumptions { percent_rounding, ..Assumptions::default() }), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assumptions {
    /// How a percentage becomes a number of Instances.
    pub percent_rounding: PercentRounding,
    /// Whether `set_total_group` may move against its policy's action: a `scale_up` that shrinks
    /// or a `scale_down` that grows. No by default, since the action names the direction.
    pub set_total_may_reverse: bool,
    /// Whether only the first breached policy acts. Yes by default: a priority suggests a choice.
    pub one_action_per_step: bool,
    /// Whether a breached policy that the bounds leave without effect still ends the step. Yes
    /// by default: it was the one chosen. Matters only with [`Self::one_action_per_step`]; without
    /// it, nothing ends a step.
    pub no_effect_ends_step: bool,
    /// Whether such a policy starts the cooldown. No by default: nothing was scaled.
    pub no_effect_starts_cooldown: bool,
    /// Whether a repair of the bounds starts the cooldown. No by default: no policy acted.
    pub repair_starts_cooldown: bool,
    /// Whether a change exactly one cooldown after the last is still denied. No by default. A
    /// cooldown of 0 denies nothing all the same.
    pub cooldown_includes_end: bool,
    /// When the cooldown starts.
    pub cooldown_start: CooldownStart,
    /// Which of two policies of equal priority goes first.
    pub tie_order: TieOrder,
    /// What is open about targets; policies with thresholds do not ask.
    pub target: TargetAssumptions,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            percent_rounding: PercentRounding::default(),
            set_total_may_reverse: false,
            one_action_per_step: true,
            no_effect_ends_step: true,
            no_effect_starts_cooldown: false,
            repair_starts_cooldown: false,
            cooldown_includes_end: false,
            cooldown_start: CooldownStart::default(),
            tie_order: TieOrder::default(),
            target: TargetAssumptions::default(),
        }
    }
}

impl Assumptions {
    /// Whether every policy that is breached and not denied changes the size or leaves no trace:
    /// no act without effect starts a cooldown, and none is taken back within its evaluation.
    #[must_use]
    pub const fn shows_every_act(&self) -> bool {
        self.one_action_per_step && !self.no_effect_starts_cooldown
    }
}
