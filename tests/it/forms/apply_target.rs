//! From a saved scaling policy to an edited one: one call, checked on the sandbox.

use headroom::forms::apply::{Call, Sent, Stored};
use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::whatif::VariantRules;
use headroom::wire::v1alpha2::{FixedSize, Group, ScalingPolicy, UtilizationTarget};
use http::Request;
use serde_json::{Value, json};

use super::read;
use crate::wire::body;

fn group() -> Group {
    let mut group: Group = read(body!("v1alpha2/group_create_reply"));
    group.scaling_policy.fixed_size = None;
    group.scaling_policy.cpu_target = Some(UtilizationTarget { target_avg_percent: 70 });
    (group.scaling_policy.minimum_size, group.current_size) = (1, 4);
    group
}

/// The group's policy after an edit.
fn edited(edit: impl FnOnce(&mut ScalingPolicy)) -> VariantRules {
    let mut policy = group().scaling_policy;
    edit(&mut policy);
    VariantRules::Target(policy)
}

fn sent(edit: impl FnOnce(&mut ScalingPolicy)) -> (Value, Vec<String>) {
    let plan = Stored::Target(group()).plan(&edited(edit), None).unwrap();
    assert_eq!(plan.steps.len(), 1);
    let body: Value = serde_json::from_str(&plan.steps[0].call.body().unwrap()).unwrap();
    (body["scaling_policy_spec"].clone(), plan.risks)
}

#[test]
fn one_call_carries_only_what_differs() {
    let nothing = Stored::Target(group()).plan(&edited(|_| {}), None).unwrap();
    assert!(nothing.steps.is_empty() && nothing.lines.is_empty() && nothing.risks.is_empty());
    let (spec, risks) = sent(|policy| {
        policy.cpu_target = Some(UtilizationTarget { target_avg_percent: 63 });
        policy.maximum_size = 9;
    });
    assert_eq!(spec, json!({"maximum_size": 9, "cpu_target": {"target_avg_percent": 63}}));
    assert!(risks.is_empty(), "{risks:?}");
}

#[test]
fn the_differences_read_as_the_form_does_and_a_replaced_target_is_shown_too() {
    let fixed = edited(|policy| {
        policy.cpu_target = None;
        policy.fixed_size = Some(FixedSize { size: 4 });
    });
    let plan = Stored::Target(group()).plan(&fixed, None).unwrap();
    let mut lines: Vec<_> = plan
        .lines
        .iter()
        .map(|line| format!("{}: {} to {}", line.field, line.old, line.new))
        .collect();
    lines.sort();
    assert_eq!(
        lines,
        ["Keep to: An average CPU to A fixed size", "Size: – to 4 Instances", "Target: 70 % to –",]
    );
    assert_eq!(plan.risks, ["The group stays at 4, whatever its load."]);
}

/// Where the fixed size stands and the bounds move, the bounds do it.
#[test]
fn a_bound_that_moves_past_a_fixed_size_is_what_is_told() {
    let fixed = |size, bounds: (u32, u32)| {
        edited(|policy| {
            policy.cpu_target = None;
            policy.fixed_size = Some(FixedSize { size });
            (policy.minimum_size, policy.maximum_size) = bounds;
        })
    };
    for (new, said) in [
        (fixed(4, (1, 2)), "The bounds ask for less than the present size of 4"),
        (fixed(4, (6, 9)), "The bounds ask for more than the present size of 4"),
        (fixed(2, (1, 9)), "The fixed size is under the present size of 4"),
    ] {
        let plan = Stored::Target(group()).plan(&new, None).unwrap();
        assert!(plan.risks.iter().any(|own| own.starts_with(said)), "{said}: {:?}", plan.risks);
    }
}

