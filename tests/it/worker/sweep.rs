//! Sweeps in the worker: the points of the command line's, a part at a time.

use std::num::NonZero;

use headroom::whatif::{Front, Grid, Job, Score, Search, Sweep, Variant, WorkQueue};
use headroom::worker::{
    Begun, Message, Reply, Swath, Sweeper, Swept, Worker, ask, from_text, part_text, to_text,
};

use super::{job, job_message};

fn asked(sweeper: &mut Sweeper, name: &str, text: &str) -> Result<Reply, String> {
    let (name, text) = (name.to_owned(), text.to_owned());
    sweeper.answer(Message { name, text, ..Message::default() })
}

fn tell(sweeper: &mut Sweeper, job: &Job) -> Result<Reply, String> {
    sweeper.answer(job_message(job))
}

/// A job that tells overload, and an edit of its rules.
fn swept() -> (Job, Swept) {
    let job = job();
    let saved = job.variants[0].clone();
    let mut base = saved.clone();
    base.name = "edited".to_owned();
    base.capacity.max_replicas += 2;
    let sweep = Sweep::suggested(&base);
    (job, Swept { base, saved, sweep })
}

fn begun(worker: &mut Sweeper, swept: &Swept) -> Begun {
    from_text(&asked(worker, ask::SWEEP, &to_text(swept)).unwrap().text).unwrap()
}

#[test]
fn parts_from_several_workers_make_the_front_of_the_whole_grid() {
    let (job, swept) = swept();
    let grid = Grid::new(&swept.base, &swept.sweep).unwrap();
    let whole = Search::new(&job, grid.clone(), 0..grid.count()).unwrap();
    let saved = whole.score(&swept.saved).unwrap();
    let (mut expected, mut left_out) = (Front::default(), 0);
    for mut part in whole.split(NonZero::new(3).unwrap()) {
        while let Some(chunk) = part.chunk(100) {
            expected.extend(chunk.points);
            left_out += chunk.skipped;
        }
    }
    let mut workers = [Sweeper::default(), Sweeper::default()];
    let mut at_once = 0;
    for worker in &mut workers {
        tell(worker, &job).unwrap();
        let begun = begun(worker, &swept);
        assert_eq!(begun.saved, saved);
        at_once = begun.at_once;
    }
    assert!(at_once > 1, "{at_once}");
    let (mut front, mut skipped, mut turn) = (Front::default(), 0, 0);
    let mut queue = WorkQueue::new(grid.count(), 37);
    while let Some(part) = queue.part() {
        turn += 1;
        let reply = asked(&mut workers[turn % 2], ask::POINTS, &part_text(&part)).unwrap();
        let swath = Swath::of_reply(&reply).unwrap();
        assert!(swath.front.iter().all(|point| part.contains(&point.index)));
        front.extend(swath.front);
        skipped += swath.skipped;
        queue.finished(&part);
    }
    assert!(queue.is_done() && turn > 3);
    assert_eq!((front, skipped), (expected, left_out));
}

#[test]
fn long_histories_are_swept_in_smaller_parts() {
    let (job, swept) = swept();
    let mut worker = Sweeper::default();
    let mut at_once = |period_ms: i64| {
        let job = Job { evaluation_period_ms: period_ms, ..job.clone() };
        tell(&mut worker, &job).unwrap();
        begun(&mut worker, &swept).at_once
    };
    assert!(at_once(1_000) < at_once(60_000));
    assert_eq!(at_once(10), 1);
}

#[test]
fn what_cannot_be_swept_is_said() {
    let (job, swept) = swept();
    let mut worker = Sweeper::default();
    assert_eq!(asked(&mut worker, ask::POINTS, "0 5"), Err("No sweep has begun.".to_owned()));
    let none = Err("There is nothing to sweep yet.".to_owned());
    assert_eq!(asked(&mut worker, ask::SWEEP, &to_text(&swept)), none);
    tell(&mut worker, &job).unwrap();
    begun(&mut worker, &swept);
    for text in ["", "5", "a b", "-1 5"] {
        let said = format!("“{text}” is no part of a sweep.");
        assert_eq!(asked(&mut worker, ask::POINTS, text), Err(said));
    }
    // Beyond the end there is nothing.
    let reply = asked(&mut worker, ask::POINTS, "4000000000 4000000005").unwrap();
    assert_eq!(Swath::of_reply(&reply), Ok(Swath::default()));
    let wrong = Swept { saved: Variant::default(), ..swept };
    let said = asked(&mut worker, ask::SWEEP, &to_text(&wrong)).unwrap_err();
    assert!(said.contains("capacity"), "{said}");
    // Everything else is the other worker's.
    let unknown = "The worker does not know the question “replay”.".to_owned();
    assert_eq!(asked(&mut worker, ask::REPLAY, ""), Err(unknown));
    assert!(Worker::default().answer(job_message(&job)).is_ok());
    // A new job is another story.
    tell(&mut worker, &job).unwrap();
    assert_eq!(asked(&mut worker, ask::POINTS, "0 5"), Err("No sweep has begun.".to_owned()));
}

#[test]
fn an_answer_that_is_no_swath_is_refused() {
    let mut reply = Reply { text: "0".to_owned(), ..Default::default() };
    assert!(Swath::of_reply(&reply).is_err());
    reply.columns = vec![vec![1.0], vec![2.0], vec![3.0], vec![4.0], Vec::new()];
    assert!(Swath::of_reply(&reply).is_err());
    reply.columns[4].push(5.0);
    let score = Score { instance_hours: 2.0, overload_minutes: 3.0, changes: 4, reversals: 5 };
    assert_eq!(Swath::of_reply(&reply).unwrap().front[0].score, score);
    reply.text = "many".to_owned();
    assert!(Swath::of_reply(&reply).is_err());
}
