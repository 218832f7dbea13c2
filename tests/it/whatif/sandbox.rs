//! The replay of a recording beside what really happened, which in the sandbox is known.

use headroom::api::Client;
use headroom::engine::{EVALUATION_PERIOD_MS, Metric};
use headroom::whatif::{
    Detail, History, Job, LoadModel, Variant, run, serving_sizes, size_change, sizes_from_samples,
};
use headroom::wire::{Group, ListQuery, Policy, query};

use super::START_MS;
use crate::api::block_on;
use crate::in_process::{SandboxHandle, samples};

const DAY_MS: i64 = 24 * 3_600_000;
const STEP_MS: i64 = 60_000;

/// What a page reads of the first content's first group, and the changes that its events tell.
fn recording() -> (Job, Vec<(i64, i64)>) {
    let client = Client::new(SandboxHandle::fresh(), "fr-par-1".into());
    let groups: Vec<Group> = block_on(client.list::<Group>(&ListQuery::default())).unwrap();
    let group = groups.into_iter().find(|group| group.name == "checkout-api").unwrap();
    let of_group = ListQuery { instance_group_id: Some(group.id.clone()), ..ListQuery::default() };
    let policies: Vec<Policy> = block_on(client.list::<Policy>(&of_group)).unwrap();
    let read = |expression: &str| {
        let from_ms = START_MS - 13 * DAY_MS;
        samples(&block_on(client.samples("", expression, from_ms, START_MS, STEP_MS)).unwrap())
    };
    let word = Metric::Cpu.to_wire().unwrap();
    let cpu = read(&query::expression(&word, &group.id).unwrap());
    let counts = read(&query::size_expression(&group.id).unwrap());
    let events = block_on(client.events(&group.id)).unwrap();
    let changes: Vec<(i64, i64)> = events
        .iter()
        .filter_map(|event| Some((event.created_at.as_millis(), size_change(event)?)))
        .filter(|(at_ms, _)| *at_ms > cpu.times_ms[0])
        .collect();
    let ordered = sizes_from_samples(&counts.times_ms, &counts.values);
    let (metric, load) = (Metric::Cpu, LoadModel::of(Metric::Cpu));
    let job = Job {
        histories: vec![History { metric, load, times_ms: cpu.times_ms, values: cpu.values }],
        recorded_sizes: serving_sizes(&ordered, Job::BOOT_DELAY_MS),
        variants: vec![Variant::of_thresholds(group.name, group.capacity, policies)],
        evaluation_phase_ms: changes.first().map(|(at_ms, _)| *at_ms),
        ..Job::default()
    };
    (job, changes)
}

/// How many of `these` have one of `those` within one evaluation, in the same direction.
fn matched(these: &[(i64, i64)], those: &[(i64, i64)]) -> usize {
    let near = |&&(at_ms, by): &&(i64, i64)| {
        those.iter().any(|&(other_ms, other)| {
            (other_ms - at_ms).abs() <= EVALUATION_PERIOD_MS && (other > 0) == (by > 0)
        })
    };
    these.iter().filter(near).count()
}

#[test]
fn the_saved_policies_reproduce_what_the_sandbox_really_did() {
    let (job, mut real) = recording();
    // Events are listed with the newest first.
    real.reverse();
    let outcome = run(&job, Detail::Curves).unwrap();
    let simulated: Vec<(i64, i64)> = outcome.variants[0]
        .changes
        .iter()
        .map(|change| (change.at_ms, i64::from(change.to) - i64::from(change.from)))
        .collect();
    assert!(real.len() > 20, "thirteen days hold {} real changes", real.len());
    // The replay decides at the stamps of samples, the sandbox at its own seconds.
    let (found, meant) = (matched(&real, &simulated), matched(&simulated, &real));
    assert_eq!((found, meant), (real.len(), simulated.len()), "met of real, of simulated");
    let amounts = |changes: &[(i64, i64)]| changes.iter().map(|own| own.1).collect::<Vec<_>>();
    assert_eq!(amounts(&simulated), amounts(&real));
}

/// Sizes as ordered instead of as served would make the demand of every boot too high.
#[test]
fn the_demand_is_reckoned_from_the_instances_that_served() {
    let (job, _) = recording();
    let outcome = run(&job, Detail::Curves).unwrap();
    let exact = outcome.variants[0].changes.len();
    assert!(exact > 0);
    // Where the simulated and the recorded group served alike, so do their samples.
    let (values, recorded) = (&outcome.variants[0].values[0], &job.histories[0].values);
    let alike = values.iter().zip(recorded).filter(|(a, b)| (**a - **b).abs() < 1e-9).count();
    assert!(alike * 100 >= values.len() * 95, "{alike} of {} samples are alike", values.len());
}
