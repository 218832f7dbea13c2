//! Lints of one policy by itself.

use super::case::{Case, Finding, is_wrong_way, see_alike, sets_total};
use super::{Fix, LintKind};
use crate::base::duration_text;
use crate::engine::{
    Aggregate, Capacity, Direction, MINUTE_MS, Metric, Operator, Policy, quantity,
};
use crate::whatif::{Parameter, Setting};
use crate::wire::{self, Float};

/// Notes what stands out.
pub fn look(case: &Case, found: &mut Vec<Finding>) {
    for (index, policy) in case.policies() {
        found.extend(wrong_way(case, index, policy));
        found.extend(without_samples(case, index, policy));
        found.extend(threshold(case, index, policy));
        found.extend(total_metric(case, index, policy));
        found.extend(set_total(case, index, policy));
        found.extend(look_back(case, index, policy));
    }
}

fn wrong_way(case: &Case, index: usize, policy: &Policy) -> Option<Finding> {
    if !is_wrong_way(policy) {
        return None;
    }
    let (label, name) = (policy.metric.label(), &policy.name);
    let limit = quantity(policy.metric, policy.threshold);
    let (sentence, operator, turn) = match policy.direction {
        Direction::Up => (
            t!("“{name}” adds Instances while {label} is low; the more it adds, the lower."),
            wire::Operator::GreaterThan,
            t!("Let it fire over {limit}"),
        ),
        Direction::Down => (
            t!("“{name}” removes Instances while {label} is high, and so raises it further."),
            wire::Operator::LessThan,
            t!("Let it fire under {limit}"),
        ),
    };
    let turned = case.with_row(turn, index, |row| {
        row.metric.operator = operator;
    });
    let fixes = vec![turned, case.without(index)];
    Some(Finding::of_policy(LintKind::WrongWay, index, "metric.operator", sentence, fixes))
}

fn without_samples(case: &Case, index: usize, policy: &Policy) -> Option<Finding> {
    if policy.metric != Metric::Custom {
        return None;
    }
    let name = &policy.name;
    let sentence = t!(
        "“{name}” watches a metric of its own, which the service does not collect yet: it never \
         fires."
    );
    let fixes = vec![case.without(index)];
    let (kind, field) = (LintKind::MetricWithoutSamples, "metric.managed_metric");
    Some(Finding::of_policy(kind, index, field, sentence, fixes))
}

fn threshold(case: &Case, index: usize, policy: &Policy) -> Option<Finding> {
    let (threshold, over) = (policy.threshold, policy.operator == Operator::GreaterThan);
    let bounded = policy.metric == Metric::Cpu && policy.aggregate != Aggregate::Sum;
    let what = match (over, threshold) {
        (true, t) if bounded && t >= 100.0 => t!("never fires: CPU stops at 100\u{a0}%"),
        (false, t) if bounded && t > 100.0 => {
            t!("fires at every evaluation: CPU stops at 100\u{a0}%")
        }
        (false, t) if bounded && t >= 100.0 => t!("fires at nearly every evaluation"),
        (true, t) if t < 0.0 => t!("fires at every evaluation: the metric is never under 0"),
        (true, t) if bounded && t <= 0.0 => t!("fires at nearly every evaluation"),
        (false, t) if t <= 0.0 => t!("never fires: the metric is never under 0"),
        _ => return None,
    };
    let (name, limit) = (&policy.name, quantity(policy.metric, threshold));
    let sentence = match over {
        true => t!("“{name}”, over {limit}, {what}."),
        false => t!("“{name}”, under {limit}, {what}."),
    };
    let mut fixes = Vec::new();
    if bounded {
        let usual = if over { [70.0, 80.0, 90.0] } else { [30.0, 20.0, 10.0] };
        let set = |to: f64| case.set(Setting::of_policy(Parameter::Threshold, index, to));
        fixes.extend(usual.map(set));
    }
    fixes.extend(beside_others(case, index, policy));
    fixes.push(case.without(index));
    Some(Finding::of_policy(
        LintKind::ThresholdOutOfRange,
        index,
        "metric.threshold",
        sentence,
        fixes,
    ))
}

/// The threshold that suits the first policy of the other direction.
fn beside_others(case: &Case, index: usize, policy: &Policy) -> Option<Fix> {
    match policy.direction {
        Direction::Down => {
            let mut ups = case.right_way(Direction::Up);
            let (_, up) = ups.find(|(_, up)| see_alike(up, policy))?;
            Some(case.lower_threshold(index, case.calm_down(up, policy)))
        }
        Direction::Up => {
            let mut downs = case.right_way(Direction::Down);
            let (_, down) = downs.find(|(_, down)| see_alike(policy, down))?;
            Some(case.higher_threshold(index, case.calm_up(policy, down)))
        }
    }
}

