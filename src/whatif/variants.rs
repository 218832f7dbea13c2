//! The saved rules and what is tried beside them.

use serde::{Deserialize, Serialize};

use super::Variant;
use crate::wire::{Policy, PolicyId};

/// Variants with a name each, no two alike. The first is the saved one, which stays as it is.
///
/// A row of a variant keeps the id of the saved policy that it came from, so that applying the
/// variant changes that policy; a row without an id is a new policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variants {
    saved: Variant,
    tried: Vec<Variant>,
}

impl Variants {
    /// The saved rules alone.
    #[must_use]
    pub const fn new(saved: Variant) -> Self {
        Self { saved, tried: Vec::new() }
    }

    /// The saved rules.
    #[must_use]
    pub const fn saved(&self) -> &Variant {
        &self.saved
    }

    /// The saved variant at 0, then the others in the order of their making.
    pub fn iter(&self) -> impl Iterator<Item = &Variant> {
        std::iter::once(&self.saved).chain(&self.tried)
    }

    /// How many there are, the saved one among them.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.tried.len() + 1
    }

    /// The variant at an index of [`Self::iter`].
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Variant> {
        self.iter().nth(index)
    }

    /// Adds a variant, under another name where its own is taken, and tells its index.
    pub fn add(&mut self, variant: Variant) -> usize {
        let name = self.free_name(&variant.name, None);
        self.tried.push(Variant { name, ..variant });
        self.tried.len()
    }

    /// Adds a copy of a variant, whose rows still stand for the same saved policies.
    pub fn duplicate(&mut self, index: usize) -> Option<usize> {
        let copy = self.get(index)?.clone();
        Some(self.add(copy))
    }

    /// Changes a variant's rules; the saved one cannot be changed.
    pub fn edit(&mut self, index: usize, change: impl FnOnce(&mut Variant)) {
        let Some(at) = index.checked_sub(1).filter(|at| *at < self.tried.len()) else { return };
        change(&mut self.tried[at]);
        let name = self.free_name(&self.tried[at].name, Some(index));
        self.tried[at].name = name;
    }

    /// Renames a variant, with a number behind the name where it is taken.
    pub fn rename(&mut self, index: usize, name: &str) {
        self.edit(index, |variant| name.trim().clone_into(&mut variant.name));
    }

    /// Takes a variant away; the saved one stays.
    pub fn remove(&mut self, index: usize) {
        if let Some(at) = index.checked_sub(1).filter(|at| *at < self.tried.len()) {
            self.tried.remove(at);
        }
    }

    /// Follows the rules that were saved meanwhile. Rows whose policy is gone become new ones.
    pub fn follow(&mut self, saved: Variant) {
        self.saved = Variant { name: std::mem::take(&mut self.saved.name), ..saved };
        let known = |id: &PolicyId| self.saved.policies.iter().any(|policy| policy.id == *id);
        for row in self.tried.iter_mut().flat_map(|variant| &mut variant.policies) {
            if !known(&row.id) {
                row.id = PolicyId::default();
            }
        }
    }

    /// The name, or the first of `name 2`, `name 3` and so on that no other variant has.
    fn free_name(&self, name: &str, own: Option<usize>) -> String {
        let name = if name.is_empty() { "variant" } else { name };
        let others = || self.iter().enumerate().filter(|(index, _)| Some(*index) != own);
        let taken = |name: &str| others().any(|(_, variant)| variant.name == name);
        if !taken(name) {
            return name.to_owned();
        }
        let stem = without_number(name);
        let numbered = (2..=self.count() + 1).map(|number| format!("{stem} {number}"));
        numbered.into_iter().find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
    }
}

impl Variant {
    /// Adds a policy that is not saved yet, such as a copy of a row, and tells its index.
    pub fn add_policy(&mut self, policy: Policy) -> usize {
        self.policies.push(Policy { id: PolicyId::default(), ..policy });
        self.policies.len() - 1
    }
}

/// `try` for `try 2`.
fn without_number(name: &str) -> &str {
    let numbered = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    match name.rsplit_once(' ') {
        Some((stem, rest)) if numbered(rest) && !stem.is_empty() => stem,
        _ => name,
    }
}
