//! The variants that are tried, as signals.

use leptos::prelude::*;

use crate::forms::apply::differing;
use crate::lab::{Conflict, Drafts, Numbered, Part, Row, VariantDraft, faults_at, same_rules};
use crate::ui::kit::view::memo;
use crate::ui::kit::{Typing, form_number};
use crate::whatif::Variant;
use crate::worker::replay::Remark;

/// The saved rules, and what is typed over them.
#[derive(Clone, Copy)]
pub struct Tried {
    /// The saved rules.
    pub saved: Memo<Option<Variant>>,
    /// Every variant that is tried.
    pub drafts: RwSignal<Drafts>,
    /// Those that differ from the saved rules, as last valid.
    pub differing: Memo<Vec<Numbered>>,
    /// The edited one as last valid; `None` while it is as saved.
    pub edited: Memo<Option<Variant>>,
    /// What stands out about the edited variant, where somebody looks.
    pub remarks: RwSignal<Option<Memo<Vec<Remark>>>>,
}

impl Tried {
    /// The saved rules and what is tried beside them; nothing differs until the what-if is open.
    pub fn new(saved: Memo<Option<Variant>>, open: Memo<bool>) -> Self {
        let drafts = RwSignal::new(Drafts::default());
        let differing = Memo::new(move |before: Option<&Vec<Numbered>>| {
            let Some(saved) = saved.get().filter(|_| open.get()) else { return Vec::new() };
            let before = before.map_or(&[][..], Vec::as_slice);
            drafts.with(|drafts| drafts.differing(&saved, before))
        });
        let edited = memo(move || {
            let active = drafts.with(Drafts::active);
            let is_edited = |(number, _): &&Numbered| *number == active;
            differing.with(|all| all.iter().find(is_edited).map(|(_, variant)| variant.clone()))
        });
        Self { saved, drafts, differing, edited, remarks: RwSignal::new(None) }
    }

    /// The saved rules, and those that a form says in their place. Nothing is typed here.
    pub fn of_form(saved: Memo<Option<Variant>>, rules: Memo<Option<Variant>>) -> Self {
        let drafts = RwSignal::new(Drafts::default());
        let edited = memo(move || {
            let differs = |rules: &Variant| {
                saved.with(|saved| saved.as_ref().is_some_and(|saved| !same_rules(rules, saved)))
            };
            rules.get().filter(differs)
        });
        let differing = memo(move || {
            let active = drafts.with(Drafts::active);
            edited.get().map(|rules| (active, rules)).into_iter().collect()
        });
        Self { saved, drafts, differing, edited, remarks: RwSignal::new(None) }
    }

    /// The edited variant, or the saved one while that is as saved.
    pub fn shown(self) -> Option<Variant> {
        self.edited.get().or_else(|| self.saved.get())
    }

    /// Whether the edited variant differs from the saved rules.
    pub fn is_edited(self) -> bool {
        self.edited.with(Option::is_some)
    }

    /// In how many fields the edited variant differs from the saved rules.
    pub fn changes(self) -> usize {
        let count =
            |(saved, edited): (Variant, Variant)| differing(&saved.rules, &edited.rules).len();
        self.saved.get().zip(self.edited.get()).map_or(0, count)
    }

    /// Whether any field of the edited variant cannot be read, so that there is nothing to save.
    pub fn has_errors(self) -> bool {
        self.look(|draft, saved| draft.read(saved).is_err()).unwrap_or(false)
    }

    /// Whether the edited variant's rules are a target; nothing while the saved ones are unknown.
    pub fn has_target(self) -> Option<bool> {
        self.look(VariantDraft::has_target)
    }

    /// Whether the edited variant's rules are of another kind than the saved ones, so that no
    /// change of the group brings them about.
    pub fn is_of_other_kind(self) -> bool {
        self.look(|draft, _| draft.is_of_other_kind()).unwrap_or(false)
    }

