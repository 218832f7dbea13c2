//! Lints of two policies together.

use super::case::{Case, Finding, Move, see_alike};
use super::{Fix, LintKind};
use crate::base::sort_by_key;
use crate::engine::{Aggregate, Direction, Operator, Policy, Scope, quantity};

/// Notes what stands out.
pub fn look(case: &Case, found: &mut Vec<Finding>) {
    for (up_index, up) in case.right_way(Direction::Up) {
        for (index, down) in case.right_way(Direction::Down).filter(|(_, d)| see_alike(up, d)) {
            let indices = [up_index, index];
            let crossed = thresholds_cross(case, indices, up, down);
            found.extend(crossed.or_else(|| gap_too_small(case, indices, up, down)));
        }
    }
    outranked(case, found);
    scale_down_first(case, found);
    same_priority(case, found);
}

fn thresholds_cross(
    case: &Case,
    indices: [usize; 2],
    up: &Policy,
    down: &Policy,
) -> Option<Finding> {
    if up.threshold > down.threshold {
        return None;
    }
    let [over, under] = [up, down].map(|policy| quantity(policy.metric, policy.threshold));
    let rest = match up.threshold == down.threshold {
        true => t!("they rest at exactly {over} and nowhere else"),
        false => t!("there is no value at which both rest").to_owned(),
    };
    let [up_name, down_name] = [up, down].map(|policy| &policy.name);
    let sentence =
        t!("“{up_name}” scales up over {over}, “{down_name}” down under {under}: {rest}.");
    let fixes = apart(case, indices, up, down);
    let field = "metric.threshold";
    Some(Finding::of_policy(LintKind::ThresholdsCross, indices[1], field, sentence, fixes))
}

/// At a steady load just over (or under) one threshold, a step leads past the other.
fn gap_too_small(case: &Case, indices: [usize; 2], up: &Policy, down: &Policy) -> Option<Finding> {
    if up.metric.scope() != Scope::Instance {
        return None;
    }
    let shared = |policy: &Policy, step: Move| policy.threshold * step.share();
    let overshoots_up = |step: &Move| down.is_breached(shared(up, *step));
    let overshoots_down = |step: &Move| up.is_breached(shared(down, *step));
    let (first, second, step) = match case.moves(up).find(overshoots_up) {
        Some(step) => (up, down, step),
        None => (down, up, case.moves(down).find(overshoots_down)?),
    };
    let (from, to) = (step.from, step.to);
    let [load, share, limit] = [first.threshold, shared(first, step), second.threshold]
        .map(|value| quantity(up.metric, value));
    let [undone, undoing] = [first, second].map(|policy| &policy.name);
    let sentence = match second.operator {
        Operator::LessThan => {
            t!("It flaps at {from}: the load of {load} on {from} is {share} on {to}, under the \
             {limit} of “{undoing}”, which undoes “{undone}”.")
        }
        Operator::GreaterThan => {
            t!("It flaps at {from}: the load of {load} on {from} is {share} on {to}, over the \
             {limit} of “{undoing}”, which undoes “{undone}”.")
        }
    };
    let fixes = apart(case, indices, up, down);
    let field = "metric.threshold";
    Some(Finding::of_policy(LintKind::GapTooSmall, indices[1], field, sentence, fixes))
}

/// Ways to move two thresholds apart: first the lower one down, which costs at most some time
/// with an Instance more, then the upper one up.
fn apart(case: &Case, [up_at, down_at]: [usize; 2], up: &Policy, down: &Policy) -> Vec<Fix> {
    let ups = case.right_way(Direction::Up).filter(|(_, other)| see_alike(other, down));
    let lowest = ups.map(|(_, other)| case.calm_down(other, down)).fold(f64::INFINITY, f64::min);
    vec![
        case.lower_threshold(down_at, lowest),
        case.lower_threshold(down_at, case.calm_down(up, down)),
        case.higher_threshold(up_at, case.calm_up(up, down)),
    ]
}

/// Each policy that can never have its turn, with the first that always goes before it.
fn outranked(case: &Case, found: &mut Vec<Finding>) {
    let assumptions = case.rules.assumptions;
    if !assumptions.one_action_per_step || !assumptions.no_effect_ends_step {
        return;
    }
    let order = case.rules.order();
    for (position, &index) in order.iter().enumerate() {
        let Some(policy) = case.rules.policies().get(index) else { continue };
        let earlier = order[..position].iter().find_map(|&at| {
            let first = case.rules.policies().get(at)?;
            implied(first, policy).then_some((at, first))
        });
        let Some((first_index, first)) = earlier else { continue };
        let [late, early] = [policy, first].map(|policy| &policy.name);
        let sentence =
            t!("“{late}” never fires: whenever it is breached, so is “{early}”, which goes first.");
        let fixes = vec![ahead(case, index, first_index), case.without(index)];
        found.push(Finding::of_policy(LintKind::Outranked, index, "priority", sentence, fixes));
    }
}

