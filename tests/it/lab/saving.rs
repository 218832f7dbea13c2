//! An edit on its way to the API.

use headroom::forms::apply::{Plan, Sent, Stored, plan};
use headroom::lab::{Part, Rest, Saving, VariantDraft, checked, what_is_left};
use headroom::whatif::{Thresholds, Variant, VariantRules};
use headroom::wire::{Float, Group, Policy, PolicyId};

use super::{group, policy, saved};

/// Higher bounds, another threshold and a new policy.
fn wanted() -> Variant {
    let mut wanted = saved();
    wanted.thresholds_mut().unwrap().capacity.max_replicas = 9;
    wanted.thresholds_mut().unwrap().policies[0].metric.threshold = Float::new(62.0);
    wanted
        .thresholds_mut()
        .unwrap()
        .policies
        .push(Policy { id: PolicyId::default(), ..policy("new", true, 90.0) });
    wanted
}

fn planned() -> Plan {
    plan(&group(), &saved().thresholds().unwrap().policies, wanted().thresholds().unwrap(), Some(2))
        .unwrap()
}

fn done() -> Sent {
    Sent::Done(None)
}

/// The group once its bounds and its first policy are changed.
fn half() -> (Group, Vec<Policy>) {
    let mut policies = saved().policies().to_vec();
    policies[0] = wanted().thresholds().unwrap().policies[0].clone();
    (Group { capacity: wanted().thresholds().unwrap().capacity.clone(), ..group() }, policies)
}

fn created() -> Policy {
    Policy { id: PolicyId("made".to_owned()), ..policy("new", true, 90.0) }
}

/// What is left of thresholds.
fn left(
    plan: &Plan,
    sent: &[Sent],
    group: &Group,
    policies: &[Policy],
    size: Option<u32>,
) -> (Thresholds, Rest) {
    let now = Stored::Thresholds(group.clone(), policies.to_vec());
    let (rules, rest) = what_is_left(plan, sent, &now, size);
    let VariantRules::Thresholds(rules) = rules else { panic!("{rules:?}") };
    (rules, rest)
}

fn titles(plan: &Plan) -> Vec<&str> {
    plan.steps.iter().map(|step| step.title.as_str()).collect()
}

#[test]
fn what_is_shown_is_what_is_sent() {
    let (own, mut later) = (planned(), wanted());
    later.thresholds_mut().unwrap().capacity.max_replicas = 7;
    let later =
        plan(&group(), &saved().thresholds().unwrap().policies, later.thresholds().unwrap(), None)
            .unwrap();
    assert_eq!(Saving::Reviewing.to_send(Some(own.clone())), Some(own.clone()));
    assert_eq!(Saving::Reviewing.to_send(None), None);

    let sending = Saving::Sending(own.clone(), Vec::new());
    assert_eq!(sending.to_send(Some(later.clone())), None, "one goes out already");
    let rest = Rest::Planned(Box::new(later.clone()));
    let stopped = Saving::Stopped(own.clone(), Vec::new(), rest);
    assert_eq!(stopped.to_send(Some(own.clone())), Some(later), "what is left, as it is shown");
    let lost = Saving::Stopped(own.clone(), Vec::new(), Rest::Unknown("Why.".to_owned()));
    assert_eq!(lost.to_send(Some(own)), None, "nobody knows what is left");
}

#[test]
fn closing_forgets_what_stopped_but_not_what_is_under_way() {
    let sending = Saving::Sending(planned(), vec![done()]);
    assert!(sending.is_under_way());
    assert_eq!(sending.clone().unseen(), sending);
    let rest = Rest::Planned(Box::new(planned()));
    assert_eq!(Saving::Stopped(planned(), vec![done()], rest).unseen(), Saving::Reviewing);
    assert_eq!(Saving::Reviewing.unseen(), Saving::Reviewing);
}

#[test]
fn calls_go_out_one_by_one_until_one_fails() {
    let steps = planned().steps;
    assert_eq!(steps.len(), 3, "{:?}", titles(&planned()));
    let mut saving = Saving::Sending(planned(), Vec::new());
    for step in &steps {
        assert_eq!(saving.next_call(), Some(step));
        saving.record(done());
    }
    assert_eq!(saving.next_call(), None, "all are sent");

    let mut saving = Saving::Sending(planned(), Vec::new());
    saving.record(Sent::Refused("No.".to_owned()));
    assert_eq!(saving.next_call(), None, "each call has its place for a reason");
    assert_eq!(Saving::Reviewing.next_call(), None);
}

