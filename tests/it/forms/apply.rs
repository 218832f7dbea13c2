//! From saved rules to edited ones: the calls in a safe order, checked on the sandbox after each.

use headroom::engine::Capacity as Checked;
use headroom::forms::apply::{Call, Plan, Sent, Stored, plan};
use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::whatif::{Thresholds, Variant, VariantRules};
use headroom::wire::{
    Action, CreateGroup, CreatePolicy, CreateTemplate, Duration, Envelope, Float, Group, GroupList,
    Operator, Policy, PolicyId, PolicyList, Template,
};
use http::Request;

use super::read;
use crate::chance::Chance;
use crate::wire::body;

/// A group in a sandbox.
struct Api(Sandbox);

const ZONE: &str = "/autoscaling/v1alpha1/zones/fr-par-1";

impl Api {
    fn send(&mut self, method: &str, uri: &str, body: Option<&str>) -> (u16, String) {
        let request =
            Request::builder().method(method).uri(uri).header("X-Auth-Token", SANDBOX_KEY);
        let bytes = body.unwrap_or_default().as_bytes().to_vec();
        let response = self.0.handle(&request.body(bytes).unwrap());
        (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
    }

    fn create(&mut self, noun: &str, body: &impl serde::Serialize) -> String {
        let text = serde_json::to_string(body).unwrap();
        let (status, reply) = self.send("POST", &format!("{ZONE}/{noun}"), Some(&text));
        assert!((200..300).contains(&status), "{status} {reply}");
        reply
    }

    /// With one group, and a policy from each of these drafts.
    fn with(policies: &[Policy]) -> Self {
        let mut api = Self(Sandbox::empty(1, FIRST_CONTENT_NOW_MS));
        let template: CreateTemplate = read(body!("template_create_request"));
        let template: Template = read(&api.create("instance-templates", &template));
        let group: CreateGroup = read(body!("group_create_request"));
        let group = CreateGroup { template_id: template.id, ..group };
        let group: Group = read(&api.create("instance-groups", &group));
        for row in policies {
            let Policy { name, metric, action, adjustment, value, priority, .. } = row.clone();
            let instance_group_id = group.id.clone();
            let body = CreatePolicy {
                name,
                metric,
                action,
                adjustment,
                value,
                priority,
                instance_group_id,
            };
            api.create("instance-policies", &body);
        }
        api
    }

    fn rows(&mut self) -> (Group, Vec<Policy>) {
        let groups: GroupList = read(&self.send("GET", &format!("{ZONE}/instance-groups"), None).1);
        let uri = format!("{ZONE}/instance-policies?order_by=created_at_asc");
        let policies: PolicyList = read(&self.send("GET", &uri, None).1);
        (groups.unwrap().0.swap_remove(0), policies.unwrap().0)
    }

    /// Sends a call; a created policy's id comes back.
    fn call(&mut self, call: &Call) -> Option<PolicyId> {
        let path = call.path(&"fr-par-1".into());
        let body = call.body();
        let (status, reply) = self.send(call.method().as_str(), &path, body.as_deref());
        assert!((200..300).contains(&status), "{call:?}: {status} {reply}");
        matches!(call, Call::CreatePolicy(_)).then(|| read::<Policy>(&reply).id)
    }
}

fn policy(name: &str, up: bool, threshold: f64, priority: u32) -> Policy {
    let mut row: Policy = read(body!("policy_create_reply"));
    row.id = PolicyId::default();
    name.clone_into(&mut row.name);
    row.action = if up { Action::ScaleUp } else { Action::ScaleDown };
    row.metric.operator = if up { Operator::GreaterThan } else { Operator::LessThan };
    row.metric.threshold = Float::new(threshold);
    (row.priority, row.zone) = (priority, None);
    row
}

fn pair() -> [Policy; 2] {
    [policy("up", true, 70.0, 1), policy("down", false, 30.0, 2)]
}

/// Bounds and cooldown of a variant, then its policies in order of their names, without ids.
fn text(rules: &Thresholds) -> String {
    let row = |row: &Policy| {
        let Policy { name, metric, action, adjustment, value, priority, .. } = row;
        let metric = serde_json::to_string(metric).unwrap();
        format!("{name} {action} {adjustment} {value} {priority} {metric}")
    };
    let mut rows: Vec<String> = rules.policies.iter().map(row).collect();
    rows.sort();
    format!("{:?}\n{}", rules.capacity, rows.join("\n"))
}

fn saved(group: &Group, policies: &[Policy]) -> Variant {
    Stored::Thresholds(group.clone(), policies.to_vec()).variant()
}

/// Rules that are thresholds.
fn thresholds(rules: &VariantRules) -> &Thresholds {
    let VariantRules::Thresholds(rules) = rules else { panic!("{rules:?}") };
    rules
}

/// The steps of a plan in order, each as its title.
fn titles(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.title.as_str()).collect()
}

