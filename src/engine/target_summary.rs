//! What a target decided, in words.

use super::metric::excess;
use super::phrases::{bound_text, cooldown_text, over, short, step_text, under};
use super::{Decision, Direction, Goal, Limit, Rules, Signal, Target, Verdict, needed};
use crate::base::{duration_text, is_one, translated};

/// What became of the target, in a few words; `None` where a policy's words do.
pub(super) fn target_verdict_text(rules: &Rules, verdict: Verdict) -> Option<String> {
    let target = rules.target()?;
    Some(match verdict {
        Verdict::Fired { from, to, wanted } if wanted != to => {
            let missed = missed(rules, target, from, wanted);
            let need = need(wanted);
            t!("fired: {from} to {to}, {need}, {missed}")
        }
        Verdict::NoEffect { wanted } => t!("no effect: {}", need(wanted)),
        _ => return None,
    })
}

/// The target's part in a decision, as a sentence; `None` without one.
pub(super) fn target_sentence(rules: &Rules, signal: &Signal) -> Option<String> {
    let target = rules.target()?;
    let Some(value) = signal.value else { return no_samples_sentence(rules) };
    let found = target_finding(rules, signal)?;
    Some(match signal.verdict {
        Verdict::OnTarget { size: 0 } => translated(NO_INSTANCES).to_owned(),
        Verdict::OnTarget { size } => format!("{found}{}.", stays(rules, value, size)),
        Verdict::Fired { from, to, wanted } if wanted == to => t!("{found}: {from} to {to}."),
        Verdict::Fired { from, wanted, .. } => {
            let (need, missed) = (need(wanted), missed(rules, target, from, wanted));
            t!("{found}: {need}, {missed}.")
        }
        Verdict::Denied { wanted, left_ms } => {
            let cooldown = cooldown_text(left_ms);
            t!("{found}: a change to {wanted} is due, but {cooldown}.")
        }
        Verdict::NoEffect { wanted } => {
            let (need, obstacle) = (need(wanted), obstacle(rules, target, wanted));
            t!("{found}: {need}, but {obstacle}.")
        }
        Verdict::NotBreached { .. } | Verdict::Outranked { .. } | Verdict::NoData => {
            format!("{found}.")
        }
    })
}

const NO_INSTANCES: &str = text!(
    "Without Instances there is no average to go by: only a higher minimum or a fixed size starts \
     one."
);

/// Why a group with a target decided nothing by a metric.
pub(super) fn no_signal_sentence(rules: &Rules, decision: &Decision) -> Option<String> {
    match rules.target()?.goal {
        Goal::Average { .. } if decision.after == 0 => Some(translated(NO_INSTANCES).to_owned()),
        Goal::Average { .. } => no_samples_sentence(rules),
        Goal::FixedSize(size) => match rules.fixed_size_limit() {
            Some(Limit::Minimum(min)) => {
                Some(t!("Its fixed size of {size} is under its minimum of {min}."))
            }
            Some(Limit::Maximum(max)) => {
                Some(t!("Its fixed size of {size} is over its maximum of {max}."))
            }
            _ if decision.before == size => Some(t!("The group keeps its fixed size of {size}.")),
            _ => None,
        },
    }
}

fn no_samples_sentence(rules: &Rules) -> Option<String> {
    let (metric, percent) = rules.target().and_then(Target::average)?;
    let (label, over) = (metric.label(), duration_text(rules.assumptions.target.averaging_ms));
    Some(t!("{label} has no samples over {over} for the target of {percent}\u{a0}%."))
}

/// `CPU 82 % over 1 min is 2 over the target of 80 %`; `None` without an average to come near to.
pub(super) fn target_finding(rules: &Rules, signal: &Signal) -> Option<String> {
    let (metric, percent) = rules.target().and_then(Target::average)?;
    let (value, assumed) = (signal.value?, &rules.assumptions.target);
    let place = match excess(value, f64::from(percent)) {
        0.0 => t!("exactly at").to_owned(),
        apart if apart > 0.0 => over(&distance(apart)),
        apart => under(&distance(-apart)),
    };
    let damped = match signal.verdict {
        Verdict::OnTarget { size } => needed(size, value, percent, assumed) != size,
        Verdict::Fired { from, wanted, .. } => needed(from, value, percent, assumed) != wanted,
        _ => false,
    };
    let idle =
        if damped { t!(", with Instances that do not serve yet counted as idle") } else { "" };
    let (label, shown, time) = (metric.label(), short(value), duration_text(assumed.averaging_ms));
    Some(t!("{label} {shown}\u{a0}% over {time} is {place} the target of {percent}\u{a0}%{idle}"))
}

fn distance(apart: f64) -> String {
    match short(apart).as_str() {
        "0" => t!("less than 0.1").to_owned(),
        text => text.to_owned(),
    }
}

/// Why so many stay.
fn stays(rules: &Rules, value: f64, size: u32) -> String {
    let stay = match is_one(size as usize) {
        true => t!("{size} Instance stays"),
        false => t!("{size} Instances stay"),
    };
    let Some((_, percent)) = rules.target().and_then(Target::average) else { return stay };
    let assumed = &rules.assumptions.target;
    let apart = excess(value, f64::from(percent));
    if apart == 0.0 || needed(size, value, percent, assumed) != size {
        return t!(": {stay}");
    }
    if assumed.tolerates(value, percent) {
        let tolerance = assumed.tolerance_percent;
        return t!(", within the tolerance of {tolerance}\u{a0}%: {stay}");
    }
    match apart > 0.0 {
        true => t!(", not enough to need another Instance: {stay}"),
        false => t!(", not enough to spare an Instance: {stay}"),
    }
}

/// What leaves a size as it is: a step of 0, or else a bound.
fn obstacle(rules: &Rules, target: &Target, wanted: u32) -> String {
    let bound = rules.capacity.broken_by(wanted);
    match (bound, target.out_step, target.in_step) {
        (Some(Limit::Maximum(_)), 0, _) | (None, 0, 1..) => {
            t!("the scale-out step is 0").to_owned()
        }
        (Some(Limit::Minimum(_)), _, 0) | (None, 1.., 0) => t!("the scale-in step is 0").to_owned(),
        (None, ..) => t!("both steps are 0").to_owned(),
        (Some(_), ..) => t!("the group is at its {}", bound_text(rules, wanted)),
    }
}

/// How an event missed the number that is needed.
fn missed(rules: &Rules, target: &Target, from: u32, wanted: u32) -> String {
    let step = step_text(target, Direction::between(from, wanted));
    match rules.held_by(from, wanted) {
        Some(Limit::Maximum(_) | Limit::Minimum(_)) => {
            t!("capped by the {}", bound_text(rules, wanted))
        }
        Some(Limit::Step(_) | Limit::Cooldown(_)) => t!("held back by the {step}"),
        None => t!("overshot by the exact {step}"),
    }
}

/// `12 needed`; a target of 0 % asks for more than there is.
fn need(wanted: u32) -> String {
    if wanted == u32::MAX { t!("no number is enough").to_owned() } else { t!("{wanted} needed") }
}
