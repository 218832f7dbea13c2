//! The rules that a group had, from the writes that were kept.

use headroom::activity::{End, Entry, Kept, Outcome, Place};
use headroom::engine::Metric;
use headroom::forms::apply::Stored;
use headroom::lab::activity::Writes;
use headroom::lab::{PastRules, past_rules, with_edits};
use headroom::wire::{Group, Policy, Timestamp};
use serde_json::{Value, json};

use super::{HOUR, MINUTE, START, entry, group, policy};

const PATH: &str = "/autoscaling/v1alpha1/zones/fr-par-1";

fn own(id: &str, threshold: f64) -> Policy {
    policy(id, id == "up", threshold)
}

fn value(resource: &impl serde::Serialize) -> Value {
    serde_json::to_value(resource).unwrap()
}

/// A write that was carried out so many hours after the start.
fn write(hours: i64, method: &str, path: &str, before: Option<Value>, answer: Value) -> Entry {
    Entry {
        // The browser's clock is of no use here.
        at_ms: 7,
        there_ms: Some(START + hours * HOUR),
        method: method.to_owned(),
        path: format!("{PATH}/{path}"),
        body: Some(json!({ "instance_group_id": "group" })),
        before,
        end: Some(End {
            outcome: Outcome::Done,
            words: String::new(),
            duration_ms: 1,
            answer: Some(answer),
        }),
        ..Entry::default()
    }
}

fn past(entries: Vec<Entry>) -> PastRules {
    let now = vec![own("up", 62.0), own("down", 40.0)];
    let stored = Stored::Thresholds(group(), now);
    let named = entries.into_iter().enumerate();
    let entries = named.map(|(number, entry)| (number.to_string(), entry)).collect();
    let kept = Kept { entries, ..Kept::default() };
    past_rules(&stored, &Writes::of(kept), &Place::default())
}

/// Since which hour rules were in force, their maximum, and each policy's threshold.
type Stretch = (i64, u32, Vec<(String, String)>);

fn stretches(past: &PastRules) -> Vec<Stretch> {
    let of = |own: &headroom::whatif::InForce| {
        let rules = own.rules.thresholds().unwrap();
        let policies = rules.policies.iter();
        let policies =
            policies.map(|own| (own.name.clone(), own.metric.threshold.get().to_string()));
        let hours = (own.since_ms - START) / HOUR;
        (hours, rules.capacity.max_replicas, policies.collect())
    };
    past.in_force.iter().map(of).collect()
}

