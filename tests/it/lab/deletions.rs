//! What deleting a group does.

use std::collections::BTreeMap;

use headroom::lab::{
    Deletion, Doomed, consequences, deleted, deleted_together, not_terminated, template_users,
    word_before,
};
use headroom::wire::{Generation, Server, ServerType};

fn deletion(generation: Generation, types: &[&str]) -> Deletion {
    let server = |name: &&str| Server { commercial_type: (*name).to_owned(), ..Server::default() };
    let priced = |hourly_price| ServerType { hourly_price, ..ServerType::default() };
    Deletion {
        generation,
        servers: Some(types.iter().map(server).collect()),
        types: BTreeMap::from([
            ("SMALL".to_owned(), priced(0.01)),
            ("LARGE".to_owned(), priced(0.5)),
            ("BROKEN".to_owned(), priced(f64::NAN)),
        ]),
    }
}

#[test]
fn the_headline_says_what_becomes_of_the_instances() {
    use Generation::{V1alpha1, V1alpha2};
    let cases = [
        (V1alpha1, &[][..], "It has no Instances."),
        (V1alpha1, &["LARGE"], "Its Instance keeps running, and goes on costing € 12.00 a day."),
        (
            V1alpha1,
            &["SMALL", "SMALL", "LARGE"],
            "Its 3 Instances keep running, and go on costing € 12.48 a day.",
        ),
        (V1alpha1, &["SMALL", "NEW"], "Its 2 Instances keep running, and go on being billed."),
        (V1alpha1, &["BROKEN"], "Its Instance keeps running, and goes on being billed."),
        (V1alpha2, &["SMALL"], "Its Instance is deleted with it. That saves € 0.24 a day."),
        (
            V1alpha2,
            &["SMALL", "LARGE"],
            "Its 2 Instances are deleted with it. That saves € 12.24 a day.",
        ),
        (V1alpha2, &["SMALL", "NEW"], "Its 2 Instances are deleted with it."),
    ];
    for (generation, types, headline) in cases {
        assert_eq!(deletion(generation, types).headline(false), headline);
    }
}

#[test]
fn the_headline_follows_what_is_asked_for() {
    let own = |types| deletion(Generation::V1alpha1, types);
    assert_eq!(
        own(&["SMALL", "LARGE"]).headline(true),
        "Its 2 Instances are terminated with it. That saves € 12.24 a day."
    );
    assert_eq!(own(&["NEW"]).headline(true), "Its Instance is terminated with it.");
    assert_eq!(own(&[]).headline(true), "It has no Instances.");
}

#[test]
fn what_is_not_known_is_said_and_taken_seriously() {
    let unknown = Deletion { servers: None, ..deletion(Generation::V1alpha1, &[]) };
    assert!(unknown.headline(false).contains("not known"));
    assert!(unknown.is_grave());
    assert!(deletion(Generation::V1alpha2, &["SMALL"]).is_grave());
    assert!(!deletion(Generation::V1alpha1, &[]).is_grave());
}

#[test]
fn what_is_said_afterwards_is_what_was_done() {
    use Generation::{V1alpha1, V1alpha2};
    let said = |had, terminated| deleted(V1alpha1, had, terminated);
    assert_eq!(said(0, 0), "The group is deleted.");
    assert_eq!(said(3, 0), "The group is deleted. Its Instances keep running.");
    assert_eq!(said(3, 3), "The group is deleted. 3 Instances are being terminated.");
    assert_eq!(said(1, 1), "The group is deleted. 1 Instance is being terminated.");
    assert!(deleted(V1alpha2, 3, 0).contains("its Instances with it"));
}

fn doomed(generation: Generation, name: &str, size: Option<u32>, eur_a_day: Option<f64>) -> Doomed {
    Doomed { generation, name: name.to_owned(), size, eur_a_day }
}

