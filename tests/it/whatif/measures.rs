//! The literature's measures, against sums minute by minute.

use headroom::engine::{MINUTE_MS, Metric};
use headroom::whatif::{Detail, Job, Measures, Plan, SizeAt, measures, serving_sizes};

use super::random::seeds;
use super::{START_MS, at, capacity, history, job};
use crate::chance::Chance;

fn told(job: &Job) -> Measures {
    let plan = Plan::new(job).unwrap();
    let outcome = plan.replay(&job.variants[0], Detail::Curves).unwrap();
    let rules = plan.rules(&job.variants[0]).unwrap();
    measures(job, &plan, &rules, &outcome).unwrap()
}

/// CPU in whole minutes, as three Instances showed it, under rules of a random kind.
fn random(seed: u64) -> Job {
    let chance = &mut Chance(seed);
    let step = i64::from(chance.pick(&[1, 5]));
    let values: Vec<f64> =
        (0..chance.within(20, 90)).map(|_| f64::from(chance.within(0, 200)) / 2.0).collect();
    let rules = ["cpu > 70 +1", "cpu < 30 -1"];
    let bounds = capacity(chance.within(1, 2), chance.within(3, 6), chance.pick(&[0, 300, 600]));
    let mut job = job(history(Metric::Cpu, step, &values), "0:3", bounds, &rules);
    job.boot_delay_ms = i64::from(chance.within(0, 9)) * MINUTE_MS;
    if chance.once_in(3) {
        let cut = job.histories[0].times_ms.len() / 2;
        for at_ms in &mut job.histories[0].times_ms[cut..] {
            *at_ms += 30 * MINUTE_MS;
        }
    }
    job
}

fn size(sizes: &[SizeAt], at_ms: i64) -> f64 {
    let entry = sizes.iter().rfind(|entry| entry.at_ms <= at_ms).unwrap();
    f64::from(entry.size)
}

/// The fewest Instances for each minute that a sample tells; the recording had three.
fn needs(job: &Job) -> Vec<(i64, f64, f64)> {
    let step_ms = job.histories[0].times_ms[1] - job.histories[0].times_ms[0];
    let samples = job.histories[0].times_ms.iter().zip(&job.histories[0].values);
    samples
        .flat_map(|(at_ms, value)| {
            let minutes = step_ms / MINUTE_MS;
            (1..=minutes).rev().map(move |back| {
                let demand = value * 3.0 / 100.0;
                (at_ms - back * MINUTE_MS, demand.ceil().max(1.0), demand)
            })
        })
        .collect()
}

fn close(found: f64, expected: f64, what: &str, seed: u64) {
    assert!((found - expected).abs() < 1e-9, "HEADROOM_SEED={seed}: {what} {found} {expected}");
}

#[test]
fn each_measure_is_its_sum_over_the_minutes() {
    let (mut under_provisioned, mut better) = (0, 0);
    for seed in seeds(120) {
        let job = random(seed);
        let plan = Plan::new(&job).unwrap();
        let outcome = plan.replay(&job.variants[0], Detail::Curves).unwrap();
        let found = told(&job);
        let serving = serving_sizes(&outcome.sizes, job.boot_delay_ms);
        let minutes = needs(&job);
        let mean = |of: &dyn Fn(f64, f64) -> f64| {
            let all = minutes.iter().map(|(at_ms, d, _)| of(*d, size(&serving, *at_ms)));
            all.sum::<f64>() / f64::from(u32::try_from(minutes.len()).unwrap()) * 100.0
        };
        let under = mean(&|d, s| (d - s).max(0.0) / d);
        close(found.under_provisioning_accuracy, under, "θ_U", seed);
        let over = mean(&|d, s| (s - d).max(0.0) / d);
        close(found.over_provisioning_accuracy, over, "θ_O", seed);
        close(found.under_provisioning_timeshare, mean(&|d, s| f64::from(d > s)), "τ_U", seed);
        close(found.over_provisioning_timeshare, mean(&|d, s| f64::from(s > d)), "τ_O", seed);
        // The demand is over what serves exactly where the scorecard counts overload.
        let minutes_told = f64::from(u32::try_from(minutes.len()).unwrap());
        let overload = outcome.scorecard.overload_minutes.unwrap() / minutes_told * 100.0;
        close(found.under_provisioning_timeshare, overload, "overload", seed);
        let card = &outcome.scorecard;
        let slack = 1.0 - card.demand_hours.unwrap() / card.instance_hours;
        close(found.slack, slack, "slack", seed);

        let span = plan.span();
        let bounds = &job.variants[0].thresholds().unwrap().capacity;
        let [least, most] = [bounds.min_replicas, bounds.max_replicas].map(f64::from);
        let oracle: f64 = (span.from_ms..span.to_ms)
            .step_by(usize::try_from(MINUTE_MS).unwrap())
            .map(|now_ms| {
                let step_ms = job.histories[0].times_ms[1] - job.histories[0].times_ms[0];
                let ahead = minutes.iter().filter(|(at_ms, _, _)| {
                    // Of a whole sample, from a boot delay before its start.
                    let start_ms = job.histories[0].times_ms.iter().map(|end| end - step_ms);
                    let start_ms = start_ms.filter(|start| start <= at_ms).max().unwrap();
                    start_ms - job.boot_delay_ms <= now_ms && *at_ms >= now_ms
                });
                ahead.map(|(_, d, _)| *d).fold(least, f64::max).min(most)
            })
            .sum();
        close(found.oracle_hours, oracle / 60.0, "oracle", seed);
        close(found.regret, 1.0 - oracle / 60.0 / card.instance_hours, "regret", seed);
        under_provisioned += u32::from(found.under_provisioning_timeshare > 0.0);
        better += u32::from(found.regret < 0.0);
    }
    assert!(under_provisioned > 30 && better > 5, "{under_provisioned} {better}");
}

