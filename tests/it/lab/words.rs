//! What a group is and did, in words.

use headroom::engine::Metric;
use headroom::forms::policy::draft;
use headroom::forms::{Draft, ResourceForm};
use headroom::lab::words::{
    action, ago, bounds, condition, covered, entries_near, last_change, limits_rule, policy_row,
    policy_rule, policy_sentence, prediction, reversals, size, spaced, whose,
};
use headroom::lab::{pieces, target_words};
use headroom::wire::v1alpha2::{FixedSize, ScalingPolicy, UtilizationTarget};
use headroom::wire::{Action, AdjustmentType, Capacity, Duration, Group, Policy, Server};
use headroom::worker::replay::Coverage;

use super::{DAY, HOUR, MINUTE, START, entry, group, policy};

#[test]
fn a_policy_that_is_typed_reads_as_a_sentence() {
    let group = "group".into();
    let draft = Policy::blank(&group).with("name", "up").with("metric.threshold", "62.5");
    let said = |draft: &Draft| policy_sentence(draft, &group);
    let cpu = "When the average of CPU over 5 min is over 62.5 %, add 1 Instance.";
    assert_eq!(said(&draft).as_deref(), Some(cpu));
    let down = draft
        .clone()
        .with("action", "scale_down")
        .with("type", "percent_of_total_group")
        .with("value", "20")
        .with("metric.operator", "operator_less_than")
        .with("metric.aggregate", "aggregate_max")
        .with("metric.threshold", "30");
    let said_down = said(&down).unwrap();
    assert!(said_down.starts_with("When the max"), "{said_down}");
    assert!(said_down.ends_with("is under 30 %, remove 20 % of the group."), "{said_down}");
    assert_eq!(said(&draft.clone().with("name", " ")).as_deref(), Some(cpu), "no name is needed");
    assert_eq!(said(&draft.with("metric.threshold", "high")), None);
}

#[test]
fn a_rule_is_the_policys_sentence_with_what_it_sets_standing_out() {
    let group_id = "group".into();
    let up = policy("up", true, 70.0);
    let rule = policy_rule(&up);
    let plain: String = pieces(&rule).map(|(text, _)| text).collect();
    assert_eq!(Some(plain), policy_sentence(&draft(&up), &group_id));
    let strong = |rule: &str| -> Vec<String> {
        pieces(rule).filter(|own| own.1).map(|(text, _)| text.to_owned()).collect()
    };
    assert_eq!(strong(&rule), ["CPU", "5 min", "70 %", "1"]);
    // What no form would take is said nevertheless.
    let odd = Policy { adjustment: AdjustmentType::Unknown, value: 4, ..up };
    assert!(policy_rule(&odd).contains("unknown_type"));

    let mut own = group();
    own.capacity = Capacity { min_replicas: 2, max_replicas: 8, cooldown_delay: None };
    let said =
        |group: &Group| pieces(&limits_rule(group)).map(|(text, _)| text).collect::<String>();
    assert_eq!(said(&own), "Never under 2, never over 8.");
    own.capacity.cooldown_delay = Some(Duration::from_secs(300));
    assert_eq!(said(&own), "After any change, wait 5 min. Never under 2, never over 8.");
    assert_eq!(strong(&limits_rule(&own)), ["5 min", "2", "8"]);
    assert_eq!(pieces("").count(), 0);
}

#[test]
fn a_target_reads_as_a_sentence_too() {
    let said = |sentence: String| pieces(&sentence).map(|(text, _)| text).collect::<String>();
    let average = ScalingPolicy {
        cpu_target: Some(UtilizationTarget { target_avg_percent: 60 }),
        minimum_size: 1,
        maximum_size: 6,
        scale_out_step: 2,
        scale_in_step: 1,
        scale_out_cooldown: Some(Duration::from_secs(60)),
        ..ScalingPolicy::default()
    };
    assert_eq!(
        said(target_words::rule(&average)),
        "Keep CPU at 60 %, adding at most 2 and removing at most 1 at a time."
    );
    let untold = "Never under 1, never over 6.";
    assert_eq!(said(target_words::limits_rule(&average)), untold, "one delay is not told");
    let average = ScalingPolicy { scale_in_cooldown: Some(Duration::from_secs(300)), ..average };
    assert_eq!(
        said(target_words::limits_rule(&average)),
        "After adding, wait 1 min; after removing, 5 min. Never under 1, never over 6."
    );
    let memory = ScalingPolicy {
        cpu_target: None,
        memory_target: Some(UtilizationTarget { target_avg_percent: 55 }),
        ..average.clone()
    };
    assert!(said(target_words::rule(&memory)).starts_with("Keep Memory at 55 %, adding"));
    let fixed = |size| ScalingPolicy {
        fixed_size: Some(FixedSize { size }),
        cpu_target: None,
        ..average.clone()
    };
    assert_eq!(said(target_words::rule(&fixed(1))), "Keep 1 Instance, whatever the load.");
    assert_eq!(said(target_words::rule(&fixed(3))), "Keep 3 Instances, whatever the load.");
    assert_eq!(said(target_words::limits_rule(&fixed(3))), "Never under 1, never over 6.");
    let none = target_words::rule(&ScalingPolicy::default());
    assert_eq!(none, "It keeps to nothing that this console knows.");
}

