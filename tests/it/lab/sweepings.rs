//! A sweep that several workers share.

use headroom::base::draw;
use headroom::lab::{Stage, Sweeping};
use headroom::whatif::{Candidates, Point, Recommendation, Score, Weighing};
use headroom::worker::replay::{SweepResult, SweepStarted};

fn started(at_once: u32) -> SweepStarted {
    let candidates = Candidates::new(Weighing::default(), Score::default(), 1.0);
    SweepStarted { at_once, candidates, ..SweepStarted::default() }
}

/// What a part of points comes to: each is cheaper than those before, and every third is skipped.
fn result(part: &std::ops::Range<u32>) -> SweepResult {
    let point = |index: u32| Point {
        index,
        score: Score { instance_hours: 1_000.0 - f64::from(index), ..Score::default() },
    };
    let kept = part.clone().filter(|index| index % 3 != 0).map(point);
    let skipped = part.clone().filter(|index| index % 3 == 0).count();
    SweepResult {
        front: kept.collect(),
        candidates: Vec::new(),
        skipped: u32::try_from(skipped).unwrap(),
    }
}

/// Three workers take parts and bring them back in any order, and some die with theirs.
#[test]
fn every_point_is_replayed_once_whichever_worker_dies() {
    for seed in 0..200 {
        let mut sweeping = Sweeping::new(1_000, 3, 40);
        let (mut out, mut deaths, mut turn) = (Vec::new(), 0, 0);
        let mut chance = |below: u64| {
            turn += 1;
            draw(seed, turn) % below
        };
        loop {
            while out.len() < 6
                && let Some(part) = sweeping.part()
            {
                out.push(part);
            }
            let Some(last) = out.len().checked_sub(1) else { break };
            let at = usize::try_from(chance(last as u64 + 1)).unwrap();
            let part = out.swap_remove(at);
            if chance(10) == 0 {
                sweeping.give_back(part);
                sweeping.restarted();
                deaths += 1;
                continue;
            }
            sweeping.begin(&started(u32::try_from(chance(90)).unwrap()));
            let is_last = sweeping.take(&part, result(&part));
            assert_eq!(is_last, sweeping.progress().done == 1_000);
            assert_eq!(is_last, sweeping.to_judge().is_some());
        }
        let told = sweeping.progress();
        assert_eq!((told.done, told.skipped, told.restarts), (1_000, 334, deaths), "seed {seed}");
        assert_eq!(told.stage, Stage::Judging);
        let best = told.front.points().iter().map(|point| point.index).max();
        assert_eq!(best, Some(998), "the cheapest of all is found");
    }
}

#[test]
fn what_has_ended_takes_nothing_more_and_stays_as_it_ended() {
    let mut sweeping = Sweeping::new(100, 2, 10);
    let [first, second] = [sweeping.part().unwrap(), sweeping.part().unwrap()];
    assert!(!sweeping.take(&first, result(&first)));
    sweeping.end(Stage::Cancelled);
    assert_eq!(sweeping.part(), None);
    assert!(!sweeping.take(&second, result(&second)));
    sweeping.judged(Recommendation::default());
    sweeping.end(Stage::Failed("no more".to_owned()));
    let told = sweeping.progress();
    assert_eq!((told.done, &told.stage), (10, &Stage::Cancelled), "what was found stands");
    assert!(told.recommendation.is_none() && sweeping.to_judge().is_none());
}

/// A worker that dies while it judges leaves that to the next one.
#[test]
fn what_is_to_be_judged_stays_until_it_is() {
    let mut sweeping = Sweeping::new(4, 1, 4);
    sweeping.begin(&started(4));
    while let Some(part) = sweeping.part() {
        sweeping.take(&part, result(&part));
    }
    assert!(sweeping.to_judge().is_some());
    sweeping.restarted();
    assert!(sweeping.part().is_none() && sweeping.to_judge().is_some());
    sweeping.judged(Recommendation::default());
    assert_eq!(sweeping.progress().stage, Stage::Done);
    assert!(sweeping.has_ended() && sweeping.to_judge().is_none());
}
