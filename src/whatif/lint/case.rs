//! Rules under inspection, and what the lints ask of them.

use super::{Fix, LintContext, LintKind, Place};
use crate::engine::{Adjustment, Aggregate, Direction, Operator, Policy, Rules};
use crate::whatif::{Parameter, Setting, Variant};
use crate::wire::{self, Float};

/// The most sizes that are looked at one by one; groups are far smaller.
const MOST_SIZES: u32 = 1_000;

/// A lint whose fixes are yet to be tried, the best first.
pub struct Finding {
    pub kind: LintKind,
    pub place: Place,
    pub sentence: String,
    pub fixes: Vec<Fix>,
}

impl Finding {
    pub fn of_policy(
        kind: LintKind,
        policy: usize,
        field: &'static str,
        sentence: String,
        fixes: Vec<Fix>,
    ) -> Self {
        Self { kind, place: Place { policy: Some(policy), field }, sentence, fixes }
    }

    pub fn of_group(
        kind: LintKind,
        field: &'static str,
        sentence: String,
        fixes: Vec<Fix>,
    ) -> Self {
        Self { kind, place: Place { policy: None, field }, sentence, fixes }
    }
}

/// A step of a policy: the size that it finds and the size that it leads to.
#[derive(Clone, Copy)]
pub struct Move {
    pub from: u32,
    pub to: u32,
}

impl Move {
    /// How the share of each Instance grows by it: 2 to 3 leaves two thirds.
    pub fn share(self) -> f64 {
        f64::from(self.from) / f64::from(self.to.max(1))
    }
}

/// Valid rules beside the rows that they came from.
pub struct Case<'a> {
    pub variant: &'a Variant,
    pub context: &'a LintContext,
    pub rules: Rules,
}

impl Case<'_> {
    pub fn policies(&self) -> impl Iterator<Item = (usize, &Policy)> {
        self.rules.policies().iter().enumerate()
    }

    /// Policies that scale up where the metric is high, or down where it is low.
    pub fn right_way(&self, direction: Direction) -> impl Iterator<Item = (usize, &Policy)> {
        self.policies().filter(move |(_, p)| p.direction == direction && !is_wrong_way(p))
    }

    pub fn is_pinned(&self) -> bool {
        self.rules.capacity.min == self.rules.capacity.max
    }

    /// What a policy does from each size within the bounds, where it does anything.
    pub fn moves(&self, policy: &Policy) -> impl Iterator<Item = Move> {
        let (capacity, assumptions) = (self.rules.capacity, self.rules.assumptions);
        let last = capacity.max.min(capacity.min.saturating_add(MOST_SIZES));
        let to = move |from: u32| {
            let (rounding, reverse) =
                (assumptions.percent_rounding, assumptions.set_total_may_reverse);
            capacity.clamp(policy.target(from, rounding, reverse))
        };
        let moves = (capacity.min..=last).map(move |from| Move { from, to: to(from) });
        moves.filter(move |step| match policy.direction {
            Direction::Up => step.to > step.from,
            Direction::Down => step.to < step.from,
        })
    }

    /// The highest threshold of `down` that no step of `up`, nor any of its own, breaches at a
    /// steady load.
    pub fn calm_down(&self, up: &Policy, down: &Policy) -> f64 {
        if up.metric.is_total() {
            // A step does not change a total: any gap will do.
            return up.threshold / 2.0;
        }
        let after_up = self.moves(up).map(|step| up.threshold * step.share());
        let after_down = self.moves(down).map(|step| up.threshold / step.share());
        // A tenth is kept clear even where steps are small beside the group.
        after_up.chain(after_down).fold(up.threshold * 0.9, f64::min)
    }

    /// The lowest threshold of `up` likewise.
    pub fn calm_up(&self, up: &Policy, down: &Policy) -> f64 {
        if down.metric.is_total() {
            return down.threshold * 2.0;
        }
        let after_up = self.moves(up).map(|step| down.threshold / step.share());
        let after_down = self.moves(down).map(|step| down.threshold * step.share());
        after_up.chain(after_down).fold(down.threshold / 0.9, f64::max)
    }

    /// A fix by one number.
    pub fn set(&self, setting: Setting) -> Fix {
        let change = setting.words(self.variant);
        let label = t!("Use {change}");
        Fix { label, variant: setting.made(self.variant) }
    }

    /// A fix by another threshold, rounded down to a number that people would choose.
    pub fn lower_threshold(&self, policy: usize, most: f64) -> Fix {
        let to = Float::new(if most >= 1.0 { most.floor() } else { (most * 10.0).floor() / 10.0 });
        self.set(Setting::of_policy(Parameter::Threshold, policy, to.get()))
    }

    /// The same, rounded up.
    pub fn higher_threshold(&self, policy: usize, least: f64) -> Fix {
        let to = Float::new(least.ceil());
        self.set(Setting::of_policy(Parameter::Threshold, policy, to.get()))
    }

    /// A fix by another row in the place of one.
    pub fn with_row(
        &self,
        label: String,
        policy: usize,
        change: impl FnOnce(&mut wire::Policy),
    ) -> Fix {
        let mut variant = self.variant.clone();
        if let Some(row) = variant.policy_mut(policy) {
            change(row);
        }
        Fix { label, variant }
    }

    /// A fix by leaving a policy out.
    pub fn without(&self, policy: usize) -> Fix {
        let mut variant = self.variant.clone();
        let name = self.rules.policies().get(policy).map_or("", |policy| &policy.name);
        let label = t!("Remove “{name}”");
        if let Some(rules) = variant.thresholds_mut().filter(|own| policy < own.policies.len()) {
            rules.policies.remove(policy);
        }
        Fix { label, variant }
    }
}

/// Whether a policy acts against its metric: it grows where there is little to do, or shrinks
/// where there is much.
pub fn is_wrong_way(policy: &Policy) -> bool {
    match policy.direction {
        Direction::Up => policy.operator == Operator::LessThan,
        Direction::Down => policy.operator == Operator::GreaterThan,
    }
}

/// Whether two policies see the same number at a steady load.
pub fn see_alike(one: &Policy, other: &Policy) -> bool {
    let sums = [one, other].map(|policy| policy.aggregate == Aggregate::Sum);
    let summed_alike = sums == [true, true] && one.look_back_ms == other.look_back_ms;
    one.metric == other.metric && (sums == [false, false] || summed_alike)
}

/// Whether a policy sets the total.
pub const fn sets_total(policy: &Policy) -> Option<u32> {
    match policy.adjustment {
        Adjustment::SetTotalGroup(total) => Some(total),
        Adjustment::FlatCount(_) | Adjustment::PercentOfTotalGroup(_) => None,
    }
}
