//! What a write changed, field by field, in the words of the resource's form.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::subject::{Kind, Part, Subject};
use crate::activity::{Entry, Outcome, left_out};
use crate::base::thousands;
use crate::forms::server_template::Stored;
use crate::forms::{Control, Draft, Field, ResourceForm, Section};
use crate::wire::{
    Generation, Group, ONE_OF, Policy, Template, as_stored, decode_value, is_slot, v1alpha2,
};

/// What stands for nothing.
const NOTHING: &str = "–";

/// The form's field for a document that is not kept.
pub(super) const DOCUMENT: &str = "cloud_init";

/// What stands for a value that had not been read before the write.
pub(super) fn not_known() -> &'static str {
    t!("not known")
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The heading under which its form has it.
    pub section: String,
    /// Its name.
    pub field: String,
    /// What it was; a dash where there was nothing.
    pub old: String,
    /// What it is, or was asked to be; a dash where there is nothing.
    pub new: String,
}

/// The fields that differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Those that the call asked for.
    pub asked: Vec<Change>,
    /// Those that differ from what was last read though the call did not ask for it: somebody else
    /// changed them meanwhile.
    pub others: Vec<Change>,
}

/// A resource as its form shows it.
pub(super) struct Shown {
    pub(super) draft: Draft,
    sections: Vec<Section>,
}

impl Changes {
    /// What an entry changed, or asked for where it was not carried out.
    #[must_use]
    pub fn of(entry: &Entry, subject: &Subject) -> Self {
        match &subject.part {
            Part::Whole => Self::of_resource(entry, subject),
            Part::UserData(key) => Self { asked: vec![document(entry, key)], others: Vec::new() },
            Part::NewServer | Part::End | Part::Unknown => Self::default(),
        }
    }

    fn of_resource(entry: &Entry, subject: &Subject) -> Self {
        let nothing = || Shown { draft: Draft::default(), sections: Vec::new() };
        let show = |value: &Value| shown(subject, value);
        let old = entry.before.as_ref().and_then(show);
        let is_new = entry.method == "POST";
        let new = match entry.method.as_str() {
            "DELETE" => Some(nothing()),
            _ => answer(entry).and_then(show).or_else(|| show(&asked_for(entry, subject)?)),
        };
        let Some(new) = new else { return Self::default() };
        let is_old_known = old.is_some() || is_new;
        let old = old.unwrap_or_else(nothing);
        let mut changes = Self::default();
        for (section, field) in fields(&new, &old) {
            let is_asked = entry.method != "PATCH" || is_sent(entry, &field.path);
            let before =
                if is_old_known { text(field, &old.draft) } else { not_known().to_owned() };
            let after = text(field, &new.draft);
            // Of two documents of one length nobody can tell whether they are the same.
            let is_document = field.path == DOCUMENT && entry.method == "PATCH" && is_asked;
            if (!is_old_known && !is_asked) || (before == after && !is_document) {
                continue;
            }
            let change = Change {
                section: section.title.to_string(),
                field: field.label.to_owned(),
                old: named(&before, &entry.names),
                new: named(&after, &entry.names),
            };
            if is_asked { &mut changes.asked } else { &mut changes.others }.push(change);
        }
        changes
    }
}

/// The new one's fields, and those that only the old one has.
fn fields<'a>(new: &'a Shown, old: &'a Shown) -> Vec<(&'a Section, &'a Field)> {
    let all = |shown: &'a Shown| {
        let of = |section: &'a Section| section.fields.iter().map(move |field| (section, field));
        shown.sections.iter().flat_map(of)
    };
    let is_gone = |(_, field): &(&Section, &Field)| all(new).all(|(_, own)| own.path != field.path);
    all(new).chain(all(old).filter(is_gone)).collect()
}

/// A field's text as people read it.
fn text(field: &Field, draft: &Draft) -> String {
    match field.control {
        Control::Toggle if draft == &Draft::default() => NOTHING.to_owned(),
        _ => field.shown(draft),
    }
}

