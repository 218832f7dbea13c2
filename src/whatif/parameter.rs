//! One number of the rules, under the API's name, and a change of it. What a variant with a change
//! is worth, the validation of its rules tells.

use serde::{Deserialize, Serialize};

use super::replay::as_f64;
use super::{Thresholds, Variant, VariantRules};
use crate::base::{duration_text, translated};
use crate::engine::{Metric, quantity};
use crate::wire::v1alpha2::ScalingPolicy;
use crate::wire::{AdjustmentType, Duration, Float, Policy};

/// A number of a group or of one of its policies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parameter {
    /// A policy's threshold, in its metric's unit.
    #[default]
    #[serde(rename = "threshold")]
    Threshold,
    /// How much a policy changes.
    #[serde(rename = "value")]
    Value,
    /// A policy's look-back, in minutes.
    #[serde(rename = "sampling_range_min")]
    LookBack,
    /// A policy's priority.
    #[serde(rename = "priority")]
    Priority,
    /// The group's cooldown, in seconds.
    #[serde(rename = "cooldown_delay")]
    Cooldown,
    /// The group's minimum.
    #[serde(rename = "min_replicas")]
    Minimum,
    /// The group's maximum.
    #[serde(rename = "max_replicas")]
    Maximum,
    /// A target's average, in per cent.
    #[serde(rename = "target_avg_percent")]
    Target,
    /// A target's constant size.
    #[serde(rename = "size")]
    FixedSize,
    /// How many Instances a target adds at once.
    #[serde(rename = "scale_out_step")]
    OutStep,
    /// How many Instances a target removes at once.
    #[serde(rename = "scale_in_step")]
    InStep,
    /// A target's cooldown after it added Instances, in seconds.
    #[serde(rename = "scale_out_cooldown")]
    OutCooldown,
    /// A target's cooldown after it removed Instances, in seconds.
    #[serde(rename = "scale_in_cooldown")]
    InCooldown,
}

impl Parameter {
    /// Whether each policy has its own.
    #[must_use]
    pub const fn is_of_policy(self) -> bool {
        matches!(self, Self::Threshold | Self::Value | Self::LookBack | Self::Priority)
    }

    /// Whether it only takes whole numbers.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        !matches!(self, Self::Threshold)
    }

    /// Whether it can be set to a value, whatever the rules make of it.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        match self.is_whole() {
            true => (0.0..=f64::from(u32::MAX)).contains(&value) && libm::trunc(value) == value,
            false => Float::holds(value),
        }
    }

    /// A word for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        translated(self.noun().alone)
    }

    /// It with its definite article, as within a sentence.
    pub(super) fn the(self) -> &'static str {
        translated(self.noun().the)
    }

    const fn noun(self) -> Noun {
        match self {
            Self::Threshold => THRESHOLD,
            Self::Value => VALUE,
            Self::LookBack => LOOK_BACK,
            Self::Priority => PRIORITY,
            Self::Cooldown => COOLDOWN,
            Self::Minimum => MINIMUM,
            Self::Maximum => MAXIMUM,
            Self::Target => TARGET,
            Self::FixedSize => FIXED_SIZE,
            Self::OutStep => OUT_STEP,
            Self::InStep => IN_STEP,
            Self::OutCooldown => OUT_COOLDOWN,
            Self::InCooldown => IN_COOLDOWN,
        }
    }

    /// Its value in a variant; `None` without that policy, and where rules of that kind have none.
    #[must_use]
    pub fn of(self, variant: &Variant, policy: Option<usize>) -> Option<f64> {
        match &variant.rules {
            VariantRules::Thresholds(rules) => self.of_thresholds(rules, policy),
            VariantRules::Target(rules) => self.of_target(rules),
        }
    }

    fn of_thresholds(self, rules: &Thresholds, policy: Option<usize>) -> Option<f64> {
        let policy = || rules.policies.get(policy?);
        let capacity = &rules.capacity;
        Some(match self {
            Self::Threshold => policy()?.metric.threshold.get(),
            Self::Value => f64::from(policy()?.value),
            Self::LookBack => f64::from(policy()?.metric.sampling_range_min),
            Self::Priority => f64::from(policy()?.priority),
            Self::Cooldown => seconds(capacity.cooldown_delay),
            Self::Minimum => f64::from(capacity.min_replicas),
            Self::Maximum => f64::from(capacity.max_replicas),
            _ => return None,
        })
    }

    fn of_target(self, rules: &ScalingPolicy) -> Option<f64> {
        Some(match self {
            Self::Target => f64::from(rules.cpu_target.or(rules.memory_target)?.target_avg_percent),
            Self::FixedSize => f64::from(rules.fixed_size?.size),
            Self::OutStep => f64::from(rules.scale_out_step),
            Self::InStep => f64::from(rules.scale_in_step),
            Self::OutCooldown => seconds(rules.scale_out_cooldown),
            Self::InCooldown => seconds(rules.scale_in_cooldown),
            Self::Minimum => f64::from(rules.minimum_size),
            Self::Maximum => f64::from(rules.maximum_size),
            _ => return None,
        })
    }

    /// Sets it in a variant; without that policy, and in rules of the other kind, nothing changes.
    fn set(self, variant: &mut Variant, policy: Option<usize>, value: f64) {
        debug_assert!(self.holds(value), "{self:?} cannot be {value}");
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number in range where the parameter needs one"
        )]
        let whole = value as u32;
        match &mut variant.rules {
            VariantRules::Thresholds(rules) => self.set_threshold(rules, policy, value, whole),
            VariantRules::Target(rules) => self.set_target(rules, whole),
        }
    }

    fn set_threshold(self, rules: &mut Thresholds, policy: Option<usize>, value: f64, whole: u32) {
        let capacity = &mut rules.capacity;
        let policy = policy.and_then(|index| rules.policies.get_mut(index));
        match (self, policy) {
            (Self::Threshold, Some(policy)) => policy.metric.threshold = Float::new(value),
            (Self::Value, Some(policy)) => policy.value = whole,
            (Self::LookBack, Some(policy)) => policy.metric.sampling_range_min = whole,
            (Self::Priority, Some(policy)) => policy.priority = whole,
            (Self::Cooldown, _) => {
                capacity.cooldown_delay = Some(Duration::from_secs(i64::from(whole)));
            }
            (Self::Minimum, _) => capacity.min_replicas = whole,
            (Self::Maximum, _) => capacity.max_replicas = whole,
            _ => {}
        }
    }

    fn set_target(self, rules: &mut ScalingPolicy, whole: u32) {
        let delay = Some(Duration::from_secs(i64::from(whole)));
        match self {
            Self::Target => {
                let average = rules.cpu_target.as_mut().or(rules.memory_target.as_mut());
                average.into_iter().for_each(|target| target.target_avg_percent = whole);
            }
            Self::FixedSize => rules.fixed_size.iter_mut().for_each(|fixed| fixed.size = whole),
            Self::OutStep => rules.scale_out_step = whole,
            Self::InStep => rules.scale_in_step = whole,
            Self::OutCooldown => rules.scale_out_cooldown = delay,
            Self::InCooldown => rules.scale_in_cooldown = delay,
            Self::Minimum => rules.minimum_size = whole,
            Self::Maximum => rules.maximum_size = whole,
            _ => {}
        }
    }
}

