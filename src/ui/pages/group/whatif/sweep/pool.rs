//! A sweep shared by several workers, each asked for one part after the other.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::lab::{Progress, Stage, Sweeping};
use crate::ui::kit::task;
use crate::ui::kit::time;
use crate::ui::link::port::AskError;
use crate::ui::link::worker::ReplayPort;
use crate::whatif::{Job, Search};
use crate::worker::replay::{AdviseSweep, SetJob, StartSweep, SweepPart, SweepResult};

/// What is swept, as the workers are told.
#[derive(Clone)]
pub struct Orders {
    /// What is replayed.
    pub job: Arc<Job>,
    /// The sweep.
    pub sweep: StartSweep,
    /// How many points it has.
    pub points: u32,
}

/// How many parts a worker is asked for ahead, so that it does not wait for the page.
const AHEAD: usize = 2;

/// How long what is found is kept before it is told: to show it takes longer than to find it.
const TOLD_MS: u32 = 250;

/// A worker that dies so often dies of its work.
const LIVES: u32 = 3;

/// A sweep on its way.
pub struct Pool(Rc<Shared>);

struct Shared {
    orders: Orders,
    sweeping: RefCell<Sweeping>,
    began_ms: i64,
    /// Whether nobody waits for it any more.
    is_dropped: Cell<bool>,
    /// Whether it was told just now.
    told: Rc<Cell<bool>>,
    tell: Box<dyn Fn(&Progress)>,
}

impl Pool {
    /// Starts a sweep; how it goes on is told.
    pub fn start(
        ports: Vec<ReplayPort>,
        orders: Orders,
        tell: impl Fn(&Progress) + 'static,
    ) -> Self {
        let workers = u32::try_from(ports.len()).unwrap_or(u32::MAX);
        let first_at_once = Search::first_at_once(&orders.job);
        let sweeping = RefCell::new(Sweeping::new(orders.points, workers, first_at_once));
        let shared = Rc::new(Shared {
            orders,
            sweeping,
            began_ms: time::elapsed_ms(),
            is_dropped: Cell::new(false),
            told: Rc::default(),
            tell: Box::new(tell),
        });
        for port in ports {
            let shared = Rc::clone(&shared);
            task::spawn(async move { work(&port, &shared).await });
        }
        shared.say();
        Self(shared)
    }

    /// Stops it, wherever it is; what was found stands. Its workers are still at work.
    pub fn cancel(self) {
        self.0.end(Stage::Cancelled);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.0.is_dropped.set(true);
    }
}

/// Keeps one worker busy until there is nothing left to do; one that dies is started again.
async fn work(port: &ReplayPort, shared: &Shared) {
    let mut lives = LIVES;
    loop {
        let stopped = match replay_parts(port, shared).await {
            Ok(()) => return,
            Err(AskError::Refused(why)) => return shared.end(Stage::Failed(why.to_string())),
            Err(stopped @ AskError::Stopped) => stopped,
        };
        if shared.has_ended() {
            return;
        }
        if lives == 0 {
            return shared.end(Stage::Failed(stopped.to_string()));
        }
        lives -= 1;
        shared.sweeping.borrow_mut().restarted();
        shared.say();
    }
}

async fn replay_parts(port: &ReplayPort, shared: &Shared) -> Result<(), AskError> {
    let told = port.ask(SetJob { job: Arc::clone(&shared.orders.job) });
    let mut start = Some((told, port.ask(shared.orders.sweep.clone())));
    let mut asked = VecDeque::new();
    loop {
        while asked.len() < AHEAD
            && let Some(part) = shared.part()
        {
            asked.push_back((part.clone(), port.ask(SweepPart::from(part))));
        }
        // The first parts are on their way before: the page is busy showing that the sweep began.
        let begun = match start.take() {
            Some((told, started)) => match told.await {
                Ok(()) => started.await.map(|own| shared.sweeping.borrow_mut().begin(&own)),
                Err(error) => Err(error),
            },
            None => Ok(()),
        };
        let Some((part, answer)) = asked.pop_front() else {
            begun?;
            // One that died while it judged begins again with nothing else to do.
            return shared.judge(port).await;
        };
        let result = match begun {
            Ok(()) => answer.await,
            Err(error) => Err(error),
        };
        match result {
            Ok(result) => {
                shared.take(&part, result);
            }
            Err(error) => {
                let mut sweeping = shared.sweeping.borrow_mut();
                sweeping.give_back(part);
                asked.into_iter().for_each(|(part, _)| sweeping.give_back(part));
                return Err(error);
            }
        }
    }
}

impl Shared {
    fn has_ended(&self) -> bool {
        self.is_dropped.get() || self.sweeping.borrow().has_ended()
    }

    fn part(&self) -> Option<Range<u32>> {
        if self.is_dropped.get() { None } else { self.sweeping.borrow_mut().part() }
    }

    fn take(&self, part: &Range<u32>, result: SweepResult) {
        let is_last = !self.is_dropped.get() && self.sweeping.borrow_mut().take(part, result);
        if is_last || !self.told.get() {
            self.say();
        }
    }

    /// Has the worker that finished last choose among what all have found.
    async fn judge(&self, port: &ReplayPort) -> Result<(), AskError> {
        let found = self.sweeping.borrow().to_judge();
        let Some(candidates) = found else { return Ok(()) };
        let told = port.ask(AdviseSweep { candidates }).await?;
        self.sweeping.borrow_mut().judged(told);
        self.say();
        Ok(())
    }

    fn end(&self, stage: Stage) {
        self.sweeping.borrow_mut().end(stage);
        self.say();
    }

    /// Tells how far it is, unless nobody waits for it any more.
    fn say(&self) {
        if self.is_dropped.get() {
            return;
        }
        if !self.told.replace(true) {
            let told = Rc::clone(&self.told);
            task::spawn(async move {
                task::pause(TOLD_MS).await;
                told.set(false);
            });
        }
        self.sweeping.borrow_mut().at(time::elapsed_ms() - self.began_ms);
        let progress = self.sweeping.borrow().progress().clone();
        (self.tell)(&progress);
    }
}
