//! One variant that is tried: what is typed over the saved rules, and which rows are added and
//! left out.
//!
//! Only what differs is kept. So a row that nobody has touched follows the saved one by itself,
//! and one that was touched keeps what was typed.

use super::over::TypedOver;
use crate::base::sort_by_key;
use crate::engine::FieldErrors;
use crate::forms::{Draft, Field, group, policy, scaling_policy};
use crate::whatif::{Variant, VariantRules};
use crate::wire::{GroupId, Policy, PolicyId};

/// A part of a variant that has a form of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The group's bounds and cooldown.
    Capacity,
    /// A saved policy.
    Saved(PolicyId),
    /// An added one, by its number.
    Added(u32),
}

/// A policy of a variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which part it is.
    pub part: Part,
    /// What is saved, or what an added one started as.
    pub base: Policy,
}

impl Row {
    /// What tells it from the other rows of its variant.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.part {
            Part::Capacity => "capacity".to_owned(),
            Part::Saved(id) => id.to_string(),
            Part::Added(number) => format!("new {number}"),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Added {
    number: u32,
    base: Policy,
    text: Draft,
}

/// What one variant makes of the saved rules.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantDraft {
    /// What tells it from the other variants; never 0, which stands for the saved one.
    pub number: u32,
    /// Its name, unlike that of any other.
    pub name: String,
    /// The rules that it starts from, where those are not the saved ones: rules of the other kind.
    base: Option<Variant>,
    pub(super) capacity: Option<TypedOver>,
    pub(super) rows: Vec<(PolicyId, TypedOver)>,
    /// Those that are left out, each as it was then.
    pub(super) removed: Vec<(PolicyId, Draft)>,
    added: Vec<Added>,
    /// How many rows were ever added.
    count: u32,
}

impl VariantDraft {
    /// A variant that is as saved.
    #[must_use]
    pub const fn new(number: u32, name: String) -> Self {
        Self {
            number,
            name,
            base: None,
            capacity: None,
            rows: Vec::new(),
            removed: Vec::new(),
            added: Vec::new(),
            count: 0,
        }
    }

    /// The rules that it starts from.
    fn base<'a>(&'a self, saved: &'a Variant) -> &'a Variant {
        self.base.as_ref().unwrap_or(saved)
    }

    /// Whether its rules are of another kind than the saved ones.
    #[must_use]
    pub const fn is_of_other_kind(&self) -> bool {
        self.base.is_some()
    }

    /// Whether its rules are a target.
    #[must_use]
    pub fn has_target(&self, saved: &Variant) -> bool {
        self.base(saved).target().is_some()
    }

    /// Its policies, the saved ones first.
    #[must_use]
    pub fn rows(&self, saved: &Variant) -> Vec<Row> {
        let saved = self.base(saved);
        let is_removed = |policy: &&Policy| self.removed.iter().any(|(id, _)| *id == policy.id);
        let kept = saved.policies().iter().filter(|policy| !is_removed(policy));
        let kept = kept.map(|base| Row { part: Part::Saved(base.id.clone()), base: base.clone() });
        let added = self.added.iter();
        let added = added.map(|own| Row { part: Part::Added(own.number), base: own.base.clone() });
        kept.chain(added).collect()
    }

    /// The text of a part, which is empty where there is none such.
    #[must_use]
    pub fn text(&self, part: &Part, saved: &Variant) -> Draft {
        if let Part::Added(number) = part {
            let own = self.added.iter().find(|own| own.number == *number);
            return own.map(|own| own.text.clone()).unwrap_or_default();
        }
        let saved = saved_text(part, self.base(saved));
        match self.typed(part) {
            Some(typed) => typed.over(saved),
            None => saved,
        }
    }

    /// What is wrong with what was typed in a part.
    #[must_use]
    pub fn errors(&self, part: &Part, saved: &Variant) -> FieldErrors {
        let touched = match part {
            Part::Added(_) => true,
            _ => self
                .typed(part)
                .is_some_and(|typed| typed.stands(&saved_text(part, self.base(saved)))),
        };
        if !touched {
            return FieldErrors::default();
        }
        let text = self.text(part, saved);
        let refused = match part {
            Part::Capacity if self.has_target(saved) => scaling_policy::read(&text).err(),
            Part::Capacity => group::preview_capacity(&text).err(),
            // Which group it is of is not typed.
            _ => policy::create(&text, &Default::default()).err(),
        };
        refused.unwrap_or_default()
    }

