//! A group held at one size for a while.

use headroom::forms::apply::Stored;
use headroom::forms::hold::{self, Asked, Sets};
use headroom::lab::{Hold, Holding, bounds_of, least_size};
use headroom::wire::v1alpha2::{self, FixedSize, ScalingPolicy, UtilizationTarget};
use headroom::wire::{Capacity, Duration, Zone};

use super::{HOUR, MINUTE, START, group};

fn thresholds(least: u32, most: u32) -> Stored {
    let mut group = group();
    group.capacity = Capacity {
        min_replicas: least,
        max_replicas: most,
        cooldown_delay: Some(Duration::from_secs(300)),
    };
    Stored::Thresholds(group, Vec::new())
}

fn target(least: u32, most: u32) -> Stored {
    Stored::Target(v1alpha2::Group {
        id: "group".into(),
        scaling_policy: ScalingPolicy {
            minimum_size: least,
            maximum_size: most,
            scale_in_step: 1,
            scale_out_step: 1,
            cpu_target: Some(UtilizationTarget { target_avg_percent: 60 }),
            ..ScalingPolicy::default()
        },
        ..v1alpha2::Group::default()
    })
}

const fn at(size: u32, minutes: u32) -> Asked {
    Asked { size, sets: Sets::Both, minutes }
}

/// The bodies of the calls that hold a group, and of those that give its bounds back.
fn bodies(group: &Stored, own: Hold) -> (Vec<String>, Vec<String>) {
    let of = |plan: headroom::forms::apply::Plan| {
        plan.steps.iter().filter_map(|step| step.call.body()).collect()
    };
    (of(own.plan(group, Some(3)).unwrap()), of(own.plan_back(&own.held(group), Some(3)).unwrap()))
}

#[test]
fn both_generations_are_held_and_given_back() {
    let old = thresholds(1, 5);
    let own = Hold::new(&old, None, at(3, 60), START).unwrap();
    assert_eq!(own, Hold { size: 3, sets: Sets::Both, bounds: (1, 5), until_ms: START + HOUR });
    assert_eq!(own.beyond(), None);
    let beyond = Hold::new(&old, None, at(9, 60), START).unwrap().beyond();
    assert!(beyond.is_some_and(|words| words.starts_with("9 lies beyond the bounds 1 to 5")));
    let (held, back) = bodies(&old, own);
    // A bound that would cross the other waits for it.
    let body = |field: &str, value: u32| format!("{{\"capacity\":{{\"{field}\":{value}}}}}");
    assert_eq!(held, [body("min_replicas", 3), body("max_replicas", 3)]);
    assert_eq!(back, [body("max_replicas", 5), body("min_replicas", 1)]);

    let new = target(0, 9);
    let own = Hold::new(&new, None, at(4, 30), START).unwrap();
    let (held, back) = bodies(&new, own);
    assert!(
        held.len() == 1 && held[0].contains("\"minimum_size\":4,\"maximum_size\":4"),
        "{held:?}"
    );
    assert!(
        back.len() == 1 && back[0].contains("\"minimum_size\":0,\"maximum_size\":9"),
        "{back:?}"
    );
}

#[test]
fn that_the_bounds_meet_is_no_risk_of_a_hold() {
    for group in [thresholds(1, 5), target(0, 9)] {
        let own = Hold::new(&group, None, at(3, 60), START).unwrap();
        let held = own.plan(&group, Some(3)).unwrap();
        assert_eq!(held.meets, None);
        // It is one of an edit that comes to the same.
        let edit = group.plan(&own.held(&group).variant().rules, Some(3)).unwrap();
        assert!(edit.meets.is_some());
    }
}

#[test]
fn a_fixed_size_is_held_already() {
    let Stored::Target(mut group) = target(2, 2) else { panic!("a target") };
    group.scaling_policy.cpu_target = None;
    group.scaling_policy.fixed_size = Some(FixedSize { size: 2 });
    let group = Stored::Target(group);
    assert_eq!((bounds_of(&group), Hold::new(&group, None, at(3, 60), START)), (None, None));
}

