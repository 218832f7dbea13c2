//! One variant that is being tried: the forms of its rules.
//!
//! It starts as the saved rules. The forms of saved rows follow them while nobody has touched
//! them; rows can be removed, and new ones added.

use leptos::prelude::*;

use crate::engine::FieldErrors;
use crate::forms::{Draft, group, policy};
use crate::ui::kit::FormState;
use crate::whatif::Variant;
use crate::wire::{Capacity, Group, GroupId, Policy, PolicyId};

/// A row of a variant.
#[derive(Clone)]
pub struct Row {
    /// What tells it from the other rows of its variant.
    pub key: String,
    /// Its form.
    pub form: FormState,
    /// What was saved; a row without an id is a new policy.
    pub base: Policy,
}

/// A variant.
#[derive(Clone, Copy)]
pub struct Trial {
    /// What tells it from the other variants; never 0, which stands for the saved one.
    pub id: u32,
    /// Its name, unlike that of any other.
    pub name: RwSignal<String>,
    saved: Memo<Option<Variant>>,
    forms: StoredValue<Forms>,
    removed: RwSignal<Vec<PolicyId>>,
    added: RwSignal<Vec<Row>>,
}

/// The forms of saved rows, made when first asked for. They live as long as the page.
struct Forms {
    owner: Owner,
    rows: Vec<(PolicyId, Editing)>,
    capacity: Option<Editing>,
    /// How many rows were added.
    count: u32,
}

/// A stored row's form and the draft it started from.
#[derive(Clone)]
struct Editing {
    form: FormState,
    base: Draft,
}

impl Editing {
    fn touched(&self) -> bool {
        self.form.draft.with_untracked(|draft| *draft != self.base)
    }

    fn follow(&mut self, fresh: Draft) {
        if !self.touched() && self.base != fresh {
            self.form.draft.set(fresh.clone());
        }
        self.base = fresh;
    }

    fn reset(&self) {
        self.form.errors.set(FieldErrors::default());
        self.form.draft.set(self.base.clone());
    }
}

impl Trial {
    /// A variant that starts as the saved rules. The owner outlives whoever opened it.
    pub fn new(id: u32, name: String, saved: Memo<Option<Variant>>, owner: &Owner) -> Self {
        let forms = Forms { owner: owner.clone(), rows: Vec::new(), capacity: None, count: 0 };
        owner.with(|| Self {
            id,
            name: RwSignal::new(name),
            saved,
            forms: StoredValue::new(forms),
            removed: RwSignal::new(Vec::new()),
            added: RwSignal::new(Vec::new()),
        })
    }

    /// The form of the group's bounds and cooldown.
    pub fn capacity_form(self, saved: &Capacity) -> FormState {
        if let Some(known) = self.forms.with_value(|forms| forms.capacity.clone()) {
            return known.form;
        }
        let base = group::capacity_draft(saved);
        let form = self.make(|| FormState::live(base.clone(), group::preview_capacity));
        self.forms.update_value(|forms| forms.capacity = Some(Editing { form, base }));
        form
    }

    /// Its rows, those of saved policies first.
    pub fn rows(self) -> Vec<Row> {
        let saved = self.saved.with(|saved| saved.as_ref().map(|saved| saved.policies.clone()));
        let mut rows: Vec<Row> = saved
            .unwrap_or_default()
            .into_iter()
            .map(|base| Row { key: base.id.to_string(), form: self.row_form(&base), base })
            .collect();
        self.removed.with(|removed| rows.retain(|row| !removed.contains(&row.base.id)));
        rows.extend(self.added.get());
        rows
    }

    fn row_form(self, saved: &Policy) -> FormState {
        let known = |forms: &Forms| {
            let mut rows = forms.rows.iter();
            rows.find(|(id, _)| *id == saved.id).map(|(_, editing)| editing.form)
        };
        if let Some(form) = self.forms.with_value(known) {
            return form;
        }
        let base = policy::draft(saved);
        let form = self.new_form(base.clone(), saved.instance_group_id.clone());
        self.forms.update_value(|forms| {
            forms.rows.push((saved.id.clone(), Editing { form, base }));
        });
        form
    }