#[test]
fn several_at_once_say_what_becomes_of_all_instances() {
    use Generation::{V1alpha1, V1alpha2};
    let groups = [
        doomed(V1alpha1, "web", Some(2), Some(1.5)),
        doomed(V1alpha1, "api", Some(1), Some(2.25)),
        doomed(V1alpha2, "search", Some(1), None),
        doomed(V1alpha2, "idle", Some(0), None),
        doomed(V1alpha2, "blind", None, None),
    ];
    assert_eq!(
        consequences(&groups, false),
        [
            "The 3 Instances of web and api keep running, and go on costing € 3.75 a day.",
            "The Instance of search is deleted with it.",
            "How many Instances blind has is not known.",
        ]
    );
    assert_eq!(word_before(&groups), "5 groups");
    assert_eq!(word_before(&groups[3..4]), "", "nothing runs");
    assert_eq!(word_before(&groups[4..]), "blind", "something may run");
    assert_eq!(consequences(&groups[3..4], false), Vec::<String>::new());

    // Where it is asked for, those of the first generation go too.
    assert_eq!(
        consequences(&groups[..3], true),
        [
            "The 3 Instances of web and api are terminated. That saves € 3.75 a day.",
            "The Instance of search is deleted with it.",
        ]
    );
}

#[test]
fn several_that_go_say_what_that_saves() {
    let of = |name, cost| doomed(Generation::V1alpha2, name, Some(2), cost);
    assert_eq!(
        consequences(&[of("web", Some(1.5)), of("api", Some(2.25))], false),
        ["The 4 Instances of web and api are deleted with them. That saves € 3.75 a day."]
    );
    assert_eq!(
        consequences(&[of("web", Some(1.5)), of("api", None)], false),
        ["The 4 Instances of web and api are deleted with them."]
    );
}

#[test]
fn a_template_says_who_uses_it() {
    assert_eq!(template_users(Some(0)), "No group uses it.");
    assert!(template_users(Some(1)).starts_with("1 group uses it"));
    assert!(template_users(Some(1_200)).starts_with("1,200 groups use it"));
    assert!(template_users(None).contains("could not be read"));
}

#[test]
fn one_instance_keeps_running_and_goes_on_costing() {
    let alone = [doomed(Generation::V1alpha1, "web", Some(1), Some(1.5))];
    assert_eq!(
        consequences(&alone, false),
        ["The Instance of web keeps running, and goes on costing € 1.50 a day."]
    );
}

#[test]
fn several_at_once_name_the_first_and_count_the_rest() {
    let name = |number: u32| doomed(Generation::V1alpha2, &format!("g{number}"), Some(1), None);
    let groups: Vec<Doomed> = (1..=1_007).map(name).collect();
    assert_eq!(
        consequences(&groups, false),
        ["The 1,007 Instances of g1, g2, g3, g4, g5 and 1,002 more are deleted with them."]
    );
    assert_eq!(word_before(&groups), "1,007 groups");
}

#[test]
fn a_price_that_is_not_known_is_not_made_up() {
    let groups = [
        doomed(Generation::V1alpha1, "web", Some(2), Some(1.5)),
        doomed(Generation::V1alpha1, "api", Some(1), None),
    ];
    let said = ["The 3 Instances of web and api keep running, and go on being billed."];
    assert_eq!(consequences(&groups, false), said);
}

#[test]
fn those_that_are_still_going_are_not_said_to_be_gone() {
    use Generation::{V1alpha1, V1alpha2};
    let cases = [
        (&[][..], ""),
        (&[V1alpha1][..], "1 group is deleted."),
        (
            &[V1alpha1, V1alpha2, V1alpha1],
            "2 groups are deleted. 1 group is being deleted, and its Instances with it.",
        ),
        (&[V1alpha2, V1alpha2], "2 groups are being deleted, and their Instances with them."),
    ];
    for (generations, said) in cases {
        assert_eq!(deleted_together(generations, 0), said);
    }
    assert_eq!(not_terminated(1), "1 Instance was not terminated, and goes on being billed.");
    assert_eq!(
        not_terminated(1_200),
        "1,200 Instances were not terminated, and go on being billed."
    );
    assert_eq!(
        deleted_together(&[V1alpha1, V1alpha1], 1),
        "2 groups are deleted. 1 Instance is being terminated."
    );
    assert_eq!(
        deleted_together(&[V1alpha1, V1alpha2], 1_200),
        "1 group is deleted. 1,200 Instances are being terminated. 1 group is being deleted, and \
         its Instances with it."
    );
}