#[test]
fn nothing_differs_nothing_is_sent() {
    let (group, policies) = Api::with(&pair()).rows();
    let plan =
        plan(&group, &policies, saved(&group, &policies).thresholds().unwrap(), Some(2)).unwrap();
    assert!(plan.steps.is_empty() && plan.lines.is_empty() && plan.risks.is_empty());
    let standing = plan.standing(&[]);
    assert_eq!((standing.left.len(), standing.sentence.as_str()), (0, "All changes are in force."));
}

#[test]
fn growth_comes_first_and_what_takes_away_comes_last() {
    let rows = [pair().to_vec(), vec![policy("old up", true, 90.0, 3)]].concat();
    let (group, policies) = Api::with(&rows).rows();
    let mut wanted = saved(&group, &policies);
    // From 1 to 5: to 2 to 4.
    (
        wanted.thresholds_mut().unwrap().capacity.min_replicas,
        wanted.thresholds_mut().unwrap().capacity.max_replicas,
    ) = (2, 4);
    wanted.thresholds_mut().unwrap().capacity.cooldown_delay = Some(Duration::from_secs(600));
    wanted.thresholds_mut().unwrap().policies[0].metric.threshold = Float::new(60.0);
    wanted.thresholds_mut().unwrap().policies[1].value = 2;
    wanted.thresholds_mut().unwrap().policies[2] = policy("new up", true, 85.0, 3);
    wanted.thresholds_mut().unwrap().policies.push(policy("new down", false, 10.0, 4));
    let plan = plan(&group, &policies, wanted.thresholds().unwrap(), Some(5)).unwrap();
    let expected = [
        "Raise the bounds",
        "Change “up”",
        "Create “new up”",
        "Change “down”",
        "Create “new down”",
        "Lower the bounds",
        "Delete “old up”",
    ];
    assert_eq!(titles(&plan), expected);
    let body = |at: usize| plan.steps[at].call.body().unwrap();
    assert_eq!(body(0), r#"{"capacity":{"min_replicas":2,"cooldown_delay":"600s"}}"#);
    assert_eq!(body(1), r#"{"metric":{"threshold":60}}"#);
    assert_eq!(body(3), r#"{"value":2}"#);
    assert_eq!(body(5), r#"{"capacity":{"max_replicas":4}}"#);
    let calls: Vec<String> = plan
        .steps
        .iter()
        .map(|step| format!("{} {}", step.call.method(), step.call.path(&"fr-par-1".into())))
        .collect();
    assert_eq!(calls[0], format!("PATCH {ZONE}/instance-groups/{}", group.id));
    assert_eq!(calls[1], format!("PATCH {ZONE}/instance-policies/{}", policies[0].id));
    assert_eq!(calls[2], format!("POST {ZONE}/instance-policies"));
    assert_eq!(calls[6], format!("DELETE {ZONE}/instance-policies/{}", policies[2].id));
    assert_eq!(plan.steps[6].call.body(), None);
    assert!(plan.steps.iter().all(|step| step.reason.ends_with('.')));
}

#[test]
fn the_differences_read_as_the_forms_do() {
    let (group, policies) = Api::with(&pair()).rows();
    let mut wanted = saved(&group, &policies);
    wanted.thresholds_mut().unwrap().capacity.max_replicas = 9;
    wanted.thresholds_mut().unwrap().policies[0].metric.threshold = Float::new(62.5);
    wanted.thresholds_mut().unwrap().policies.remove(1);
    let plan = plan(&group, &policies, wanted.thresholds().unwrap(), None).unwrap();
    let lines: Vec<String> = plan
        .lines
        .iter()
        .map(|line| format!("{}, {}: {} > {}", line.place, line.field, line.old, line.new))
        .collect();
    assert_eq!(lines[0], "Group, Maximum: 5 Instances > 9 Instances");
    assert_eq!(lines[1], "up, Threshold: 70 % > 62.5 %");
    assert_eq!(lines[2], "down, Name: down > –");
    assert!(lines[2..].iter().all(|line| line.starts_with("down, ") && line.ends_with(" > –")));
    let expected = [
        "No policy scales down any more: what was added stays, and costs.",
        "“down” is deleted. To have it back is to create it anew.",
    ];
    assert_eq!(plan.risks, expected);
}

#[test]
fn what_a_change_does_at_once_is_a_risk() {
    let (group, policies) = Api::with(&pair()).rows();
    let risks = |min: u32, max: u32, size: Option<u32>| {
        let mut wanted = saved(&group, &policies);
        (
            wanted.thresholds_mut().unwrap().capacity.min_replicas,
            wanted.thresholds_mut().unwrap().capacity.max_replicas,
        ) = (min, max);
        plan(&group, &policies, wanted.thresholds().unwrap(), size).unwrap().risks.join(" ")
    };
    let below = "The maximum falls below the present size of 5: 3 Instances are removed at once.";
    assert_eq!(risks(1, 2, Some(5)), below);
    assert_eq!(risks(1, 4, Some(4)), "");
    let unknown = "The present size is not known. What it has above 4 is removed at once.";
    assert_eq!(risks(1, 4, None), unknown);
    let above = "The minimum rises above the present size of 2: 1 Instance is added at once.";
    assert_eq!(risks(3, 5, Some(2)), above);
    assert_eq!(risks(4, 4, Some(4)), "");
    let mut meeting = group.capacity.clone();
    (meeting.min_replicas, meeting.max_replicas) = (4, 4);
    let mut wanted = saved(&group, &policies);
    wanted.thresholds_mut().unwrap().capacity = meeting;
    let found = plan(&group, &policies, wanted.thresholds().unwrap(), Some(4)).unwrap().meets;
    assert_eq!(found.unwrap(), "The bounds meet: the group stays at 4, whatever its policies.");
    let mut wanted = saved(&group, &policies);
    wanted.thresholds_mut().unwrap().policies.remove(0);
    let found = plan(&group, &policies, wanted.thresholds().unwrap(), None).unwrap().risks;
    assert_eq!(found[0], "No policy scales up any more: the group no longer answers load.");
}

#[test]
fn what_cannot_be_sent_is_refused_with_its_place() {
    let (group, policies) = Api::with(&pair()).rows();
    let refused = |change: fn(&mut Variant)| {
        let mut wanted = saved(&group, &policies);
        change(&mut wanted);
        plan(&group, &policies, wanted.thresholds().unwrap(), None).unwrap_err().to_string()
    };
    let said = refused(|wanted| wanted.thresholds_mut().unwrap().capacity.max_replicas = 0);
    assert!(said.starts_with("Group: Maximum: "), "{said}");
    let said = refused(|wanted| wanted.thresholds_mut().unwrap().capacity.cooldown_delay = None);
    let empty = "Group: Cooldown: A change cannot empty this: the API keeps what is \
                 not sent. Enter 0.";
    assert_eq!(said, empty);
    let said = refused(|wanted| wanted.thresholds_mut().unwrap().policies[1].value = 0);
    assert!(said.starts_with("down: Instances: "), "{said}");
    let said = refused(|wanted| {
        wanted.thresholds_mut().unwrap().policies[0].action = Action::Other("sideways".to_owned());
    });
    assert!(said.starts_with("up: Action: "), "{said}");
    let said = refused(|wanted| {
        wanted.thresholds_mut().unwrap().policies[0].metric.managed_metric = None;
        wanted.thresholds_mut().unwrap().policies[0].metric.cockpit_metric_name =
            Some("queue".to_owned());
    });
    assert!(said.starts_with("up: Metric: "), "{said}");
}

#[test]
fn a_call_that_fails_leaves_nothing_unexplained() {
    let (group, policies) = Api::with(&pair()).rows();
    let mut wanted = saved(&group, &policies);
    wanted.thresholds_mut().unwrap().capacity.max_replicas = 9;
    wanted.thresholds_mut().unwrap().policies[0].metric.threshold = Float::new(60.0);
    wanted.thresholds_mut().unwrap().policies.remove(1);
    let plan = plan(&group, &policies, wanted.thresholds().unwrap(), None).unwrap();
    let done = || Sent::Done(None);
    let said = |sent: &[Sent]| plan.standing(sent).sentence;
    let nothing = "Nothing was changed. Refused: Raise the bounds. Quota. Left: Raise the bounds, \
                   Change “up”, Delete “down”.";
    assert_eq!(said(&[Sent::Refused("Quota.".to_owned())]), nothing);
    let half = "1 of 3 changes are in force: Raise the bounds. Refused: Change “up”. Locked. Left: \
                Change “up”, Delete “down”.";
    assert_eq!(said(&[done(), Sent::Refused("Locked.".to_owned())]), half);
    let lost = plan.standing(&[done(), done(), Sent::Unknown("Time ran out.".to_owned())]);
    let unsure = "2 of 3 changes are in force: Raise the bounds, Change “up”. No answer to: Delete \
                  “down”. It may be in force or not. Time ran out. Left: Delete “down”.";
    assert_eq!((lost.sentence.as_str(), lost.uncertain, lost.left), (unsure, true, vec![2]));
    assert_eq!(thresholds(&lost.in_force).policies.len(), 2);
    assert_eq!(said(&[done(), done(), done()]), "All changes are in force.");
}

#[test]
fn the_second_row_of_one_id_is_a_new_policy() {
    let (group, policies) = Api::with(&pair()).rows();
    let mut wanted = saved(&group, &policies);
    wanted
        .thresholds_mut()
        .unwrap()
        .policies
        .push(Policy { name: "up too".to_owned(), ..policies[0].clone() });
    let plan = plan(&group, &policies, wanted.thresholds().unwrap(), None).unwrap();
    assert_eq!(titles(&plan), ["Create “up too”"]);
}

/// Some of the rows changed, some left out, some added, and other bounds.
fn random_edit(chance: &mut Chance, rules: &Variant) -> Variant {
    let mut edited = rules.clone();
    let min = chance.within(1, 6);
    edited.thresholds_mut().unwrap().capacity.min_replicas = min;
    edited.thresholds_mut().unwrap().capacity.max_replicas = (min + chance.within(0, 6)).max(2);
    if chance.once_in(2) {
        edited.thresholds_mut().unwrap().capacity.cooldown_delay =
            Some(Duration::from_secs(i64::from(chance.within(0, 9)) * 60));
    }
    edited.thresholds_mut().unwrap().policies.retain(|_| !chance.once_in(3));
    for row in &mut edited.thresholds_mut().unwrap().policies {
        if chance.once_in(2) {
            row.value = chance.within(1, 5);
        }
        if chance.once_in(3) {
            row.metric.threshold = Float::new(f64::from(chance.within(1, 999)) / 10.0);
        }
        if chance.once_in(5) {
            row.action = if chance.once_in(2) { Action::ScaleUp } else { Action::ScaleDown };
        }
    }
    for number in 0..chance.within(0, 2) {
        let up = chance.once_in(2);
        let at = usize::try_from(chance.within(0, 9))
            .unwrap()
            .min(edited.thresholds().unwrap().policies.len());
        edited
            .thresholds_mut()
            .unwrap()
            .policies
            .insert(at, policy(&format!("new {number}"), up, 55.0, number));
    }
    edited
}

/// The sandbox after each call is what the plan says is in force, every such state is valid and
/// has room for both ends, and planning anew from there has the steps that are left.
#[test]
fn after_every_call_the_plan_knows_what_is_in_force() {
    let mut calls = 0;
    for seed in 0..150 {
        let mut chance = Chance(seed);
        let rows: Vec<Policy> = (0..chance.within(0, 4))
            .map(|number| policy(&format!("saved {number}"), chance.once_in(2), 40.0, number))
            .collect();
        let mut api = Api::with(&rows);
        let (group, policies) = api.rows();
        let before = saved(&group, &policies);
        let wanted = random_edit(&mut chance, &before);
        let whole = plan(&group, &policies, wanted.thresholds().unwrap(), None).unwrap();
        let mut sent = Vec::new();
        for index in 0..=whole.steps.len() {
            let standing = whole.standing(&sent);
            let (group, policies) = api.rows();
            let real = saved(&group, &policies);
            assert_eq!(
                text(thresholds(&standing.in_force)),
                text(real.thresholds().unwrap()),
                "seed {seed} after {index} calls"
            );
            assert!(Checked::try_from(&group.capacity).is_ok(), "seed {seed}");
            let rest = plan(&group, &policies, thresholds(&standing.wanted), None).unwrap();
            assert_eq!(titles(&rest), titles(&whole)[index..], "seed {seed} after {index} calls");
            let Some(step) = whole.steps.get(index) else { break };
            let highest = before
                .thresholds()
                .unwrap()
                .capacity
                .max_replicas
                .max(wanted.thresholds().unwrap().capacity.max_replicas);
            if matches!(step.call, Call::CreatePolicy(_) | Call::UpdatePolicy(..)) {
                assert_eq!(group.capacity.max_replicas, highest, "seed {seed} at {}", step.title);
            }
            sent.push(Sent::Done(api.call(&step.call).map(|id| id.0)));
            calls += 1;
        }
        let (group, policies) = api.rows();
        assert_eq!(
            text(saved(&group, &policies).thresholds().unwrap()),
            text(wanted.thresholds().unwrap()),
            "seed {seed}"
        );
        assert_eq!(whole.standing(&sent).sentence, "All changes are in force.");
    }
    assert!(calls > 400, "{calls} calls");
}
