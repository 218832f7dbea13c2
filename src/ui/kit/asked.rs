//! Questions that are answered later, as a worker does.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use leptos::prelude::*;

use super::task;
use super::view::memo;
use crate::lab::Asking;

/// A question that follows signals, and what came back.
pub struct Asked<Q: Send + Sync + 'static, A: 'static> {
    question: Memo<Option<Q>>,
    answered: RwSignal<Option<(Q, A)>>,
}

impl<Q: Send + Sync, A> Clone for Asked<Q, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Send + Sync, A> Copy for Asked<Q, A> {}

impl<Q, A> Asked<Q, A>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    A: Clone + Send + Sync + 'static,
{
    /// Looks at the latest answer, which may be to an earlier question than stands now; there is
    /// none where nothing is asked.
    pub fn with<T>(self, look: impl FnOnce(Option<&A>) -> T) -> T {
        let asks = self.question.with(Option::is_some);
        self.answered.with(|answered| look(answered.as_ref().filter(|_| asks).map(|(_, a)| a)))
    }

    /// The latest answer.
    pub fn get(self) -> Option<A> {
        self.with(cloned)
    }

    /// Whether the question that stands now is not answered yet.
    pub fn is_pending(self) -> bool {
        self.question.with(|question| {
            let Some(question) = question else { return false };
            self.answered.with(|answered| answered.as_ref().is_none_or(|(of, _)| of != question))
        })
    }
}

/// `Option::cloned` itself is too particular about lifetimes.
fn cloned<A: Clone>(answer: Option<&A>) -> Option<A> {
    answer.cloned()
}

/// Asks whatever question stands, one at a time: while an answer is awaited, only the latest of
/// the questions that come is remembered. What must be asked again after its worker has died
/// carries the count of its lives.
pub fn asked<Q, A, F>(
    question: impl Fn() -> Option<Q> + Send + Sync + 'static,
    answer: impl Fn(Q) -> F + 'static,
) -> Asked<Q, A>
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    A: Send + Sync + 'static,
    F: Future<Output = A> + 'static,
{
    let (question, answered) = (memo(question), RwSignal::new(None));
    let (asking, answer) = (Rc::new(RefCell::new(Asking::default())), Rc::new(answer));
    Effect::new(move |_| {
        let Some(next) = question.get() else { return };
        if !asking.borrow_mut().ask(next) {
            return;
        }
        let (asking, answer) = (Rc::clone(&asking), Rc::clone(&answer));
        task::spawn(async move {
            let next = || asking.borrow_mut().take_next();
            while let Some(question) = next() {
                let found = answer(question.clone()).await;
                answered.try_set(Some((question, found)));
            }
        });
    });
    Asked { question, answered }
}
