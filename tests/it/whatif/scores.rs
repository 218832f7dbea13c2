//! Every number of the scorecard, on jobs small enough to reckon by hand.

use headroom::engine::{Limit, Metric};
use headroom::whatif::{Detail, Interval, Job, run};

use super::{at, capacity, card_text, clock, first, history, job, ran, sizes_text};

fn check(job: &Job, sizes: &str, card: &str) {
    let outcome = first(job);
    assert_eq!(sizes_text(&outcome.sizes), sizes);
    assert_eq!(card_text(&outcome.scorecard), card);
}

/// Overload and cooldowns as `5-17 20-25`.
fn stretches(intervals: &[Interval]) -> String {
    let words = intervals.iter().map(|i| format!("{}-{}", clock(i.from_ms), clock(i.to_ms)));
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_group_left_alone_costs_its_size() {
    let mut quiet = job(history(Metric::Cpu, 5, &[50.0; 12]), "0:2", capacity(1, 5, 0), &[]);
    let card = "2.000 h - eur; overload 0.0 of 1.000 h unmet 0.000; p95 50.00; \
                0 changes 0 back; min 0.0 max 0.0 denied 0.0";
    check(&quiet, "0:2", card);
    quiet.price_per_hour = Some(0.055);
    check(&quiet, "0:2", &card.replace("- eur", "0.110 eur"));
    quiet.price_per_hour = Some(0.0);
    check(&quiet, "0:2", &card.replace("- eur", "0.000 eur"));
}

/// Recorded under four Instances from minute 5 on, so the demand is 100 and then 300 per cent.
fn growing() -> Job {
    let history = history(Metric::Cpu, 5, &[50.0, 75.0, 75.0, 75.0, 75.0, 75.0]);
    let mut job = job(history, "0:2 5:4", capacity(2, 5, 0), &["cpu > 70 +1"]);
    job.boot_delay_ms = 7 * 60_000;
    job
}

#[test]
fn overload_ends_when_the_boot_completes_within_an_interval() {
    let job = growing();
    let card = "1.750 h - eur; overload 12.0 of 1.333 h unmet 0.200; p95 100.00; \
                3 changes 0 back; min 10.0 max 10.0 denied 0.0";
    check(&job, "0:2 10:3 15:4 20:5", card);
    let outcome = first(&job);
    // Ordered at 10, the third serves from 17 on: three carry the demand of 300 exactly.
    assert_eq!(stretches(&outcome.overload), "5-17");
    // The fourth serves from 22 on, the fifth from 27: two fifths of an interval without it.
    assert_eq!(outcome.values, [[50.0, 100.0, 100.0, 100.0, 85.0, 66.0]]);
}

#[test]
fn without_a_boot_delay_the_next_interval_is_served() {
    let mut job = growing();
    job.boot_delay_ms = 0;
    let outcome = first(&job);
    assert_eq!(sizes_text(&outcome.sizes), "0:2 10:3 15:4 20:5");
    assert_eq!(stretches(&outcome.overload), "5-10");
    assert_eq!(outcome.values, [[50.0, 100.0, 100.0, 75.0, 60.0, 60.0]]);
}

#[test]
fn a_boot_delay_past_the_end_serves_nobody() {
    let mut job = growing();
    job.boot_delay_ms = i64::MAX;
    let outcome = first(&job);
    assert_eq!(sizes_text(&outcome.sizes), "0:2 10:3 15:4 20:5");
    assert_eq!(stretches(&outcome.overload), "5-30");
    assert_eq!(outcome.scorecard.overload_hours, Some(25.0 / 60.0));
}

#[test]
fn what_goes_while_it_boots_never_served() {
    // Up at 5, down again at 10, while the Instance boots until 12.
    let values = [90.0, 30.0, 30.0, 30.0];
    let rules = &["cpu > 70 +1", "cpu < 40 -1"];
    let mut job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 0), rules);
    job.boot_delay_ms = 7 * 60_000;
    let outcome = first(&job);
    assert_eq!(sizes_text(&outcome.sizes), "0:2 5:3 10:2 15:1");
    assert_eq!(outcome.values, [[90.0, 30.0, 30.0, 60.0]]);
}

#[test]
fn a_percentile_is_the_nearest_rank() {
    let p95 = |count: u32| {
        let values: Vec<f64> = (1..=count).rev().map(f64::from).collect();
        let job = job(history(Metric::Cpu, 5, &values), "0:1", capacity(1, 2, 0), &[]);
        first(&job).scorecard.p95
    };
    // 95 % of 20 are 19 samples; of 21 they are 19.95, so the twentieth.
    for (count, expected) in [(2, 2.0), (19, 19.0), (20, 19.0), (21, 20.0), (40, 38.0), (100, 95.0)]
    {
        assert_eq!(p95(count), Some(expected), "{count} samples");
    }
}