#[test]
fn what_a_change_does_at_once_is_a_risk() {
    type Edit = fn(&mut ScalingPolicy);
    let table: [(Edit, &str); 6] = [
        (
            |policy| policy.maximum_size = 2,
            "The bounds ask for less than the present size of 4: 2 Instances are removed at once.",
        ),
        (
            |policy| policy.minimum_size = 5,
            "The bounds ask for more than the present size of 4: 1 Instance is added at once.",
        ),
        (
            |policy| policy.scale_out_step = 0,
            "A scale-out step of 0: the group no longer answers load.",
        ),
        (
            |policy| policy.scale_in_step = 0,
            "A scale-in step of 0: what was added stays, and costs.",
        ),
        (
            |policy| policy.minimum_size = 0,
            "With a minimum of 0, a group that has no Instance measures nothing: no target brings \
             it back.",
        ),
        (
            |policy| {
                policy.memory_target = policy.cpu_target.take();
            },
            "Only an agent in each Instance measures memory. Without it nothing scales, and \
             nothing says so.",
        ),
    ];
    let meeting = edited(|policy| (policy.minimum_size, policy.maximum_size) = (4, 4));
    let plan = Stored::Target(group()).plan(&meeting, None).unwrap();
    let expected = "The bounds meet: the group stays at 4, whatever its target.";
    assert_eq!((plan.risks.len(), plan.meets.as_deref()), (0, Some(expected)));
    for (edit, risk) in table {
        assert_eq!(sent(edit).1, [risk]);
    }
    let (_, risks) = sent(|policy| {
        policy.cpu_target = None;
        policy.fixed_size = Some(FixedSize { size: 40 });
    });
    assert_eq!(risks[1], "The fixed size lies outside the bounds, so the group stays at 12.");
}

#[test]
fn what_cannot_be_sent_is_refused_with_its_place() {
    let refused =
        |rules: &VariantRules| Stored::Target(group()).plan(rules, None).unwrap_err().to_string();
    let crossed = refused(&edited(|policy| policy.minimum_size = 13));
    assert!(crossed.starts_with("Group: Maximum: "), "{crossed}");
    let emptied = refused(&edited(|policy| policy.scale_in_cooldown = None));
    assert!(emptied.starts_with("Group: Scale-in cooldown: A change cannot empty"), "{emptied}");
    let other = refused(&VariantRules::Thresholds(<_>::default()));
    assert!(other.contains("Move it"), "{other}");
}

#[test]
fn a_lost_answer_leaves_the_wanted_rules_and_a_plan_from_what_is_there() {
    let wanted = edited(|policy| policy.maximum_size = 9);
    let plan = Stored::Target(group()).plan(&wanted, None).unwrap();
    let lost = plan.standing(&[Sent::Unknown("Cut.".to_owned())]);
    assert_eq!((lost.uncertain, lost.left, lost.wanted), (true, vec![0], wanted.clone()));
    assert_eq!(lost.in_force, edited(|_| {}));
    let done = plan.standing(&[Sent::Done(None)]);
    assert_eq!(done.in_force, wanted);
}

/// The sandbox holds what the plan says, and nothing else moved.
#[test]
fn the_sandbox_takes_the_call() {
    let mut sandbox = Sandbox::empty(1, FIRST_CONTENT_NOW_MS);
    let mut call = |method: &str, uri: &str, body: Option<String>| -> String {
        let request =
            Request::builder().method(method).uri(uri).header("X-Auth-Token", SANDBOX_KEY);
        let request = request.body(body.unwrap_or_default().into_bytes()).unwrap();
        let response = sandbox.handle(&request);
        let status = response.status();
        let text = String::from_utf8(response.into_body()).unwrap();
        assert!(status.is_success(), "{status} {text}");
        text
    };
    let uri = "/instance/v2alpha1/zones/fr-par-1/templates";
    let template = body!("v1alpha2/template_create_request").to_owned();
    let template: Value = read(&call("POST", uri, Some(template)));
    let mut body: Value = read(body!("v1alpha2/group_create_request"));
    body["template_id"] = template["id"].clone();
    let uri = "/autoscaling/v1alpha2/zones/fr-par-1/groups";
    let before: Group = read(&call("POST", uri, Some(body.to_string())));
    let mut wanted = before.scaling_policy.clone();
    wanted.fixed_size = None;
    wanted.cpu_target = Some(UtilizationTarget { target_avg_percent: 63 });
    wanted.scale_out_step = 2;
    let plan =
        Stored::Target(before.clone()).plan(&VariantRules::Target(wanted.clone()), None).unwrap();
    let Call::UpdateTargetGroup(..) = plan.steps[0].call else { panic!("{:?}", plan.steps) };
    let path = plan.steps[0].call.path(&"fr-par-1".into());
    let after: Group = read(&call("PATCH", &path, plan.steps[0].call.body()));
    assert_eq!(after.scaling_policy, wanted);
    assert_eq!((after.name, after.updated_at), (before.name, before.updated_at));
}
