//! Trying rules on another group's load.

use headroom::engine::Metric;
use headroom::forms::apply::Stored;
use headroom::lab::{Why, is_too_short, lenders, start_size};
use headroom::whatif::{History, Job, LoadModel};
use headroom::wire::{Capacity, Group, Timestamp};

use super::{HOUR, MINUTE, START};

#[test]
fn next_to_no_history_is_none_to_try_rules_on() {
    let job = |span_ms: i64| {
        let times_ms = vec![START, START + span_ms];
        let (metric, values) = (Metric::Cpu, vec![0.5; 2]);
        let history = History { metric, load: LoadModel::of(metric), times_ms, values };
        Job { histories: vec![history], ..Job::default() }
    };
    assert!(is_too_short(Err(&Why::NoHistory)));
    assert!(is_too_short(Ok(&job(55 * MINUTE))));
    assert!(!is_too_short(Ok(&job(HOUR))));
    assert!(!is_too_short(Err(&Why::Reading)), "it may come yet");
}

/// The lender may have had any size.
#[test]
fn a_new_group_starts_at_its_own_minimum() {
    let capacity = Capacity { min_replicas: 3, max_replicas: 9, ..Capacity::default() };
    let group = Group { capacity, ..Group::default() };
    assert_eq!(start_size(&Stored::Thresholds(group, Vec::new())), 3);
}

#[test]
fn a_load_is_lent_by_groups_of_the_same_project_the_likest_first() {
    let group = |name: &str, project: &str, template: &str, age: i64| Group {
        id: format!("id-{name}").as_str().into(),
        name: name.to_owned(),
        project_id: project.into(),
        instance_template_id: template.into(),
        created_at: Timestamp::from_millis(START - age),
        ..Group::default()
    };
    let groups = [
        group("other", "b", "small", 9),
        group("young", "a", "large", 1),
        group("new", "a", "small", 0),
        group("old", "a", "large", 5),
        group("like", "a", "small", 2),
    ];
    let names = |own: &str| -> Vec<String> {
        lenders(&groups, &own.into()).into_iter().map(|(_, name)| name).collect()
    };
    assert_eq!(names("id-new"), ["like", "old", "young"]);
    assert_eq!(names("id-other"), Vec::<String>::new());
    assert_eq!(names("gone"), Vec::<String>::new());
}