/// Whether `first` is breached whenever `policy` is.
fn implied(first: &Policy, policy: &Policy) -> bool {
    if first.metric != policy.metric || first.operator != policy.operator {
        return false;
    }
    let (looser, extreme) = match policy.operator {
        Operator::GreaterThan => (first.threshold <= policy.threshold, Aggregate::Max),
        Operator::LessThan => (first.threshold >= policy.threshold, Aggregate::Min),
    };
    let same = first.aggregate == policy.aggregate && first.look_back_ms == policy.look_back_ms;
    // No mean, and no sample, of a part is beyond the extreme of the whole.
    let covers = first.aggregate == extreme
        && policy.aggregate != Aggregate::Sum
        && first.look_back_ms >= policy.look_back_ms;
    looser && (same || covers)
}

/// Each scale-down that goes before the scale-up of another metric: where it is breached, the other
/// never has its turn, whatever the load.
fn scale_down_first(case: &Case, found: &mut Vec<Finding>) {
    let assumptions = case.rules.assumptions;
    if !assumptions.one_action_per_step || case.is_pinned() {
        return;
    }
    let order = case.rules.order();
    let place = |index: usize| order.iter().position(|&at| at == index);
    for (index, down) in case.right_way(Direction::Down) {
        let after = case
            .right_way(Direction::Up)
            .filter(|(at, up)| up.metric != down.metric && place(*at) > place(index));
        let mut after: Vec<(usize, &Policy)> = after.collect();
        sort_by_key(&mut after, |(at, _)| place(*at));
        let (Some((_, first)), Some((last, _))) = (after.first(), after.last()) else { continue };
        let sentence = shrinks_first(case, down, first);
        let fixes = vec![behind(case, index, *last)];
        let kind = LintKind::ScaleDownFirst;
        found.push(Finding::of_policy(kind, index, "priority", sentence, fixes));
    }
}

fn shrinks_first(case: &Case, down: &Policy, up: &Policy) -> String {
    let min = case.rules.capacity.min;
    let held = match case.rules.assumptions.no_effect_ends_step {
        true => t!(", and at the minimum of {min} it is held"),
        false => String::new(),
    };
    let [early, late] = [down, up].map(|policy| &policy.name);
    let [metric, other] = [down, up].map(|policy| policy.metric.label());
    let limit = quantity(down.metric, down.threshold);
    match down.operator {
        Operator::LessThan => t!(
            "“{early}” goes before “{late}”: while {metric} is under {limit}, the group shrinks \
             whatever {other} shows{held}."
        ),
        Operator::GreaterThan => {
            t!("“{early}” goes before “{late}”: while {metric} is over {limit}, the group shrinks \
             whatever {other} shows{held}.")
        }
    }
}

/// A fix by numbering the priorities anew, with one policy moved behind another.
fn behind(case: &Case, index: usize, after: usize) -> Fix {
    let mut order = case.rules.order();
    order.retain(|&at| at != index);
    let place = order.iter().position(|&at| at == after).map_or(order.len(), |place| place + 1);
    order.insert(place, index);
    let name = |at: usize| case.rules.policies().get(at).map_or("", |policy| &policy.name);
    let (name, other) = (name(index), name(after));
    let label = t!("Let “{name}” go after “{other}”");
    numbered(case, label, &order)
}

/// A fix by numbering the priorities anew, with one policy moved before another.
fn ahead(case: &Case, index: usize, before: usize) -> Fix {
    let mut order = case.rules.order();
    order.retain(|&at| at != index);
    let place = order.iter().position(|&at| at == before).unwrap_or(0);
    order.insert(place, index);
    let name = |at: usize| case.rules.policies().get(at).map_or("", |policy| &policy.name);
    let (name, other) = (name(index), name(before));
    let label = t!("Let “{name}” go before “{other}”");
    numbered(case, label, &order)
}

/// The priorities 1, 2, 3 and so on, in this order.
fn numbered(case: &Case, label: String, order: &[usize]) -> Fix {
    let mut variant = case.variant.clone();
    for (priority, &at) in (1..).zip(order) {
        if let Some(row) = variant.policy_mut(at) {
            row.priority = priority;
        }
    }
    Fix { label, variant }
}

fn same_priority(case: &Case, found: &mut Vec<Finding>) {
    for (index, policy) in case.policies() {
        let tied = |(_, other): &(usize, &Policy)| {
            other.priority == policy.priority && together(other, policy)
        };
        let Some((_, other)) = case.policies().take(index).find(tied) else { continue };
        let (one, next, priority) = (&other.name, &policy.name, policy.priority);
        let sentence =
            t!("“{one}” and “{next}” share priority {priority}: which of them goes first is not \
             documented.");
        let label = t!("Number the priorities in their present order").to_owned();
        let fixes = vec![numbered(case, label, &case.rules.order())];
        found.push(Finding::of_policy(LintKind::SamePriority, index, "priority", sentence, fixes));
    }
}

/// Whether two policies can be breached at the same time.
fn together(one: &Policy, other: &Policy) -> bool {
    let same_number = one.metric == other.metric
        && one.aggregate == other.aggregate
        && one.look_back_ms == other.look_back_ms;
    match (one.operator, other.operator) {
        (Operator::GreaterThan, Operator::LessThan) if same_number => {
            one.threshold < other.threshold
        }
        (Operator::LessThan, Operator::GreaterThan) if same_number => {
            one.threshold > other.threshold
        }
        _ => true,
    }
}
