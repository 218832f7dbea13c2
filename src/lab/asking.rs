//! Which of many questions is asked next.

/// The questions to somebody who answers one at a time: of those that come meanwhile, only the
/// latest is asked.
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
