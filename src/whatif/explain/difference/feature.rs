//! What can be so at an evaluation, and its words.

use serde::{Deserialize, Serialize};

use crate::engine::{Limit, Metric, Policy, Rules, Target, Verdict, quantity};

/// What became of a policy, without its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// It was breached within the cooldown.
    Denied,
    /// It was breached, and the size stayed all the same.
    NoEffect,
    /// Its look-back held no sample.
    NoData,
    /// It changed the size.
    Fired,
    /// It was breached, but another came first.
    Outranked,
    /// It was not breached.
    NotBreached,
    /// It is a target, and the group has as many Instances as it needs.
    OnTarget,
}

/// What held a decision back, without its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// The group's maximum.
    Maximum,
    /// The group's minimum.
    Minimum,
    /// The cooldown.
    Cooldown,
    /// The target's step.
    Step,
}

/// How far a value is from a threshold: near is within a tenth of the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distance {
    /// Over it by more than a tenth.
    FarOver,
    /// Over it by a tenth at most.
    JustOver,
    /// At it, or under it by a tenth at most.
    JustUnder,
    /// Under it by more than a tenth.
    FarUnder,
}

/// Something that is so at an evaluation, or not. Of several that are so at the very same
/// evaluations the first in this order gives its name to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// What a policy, or a target, saw was 100 % or more.
    Full(usize),
    /// Something held the decision back.
    Limit(LimitKind),
    /// What a policy saw was half as much again as at the evaluation before.
    Jump(usize),
    /// A look-back held fewer samples than it mostly does.
    FewSamples(usize),
    /// What became of a policy.
    Verdict(usize, VerdictKind),
    /// The size that the decision found.
    Size(u32),
    /// The cooldown ran.
    Cooldown,
    /// How far what a policy saw was from its threshold.
    Distance(usize, Distance),
    /// It was in the hours of the stretch.
    Hours,
    /// It was on the weekdays of the stretch.
    Weekdays,
}

/// What is looked at, for a list of what does not differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeatureKind {
    /// [`Feature::Full`].
    Full,
    /// [`Feature::Limit`].
    Limit,
    /// [`Feature::Jump`].
    Jump,
    /// [`Feature::FewSamples`].
    MissingSamples,
    /// [`Feature::Verdict`].
    Verdict,
    /// [`Feature::Size`].
    Size,
    /// [`Feature::Cooldown`].
    Cooldown,
    /// [`Feature::Distance`].
    Distance,
    /// [`Feature::Hours`] and [`Feature::Weekdays`].
    When,
}

impl FeatureKind {
    /// All that are ranked.
    pub const ALL: [Self; 8] = [
        Self::Full,
        Self::Limit,
        Self::Jump,
        Self::MissingSamples,
        Self::Verdict,
        Self::Size,
        Self::Cooldown,
        Self::Distance,
    ];

    /// A word for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Full => t!("use of 100\u{a0}%"),
            Self::Limit => t!("bounds and steps"),
            Self::Jump => t!("jumps of the load"),
            Self::MissingSamples => t!("missing samples"),
            Self::Verdict => t!("verdicts"),
            Self::Size => t!("size"),
            Self::Cooldown => t!("cooldown"),
            Self::Distance => t!("distance to the thresholds"),
            Self::When => t!("hour and weekday"),
        }
    }
}

impl Feature {
    /// Which kind of thing it is.
    #[must_use]
    pub const fn kind(self) -> FeatureKind {
        match self {
            Self::Full(_) => FeatureKind::Full,
            Self::Limit(_) => FeatureKind::Limit,
            Self::Jump(_) => FeatureKind::Jump,
            Self::FewSamples(_) => FeatureKind::MissingSamples,
            Self::Verdict(..) => FeatureKind::Verdict,
            Self::Size(_) => FeatureKind::Size,
            Self::Cooldown => FeatureKind::Cooldown,
            Self::Distance(..) => FeatureKind::Distance,
            Self::Hours | Self::Weekdays => FeatureKind::When,
        }
    }

    /// Whether exactly one of its like is so at each evaluation.
    #[must_use]
    pub const fn is_one_of_several(self) -> bool {
        matches!(self, Self::Verdict(..) | Self::Size(_) | Self::Distance(..))
    }

