//! What a draft changes of what is stored.

use super::{Draft, Field, ResourceForm, Section};

/// A field that a draft changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its name, after that of its section where another section has one like it.
    pub label: String,
    /// What is stored, as people read it.
    pub from: String,
    /// What the draft says.
    pub to: String,
}

/// Every field that a draft changes, in the form's order; those that only the stored one has, as a
/// row that was removed, come last.
#[must_use]
pub fn changed<R: ResourceForm>(stored: &R, draft: &Draft) -> Vec<Changed> {
    let before = stored.draft();
    let mut fields = named(R::edit_sections(draft));
    let gone = named(R::edit_sections(&before)).into_iter();
    let gone: Vec<_> =
        gone.filter(|(_, field)| fields.iter().all(|(_, own)| own.path != field.path)).collect();
    fields.extend(gone);
    let shown = |(label, field): (String, Field)| {
        let (from, to) = (field.shown(&before), field.shown(draft));
        (from != to).then_some(Changed { label, from, to })
    };
    fields.into_iter().filter_map(shown).collect()
}

/// The fields of sections by names that tell them apart.
fn named(sections: Vec<Section>) -> Vec<(String, Field)> {
    let with_titles = sections.into_iter().flat_map(|Section { title, fields, .. }| {
        fields.into_iter().map(move |field| (title.clone(), field))
    });
    let all: Vec<_> = with_titles.collect();
    let is_alone = |label: &str| all.iter().filter(|(_, own)| own.label == label).count() == 1;
    let named = all.iter().map(|(title, field)| match is_alone(field.label) {
        true => (field.label.to_owned(), field.clone()),
        false => (format!("{title}, {}", field.label), field.clone()),
    });
    named.collect()
}
