//! The workers of a sweep: as many as there are cores, each asked for one part after the other.
//! They are ended with the sweep, so that a cancelled one stops at once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::window;

use crate::lab::{Progress, Stage};
use crate::ui::kit::task;
use crate::ui::link::port::{AskError, Hooks};
use crate::ui::link::worker::ReplayPort;
use crate::whatif::{Candidates, Front, Job, WorkQueue};
use crate::worker::replay::{
    AdviseSweep, SetJob, StartSweep, SweepPart, SweepResult, SweepStarted,
};

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

/// More than these would wait for memory rather than for a core.
const MOST_WORKERS: f64 = 8.0;

/// A worker that dies so often dies of its work.
const LIVES: u32 = 3;

/// A sweep on its way.
pub struct Pool {
    ports: Vec<ReplayPort>,
    shared: Rc<Shared>,
}

struct Shared {
    orders: Orders,
    queue: RefCell<Option<WorkQueue>>,
    progress: RefCell<Progress>,
    ended: Cell<bool>,
    tell: Box<dyn Fn(&Progress)>,
}

impl Pool {
    /// Starts a sweep; every step of it is told.
    pub fn start(orders: Orders, tell: impl Fn(&Progress) + 'static) -> Self {
        let progress = Progress {
            stage: Stage::Running,
            done: 0,
            skipped: 0,
            front: Front::default(),
            candidates: None,
            recommendation: None,
            saved: None,
            restarts: 0,
        };
        let shared = Rc::new(Shared {
            orders,
            queue: RefCell::new(None),
            progress: RefCell::new(progress),
            ended: Cell::new(false),
            tell: Box::new(tell),
        });
        let new = |_| ReplayPort::new(Hooks::default());
        let ports: Vec<ReplayPort> = (0..cores()).map(new).collect();
        for port in &ports {
            let (port, shared) = (port.clone(), Rc::clone(&shared));
            task::spawn(async move { work(&port, &shared).await });
        }
        shared.say(|_| {});
        Self { ports, shared }
    }

    /// Stops it, wherever it is; what was found stands. Its workers end as this is dropped.
    pub fn cancel(self) {
        self.shared.end(Stage::Cancelled);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.ended.set(true);
        self.ports.iter().for_each(ReplayPort::stop);
    }
}

fn cores() -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 8")]
    let cores = window().navigator().hardware_concurrency().clamp(1.0, MOST_WORKERS) as u32;
    cores
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
        if shared.ended.get() {
            return;
        }
        if lives == 0 {
            return shared.end(Stage::Failed(stopped.to_string()));
        }
        lives -= 1;
        shared.say(|progress| progress.restarts += 1);
    }
}

async fn replay_parts(port: &ReplayPort, shared: &Shared) -> Result<(), AskError> {
    port.ask(SetJob { job: Arc::clone(&shared.orders.job) }).await?;
    shared.begin(&port.ask(shared.orders.sweep.clone()).await?);
    while let Some(part) = shared.part() {
        match port.ask(SweepPart::from(part.clone())).await {
            Ok(result) => {
                if let Some(candidates) = shared.take(&part, result) {
                    return shared.judge(port, candidates).await;
                }
            }
            Err(error) => {
                shared.give_back(part);
                return Err(error);
            }
        }
    }
    Ok(())
}

impl Shared {
    /// The first worker that is ready tells how long a part is to be.
    fn begin(&self, started: &SweepStarted) {
        let mut queue = self.queue.borrow_mut();
        queue.get_or_insert_with(|| WorkQueue::new(self.orders.points, started.at_once));
        let mut progress = self.progress.borrow_mut();
        progress.saved = Some((started.saved, started.span));
        progress.candidates.get_or_insert_with(|| started.candidates.clone());
    }

    fn part(&self) -> Option<std::ops::Range<u32>> {
        if self.ended.get() {
            return None;
        }
        self.queue.borrow_mut().as_mut()?.part()
    }

    fn give_back(&self, part: std::ops::Range<u32>) {
        if let Some(queue) = self.queue.borrow_mut().as_mut() {
            queue.unfinished(part);
        }
    }

    /// Takes a part's points; after the last one, what is to be judged.
    fn take(&self, part: &std::ops::Range<u32>, result: SweepResult) -> Option<Candidates> {
        if self.ended.get() {
            return None;
        }
        let (done, all) = match self.queue.borrow_mut().as_mut() {
            Some(queue) => {
                queue.finished(part);
                (queue.done(), queue.is_done())
            }
            None => return None,
        };
        self.say(|progress| {
            progress.done = done;
            progress.skipped += result.skipped;
            progress.front.extend(result.front);
            progress.candidates.iter_mut().for_each(|all| all.extend(result.candidates.clone()));
            if all {
                progress.stage = Stage::Judging;
            }
        });
        if all { self.progress.borrow().candidates.clone() } else { None }
    }

    /// Has the worker that finished last choose among what all have found.
    async fn judge(&self, port: &ReplayPort, candidates: Candidates) -> Result<(), AskError> {
        let told = port.ask(AdviseSweep { candidates }).await?;
        self.say(|progress| progress.recommendation = Some(told));
        self.end(Stage::Done);
        Ok(())
    }

    fn end(&self, stage: Stage) {
        if !self.ended.replace(true) {
            self.say(|progress| progress.stage = stage);
        }
    }

    fn say(&self, change: impl FnOnce(&mut Progress)) {
        let told = {
            let mut progress = self.progress.borrow_mut();
            change(&mut progress);
            progress.clone()
        };
        (self.tell)(&told);
    }
}
