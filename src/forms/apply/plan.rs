//! The calls, in an order that is safe at every moment.

use super::call::Call;
use super::pairs::{PolicyPair, pair_rows};
use super::refusal::Refusal;
use super::review::{self, Line};
use crate::engine::{Capacity as Checked, FieldErrors, Reason};
use crate::forms::{ResourceForm, group, policy};
use crate::whatif::{Thresholds, VariantRules};
use crate::wire::v1alpha2::ScalingPolicy;
use crate::wire::{
    Action, Capacity, CapacityUpdate, Group, GroupId, Policy, PolicyId, UpdateGroup, UpdatePolicy,
};

/// What a call leaves behind when it has gone through.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Effect {
    Capacity(Capacity),
    Changed(Box<Policy>),
    /// A new policy, from the wanted row at this index.
    Created(usize, Box<Policy>),
    Deleted(PolicyId),
    Target(Box<ScalingPolicy>),
}

/// A call of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The call.
    pub call: Call,
    /// What it does: `Change “cpu scale up”`.
    pub title: String,
    /// Why it stands at this place.
    pub reason: &'static str,
    pub(super) effect: Effect,
}

/// How saved rules become edited ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The calls in order; none when nothing differs.
    pub steps: Vec<Step>,
    /// The differences, the group's first.
    pub lines: Vec<Line>,
    /// What else it does, in sentences, the gravest first.
    pub risks: Vec<String>,
    /// That the bounds meet, which an edit may not have meant.
    pub meets: Option<String>,
    pub(super) saved: VariantRules,
    pub(super) wanted: VariantRules,
}

impl Plan {
    /// All that is said of it before it is sent: the risks, and that the bounds meet.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        self.risks.iter().chain(&self.meets).cloned().collect()
    }
}

/// Plans the calls from saved thresholds to the wanted ones. A wanted policy with the id of a saved
/// one changes it; any other is created; a saved one that is not wanted is deleted. `size` is the
/// group's present size where it is known, for the risks.
///
/// # Errors
/// Names the first row that cannot be sent.
pub fn plan(
    group: &Group,
    policies: &[Policy],
    wanted: &Thresholds,
    size: Option<u32>,
) -> Result<Plan, Refusal> {
    let saved = Thresholds { capacity: group.capacity.clone(), policies: policies.to_vec() };
    let rows = pair_rows(policies, &wanted.policies);
    let [wider, narrower] = capacity_steps(group, &wanted.capacity)?;
    let mut steps: Vec<Step> = wider.into_iter().collect();
    for action in [Action::ScaleUp, Action::ScaleDown] {
        for row in &rows {
            steps.extend(put(row, &action, &group.id)?);
        }
    }
    steps.extend(narrower);
    // A group that can still shrink keeps the means to grow the longest.
    for action in [Action::ScaleDown, Action::ScaleUp] {
        steps.extend(rows.iter().filter_map(|row| delete(row, &action)));
    }
    let lines = review::lines(&saved.capacity, &wanted.capacity, &rows);
    let risks = review::risks(&saved, wanted, &rows, size);
    let meets = review::meets(&saved.capacity, &wanted.capacity);
    let (saved, wanted) =
        (VariantRules::Thresholds(saved), VariantRules::Thresholds(wanted.clone()));
    Ok(Plan { steps, lines, risks, meets, saved, wanted })
}