fn total_metric(case: &Case, index: usize, policy: &Policy) -> Option<Finding> {
    let climbs = policy.direction == Direction::Up && sets_total(policy).is_none();
    if !climbs || !policy.metric.is_total() || is_wrong_way(policy) {
        return None;
    }
    let (label, name, max) = (policy.metric.label(), &policy.name, case.rules.capacity.max);
    let sentence =
        t!("{label} is a total over the backend, which adding Instances does not lower: “{name}” \
         climbs to the maximum of {max} while the load lasts.");
    let cpu = |percent: f64| {
        case.with_row(t!("Watch CPU over {percent}\u{a0}% instead"), index, |row| {
            row.metric.managed_metric = Metric::Cpu.to_wire();
            row.metric.cockpit_metric_name = None;
            row.metric.aggregate = wire::Aggregate::Average;
            row.metric.threshold = Float::new(percent);
        })
    };
    let fixes = vec![cpu(70.0), cpu(80.0), cpu(90.0), case.without(index)];
    let field = "metric.managed_metric";
    Some(Finding::of_policy(LintKind::TotalMetric, index, field, sentence, fixes))
}

fn set_total(case: &Case, index: usize, policy: &Policy) -> Option<Finding> {
    let total = sets_total(policy)?;
    let capacity = case.rules.capacity;
    let (far, idle) = match policy.direction {
        Direction::Up => (capacity.max, total <= capacity.min),
        Direction::Down => (capacity.min, total >= capacity.max),
    };
    let name = &policy.name;
    let set = |to: u32| case.set(Setting::of_policy(Parameter::Value, index, to));
    if idle && !case.rules.assumptions.set_total_may_reverse {
        if case.is_pinned() {
            return None;
        }
        let Capacity { min, max, .. } = capacity;
        let sentence = match policy.direction {
            Direction::Up => {
                t!("“{name}” scales up to {total}, which no size from {min} to {max} is moved by.")
            }
            Direction::Down => t!(
                "“{name}” scales down to {total}, which no size from {min} to {max} is moved by."
            ),
        };
        let (kind, fixes) = (LintKind::TotalWithoutEffect, vec![set(far), case.without(index)]);
        return Some(Finding::of_policy(kind, index, "value", sentence, fixes));
    }
    let kept = capacity.clamp(total);
    if kept == total {
        return None;
    }
    let bound = if total > capacity.max { t!("maximum") } else { t!("minimum") };
    let sentence =
        t!("“{name}” sets the total to {total}, but the {bound} of {kept} is as far as it goes.");
    let fixes = vec![set(kept), set(far)];
    Some(Finding::of_policy(LintKind::TotalOutsideBounds, index, "value", sentence, fixes))
}

fn look_back(case: &Case, index: usize, policy: &Policy) -> Option<Finding> {
    let (look_back_ms, period_ms) = (policy.look_back_ms, case.context.evaluation_period_ms);
    let mut known = case.context.sampling_ms.iter();
    let sampling_ms = known.find(|(metric, _)| *metric == policy.metric).map_or(0, |(_, ms)| *ms);
    let (name, seen) = (&policy.name, duration_text(look_back_ms));
    let (kind, sentence) = if look_back_ms < sampling_ms {
        let apart = duration_text(sampling_ms);
        let sentence = t!(
            "“{name}” looks back {seen}, and the samples of this history are {apart} apart: what \
             it does between them is guessed. A finer export would tell."
        );
        (LintKind::LookBackWithoutSamples, sentence)
    } else if look_back_ms < period_ms {
        let period = duration_text(period_ms);
        let sentence =
            t!("“{name}” sees {seen} of every {period}: what happens between passes unnoticed.");
        (LintKind::LookBackWithGaps, sentence)
    } else {
        return None;
    };
    // A rule that is live is not bent to how coarse an export happens to be.
    let minutes = u32::try_from(period_ms.max(1).saturating_add(MINUTE_MS - 1) / MINUTE_MS).ok();
    let wanted = minutes.filter(|to| kind == LintKind::LookBackWithGaps && (1..=60).contains(to));
    let set = |to: u32| case.set(Setting::of_policy(Parameter::LookBack, index, to));
    let fixes = wanted.map(set).into_iter().collect();
    Some(Finding::of_policy(kind, index, "metric.sampling_range_min", sentence, fixes))
}
