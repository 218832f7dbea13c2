//! What a job lays over its recording, reckoned by hand.

use headroom::engine::Metric;
use headroom::whatif::{
    FailedLaunches, History, Job, MissingData, PriceSource, Shape, ShapeKind, VariantOutcome,
};

use super::{at, capacity, first, history, job, ran, sizes_text};

/// An hour at 50 % of two Instances, and no policies.
fn quiet() -> Job {
    job(history(Metric::Cpu, 5, &[50.0; 12]), "0:2", capacity(1, 5, 0), &[])
}

fn shaped(kind: ShapeKind, from: i64, to: i64, factor: f64) -> Shape {
    Shape { kind, from_ms: at(from), to_ms: at(to), factor }
}

/// The first history's values, rounded; a dash where there is none.
fn values(outcome: &VariantOutcome) -> String {
    let word = |value: &f64| match value.is_nan() {
        true => "-".to_owned(),
        false => format!("{value:.0}"),
    };
    outcome.values[0].iter().map(word).collect::<Vec<_>>().join(" ")
}

/// The recorded size still tells what the samples were of.
#[test]
fn a_group_of_another_size_starts_at_its_own() {
    let own = first(&Job { start_size: Some(1), ..quiet() });
    assert_eq!(sizes_text(&own.sizes), "0:1");
    assert_eq!(values(&own), ["100"; 12].join(" "), "half of two Instances fills one");
    assert_eq!(sizes_text(&first(&quiet()).sizes), "0:2");
}

#[test]
fn growth_multiplies_the_traffic_of_every_history() {
    let mut grown = quiet();
    grown.histories.push(history(Metric::Connections, 5, &[100.0; 12]));
    for (growth, cpu, connections) in [(1.0, 50.0, 100.0), (1.5, 75.0, 150.0), (0.0, 0.0, 0.0)] {
        grown.growth = growth;
        let outcome = first(&grown);
        assert_eq!(outcome.values, [[cpu; 12], [connections; 12]], "{growth} times");
    }
    // Three times 50 % is 150 %: half again as much as two Instances carry.
    grown.growth = 3.0;
    let card = first(&grown).scorecard;
    assert_eq!((card.demand_hours, card.overload_hours), (Some(3.0), Some(1.0)));
    assert_eq!(card.overload_minutes, Some(60.0));
}

#[test]
fn a_shape_holds_for_the_samples_after_its_start_and_up_to_its_end() {
    let with = |shapes: &[Shape]| values(&first(&Job { shapes: shapes.to_vec(), ..quiet() }));
    let spike = shaped(ShapeKind::Spike, 10, 20, 1.5);
    assert_eq!(with(&[spike]), "50 50 75 75 50 50 50 50 50 50 50 50");
    let ramp = shaped(ShapeKind::Ramp, 10, 30, 2.0);
    // A quarter of the way at each of four samples, and then it stays.
    assert_eq!(with(&[ramp]), "50 50 62 75 88 100 100 100 100 100 100 100");
    let outage = shaped(ShapeKind::Outage, 40, 50, 7.0);
    assert_eq!(with(&[outage]), "50 50 50 50 50 50 50 50 0 0 50 50");
    let blackout = shaped(ShapeKind::Blackout, 40, 50, 7.0);
    assert_eq!(with(&[blackout]), "50 50 50 50 50 50 50 50 - - 50 50");
    assert_eq!(with(&[spike, ramp, outage]), with(&[outage, ramp, spike]), "they multiply");
    let half = shaped(ShapeKind::Spike, 0, 60, 0.5);
    assert_eq!(with(&[half, spike]), "25 25 38 38 25 25 25 25 25 25 25 25");
    let beside = shaped(ShapeKind::Spike, 61, 600, 9.0);
    assert_eq!(with(&[beside]), with(&[]));
}

#[test]
fn traffic_goes_on_in_a_blackout_and_stops_in_an_outage() {
    let demand = |kind| {
        let shapes = vec![shaped(kind, 0, 30, 1.0)];
        first(&Job { shapes, growth: 4.0, ..quiet() }).scorecard
    };
    let (blackout, outage) = (demand(ShapeKind::Blackout), demand(ShapeKind::Outage));
    assert_eq!((blackout.demand_hours, blackout.overload_minutes), (Some(4.0), Some(60.0)));
    assert_eq!((outage.demand_hours, outage.overload_minutes), (Some(2.0), Some(30.0)));
}

