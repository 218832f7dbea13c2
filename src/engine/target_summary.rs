//! What a target decided, in words.

use super::metric::excess;
use super::phrases::{bound_text, cooldown_text, short, step_text};
use super::{Decision, Direction, Goal, Limit, Rules, Signal, Target, Verdict, needed};
use crate::base::duration_text;

/// What became of the target, in a few words; `None` where a policy's words do.
pub(super) fn target_verdict_text(rules: &Rules, verdict: Verdict) -> Option<String> {
    let target = rules.target()?;
    Some(match verdict {
        Verdict::Fired { from, to, wanted } if wanted != to => {
            let missed = missed(rules, target, from, wanted);
            format!("fired: {from} to {to}, {}, {missed}", need(wanted))
        }
        Verdict::NoEffect { wanted } => format!("no effect: {}", need(wanted)),
        _ => return None,
    })
}

/// The target's part in a decision, as a sentence; `None` without one.
pub(super) fn target_sentence(rules: &Rules, signal: &Signal) -> Option<String> {
    let target = rules.target()?;
    let Some(value) = signal.value else { return no_samples_sentence(rules) };
    let found = target_finding(rules, signal)?;
    Some(match signal.verdict {
        Verdict::OnTarget { size: 0 } => NO_INSTANCES.to_owned(),
        Verdict::OnTarget { size } => format!("{found}{}.", stays(rules, value, size)),
        Verdict::Fired { from, to, wanted } if wanted == to => format!("{found}: {from} to {to}."),
        Verdict::Fired { from, wanted, .. } => {
            format!("{found}: {}, {}.", need(wanted), missed(rules, target, from, wanted))
        }
        Verdict::Denied { wanted, left_ms } => {
            format!("{found}: a change to {wanted} is due, but {}.", cooldown_text(left_ms))
        }
        Verdict::NoEffect { wanted } => {
            format!("{found}: {}, but {}.", need(wanted), obstacle(rules, target, wanted))
        }
        Verdict::NotBreached { .. } | Verdict::Outranked { .. } | Verdict::NoData => {
            format!("{found}.")
        }
    })
}

const NO_INSTANCES: &str = "Without Instances there is no average to go by: only a higher minimum \
                            or a fixed size starts one.";

/// Why a group with a target decided nothing by a metric.
pub(super) fn no_signal_sentence(rules: &Rules, decision: &Decision) -> Option<String> {
    match rules.target()?.goal {
        Goal::Average { .. } if decision.after == 0 => Some(NO_INSTANCES.to_owned()),
        Goal::Average { .. } => no_samples_sentence(rules),
        Goal::FixedSize(size) => match rules.fixed_size_limit() {
            Some(Limit::Minimum(min)) => {
                Some(format!("Its fixed size of {size} is under its minimum of {min}."))
            }
            Some(Limit::Maximum(max)) => {
                Some(format!("Its fixed size of {size} is over its maximum of {max}."))
            }
            _ if decision.before == size => {
                Some(format!("The group keeps its fixed size of {size}."))
            }
            _ => None,
        },
    }
}

fn no_samples_sentence(rules: &Rules) -> Option<String> {
    let (metric, percent) = rules.target().and_then(Target::average)?;
    let over = duration_text(rules.assumptions.target.averaging_ms);
    Some(format!("{} has no samples over {over} for the target of {percent} %.", metric.label()))
}

/// `CPU 82 % over 1 min is 2 over the target of 80 %`; `None` without an average to come near to.
pub(super) fn target_finding(rules: &Rules, signal: &Signal) -> Option<String> {
    let (metric, percent) = rules.target().and_then(Target::average)?;
    let (value, assumed) = (signal.value?, &rules.assumptions.target);
    let place = match excess(value, f64::from(percent)) {
        0.0 => "exactly at".to_owned(),
        apart if apart > 0.0 => format!("{} over", distance(apart)),
        apart => format!("{} under", distance(-apart)),
    };
    let damped = match signal.verdict {
        Verdict::OnTarget { size } => needed(size, value, percent, assumed) != size,
        Verdict::Fired { from, wanted, .. } => needed(from, value, percent, assumed) != wanted,
        _ => false,
    };
    let idle = if damped { ", with Instances that do not serve yet counted as idle" } else { "" };
    let (label, shown, over) = (metric.label(), short(value), duration_text(assumed.averaging_ms));
    Some(format!("{label} {shown} % over {over} is {place} the target of {percent} %{idle}"))
}

fn distance(apart: f64) -> String {
    match short(apart).as_str() {
        "0" => "less than 0.1".to_owned(),
        text => text.to_owned(),
    }
}

/// Why so many stay.
fn stays(rules: &Rules, value: f64, size: u32) -> String {
    let stay = match size {
        1 => "1 Instance stays".to_owned(),
        _ => format!("{size} Instances stay"),
    };
    let Some((_, percent)) = rules.target().and_then(Target::average) else { return stay };
    let assumed = &rules.assumptions.target;
    let apart = excess(value, f64::from(percent));
    if apart == 0.0 || needed(size, value, percent, assumed) != size {
        return format!(": {stay}");
    }
    if assumed.tolerates(value, percent) {
        return format!(", within the tolerance of {} %: {stay}", assumed.tolerance_percent);
    }
    match apart > 0.0 {
        true => format!(", not enough to need another Instance: {stay}"),
        false => format!(", not enough to spare an Instance: {stay}"),
    }
}

/// What leaves a size as it is: a step of 0, or else a bound.
fn obstacle(rules: &Rules, target: &Target, wanted: u32) -> String {
    let bound = rules.capacity.broken_by(wanted);
    match (bound, target.out_step, target.in_step) {
        (Some(Limit::Maximum(_)), 0, _) | (None, 0, 1..) => "the scale-out step is 0".to_owned(),
        (Some(Limit::Minimum(_)), _, 0) | (None, 1.., 0) => "the scale-in step is 0".to_owned(),
        (None, ..) => "both steps are 0".to_owned(),
        (Some(_), ..) => format!("the group is at its {}", bound_text(rules, wanted)),
    }
}

/// How an event missed the number that is needed.
fn missed(rules: &Rules, target: &Target, from: u32, wanted: u32) -> String {
    let step = step_text(target, Direction::between(from, wanted));
    match rules.held_by(from, wanted) {
        Some(Limit::Maximum(_) | Limit::Minimum(_)) => {
            format!("capped by the {}", bound_text(rules, wanted))
        }
        Some(Limit::Step(_) | Limit::Cooldown(_)) => format!("held back by the {step}"),
        None => format!("overshot by the exact {step}"),
    }
}

/// `12 needed`; a target of 0 % asks for more than there is.
fn need(wanted: u32) -> String {
    if wanted == u32::MAX { "no number is enough".to_owned() } else { format!("{wanted} needed") }
}