/// A supply that follows each step of the demand at once is stable; one that stays is not.
#[test]
fn instability_is_the_time_in_which_supply_and_demand_part() {
    let values = [50.0, 90.0, 50.0, 50.0];
    let still = job(history(Metric::Cpu, 5, &values), "0:2", capacity(1, 5, 0), &[]);
    // 1, 2, 1 and 1 are needed: the demand rises, falls and rests while the supply rests.
    let found = told(&still);
    assert!((found.instability - 200.0 / 3.0).abs() < 1e-9, "{}", found.instability);
    let calm = job(history(Metric::Cpu, 5, &[50.0; 4]), "0:2", capacity(1, 5, 0), &[]);
    assert_eq!(told(&calm).instability, 0.0);
}

#[test]
fn the_speed_up_is_the_geometric_mean_of_what_both_tell() {
    let base = Measures {
        under_provisioning_accuracy: 4.0,
        over_provisioning_accuracy: 20.0,
        under_provisioning_timeshare: 8.0,
        over_provisioning_timeshare: 0.0,
        ..Measures::default()
    };
    let other = Measures {
        under_provisioning_accuracy: 1.0,
        over_provisioning_accuracy: 40.0,
        under_provisioning_timeshare: 2.0,
        over_provisioning_timeshare: 9.0,
        ..Measures::default()
    };
    // Four times, half and four times: the cube root of 8.
    assert!((other.speed_up(&base).unwrap() - 2.0).abs() < 1e-12);
    assert_eq!(base.speed_up(&base), Some(1.0));
    assert_eq!(Measures::default().speed_up(&base), None);
}

/// Without overload and with a boot of nothing, the oracle is the demand itself within the bounds.
#[test]
fn an_oracle_orders_a_boot_delay_ahead() {
    let values = [20.0, 20.0, 120.0, 20.0];
    let with_boot = |minutes: i64| {
        let mut job = job(history(Metric::Cpu, 5, &values), "0:3", capacity(1, 4, 0), &[]);
        job.boot_delay_ms = minutes * MINUTE_MS;
        told(&job).oracle_hours * 60.0
    };
    // 0.6, 0.6, 3.6 and 0.6 Instances: 1, 1, 4 and 1 for five minutes each.
    assert!((with_boot(0) - 35.0).abs() < 1e-9);
    assert!((with_boot(3) - 44.0).abs() < 1e-9, "three more for three minutes more");
    assert_eq!(START_MS, at(0));
}

#[test]
fn where_no_history_tells_what_an_instance_carries_there_are_none() {
    let rules = ["connections > 70 =2"];
    let job = job(history(Metric::Connections, 5, &[9.0; 4]), "0:2", capacity(1, 5, 0), &rules);
    let plan = Plan::new(&job).unwrap();
    let outcome = plan.replay(&job.variants[0], Detail::Curves).unwrap();
    let rules = plan.rules(&job.variants[0]).unwrap();
    assert_eq!(measures(&job, &plan, &rules, &outcome), None);
}
