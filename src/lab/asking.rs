//! Which of many questions is asked next.

/// The questions to somebody who answers one at a time: of those that come meanwhile, only the
/// latest is asked.
///
/// ```
/// use headroom::lab::Asking;
///
/// let mut asking = Asking::default();
/// assert!(asking.ask("60 %"), "nobody asks yet: whoever is told so begins");
/// assert_eq!(asking.take_next(), Some("60 %"));
/// // The slider moves on while the answer is awaited.
/// assert!(!asking.ask("61 %"));
/// assert!(!asking.ask("62 %"));
/// assert_eq!(asking.take_next(), Some("62 %"), "the latest alone");
/// assert_eq!(asking.take_next(), None);
/// ```
#[derive(Clone, Debug)]
pub struct Asking<Q> {
    busy: bool,
    next: Option<Q>,
}

impl<Q> Default for Asking<Q> {
    fn default() -> Self {
        Self { busy: false, next: None }
    }
}

impl<Q> Asking<Q> {
    /// Takes a question. The caller asks [`Self::take_next`] from now on if this returns `true`;
    /// otherwise whoever does so already will come to it.
    #[must_use]
    pub fn ask(&mut self, question: Q) -> bool {
        self.next = Some(question);
        !std::mem::replace(&mut self.busy, true)
    }

    /// The question to ask now that the one before is answered; `None` when there is no other.
    pub fn take_next(&mut self) -> Option<Q> {
        debug_assert!(self.busy, "only who was told to asks for the next question");
        let next = self.next.take();
        self.busy = next.is_some();
        next
    }
}