/// The changes of the bounds: what widens them before anything else, and what narrows them after
/// the policies. The cooldown goes with the first of them.
fn capacity_steps(group: &Group, wanted: &Capacity) -> Result<[Option<Step>; 2], Refusal> {
    let old = &group.capacity;
    let refuse = |errors| Refusal::of_group(errors, vec![group::capacity_section()]);
    Checked::try_from(wanted).map_err(refuse)?;
    if wanted.cooldown_delay.is_none() && old.cooldown_delay.is_some() {
        let mut errors = FieldErrors::default();
        let message = t!("A change cannot empty this: the API keeps what is not sent. Enter 0.");
        errors.add("capacity.cooldown_delay", Reason::Constraint, message);
        return Err(refuse(errors));
    }
    let mut wide = Capacity {
        max_replicas: wanted.max_replicas.max(old.max_replicas),
        min_replicas: wanted.min_replicas.max(old.min_replicas),
        cooldown_delay: old.cooldown_delay,
    };
    // Both maxima: a minimum that rises needs the room, and one that falls can wait.
    if group::capacity_changes(&wide, old).is_some() {
        wide.cooldown_delay = wanted.cooldown_delay;
    }
    let step = |new: &Capacity, old: &Capacity, title: &str, reason| {
        let capacity: CapacityUpdate = group::capacity_changes(new, old)?;
        let body = UpdateGroup { capacity: Some(capacity), ..UpdateGroup::default() };
        let call = Call::UpdateGroup(group.id.clone(), body);
        let effect = Effect::Capacity(new.clone());
        Some(Step { call, title: title.to_owned(), reason, effect })
    };
    let wider = step(
        &wide,
        old,
        t!("Raise the bounds"),
        t!("First, so that there is room for what follows."),
    );
    let bounds = |capacity: &Capacity| (capacity.min_replicas, capacity.max_replicas);
    let (title, reason) = match bounds(&wide) == bounds(wanted) {
        true => (t!("Change the cooldown"), t!("It neither adds nor removes Instances by itself.")),
        false => (t!("Lower the bounds"), t!("Last: a lower maximum removes Instances at once.")),
    };
    Ok([wider, step(wanted, &wide, title, reason)])
}

/// The call that brings about a wanted row, when its action is this one.
fn put(row: &PolicyPair, action: &Action, group: &GroupId) -> Result<Option<Step>, Refusal> {
    let wanted = match row {
        PolicyPair::Kept(_, wanted) | PolicyPair::Added(_, wanted) => *wanted,
        PolicyPair::Removed(_) => return Ok(None),
    };
    let other = if *action == Action::ScaleUp { &Action::ScaleDown } else { &Action::ScaleUp };
    // A word that is not known here goes with the first, and is refused there.
    if wanted.action == *other || (wanted.action != *action && *action == Action::ScaleDown) {
        return Ok(None);
    }
    let draft = policy::draft(wanted);
    let refuse = |errors| Refusal::new(&wanted.name, errors, policy::sections(&draft));
    let made = policy::preview(&draft, wanted).map_err(refuse)?;
    let reason = match action {
        Action::ScaleUp => {
            t!("Before any policy that scales down, so that the group can always grow.")
        }
        _ => t!("After the policies that scale up."),
    };
    let before = match row {
        PolicyPair::Kept(before, _) => *before,
        PolicyPair::Added(index, _) => {
            let body = policy::create(&draft, group).map_err(refuse)?;
            return Ok(Some(Step {
                call: Call::CreatePolicy(body),
                title: t!("Create “{}”", wanted.name),
                reason,
                effect: Effect::Created(*index, Box::new(made)),
            }));
        }
        PolicyPair::Removed(_) => return Ok(None),
    };
    if before.metric.managed_metric.is_some() && wanted.metric.managed_metric.is_none() {
        let mut errors = FieldErrors::default();
        let message = t!("A change cannot turn this into a metric of one's own. Add a new policy.");
        errors.add("metric.managed_metric", Reason::Constraint, message);
        return Err(refuse(errors));
    }
    let body = before.update_body(&draft).map_err(refuse)?;
    let changed = body != UpdatePolicy::default();
    Ok(changed.then(|| Step {
        call: Call::UpdatePolicy(before.id.clone(), body),
        title: t!("Change “{}”", before.name),
        reason,
        effect: Effect::Changed(Box::new(made)),
    }))
}

fn delete(row: &PolicyPair, action: &Action) -> Option<Step> {
    let PolicyPair::Removed(row) = row else { return None };
    let down = row.action == Action::ScaleDown;
    if down != (*action == Action::ScaleDown) {
        return None;
    }
    Some(Step {
        call: Call::DeletePolicy(row.id.clone()),
        title: t!("Delete “{}”", row.name),
        reason: t!("Last, since it cannot be taken back: a new policy would have another id."),
        effect: Effect::Deleted(row.id.clone()),
    })
}
