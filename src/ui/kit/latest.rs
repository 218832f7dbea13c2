//! One piece of work at a time: of what is asked meanwhile, only the latest is done.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use super::task;

type Work<T> = Box<dyn Fn(T) -> Pin<Box<dyn Future<Output = ()>>>>;

/// The work, and what is still to be done.
pub struct Latest<T>(Rc<Desk<T>>);

struct Desk<T> {
    work: Work<T>,
    state: RefCell<State<T>>,
}

struct State<T> {
    busy: bool,
    next: Option<T>,
}

impl<T> Clone for Latest<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: 'static> Latest<T> {
    /// How each is done.
    pub fn new<F: Future<Output = ()> + 'static>(work: impl Fn(T) -> F + 'static) -> Self {
        let work: Work<T> = Box::new(move |asked| Box::pin(work(asked)));
        let state = RefCell::new(State { busy: false, next: None });
        Self(Rc::new(Desk { work, state }))
    }

    /// Does it now, or once what is being done is finished.
    pub fn ask(&self, asked: T) {
        let mut state = self.0.state.borrow_mut();
        state.next = Some(asked);
        if std::mem::replace(&mut state.busy, true) {
            return;
        }
        drop(state);
        let desk = Rc::clone(&self.0);
        task::spawn(async move {
            while let Some(asked) = desk.next() {
                (desk.work)(asked).await;
            }
        });
    }
}

impl<T> Desk<T> {
    fn next(&self) -> Option<T> {
        let mut state = self.state.borrow_mut();
        let next = state.next.take();
        state.busy = next.is_some();
        next
    }
}
