//! What a group is and did, in words.

use super::LogEntry;
use super::sentence::{Mark, plain, strong};
use super::typed::NEW;
use crate::base::{duration_text, is_one};
use crate::engine::{EVALUATION_PERIOD_MS, Metric};
use crate::forms::{Draft, policy as form};
use crate::wire::{
    Action, AdjustmentType, CreatePolicy, Duration, Group, GroupId, ManagedMetric, Policy, Server,
};
use crate::worker::replay::Coverage;

/// When a policy fires: `CPU, average of 5 min, over 70 %`.
///
/// ```
/// use headroom::lab::words::{action, condition};
///
/// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let up = &job.variants[0].policies()[0];
/// assert_eq!(condition(up), "CPU, average of 5 min, over 70 %");
/// assert_eq!(action(up), "add 1 Instance");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn condition(policy: &Policy) -> String {
    let [label, aggregate, span, limit] = condition_parts(&form::draft(policy), plain);
    t!("{label}, {aggregate} of {span}, {limit}")
}

/// A policy that is being typed, as one sentence:
/// `When the average of CPU over 5 min is over 70 %, add 1 Instance.` None while a field cannot be
/// read.
#[must_use]
pub fn policy_sentence(draft: &Draft, group: &GroupId) -> Option<String> {
    let CreatePolicy { action, adjustment, value, .. } = form::preview_new(draft, group).ok()?;
    Some(rule(draft, &action_words(&action, &adjustment, value, plain), plain))
}

/// A policy as the same sentence, in which what it sets stands out ([`super::pieces`]).
#[must_use]
pub fn policy_rule(policy: &Policy) -> String {
    let Policy { action, adjustment, value, .. } = policy;
    rule(&form::draft(policy), &action_words(action, adjustment, *value, strong), strong)
}

fn rule(draft: &Draft, action: &str, mark: Mark) -> String {
    let [label, aggregate, span, limit] = condition_parts(draft, mark);
    t!("When the {aggregate} of {label} over {span} is {limit}, {action}.")
}

/// What holds for every rule of a group, as a sentence in which the numbers stand out.
#[must_use]
pub fn limits_rule(group: &Group) -> String {
    let capacity = &group.capacity;
    let (min, max) = (capacity.min_replicas.to_string(), capacity.max_replicas.to_string());
    let (min, max) = (strong(&min), strong(&max));
    let bounds = t!("Never under {min}, never over {max}.");
    match capacity.cooldown_delay.map(Duration::as_millis) {
        Some(delay @ 1..) => {
            let delay = strong(&duration_text(delay));
            let wait = t!("After any change, wait {delay}.");
            format!("{wait} {bounds}")
        }
        _ => bounds,
    }
}

/// The metric, its aggregate, the span of that, and the limit.
fn condition_parts(draft: &Draft, mark: Mark) -> [String; 4] {
    let fields = form::sections(draft);
    let shown = |path: &str| {
        let mut all = fields.iter().flat_map(|section| &section.fields);
        all.find(|field| field.path == path).map(|f| f.shown(draft)).unwrap_or_default()
    };
    let metric = Metric::from_wire(&ManagedMetric::from(draft.get("metric.managed_metric")));
    let label = metric.map_or_else(|| shown("metric.managed_metric"), |m| m.label().to_owned());
    [
        mark(&label),
        shown("metric.aggregate").to_lowercase(),
        mark(&shown("metric.sampling_range_min")),
        format!("{} {}", shown("metric.operator"), mark(&shown("metric.threshold"))),
    ]
}

/// What a policy does: `add 1 Instance`.
#[must_use]
pub fn action(policy: &Policy) -> String {
    action_words(&policy.action, &policy.adjustment, policy.value, plain)
}

fn action_words(action: &Action, adjustment: &AdjustmentType, value: u32, mark: Mark) -> String {
    let (adds, n) = (*action == Action::ScaleUp, mark(&value.to_string()));
    match (adjustment, is_one(value as usize)) {
        (AdjustmentType::FlatCount, true) if adds => t!("add {n} Instance"),
        (AdjustmentType::FlatCount, true) => t!("remove {n} Instance"),
        (AdjustmentType::FlatCount, false) if adds => t!("add {n} Instances"),
        (AdjustmentType::FlatCount, false) => t!("remove {n} Instances"),
        (AdjustmentType::PercentOfTotalGroup, _) if adds => t!("add {n}\u{a0}% of the group"),
        (AdjustmentType::PercentOfTotalGroup, _) => t!("remove {n}\u{a0}% of the group"),
        (AdjustmentType::SetTotalGroup, _) => t!("set the total to {n}"),
        (other, _) => format!("{other} {n}"),
    }
}

/// All that a policy's row shows: one that shows something else is another row.
#[must_use]
pub fn policy_row(policy: &Policy) -> String {
    let Policy { id, name, priority, .. } = policy;
    format!("{id} {name} {priority} {} {}", condition(policy), action(policy))
}

/// Bounds, beside a size.
#[must_use]
pub fn bounds((least, most): (u32, u32)) -> String {
    t!("of {least} to {most}")
}

/// How many Instances there are: `3, 1 booting`.
#[must_use]
pub fn size(servers: &[Server]) -> String {
    let booting = servers.iter().filter(|server| server.state_detail.contains("booting")).count();
    match (servers.len(), booting) {
        (all, 0) => all.to_string(),
        (all, booting) => t!("{all}, {booting} booting"),
    }
}

