//! What somebody else has changed under one's hands.

use super::{Draft, ResourceForm, Section};

/// A field that is to be changed, and that somebody else has changed since it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overtaken {
    /// The field's path.
    pub path: String,
    /// Its name for people.
    pub label: &'static str,
    /// What it was when it was read.
    pub was: String,
    /// What it is now.
    pub is: String,
    /// What it is to become.
    pub mine: String,
}

/// The fields that a draft changes and that have become something else since, as in
/// `Maximum: 8 → 10`. What became what the draft says, and what the draft leaves alone, is no
/// conflict: a change sends only what differs.
#[must_use]
pub fn overtaken<R: ResourceForm>(before: &R, now: &R, draft: &Draft) -> Vec<String> {
    let fields = overtaken_fields(&R::edit_sections(draft), &before.draft(), &now.draft(), draft);
    let told = |Overtaken { label, was: old, is: new, .. }| t!("{label}: {old} → {new}");
    fields.into_iter().map(told).collect()
}

/// The same of the fields of some sections: as they were read, as they are now, and as a draft
/// changes them.
#[must_use]
pub fn overtaken_fields(
    sections: &[Section],
    old: &Draft,
    new: &Draft,
    draft: &Draft,
) -> Vec<Overtaken> {
    let fields = sections.iter().flat_map(|section| &section.fields);
    fields
        .filter(|field| {
            let path = &field.path;
            let (mine, was, is) = (draft.get(path), old.get(path), new.get(path));
            mine != was && is != was && is != mine
        })
        .map(|field| {
            let [was, is, mine] = [old, new, draft].map(|text| field.shown(text));
            Overtaken { path: field.path.to_string(), label: field.label, was, is, mine }
        })
        .collect()
}
