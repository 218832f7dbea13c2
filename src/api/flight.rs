//! Reads that are under way, so that nothing is asked twice at once.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::error::ApiError;

/// What a read ends with.
type Answer = Result<Vec<u8>, ApiError>;

/// What is known of a read, by who waits for it.
#[derive(Default)]
struct State {
    is_over: bool,
    /// None where whoever asked went away before it came.
    answer: Option<Answer>,
    waiting: Vec<Waker>,
}

/// A read that somebody asks.
type Shared = Rc<RefCell<State>>;

/// The reads that are under way, by their addresses.
#[derive(Clone, Default)]
pub(super) struct Flights(Rc<RefCell<Vec<(String, Shared)>>>);

/// How to come to the answer of a read.
pub(super) enum Joined {
    /// By asking.
    First(Flight),
    /// By waiting for who asks.
    Later(Later),
}

impl Flights {
    /// Joins the read of an address, or is the first to ask.
    pub(super) fn join(&self, uri: &str) -> Joined {
        let mut all = self.0.borrow_mut();
        if let Some((_, state)) = all.iter().find(|(own, _)| own == uri) {
            return Joined::Later(Later(Rc::clone(state)));
        }
        let state = Shared::default();
        all.push((uri.to_owned(), Rc::clone(&state)));
        Joined::First(Flight { flights: self.clone(), state })
    }

    /// Lets nobody join what is under way now.
    pub(super) fn forget(&self) {
        self.0.borrow_mut().clear();
    }
}

/// The read of who asks. Who waits for it is told of its end, with or without an answer.
pub(super) struct Flight {
    flights: Flights,
    state: Shared,
}

impl Flight {
    /// Hands the answer to all who wait.
    pub(super) fn land(self, answer: Answer) -> Answer {
        let mut state = self.state.borrow_mut();
        // Mostly nobody waits, and an answer may be long.
        if !state.waiting.is_empty() {
            state.answer = Some(answer.clone());
        }
        drop(state);
        answer
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.flights.0.borrow_mut().retain(|(_, own)| !Rc::ptr_eq(own, &self.state));
        let mut state = self.state.borrow_mut();
        state.is_over = true;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// Waits for the answer to somebody else's read; none where that one was given up.
pub(super) struct Later(Shared);

impl Future for Later {
    type Output = Option<Answer>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.0.borrow_mut();
        if state.is_over {
            return Poll::Ready(state.answer.clone());
        }
        state.waiting.push(context.waker().clone());
        Poll::Pending
    }
}
