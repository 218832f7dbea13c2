//! Lints of the group as a whole.

use super::case::{Case, Finding};
use super::{Fix, LintKind};
use crate::base::duration_text;
use crate::engine::{CooldownStart, Direction, Policy};
use crate::whatif::{Parameter, Setting};
use crate::wire::{self, Float, PolicyId};

/// Notes what stands out.
pub fn look(case: &Case, found: &mut Vec<Finding>) {
    found.extend(pinned(case));
    found.extend(one_direction(case));
    found.extend(short_cooldown(case));
    found.extend(under_boot_delay(case));
}

fn pinned(case: &Case) -> Option<Finding> {
    let size = case.rules.capacity.min;
    if !case.is_pinned() || case.rules.policies().is_empty() {
        return None;
    }
    let sentence = t!(
        "The minimum equals the maximum: the group is paused at {size}, and no policy can change \
         that."
    );
    let room = |by: u32| case.set(Setting::of_group(Parameter::Maximum, size.saturating_add(by)));
    let fixes = vec![room(1), room(4)];
    Some(Finding::of_group(LintKind::Pinned, "capacity.max_replicas", sentence, fixes))
}

fn one_direction(case: &Case) -> Option<Finding> {
    let (_, first) = case.policies().next()?;
    if case.policies().any(|(_, policy)| policy.direction != first.direction) {
        return None;
    }
    let sentence = match first.direction {
        Direction::Up => {
            t!("No policy scales down: once grown, the group keeps its Instances, and their cost.")
        }
        Direction::Down => t!("No policy scales up: once shrunk, the group never grows again."),
    };
    let (index, last) = case.policies().last()?;
    let fixes = vec![counterpart(case, index, last)];
    Some(Finding::of_policy(LintKind::OneDirection, index, "action", sentence.to_owned(), fixes))
}

/// A policy that takes back, one by one, what another does.
fn counterpart(case: &Case, index: usize, policy: &Policy) -> Fix {
    let mut variant = case.variant.clone();
    let Some(row) = case.variant.policies().get(index) else {
        return Fix { label: String::new(), variant };
    };
    let last = case.rules.policies().iter().map(|policy| policy.priority).max().unwrap_or(0);
    let mut row = wire::Policy {
        id: PolicyId::default(),
        name: opposite_name(&row.name, policy.direction),
        value: 1,
        adjustment: wire::AdjustmentType::FlatCount,
        priority: last.saturating_add(1),
        ..row.clone()
    };
    let mut other = policy.clone();
    other.adjustment = crate::engine::Adjustment::FlatCount(1);
    let threshold = match policy.direction {
        Direction::Up => {
            other.direction = Direction::Down;
            row.action = wire::Action::ScaleDown;
            row.metric.operator = wire::Operator::LessThan;
            case.calm_down(policy, &other).floor()
        }
        Direction::Down => {
            other.direction = Direction::Up;
            row.action = wire::Action::ScaleUp;
            row.metric.operator = wire::Operator::GreaterThan;
            case.calm_up(&other, policy).ceil()
        }
    };
    row.metric.threshold = Float::new(threshold);
    row.metric.name = row.name.clone();
    let name = &row.name;
    let label = t!("Add “{name}”");
    variant.thresholds_mut().into_iter().for_each(|rules| rules.policies.push(row.clone()));
    Fix { label, variant }
}

/// `cpu scale down` for `cpu scale up`.
fn opposite_name(name: &str, direction: Direction) -> String {
    const LONGEST: usize = 255;
    let (word, opposite) = match direction {
        Direction::Up => ("up", "down"),
        Direction::Down => ("down", "up"),
    };
    let named = match name.contains(word) {
        true => name.replace(word, opposite),
        false => format!("{name} {opposite}"),
    };
    match named.chars().count() {
        count if count <= LONGEST => named,
        _ => opposite.to_owned(),
    }
}

fn short_cooldown(case: &Case) -> Option<Finding> {
    let (cooldown_ms, period_ms) =
        (case.rules.capacity.cooldown.after_out_ms, case.context.evaluation_period_ms);
    if cooldown_ms >= period_ms || case.rules.policies().is_empty() {
        return None;
    }
    let (cooldown, period) = (duration_text(cooldown_ms), duration_text(period_ms));
    let sentence = match cooldown_ms {
        0 => t!("There is no cooldown: the group may change at every evaluation, {period} apart."),
        _ => t!(
            "The cooldown of {cooldown} denies nothing: evaluations are {period} apart, so it is \
             over by the next."
        ),
    };
    let seconds = u32::try_from((period_ms + 999) / 1_000).unwrap_or(u32::MAX);
    let fixes = vec![case.set(Setting::of_group(Parameter::Cooldown, seconds))];
    Some(Finding::of_group(LintKind::ShortCooldown, "capacity.cooldown_delay", sentence, fixes))
}

/// When a change may follow another one: with an evaluation, which may come later than the cooldown
/// ends.
pub(super) fn next_change_ms(cooldown_ms: i64, period_ms: i64) -> i64 {
    let periods = (cooldown_ms / period_ms + i64::from(cooldown_ms % period_ms > 0)).max(1);
    periods.saturating_mul(period_ms)
}

/// A group that may grow again before what it ordered serves.
fn under_boot_delay(case: &Case) -> Option<Finding> {
    let (boot_ms, period_ms) = (case.context.boot_delay_ms, case.context.evaluation_period_ms);
    let cooldown_ms = case.rules.capacity.cooldown.after_out_ms;
    let from_order = case.rules.assumptions.cooldown_start == CooldownStart::Order;
    let grows = case.right_way(Direction::Up).next().is_some() && !case.is_pinned();
    let next_ms = next_change_ms(cooldown_ms, period_ms);
    if next_ms >= boot_ms || !grows || !(from_order || cooldown_ms == 0) {
        return None;
    }
    let (next, boot) = (duration_text(next_ms), duration_text(boot_ms));
    let sentence = t!(
        "The group may grow again {next} after it grew, and new Instances serve {boot} after their \
         order: the same load may order more than it needs."
    );
    let seconds = u32::try_from((boot_ms + 999) / 1_000).unwrap_or(u32::MAX);
    let fixes = vec![case.set(Setting::of_group(Parameter::Cooldown, seconds))];
    let (kind, field) = (LintKind::CooldownUnderBootDelay, "capacity.cooldown_delay");
    Some(Finding::of_group(kind, field, sentence, fixes))
}
