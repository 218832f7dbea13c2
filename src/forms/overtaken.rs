//! What somebody else has changed under one's hands.

use super::{Draft, ResourceForm};

/// The fields that a draft changes and that have become something else since, as in
/// `Maximum: 8 → 10`. What became what the draft says, and what the draft leaves alone, is no
/// conflict: a change sends only what differs.
#[must_use]
pub fn overtaken<R: ResourceForm>(before: &R, now: &R, draft: &Draft) -> Vec<String> {
    let (old, new) = (before.draft(), now.draft());
    let fields = R::edit_sections(draft).into_iter().flat_map(|section| section.fields);
    fields
        .filter(|field| {
            let path = &field.path;
            let (mine, was, is) = (draft.get(path), old.get(path), new.get(path));
            mine != was && is != was && is != mine
        })
        .map(|field| {
            let (label, old, new) = (field.label, field.shown(&old), field.shown(&new));
            t!("{label}: {old} → {new}")
        })
        .collect()
}
