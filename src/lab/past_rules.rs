//! The rules that a group had before, as far as the writes of this browser tell.

use serde_json::Value;

use super::activity::{Kind, State, Writes, Written};
use super::job::{joined, watched};
use super::log::LogEntry;
use crate::activity::Place;
use crate::base::sort_by_key;
use crate::chart::timeline::Level;
use crate::engine::Metric;
use crate::forms::apply::Stored;
use crate::whatif::InForce;
use crate::wire::{Generation, Group, Policy, decode_value, v1alpha2};

/// An edit of a group's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleEdit {
    /// When, by the clock of the API that it was sent to.
    pub at_ms: i64,
    /// What was changed, in a sentence.
    pub sentence: String,
}

/// What is known of the rules that a group had.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastRules {
    /// Its edits, the newest first.
    pub edits: Vec<RuleEdit>,
    /// The rules over time, ascending, the present ones last; empty where no edit is known.
    pub in_force: Vec<InForce>,
    /// Before when nobody knows them: what an edit replaced then had not been read.
    pub unknown_before_ms: Option<i64>,
}

impl PastRules {
    /// The metrics that the rules watched which were in force at or after an instant.
    #[must_use]
    pub fn metrics(&self, from_ms: i64) -> Vec<Metric> {
        let ends = self.in_force.iter().skip(1).map(|next| next.since_ms);
        let held = self.in_force.iter().zip(ends.chain([i64::MAX]));
        held.filter(|(_, end_ms)| *end_ms > from_ms)
            .fold(Vec::new(), |known, (own, _)| joined(known, &watched(&own.rules)))
    }
}

/// A log with the edits among its entries, both the newest first.
#[must_use]
pub fn with_edits(log: &[LogEntry], edits: &[RuleEdit]) -> Vec<LogEntry> {
    let edits = edits.iter().map(|RuleEdit { at_ms, sentence }| LogEntry {
        at_ms: *at_ms,
        level: Level::Edit,
        source: t!("this browser").to_owned(),
        text: sentence.clone(),
        details: None,
        change: None,
    });
    let mut all: Vec<LogEntry> = log.iter().cloned().chain(edits).collect();
    sort_by_key(&mut all, |entry| std::cmp::Reverse(entry.at_ms));
    all
}

/// Goes back from a group's present rules through the edits that this browser made at a place, and
/// undoes one after the other. An edit from elsewhere is not seen.
#[must_use]
pub fn past_rules(stored: &Stored, writes: &Writes, place: &Place) -> PastRules {
    let mut past = PastRules::default();
    let mut standing = stored.clone();
    let mut own: Vec<_> = writes.list.iter().filter(|one| is_of(one, stored, place)).collect();
    sort_by_key(&mut own, |one| std::cmp::Reverse(at_ms(one)));
    for one in own {
        let before = undone(&standing, one);
        if before.as_ref().is_some_and(|before| before.variant() == standing.variant()) {
            continue;
        }
        let at_ms = at_ms(one);
        past.edits.push(RuleEdit { at_ms, sentence: one.sentence.clone() });
        past.in_force.push(InForce { since_ms: at_ms, rules: standing.variant() });
        match before {
            Some(before) => standing = before,
            None => {
                past.unknown_before_ms = Some(at_ms);
                break;
            }
        }
    }
    if let (Some(first), None) = (past.in_force.last(), past.unknown_before_ms) {
        // An API tells when an edit was made in whole seconds, and a birth to the microsecond.
        let since_ms = standing.created_at().as_millis().min(first.since_ms);
        past.in_force.push(InForce { since_ms, rules: standing.variant() });
    }
    past.in_force.reverse();
    past
}

fn at_ms(one: &Written) -> i64 {
    one.entry.there_ms.unwrap_or(one.entry.at_ms)
}

/// Whether a write was carried out and changed a group, or one of its policies.
fn is_of(one: &Written, stored: &Stored, place: &Place) -> bool {
    let id = stored.id().as_str();
    let is_done = one.state == State::Done && one.entry.place == *place;
    is_done
        && match one.subject.kind {
            Kind::Group => one.entry.method == "PATCH" && one.subject.id.as_deref() == Some(id),
            Kind::Policy => {
                let own = [one.entry.before.as_ref(), one.entry.body.as_ref(), answer(one)];
                own.into_iter().flatten().any(|body| body["instance_group_id"] == *id)
            }
            Kind::Template | Kind::Instance | Kind::Other => false,
        }
}

fn answer(one: &Written) -> Option<&Value> {
    one.entry.end.as_ref()?.answer.as_ref()
}

/// The group as it was before a write; nothing where that is not known.
fn undone(standing: &Stored, one: &Written) -> Option<Stored> {
    let before = one.entry.before.as_ref();
    match (standing.clone(), one.subject.kind, one.subject.generation) {
        (Stored::Target(group), Kind::Group, Some(Generation::V1alpha2)) => {
            let before: v1alpha2::Group = decode_value(before?).ok()?;
            Some(Stored::Target(v1alpha2::Group { scaling_policy: before.scaling_policy, ..group }))
        }
        (Stored::Thresholds(group, policies), Kind::Group, Some(Generation::V1alpha1)) => {
            let before: Group = decode_value(before?).ok()?;
            Some(Stored::Thresholds(Group { capacity: before.capacity, ..group }, policies))
        }
        (Stored::Thresholds(group, mut policies), Kind::Policy, _) => {
            match one.entry.method.as_str() {
                "POST" => {
                    let made: Policy = decode_value(answer(one)?).ok()?;
                    policies.retain(|policy| policy.id != made.id);
                }
                "DELETE" => policies.push(decode_value(before?).ok()?),
                _ => {
                    let before: Policy = decode_value(before?).ok()?;
                    let changed = policies.iter_mut().find(|policy| policy.id == before.id);
                    *changed? = before;
                }
            }
            Some(Stored::Thresholds(group, policies))
        }
        _ => None,
    }
}
