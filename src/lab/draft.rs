//! The variants that are tried, as they are typed.

use super::{Numbered, SAVED, VariantDraft, same_rules};
use crate::engine::FieldErrors;
use crate::whatif::{Variant, free_name};

/// Every variant that is tried, of which one is edited. There is always at least one.
///
/// ```
/// use headroom::lab::Drafts;
/// use headroom::whatif::{Parameter, Setting};
///
/// let job = headroom::whatif::from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// let saved = &job.variants[0];
/// let mut drafts = Drafts::default();
/// assert!(drafts.differing(saved, &[]).is_empty(), "nothing is typed yet");
///
/// let edited = Setting::of_policy(Parameter::Threshold, 0, 60).made(saved);
/// drafts.show(&edited, saved);
/// let differing = drafts.differing(saved, &[]);
/// let [(_, variant)] = &differing[..] else { panic!("one differs") };
/// assert_eq!(variant.policies()[0].metric.threshold.get(), 60.0);
/// drafts.close();
/// assert!(drafts.differing(saved, &[]).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Drafts {
    all: Vec<VariantDraft>,
    active: u32,
}

impl Default for Drafts {
    fn default() -> Self {
        let first = VariantDraft::new(SAVED + 1, t!("variant" => "edited").to_owned());
        Self { active: first.number, all: vec![first] }
    }
}

impl Drafts {
    /// All of them, in the order in which they were opened.
    #[must_use]
    pub fn all(&self) -> &[VariantDraft] {
        &self.all
    }

    /// The number of the one that is edited.
    #[must_use]
    pub const fn active(&self) -> u32 {
        self.active
    }

    /// One of them; `None` for a number that none has.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&VariantDraft> {
        self.all.iter().find(|draft| draft.number == number)
    }

    /// One of them, to change it; `None` for a number that none has.
    pub fn get_mut(&mut self, number: u32) -> Option<&mut VariantDraft> {
        self.all.iter_mut().find(|draft| draft.number == number)
    }

    /// The one that is edited, which is always one of all.
    #[must_use]
    pub fn edited(&self) -> Option<&VariantDraft> {
        let edited = self.get(self.active);
        debug_assert!(edited.is_some(), "the edited variant is one of all");
        edited
    }

    /// The one that is edited, to change it.
    pub fn edited_mut(&mut self) -> Option<&mut VariantDraft> {
        self.get_mut(self.active)
    }

    /// The edited one's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.edited().map_or("", |draft| &draft.name)
    }

    /// Edits another one from now on; one that was closed meanwhile is not edited.
    pub fn select(&mut self, number: u32) {
        if self.get(number).is_some() {
            self.active = number;
        }
    }

    /// Edits the one of this name from now on, where there is one.
    pub fn select_named(&mut self, name: &str) {
        if let Some(draft) = self.all.iter().find(|draft| draft.name == name) {
            self.active = draft.number;
        }
    }

    /// The name of the edited one where there are others; else nothing.
    #[must_use]
    pub fn name_among(&self) -> &str {
        if self.all.len() > 1 { self.name() } else { "" }
    }

    /// Adds a variant, under another name where its own is taken, and edits it from now on.
    pub fn open(&mut self, variant: &Variant, saved: &Variant) {
        let number = 1 + self.all.iter().map(|draft| draft.number).max().unwrap_or(SAVED);
        let mut draft = VariantDraft::new(number, self.free_name(&variant.name, number));
        draft.take(variant, saved);
        self.all.push(draft);
        self.active = number;
    }

    /// Puts a variant in place of the edited one where that is as saved, else beside the others.
    pub fn show(&mut self, variant: &Variant, saved: &Variant) {
        let (number, name) = (self.active, self.free_name(&variant.name, self.active));
        match self.edited_mut() {
            Some(free) if free.reads_as(saved, saved) => {
                free.take(variant, saved);
                free.name = name;
            }
            _ => self.open(variant, saved),
        }
        debug_assert!(self.active >= number, "a variant that is opened gets the highest number");
    }

    /// Adds a variant with these rules under the edited one's name and edits that.
    pub fn duplicate(&mut self, variant: &Variant, saved: &Variant) {
        let name = self.name().to_owned();
        self.open(&Variant { name, ..variant.clone() }, saved);
    }

    /// Names the edited one; a name that is taken gets a number.
    pub fn rename(&mut self, name: &str) {
        let name = self.free_name(name, self.active);
        if let Some(draft) = self.edited_mut() {
            draft.name = name;
        }
    }

    /// Closes the edited one. The last one is only put back to the saved rules.
    pub fn close(&mut self) {
        if let [only] = self.all.as_mut_slice() {
            return only.reset();
        }
        self.all.retain(|draft| draft.number != self.active);
        self.active = self.all.last().map_or(SAVED, |draft| draft.number);
    }

    /// The name as no other variant has it.
    fn free_name(&self, name: &str, own: u32) -> String {
        let others = self.all.iter().filter(|draft| draft.number != own);
        let names = others.map(|draft| draft.name.clone());
        let taken: Vec<String> = names.chain(["saved".to_owned()]).collect();
        free_name(name, &taken)
    }

    /// The variants that differ from the saved rules, each as it could last be read: what cannot
    /// be read yet shows its error at the field, and the preview waits.
    #[must_use]
    pub fn differing(&self, saved: &Variant, before: &[Numbered]) -> Vec<Numbered> {
        let last = |number: u32| before.iter().find(|(of, _)| *of == number).cloned();
        let read = |draft: &VariantDraft| match draft.read(saved) {
            Ok(own) if same_rules(&own, saved) => None,
            Ok(own) => Some((draft.number, own)),
            Err(_) => last(draft.number),
        };
        self.all.iter().filter_map(read).collect()
    }

    /// Whether nothing is tried: every variant is as saved.
    #[must_use]
    pub fn are_as_saved(&self, saved: &Variant) -> bool {
        self.all.iter().all(|draft| draft.reads_as(saved, saved))
    }

    /// The saved rules and every variant that differs from them, to hand on.
    ///
    /// # Errors
    /// The name of the first that cannot be read, and what is wrong with it.
    pub fn whole(&self, saved: &Variant) -> Result<Vec<Variant>, (String, FieldErrors)> {
        let mut whole = vec![saved.clone()];
        for draft in &self.all {
            let own = draft.read(saved).map_err(|errors| (draft.name.clone(), errors))?;
            whole.extend(Some(own).filter(|own| !same_rules(own, saved)));
        }
        Ok(whole)
    }
}
