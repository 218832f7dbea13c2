//! Decisions in words. A target's own stand in `target_summary`; all callers come here.

use super::phrases::{bound_text, cooldown_text, distance, over, quantity, short, under};
use super::repair_summary::repair_sentence;
use super::target_summary::{
    no_signal_sentence, target_finding, target_sentence, target_verdict_text,
};
use super::{Aggregate, Decision, Limit, Metric, Operator, Policy, Rules, Signal, Unit, Verdict};
use crate::base::duration_text;

/// What happened to the size, and why, in a sentence or two.
#[must_use]
pub fn summary(rules: &Rules, decision: &Decision, signals: &[Signal]) -> String {
    let course = course(decision.before, decision.after);
    format!("{course}. {}", reasons(rules, decision, signals))
}

/// What a real group did, and what the rules say of it: the same sentences where both agree. Why
/// alone comes second, and ends the first.
#[must_use]
pub fn real_summary(
    rules: &Rules,
    decision: &Decision,
    signals: &[Signal],
    really: u32,
) -> (String, String) {
    let reasons = real_reasons(rules, decision, signals, really);
    let course = match really == decision.after {
        true => course(decision.before, decision.after) + ".",
        false => t!("Actual: {}.", course_inside(decision.before, really)),
    };
    (format!("{course} {reasons}"), reasons)
}

/// What a real group did as a headline, with what held it back, and what no signal's own row
/// ([`signal_row`]) says of why.
#[must_use]
pub fn headline(
    rules: &Rules,
    decision: &Decision,
    signals: &[Signal],
    really: u32,
) -> (String, String) {
    let reasons = match signals {
        [] => reasons(rules, decision, signals),
        _ => repair_sentence(rules, decision).unwrap_or_default(),
    };
    if really == decision.after {
        return (held(course(decision.before, really), decision), reasons);
    }
    let ruled = held(course_inside(decision.before, decision.after), decision);
    let beside = t!("By these rules: {ruled}. {reasons}").trim_end().to_owned();
    (course(decision.before, really), beside)
}

/// A course with what held it back: `Stayed at 6, blocked by the maximum`.
fn held(course: String, decision: &Decision) -> String {
    let stayed = decision.before == decision.after;
    match decision.limit {
        None => course,
        Some(Limit::Maximum(_)) if stayed => t!("{course}, blocked by the maximum"),
        Some(Limit::Minimum(_)) if stayed => t!("{course}, blocked by the minimum"),
        Some(Limit::Maximum(_)) => t!("{course}, capped by the maximum"),
        Some(Limit::Minimum(_)) => t!("{course}, capped by the minimum"),
        Some(Limit::Cooldown(_)) => t!("{course}, held back by the cooldown"),
        Some(Limit::Step(_)) => t!("{course}, held back by the step"),
    }
}

/// Why a real group did what it did, without what: what the rules say instead where they do not
/// agree.
fn real_reasons(rules: &Rules, decision: &Decision, signals: &[Signal], really: u32) -> String {
    let reasons = reasons(rules, decision, signals);
    if really == decision.after {
        return reasons;
    }
    let ruled = course_inside(decision.before, decision.after);
    t!("By these rules: {ruled}. {reasons}")
}

/// `Stayed at 3`, `3 to 4`.
fn course(before: u32, after: u32) -> String {
    if before == after { t!("Stayed at {after}") } else { t!("{before} to {after}") }
}

/// The same inside a sentence.
fn course_inside(before: u32, after: u32) -> String {
    match before == after {
        true => t!("inside" => "stayed at {after}"),
        false => t!("inside" => "{before} to {after}"),
    }
}

/// What held a decision back: `the maximum of 4`, `the cooldown, 2 min left`.
#[must_use]
pub fn limit_text(limit: Limit) -> String {
    match limit {
        Limit::Minimum(min) => t!("the minimum of {min}"),
        Limit::Maximum(max) => t!("the maximum of {max}"),
        Limit::Cooldown(0) => t!("the cooldown, which ends only after this moment").to_owned(),
        Limit::Cooldown(left_ms) => t!("the cooldown, {} left", duration_text(left_ms)),
        Limit::Step(step) => t!("the step of {step}"),
    }
}