    /// The saved text of a part, which its own is compared with; `None` for what nothing is saved
    /// of.
    #[must_use]
    pub fn saved_text(&self, part: &Part, saved: &Variant) -> Option<Draft> {
        let is_new = self.is_of_other_kind() || matches!(part, Part::Added(_));
        (!is_new).then(|| saved_text(part, saved))
    }

    /// Types over a field of a part.
    pub fn set(&mut self, part: &Part, saved: &Variant, field: &str, text: String) {
        let text = self.text(part, saved).with(field, text);
        self.put(part, saved, text);
    }

    /// Puts a text in place of a part's own. One that is as saved is none, so that it follows.
    fn put(&mut self, part: &Part, saved: &Variant, text: Draft) {
        if let Part::Added(number) = part {
            let own = self.added.iter_mut().find(|own| own.number == *number);
            return own.map_or((), |own| own.text = text);
        }
        let saved = saved_text(part, self.base(saved));
        let typed = TypedOver::new(text, &saved, self.typed(part));
        match part {
            Part::Capacity => self.capacity = typed,
            Part::Saved(id) => {
                self.rows.retain(|(of, _)| of != id);
                self.rows.extend(typed.map(|typed| (id.clone(), typed)));
            }
            Part::Added(_) => {}
        }
    }

    fn typed(&self, part: &Part) -> Option<&TypedOver> {
        match part {
            Part::Capacity => self.capacity.as_ref(),
            Part::Saved(id) => self.rows.iter().find(|(of, _)| of == id).map(|(_, typed)| typed),
            Part::Added(_) => None,
        }
    }

    /// Its rules as they are typed.
    ///
    /// # Errors
    /// Every wrong field of the first part that has one.
    pub fn read(&self, saved: &Variant) -> Result<Variant, FieldErrors> {
        let text = self.text(&Part::Capacity, saved);
        if self.has_target(saved) {
            return Ok(Variant::of_target(self.name.clone(), scaling_policy::read(&text)?));
        }
        let capacity = group::preview_capacity(&text)?;
        let read = |row: Row| policy::preview(&self.text(&row.part, saved), &row.base);
        let policies = self.rows(saved).into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Variant::of_thresholds(self.name.clone(), capacity, policies))
    }

    /// Whether it comes to these rules, so that nothing was typed since they were read.
    #[must_use]
    pub fn reads_as(&self, rules: &Variant, saved: &Variant) -> bool {
        self.read(saved).is_ok_and(|own| same_rules(&own, rules))
    }

    /// Puts other rules in place of its own.
    pub fn take(&mut self, variant: &Variant, saved: &Variant) {
        let is_saved = |row: &Policy| saved.policies().iter().any(|old| old.id == row.id);
        self.reset();
        if std::mem::discriminant(&variant.rules) != std::mem::discriminant(&saved.rules) {
            self.base = Some(told_apart(variant.clone()));
            return;
        }
        self.put(&Part::Capacity, saved, saved_text(&Part::Capacity, variant));
        for old in saved.policies() {
            match variant.policies().iter().find(|row| row.id == old.id) {
                Some(row) => self.put(&Part::Saved(old.id.clone()), saved, policy::draft(row)),
                None => self.leave_out(&old.id, saved),
            }
        }
        variant.policies().iter().filter(|row| !is_saved(row)).for_each(|row| self.add(row, saved));
    }

    /// Adds a new policy like this one, which may be of another group.
    pub fn add(&mut self, like: &Policy, saved: &Variant) {
        self.count += 1;
        let mut base = Policy { id: PolicyId::default(), ..like.clone() };
        if let Some(own) = saved.policies().first() {
            base.instance_group_id = own.instance_group_id.clone();
        }
        self.added.push(Added { number: self.count, text: policy::draft(&base), base });
    }

    /// Adds a copy of its last policy, to start from; nothing where it has none.
    pub fn add_copy(&mut self, saved: &Variant) {
        if let Some(Row { base, .. }) = self.rows(saved).pop() {
            self.add(&Policy { name: format!("{} copy", base.name), ..base }, saved);
        }
    }

    /// Leaves a policy out.
    pub fn remove(&mut self, part: &Part, saved: &Variant) {
        match part {
            Part::Capacity => {}
            Part::Saved(id) => self.leave_out(id, saved),
            Part::Added(number) => self.added.retain(|own| own.number != *number),
        }
    }

    fn leave_out(&mut self, id: &PolicyId, saved: &Variant) {
        let was = saved_text(&Part::Saved(id.clone()), self.base(saved));
        self.rows.retain(|(of, _)| of != id);
        self.removed.push((id.clone(), was));
    }

    /// Puts everything back to the saved rules.
    pub fn reset(&mut self) {
        let name = std::mem::take(&mut self.name);
        *self = Self { count: self.count, ..Self::new(self.number, name) };
    }

    /// Takes what is typed for sent, and done: it stands until the saved rules are read anew, and
    /// then gives way to them. `saved` is what it was typed over.
    pub fn settle(&mut self, saved: &Variant) {
        if let Some(typed) = &mut self.capacity {
            typed.settle(saved_text(&Part::Capacity, saved));
        }
        for (id, typed) in &mut self.rows {
            typed.settle(saved_text(&Part::Saved(id.clone()), saved));
        }
        self.removed.clear();
        self.added.clear();
    }

    /// Learns that an earlier state of it was sent, and what came of it, so that this is not taken
    /// for a change of somebody else.
    pub fn follow(&mut self, sent: &Self, now: &Variant) {
        if let (Some(typed), Some(sent)) = (&mut self.capacity, &sent.capacity) {
            typed.follow(sent, &saved_text(&Part::Capacity, now));
        }
        for (id, typed) in &mut self.rows {
            if let Some((_, sent)) = sent.rows.iter().find(|(of, _)| of == id) {
                typed.follow(sent, &saved_text(&Part::Saved(id.clone()), now));
            }
        }
    }
}