    /// It in a few words, and more about it.
    pub(super) fn words(self, rules: &Rules) -> (String, String) {
        let name = |policy: usize| match rules.policies().get(policy) {
            Some(Policy { name, .. }) => t!("“{name}”"),
            None => t!("The target").to_owned(),
        };
        let metric =
            |policy: usize| watched(rules, policy).map_or(t!("metric" => "It"), Metric::label);
        let (label, note) = match self {
            Self::Full(policy) => {
                let metric = metric(policy);
                return (t!("{metric} at 100\u{a0}%"), t!("no room was left").to_owned());
            }
            Self::Jump(policy) => {
                let metric = metric(policy);
                let note = t!("half as much again as at the evaluation before").to_owned();
                return (t!("{metric} jumped"), note);
            }
            Self::Limit(limit) => limit_words(limit, rules),
            Self::FewSamples(policy) => {
                let name = name(policy);
                return (t!("{name} missed samples"), t!("fewer than mostly").to_owned());
            }
            Self::Verdict(policy, verdict) => {
                return (format!("{} {}", name(policy), verdict_words(verdict)), String::new());
            }
            Self::Size(size) => return size_words(size, rules),
            Self::Distance(policy, distance) => return distance_words(policy, distance, rules),
            Self::Cooldown => (t!("Cooldown"), t!("a change had just been made")),
            Self::Hours | Self::Weekdays => ("", ""),
        };
        (label.to_owned(), note.to_owned())
    }
}

/// What a policy watches, or a target for 0.
pub(super) fn watched(rules: &Rules, policy: usize) -> Option<Metric> {
    let of_target = || rules.target().and_then(Target::average).map(|(metric, _)| metric);
    rules.policies().get(policy).map(|policy| policy.metric).or_else(of_target)
}

/// What a policy compares with, or a target for 0.
pub(super) fn threshold(rules: &Rules, policy: usize) -> Option<f64> {
    let of_target = || rules.target().and_then(Target::average).map(|(_, own)| f64::from(own));
    rules.policies().get(policy).map(|policy| policy.threshold).or_else(of_target)
}

fn limit_words(limit: LimitKind, rules: &Rules) -> (&'static str, &'static str) {
    match limit {
        LimitKind::Maximum => (t!("Blocked by the maximum"), t!("more were asked for")),
        LimitKind::Minimum => (t!("Held by the minimum"), t!("fewer were asked for")),
        LimitKind::Cooldown => (t!("Blocked by the cooldown"), t!("a change was due")),
        LimitKind::Step if rules.target().is_some() => {
            (t!("Cut short by the step"), t!("more were needed at once"))
        }
        LimitKind::Step => (t!("Cut short by the step"), ""),
    }
}

fn verdict_words(verdict: VerdictKind) -> &'static str {
    match verdict {
        VerdictKind::Denied => t!("was blocked by the cooldown"),
        VerdictKind::NoEffect => t!("had no effect"),
        VerdictKind::NoData => t!("had no samples"),
        VerdictKind::Fired => t!("policy" => "fired"),
        VerdictKind::Outranked => t!("was outranked"),
        VerdictKind::NotBreached => t!("was not breached"),
        VerdictKind::OnTarget => t!("needed no change"),
    }
}

fn size_words(size: u32, rules: &Rules) -> (String, String) {
    let (min, max) = (rules.capacity.min, rules.capacity.max);
    let note = match size {
        size if size == max => t!("at the maximum"),
        size if size == min => t!("at the minimum"),
        _ => "",
    };
    (t!("Size {size}"), note.to_owned())
}

fn distance_words(policy: usize, distance: Distance, rules: &Rules) -> (String, String) {
    let far = match distance {
        Distance::FarOver => t!("far over"),
        Distance::JustOver => t!("just over"),
        Distance::JustUnder => t!("just under"),
        Distance::FarUnder => t!("far under"),
    };
    let (metric, of) = (watched(rules, policy).unwrap_or(Metric::Custom), threshold(rules, policy));
    let of = of.map_or_else(String::new, |of| quantity(metric, of));
    let near = matches!(distance, Distance::JustOver | Distance::JustUnder);
    let note = if near { t!("within a tenth of it") } else { t!("by more than a tenth of it") };
    (format!("{} {far} {of}", metric.label()), note.to_owned())
}

impl From<Verdict> for VerdictKind {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Fired { .. } => Self::Fired,
            Verdict::Outranked { .. } => Self::Outranked,
            Verdict::NotBreached { .. } => Self::NotBreached,
            Verdict::OnTarget { .. } => Self::OnTarget,
            Verdict::NoData => Self::NoData,
            Verdict::Denied { .. } => Self::Denied,
            Verdict::NoEffect { .. } => Self::NoEffect,
        }
    }
}

impl From<Limit> for LimitKind {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::Maximum(_) => Self::Maximum,
            Limit::Minimum(_) => Self::Minimum,
            Limit::Cooldown(_) => Self::Cooldown,
            Limit::Step(_) => Self::Step,
        }
    }
}

impl Distance {
    /// Where a value lies.
    pub(super) fn of(value: f64, threshold: f64) -> Self {
        let tenth = threshold.abs() / 10.0;
        match value - threshold {
            over if over > tenth => Self::FarOver,
            over if over > 0.0 => Self::JustOver,
            over if over < -tenth => Self::FarUnder,
            _ => Self::JustUnder,
        }
    }
}

/// Whether two policies see the same.
pub(super) fn see_the_same(one: &Policy, other: &Policy) -> bool {
    one.metric == other.metric
        && one.aggregate == other.aggregate
        && one.look_back_ms == other.look_back_ms
}
