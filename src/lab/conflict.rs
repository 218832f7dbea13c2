//! What somebody else has changed of what a variant changes.

use super::over::TypedOver;
use super::variant::{Part, VariantDraft, saved_text};
use crate::forms::{Draft, Overtaken, Section, group, overtaken_fields, policy, scaling_policy};
use crate::whatif::Variant;

/// A part of the rules that somebody else has changed since it was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Which part.
    pub part: Part,
    /// The policy's name, or `Group`.
    pub place: String,
    /// Its fields; one without a path stands for the whole policy.
    pub fields: Vec<Overtaken>,
}

impl VariantDraft {
    /// What of its edits would overwrite what somebody else has saved since. Rules of the other
    /// kind overwrite nothing: they come with a group of their own.
    #[must_use]
    pub fn conflicts(&self, saved: &Variant) -> Vec<Conflict> {
        if self.is_of_other_kind() {
            return Vec::new();
        }
        let own = self.capacity.iter().map(|typed| self.of_group(typed, saved));
        let rows = self.rows.iter().map(|(id, typed)| {
            let part = Part::Saved(id.clone());
            let is = saved_text(&part, saved);
            let fields = match is == Draft::default() {
                true => vec![whole(t!("of a policy" => "deleted"), t!("of a policy" => "changed"))],
                false => fields(&policy::sections(&typed.text), typed, &is),
            };
            Conflict { part, place: typed.was.get("name").to_owned(), fields }
        });
        let removed = self.removed.iter().map(|(id, was)| {
            let part = Part::Saved(id.clone());
            let is = saved_text(&part, saved);
            let is_changed = is != *was && is != Draft::default();
            let left_out =
                || whole(t!("of a policy" => "changed"), t!("of a policy" => "left out"));
            let fields = is_changed.then(left_out);
            let place = was.get("name").to_owned();
            Conflict { part, place, fields: fields.into_iter().collect() }
        });
        own.chain(rows).chain(removed).filter(|one| !one.fields.is_empty()).collect()
    }

    fn of_group(&self, typed: &TypedOver, saved: &Variant) -> Conflict {
        let sections = match self.has_target(saved) {
            true => scaling_policy::sections(&typed.text),
            false => vec![group::capacity_section()],
        };
        let fields = fields(&sections, typed, &saved_text(&Part::Capacity, saved));
        Conflict { part: Part::Capacity, place: t!("Group").to_owned(), fields }
    }

    /// Takes what somebody else has saved in place of what is typed there.
    pub fn give_way(&mut self, conflicts: &[Conflict], saved: &Variant) {
        for Conflict { part, fields, .. } in conflicts {
            let now = saved_text(part, saved);
            match part {
                Part::Saved(id) if fields.iter().any(|field| field.path.is_empty()) => {
                    self.rows.retain(|(of, _)| of != id);
                    self.removed.retain(|(of, _)| of != id);
                }
                _ => {
                    for Overtaken { path, .. } in fields {
                        self.set(part, saved, path, now.get(path).to_owned());
                    }
                }
            }
        }
    }
}

fn fields(sections: &[Section], typed: &TypedOver, is: &Draft) -> Vec<Overtaken> {
    match typed.stands(is) {
        true => overtaken_fields(sections, &typed.was, is, &typed.text),
        false => Vec::new(),
    }
}

/// A whole policy that became something else.
fn whole(is: &str, mine: &str) -> Overtaken {
    let (was, is, mine) = (t!("of a policy" => "there").to_owned(), is.to_owned(), mine.to_owned());
    Overtaken { path: String::new(), label: t!("Policy"), was, is, mine }
}
