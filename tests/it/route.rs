//! Pages and their addresses.

use std::collections::BTreeMap;

use headroom::forms::{Draft, ResourceForm, Section};
use headroom::route::{Area, FOCUS, Location, Route, Spot};
use headroom::wire::{Generation, Group, GroupId, PolicyId, TemplateId, v1alpha2};
use proptest::collection::btree_map;
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};

#[test]
fn every_page_has_an_address() {
    let group = GroupId::from("g1");
    let table = [
        (Route::Groups, "#/groups"),
        (Route::GroupNew, "#/groups/new"),
        (Route::GroupFromFile, "#/groups/file"),
        (Route::Group(group.clone()), "#/groups/g1"),
        (Route::GroupEdit(group.clone()), "#/groups/g1/edit"),
        (Route::TargetGroupNew, "#/v1alpha2/groups/new"),
        (Route::TargetGroup(group.clone()), "#/v1alpha2/groups/g1"),
        (Route::TargetGroupEdit(group.clone()), "#/v1alpha2/groups/g1/edit"),
        (Route::TargetTemplateNew, "#/v1alpha2/templates/new"),
        (Route::TargetTemplate(TemplateId::from("t1")), "#/v1alpha2/templates/t1"),
        (Route::TargetTemplateEdit(TemplateId::from("t1")), "#/v1alpha2/templates/t1/edit"),
        (Route::PolicyNew(group.clone()), "#/groups/g1/policies/new"),
        (Route::PolicyEdit(group, PolicyId::from("p1")), "#/groups/g1/policies/p1/edit"),
        (Route::Templates, "#/templates"),
        (Route::TemplateNew, "#/templates/new"),
        (Route::Template(TemplateId::from("t1")), "#/templates/t1"),
        (Route::TemplateEdit(TemplateId::from("t1")), "#/templates/t1/edit"),
        (Route::Activity, "#/activity"),
        (Route::Connect, "#/connect"),
        (Route::Help, "#/help"),
        (Route::HelpPage("whatif".to_owned()), "#/help/whatif"),
        (Route::Unknown, "#/unknown"),
    ];
    for (route, href) in table {
        assert_eq!((route.href().as_str(), route.path().as_str()), (href, &href[1..]));
        assert_eq!(Route::parse(&route.path()), route);
    }
}

/// A next step leads into a field that the form has.
#[test]
fn the_form_opens_in_the_field_of_the_maximum() {
    let paths = |sections: Vec<Section>| -> Vec<String> {
        let fields = sections.into_iter().flat_map(|section| section.fields);
        fields.map(|field| field.path.to_string()).collect()
    };
    let empty = Draft::default();
    for (generation, paths) in [
        (Generation::V1alpha1, paths(Group::edit_sections(&empty))),
        (Generation::V1alpha2, paths(v1alpha2::Group::edit_sections(&empty))),
    ] {
        let form = Location::at_maximum(generation, GroupId::from("g1"));
        assert!(paths.iter().any(|path| path == form.param(FOCUS)), "{form:?} in {paths:?}");
    }
}

#[test]
fn an_address_that_names_no_page_is_unknown() {
    for path in [
        "/nowhere",
        "/groups/g1/policies",
        "/groups/g1/policies/p1",
        "/groups/g1/edit/more",
        "/templates/t1/policies/new",
        "/connect/x",
        "/help/whatif/x",
        "/v1alpha2/groups",
        "/v1alpha2/groups/g1/policies/new",
        "/Groups",
    ] {
        assert_eq!(Route::parse(path), Route::Unknown, "{path}");
    }
    for path in ["", "/", "//", "/groups/", "groups", "//groups//"] {
        assert_eq!(Route::parse(path), Route::Groups, "{path:?}");
    }
}

#[test]
fn what_was_typed_by_hand_is_read_leniently() {
    let group = |id: &str| Route::Group(id.into());
    for (path, route) in [
        ("/groups/a%20b", group("a b")),
        ("/groups/a+b", group("a b")),
        ("/groups/a&b=c", group("a&b=c")),
        ("/groups/100%", group("100%")),
        ("/groups/%2F", group("/")),
        ("/groups/%ff", group("\u{fffd}")),
    ] {
        assert_eq!(Route::parse(path), route, "{path}");
    }
}

#[test]
fn parameters_follow_the_page() {
    let location = Location::at(Route::Groups).with("find", "a & b=c").with("sort", "name");
    assert_eq!(location.href(), "#/groups?find=a+%26+b%3Dc&sort=name");
    assert_eq!(Location::parse(&location.href()), location);
    assert_eq!((location.param("find"), location.param("none")), ("a & b=c", ""));
    let without = location.with("find", "").with("none", "").with("sort", "size");
    assert_eq!(without.href(), "#/groups?sort=size");
    assert_eq!(without.with("sort", ""), Location::at(Route::Groups));
    for (hash, find) in [
        ("/groups?find=x", "x"),
        ("#/groups?find=x&find=y", "y"),
        ("#/groups?find=a?b", "a?b"),
        ("#/groups?find", ""),
        ("#/groups?", ""),
    ] {
        let location = Location::parse(hash);
        assert_eq!((&location.route, location.param("find")), (&Route::Groups, find), "{hash}");
    }
}

