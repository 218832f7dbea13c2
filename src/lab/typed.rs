//! The rules that a form would give a group, for their replay beside it.

use crate::forms::apply::Stored;
use crate::forms::scaling_group::POLICY;
use crate::forms::{Draft, Note, group, policy, scaling_policy};
use crate::whatif::Variant;
use crate::wire::{CreatePolicy, Policy, PolicyId, v1alpha2};
use crate::worker::replay::Remark;

/// Which part of a group's rules a form has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormOf {
    /// The group's own: bounds and cooldown, or its target.
    Group,
    /// The same of a group that is yet to be created.
    NewGroup,
    /// A saved policy.
    Policy(PolicyId),
    /// A policy that is yet to be created.
    NewPolicy,
}

/// What the rules of a group are called that does not exist yet, so that none are saved.
pub(super) const NEW: &str = "new";

/// The group with a target that a form would create, as far as a replay asks for it; `None` while
/// its rules cannot be read.
#[must_use]
pub fn typed_group(draft: &Draft) -> Option<Stored> {
    Some(Stored::Target(v1alpha2::Group {
        project_id: draft.get("project_id").into(),
        template_id: draft.get("template_id").into(),
        scaling_policy: scaling_policy::read(&draft.inside(POLICY)).ok()?,
        ..v1alpha2::Group::default()
    }))
}

/// The group's rules as saving the form would leave them; `None` while a field cannot be read, and
/// where the policy is gone.
#[must_use]
pub fn typed_rules(stored: &Stored, form: &FormOf, draft: &Draft) -> Option<Variant> {
    const NAME: &str = "edited";
    let (own, mut policies) = match stored {
        Stored::Thresholds(own, policies) => (own, policies.clone()),
        Stored::Target(_) => {
            let name = if *form == FormOf::NewGroup { NEW } else { NAME };
            let typed = scaling_policy::read(&draft.inside(POLICY)).ok()?;
            return Some(Variant::of_target(name.to_owned(), typed));
        }
    };
    let mut capacity = own.capacity.clone();
    match form {
        FormOf::Group | FormOf::NewGroup => capacity = group::preview_capacity(draft).ok()?,
        FormOf::Policy(id) => {
            let row = policies.iter_mut().find(|row| row.id == *id)?;
            *row = policy::preview(draft, row).ok()?;
        }
        FormOf::NewPolicy => {
            policies.push(created(policy::preview_new(draft, &own.id).ok()?));
        }
    }
    Some(Variant::of_thresholds(NAME.to_owned(), capacity, policies))
}

/// What stands out about the rules that a form would leave, told apart: at the form's own fields,
/// and the rest.
#[must_use]
pub fn at_fields(
    found: &[Remark],
    form: &FormOf,
    draft: &Draft,
    rules: &Variant,
) -> (Vec<Note>, Vec<Remark>) {
    let (mut notes, mut rest) = (Vec::new(), Vec::new());
    for remark in found {
        let path = path_in(form, rules, remark);
        match path.filter(|path| draft.under(path).next().is_some()) {
            Some(path) => {
                let (kind, sentence) = (remark.kind.clone(), remark.sentence.clone());
                notes.push(Note { path, kind, sentence });
            }
            None => rest.push(remark.clone()),
        }
    }
    (notes, rest)
}

/// What of the rules of a policy, or of the group's own, does not do what it says, for its fields.
#[must_use]
pub fn faults_at(found: &[Remark], policy: Option<usize>) -> Vec<Note> {
    let own = |own: &&Remark| own.is_fault && own.policy == policy && !own.field.is_empty();
    let note = |Remark { kind, sentence, field, .. }: &Remark| Note {
        path: field.clone(),
        kind: kind.clone(),
        sentence: sentence.clone(),
    };
    found.iter().filter(own).map(note).collect()
}

/// The path in a form of the field that a remark is about; `None` where it is none of the form's.
fn path_in(
    form: &FormOf,
    rules: &Variant,
    Remark { policy, field, .. }: &Remark,
) -> Option<String> {
    let policies = rules.policies();
    let is_own = match (form, policy) {
        (FormOf::Group | FormOf::NewGroup, None) => true,
        (FormOf::Policy(id), Some(index)) => policies.get(*index).is_some_and(|row| row.id == *id),
        (FormOf::NewPolicy, Some(index)) => index + 1 == policies.len(),
        (FormOf::Group | FormOf::NewGroup, Some(_))
        | (FormOf::Policy(_) | FormOf::NewPolicy, None) => false,
    };
    let prefix = if rules.target().is_some() { POLICY } else { "" };
    (is_own && !field.is_empty()).then(|| format!("{prefix}{field}"))
}

/// What saving a form does besides changing its fields, in sentences, the gravest first: those of
/// the what-if's review. `size` is the group's present size, where it is known. Nothing while a
/// field cannot be read.
#[must_use]
pub fn typed_risks(
    stored: &Stored,
    form: &FormOf,
    size: Option<u32>,
    draft: &Draft,
) -> Vec<String> {
    let mut stored = stored.clone();
    if let Stored::Target(group) = &mut stored {
        group.current_size = size.unwrap_or(group.current_size);
    }
    let wanted = typed_rules(&stored, form, draft);
    let plan = wanted.and_then(|wanted| stored.plan(&wanted.rules, size).ok());
    plan.filter(|plan| !plan.steps.is_empty()).map(|plan| plan.remarks()).unwrap_or_default()
}

/// What the API makes of the body, but for the id and the zone, which no replay asks for.
fn created(body: CreatePolicy) -> Policy {
    let CreatePolicy { name, metric, action, adjustment, value, priority, instance_group_id } =
        body;
    Policy {
        name,
        metric,
        action,
        adjustment,
        value,
        priority,
        instance_group_id,
        ..Policy::default()
    }
}
