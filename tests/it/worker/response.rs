//! A setting's response, asked for as the page does.

use headroom::engine::Metric;
use headroom::whatif::{Job, Parameter, Plan, Range, Response};
use headroom::wire::{Action, Float, Operator};
use headroom::worker::protocol::Refusal;
use headroom::worker::replay::{ReplayWorker, TraceSetting};

use super::{ask, ask_new, set};

/// A rule that grows by CPU.
fn job() -> Job {
    let mut job = super::job();
    let policy = &mut job.variants[0].thresholds_mut().unwrap().policies[0];
    policy.action = Action::ScaleUp;
    let metric = &mut policy.metric;
    (metric.managed_metric, metric.sampling_range_min) = (Metric::Cpu.to_wire(), 5);
    (metric.operator, metric.threshold) = (Operator::GreaterThan, Float::new(60.0));
    job
}

#[test]
fn the_plateaus_are_those_of_the_plan() {
    let (mut worker, job) = (ReplayWorker::default(), job());
    set(&mut worker, &job);
    let (variant, plan) = (job.variants[0].clone(), Plan::new(&job).unwrap());
    let range = Range { from: 0.0, to: 100.0, step: 1.0 };
    for (parameter, policy) in [(Parameter::Threshold, Some(0)), (Parameter::Maximum, None)] {
        let asked =
            TraceSetting { variant: variant.clone(), parameter, policy, range, at_steps: false };
        let found = ask(&mut worker, asked.clone()).unwrap();
        let expected = Response::of(&plan, &variant, (parameter, policy), range).unwrap();
        assert!(found.plateaus.len() > 1, "{parameter:?}");
        assert_eq!(found, expected);
        let rough = ask(&mut worker, TraceSetting { at_steps: true, ..asked }).unwrap();
        assert_eq!(rough.step, (parameter == Parameter::Threshold).then_some(1.0));
    }
}

#[test]
fn there_is_none_without_a_job_and_for_rules_that_are_not_valid() {
    let mut variant = job().variants[0].clone();
    variant.thresholds_mut().unwrap().capacity.min_replicas = 90;
    let range = Range { from: 0.0, to: 100.0, step: 1.0 };
    let (parameter, policy) = (Parameter::Threshold, Some(0));
    let asked = TraceSetting { variant, parameter, policy, range, at_steps: false };
    assert_eq!(ask_new(asked.clone()), Err(Refusal::NoJob));
    let mut worker = ReplayWorker::default();
    set(&mut worker, &job());
    assert!(matches!(ask(&mut worker, asked), Err(Refusal::Invalid(_))));
}