fn pairs(policies: &[(&str, &str)]) -> Vec<(String, String)> {
    policies.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn wider() -> Group {
    let mut before = group();
    before.capacity.max_replicas = 9;
    before
}

#[test]
fn what_was_never_changed_has_no_past() {
    assert_eq!(past(Vec::new()), PastRules::default());
}

#[test]
fn each_edit_is_undone_in_turn() {
    let past = past(vec![
        write(
            9,
            "PATCH",
            "instance-policies/up",
            Some(value(&own("up", 70.0))),
            value(&own("up", 62.0)),
        ),
        write(6, "POST", "instance-policies", None, value(&own("down", 40.0))),
        write(4, "DELETE", "instance-policies/old", Some(value(&own("old", 20.0))), Value::Null),
        write(2, "PATCH", "instance-groups/group", Some(value(&wider())), value(&group())),
    ]);
    let born = -24;
    assert_eq!(
        stretches(&past),
        [
            (born, 9, pairs(&[("up", "70"), ("old", "20")])),
            (2, 5, pairs(&[("up", "70"), ("old", "20")])),
            (4, 5, pairs(&[("up", "70")])),
            (6, 5, pairs(&[("up", "70"), ("down", "40")])),
            (9, 5, pairs(&[("up", "62"), ("down", "40")])),
        ]
    );
    assert_eq!(past.unknown_before_ms, None);
    let hours: Vec<i64> = past.edits.iter().map(|edit| (edit.at_ms - START) / HOUR).collect();
    assert_eq!(hours, [9, 6, 4, 2], "the newest first");
    assert!(past.edits.iter().all(|edit| edit.sentence.len() > 10), "{:?}", past.edits);
}

#[test]
fn only_what_was_carried_out_here_and_changed_rules_counts() {
    let of = |change: &dyn Fn(&mut Entry)| {
        let before = Some(value(&own("up", 70.0)));
        let mut entry = write(9, "PATCH", "instance-policies/up", before, value(&own("up", 62.0)));
        change(&mut entry);
        past(vec![entry]).in_force.len()
    };
    assert_eq!(of(&|_| {}), 2);
    assert_eq!(of(&|entry| entry.end = None), 0, "nobody knows");
    assert_eq!(of(&|entry| entry.place.address = "https://elsewhere".to_owned()), 0);
    assert_eq!(of(&|entry| entry.path = format!("{PATH}/instance-groups/other")), 0);
    let renamed = |entry: &mut Entry| entry.before = Some(value(&own("up", 62.0)));
    assert_eq!(of(&renamed), 0, "the rules stayed");
}

#[test]
fn what_had_not_been_read_ends_what_is_known() {
    let past = past(vec![
        write(
            9,
            "PATCH",
            "instance-policies/up",
            Some(value(&own("up", 70.0))),
            value(&own("up", 62.0)),
        ),
        write(5, "PATCH", "instance-groups/group", None, value(&group())),
        write(2, "PATCH", "instance-groups/group", Some(value(&wider())), value(&group())),
    ]);
    assert_eq!(past.unknown_before_ms, Some(START + 5 * HOUR));
    let hours: Vec<i64> = stretches(&past).iter().map(|(hours, ..)| *hours).collect();
    assert_eq!(hours, [5, 9]);
}

#[test]
fn edits_stand_in_the_log_at_their_time() {
    let (old, new) = (value(&own("up", 70.0)), value(&own("up", 62.0)));
    let mut edit = write(1, "PATCH", "instance-policies/up", Some(old), new);
    edit.body = Some(json!({ "metric": { "threshold": 62.0 } }));
    let past = past(vec![edit]);
    let log = [entry(START + 2 * HOUR, "later"), entry(START + MINUTE, "before")];
    let all = with_edits(&log, &past.edits);
    let times: Vec<i64> = all.iter().map(|entry| (entry.at_ms - START) / MINUTE).collect();
    assert_eq!(times, [120, 60, 1]);
    assert_eq!(all[1].source, "this browser");
    assert!(all[1].text.contains("70") && all[1].text.contains("62"), "{}", all[1].text);
    assert_eq!(all[1].change, None);
}

#[test]
fn an_edit_in_the_second_of_the_birth_keeps_the_order_of_time() {
    let before = value(&own("up", 70.0));
    let edit = write(0, "PATCH", "instance-policies/up", Some(before), value(&own("up", 62.0)));
    let born = START + 350;
    let group = Group { created_at: Timestamp::from_millis(born), ..group() };
    let stored = Stored::Thresholds(group, vec![own("up", 62.0), own("down", 40.0)]);
    let kept = Kept { entries: vec![("1".to_owned(), edit)], ..Kept::default() };
    let past = past_rules(&stored, &Writes::of(kept), &Place::default());
    let since: Vec<i64> = past.in_force.iter().map(|own| own.since_ms).collect();
    assert_eq!(since, [START, START]);
}

#[test]
fn the_metrics_of_earlier_rules_are_needed_while_their_time_is_in_sight() {
    let (mut before, now) = (own("up", 62.0), own("up", 62.0));
    before.metric.managed_metric = Metric::NetworkIn.to_wire();
    let write = write(5, "PATCH", "instance-policies/up", Some(value(&before)), value(&now));
    let past = past(vec![write]);
    assert_eq!(past.metrics(START + 4 * HOUR), [Metric::NetworkIn, Metric::Cpu]);
    assert_eq!(past.metrics(START + 5 * HOUR), [Metric::Cpu], "they were replaced by then");
    assert!(PastRules::default().metrics(START).is_empty());
}