    fn new_form(self, draft: Draft, group: GroupId) -> FormState {
        self.make(|| FormState::live(draft, move |draft| policy::create(draft, &group)))
    }

    fn make(self, make: impl FnOnce() -> FormState) -> FormState {
        let owner = self.forms.with_value(|forms| forms.owner.clone());
        owner.with(make)
    }

    /// Its rules as the forms have them.
    ///
    /// # Errors
    /// Every wrong field of the first row that has one.
    pub fn read(self) -> Result<Option<Variant>, FieldErrors> {
        let Some(saved) = self.saved.get() else { return Ok(None) };
        let capacity = self.capacity_form(&saved.capacity).draft.with(group::preview_capacity)?;
        let read = |row: Row| row.form.draft.with(|draft| policy::preview(draft, &row.base));
        let policies = self.rows().into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Some(Variant { name: self.name.get(), capacity, policies }))
    }

    /// Puts other rules into the forms.
    pub fn take(self, variant: &Variant) {
        let Some(saved) = self.saved.get_untracked() else { return };
        let is_saved = |row: &Policy| saved.policies.iter().any(|old| old.id == row.id);
        let capacity = self.capacity_form(&saved.capacity);
        put(capacity, group::capacity_draft(&variant.capacity));
        let mut removed = Vec::new();
        for old in &saved.policies {
            match variant.policies.iter().find(|row| row.id == old.id) {
                Some(row) => put(self.row_form(old), policy::draft(row)),
                None => removed.push(old.id.clone()),
            }
        }
        self.removed.set(removed);
        self.added.set(Vec::new());
        for row in variant.policies.iter().filter(|row| !is_saved(row)) {
            self.add(row);
        }
    }

    /// Adds a new policy like this one.
    pub fn add(self, like: &Policy) {
        let Some(group) = self.group() else { return };
        let base =
            Policy { id: PolicyId::default(), instance_group_id: group.clone(), ..like.clone() };
        let form = self.new_form(policy::draft(&base), group);
        let key = self.forms.try_update_value(|forms| {
            forms.count += 1;
            format!("new {}", forms.count)
        });
        let row = Row { key: key.unwrap_or_default(), form, base };
        self.added.update(|added| added.push(row));
    }

    fn group(self) -> Option<GroupId> {
        let forms = self.rows().into_iter();
        forms.map(|row| row.base.instance_group_id).next()
    }

    /// Takes a row out.
    pub fn remove(self, row: &Row) {
        if row.base.id.as_str().is_empty() {
            self.added.update(|added| added.retain(|one| one.key != row.key));
        } else {
            self.removed.update(|removed| removed.push(row.base.id.clone()));
        }
    }

    /// Lets untouched forms follow the rows that they show; touched ones keep what was typed.
    pub fn follow(self, policies: &[Policy], group: Option<&Group>) {
        self.forms.update_value(|forms| {
            for row in policies {
                let editing = forms.rows.iter_mut().find(|(id, _)| *id == row.id);
                if let Some((_, editing)) = editing {
                    editing.follow(policy::draft(row));
                }
            }
            if let (Some(editing), Some(group)) = (&mut forms.capacity, group) {
                editing.follow(group::capacity_draft(&group.capacity));
            }
        });
    }

    /// Puts everything back to the saved rules.
    pub fn reset(self) {
        self.forms.with_value(|forms| {
            let rows = forms.rows.iter().map(|(_, editing)| editing);
            rows.chain(&forms.capacity).for_each(Editing::reset);
        });
        self.settle();
    }

    /// Forgets which rows were added and removed: they are saved, or given up.
    pub fn settle(self) {
        self.removed.set(Vec::new());
        self.added.set(Vec::new());
    }
}

fn put(form: FormState, draft: Draft) {
    form.errors.set(FieldErrors::default());
    form.draft.set(draft);
}