/// The latest change of size, `1 added`, and how long ago it was; `log` is the newest first. `None`
/// where it tells of none.
#[must_use]
pub fn last_change(log: &[LogEntry], now_ms: i64) -> Option<(String, String)> {
    let (entry, change) = log.iter().find_map(|entry| Some((entry, entry.change?)))?;
    let count = change.abs();
    let words = if change > 0 { t!("{count} added") } else { t!("{count} removed") };
    Some((words, ago(entry.at_ms, now_ms)))
}

/// How long ago something was, in one unit; what lies ahead is `just now`.
///
/// ```
/// use headroom::lab::words::ago;
///
/// assert_eq!(ago(0, 7_300_000), "2 h ago");
/// assert_eq!(ago(1_000, 0), "just now");
/// ```
#[must_use]
pub fn ago(at_ms: i64, now_ms: i64) -> String {
    span(at_ms, now_ms).map_or(t!("just now").to_owned(), |span| t!("{span} ago"))
}

/// How long something has lasted, in one unit.
#[must_use]
pub fn lasting(from_ms: i64, now_ms: i64) -> String {
    span(from_ms, now_ms).unwrap_or_else(|| t!("less than a minute").to_owned())
}

/// A time up to now in one unit; none for less than a minute.
fn span(from_ms: i64, now_ms: i64) -> Option<String> {
    let minutes = now_ms.saturating_sub(from_ms).max(0) / 60_000;
    match minutes {
        0 => None,
        1..=119 => Some(format!("{minutes}\u{a0}min")),
        120..=2_879 => Some(format!("{}\u{a0}h", minutes / 60)),
        _ => Some(t!("{} days", minutes / 1_440)),
    }
}

/// How the samples of a series follow each other: `one every 5 min, no gaps.`
#[must_use]
pub fn spaced(laid: &Coverage) -> String {
    let gaps = match laid.gaps {
        0 => t!("no gaps").to_owned(),
        1 => t!("1 gap").to_owned(),
        count => t!("{count} gaps"),
    };
    t!("one every {}, {gaps}.", step(laid.step_ms))
}

/// Which time several series cover together; `when` writes an instant. Nothing without any.
#[must_use]
pub fn covered(all: &[Coverage], when: impl Fn(i64) -> String) -> Option<String> {
    let first = all.iter().map(|laid| laid.first_ms).min()?;
    let last = all.iter().map(|laid| laid.last_ms).max()?;
    let steps: Vec<i64> = all.iter().map(|laid| laid.step_ms).collect();
    let (first, last) = (when(first), when(last));
    let each = match steps.as_slice() {
        [own, rest @ ..] if rest.iter().all(|step| step == own) => {
            t!("time covered" => "the {}", step(*own))
        }
        _ => t!("time covered" => "its series' step").to_owned(),
    };
    Some(t!("From {first} to {last}. Each sample covers {each} before its time."))
}

/// The distance of two samples, in the largest unit that it is whole in.
fn step(step_ms: i64) -> String {
    match step_ms {
        ms if ms % 60_000 == 0 => format!("{}\u{a0}min", ms / 60_000),
        ms if ms % 1_000 == 0 => format!("{}\u{a0}s", ms / 1_000),
        ms => format!("{ms}\u{a0}ms"),
    }
}

/// What really happened around a moment, within an evaluation of it.
#[must_use]
pub fn entries_near(log: &[LogEntry], at_ms: i64) -> Vec<String> {
    const MOST: usize = 4;
    let close = |entry: &&LogEntry| (entry.at_ms - at_ms).abs() < EVALUATION_PERIOD_MS;
    log.iter().filter(close).take(MOST).map(|entry| entry.text.clone()).collect()
}

/// `1 Instance`, `3 Instances`.
#[must_use]
pub fn instances_text(count: u32) -> String {
    match is_one(count as usize) {
        true => t!("{count} Instance"),
        false => t!("{count} Instances"),
    }
}

/// Whose decision it is: a variant's by its name, or the real group's, which has none.
#[must_use]
pub fn whose(variant: &str) -> String {
    match variant {
        "" => t!("Actual: ").to_owned(),
        "saved" => t!("Saved, replayed: ").to_owned(),
        NEW => t!("Replayed: ").to_owned(),
        edited if edited == "edited" || edited == t!("variant" => "edited") => {
            t!("Edited: ").to_owned()
        }
        other => t!("{other}: "),
    }
}

/// How well a replay meets what was real.
#[must_use]
pub fn prediction(score: Option<f64>) -> String {
    match score {
        Some(score) => t!("{:.0}\u{a0}% of the real changes met", score * 100.0),
        None => t!("no change to compare with").to_owned(),
    }
}

/// How long a history lacks metrics.
#[must_use]
pub fn gaps(missed_ms: i64) -> String {
    t!("Metrics of {} are missing: nothing was decided then.", duration_text(missed_ms))
}

/// How many reversals a replay has, over the list of them.
#[must_use]
pub fn reversals(count: usize) -> String {
    match count {
        1 => t!("One reversal and its cause").to_owned(),
        count => t!("{count} reversals and their causes"),
    }
}
