//! A group whose target was edited in this browser: from the write that was kept to how well a
//! replay meets the group.

use headroom::activity::{End, Entry, Kept, Outcome, Place};
use headroom::engine::{MINUTE_MS, Metric};
use headroom::forms::apply::Stored;
use headroom::lab::activity::Writes;
use headroom::lab::past_rules;
use headroom::whatif::{Change, InForce, Job, Known, RealChange, SizeAt, Variant, successive};
use headroom::wire::v1alpha2::{Group, ScalingPolicy, UtilizationTarget};
use headroom::wire::{Duration, Timestamp};
use headroom::worker::replay::{Calibrate, CalibrationReport, ExplainAt, RealRecord};

use super::{ask, replayed};

/// When the target was edited, in minutes.
const EDIT: i64 = 300;

fn group(target_avg_percent: u32) -> Group {
    let scaling_policy = ScalingPolicy {
        minimum_size: 1,
        maximum_size: 6,
        scale_out_cooldown: Some(Duration::from_secs(300)),
        scale_in_cooldown: Some(Duration::from_secs(300)),
        scale_out_step: 1,
        scale_in_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent }),
        ..ScalingPolicy::default()
    };
    let created_at = Timestamp::from_millis(0);
    Group { id: "group".into(), created_at, scaling_policy, ..Group::default() }
}

/// The edit as it was kept.
fn edit(before: &Group, after: &Group) -> Writes {
    let value = |group: &Group| Some(serde_json::to_value(group).unwrap());
    let end =
        End { outcome: Outcome::Done, words: String::new(), duration_ms: 1, answer: value(after) };
    let entry = Entry {
        there_ms: Some(EDIT * MINUTE_MS),
        method: "PATCH".to_owned(),
        path: "/autoscaling/v1alpha2/zones/fr-par-1/groups/group".to_owned(),
        before: value(before),
        end: Some(end),
        ..Entry::default()
    };
    Writes::of(Kept { entries: vec![("0".to_owned(), entry)], ..Kept::default() })
}

fn calibrated(job: &Job, real: &[Change], in_force: Vec<InForce>) -> CalibrationReport {
    let change = |own: &Change| {
        let by = i64::from(own.to) - i64::from(own.from);
        RealChange { at_ms: own.at_ms, by, known: Known::Event }
    };
    let changes = real.iter().map(change).collect();
    let sizes: Vec<SizeAt> = job.recorded_sizes.clone();
    let question = Calibrate { variant: "saved".to_owned(), changes, sizes, in_force };
    ask(&mut replayed(job), question).unwrap()
}

#[test]
fn a_target_that_was_edited_is_held_against_what_it_was() {
    let (before, now) = (group(45), group(85));
    let stored = Stored::Target(now.clone());
    let past = past_rules(&stored, &edit(&before, &now), &Place::default());
    let job = Job { variants: vec![stored.variant()], ..super::job() };
    assert_eq!(job.histories[0].metric, Metric::Cpu);
    // The group did what its rules of each time say.
    let truth: Vec<Change> = [(i64::MIN, EDIT, before), (EDIT, i64::MAX, now)]
        .into_iter()
        .flat_map(|(from, to, group)| {
            let own = InForce { since_ms: 0, rules: Stored::Target(group).variant() };
            let mut part = job.clone();
            let history = &mut part.histories[0];
            let minutes = history.times_ms.iter().map(|at_ms| at_ms / MINUTE_MS);
            let kept: Vec<bool> = minutes.map(|minute| from < minute && minute <= to).collect();
            let mut own_kept = kept.iter();
            history.values.retain(|_| own_kept.next() == Some(&true));
            let mut own_kept = kept.iter();
            history.times_ms.retain(|_| own_kept.next() == Some(&true));
            successive(&part, &[own]).unwrap().changes
        })
        .collect();
    let (first, last) = (truth.first().unwrap(), truth.last().unwrap());
    assert!(first.at_ms < EDIT * MINUTE_MS && EDIT * MINUTE_MS < last.at_ms, "{truth:?}");

    let stretches = calibrated(&job, &truth, past.in_force);
    assert_eq!(stretches.score, Some(1.0), "{}", stretches.sentence);
    assert_eq!(stretches.remarks, []);
    assert_eq!(stretches.rules, "Each stretch is held against what was in force then, 2 in all.");

    let present = calibrated(&job, &truth, Vec::new());
    assert!(present.score.unwrap() < 0.9, "{}", present.sentence);
    assert!(present.rules.contains("is not known"), "{}", present.rules);
}

#[test]
fn a_real_moment_goes_by_the_rules_that_were_in_force_then() {
    let job = super::job();
    let mut worker = replayed(&job);
    let (at_ms, edited_ms) = (301 * MINUTE_MS, 400 * MINUTE_MS);
    let ordered = vec![SizeAt { at_ms: 0, size: 4 }, SizeAt { at_ms, size: 3 }];
    let mut before = job.variants[0].clone();
    before.thresholds_mut().unwrap().capacity.max_replicas = 2;
    let rules = |since_ms, rules: &Variant| InForce { since_ms, rules: rules.clone() };
    let in_force = vec![rules(0, &before), rules(edited_ms, &job.variants[0])];
    let real = RealRecord { variant: "saved".to_owned(), ordered, in_force };
    let at = |at_ms| ExplainAt { at_ms, real: real.clone(), flips: true, ..ExplainAt::default() };
    let mut told = |at_ms| ask(&mut worker, at(at_ms)).unwrap().remove(0);
    let then = told(at_ms);
    assert_eq!(then.replaced_ms, Some(edited_ms));
    assert!(then.summary.contains("maximum of 2"), "{}", then.summary);
    assert!(then.flips.iter().all(|flip| flip.leads_to.is_none()), "{:?}", then.flips);
    let now = told(edited_ms + 10 * MINUTE_MS);
    assert_eq!(now.replaced_ms, None);
    assert!(!now.summary.contains("maximum of 2"), "{}", now.summary);
}
