//! The front against a naive one.

use headroom::whatif::{Front, Point, Score};

use super::random::seeds;
use crate::chance::Chance;

/// Few different numbers, so that many points are equal in one or both.
fn random_points(chance: &mut Chance) -> Vec<Point> {
    let score = |chance: &mut Chance| Score {
        instance_hours: chance.eighths(),
        overload_minutes: chance.eighths(),
        changes: chance.pick(&[0, 1, 2]),
        reversals: chance.pick(&[0, 1]),
    };
    let count = chance.within(0, 80);
    (0..count).map(|index| Point { index, score: score(chance) }).collect()
}

fn front(points: &[Point]) -> Front {
    let mut front = Front::default();
    front.extend(points.iter().copied());
    front
}

/// Every point that no other point beats, found by comparing each with each.
fn naive(points: &[Point]) -> Vec<Point> {
    let beats = |a: &Point, b: &Point| {
        let (x, y) = (a.score, b.score);
        if (x.instance_hours, x.overload_minutes) == (y.instance_hours, y.overload_minutes) {
            return (x.changes, x.reversals, a.index) < (y.changes, y.reversals, b.index);
        }
        x.instance_hours <= y.instance_hours && x.overload_minutes <= y.overload_minutes
    };
    let unbeaten = |p: &&Point| !points.iter().any(|other| beats(other, p));
    let mut found: Vec<Point> = points.iter().filter(unbeaten).copied().collect();
    found.sort_by(|a, b| a.score.instance_hours.total_cmp(&b.score.instance_hours));
    found
}

fn shuffle(points: &mut [Point], chance: &mut Chance) {
    for last in (1..points.len()).rev() {
        let other = chance.within(0, u32::try_from(last).unwrap());
        points.swap(last, usize::try_from(other).unwrap());
    }
}

#[test]
fn a_front_is_what_comparing_each_with_each_finds() {
    let mut widest = 0;
    for seed in seeds(2_000) {
        let points = random_points(&mut Chance(seed));
        let found = front(&points);
        assert_eq!(found.points(), naive(&points), "HEADROOM_SEED={seed}");
        widest = widest.max(found.points().len());
    }
    assert!(widest > 6, "the widest front has {widest} points");
}

#[test]
fn neither_the_order_nor_the_worker_matters() {
    for seed in seeds(500) {
        let chance = &mut Chance(seed);
        let mut points = random_points(chance);
        let whole = front(&points);
        shuffle(&mut points, chance);
        assert_eq!(front(&points), whole, "HEADROOM_SEED={seed}");
        let cut = points.len() / 3;
        let parts = [&points[..cut], &points[cut..cut * 2], &points[cut * 2..]].map(front);
        for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
            let mut merged = Front::default();
            order.iter().for_each(|part: &usize| merged.merge(&parts[*part]));
            assert_eq!(merged, whole, "HEADROOM_SEED={seed}");
        }
    }
}
