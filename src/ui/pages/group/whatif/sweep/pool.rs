//! A sweep shared by several workers, each asked for one part after the other.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::lab::{Progress, Stage};
use crate::ui::kit::task;
use crate::ui::link::port::AskError;
use crate::ui::link::worker::ReplayPort;
use crate::whatif::{Candidates, Front, Job, Search, WorkQueue};
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

/// How many parts a worker is asked for ahead, so that it does not wait for the page.
const AHEAD: usize = 2;

/// How many parts each worker has at least, so that all end at about the same time.
const LEAST_PARTS: u32 = 5;

/// How long what is found is kept before it is told: to show it takes longer than to find it.
const TOLD_MS: u32 = 250;

/// A worker that dies so often dies of its work.
const LIVES: u32 = 3;

/// A sweep on its way.
pub struct Pool(Rc<Shared>);

struct Shared {
    orders: Orders,
    queue: RefCell<WorkQueue>,
    progress: RefCell<Progress>,
    /// As many points a part as leave every worker some.
    most_at_once: u32,
    ended: Cell<bool>,
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
        let workers = u32::try_from(ports.len()).unwrap_or(u32::MAX);
        let most_at_once = orders.points.div_ceil(LEAST_PARTS.saturating_mul(workers.max(1)));
        let queue =
            WorkQueue::new(orders.points, most_at_once.min(Search::first_at_once(&orders.job)));
        let shared = Rc::new(Shared {
            orders,
            queue: RefCell::new(queue),
            progress: RefCell::new(progress),
            most_at_once,
            ended: Cell::new(false),
            told: Rc::default(),
            tell: Box::new(tell),
        });
        for port in ports {
            let shared = Rc::clone(&shared);
            task::spawn(async move { work(&port, &shared).await });
        }
        shared.say(|_| {});
        Self(shared)
    }

    /// Stops it, wherever it is; what was found stands. Its workers are still at work.
    pub fn cancel(self) {
        self.0.end(Stage::Cancelled);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.0.ended.set(true);
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
                Ok(()) => started.await.map(|started| shared.begin(&started)),
                Err(error) => Err(error),
            },
            None => Ok(()),
        };
        let Some((part, answer)) = asked.pop_front() else { return begun };
        let result = match begun {
            Ok(()) => answer.await,
            Err(error) => Err(error),
        };
        match result {
            Ok(result) => {
                if let Some(candidates) = shared.take(&part, result) {
                    return shared.judge(port, candidates).await;
                }
            }
            Err(error) => {
                shared.give_back(part);
                asked.into_iter().for_each(|(part, _)| shared.give_back(part));
                return Err(error);
            }
        }
    }
}

impl Shared {
    /// A worker that is ready tells how long a part is to be.
    fn begin(&self, started: &SweepStarted) {
        self.queue.borrow_mut().ask_at_once(self.most_at_once.min(started.at_once));
        let mut progress = self.progress.borrow_mut();
        progress.saved = Some((started.saved, started.span));
        progress.candidates.get_or_insert_with(|| started.candidates.clone());
    }

    fn part(&self) -> Option<Range<u32>> {
        if self.ended.get() {
            return None;
        }
        self.queue.borrow_mut().part()
    }

    fn give_back(&self, part: Range<u32>) {
        self.queue.borrow_mut().unfinished(part);
    }

    /// Takes a part's points; after the last one, what is to be judged.
    fn take(&self, part: &Range<u32>, result: SweepResult) -> Option<Candidates> {
        if self.ended.get() {
            return None;
        }
        let (done, all) = {
            let mut queue = self.queue.borrow_mut();
            queue.finished(part);
            (queue.done(), queue.is_done())
        };
        let change = |progress: &mut Progress| {
            progress.done = done;
            progress.skipped += result.skipped;
            progress.front.extend(result.front);
            if let Some(candidates) = &mut progress.candidates {
                candidates.extend(result.candidates);
            }
            if all {
                progress.stage = Stage::Judging;
            }
        };
        if all || !self.told.get() {
            self.say(change);
        } else {
            change(&mut self.progress.borrow_mut());
        }
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
        if !self.told.replace(true) {
            let told = Rc::clone(&self.told);
            task::spawn(async move {
                task::pause(TOLD_MS).await;
                told.set(false);
            });
        }
        let told = {
            let mut progress = self.progress.borrow_mut();
            change(&mut progress);
            progress.clone()
        };
        (self.tell)(&told);
    }
}
