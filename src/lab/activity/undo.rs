//! How a write is taken back: by the form of the resource, with the old values in it. So an undo
//! passes the same checks and shows the same calls as any other change, and nothing is sent unseen.

use serde_json::Value;

use super::changes::{DOCUMENT, answer, is_sent, shown};
use super::subject::{Kind, Target};
use super::words::{group_of, text};
use super::written::{State, Written};
use crate::forms::{Draft, Edits, ResourceForm, server_template};
use crate::wire::{Generation, GroupId, Template};

/// The form that takes a write back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// The form.
    pub form: UndoForm,
    /// What is to be typed into it.
    pub edits: Edits,
}

/// Which form that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoForm {
    /// That of what was changed.
    Stored(Target),
    /// One for a new group, since the old one was deleted.
    NewGroup(Generation),
    /// Likewise for a new policy of a group.
    NewPolicy(GroupId),
    /// Likewise for a new template.
    NewTemplate(Generation),
}

impl UndoForm {
    /// What its fields start with, as far as what was deleted may lack them.
    fn blank(&self) -> Draft {
        match self {
            Self::NewTemplate(Generation::V1alpha1) => Template::blank(&<_>::default()),
            Self::NewTemplate(Generation::V1alpha2) => {
                server_template::Stored::blank(&<_>::default())
            }
            Self::NewGroup(_) | Self::NewPolicy(_) | Self::Stored(_) => Draft::default(),
        }
    }
}

impl Undo {
    /// How to take a write back; none where it was not carried out, where what was there before is
    /// not known, or where nothing but a document that is not kept was changed.
    #[must_use]
    pub fn of(one: &Written) -> Option<Self> {
        if one.state != State::Done || !one.is_of_resource() {
            return None;
        }
        let before = draft(one, one.entry.before.as_ref()?)?;
        let (form, edits) = match one.entry.method.as_str() {
            "DELETE" => {
                let form = new_form(one)?;
                let edits = before.edits_of(&form.blank());
                (form, edits)
            }
            "PATCH" => {
                let after = draft(one, answer(&one.entry)?)?;
                let is_sent = |path: &str| is_sent(&one.entry, path);
                (UndoForm::Stored(one.target()?), before.edits_of(&after).only(is_sent))
            }
            _ => return None,
        };
        (!edits.is_empty()).then_some(Self { form, edits })
    }

    /// The words on what leads to the form.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        match self.form {
            UndoForm::Stored(_) => t!("Undo…"),
            _ => t!("Create it again…"),
        }
    }

    /// What the form says of itself.
    #[must_use]
    pub fn words(&self, one: &Written) -> String {
        let sentence = &one.sentence;
        let before = one.entry.before.as_ref();
        let had_document = before.and_then(|body| text(Some(body), DOCUMENT)).is_some();
        match self.form {
            UndoForm::Stored(_) => {
                let document = match had_document && is_sent(&one.entry, DOCUMENT) {
                    true => {
                        t!(" The cloud-init from before is not kept, so it stays as it is now.")
                    }
                    false => "",
                };
                t!("This takes back “{sentence}”. Nothing is undone until you save it, and other \
                    fields stay as they are now.{document}")
            }
            _ => {
                let document = match self.form {
                    _ if had_document => t!(" Its cloud-init is not kept: put it in again."),
                    // That of the second generation is no part of the template that was read.
                    UndoForm::NewTemplate(Generation::V1alpha2) => {
                        t!(" If it had a cloud-init, that is not kept: put it in again.")
                    }
                    _ => "",
                };
                t!("This takes back “{sentence}”. Nothing is created until you send it, and what \
                    is created has another id.{document}")
            }
        }
    }
}

/// A resource's form, without the document that is not kept.
fn draft(one: &Written, value: &Value) -> Option<Draft> {
    let mut draft = shown(&one.subject, value)?.draft;
    draft.remove(DOCUMENT);
    Some(draft)
}

fn new_form(one: &Written) -> Option<UndoForm> {
    let generation = one.subject.generation?;
    Some(match one.subject.kind {
        Kind::Group => UndoForm::NewGroup(generation),
        Kind::Policy => UndoForm::NewPolicy(group_of(&one.entry)?.into()),
        Kind::Template => UndoForm::NewTemplate(generation),
        Kind::Instance | Kind::Other => return None,
    })
}
