//! What can be done, and how it is found.

use std::collections::BTreeSet;

use headroom::command::{
    Act, Known, Named, OF_GROUP, Part, Target, at_key, commands, counted, found, keys, offers,
    other_ways, sought,
};
use headroom::route::{Location, Route};
use headroom::wire::Generation;

fn named(name: &str, route: Route) -> Named {
    Named { name: name.to_owned(), hint: "thresholds".to_owned(), route }
}

fn known() -> Known {
    Known {
        answered: (true, true),
        groups: vec![
            named("checkout-api", Route::Group("g1".into())),
            named("held-worker", Route::TargetGroup("g2".into())),
        ],
        templates: vec![named("web-small", Route::Template("t1".into()))],
        policies: vec![named("cpu-up", Route::PolicyEdit("g1".into(), "p1".into()))],
        acts: Vec::new(),
    }
}

fn here(hash: &str) -> Location {
    Location::parse(hash)
}

fn words(hash: &str, text: &str) -> Vec<String> {
    let offers = offers(&here(hash), &known());
    found(&offers, text, 100).0.into_iter().map(|own| own.words.clone()).collect()
}

#[test]
fn commands_have_names_and_keys_of_their_own() {
    let ids: BTreeSet<&str> = commands().map(|own| own.id).collect();
    assert_eq!(ids.len(), commands().count());
    let words: BTreeSet<&str> = commands().map(|own| own.words).collect();
    assert_eq!(words.len(), commands().count());
    let keys: Vec<char> = commands().filter_map(|own| own.key).collect();
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
}

/// What is written down of them elsewhere, and what fingers have learnt, stays.
#[test]
fn commands_keep_their_ids_and_keys() {
    let told: Vec<String> = commands()
        .map(|own| own.key.map_or(own.id.to_owned(), |key| format!("{} {key}", own.id)))
        .collect();
    assert_eq!(
        told.join(", "),
        "group.whatif w, group.hold h, group.scale, group.edit e, group.policy, group.export, \
         group.delete, range.6h, range.24h, range.48h, range.14d, range.all, list.next j, \
         list.before k, go.groups, go.templates, go.activity, go.connection, go.zone, go.help, \
         new.group, new.threshold-group, new.group-file, new.template, new.threshold-template, \
         show.utc, show.language, clock.run, clock.hour"
    );
}

#[test]
fn a_command_keeps_what_the_address_says_else() {
    let here = here("#/groups/g1?at=5&range=6h");
    let to = |id: &str| {
        let command = OF_GROUP.iter().find(|own| own.id == id).expect("it is in the table");
        command.to(&here).map(|to| to.href())
    };
    assert_eq!(to("group.whatif").as_deref(), Some("#/groups/g1?at=5&range=6h&whatif=1"));
    assert_eq!(to("group.hold").as_deref(), Some("#/groups/g1?at=5&do=hold&range=6h"));
    assert_eq!(to("range.14d").as_deref(), Some("#/groups/g1?at=5&range=14d"));
    assert_eq!(to("group.edit").as_deref(), Some("#/groups/g1/edit"));
}

#[test]
fn only_what_makes_sense_is_offered() {
    let all = |hash: &str| words(hash, "");
    let has = |hash: &str, own: &str| all(hash).iter().any(|words| words == own);
    assert!(has("#/groups/g1", "New policy"));
    assert!(!has("#/v1alpha2/groups/g2", "New policy"), "its generation has none");
    assert!(has("#/v1alpha2/groups/g2", "Edit the group"));
    assert!(!has("#/groups", "Edit the group"), "no group is shown");
    let one = Known { answered: (true, false), ..known() };
    let offers = offers(&here("#/groups"), &one);
    assert!(offers.iter().all(|own| own.to().is_none_or(|to| to.route != Route::TargetGroupNew)));
    assert!(offers.iter().any(|own| own.to().is_some_and(|to| to.route == Route::GroupNew)));
}

#[test]
fn what_is_done_at_once_is_offered_where_it_can_be_done() {
    let hour = "Sandbox: move on by an hour";
    let offered = |acts: &[Act]| {
        let known = Known { acts: acts.to_vec(), ..known() };
        let offers = offers(&here("#/groups"), &known);
        let (found, _) = found(&offers, hour, 100);
        found.into_iter().map(|own| own.target.clone()).collect::<Vec<_>>()
    };
    assert_eq!(offered(&[Act::StepClock]), [Target::Act(Act::StepClock)]);
    assert_eq!(offered(&[Act::Utc]), [], "no clock of an API can be moved");
}

#[test]
fn a_new_group_leads_to_the_other_ways() {
    let pages = |own, answers: &dyn Fn(Generation) -> bool| {
        other_ways(own, answers).into_iter().map(|(_, route)| route).collect::<Vec<_>>()
    };
    let both = |_| true;
    assert_eq!(pages(Generation::V1alpha1, &both), [Route::TargetGroupNew, Route::GroupFromFile]);
    assert_eq!(pages(Generation::V1alpha2, &both), [Route::GroupNew, Route::GroupFromFile]);
    let one = |own| own == Generation::V1alpha2;
    assert_eq!(pages(Generation::V1alpha2, &one), [Route::GroupFromFile], "the other is retired");
}

