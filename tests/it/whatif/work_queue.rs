//! Points given out in parts, some of which come back.

use headroom::whatif::WorkQueue;

use crate::chance::Chance;

#[test]
fn parts_follow_each_other_to_the_end() {
    let mut queue = WorkQueue::new(10, 4);
    let parts: Vec<_> = std::iter::from_fn(|| queue.part()).collect();
    assert_eq!(parts, [0..4, 4..8, 8..10]);
    assert_eq!((queue.done(), queue.is_done()), (0, false));
    parts.iter().for_each(|part| queue.finished(part));
    assert_eq!((queue.done(), queue.is_done()), (10, true));
    assert_eq!(WorkQueue::new(3, 0).part(), Some(0..1), "no part is empty");
    assert!(WorkQueue::new(0, 5).is_done());
}

#[test]
fn parts_are_as_long_as_was_said_last() {
    let mut queue = WorkQueue::new(10, 1);
    assert_eq!(queue.part(), Some(0..1));
    queue.ask_at_once(4);
    assert_eq!(queue.part(), Some(1..5));
    queue.ask_at_once(0);
    assert_eq!(queue.part(), Some(5..6), "no part is empty");
}

/// Whatever dies on the way: in the end every point was replayed once.
#[test]
fn a_part_that_comes_back_is_given_out_again() {
    for seed in 0..50 {
        let chance = &mut Chance(seed);
        let points = chance.within(1, 200);
        let mut queue = WorkQueue::new(points, chance.within(1, 30));
        let mut replayed = vec![0; points as usize];
        let mut out = Vec::new();
        while !queue.is_done() {
            out.extend(queue.part());
            if chance.within(0, 2) == 0 && !out.is_empty() {
                continue;
            }
            let Some(part) = out.pop() else { continue };
            if chance.within(0, 3) == 0 {
                queue.unfinished(part);
                continue;
            }
            part.clone().for_each(|point| replayed[point as usize] += 1);
            queue.finished(&part);
            assert!(queue.done() <= points);
        }
        assert!(out.is_empty() && queue.part().is_none(), "seed {seed}");
        assert!(replayed.iter().all(|times| *times == 1), "seed {seed}: {replayed:?}");
    }
}