/// What became of a policy, in a few words: `3.6 points short`, `denied, 2 min left`.
#[must_use]
pub fn verdict_text(rules: &Rules, signal: &Signal) -> String {
    if let Some(text) = target_verdict_text(rules, signal.verdict) {
        return text;
    }
    match signal.verdict {
        Verdict::OnTarget { size } => t!("on target: {size} needed"),
        Verdict::Fired { from, to, wanted } if wanted == to => t!("fired: {from} to {to}"),
        Verdict::Fired { from, to, wanted } => {
            t!("fired: {from} to {to}, capped by the {}", bound_text(rules, wanted))
        }
        Verdict::Outranked { by } => {
            let first = rules.policies().get(by).map_or(t!("another policy"), |first| &first.name);
            t!("outranked by “{first}”")
        }
        Verdict::NotBreached { margin: 0.0 } => t!("exactly at the threshold").to_owned(),
        Verdict::NotBreached { margin } => {
            let metric = rules.policies().get(signal.policy).map_or(Metric::Custom, |p| p.metric);
            match short(margin).as_str() {
                "0" => t!("less than 0.1 short").to_owned(),
                _ => t!("{} short", distance(metric, margin)),
            }
        }
        Verdict::NoData => t!("no samples").to_owned(),
        Verdict::Denied { wanted, left_ms: 0 } => {
            t!("denied: {wanted} wanted at the last moment of the cooldown")
        }
        Verdict::Denied { wanted, left_ms } => {
            t!("denied: {wanted} wanted, {} of cooldown left", duration_text(left_ms))
        }
        Verdict::NoEffect { wanted } if rules.capacity.clamp(wanted) == wanted => {
            t!("no effect: asks for no other size").to_owned()
        }
        Verdict::NoEffect { wanted } => {
            t!("no effect: {wanted} wanted at the {}", bound_text(rules, wanted))
        }
    }
}

/// What became of a policy or a target, as its row's tag, and whether that is worth a look: it was
/// held back, or saw nothing.
#[must_use]
pub fn verdict_tag(rules: &Rules, verdict: Verdict) -> (&'static str, bool) {
    match verdict {
        Verdict::Fired { .. } => (t!("rule" => "fired"), false),
        Verdict::Outranked { .. } => (t!("outranked"), false),
        Verdict::NotBreached { .. } => (t!("not breached"), false),
        Verdict::OnTarget { .. } => (t!("on target"), false),
        Verdict::NoData => (t!("no samples"), true),
        Verdict::Denied { .. } => (t!("denied"), true),
        Verdict::NoEffect { wanted } if rules.capacity.clamp(wanted) == wanted => {
            (t!("no effect"), false)
        }
        Verdict::NoEffect { .. } => (t!("blocked"), true),
    }
}

/// Why, without what.
fn reasons(rules: &Rules, decision: &Decision, signals: &[Signal]) -> String {
    let mut sentences = Vec::from_iter(repair_sentence(rules, decision));
    match deciding(signals) {
        Some(signal @ Signal { verdict: Verdict::Fired { from, to, wanted }, .. })
            if wanted == to && (*from, *to) == (decision.before, decision.after) =>
        {
            // The first sentence said from where to where already.
            sentences.extend(found(rules, signal).map(|found| format!("{found}.")));
        }
        Some(signal) => sentences.push(signal_sentence(rules, signal)),
        None if rules.target().is_some() => sentences.extend(no_signal_sentence(rules, decision)),
        None if signals.is_empty() => sentences.push(t!("The group has no policies.").to_owned()),
        None => sentences.push(t!("No policy had any samples.").to_owned()),
    }
    sentences.join(" ")
}

/// The signal that says most about a decision: the first that fired, else the first that was
/// breached, else the one that came nearest to its threshold, relative to it.
fn deciding(signals: &[Signal]) -> Option<&Signal> {
    let fired = |signal: &&Signal| matches!(signal.verdict, Verdict::Fired { .. });
    let breached =
        |signal: &&Signal| !matches!(signal.verdict, Verdict::NotBreached { .. } | Verdict::NoData);
    let near = |a: &&Signal, b: &&Signal| nearness(a).total_cmp(&nearness(b));
    let seen = signals.iter().filter(|signal| signal.value.is_some());
    let first = signals.iter().find(fired).or_else(|| signals.iter().find(breached));
    first.or_else(|| seen.min_by(near))
}

fn nearness(signal: &Signal) -> f64 {
    match (signal.verdict, signal.value) {
        (Verdict::NotBreached { margin }, Some(value)) => margin / (value.abs() + 1.0),
        _ => f64::INFINITY,
    }
}

