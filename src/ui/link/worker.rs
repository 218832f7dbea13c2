//! The replay program for the whole console: one worker, whose questions any part may ask.

use std::time::Duration;

use leptos::prelude::*;

use super::port::{AskError, Hooks, Port, Standing};
use crate::ui::kit::toast::use_toasts;
use crate::worker::protocol::{Packed, Question};
use crate::worker::replay::{ReplayProgram, Speak};

/// A worker of the replay program.
pub type ReplayPort = Port<ReplayProgram>;

/// How long the first page is left alone before the program is fetched ahead of its first question.
const AHEAD: Duration = Duration::from_secs(3);

/// The console's worker of the replay program.
#[derive(Clone, Copy)]
pub struct Replays {
    port: StoredValue<ReplayPort, LocalStorage>,
    restarts: RwSignal<u32>,
}

impl Replays {
    /// Makes it for everybody. It is started by its first question, or ahead of that.
    pub fn provide() {
        let toasts = use_toasts();
        let replays = Self::new(move || {
            toasts.say(t!("The replays' worker stopped and was started again; nothing is lost."));
        });
        provide_context(replays);
        set_timeout(move || replays.start_when_idle(), AHEAD);
    }

    /// A worker beside it, for questions that take longer than a drag may wait. It is started by
    /// its first question and ends with its owner.
    pub fn beside() -> Self {
        let own = Self::new(|| {});
        on_cleanup(move || {
            own.port.try_with_value(Port::stop);
        });
        own
    }

    fn new(hears: impl Fn() + 'static) -> Self {
        let restarts = RwSignal::new(0);
        let died = Box::new(move || {
            restarts.try_update(|n| *n += 1);
            hears();
        });
        let first = Box::new(|| Some((Speak::TAG, Speak::as_here().pack())));
        let port = StoredValue::new_local(Port::new(Hooks { first, died, ..Hooks::default() }));
        Self { port, restarts }
    }

    fn start_when_idle(self) {
        when_idle(move || {
            self.port.try_with_value(Port::start);
        });
    }

    /// Asks. The question is on its way when this returns, so questions keep their order.
    pub fn ask<Q: Question<Program = ReplayProgram>>(
        self,
        question: Q,
    ) -> impl Future<Output = Result<Q::Answer, AskError>> {
        let asked = self.port.try_with_value(|port| port.ask(question));
        async move {
            match asked {
                Some(asked) => asked.await,
                None => Err(AskError::Stopped),
            }
        }
    }

    /// How often the worker died: what it was told is forgotten with each.
    pub fn restarts(self) -> u32 {
        // A page that is being left asks once more where a control of it has the focus.
        self.restarts.try_get().unwrap_or_default()
    }

    /// How the worker stands.
    pub fn standing(self) -> Standing {
        self.port.with_value(Port::standing)
    }

    /// Starts it again after it was given up; what it had been told is told again.
    pub fn start_again(self) {
        self.port.with_value(Port::start);
        self.restarts.update(|n| *n += 1);
    }
}

/// Does something once the page has nothing else to do.
pub fn when_idle(work: impl Fn() + Copy + 'static) {
    // Safari cannot tell.
    if request_idle_callback_with_handle(work).is_err() {
        work();
    }
}

/// The console's replays.
pub fn use_replays() -> Replays {
    expect_context::<Replays>()
}