#[test]
fn a_saturated_recording_gives_a_band() {
    let values = [80.0, 100.0, 100.0, 80.0];
    let recorded =
        job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 4, 0), &["cpu > 90 +1"]);
    let with = |saturation_multiple| {
        let job = Job { saturation_multiple, ..recorded.clone() };
        assert_eq!(ran(&job).saturated_samples, 2);
        let outcome = first(&job);
        (sizes_text(&outcome.sizes), outcome.scorecard.overload_minutes)
    };
    // Exactly full: the third Instance, ordered at 10, carries 200 % with room to spare.
    assert_eq!(with(1.0), ("0:2 10:3".to_owned(), Some(0.0)));
    // 400 % at two and then at three Instances.
    assert_eq!(with(2.0), ("0:2 10:3 15:4".to_owned(), Some(10.0)));
}

/// Samples at 5 to 15 and 40 to 50, and a second history to the end of the hour.
fn gapped(missing_data: MissingData, rules: &[&str]) -> Job {
    let times_ms = [5, 10, 15, 40, 45, 50].map(at).to_vec();
    let cpu =
        History { times_ms, ..history(Metric::Cpu, 5, &[50.0, 50.0, 80.0, 50.0, 50.0, 50.0]) };
    let mut job = job(cpu, "0:2", capacity(1, 9, 0), rules);
    job.histories.push(history(Metric::Connections, 5, &[1.0; 12]));
    Job { missing_data, ..job }
}

#[test]
fn a_missing_sample_is_a_gap_or_the_last_or_zero() {
    for (missing_data, rule, expected) in [
        (MissingData::Gap, "cpu > 70 +1", "0:2 15:3"),
        // The 80 % of minute 15 stands on, over the gap and up to the next sample's interval.
        (MissingData::HoldLast, "cpu > 70 +1", "0:2 15:3 20:4 25:5 30:6 35:7"),
        (MissingData::Zero, "cpu > 70 +1", "0:2 15:3"),
        (MissingData::Gap, "cpu < 5 +1", "0:2"),
        (MissingData::HoldLast, "cpu < 5 +1", "0:2"),
        // At 20 to 35, and at 55 and 60, where the other history goes on.
        (MissingData::Zero, "cpu < 5 +1", "0:2 20:3 25:4 30:5 35:6 55:7 60:8"),
    ] {
        let outcome = first(&gapped(missing_data, &[rule]));
        assert_eq!(sizes_text(&outcome.sizes), expected, "{missing_data:?} {rule}");
        assert_eq!(outcome.values[0].len(), 6, "what stands for a sample is none");
    }
}

#[test]
fn a_lost_sample_is_missing_too() {
    let rules = &["cpu < 5 +1"];
    let mut job = job(history(Metric::Cpu, 5, &[50.0; 6]), "0:2", capacity(1, 9, 0), rules);
    job.shapes = vec![shaped(ShapeKind::Blackout, 10, 20, 1.0)];
    assert_eq!(sizes_text(&first(&job).sizes), "0:2");
    job.missing_data = MissingData::Zero;
    assert_eq!(sizes_text(&first(&job).sizes), "0:2 15:3 20:4");
}

/// Recorded with nobody, and the first Instances serve at 10.
#[test]
fn where_nothing_serves_the_sample_is_missing() {
    let rules = &["cpu < 5 +1"];
    let mut job = job(history(Metric::Cpu, 5, &[0.0; 3]), "0:0", capacity(1, 9, 0), rules);
    job.boot_delay_ms = 300_000;
    // Ordered at 5, the first shows 0 % at 15 only: at 10 it served from that instant on.
    assert_eq!(sizes_text(&first(&job).sizes), "0:0 5:1 15:2");
    job.missing_data = MissingData::Zero;
    assert_eq!(sizes_text(&first(&job).sizes), "0:0 5:2 10:3 15:4");
}

