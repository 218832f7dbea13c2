//! The replay program for the whole console: one worker, whose questions any part may ask.

use leptos::prelude::*;

use super::port::{AskError, Hooks, Port, Standing};
use crate::ui::kit::toast::use_toasts;
use crate::worker::protocol::Question;
use crate::worker::replay::ReplayProgram;

/// A worker of the replay program.
pub type ReplayPort = Port<ReplayProgram>;

/// The console's worker of the replay program.
#[derive(Clone, Copy)]
pub struct Replays {
    port: StoredValue<ReplayPort, LocalStorage>,
    restarts: RwSignal<u32>,
}

impl Replays {
    /// Makes it for everybody. It is started by its first question, or ahead of that while the
    /// browser is idle.
    pub fn provide() {
        let restarts = RwSignal::new(0);
        let toasts = use_toasts();
        let died = Box::new(move || {
            restarts.update(|n| *n += 1);
            toasts.say("The replays' worker stopped and was started again; nothing is lost.");
        });
        let port = StoredValue::new_local(Port::new(Hooks { died, ..Hooks::default() }));
        provide_context(Self { port, restarts });
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
        self.restarts.get()
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

/// The console's replays.
pub fn use_replays() -> Replays {
    expect_context::<Replays>()
}
