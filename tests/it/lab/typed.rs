//! The rules that a form would give a group.

use headroom::forms::apply::Stored;
use headroom::forms::{Draft, ResourceForm, group, policy as form, scaling_policy};
use headroom::lab::{FormOf, faults_at, same_rules, typed_risks, typed_rules};
use headroom::wire::v1alpha2::{self, ScalingPolicy, UtilizationTarget};
use headroom::wire::{Float, Group, GroupId, Policy, PolicyId};
use headroom::worker::replay::Remark;

use super::saved;

const GROUP: &str = "group";

fn stored() -> Stored {
    let saved = saved();
    let rules = saved.thresholds().unwrap().clone();
    let group = Group { id: GroupId(GROUP.to_owned()), capacity: rules.capacity, ..<_>::default() };
    Stored::Thresholds(group, rules.policies)
}

fn of_policy() -> FormOf {
    FormOf::Policy(PolicyId("up".to_owned()))
}

fn text_of(id: &str) -> Draft {
    let saved = saved();
    form::draft(saved.policies().iter().find(|row| row.id.0 == id).unwrap())
}

#[test]
fn an_untouched_form_gives_the_saved_rules() {
    let typed = typed_rules(&stored(), &of_policy(), &text_of("up")).unwrap();
    assert!(same_rules(&typed, &stored().variant()));
}

#[test]
fn a_policys_form_changes_that_policy_alone() {
    let draft = text_of("up").with("metric.threshold", "61");
    let typed = typed_rules(&stored(), &of_policy(), &draft).unwrap();
    let mut wanted = saved();
    let row = &mut wanted.thresholds_mut().unwrap().policies;
    row.iter_mut().find(|row| row.id.0 == "up").unwrap().metric.threshold = Float::new(61.0);
    assert!(same_rules(&typed, &wanted));
}

#[test]
fn a_new_policy_joins_the_saved_ones_under_its_own_name() {
    let group = GroupId(GROUP.to_owned());
    let draft = Policy::blank(&group).with("name", "early");
    let typed = typed_rules(&stored(), &FormOf::NewPolicy, &draft).unwrap();
    let added = typed.policies().last().unwrap();
    assert_eq!(typed.policies().len(), saved().policies().len() + 1);
    assert_eq!((added.name.as_str(), added.metric.name.as_str()), ("early", "early"));
    assert_eq!(added.instance_group_id, group);
}

#[test]
fn the_groups_form_changes_the_bounds() {
    let draft = group::capacity_draft(&saved().thresholds().unwrap().capacity);
    let draft = draft.with("capacity.max_replicas", "9");
    let typed = typed_rules(&stored(), &FormOf::Group, &draft).unwrap();
    assert_eq!(typed.thresholds().unwrap().capacity.max_replicas, 9);
    assert_eq!(typed.policies(), saved().policies());
}

#[test]
fn a_targets_form_changes_the_target() {
    let percent = |target_avg_percent| Some(UtilizationTarget { target_avg_percent });
    let old = ScalingPolicy { maximum_size: 5, cpu_target: percent(60), ..<_>::default() };
    let stored = Stored::Target(v1alpha2::Group { scaling_policy: old.clone(), ..<_>::default() });
    let new = ScalingPolicy { cpu_target: percent(80), ..old };
    let draft = Draft::default().nesting("scaling_policy_spec.", &scaling_policy::draft(&new));
    let typed = typed_rules(&stored, &FormOf::Group, &draft).unwrap();
    assert_eq!(typed.target(), Some(&new));
}

/// Whoever saves by the form is told what the what-if's review tells.
#[test]
fn the_groups_form_tells_what_saving_does_at_once() {
    let (group, capacity) = (Group::default(), saved().thresholds().unwrap().capacity.clone());
    let stored = Stored::Thresholds(Group { capacity: capacity.clone(), ..group }, Vec::new());
    let said = |size, field: &str, text: &str| {
        let draft = group::capacity_draft(&capacity).with(format!("capacity.{field}"), text);
        typed_risks(&stored, &FormOf::Group, size, &draft).join(" ")
    };
    let below = "The maximum falls below the present size of 5: 3 Instances are removed at once.";
    assert_eq!(said(Some(5), "max_replicas", "2"), below);
    let unknown = "The present size is not known. What it has above 2 is removed at once.";
    assert_eq!(said(None, "max_replicas", "2"), unknown);
    assert_eq!(said(Some(5), "max_replicas", "two"), "", "its field says what is wrong");
    let unchanged = capacity.max_replicas.to_string();
    assert_eq!(said(Some(99), "max_replicas", &unchanged), "", "nothing is sent");
}

/// The last policy that adds may become one that removes, by its own form.
#[test]
fn a_policys_form_tells_that_no_policy_is_left_that_adds() {
    let said = |action: &str| {
        let draft = text_of("up").with("action", action);
        typed_risks(&stored(), &of_policy(), None, &draft).join(" ")
    };
    let lost = "No policy scales up any more: the group no longer answers load.";
    assert_eq!(said("scale_down"), lost);
    assert_eq!(said("scale_up"), "");
}

#[test]
fn a_targets_form_tells_it_by_the_size_of_now() {
    let target = Some(UtilizationTarget { target_avg_percent: 60 });
    let scaling_policy = ScalingPolicy { maximum_size: 5, cpu_target: target, ..<_>::default() };
    let (of, current_size) = (scaling_policy::draft(&scaling_policy), 1);
    let stored = Stored::Target(v1alpha2::Group { scaling_policy, current_size, ..<_>::default() });
    let draft = Draft::default().nesting("scaling_policy_spec.", &of.with("maximum_size", "2"));
    let below =
        "The bounds ask for less than the present size of 5: 3 Instances are removed at once.";
    assert_eq!(typed_risks(&stored, &FormOf::Group, Some(5), &draft), [below]);
    assert_eq!(
        typed_risks(&stored, &FormOf::Group, None, &draft),
        [""; 0],
        "as it was when the form was opened"
    );
}

#[test]
fn what_cannot_be_read_and_what_is_gone_give_none() {
    let unread = text_of("up").with("metric.threshold", "a lot");
    assert_eq!(typed_rules(&stored(), &of_policy(), &unread), None);
    let gone = FormOf::Policy(PolicyId("gone".to_owned()));
    assert_eq!(typed_rules(&stored(), &gone, &text_of("up")), None);
}

/// A threshold that does not do what it says is told at its own field, and at no other.
#[test]
fn a_fault_is_told_at_the_field_that_it_is_about() {
    let remark = |policy, field: &str, is_fault| Remark {
        kind: "Fault".to_owned(),
        sentence: "never fires".to_owned(),
        policy,
        field: field.to_owned(),
        is_fault,
        ..Remark::default()
    };
    let found = [
        remark(Some(0), "metric.threshold", true),
        remark(Some(1), "priority", false),
        remark(None, "cpu_target.target_avg_percent", true),
        remark(None, "", true),
    ];
    let paths = |policy| -> Vec<String> {
        faults_at(&found, policy).into_iter().map(|note| note.path).collect()
    };
    assert_eq!(paths(Some(0)), ["metric.threshold"]);
    assert!(paths(Some(1)).is_empty(), "a note is no fault");
    assert_eq!(paths(None), ["cpu_target.target_avg_percent"]);
}