#[test]
fn what_is_left_is_planned_from_the_rules_as_they_are() {
    let sent = [done(), done(), Sent::Refused("No.".to_owned())];
    let (group, policies) = half();
    let (still, rest) = left(&planned(), &sent, &group, &policies, Some(2));
    assert_eq!(&still, wanted().thresholds().unwrap());
    assert!(!rest.is_nothing());
    let words = rest.words(&planned(), &sent);
    assert!(words.starts_with("2 of 3 changes are in force"), "{words}");
    assert!(words.ends_with("save again to finish it."), "{words}");
    let Rest::Planned(rest) = rest else { panic!("{rest:?}") };
    assert_eq!(titles(&rest), ["Create “new”"]);
    let lost = Rest::Unknown("The API failed.".to_owned()).words(&planned(), &sent);
    assert!(lost.ends_with("is not known: The API failed."), "{lost}");
}

#[test]
fn a_policy_that_was_created_is_not_created_again() {
    let (group, mut policies) = half();
    policies.push(created());
    let results = [Sent::Done(Some(created().id.0)), Sent::Unknown("Cut.".to_owned())];
    for last in results {
        let sent = [done(), done(), last];
        let (still, rest) = left(&planned(), &sent, &group, &policies, Some(2));
        assert_eq!(still.policies[2].id, created().id, "found again");
        assert!(rest.is_nothing());
        let Rest::Planned(rest) = rest else { panic!("{rest:?}") };
        assert_eq!(titles(&rest), [""; 0]);
    }
}

#[test]
fn a_lookalike_that_was_there_before_is_not_taken_for_the_new_one() {
    let before = Policy { id: PolicyId("twin".to_owned()), ..created() };
    let old = Variant::of_thresholds(
        saved().name,
        saved().thresholds().unwrap().capacity.clone(),
        vec![before.clone()],
    );
    let mut wanted = old.clone();
    wanted
        .thresholds_mut()
        .unwrap()
        .policies
        .push(Policy { id: PolicyId::default(), ..before.clone() });
    let plan =
        plan(&group(), &old.thresholds().unwrap().policies, wanted.thresholds().unwrap(), None)
            .unwrap();
    let sent = [Sent::Unknown("Cut.".to_owned())];
    let (still, _) = left(&plan, &sent, &group(), &old.thresholds().unwrap().policies, None);
    assert_eq!(still.policies[1].id, PolicyId::default(), "it was not created");
}

#[test]
fn what_cannot_be_planned_any_more_is_said() {
    let (mut now, policies) = half();
    let mut without = wanted();
    without.thresholds_mut().unwrap().capacity.cooldown_delay = None;
    let own = Group {
        capacity: headroom::wire::Capacity {
            cooldown_delay: None,
            ..saved().thresholds().unwrap().capacity
        },
        ..group()
    };
    let plan =
        plan(&own, &saved().thresholds().unwrap().policies, without.thresholds().unwrap(), None)
            .unwrap();
    // Meanwhile, somebody else has set a cooldown.
    now.capacity.cooldown_delay = saved().thresholds().unwrap().capacity.cooldown_delay;
    let sent = [Sent::Refused("No.".to_owned())];
    let (_, rest) = left(&plan, &sent, &now, &policies, None);
    assert!(matches!(&rest, Rest::Unknown(why) if why.starts_with("Group: ")), "{rest:?}");
}

/// A group whose first policy has this threshold.
fn now(threshold: f64) -> Stored {
    let mut policies = saved().policies().to_vec();
    policies[0].metric.threshold = Float::new(threshold);
    Stored::Thresholds(group(), policies)
}

#[test]
fn nothing_that_somebody_else_saved_is_overwritten_unsaid() {
    let mut typed = VariantDraft::new(1, "edited".to_owned());
    let up = Part::Saved(PolicyId("up".to_owned()));
    typed.set(&up, &saved(), "metric.threshold", "62".to_owned());
    let check = |agreed: &[_], now| checked(&Saving::Reviewing, &typed, agreed, &now, None);
    let plan = check(&[], now(70.0)).unwrap();
    assert_eq!(plan.lines[0].old, "70 %");

    let refused = check(&[], now(75.0)).unwrap_err();
    assert!(refused.contains("nothing was sent"), "{refused}");
    let told = typed.conflicts(&now(75.0).variant());
    let plan = check(&told, now(75.0)).unwrap();
    assert_eq!((plan.lines[0].old.as_str(), plan.lines[0].new.as_str()), ("75 %", "62 %"));
    assert!(check(&told, now(77.0)).is_err(), "a later change was not agreed to");
    assert_eq!(check(&[], now(62.0)).unwrap().steps, [], "it is as wanted already");
}

#[test]
fn what_is_left_goes_out_only_over_the_rules_that_it_was_planned_from() {
    let rest = Rest::Planned(Box::new(planned()));
    let stopped = Saving::Stopped(planned(), Vec::new(), rest);
    let typed = VariantDraft::new(1, "edited".to_owned());
    let check = |now| checked(&stopped, &typed, &[], &now, None);
    assert_eq!(check(now(70.0)), Ok(planned()));
    assert!(check(now(75.0)).is_err());
}
