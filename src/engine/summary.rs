//! Decisions in words: the only place that turns them into sentences.

use super::{Decision, Limit, MINUTE_MS, Metric, Operator, Policy, Rules, Signal, Unit, Verdict};

/// A number with its unit, short enough for a sentence: `76.4 %`, `1.2 MB/s`, `340`.
#[must_use]
pub fn quantity(metric: Metric, value: f64) -> String {
    match metric.unit() {
        Unit::Percent => format!("{} %", short(value)),
        Unit::BytesPerSecond => {
            let (scaled, prefix) = scale(value);
            format!("{} {prefix}B/s", short(scaled))
        }
        Unit::Count => {
            let (scaled, prefix) = scale(value);
            format!("{}{}{prefix}", short(scaled), if prefix.is_empty() { "" } else { " " })
        }
    }
}

fn scale(value: f64) -> (f64, &'static str) {
    match value.abs() {
        v if v >= 1e9 => (value / 1e9, "G"),
        v if v >= 1e6 => (value / 1e6, "M"),
        v if v >= 1e4 => (value / 1e3, "k"),
        _ => (value, ""),
    }
}

/// One decimal at most, and none where it is zero.
fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A span of time for a sentence: `2 min 30 s`, `1 h 5 min`.
#[must_use]
pub fn duration_text(ms: i64) -> String {
    let seconds = ms / 1_000;
    match (seconds / 3_600, seconds / 60 % 60, seconds % 60) {
        (0, 0, s) => format!("{s} s"),
        (0, m, 0) => format!("{m} min"),
        (0, m, s) => format!("{m} min {s} s"),
        (h, 0, _) => format!("{h} h"),
        (h, m, _) => format!("{h} h {m} min"),
    }
}

/// What happened to the size, and why, in a sentence or two.
#[must_use]
pub fn summary(rules: &Rules, decision: &Decision, signals: &[Signal]) -> String {
    let head = match (decision.before, decision.after) {
        (before, after) if before == after => format!("Stayed at {after}."),
        (before, after) => format!("{before} to {after}."),
    };
    let mut sentences = vec![head];
    if decision.repaired != decision.before {
        let bound = if decision.repaired > decision.before { "minimum" } else { "maximum" };
        sentences.push(format!("The group was brought to its {bound} of {}.", decision.repaired));
    }
    match deciding(signals) {
        Some(signal) => sentences.push(signal_sentence(rules, signal)),
        None if signals.is_empty() => sentences.push("The group has no policies.".to_owned()),
        None => sentences.push("No policy had any samples.".to_owned()),
    }
    if let Some(Limit::Maximum(max)) = decision.limit {
        sentences.push(format!("The group is at its maximum of {max}."));
    }
    if let Some(Limit::Minimum(min)) = decision.limit {
        sentences.push(format!("The group is at its minimum of {min}."));
    }
    sentences.join(" ")
}

/// The signal that says most about a decision: the first that was breached, else the one that
/// came nearest to its threshold, relative to it.
fn deciding(signals: &[Signal]) -> Option<&Signal> {
    let breached = |signal: &&Signal| {
        !matches!(signal.verdict, Verdict::NotBreached { .. } | Verdict::NoData)
    };
    signals.iter().find(breached).or_else(|| {
        signals
            .iter()
            .filter(|signal| signal.value.is_some())
            .min_by(|a, b| nearness(a).total_cmp(&nearness(b)))
    })
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
    let Some(policy) = rules.policies.get(signal.policy) else { return String::new() };
    let Some(value) = signal.value else {
        let look_back = duration_text(policy.look_back_ms);
        return format!("“{}” had no samples of {} in {look_back}.", policy.name, metric(policy));
    };
    let observed = observation(policy, value);
    let compared = comparison(policy, value);
    match signal.verdict {
        Verdict::Fired { from, to } => format!("{observed} {compared}: {from} to {to}."),
        Verdict::NotBreached { .. } | Verdict::NoData => format!("{observed} {compared}."),
        Verdict::Outranked { by } => {
            let first = rules.policies.get(by).map_or("another policy", |first| &first.name);
            format!("{observed} {compared}, but “{first}” goes first.")
        }
        Verdict::Denied { wanted, left_ms } => {
            let left = duration_text(left_ms);
            format!("{observed} {compared}: {wanted} wanted, but the cooldown has {left} left.")
        }
        Verdict::NoEffect { .. } => format!("{observed} {compared}, without effect."),
    }
}

fn metric(policy: &Policy) -> &'static str {
    policy.metric.label()
}

/// `CPU 76.4 % over 10 min`.
fn observation(policy: &Policy, value: f64) -> String {
    let look_back = policy.look_back_ms / MINUTE_MS;
    let aggregate = match policy.aggregate {
        super::Aggregate::Average => String::new(),
        other => format!(" ({})", other.label()),
    };
    format!("{} {}{aggregate} over {look_back} min", metric(policy), quantity(policy.metric, value))
}

/// `is 3.6 under the 80 % of “cpu scale up”`.
fn comparison(policy: &Policy, value: f64) -> String {
    let distance = value - policy.threshold;
    let threshold = quantity(policy.metric, policy.threshold);
    let place = match (distance, policy.operator) {
        (d, _) if d > 0.0 => format!("{} over", apart(policy, d)),
        (d, _) if d < 0.0 => format!("{} under", apart(policy, -d)),
        (_, Operator::GreaterThan) => "exactly at, not over,".to_owned(),
        (_, Operator::LessThan) => "exactly at, not under,".to_owned(),
    };
    format!("is {place} the {threshold} of “{}”", policy.name)
}

/// A distance, without the unit where the threshold beside it carries the same one.
fn apart(policy: &Policy, distance: f64) -> String {
    match policy.metric.unit() {
        Unit::Percent if distance >= 0.05 => short(distance),
        Unit::Percent => "less than 0.1".to_owned(),
        _ => quantity(policy.metric, distance),
    }
}