/// An id that a page of its own has no name for.
fn any_id() -> impl Strategy<Value = String> {
    prop_oneof![".{1,40}", "[ -~]{1,20}", "[a-f0-9-]{36}", Just("edit".to_owned())]
        .prop_filter("a page of its own", |id: &String| id != "new" && id != "file")
}

fn any_route() -> impl Strategy<Value = Route> {
    (any_id(), any_id(), 0..14_usize).prop_map(|(one, other, page)| {
        let (group, template) = (GroupId(one.clone()), TemplateId(one));
        match page {
            0 => Route::Groups,
            1 => Route::GroupNew,
            2 => Route::Group(group),
            3 => Route::GroupEdit(group),
            4 => Route::PolicyNew(group),
            5 => Route::PolicyEdit(group, PolicyId(other)),
            6 => Route::Templates,
            7 => Route::TemplateNew,
            8 => Route::Template(template),
            9 => Route::TemplateEdit(template),
            10 => Route::Connect,
            11 => Route::Help,
            12 => Route::HelpPage(other),
            _ => Route::Unknown,
        }
    })
}

fn any_params() -> impl Strategy<Value = BTreeMap<String, String>> {
    btree_map(".{1,10}", ".{1,20}", 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_location_is_read_back_as_linked(route in any_route(), params in any_params()) {
        prop_assert_eq!(Route::parse(&route.path()), route.clone());
        let location = Location { route, params };
        prop_assert_eq!(Location::parse(&location.href()), location);
    }

    #[test]
    fn no_text_breaks_the_parser(hash in ".{0,60}") {
        let location = Location::parse(&hash);
        prop_assert_eq!(Location::parse(&location.href()), location);
    }
}

#[test]
fn a_page_is_of_the_area_that_its_address_starts_with() {
    for (address, area) in [
        ("/groups", Some(Area::Groups)),
        ("/groups/new", Some(Area::Groups)),
        ("/groups/a/policies/b/edit", Some(Area::Groups)),
        ("/v1alpha2/groups/a", Some(Area::Groups)),
        ("/templates/a/edit", Some(Area::Templates)),
        ("/activity", Some(Area::Activity)),
        ("/connect", Some(Area::Connection)),
        ("/nowhere", None),
    ] {
        assert_eq!(Route::parse(address).area(), area, "{address}");
    }
}

#[test]
fn a_form_starts_with_what_its_address_says() {
    let fields = [("metric.threshold", "30"), ("name", "a & b")];
    let there = Location::filled(Route::GroupNew, &fields);
    assert_eq!(there.href(), "#/groups/new?with.metric.threshold=30&with.name=a+%26+b");
    let read = Location::parse(&there.with("at", "7").href());
    assert_eq!(read.fields().collect::<Vec<_>>(), fields);
}

fn spot(zone: &str, project: &str) -> Spot {
    Spot { zone: zone.to_owned(), project: project.to_owned() }
}

#[test]
fn an_address_of_another_zone_or_project_is_elsewhere() {
    let here = spot("fr-par-2", "p1");
    let is_elsewhere = |hash: &str, here: &Spot| Location::parse(hash).is_elsewhere(here);
    for hash in
        ["#/groups/g1?zone=fr-par-1", "#/groups?project=p2&zone=fr-par-2", "#/templates?project=p2"]
    {
        assert!(is_elsewhere(hash, &here), "{hash}");
    }
    for hash in ["#/groups/g1", "#/groups/g1?project=p1&zone=fr-par-2", "#/connect?zone=fr-par-1"] {
        assert!(!is_elsewhere(hash, &here), "{hash}");
    }
    assert!(!is_elsewhere("#/groups?project=p2", &spot("fr-par-2", "")), "all have it");
    assert!(is_elsewhere("#/groups/g1?zone=fr-par-1", &spot("", "")), "a sandbox is nowhere");
}

#[test]
fn an_address_lacks_its_place_until_it_tells_it() {
    let here = spot("fr-par-2", "");
    let lacks = |hash: &str| Location::parse(hash).lacks(&here);
    assert!(lacks("#/groups/g1?range=6h") && lacks("#/templates"));
    assert!(lacks("#/groups?project=p1&zone=fr-par-2"), "all projects are shown");
    assert!(!lacks("#/groups?zone=fr-par-2") && !lacks("#/groups?zone=fr-par-1"));
    assert!(!lacks("#/help") && !lacks("#/connect"), "they are nowhere");
    assert!(!Location::parse("#/groups").lacks(&spot("", "")), "a sandbox writes none");
}

#[test]
fn the_connection_for_an_address_leads_back_to_it() {
    let there = Location::parse("#/groups/g1?project=p1&range=6h&zone=fr-par-1");
    let form = Location::parse(&there.to_connect().href());
    assert_eq!((form.route.clone(), form.spot()), (Route::Connect, spot("fr-par-1", "p1")));
    assert_eq!(form.back(), there);
    assert_eq!(Location::parse("#/connect").back(), Location::at(Route::Groups));
}

#[test]
fn where_an_address_is_instead_is_said() {
    let there = spot("fr-par-1", "p1");
    assert_eq!(
        there.elsewhere_than(&spot("fr-par-2", "")),
        "This address is of fr-par-1, project p1. You are at fr-par-2.",
    );
    assert_eq!(
        spot("fr-par-1", "").elsewhere_than(&spot("", "")),
        "This address is of fr-par-1 of an API. You are in a sandbox, which has none of that.",
    );
}