#[test]
fn how_it_stands_is_what_the_bounds_say() {
    let own = Hold { size: 3, sets: Sets::Both, bounds: (1, 5), until_ms: START + HOUR };
    let standing =
        |least, most, minutes| own.standing(&thresholds(least, most), START + minutes * MINUTE);
    assert_eq!(standing(3, 3, 59), Holding::InForce);
    assert_eq!(standing(3, 3, 60), Holding::Over);
    assert_eq!(standing(1, 5, 1), Holding::NotInForce);
    assert_eq!(standing(2, 5, 1), Holding::Changed);
    let words = |least, most, minutes| {
        let when = |at_ms: i64| format!("minute {}", (at_ms - START) / MINUTE);
        own.words(&thresholds(least, most), START + minutes * MINUTE, when)
    };
    assert_eq!(
        words(3, 3, 1),
        "Held at 3 Instances until minute 60: 59 min left. Before, the bounds were 1 to 5."
    );
    let remark = |least, most| own.remark((least, most), |_| "noon".to_owned());
    assert_eq!(
        remark(3, 3).as_deref(),
        Some("These bounds are a hold at 3 Instances until noon. Before it they were 1 to 5.")
    );
    assert_eq!((remark(1, 5), remark(2, 5)), (None, None));
    assert_eq!((own.hint((3, 3)).as_deref(), own.hint((1, 5))), (Some("held at 3"), None));
    let told =
        |least, most, minutes| own.told_over(&thresholds(least, most), START + minutes * MINUTE);
    assert!(told(3, 3, 61).is_some_and(|said| said.ends_with("Its page gives back 1 to 5.")));
    assert_eq!((told(3, 3, 59), told(1, 5, 61), told(2, 5, 61)), (None, None, None));
    assert!(words(3, 3, 61).starts_with("The time of the hold was over at minute 60"));
    assert!(words(1, 5, 1).contains("is not in force: the bounds are 1 to 5"));
    assert!(words(2, 5, 1).ends_with("Before the hold they were 1 to 5."));
}

/// Held once more, a group must not take its own hold for the bounds to give back.
#[test]
fn a_second_hold_keeps_the_bounds_of_the_first() {
    let own = Hold::new(&thresholds(1, 5), None, at(3, 60), START).unwrap();
    let again =
        Hold::new(&own.held(&thresholds(1, 5)), Some(own), at(4, 60), START + HOUR).unwrap();
    assert_eq!((again.bounds, again.size), ((1, 5), 4));
    // What was changed elsewhere meanwhile is what there is to give back.
    let elsewhere = Hold::new(&thresholds(2, 7), Some(own), at(4, 60), START).unwrap();
    assert_eq!(elsewhere.bounds, (2, 7));
}

#[test]
fn a_line_for_a_shell_gives_the_bounds_back_without_the_page() {
    let group = thresholds(1, 5);
    let own = Hold::new(&group, None, at(3, 60), START).unwrap();
    let zone = Zone::from("fr-par-1");
    let line = own.as_at(&own.held(&group), "https://api.example", &zone, START + 90_000).unwrap();
    assert!(line.starts_with("at now + 59 minutes <<'END'\ncurl "), "{line}");
    assert!(line.ends_with("\nEND") && line.contains("$SCW_SECRET_KEY"), "{line}");
    assert!(line.contains("{\"max_replicas\":5}"), "{line}");
    assert_eq!(
        own.as_at(&group, "https://api.example", &zone, START),
        None,
        "nothing to give back"
    );
}

#[test]
fn what_is_typed_is_read_or_refused_at_its_field() {
    let draft = hold::draft(Some(3));
    let limits = hold::Limits::default();
    assert_eq!(hold::read(&draft, limits), Ok(at(3, 60)));
    let errors = hold::read(&hold::draft(None), limits).unwrap_err();
    assert_eq!(errors.at("size"), Some("Enter a whole number."));
    let errors = hold::read(&draft.with("size", "two").with("minutes", "0"), limits).unwrap_err();
    assert!(errors.at("size").is_some() && errors.at("minutes").is_some(), "{errors}");
}

#[test]
fn one_bound_is_set_and_given_back_while_the_other_stays() {
    let of = |group: &Stored, size, sets| {
        Hold::new(group, None, Asked { size, sets, minutes: 60 }, START).unwrap()
    };
    let body = |field: &str, value: u32| format!("{{\"capacity\":{{\"{field}\":{value}}}}}");
    let group = thresholds(1, 5);
    let least = of(&group, 4, Sets::Minimum);
    let wanted = (vec![body("min_replicas", 4)], vec![body("min_replicas", 1)]);
    assert_eq!(bodies(&group, least), wanted);
    assert_eq!(bounds_of(&least.held(&group)), Some((4, 5)));
    assert_eq!(least.standing(&least.held(&group), START), Holding::InForce);
    assert_eq!(least.standing(&group, START), Holding::NotInForce);
    assert_eq!(least.hint((4, 5)).as_deref(), Some("held at 4 or more"));
    let most = of(&group, 3, Sets::Maximum);
    assert_eq!(bodies(&group, most).0, [body("max_replicas", 3)]);
    assert_eq!(most.instances(), "3 Instances or fewer");
    // Neither crosses the other.
    assert_eq!(bounds_of(&of(&group, 9, Sets::Minimum).held(&group)), Some((9, 9)));
    let high = target(4, 9);
    assert_eq!(bounds_of(&of(&high, 2, Sets::Maximum).held(&high)), Some((2, 2)));
    // What rules may add or take is no part of the cost that is known.
    let cost = |own: Hold| own.cost(Some(2), Some(0.1), START);
    assert_eq!(cost(least), "It costs € 0.40 or more while it lasts.");
    assert_eq!(cost(most), "It costs € 0.30 at most while it lasts.");
}