#[test]
fn a_failed_launch_is_billed_never_serves_and_is_tried_again() {
    // 270 % in all: up at 5, and again at every tick until three or more serve.
    let rules = &["cpu > 95 +1"];
    let mut job = job(history(Metric::Cpu, 5, &[90.0; 6]), "0:3", capacity(1, 3, 0), rules);
    job.growth = 2.0;
    job.variants[0].thresholds_mut().unwrap().capacity = capacity(4, 5, 0);
    let all = first(&job);
    assert_eq!(sizes_text(&all.sizes), "0:3 5:5");
    job.failed_launches = FailedLaunches { share: 1.0, seed: 1 };
    let none = first(&job);
    assert_eq!(sizes_text(&none.sizes), sizes_text(&all.sizes), "ordered all the same");
    assert_eq!(none.scorecard.instance_hours, all.scorecard.instance_hours, "and billed");
    // 540 %: five Instances lack 40 %, three lack 240 %.
    assert_eq!(all.scorecard.overload_hours, Some((2.4 * 5.0 + 0.4 * 25.0) / 60.0));
    assert_eq!(none.scorecard.overload_hours, Some(2.4 * 30.0 / 60.0));
    // With every other launch failing, what failed at one tick may serve after the next.
    let half = |seed| {
        job.failed_launches = FailedLaunches { share: 0.5, seed };
        first(&job).scorecard.overload_hours
    };
    let found: Vec<Option<f64>> = (0..40).map(half).collect();
    let (best, worst) = (all.scorecard.overload_hours, none.scorecard.overload_hours);
    assert!(found.iter().all(|hours| *hours >= best && *hours <= worst));
    assert!(found.iter().any(|hours| *hours > best && *hours < worst), "luck of both kinds");
    assert!(found.contains(&best) && found.iter().any(|hours| hours != &found[0]));
}

#[test]
fn draws_are_fair_and_know_neither_count_nor_order() {
    let among = |share, seed, count, at_ms| FailedLaunches { share, seed }.among(count, at_ms);
    for seed in [0, 1, u32::MAX] {
        assert_eq!(among(0.0, seed, 1_000, 7), 0);
        assert_eq!(among(1.0, seed, 1_000, 7), 1_000);
        let third = among(0.3, seed, 100_000, 7);
        assert!((29_400..30_600).contains(&third), "{third} of 100000");
        // The first of more are the same: one more launch adds none or one.
        let counts: Vec<u32> = (0..200).map(|count| among(0.3, seed, count, 7)).collect();
        assert!(counts.windows(2).all(|pair| pair[1] - pair[0] <= 1), "{counts:?}");
    }
    assert_ne!(among(0.5, 1, 10_000, 7), among(0.5, 2, 10_000, 7));
    assert_ne!(among(0.5, 1, 10_000, 7), among(0.5, 1, 10_000, 8));
    assert_eq!(among(0.25, 3, 4_000_000_000, 7), 1_000_000_000, "too many to draw");
    assert_eq!(among(1.0, 3, u32::MAX, 7), u32::MAX);
}

#[test]
fn a_cost_is_told_a_day_and_a_month_with_its_source() {
    // Two Instances for an hour at 0.05508 EUR; a month has 730 hours.
    let source = PriceSource { name: "PLAY2-MICRO".to_owned(), at_ms: at(0) };
    let priced =
        Job { price_per_hour: Some(0.05508), price_source: Some(source.clone()), ..quiet() };
    let outcome = ran(&priced);
    let card = &outcome.variants[0].scorecard;
    let cents = |cost: Option<f64>| format!("{:.5}", cost.unwrap());
    assert_eq!(cents(card.cost_eur), "0.11016");
    assert_eq!(cents(card.cost_per_day_eur), "2.64384");
    // The vendor's own monthly price of one is 40.2084 EUR.
    assert_eq!(cents(card.cost_per_month_eur), "80.41680");
    let price = outcome.price.unwrap();
    assert_eq!((price.eur_per_hour, price.source), (0.05508, Some(source)));
    let free = ran(&quiet());
    let card = &free.variants[0].scorecard;
    assert_eq!((card.cost_per_day_eur, card.cost_per_month_eur, free.price), (None, None, None));
}
