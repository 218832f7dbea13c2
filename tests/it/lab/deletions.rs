//! What deleting a group does.

use std::collections::BTreeMap;

use headroom::lab::{Deletion, deleted};
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
        (V1alpha1, &["LARGE"], "Its Instance keeps running, and goes on costing € 12.00 a day."),
        (
            V1alpha1,
            &["SMALL", "SMALL", "LARGE"],
            "Its 3 Instances keep running, and go on costing € 12.48 a day.",
        ),
        (V1alpha1, &["SMALL", "NEW"], "Its 2 Instances keep running, and go on being billed."),
        (V1alpha1, &["BROKEN"], "Its Instance keeps running, and goes on being billed."),
        (V1alpha2, &["SMALL"], "Its Instance is deleted with it."),
        (V1alpha2, &["SMALL", "NEW"], "Its 2 Instances are deleted with it."),
    ];
    for (generation, types, headline) in cases {
        assert_eq!(deletion(generation, types).headline(), headline);
    }
}

#[test]
fn what_is_not_known_is_said_and_taken_seriously() {
    let unknown = Deletion { servers: None, ..deletion(Generation::V1alpha1, &[]) };
    assert!(unknown.headline().contains("not known"));
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