/// What a number is called, alone and with its articles.
#[derive(Clone, Copy)]
struct Noun {
    alone: &'static str,
    a: &'static str,
    the: &'static str,
}

impl Noun {
    const fn of(alone: &'static str, a: &'static str, the: &'static str) -> Self {
        Self { alone, a, the }
    }
}

const THRESHOLD: Noun = Noun::of(text!("threshold"), text!("a threshold"), text!("the threshold"));
const VALUE: Noun = Noun::of(text!("value"), text!("a value"), text!("the value"));
const STEP: Noun = Noun::of(text!("step"), text!("a step"), text!("the step"));
const SHARE: Noun = Noun::of(text!("amount" => "share"), text!("a share"), text!("the share"));
const TOTAL: Noun = Noun::of(text!("total"), text!("a total"), text!("the total"));
const LOOK_BACK: Noun = Noun::of(text!("look-back"), text!("a look-back"), text!("the look-back"));
const PRIORITY: Noun = Noun::of(text!("priority"), text!("a priority"), text!("the priority"));
const COOLDOWN: Noun = Noun::of(text!("cooldown"), text!("a cooldown"), text!("the cooldown"));
const MINIMUM: Noun = Noun::of(text!("minimum"), text!("a minimum"), text!("the minimum"));
const MAXIMUM: Noun = Noun::of(text!("maximum"), text!("a maximum"), text!("the maximum"));
const TARGET: Noun = Noun::of(text!("target"), text!("a target"), text!("the target"));
const FIXED_SIZE: Noun =
    Noun::of(text!("fixed size"), text!("a fixed size"), text!("the fixed size"));
const OUT_STEP: Noun =
    Noun::of(text!("scale-out step"), text!("a scale-out step"), text!("the scale-out step"));
const IN_STEP: Noun =
    Noun::of(text!("scale-in step"), text!("a scale-in step"), text!("the scale-in step"));
const OUT_COOLDOWN: Noun = Noun::of(
    text!("scale-out cooldown"),
    text!("a scale-out cooldown"),
    text!("the scale-out cooldown"),
);
const IN_COOLDOWN: Noun = Noun::of(
    text!("scale-in cooldown"),
    text!("a scale-in cooldown"),
    text!("the scale-in cooldown"),
);

fn seconds(delay: Option<Duration>) -> f64 {
    as_f64(delay.unwrap_or_default().as_millis()) / 1_000.0
}

