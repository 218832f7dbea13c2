//! The page's end of a worker: typed questions out, their answers in.
//!
//! A worker that dies is started again, after a longer pause each time, until it is given up; one
//! that stays silent for too long counts as dead.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use futures_channel::oneshot;
use leptos::prelude::*;

use super::process::Process;
use crate::ui::kit::task;
use crate::worker::browser::{Kind, Message};
use crate::worker::protocol::{Packed, Parcel, Program, Question, Refusal};

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// The worker refused it.
    #[error("{0}")]
    Refused(Refusal),
    /// The worker died before it answered, or could not be started.
    #[error("{}", t!("The part of Headroom that works in the background has stopped."))]
    Stopped,
}

/// How a worker stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It runs, or nobody has needed it yet.
    #[default]
    Fine,
    /// Its program has not come for a while; it is still waited for.
    Slow,
    /// It could not be started so often that it is no longer tried.
    GivenUp,
}

/// How often a worker may die within [`HEALTHY_TICKS`] of its start before it is given up.
const MOST_FAILURES: u32 = 4;
/// The pause before the second start; each further one is twice as long.
const PAUSE_MS: u32 = 500;

/// How often a worker is looked after, in milliseconds.
const TICK_MS: u32 = 5_000;
/// A worker that has lived so long is not about to die of its program.
const HEALTHY_TICKS: u32 = 6;
/// A program that has not come by then is said to be slow.
const SLOW_TICKS: u32 = 4;
/// A worker with a question that has said nothing for so long is dead. The longest questions, such
/// as 25 years of a sandbox, take some ten seconds. Ticks are counted rather than time, since a
/// machine that slept has not waited.
const SILENT_TICKS: u32 = 8;

type Answer = Result<Parcel, AskError>;

/// A worker that runs a program, started by its first question.
pub struct Port<P> {
    line: Line,
    program: PhantomData<P>,
}

impl<P> Clone for Port<P> {
    fn clone(&self) -> Self {
        Self { line: self.line.clone(), program: PhantomData }
    }
}

/// What a port does of itself.
pub struct Hooks {
    /// A question that goes before all others whenever the worker starts.
    pub first: Box<dyn Fn() -> Option<(u32, Parcel)>>,
    /// Hears the answer to that question.
    pub opened: Box<dyn Fn(Answer)>,
    /// Hears what the worker says without being asked.
    pub event: Box<dyn Fn(Parcel)>,
    /// Hears of it when a worker that had started has died and is started again.
    pub died: Box<dyn Fn()>,
}

impl Default for Hooks {
    fn default() -> Self {
        Self {
            first: Box::new(|| None),
            opened: Box::new(drop),
            event: Box::new(drop),
            died: Box::new(|| {}),
        }
    }
}

impl<P: Program> Port<P> {
    /// A worker that nobody has needed yet.
    pub fn new(hooks: Hooks) -> Self {
        Self { line: Line::new(P::NAME, hooks), program: PhantomData }
    }

    /// Asks. The question is on its way when this returns, so questions keep their order.
    pub fn ask<Q: Question<Program = P>>(
        &self,
        question: Q,
    ) -> impl Future<Output = Result<Q::Answer, AskError>> + use<P, Q> {
        let answered = self.line.send(Q::TAG, question.pack());
        async move {
            let parcel = answered.await.unwrap_or(Err(AskError::Stopped))?;
            Q::Answer::unpack(parcel).map_err(|why| AskError::Refused(why.into()))
        }
    }

    /// How the worker stands.
    pub fn standing(&self) -> Standing {
        self.line.0.standing.get()
    }

    /// Starts it now unless it runs or is on its way; also one that was given up or is slow.
    pub fn start(&self) {
        self.line.revive();
    }

    /// Ends the worker; questions without an answer get none.
    pub fn stop(&self) {
        self.line.stop();
    }
}

#[derive(Clone)]
struct Line(Rc<Inner>);

struct Inner {
    program: &'static str,
    hooks: Hooks,
    standing: ArcRwSignal<Standing>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    process: Option<Process>,
    /// Whether the worker listens.
    ready: bool,
    /// Whether a start is to come after a pause.
    pausing: bool,
    failures: u32,
    ticks: Ticks,
    asked: u32,
    /// Questions that the worker has not been asked yet.
    queue: Vec<Message>,
    waiting: Vec<(u32, oneshot::Sender<Answer>)>,
}

#[derive(Clone, Copy, Default)]
struct Ticks {
    /// Since the worker was started.
    alive: u32,
    /// Since it said something, while it had a question.
    silent: u32,
}

/// The id of the question that goes first.
const FIRST: u32 = 0;

impl Line {
    fn new(program: &'static str, hooks: Hooks) -> Self {
        let (standing, state) = (ArcRwSignal::default(), RefCell::default());
        Self(Rc::new(Inner { program, hooks, standing, state }))
    }

