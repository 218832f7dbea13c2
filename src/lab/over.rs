//! What is typed over a saved text that may change meanwhile.

use crate::forms::Draft;

/// What is typed over a saved text. Only the fields that differ are kept, each beside what was
/// saved when it was typed: all others follow what is saved.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TypedOver {
    pub(super) text: Draft,
    /// What was saved when it was typed.
    pub(super) was: Draft,
    /// Whether it was sent: then it stands only until what it was sent over is replaced.
    is_sent: bool,
}

impl TypedOver {
    /// A text that is typed over a saved one, of which some was typed `before`. One that is as
    /// saved is none.
    pub(super) fn new(text: Draft, saved: &Draft, before: Option<&Self>) -> Option<Self> {
        let is_typed = |path: &str| text.get(path) != saved.get(path);
        let was = match before.filter(|before| before.stands(saved)) {
            Some(before) if before.is_sent => before.text.clone(),
            Some(before) => {
                let earlier = before.was.edits_of(&before.text).only(is_typed);
                saved.clone().edited(&earlier)
            }
            None => saved.clone(),
        };
        (text != *saved).then_some(Self { text, was, is_sent: false })
    }

    /// Whether it still counts.
    pub(super) fn stands(&self, saved: &Draft) -> bool {
        !self.is_sent || self.was == *saved
    }

    /// The saved text with what is typed over it.
    pub(super) fn over(&self, saved: Draft) -> Draft {
        match self.stands(&saved) {
            true => saved.edited(&self.text.edits_of(&self.was)),
            false => saved,
        }
    }

    /// Takes it for sent over what is saved.
    pub(super) fn settle(&mut self, saved: Draft) {
        let text = self.over(saved.clone());
        *self = Self { text, was: saved, is_sent: true };
    }

    /// Learns what became of the fields that were sent since, which is no change of somebody else.
    pub(super) fn follow(&mut self, sent: &Self, now: &Draft) {
        let is_sent = |path: &str| sent.text.get(path) != sent.was.get(path);
        let became = now.edits_of(&self.was).only(is_sent);
        self.was = std::mem::take(&mut self.was).edited(&became);
    }
}
