//! Sweeps in the worker: the points of the command line's, a part at a time.

use std::num::NonZero;

use headroom::whatif::{
    Candidates, Front, Grid, Job, OverloadWorth, Score, Search, Sweep, Variant, Weighing,
    WorkQueue, Worth, recommend,
};
use headroom::worker::protocol::{Packed, Parcel, Refusal};
use headroom::worker::replay::{AdviseSweep, ReplayWorker, StartSweep, SweepPart, SweepResult};

use super::{ask, job, set};

/// A job that tells overload, and an edit of its rules.
fn sweep() -> (Job, StartSweep) {
    let job = job();
    let saved = job.variants[0].clone();
    let mut base = saved.clone();
    base.name = "edited".to_owned();
    base.thresholds_mut().unwrap().capacity.max_replicas += 2;
    let sweep = Sweep::suggested(&base, &job);
    (job, StartSweep { base, saved, sweep, worth: Worth::default() })
}

#[test]
fn parts_from_several_workers_make_the_front_of_the_whole_grid() {
    let (job, sweep) = sweep();
    let grid = Grid::new(&sweep.base, &sweep.sweep).unwrap();
    let whole = Search::new(&job, grid.clone(), 0..grid.count()).unwrap();
    let saved = whole.score(&sweep.saved).unwrap();
    let (mut expected, mut left_out) = (Front::default(), 0);
    let weighing = Weighing::new(OverloadWorth::NoMore, None).unwrap();
    let mut advisable = Candidates::new(weighing, saved, whole.span().hours());
    for mut part in whole.split(NonZero::new(3).unwrap()) {
        while let Some(chunk) = part.chunk(100) {
            advisable.extend(chunk.points.iter().copied());
            expected.extend(chunk.points);
            left_out += chunk.skipped;
        }
    }
    let mut workers = [ReplayWorker::default(), ReplayWorker::default()];
    for worker in &mut workers {
        set(worker, &job);
        let started = ask(worker, sweep.clone()).unwrap();
        assert_eq!(started.saved, saved);
        assert!(started.at_once > 1, "{}", started.at_once);
    }
    let (mut front, mut skipped, mut turn) = (Front::default(), 0, 0);
    let mut candidates = Candidates::new(weighing, saved, whole.span().hours());
    let mut queue = WorkQueue::new(grid.count(), 37);
    while let Some(part) = queue.part() {
        turn += 1;
        let result = ask(&mut workers[turn % 2], SweepPart::from(part.clone())).unwrap();
        assert!(result.front.iter().all(|point| part.contains(&point.index)));
        front.extend(result.front);
        candidates.extend(result.candidates);
        skipped += result.skipped;
        queue.finished(&part);
    }
    assert!(queue.is_done() && turn > 3);
    assert_eq!((front, skipped), (expected, left_out));
    assert_eq!(candidates, advisable);
    let told = ask(&mut workers[0], AdviseSweep { candidates }).unwrap();
    assert_eq!(told, recommend(&job, &grid, &sweep.saved, &advisable).unwrap());
}

#[test]
fn long_histories_are_swept_in_smaller_parts() {
    let (job, sweep) = sweep();
    let mut worker = ReplayWorker::default();
    let mut at_once = |period_ms: i64| {
        set(&mut worker, &Job { evaluation_period_ms: period_ms, ..job.clone() });
        ask(&mut worker, sweep.clone()).unwrap().at_once
    };
    assert!(at_once(1_000) < at_once(60_000));
    let over_four_million = at_once(10);
    assert!((1..=10).contains(&over_four_million), "{over_four_million}");
}

#[test]
fn what_cannot_be_swept_is_said() {
    let (job, sweep) = sweep();
    let mut worker = ReplayWorker::default();
    let part = || SweepPart { from: 0, to: 5 };
    assert_eq!(ask(&mut worker, part()), Err(Refusal::NoSweep));
    assert_eq!(ask(&mut worker, sweep.clone()), Err(Refusal::NoJob));
    set(&mut worker, &job);
    ask(&mut worker, sweep.clone()).unwrap();
    // Beyond the end there is nothing.
    let beyond = SweepPart { from: 4_000_000_000, to: 4_000_000_005 };
    assert_eq!(ask(&mut worker, beyond), Ok(SweepResult::default()));
    let dear = StartSweep { worth: OverloadWorth::EurPerMinute(1.0).into(), ..sweep.clone() };
    let unpriced = Job { price_per_hour: None, ..job.clone() };
    set(&mut worker, &unpriced);
    let said = ask(&mut worker, dear).unwrap_err().to_string();
    assert!(said.contains("Give the price"), "{said}");
    let nothing = AdviseSweep::default();
    assert_eq!(ask(&mut worker, nothing), Err(Refusal::NoSweep));
    let wrong = StartSweep { saved: Variant::default(), ..sweep };
    let said = ask(&mut worker, wrong).unwrap_err().to_string();
    assert!(said.contains("capacity"), "{said}");
    // A new job is another story.
    set(&mut worker, &job);
    assert_eq!(ask(&mut worker, part()), Err(Refusal::NoSweep));
}

#[test]
fn an_answer_that_is_no_result_is_refused() {
    let row = vec![1.0, 2.0, 3.0, 4.0, 5.0];
    let unpack = |text: &str, columns: Vec<Vec<f64>>| {
        let parcel = Parcel { text: text.to_owned(), columns, ..Parcel::default() };
        SweepResult::unpack(parcel)
    };
    assert!(unpack("0", Vec::new()).is_err());
    assert!(unpack("0", vec![row[..4].to_vec()]).is_err());
    assert!(unpack("0", vec![row.clone()]).is_err(), "no candidates");
    assert!(unpack("many", vec![row.clone(), row.clone()]).is_err());
    let score = Score { instance_hours: 2.0, overload_minutes: 3.0, changes: 4, reversals: 5 };
    let result = unpack("0", vec![row.clone(), row]).unwrap();
    assert_eq!((result.front[0].score, result.candidates[0].score), (score, score));
}