    fn send(&self, tag: u32, parcel: Parcel) -> oneshot::Receiver<Answer> {
        let (answer, answered) = oneshot::channel();
        if self.0.standing.get_untracked() == Standing::GivenUp {
            return answered;
        }
        let mut state = self.0.state.borrow_mut();
        state.asked = state.asked.checked_add(1).unwrap_or(FIRST + 1);
        let message = Message { id: state.asked, tag, parcel };
        state.waiting.push((message.id, answer));
        match &state.process {
            Some(process) if state.ready => process.post(&message),
            _ => state.queue.push(message),
        }
        let idle = state.process.is_none() && !state.pausing;
        drop(state);
        if idle {
            self.start();
        }
        answered
    }

    fn start(&self) {
        let (hears, fails, ticks) = (self.clone(), self.clone(), self.clone());
        let process = Process::start(
            self.0.program,
            move |message| hears.hear(message),
            move || fails.fail(),
            (TICK_MS, move || ticks.tick()),
        );
        let mut state = self.0.state.borrow_mut();
        (state.ready, state.pausing, state.ticks) = (false, false, Ticks::default());
        let started = process.is_some();
        state.process = process;
        drop(state);
        if !started {
            self.fail();
        }
    }

    fn revive(&self) {
        {
            let mut state = self.0.state.borrow_mut();
            let comes =
                self.0.standing.get_untracked() == Standing::Fine && state.process.is_some();
            state.failures = 0;
            if state.ready || state.pausing || comes {
                return;
            }
            if let Some(process) = state.process.take() {
                process.end();
            }
        }
        self.0.standing.set(Standing::Fine);
        self.start();
    }

    fn stop(&self) {
        let state = std::mem::take(&mut *self.0.state.borrow_mut());
        if let Some(process) = state.process {
            process.end();
        }
    }

    fn hear(&self, message: Message) {
        let kind = Kind::of(message.tag);
        if kind == Some(Kind::Ready) {
            return self.begin();
        }
        self.0.state.borrow_mut().ticks.silent = 0;
        let answer = match kind {
            Some(Kind::Event) => return (self.0.hooks.event)(message.parcel),
            Some(Kind::Answer) => Ok(message.parcel),
            _ => Err(AskError::Refused(
                Refusal::unpack(message.parcel).unwrap_or_else(Refusal::from),
            )),
        };
        if message.id == FIRST {
            return (self.0.hooks.opened)(answer);
        }
        let mut state = self.0.state.borrow_mut();
        let at = state.waiting.iter().position(|(asked, _)| *asked == message.id);
        let waiting = at.map(|at| state.waiting.swap_remove(at).1);
        drop(state);
        if let Some(waiting) = waiting {
            // Whoever asked may be gone.
            let _ = waiting.send(answer);
        }
    }

    /// The worker listens: it gets what has been waiting.
    fn begin(&self) {
        let first = (self.0.hooks.first)();
        let first = first.map(|(tag, parcel)| Message { id: FIRST, tag, parcel });
        self.0.standing.set(Standing::Fine);
        let mut state = self.0.state.borrow_mut();
        let queue = std::mem::take(&mut state.queue);
        state.ready = true;
        let Some(process) = &state.process else { return };
        first.iter().chain(&queue).for_each(|message| process.post(message));
    }

    fn tick(&self) {
        let mut state = self.0.state.borrow_mut();
        state.ticks.alive = state.ticks.alive.saturating_add(1);
        if !state.ready {
            let slow = state.ticks.alive >= SLOW_TICKS;
            drop(state);
            if slow && self.0.standing.get_untracked() == Standing::Fine {
                self.0.standing.set(Standing::Slow);
            }
            return;
        }
        if state.ticks.alive >= HEALTHY_TICKS {
            state.failures = 0;
        }
        let asked = !state.waiting.is_empty();
        state.ticks.silent = if asked { state.ticks.silent + 1 } else { 0 };
        let dead = state.ticks.silent >= SILENT_TICKS;
        drop(state);
        if dead {
            self.fail();
        }
    }

    /// The worker has died, or has never come.
    fn fail(&self) {
        let (was_ready, pause_ms) = {
            let mut state = self.0.state.borrow_mut();
            if let Some(process) = state.process.take() {
                process.end();
            }
            state.failures += 1;
            let was_ready = std::mem::take(&mut state.ready);
            if was_ready {
                // What it was asked is gone; what it was not asked yet is for the next one.
                state.waiting.clear();
            }
            let given_up = state.failures >= MOST_FAILURES;
            state.pausing = !given_up;
            if given_up {
                state.waiting.clear();
                state.queue.clear();
            }
            let doubled = PAUSE_MS << state.failures.saturating_sub(2);
            let pause_ms = if state.failures == 1 { 0 } else { doubled };
            (was_ready, (!given_up).then_some(pause_ms))
        };
        match pause_ms {
            Some(pause_ms) => {
                self.start_after(pause_ms);
                if was_ready {
                    (self.0.hooks.died)();
                }
            }
            None => self.0.standing.set(Standing::GivenUp),
        }
    }

    fn start_after(&self, pause_ms: u32) {
        let line = self.clone();
        task::spawn(async move {
            gloo_timers::future::TimeoutFuture::new(pause_ms).await;
            let mut state = line.0.state.borrow_mut();
            // It may have been stopped meanwhile.
            let due = std::mem::take(&mut state.pausing);
            drop(state);
            if due {
                line.start();
            }
        });
    }
}