#[test]
fn a_change_soon_undone_is_a_reversal() {
    // Up at 5, down at 35: thirty minutes apart.
    let mut values = [50.0; 12];
    (values[0], values[6]) = (90.0, 10.0);
    let rules = &["cpu > 70 +1", "cpu < 20 -1"];
    let mut job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 0), rules);
    for (window, reversals) in [(30, 1), (60, 1), (29, 0), (0, 0)] {
        job.reversal_window_ms = window * 60_000;
        let card = first(&job).scorecard;
        assert_eq!((card.changes, card.reversals), (2, reversals), "within {window} min");
    }
    let changes = first(&Job { reversal_window_ms: 1_800_000, ..job.clone() }).changes;
    let flags: Vec<_> = changes.iter().map(|c| (c.from, c.to, c.policy, c.reversal)).collect();
    assert_eq!(flags, [(2, 3, Some(0), false), (3, 2, Some(1), true)]);
}

#[test]
fn two_changes_of_one_direction_are_no_reversal() {
    let values = [90.0, 90.0, 50.0];
    let job = job(history(Metric::Cpu, 5, &values), "0:4", capacity(1, 9, 0), &["cpu > 60 +1"]);
    let card = first(&job).scorecard;
    assert_eq!((card.changes, card.reversals), (2, 0));
}

#[test]
fn a_cooldown_is_counted_where_it_denied() {
    // 90 % throughout under two: up at 5, denied at 10, up at 15 at 60 per cent of three.
    let values = [90.0; 6];
    let rules = &["cpu > 50 +1"];
    let job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 4, 600), rules);
    let card = "1.667 h - eur; overload 0.0 of 0.900 h unmet 0.000; p95 90.00; \
                2 changes 0 back; min 0.0 max 15.0 denied 5.0";
    check(&job, "0:2 5:3 15:4", card);
    assert_eq!(stretches(&first(&job).cooldowns), "5-15 15-25");
}

/// A decision names what held it back first, which may be a bound.
#[test]
fn a_denial_behind_a_bound_counts_too() {
    let rules = &["cpu > 50 +1", "cpu > 55 -1"];
    let history = history(Metric::Cpu, 5, &[80.0, 80.0, 80.0]);
    let mut job = job(history, "0:3", capacity(1, 4, 3_600), rules);
    job.assumptions.no_effect_ends_step = false;
    let outcome = first(&job);
    // Up at 5. Then the first has no effect at the maximum and the second is denied.
    assert_eq!(sizes_text(&outcome.sizes), "0:3 5:4");
    let ledger = outcome.ledger.unwrap();
    let limits: Vec<_> = ledger.decisions().iter().map(|decision| decision.limit).collect();
    assert_eq!(limits, [None, Some(Limit::Maximum(4)), Some(Limit::Maximum(4))]);
    assert_eq!(outcome.scorecard.denied_minutes, 10.0);
}

#[test]
fn minutes_at_the_bounds_are_of_the_ordered_size() {
    let values = [90.0, 90.0, 90.0, 90.0];
    let mut job = job(history(Metric::Cpu, 5, &values), "0:2", capacity(2, 3, 0), &["cpu > 50 +1"]);
    job.boot_delay_ms = 3_600_000;
    let card = first(&job).scorecard;
    assert_eq!((card.minutes_at_minimum, card.minutes_at_maximum), (5.0, 15.0));
}

#[test]
fn bounds_are_repaired_at_the_first_tick() {
    let values = [10.0; 4];
    for (recorded, bounds, sizes) in
        [("0:1", (3, 5), "0:1 5:3"), ("0:7", (1, 5), "0:7 5:5"), ("0:0", (1, 2), "0:0 5:1")]
    {
        let capacity = capacity(bounds.0, bounds.1, 0);
        let outcome = first(&job(history(Metric::Cpu, 5, &values), recorded, capacity, &[]));
        assert_eq!(sizes_text(&outcome.sizes), sizes);
        assert_eq!(outcome.changes[0].policy, None, "no policy did it");
    }
}

#[test]
fn the_first_and_last_detail_agree() {
    let job = growing();
    let (curves, mut ledger) = (run(&job, Detail::Curves).unwrap(), ran(&job));
    assert_eq!(curves.variants[0].ledger, None);
    let kept = ledger.variants[0].ledger.take().unwrap();
    assert_eq!(curves, ledger);
    assert_eq!(kept.len(), 6);
    assert_eq!(kept.decisions().iter().filter(|d| d.before != d.after).count(), 3);
    assert_eq!((ledger.span.from_ms, ledger.span.to_ms), (at(0), at(30)));
}
