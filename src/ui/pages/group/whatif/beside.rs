//! The what-if's own worker, for questions that take longer than a replay between two frames: the
//! console's is left to the replays, which a drag waits for.

use leptos::prelude::*;

use crate::lab::Shared;
use crate::ui::link::port::AskError;
use crate::ui::link::worker::Replays;
use crate::whatif::Job;
use crate::worker::protocol::Question;
use crate::worker::replay::{ReplayProgram, SetJob};

/// A worker with the job that it was told last.
#[derive(Clone, Copy)]
pub struct Beside {
    replays: Replays,
    told: StoredValue<Option<(u32, Shared<Job>)>>,
}

impl Beside {
    /// One that ends with its owner.
    pub fn new() -> Self {
        Self { replays: Replays::beside(), told: StoredValue::new(None) }
    }

    /// How often it died; what is to be asked again then carries this.
    pub fn restarts(self) -> u32 {
        self.replays.restarts()
    }

    /// Asks about a job, which it is told first where it has another. The question is on its way
    /// when this returns.
    pub fn ask<Q: Question<Program = ReplayProgram>>(
        self,
        job: &Shared<Job>,
        question: Q,
    ) -> impl Future<Output = Result<Q::Answer, AskError>> {
        let now = Some((untrack(|| self.restarts()), job.clone()));
        if self.told.try_with_value(|told| *told != now) == Some(true) {
            // Where it was refused, so is the question.
            drop(self.replays.ask(SetJob { job: job.arc() }));
            self.told.set_value(now);
        }
        self.replays.ask(question)
    }
}