#[test]
fn a_policy_is_a_condition_and_an_action() {
    let mut up = policy("up", true, 70.0);
    let label = Metric::Cpu.label();
    assert_eq!(condition(&up), format!("{label}, average of 5 min, over 70 %"));
    up.metric.managed_metric = None;
    assert!(condition(&up).ends_with(", average of 5 min, over 70"), "{}", condition(&up));

    let of = |adjustment, value, action| Policy {
        adjustment,
        value,
        action,
        ..policy("up", true, 70.0)
    };
    let cases = [
        (AdjustmentType::FlatCount, 1, Action::ScaleUp, "add 1 Instance"),
        (AdjustmentType::FlatCount, 3, Action::ScaleDown, "remove 3 Instances"),
        (AdjustmentType::PercentOfTotalGroup, 20, Action::ScaleUp, "add 20 % of the group"),
        (AdjustmentType::SetTotalGroup, 4, Action::ScaleDown, "set the total to 4"),
        (AdjustmentType::Unknown, 4, Action::ScaleUp, "unknown_type 4"),
    ];
    for (adjustment, value, direction, words) in cases {
        assert_eq!(action(&of(adjustment, value, direction)), words);
    }
}

#[test]
fn a_policy_that_shows_something_else_is_another_row() {
    let up = policy("up", true, 70.0);
    assert_eq!(policy_row(&up), policy_row(&up.clone()));
    let priority = up.priority + 1;
    assert_ne!(policy_row(&up), policy_row(&Policy { priority, ..up.clone() }));
    assert_ne!(policy_row(&up), policy_row(&policy("up", true, 60.0)));
}

#[test]
fn a_group_is_its_bounds_and_size() {
    assert_eq!(bounds((1, 5)), "of 1 to 5");
    let booting = Server { state_detail: "booting kernel".to_owned(), ..Server::default() };
    assert_eq!(size(&[]), "0");
    assert_eq!(size(&[Server::default(), Server::default()]), "2");
    assert_eq!(size(&[Server::default(), booting]), "2, 1 booting");
}

#[test]
fn the_last_change_is_the_latest_that_tells_one() {
    let events = [
        entry(START + HOUR, "A policy was changed"),
        entry(START, "removed 2 instance(s)"),
        entry(START - HOUR, "added 1 instance(s)"),
    ];
    let told = last_change(&events, START + 3 * HOUR);
    assert_eq!(told, Some(("2 removed".to_owned(), "3 h ago".to_owned())));
    assert_eq!(last_change(&events[2..], START).unwrap().0, "1 added");
    assert_eq!(last_change(&events[..1], START), None);
}

#[test]
fn an_age_has_one_unit() {
    let cases = [
        (0, "just now"),
        (MINUTE - 1, "just now"),
        (MINUTE, "1 min ago"),
        (2 * HOUR - 1, "119 min ago"),
        (2 * HOUR, "2 h ago"),
        (2 * DAY - 1, "47 h ago"),
        (2 * DAY, "2 days ago"),
        (-HOUR, "just now"),
    ];
    for (passed_ms, words) in cases {
        assert_eq!(ago(START, START + passed_ms), words);
    }
    assert_eq!(ago(i64::MIN, i64::MAX), format!("{} days ago", i64::MAX / DAY));
}

#[test]
fn a_series_lies_from_one_instant_to_another() {
    let at = |step_ms, gaps| Coverage { first_ms: 1, last_ms: 2, step_ms, gaps };
    assert_eq!(spaced(&at(300_000, 0)), "one every 5 min, no gaps.");
    assert_eq!(spaced(&at(15_000, 1)), "one every 15 s, 1 gap.");
    assert_eq!(spaced(&at(250, 2)), "one every 250 ms, 2 gaps.");
    let when = |at_ms: i64| format!("#{at_ms}");
    let said = "From #1 to #2. Each sample covers the 5 min before its time.";
    assert_eq!(covered(&[at(300_000, 0)], when).as_deref(), Some(said));
    let later = Coverage { first_ms: 2, last_ms: 9, ..at(60_000, 0) };
    let said = "From #1 to #9. Each sample covers its series' step before its time.";
    assert_eq!(covered(&[at(300_000, 0), later], when).as_deref(), Some(said));
    assert_eq!(covered(&[], when), None);
}

#[test]
fn events_near_a_moment_are_those_of_its_evaluation() {
    let at = |minute: i64| entry(START + minute * MINUTE, &minute.to_string());
    let events: Vec<_> = (-7..=7).rev().map(at).collect();
    assert_eq!(entries_near(&events, START), ["4", "3", "2", "1"]);
    assert_eq!(entries_near(&events[..2], START), [""; 0]);
}

#[test]
fn a_decision_says_whose_it_is() {
    assert_eq!(whose(""), "Actual: ");
    assert_eq!(whose("saved"), "Saved, replayed: ");
    assert_eq!(whose("edited"), "Edited: ");
    assert_eq!(whose("swept"), "swept: ");
}

#[test]
fn a_replay_is_counted() {
    assert_eq!(prediction(Some(0.935)), "94 % of the real changes met");
    assert_eq!(prediction(None), "no change to compare with");
    assert_eq!(reversals(1), "One reversal and its cause");
    assert_eq!(reversals(3), "3 reversals and their causes");
}
