//! Lists: order, pages, filter and parameters.

use headroom::wire::{PolicyList, TemplateList};

use super::{Api, MINUTE, TEMPLATE};

/// A sandbox with templates `t1` to `t25`, made while the clock stands still.
fn with_templates() -> Api {
    let mut api = Api::empty();
    for number in 1..=25 {
        let name = format!("\"t{number}\"");
        let body = TEMPLATE.replace("\"test-autoscaling-instance-template-basic\"", &name);
        api.ok::<serde_json::Value>("POST", "instance-templates", &body);
    }
    api
}

fn names(api: &mut Api, query: &str) -> Vec<String> {
    let list: TemplateList = api.ok("GET", &format!("instance-templates?{query}"), "");
    assert_eq!(list.total_count, 25);
    list.instance_templates.into_iter().map(|template| template.name).collect()
}

#[test]
fn pages_hold_what_was_asked_for_in_the_order_asked_for() {
    let mut api = with_templates();
    for (query, first, last, length) in [
        ("", "t25", "t6", 20),
        ("order_by=&page=", "t25", "t6", 20),
        ("project_id=x&name=t1&tags=x", "t25", "t6", 20),
        ("order_by=created_at_desc&page_size=1000", "t25", "t1", 25),
        ("order_by=created_at_asc", "t1", "t20", 20),
        ("order_by=created_at_asc&page=2", "t21", "t25", 5),
        ("order_by=created_at_asc&page=2&page_size=10", "t11", "t20", 10),
        ("page=3&page_size=10", "t5", "t1", 5),
        ("page_size=1", "t25", "t25", 1),
    ] {
        let names = names(&mut api, query);
        assert_eq!(names.len(), length, "{query}");
        assert_eq!((names[0].as_str(), names[length - 1].as_str()), (first, last), "{query}");
    }
    assert!(names(&mut api, "page=4&page_size=10").is_empty());
    assert!(names(&mut api, "page=4294967295&page_size=1000").is_empty());
}

#[test]
fn parameters_out_of_range_are_refused() {
    let mut api = Api::empty();
    for (query, field) in [
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=-1", "page"),
        ("page_size=0", "page_size"),
        ("page_size=1001", "page_size"),
        ("order_by=name", "order_by"),
    ] {
        for noun in ["instance-templates", "instance-groups", "instance-policies"] {
            let (status, text) = api.call("GET", &format!("{noun}?{query}"), "");
            assert_eq!(status, 400, "{noun} {query}");
            assert!(text.contains(&format!(r#""field":"{field}""#)), "{noun} {query}: {text}");
        }
    }
}

#[test]
fn policies_are_filtered_by_group() {
    let mut api = Api::empty();
    let (first, second) = (api.group(), api.group());
    let pair = api.pair(&first);
    api.pair(&second);
    let mut ids = |query: &str| {
        let list: PolicyList = api.ok("GET", &format!("instance-policies{query}"), "");
        assert_eq!(list.total_count, list.policies.len() as u64);
        list.policies.into_iter().map(|policy| policy.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("").len(), 4);
    let query = format!("?instance_group_id={}&order_by=created_at_asc", first.id);
    assert_eq!(ids(&query), pair.map(|policy| policy.id));
    assert!(ids("?instance_group_id=nobody").is_empty());
}

#[test]
fn events_are_listed_newest_first() {
    let mut api = Api::empty();
    let group = api.group();
    api.advance(10 * MINUTE);
    let ascending = api.events(&group);
    let path = format!("instance-groups/{}/events", group.id);
    let list: headroom::wire::EventList = api.ok("GET", &path, "");
    assert!(ascending.len() > 2);
    assert!(ascending.iter().rev().eq(&list.instance_events));
    assert!(ascending.is_sorted_by(|a, b| a.created_at < b.created_at && a.id != b.id));
}
