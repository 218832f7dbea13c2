//! What a plan changes and what else that does, for the eyes before the calls.

use super::pairs::{PolicyPair, own_place};
use crate::base::is_one;
use crate::forms::{Draft, Section, group, policy};
use crate::whatif::Thresholds;
use crate::wire::{Action, Capacity};

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The policy's name, or `Group`.
    pub place: String,
    /// The field's name for people.
    pub field: &'static str,
    /// What is saved; a dash where there is nothing.
    pub old: String,
    /// What it becomes; a dash where there is nothing.
    pub new: String,
}

/// The fields that differ, the group's first, in the order of the forms.
pub(super) fn lines(old: &Capacity, new: &Capacity, rows: &[PolicyPair]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (old, new) = (group::capacity_draft(old), group::capacity_draft(new));
    differences(own_place(), &[group::capacity_section()], &old, &new, &mut lines);
    for row in rows {
        let (place, old, new) = match row {
            PolicyPair::Kept(old, new) => (&old.name, policy::draft(old), policy::draft(new)),
            PolicyPair::Added(_, new) => (&new.name, Draft::default(), policy::draft(new)),
            PolicyPair::Removed(old) => (&old.name, policy::draft(old), Draft::default()),
        };
        let shown = if matches!(row, PolicyPair::Removed(_)) { &old } else { &new };
        differences(place, &policy::sections(shown), &old, &new, &mut lines);
    }
    lines
}

pub(super) fn differences(
    place: &str,
    sections: &[Section],
    old: &Draft,
    new: &Draft,
    lines: &mut Vec<Line>,
) {
    for field in sections.iter().flat_map(|section| &section.fields) {
        let (old, new) = (field.shown(old), field.shown(new));
        if old != new {
            lines.push(Line { place: place.to_owned(), field: field.label, old, new });
        }
    }
}

/// What else it does, in sentences, the gravest first.
pub(super) fn risks(
    saved: &Thresholds,
    wanted: &Thresholds,
    rows: &[PolicyPair],
    size: Option<u32>,
) -> Vec<String> {
    let (old, new) = (&saved.capacity, &wanted.capacity);
    let (min, max) = (new.min_replicas, new.max_replicas);
    let mut risks = Vec::new();
    match size {
        Some(size) if size > max => {
            let count = instances(size - max);
            risks.push(t!(
                "The maximum falls below the present size of {size}: {count} removed at once."
            ));
        }
        None if max < old.max_replicas => risks
            .push(t!("The present size is not known. What it has above {max} is removed at once.")),
        _ => {}
    }
    let has = |rules: &Thresholds, action: Action| {
        rules.policies.iter().any(|policy| policy.action == action)
    };
    let lost = |action: Action| has(saved, action.clone()) && !has(wanted, action);
    if lost(Action::ScaleUp) {
        risks
            .push(t!("No policy scales up any more: the group no longer answers load.").to_owned());
    }
    if lost(Action::ScaleDown) {
        risks.push(
            t!("No policy scales down any more: what was added stays, and costs.").to_owned(),
        );
    }
    if let Some(size) = size.filter(|size| *size < min) {
        let count = instances(min - size);
        risks
            .push(t!("The minimum rises above the present size of {size}: {count} added at once."));
    }
    for row in rows {
        if let PolicyPair::Removed(policy) = row {
            risks.push(t!("“{}” is deleted. To have it back is to create it anew.", policy.name));
        }
    }
    risks
}

/// That the bounds meet, where they did not.
pub(super) fn meets(old: &Capacity, new: &Capacity) -> Option<String> {
    let (min, max) = (new.min_replicas, new.max_replicas);
    let meet = min == max && (old.min_replicas, old.max_replicas) != (min, max);
    meet.then(|| t!("The bounds meet: the group stays at {min}, whatever its policies."))
}

/// So many Instances, and the verb of a sentence about them.
pub(super) fn instances(count: u32) -> String {
    match is_one(count as usize) {
        true => t!("{count} Instance is"),
        false => t!("{count} Instances are"),
    }
}
