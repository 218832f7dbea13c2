//! Trying rules on another group's load.

use headroom::engine::Metric;
use headroom::forms::ResourceForm;
use headroom::forms::apply::Stored;
use headroom::forms::scaling_group::Known;
use headroom::lab::{
    FormOf, Lender, Why, invented_load, is_too_short, lenders, start_size, typed_group,
    typed_rules, usual_busiest,
};
use headroom::whatif::{History, Job, LoadModel};
use headroom::wire::v1alpha2::{Group as NewGroup, GroupSummary};
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
    let all: Vec<Lender> = groups.iter().map(Lender::from).collect();
    let names = |own: &Stored| -> Vec<String> {
        lenders(&all, own).into_iter().map(|group| group.name).collect()
    };
    let own = |index: usize| Stored::Thresholds(groups[index].clone(), Vec::new());
    assert_eq!(names(&own(2)), ["like", "old", "young"]);
    assert_eq!(names(&own(0)), Vec::<String>::new());
}

/// One that is yet to be created has no id, and what its form says of project and template.
#[test]
fn a_group_that_is_only_typed_borrows_too() {
    let group = |name: &str, project: &str, template: &str| GroupSummary {
        id: name.into(),
        name: name.to_owned(),
        project_id: project.into(),
        template_id: template.into(),
        ..GroupSummary::default()
    };
    let all: Vec<Lender> = [group("a", "p", "x"), group("b", "p", "y"), group("c", "q", "y")]
        .iter()
        .map(Lender::from)
        .collect();
    let known = Known { project: "p".to_owned(), ..Known::default() };
    let draft = NewGroup::blank(&known).with("template_id", "y");
    let typed = typed_group(&draft).unwrap();
    let names: Vec<String> = lenders(&all, &typed).into_iter().map(|group| group.name).collect();
    assert_eq!(names, ["b", "a"]);
    let rules = typed_rules(&typed, &FormOf::NewGroup, &draft).unwrap();
    assert_eq!(rules.target().unwrap().maximum_size, 5);
    assert_eq!(typed_group(&draft.with("scaling_policy_spec.maximum_size", "many")), None);
}

/// It is told that nobody had it; what it fills is what was asked for, and never unknown.
#[test]
fn an_invented_load_fills_what_is_asked_for() {
    for busiest in [1, 4, 50] {
        let load = invented_load(busiest, START + 90 * MINUTE + 7_000);
        let job = load.job(Job::default());
        let cpu = &job.histories[0];
        assert_eq!(*cpu.times_ms.last().unwrap(), START + 90 * MINUTE);
        assert_eq!(cpu.times_ms.last().unwrap() - cpu.times_ms[0], 48 * HOUR);
        let recorded = f64::from(job.recorded_sizes[0].size);
        let filled: Vec<f64> = cpu.values.iter().map(|cpu| cpu / 100.0 * recorded).collect();
        let most = filled.iter().copied().fold(0.0, f64::max) / f64::from(busiest);
        let least = filled.iter().copied().fold(f64::MAX, f64::min) / f64::from(busiest);
        assert!((0.95..=1.0).contains(&most), "{most}");
        assert!((0.1..0.2).contains(&least), "{least}");
        assert!(cpu.values.iter().all(|cpu| *cpu < 100.0), "no sample hides its demand");
    }
}

#[test]
fn an_invented_load_leaves_a_group_some_room_at_first() {
    let at = [0, 1, 2, 3, 5, 10].map(usual_busiest);
    assert_eq!(at, [1, 1, 2, 2, 4, 7]);
}