#[test]
fn a_bound_that_is_as_narrow_already_is_not_set() {
    let limits = hold::Limits { least: 2, bounds: Some((2, 5)) };
    let read = |size, sets: &str| hold::read(&hold::draft(Some(size)).with("sets", sets), limits);
    let said = |size, sets| read(size, sets).unwrap_err().at("size").map(str::to_owned);
    assert!(said(2, "minimum").is_some_and(|why| why.starts_with("The minimum is 2 already")));
    assert!(said(1, "minimum").is_some_and(|why| why.starts_with("The minimum is 2 already")));
    assert!(said(5, "maximum").is_some_and(|why| why.starts_with("The maximum is 5 already")));
    assert!(said(1, "maximum").is_some_and(|why| why.starts_with("The API takes no maximum")));
    for (size, sets) in [(3, "minimum"), (4, "maximum"), (2, "both"), (5, "both")] {
        assert!(read(size, sets).is_ok(), "{size} {sets}");
    }
}

/// What was kept before one bound could be held alone held both.
#[test]
fn a_hold_of_an_earlier_page_is_read() {
    let kept = "{\"size\":3,\"bounds\":[1,5],\"until_ms\":7}";
    let own: Hold = serde_json::from_str(kept).unwrap();
    assert_eq!(own, Hold { size: 3, sets: Sets::Both, bounds: (1, 5), until_ms: 7 });
}

/// A slip of the hand costs a fortune while it lasts.
#[test]
fn a_size_far_above_the_maximum_is_asked_about_once_more() {
    let limits = hold::Limits { least: 2, bounds: Some((1, 5)) };
    let at = |size: u32| hold::draft(Some(size));
    assert!(hold::read(&at(10), limits).is_ok());
    let errors = hold::read(&at(u32::MAX), limits).unwrap_err();
    let said = "The group’s maximum is 5. Tick this to hold it at 4,294,967,295.";
    assert_eq!(errors.at("sure"), Some(said));
    assert!(hold::read(&at(11), limits).is_err());
    assert!(hold::read(&at(11).with("sure", "true"), limits).is_ok());
    assert_eq!(hold::section(&at(10), limits).fields.len(), 3, "nothing to ask");
    assert_eq!(hold::section(&at(11), limits).fields.len(), 4);
}

/// What the API would refuse is said at the field, before anything is sent.
#[test]
fn a_size_under_the_least_maximum_is_refused_at_its_field() {
    let least = least_size(&thresholds(1, 5));
    assert_eq!((least, least_size(&target(0, 5))), (2, 0));
    let limits = |least| hold::Limits { least, bounds: Some((0, 5)) };
    let errors = hold::read(&hold::draft(Some(1)), limits(least)).unwrap_err();
    let said = errors.at("size").unwrap();
    assert!(said.starts_with("The API takes no maximum under 2: hold at 2, or "), "{said}");
    assert!(hold::read(&hold::draft(Some(2)), limits(least)).is_ok());
    assert!(hold::read(&hold::draft(Some(0)), limits(0)).is_ok());
}

/// A sentence for people names no path of a body.
#[test]
fn a_refusal_names_the_field_and_no_path() {
    let group = thresholds(1, 5);
    let own = Hold::new(&group, None, at(1, 60), START).unwrap();
    let said = own.plan(&group, None).unwrap_err().to_string();
    assert_eq!(said, "Group: Maximum: Enter a whole number of at least 2.");
}

#[test]
fn a_hold_says_what_it_costs() {
    let hold = Hold { size: 4, sets: Sets::Both, bounds: (1, 9), until_ms: START + 90 * MINUTE };
    let cost = |present, price| hold.cost(present, price, START);
    assert_eq!(cost(None, Some(0.1)), "It costs € 0.60 while it lasts.");
    let more = "It costs € 0.60 while it lasts, € 0.30 more than at the present size.";
    assert_eq!(cost(Some(2), Some(0.1)), more);
    let less = "It costs € 0.60 while it lasts, € 0.15 less than at the present size.";
    assert_eq!(cost(Some(5), Some(0.1)), less);
    let same = "It costs € 0.60 while it lasts, as much as at the present size.";
    assert_eq!(cost(Some(4), Some(0.1)), same);
    let unknown = "What it costs is not known, since the price of its Instances is not.";
    assert_eq!(cost(Some(4), None), unknown);
    // What is over costs nothing.
    let over = hold.cost(None, Some(0.1), START + 2 * HOUR);
    assert_eq!(over, "It costs € 0.00 while it lasts.");
}