#[test]
fn the_best_stands_first_and_each_part_in_one_piece() {
    assert_eq!(words("#/groups/g1", "ho")[0], "Hold the size for a while…");
    assert_eq!(words("#/groups", "check")[0], "checkout-api");
    assert_eq!(words("#/groups", "WORKER held"), ["held-worker"]);
    assert_eq!(words("#/groups", "cpu"), ["cpu-up"]);
    assert_eq!(words("#/groups", "no such thing"), Vec::<String>::new());
    let offers = offers(&here("#/groups/g1"), &known());
    for text in ["", "e", "gro", "t"] {
        let (found, count) = found(&offers, text, 100);
        assert_eq!(found.len(), count);
        let parts: Vec<Part> = found.iter().map(|own| own.part).collect();
        let pieces = parts.chunk_by(|a, b| a == b).count();
        let kinds = Part::ALL.iter().filter(|own| parts.contains(own)).count();
        assert_eq!(pieces, kinds, "{text}");
    }
}

#[test]
fn what_can_be_done_with_another_group_is_found_by_its_name_and_the_deed() {
    let of = |hash: &str, text: &str| {
        let (here, known) = (here(hash), known());
        let (found, count) = sought((&here, &known), &offers(&here, &known), text, 100);
        assert_eq!(found.len(), count);
        found.into_iter().filter(|own| own.part == Part::Elsewhere).collect::<Vec<_>>()
    };
    let words = |hash: &str, text: &str| {
        of(hash, text).into_iter().map(|own| own.words).collect::<Vec<_>>()
    };
    let deletion = of("#/groups", "delete check");
    assert_eq!(deletion[0].words, "checkout-api: Delete the group…");
    assert_eq!(deletion[0].to().unwrap().href(), "#/groups/g1?do=delete");
    assert_eq!(of("#/activity", "worker maximum").len(), 1);
    assert_eq!(words("#/groups/g1", "pause held"), ["held-worker: Hold the size for a while…"]);
    // Without a group's name all are offered, unless one is shown.
    let export = |group: &str| format!("{group}: Export as Terraform, curl, SDK or JSON…");
    assert_eq!(words("#/groups", "terraform"), [export("checkout-api"), export("held-worker")]);
    assert_eq!(words("#/groups/g1", "terraform"), Vec::<String>::new());
    // A policy is of a group with thresholds.
    assert_eq!(words("#/groups", "new policy"), ["checkout-api: New policy"]);
    assert_eq!(words("#/groups", "check"), Vec::<String>::new());
    assert_eq!(words("#/groups", ""), Vec::<String>::new());
    assert_eq!(words("#/groups", "delete nobody"), Vec::<String>::new());
}

#[test]
fn many_other_groups_are_cut_and_counted() {
    let groups = (0..10_000).map(|at| named(&format!("web-{at}"), Route::Group("g".into())));
    let many = Known { groups: groups.collect(), ..Known::default() };
    let here = here("#/groups");
    let (shown, count) = sought((&here, &many), &offers(&here, &many), "delete web", 40);
    assert_eq!((shown.len(), count), (40, 10_000));
}

#[test]
fn a_long_list_is_cut_and_counted() {
    let groups = (0..10_000).map(|at| named(&format!("web-{at}"), Route::Group("g".into())));
    let many = Known { groups: groups.collect(), ..Known::default() };
    let offers = offers(&here("#/groups"), &many);
    let (shown, count) = found(&offers, "web", 40);
    assert_eq!((shown.len(), count), (40, 10_000));
    assert_eq!(counted(40, 10_000), "The first 40 of 10000: type more to narrow them.");
    assert_eq!(counted(3, 3), "");
    assert!(counted(0, 0).starts_with("Nothing has that name"));
}

#[test]
fn what_the_help_answers_is_offered_to_who_looks_for_something() {
    assert!(words("#/groups", "").iter().all(|own| !own.starts_with("Help: ")));
    assert_eq!(words("#/groups", "trust"), ["Help: how far to trust the what-if"]);
    assert_eq!(words("#/groups", "help")[0], "Help");
    let offers = offers(&here("#/groups"), &known());
    let (found, _) = found(&offers, "help move", 100);
    assert_eq!(found, Vec::<&headroom::command::Offer>::new());
    let to = |text: &str| {
        let all = headroom::command::found(&offers, text, 1).0;
        all.first().and_then(|own| Some(own.to()?.href()))
    };
    assert_eq!(to("help moving").as_deref(), Some("#/help/generations?at=from-one-to-the-other"));
}

#[test]
fn a_key_does_what_its_page_says() {
    assert_eq!(at_key("j", &here("#/groups?search=a")), Some(Target::Act(Act::NextRow)));
    assert_eq!(at_key("w", &here("#/groups")), None);
    assert_eq!(at_key("j", &here("#/groups/g1")), None);
    let whatif = Target::Place(here("#/groups/g1?whatif=1"));
    assert_eq!(at_key("w", &here("#/groups/g1")), Some(whatif));
    assert_eq!(at_key("Shift", &here("#/groups")), None);
}

#[test]
fn every_key_of_a_page_is_listed_with_those_of_all() {
    let all = |hash: &str| keys(&here(hash)).into_iter().map(|own| own.keys).collect::<Vec<_>>();
    let everywhere = ["Ctrl K, ⌘ K", "?", "↑ ↓, Enter", "Esc"];
    assert_eq!(all("#/templates"), everywhere);
    assert_eq!(all("#/groups"), [&["j", "k"][..], &everywhere].concat());
    for hash in ["#/groups/g1", "#/v1alpha2/groups/g2"] {
        let own = all(hash);
        for key in ["w", "h", "e", "← →", ", .", "+ −", "Enter"].iter().chain(&everywhere) {
            assert!(own.iter().any(|shown| shown == key), "{key} on {hash}");
        }
    }
}