/// The names of resources in place of their ids.
fn named(text: &str, names: &BTreeMap<String, String>) -> String {
    let name = |part| names.get(part).map_or(part, String::as_str);
    text.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

/// The body of the answer of what was done.
pub(super) fn answer(entry: &Entry) -> Option<&Value> {
    let end = entry.end.as_ref().filter(|end| end.outcome == Outcome::Done)?;
    end.answer.as_ref().filter(|answer| answer.get("id").is_some())
}

/// The resource as it was asked to be.
fn asked_for(entry: &Entry, subject: &Subject) -> Option<Value> {
    let mut body = entry.body.clone()?;
    // A request names it so, and a reply of the first generation does not (contract, section 3).
    if let (Kind::Group, Some(Generation::V1alpha1), Value::Object(fields)) =
        (subject.kind, subject.generation, &mut body)
        && let Some(template) = fields.remove("template_id")
    {
        fields.insert("instance_template_id".to_owned(), template);
    }
    Some(merged(entry.before.as_ref().unwrap_or(&Value::Null), &body))
}

/// A stored value with what was sent laid over it. Of an object a part may be sent; lists, and
/// objects with numbered entries, as volumes are, are replaced whole.
fn merged(stored: &Value, sent: &Value) -> Value {
    let is_whole = is_numbered(sent) || is_numbered(stored);
    let Value::Object(sent) = sent else { return sent.clone() };
    let mut all = match stored {
        Value::Object(stored) if !is_whole => stored.clone(),
        _ => Map::new(),
    };
    if ONE_OF.iter().any(|one| sent.contains_key(*one)) {
        ONE_OF.iter().for_each(|one| drop(all.remove(*one)));
    }
    for (key, value) in sent {
        let (key, value) = as_stored(key, value);
        let value = merged(all.get(key).unwrap_or(&Value::Null), value);
        all.insert(key.to_owned(), value);
    }
    Value::Object(all)
}

/// Whether it has numbered entries.
fn is_numbered(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.keys().any(|key| is_slot(key)))
}

/// Whether a PATCH asked for a field of the form. A field that only the form has goes with those
/// that it stands beside.
pub(super) fn is_sent(entry: &Entry, path: &str) -> bool {
    let Some(mut sent) = entry.body.as_ref() else { return false };
    let mut stored = entry.before.as_ref();
    for part in path.split('.') {
        if !sent.is_object() || sent.get(format!("update_{part}")).is_some() {
            return true;
        }
        let inner = stored.and_then(|stored| {
            stored.get(part).or_else(|| stored.get(part.strip_suffix("_spec")?))
        });
        match sent.get(part) {
            // What is replaced whole asks for what it leaves out, too.
            Some(value) if is_numbered(value) || inner.is_some_and(is_numbered) => return true,
            Some(value) => sent = value,
            // One of these takes the place of another.
            None if ONE_OF.contains(&part) && ONE_OF.iter().any(|one| sent.get(one).is_some()) => {
                return true;
            }
            // Without the stored one nobody can tell, so that only what was sent counts.
            None => return stored.is_some() && inner.is_none(),
        }
        stored = inner;
    }
    true
}

pub(super) fn shown(subject: &Subject, value: &Value) -> Option<Shown> {
    fn of<R: ResourceForm>(resource: &R, document: String) -> Shown {
        let draft = resource.draft();
        let draft = if document.is_empty() { draft } else { draft.with(DOCUMENT, document) };
        Shown { sections: R::edit_sections(&draft), draft }
    }
    let mut value = value.clone();
    let document = take_document(&mut value);
    let (old, new) = (Some(Generation::V1alpha1), Some(Generation::V1alpha2));
    match (subject.kind, subject.generation) {
        (Kind::Group, kind) if kind == old => {
            decode_value::<Group>(&value).ok().map(|it| of(&it, document))
        }
        (Kind::Policy, _) => decode_value::<Policy>(&value).ok().map(|it| of(&it, document)),
        (Kind::Template, kind) if kind == old => {
            decode_value::<Template>(&value).ok().map(|it| of(&it, document))
        }
        (Kind::Group, kind) if kind == new => {
            decode_value::<v1alpha2::Group>(&value).ok().map(|it| of(&it, document))
        }
        (Kind::Template, kind) if kind == new => {
            let template = decode_value::<v1alpha2::Template>(&value).ok()?;
            Some(of(&Stored { template, cloud_init: None }, document))
        }
        _ => None,
    }
}

/// Takes out what is not kept, which no form could read, and tells its length.
fn take_document(value: &mut Value) -> String {
    let fields = value.as_object_mut();
    let taken = fields.and_then(|fields| {
        let is_left_out = fields.get(DOCUMENT).and_then(Value::as_str).and_then(left_out).is_some();
        if is_left_out { fields.remove(DOCUMENT) } else { None }
    });
    taken.as_ref().map(document_words).unwrap_or_default()
}

fn document_words(value: &Value) -> String {
    match value.as_str().and_then(left_out) {
        Some(bytes) => t!("{} bytes, not kept", thousands(bytes)),
        None => NOTHING.to_owned(),
    }
}

/// The change of an entry of user data.
fn document(entry: &Entry, key: &str) -> Change {
    let content = |body: &Option<Value>| body.as_ref()?.get("content").map(document_words);
    Change {
        section: t!("First boot").to_owned(),
        field: if key == "cloud-init" { "Cloud-init".to_owned() } else { key.to_owned() },
        old: content(&entry.before).unwrap_or_else(|| not_known().to_owned()),
        new: content(&entry.body).unwrap_or_else(|| NOTHING.to_owned()),
    }
}