    /// What of the edited variant would overwrite what somebody else has saved meanwhile.
    pub fn conflicts(self) -> Vec<Conflict> {
        self.look(VariantDraft::conflicts).unwrap_or_default()
    }

    /// The edited variant's policies, each beside the number of the variant.
    pub fn rows(self) -> Vec<(u32, Row)> {
        let rows = self.look(|draft, saved| {
            draft.rows(saved).into_iter().map(|row| (draft.number, row)).collect()
        });
        rows.unwrap_or_default()
    }

    /// Changes the variants, given the saved rules; nothing while these are unknown.
    pub fn change(self, change: impl FnOnce(&mut Drafts, &Variant)) {
        if let Some(Some(saved)) = self.saved.try_get_untracked() {
            self.drafts.try_update(|drafts| change(drafts, &saved));
        }
    }

    /// Changes the edited variant, given the saved rules.
    pub fn change_edited(self, change: impl FnOnce(&mut VariantDraft, &Variant)) {
        self.change(|drafts, saved| {
            if let Some(draft) = drafts.edited_mut() {
                change(draft, saved);
            }
        });
    }

    /// Puts these rules into the edited variant, where somebody asks for that.
    pub fn take(self) -> Callback<Variant> {
        Callback::new(move |variant: Variant| {
            self.change_edited(|draft, saved| draft.take(&variant, saved));
        })
    }

    /// The fields of a part of a variant.
    pub fn typing(self, number: u32, part: Part) -> Typing {
        let Self { saved, drafts, remarks, .. } = self;
        let noted = part.clone();
        let notes = move || {
            let found = remarks.get().and_then(|remarks| remarks.try_get()).unwrap_or_default();
            let rows = self.with_number(number, VariantDraft::rows);
            let at = rows.unwrap_or_default().iter().position(|row| row.part == noted);
            // A policy that is gone is not the group.
            let is_there = at.is_some() || noted == Part::Capacity;
            if is_there { faults_at(&found, at) } else { Vec::new() }
        };
        let (of_text, of_errors) = (part.clone(), part.clone());
        let text = memo(move || {
            of_both(drafts, saved, number, |draft, saved| draft.text(&of_text, saved))
                .unwrap_or_default()
        });
        let errors = memo(move || {
            of_both(drafts, saved, number, |draft, saved| draft.errors(&of_errors, saved))
                .unwrap_or_default()
        });
        let of_saved = part.clone();
        let is_saved = memo(move || {
            of_both(drafts, saved, number, |draft, saved| draft.saved_text(&of_saved, saved))
                .flatten()
        });
        let set = move |path: String, text| {
            self.change(|drafts, saved| {
                if let Some(draft) = drafts.get_mut(number) {
                    draft.set(&part, saved, &path, text);
                }
            });
        };
        Typing::new(form_number(), text.into(), errors.into(), set)
            .over(is_saved.into())
            .noted(memo(notes).into())
    }

    /// Looks at the variant of a number, while that is the edited one, and the saved rules.
    pub fn with_number<T>(
        self,
        number: u32,
        look: impl FnOnce(&VariantDraft, &Variant) -> T,
    ) -> Option<T> {
        let is_edited = self.drafts.with(Drafts::active) == number;
        is_edited.then(|| of_both(self.drafts, self.saved, number, look)).flatten()
    }

    /// Looks at the edited variant and the saved rules.
    fn look<T>(self, look: impl FnOnce(&VariantDraft, &Variant) -> T) -> Option<T> {
        of_both(self.drafts, self.saved, self.drafts.with(Drafts::active), look)
    }
}

/// Looks at a variant and the saved rules; nothing without both.
fn of_both<T>(
    drafts: RwSignal<Drafts>,
    saved: Memo<Option<Variant>>,
    number: u32,
    look: impl FnOnce(&VariantDraft, &Variant) -> T,
) -> Option<T> {
    drafts.with(|drafts| saved.with(|saved| Some(look(drafts.get(number)?, saved.as_ref()?))))
}