/// One parameter, set to a value.
///
/// ```
/// use headroom::whatif::{Parameter, Setting, from_file};
///
/// let job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let saved = &job.variants[0];
/// let setting = Setting::of_policy(Parameter::Threshold, 0, 68.3);
/// assert_eq!(setting.words(saved), "a threshold of 68.3 % instead of 70 % for “up”");
/// let edited = setting.made(saved);
/// assert_eq!(Parameter::Threshold.of(&edited, Some(0)), Some(68.3));
/// assert_eq!(Parameter::Target.of(&edited, None), None, "its rules are thresholds");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Which parameter.
    pub parameter: Parameter,
    /// The policy's index, for a parameter of a policy; `None` for one of the group.
    pub policy: Option<usize>,
    /// To what, in the parameter's unit.
    pub value: f64,
}

impl Setting {
    /// A number of the group, set.
    #[must_use]
    pub fn of_group(parameter: Parameter, value: impl Into<f64>) -> Self {
        Self { parameter, policy: None, value: value.into() }
    }

    /// A number of a policy, set.
    #[must_use]
    pub fn of_policy(parameter: Parameter, policy: usize, value: impl Into<f64>) -> Self {
        Self { parameter, policy: Some(policy), value: value.into() }
    }

    /// The same parameter at another value.
    #[must_use]
    pub const fn at(self, value: f64) -> Self {
        Self { value, ..self }
    }

    /// Sets it in a variant; a policy that the variant does not have changes nothing.
    pub fn set(self, variant: &mut Variant) {
        self.parameter.set(variant, self.policy, self.value);
    }

    /// A variant with it set.
    #[must_use]
    pub fn made(self, variant: &Variant) -> Variant {
        let mut variant = variant.clone();
        self.set(&mut variant);
        variant
    }

    /// What the variant has instead; 0 where it lacks the policy.
    #[must_use]
    pub fn present(self, variant: &Variant) -> f64 {
        self.parameter.of(variant, self.policy).unwrap_or_default()
    }

    /// The change in words: `a threshold of 68.3 % instead of 70 % for “up”`.
    #[must_use]
    pub fn words(self, variant: &Variant) -> String {
        let SettingText { policy, from, to, .. } = self.text(variant);
        let of = policy.map_or(String::new(), |policy| t!(" for “{policy}”"));
        let a_name = translated(self.noun(variant).a);
        t!("{a_name} of {to} instead of {from}{of}")
    }

    /// What it changes of a variant, part by part.
    #[must_use]
    pub fn text(self, variant: &Variant) -> SettingText {
        let policy = self.policy_of(variant);
        let is_share =
            policy.is_some_and(|policy| policy.adjustment == AdjustmentType::PercentOfTotalGroup);
        let text = |value: f64| match self.parameter {
            Parameter::Threshold => threshold_text(policy, value),
            Parameter::Cooldown | Parameter::OutCooldown | Parameter::InCooldown => {
                seconds_text(value)
            }
            Parameter::Target => t!("{value}\u{a0}%"),
            Parameter::LookBack => seconds_text(value * 60.0),
            Parameter::Value if is_share => t!("{value}\u{a0}%"),
            _ => value.to_string(),
        };
        SettingText {
            name: translated(self.noun(variant).alone),
            policy: policy.map(|policy| policy.name.clone()),
            from: text(self.present(variant)),
            to: text(self.value),
        }
    }

    /// What the number is called in a variant.
    fn noun(self, variant: &Variant) -> Noun {
        match (self.parameter, self.policy_of(variant)) {
            (Parameter::Value, Some(policy)) => amount_noun(policy),
            (parameter, _) => parameter.noun(),
        }
    }

    fn policy_of(self, variant: &Variant) -> Option<&Policy> {
        self.policy.and_then(|index| variant.policies().get(index))
    }
}

/// A change of one number in words, part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingText {
    /// What is changed: `threshold`.
    pub name: &'static str,
    /// The name of the policy that it is of; `None` for a number of the group.
    pub policy: Option<String>,
    /// What it is, with its unit.
    pub from: String,
    /// What it becomes, with its unit.
    pub to: String,
}

/// What a policy's amount is called.
const fn amount_noun(policy: &Policy) -> Noun {
    match policy.adjustment {
        AdjustmentType::FlatCount => STEP,
        AdjustmentType::PercentOfTotalGroup => SHARE,
        AdjustmentType::SetTotalGroup => TOTAL,
        _ => VALUE,
    }
}

/// A threshold in its metric's unit.
pub fn threshold_text(policy: Option<&Policy>, value: f64) -> String {
    let word = policy.and_then(|policy| policy.metric.managed_metric.as_ref());
    quantity(word.and_then(Metric::from_wire).unwrap_or(Metric::Custom), value)
}

/// A span of seconds, as every span of time is said.
#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
pub fn seconds_text(seconds: f64) -> String {
    duration_text((seconds * 1_000.0).round() as i64)
}
