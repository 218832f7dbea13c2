//! A text that is searched for.

use super::text::{folded, is_accent};

/// A text that is searched for, in whatever case, with or without accents.
///
/// ```
/// use headroom::base::Sought;
///
/// let sought = Sought::new(" Modèle ");
/// assert!(sought.is_in("Le modele de base") && sought.is_in("MODÈLE"));
/// assert!(!sought.is_in("mode"));
/// assert!(Sought::default().is_in("anything"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought(String);

impl Sought {
    /// What a text asks for; a blank one for everything.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(folded(text.trim()))
    }

    /// Whether everything has it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text has it.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        // A hundred thousand lines are searched at each letter, and nearly all of them are ASCII:
        // they are compared as they stand.
        if text.is_ascii() {
            return is_within(self.0.as_bytes(), text.as_bytes());
        }
        folded(text).contains(&self.0)
    }

    /// Where a text has it first, in bytes.
    ///
    /// ```
    /// use headroom::base::Sought;
    ///
    /// assert_eq!(Sought::new("regle").place_in("Les règles"), Some(4));
    /// ```
    #[must_use]
    pub fn place_in(&self, text: &str) -> Option<usize> {
        let folded = folded(text);
        let before = folded[..folded.find(&self.0)?].chars().count();
        text.char_indices().filter(|(_, letter)| !is_accent(*letter)).nth(before).map(|(at, _)| at)
    }
}

fn is_within(sought: &[u8], text: &[u8]) -> bool {
    let Some((first, rest)) = sought.split_first() else { return true };
    let begins = |at: &usize| text[*at].eq_ignore_ascii_case(first);
    let last = text.len().saturating_sub(rest.len());
    (0..last).filter(begins).any(|at| text[at + 1..][..rest.len()].eq_ignore_ascii_case(rest))
}