/// One policy's part in a decision, as a sentence.
#[must_use]
pub fn signal_sentence(rules: &Rules, signal: &Signal) -> String {
    if let Some(sentence) = target_sentence(rules, signal) {
        return sentence;
    }
    let Some(policy) = rules.policies().get(signal.policy) else { return String::new() };
    let Some(value) = signal.value else {
        let look_back = duration_text(policy.look_back_ms);
        let (label, name) = (policy.metric.label(), &policy.name);
        return t!("{label} has no samples over {look_back} for “{name}”.");
    };
    with_verdict(rules, signal, &finding(policy, value))
}

/// The same in a row that names the policy already.
#[must_use]
pub fn signal_row(rules: &Rules, signal: &Signal) -> String {
    if let Some(sentence) = target_sentence(rules, signal) {
        return sentence;
    }
    let Some(policy) = rules.policies().get(signal.policy) else { return String::new() };
    let Some(value) = signal.value else {
        let (label, look_back) = (policy.metric.label(), duration_text(policy.look_back_ms));
        return t!("{label} has no samples over {look_back}.");
    };
    let (seen, place) = (observation(policy, value), place(policy, value));
    let threshold = quantity(policy.metric, policy.threshold);
    with_verdict(rules, signal, &t!("{seen} is {place} {threshold}"))
}

/// What was found, and what came of it.
fn with_verdict(rules: &Rules, signal: &Signal, found: &str) -> String {
    match signal.verdict {
        Verdict::NotBreached { .. } | Verdict::OnTarget { .. } | Verdict::NoData => {
            format!("{found}.")
        }
        Verdict::Fired { from, to, wanted } if wanted == to => t!("{found}: {from} to {to}."),
        Verdict::Fired { wanted, .. } => {
            t!("{found}: {wanted} wanted, capped by the {}.", bound_text(rules, wanted))
        }
        Verdict::Outranked { by } => {
            let first = rules.policies().get(by).map_or(t!("another policy"), |first| &first.name);
            t!("{found}, but “{first}” goes first.")
        }
        Verdict::Denied { wanted, left_ms } => {
            t!("{found}: {wanted} wanted, but {}.", cooldown_text(left_ms))
        }
        Verdict::NoEffect { wanted } if rules.capacity.clamp(wanted) == wanted => {
            t!("{found}, which asks for no other size.")
        }
        Verdict::NoEffect { wanted } => {
            t!("{found}: {wanted} wanted, but the group is at its {}.", bound_text(rules, wanted))
        }
    }
}

/// What a policy, or the target, found.
fn found(rules: &Rules, signal: &Signal) -> Option<String> {
    let by_policy = || Some(finding(rules.policies().get(signal.policy)?, signal.value?));
    target_finding(rules, signal).or_else(by_policy)
}

/// `CPU 76.4 % over 10 min is 3.6 under the 80 % of “cpu scale up”`.
fn finding(policy: &Policy, value: f64) -> String {
    format!("{} {}", observation(policy, value), comparison(policy, value))
}

/// What a policy sees: `CPU 76.4 % over 10 min`.
#[must_use]
pub fn observation(policy: &Policy, value: f64) -> String {
    let look_back = duration_text(policy.look_back_ms);
    let aggregate = match policy.aggregate {
        Aggregate::Average => String::new(),
        other => format!(" ({})", other.label()),
    };
    let (label, seen) = (policy.metric.label(), quantity(policy.metric, value));
    t!("{label} {seen}{aggregate} over {look_back}")
}

/// `is 3.6 under the 80 % of “cpu scale up”`.
fn comparison(policy: &Policy, value: f64) -> String {
    let (place, name) = (place(policy, value), &policy.name);
    let threshold = quantity(policy.metric, policy.threshold);
    t!("is {place} the {threshold} of “{name}”")
}

/// On which side of its threshold a value lies, and how far: `3.6 under`.
fn place(policy: &Policy, value: f64) -> String {
    let distance = policy.excess(value);
    match (distance, policy.operator) {
        (d, _) if d > 0.0 => over(&apart(policy, d)),
        (d, _) if d < 0.0 => under(&apart(policy, -d)),
        (_, Operator::GreaterThan) => t!("exactly at, not over,").to_owned(),
        (_, Operator::LessThan) => t!("exactly at, not under,").to_owned(),
    }
}

/// A distance, without the unit where the threshold beside it carries the same one.
fn apart(policy: &Policy, distance: f64) -> String {
    let (distance, nearly) = match short(distance).as_str() {
        "0" => (0.1, t!("less than ")),
        _ => (distance, ""),
    };
    match policy.metric.unit() {
        Unit::Percent => format!("{nearly}{}", short(distance)),
        Unit::BytesPerSecond | Unit::Count => {
            format!("{nearly}{}", quantity(policy.metric, distance))
        }
    }
}
