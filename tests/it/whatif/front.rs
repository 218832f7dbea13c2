//! The front against a naive one, and what is recommended of it.

use headroom::whatif::{Advice, Front, Interval, Point, Score, recommend};

use super::random::seeds;
use crate::chance::Chance;

fn point(index: u32, hours: f64, minutes: f64) -> Point {
    let score = Score { instance_hours: hours, overload_minutes: minutes, ..Score::default() };
    Point { index, score }
}

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

/// What is recommended against saved policies of 100 hours and 60 minutes: the advice, the point.
fn advice(points: &[(f64, f64)]) -> (Advice, Option<u32>) {
    let points: Vec<Point> =
        (0..).zip(points).map(|(index, &(hours, minutes))| point(index, hours, minutes)).collect();
    let found = recommend(&front(&points), point(0, 100.0, 60.0).score);
    (found.advice, found.point.map(|point| point.index))
}

#[test]
fn the_cheapest_that_is_worse_in_nothing_is_recommended() {
    assert_eq!(advice(&[(90.0, 60.0), (95.0, 0.0), (50.0, 61.0)]), (Advice::Better, Some(0)));
    assert_eq!(advice(&[(95.0, 0.0), (50.0, 61.0)]), (Advice::Better, Some(0)));
    assert_eq!(advice(&[(100.0, 59.0)]), (Advice::Better, Some(0)));
    assert_eq!(advice(&[(100.0, 60.0)]), (Advice::Keep, None), "the same is no better");
    assert_eq!(advice(&[]), (Advice::Keep, None));
}

#[test]
fn where_nothing_beats_the_saved_policies_the_knee_is_recommended() {
    // Of 60 to 100 hours and 0 to 60 minutes: 61 hours and 3 minutes are near the best of both.
    assert_eq!(advice(&[(101.0, 3.0), (140.0, 0.0)]), (Advice::Trade, Some(0)));
    assert_eq!(advice(&[(40.0, 62.0), (20.0, 500.0)]), (Advice::Trade, Some(0)));
    // The saved policies are the knee of this one.
    assert_eq!(advice(&[(99.0, 900.0), (900.0, 59.0)]), (Advice::Keep, None));
    // Two ends are as good as each other, and the one with less overload is taken.
    assert_eq!(advice(&[(200.0, 0.0)]), (Advice::Trade, Some(0)));
    assert_eq!(advice(&[(50.0, 80.0)]), (Advice::Keep, None));
}

#[test]
fn a_sentence_says_what_it_buys() {
    let span = Interval { from_ms: 0, to_ms: 24 * 3_600_000 };
    let sentence = |hours, minutes, price| {
        let points = [point(0, hours, minutes), point(1, 40.0, 62.0)];
        let found = recommend(&front(&points), point(0, 100.0, 60.0).score);
        assert_ne!(found.advice, Advice::Keep);
        found.sentence("Set threshold 65 %", span, price)
    };
    for (hours, minutes, price, expected) in [
        (
            90.0,
            60.0,
            Some(0.1),
            "saves € 30.42 a month (10.0 %) with no more overload, against the saved policies.",
        ),
        (
            90.0,
            25.0,
            Some(10.0),
            "saves € 3,041.67 a month (10.0 %) and avoids 35 min of overload of this history, \
             against the saved policies.",
        ),
        (
            110.0,
            0.0,
            None,
            "costs 10.0 Instance-hours a day (10.0 %) more and avoids 60 min of overload of this \
             history, against the saved policies.",
        ),
        (
            50.0,
            61.0,
            None,
            "saves 50.0 Instance-hours a day (50.0 %) but adds 1 min of overload to this history, \
             against the saved policies.",
        ),
        (
            100.0,
            0.0,
            Some(0.1),
            "costs the same and avoids 60 min of overload of this history, against the saved \
             policies.",
        ),
    ] {
        assert_eq!(sentence(hours, minutes, price), format!("Set threshold 65 %: that {expected}"));
    }
    let kept = recommend(&Front::default(), Score::default());
    assert!(kept.sentence("", span, None).starts_with("Keep the saved policies: "));
}