/// The variant with an id for each policy, since rows are told apart by them: policies that were
/// never saved have none. Nor have they a group, which a policy must name: theirs is yet to be
/// created.
fn told_apart(mut variant: Variant) -> Variant {
    if let VariantRules::Thresholds(rules) = &mut variant.rules {
        for (index, policy) in rules.policies.iter_mut().enumerate() {
            policy.id = PolicyId(format!("tried {index}"));
            policy.instance_group_id = GroupId("tried".to_owned());
        }
    }
    variant
}

/// The text of what is saved; empty for what is not.
pub(super) fn saved_text(part: &Part, saved: &Variant) -> Draft {
    match part {
        Part::Capacity => match &saved.rules {
            VariantRules::Thresholds(rules) => group::capacity_draft(&rules.capacity),
            VariantRules::Target(policy) => scaling_policy::draft(policy),
        },
        Part::Saved(id) => {
            let row = saved.policies().iter().find(|policy| policy.id == *id);
            row.map(policy::draft).unwrap_or_default()
        }
        Part::Added(_) => Draft::default(),
    }
}

/// The fields of a policy that are tried first, or all others, which open on demand.
#[must_use]
pub fn policy_fields(text: &Draft, tried_first: bool) -> Vec<Field> {
    const FIRST: [&str; 3] = ["metric.threshold", "metric.sampling_range_min", "value"];
    let place = |field: &Field| FIRST.iter().position(|path| *path == field.path);
    let fields = policy::sections(text).into_iter().flat_map(|section| section.fields);
    let mut fields: Vec<Field> = fields.filter(|f| place(f).is_some() == tried_first).collect();
    sort_by_key(&mut fields, place);
    fields
}

/// The fields of the group's own part that are tried first, or all others: of thresholds the
/// bounds and the cooldown, of a target itself and the maximum.
#[must_use]
pub fn group_fields(text: &Draft, has_target: bool, tried_first: bool) -> Vec<Field> {
    const OTHERS: [&str; 3] = [scaling_policy::GOAL, "minimum_size", "scale_"];
    if !has_target {
        return if tried_first { group::capacity_section().fields } else { Vec::new() };
    }
    let waits = |field: &Field| OTHERS.iter().any(|start| field.path.starts_with(start));
    let fields = scaling_policy::sections(text).into_iter().flat_map(|section| section.fields);
    fields.filter(|field| waits(field) != tried_first).collect()
}

/// Whether two variants differ in their names at most.
#[must_use]
pub fn same_rules(one: &Variant, other: &Variant) -> bool {
    one.rules == other.rules
}
