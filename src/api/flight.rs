//! Reads that are under way, so that nothing is asked twice at once.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;

use super::error::ApiError;

/// What a read ends with.
type Answer = Result<Vec<u8>, ApiError>;

/// What those know of a read who wait for it.
#[derive(Default)]
struct State {
    /// None where whoever asked went away before it came.
    answer: Option<Answer>,
    /// Dropped at the end, which lets go of who waits.
    waiting: Vec<oneshot::Sender<()>>,
}

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
            let (sender, ended) = oneshot::channel();
            state.borrow_mut().waiting.push(sender);
            return Joined::Later(Later { state: Rc::clone(state), ended });
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
        self.state.borrow_mut().waiting.clear();
    }
}

/// Waits for the answer to somebody else's read.
pub(super) struct Later {
    state: Shared,
    ended: oneshot::Receiver<()>,
}

impl Later {
    /// The answer; none where the read was given up.
    pub(super) async fn answer(self) -> Option<Answer> {
        // It ends as what waits is let go of.
        let _ = self.ended.await;
        self.state.borrow().answer.clone()
    }
}
