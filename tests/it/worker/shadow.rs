//! A shadow, asked for as the page does.

use std::sync::Arc;

use headroom::engine::{MINUTE_MS, Metric, summary};
use headroom::whatif::{
    Change, Detail, Job, Known, Pairing, Plan, RealChange, SizeAt, run, sampled_since,
};
use headroom::wire::{Action, Float, Operator};
use headroom::worker::protocol::Refusal;
use headroom::worker::replay::{FollowShadow, ShadowBeside, ShadowReport};

use super::ask_new;

/// A rule that grows by CPU, edited and saved: the edited one grows earlier.
fn job() -> Job {
    let mut job = super::job();
    let variant = &mut job.variants[0];
    let policy = &mut variant.thresholds_mut().unwrap().policies[0];
    policy.action = Action::ScaleUp;
    let metric = &mut policy.metric;
    (metric.managed_metric, metric.sampling_range_min) = (Metric::Cpu.to_wire(), 5);
    (metric.operator, metric.threshold) = (Operator::GreaterThan, Float::new(95.0));
    let saved = variant.clone();
    variant.policy_mut(0).unwrap().metric.threshold = Float::new(40.0);
    job.variants = vec![job.variants[0].clone(), saved];
    job.price_per_hour = Some(0.25);
    job
}

fn follow(job: &Job, beside: ShadowBeside) -> Result<ShadowReport, Refusal> {
    ask_new(FollowShadow { job: Arc::new(job.clone()), beside })
}

#[test]
fn the_report_is_of_the_replay_and_each_change_has_its_reason() {
    let job = job();
    let outcome = run(&job, Detail::Ledger).unwrap().variants.remove(0);
    let rules = Plan::new(&job).unwrap().rules(&job.variants[0]).unwrap();
    let real = |at_ms| RealChange { at_ms, by: -1, known: Known::Event };
    let last = *outcome.changes.last().unwrap();
    let changes = vec![real(last.at_ms)];
    let sizes = vec![SizeAt { at_ms: 0, size: 9 }, SizeAt { at_ms: last.at_ms, size: 8 }];
    let beside = ShadowBeside { changes, sizes, ..ShadowBeside::default() };
    let found = follow(&job, beside).unwrap();
    assert_eq!(found.sizes, outcome.sizes);
    assert_eq!(found.changes.len(), outcome.changes.len() + 1);
    assert!(found.changes.is_sorted_by_key(|one| std::cmp::Reverse(one.pairing.at_ms())));

    let ledger = outcome.ledger.as_ref().unwrap();
    let said = |change: &Change| {
        let index = ledger.index_at(change.at_ms).unwrap();
        summary(&rules, &ledger.decisions()[index], ledger.signals(index))
    };
    for one in &found.changes {
        match &one.pairing {
            Pairing::Extra(change) => assert_eq!(one.why, said(change)),
            Pairing::Missed(real) => assert_eq!((real.by, one.why.is_empty()), (-1, false)),
            Pairing::Matched { .. } => panic!("the one grows where the other shrinks"),
        }
    }
    assert!(!found.latest.is_empty());
    let rows: Vec<_> = found.figures.iter().map(|row| row.name.as_str()).collect();
    let names = ["Instances now", "Instance-hours", "Cost", "Overload", "Changes", "Reversals"];
    assert_eq!(rows, names);
    let now = &found.figures[0];
    assert_eq!((now.shadow.clone(), now.real.as_str()), (last.to.to_string(), "8"));
    assert!(
        found.sentence.contains("Instance-hours than the group so far, € "),
        "{}",
        found.sentence
    );
    assert!(found.trust.iter().any(|line| line.contains("0 % of all changes match")));
}

#[test]
fn without_a_price_or_a_size_nothing_is_made_up() {
    let mut bare = job();
    bare.price_per_hour = None;
    let found = follow(&bare, ShadowBeside::default()).unwrap();
    assert!(found.figures.iter().all(|row| row.name != "Cost"), "{:?}", found.figures);
    assert_eq!(found.figures[0].real, "–");
    assert!(!found.sentence.contains('€'), "{}", found.sentence);
}

#[test]
fn only_what_its_rules_watch_can_be_missed() {
    let mut own = job();
    let cpu = own.histories.iter().position(|own| own.metric == Metric::Cpu).unwrap();
    let from = own.histories[cpu].times_ms[0] - MINUTE_MS;
    let beside = || ShadowBeside { since_ms: from, ..ShadowBeside::default() };
    let before = follow(&own, beside()).unwrap().unsampled;
    let history = &mut own.histories[cpu];
    let cut = history.times_ms.len() / 2;
    let lost = (history.times_ms[cut - 1], history.times_ms[cut + 9]);
    history.times_ms.drain(cut..cut + 10);
    history.values.drain(cut..cut + 10);
    let found = follow(&own, beside()).unwrap().unsampled;
    assert_eq!(found.len(), before.len() + 1, "{found:?}");
    assert!(found.iter().any(|gap| gap.from_ms == lost.0 && gap.to_ms == lost.1), "{found:?}");
    for variant in &mut own.variants {
        variant.policy_mut(0).unwrap().metric.managed_metric = Metric::NetworkOut.to_wire();
    }
    assert_eq!(follow(&own, beside()).unwrap().unsampled, [], "nothing watches the CPU");
}

#[test]
fn what_cannot_be_replayed_says_why() {
    let mut wrong = job();
    wrong.variants[0].thresholds_mut().unwrap().capacity.min_replicas = 999;
    let refused = follow(&wrong, ShadowBeside::default()).unwrap_err().to_string();
    assert!(refused.contains("under the minimum of 999"), "{refused}");
    let mut alone = job();
    alone.variants.pop();
    let refused = follow(&alone, ShadowBeside::default()).unwrap_err();
    assert_eq!(refused.to_string(), "The shadow's rules are missing.");
    assert!(follow(&Job { histories: Vec::new(), ..job() }, ShadowBeside::default()).is_err());
}

/// Only what was sampled since it began crosses, and as columns.
#[test]
fn the_samples_cross_as_columns() {
    use headroom::worker::protocol::Packed;
    let whole = job();
    let since_ms = whole.histories[0].times_ms[20];
    let part = sampled_since(&whole, since_ms).unwrap();
    let asked = FollowShadow {
        job: Arc::new(part),
        beside: ShadowBeside { since_ms, ..ShadowBeside::default() },
    };
    let parcel = asked.clone().pack();
    assert_eq!(parcel.columns.len(), 2 * asked.job.histories.len());
    assert_eq!(FollowShadow::unpack(parcel.clone()), Ok(asked));
    let broken = headroom::worker::protocol::Parcel { bytes: vec![0xff], ..parcel };
    assert_eq!(FollowShadow::unpack(broken).unwrap_err().path, "beside");
}
