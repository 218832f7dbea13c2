//! Lists that go on behind a token.

use headroom::wire::v1alpha2::{GroupList, LogList, TemplateList};
use headroom::wire::{CursorEnvelope, CursorPage};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Api, GROUPS, HOUR, NOBODY, PROJECT, TEMPLATES, fixed, of};

/// All items, page by page, and the sizes of the pages.
fn walk<L: CursorEnvelope + DeserializeOwned>(
    api: &mut Api,
    path: &str,
) -> (Vec<L::Item>, Vec<usize>) {
    let (mut items, mut sizes, mut token) = (Vec::new(), Vec::new(), String::new());
    loop {
        let list: L = api.ok("GET", &format!("{path}{token}"), "");
        let CursorPage { items: page, next_page_token, total_count } = list.unwrap();
        sizes.push(page.len());
        items.extend(page);
        match next_page_token {
            Some(next) => token = format!("&page_token={next}"),
            None => {
                assert_eq!(items.len() as u64, total_count);
                return (items, sizes);
            }
        }
    }
}

#[test]
fn a_list_is_walked_page_by_page_whatever_comes_and_goes_meanwhile() {
    let mut api = Api::empty();
    let made: Vec<_> = (0..5).map(|n| api.scaling_group(&format!("g{n}"), &fixed(0))).collect();
    let path = format!("{GROUPS}?project_id={PROJECT}&page=1&page_size=2&order_by=created_at_asc");
    let (groups, sizes) = walk::<GroupList>(&mut api, &path);
    let names = |list: &[headroom::wire::v1alpha2::GroupSummary]| {
        list.iter().map(|group| group.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!((names(&groups).join(" "), sizes), ("g0 g1 g2 g3 g4".to_owned(), vec![2, 2, 1]));
    let descending = path.replace("_asc", "_desc");
    let first: GroupList = api.ok("GET", &descending, "");
    assert_eq!(names(&first.group_summaries), ["g4", "g3"]);
    api.scaling_group("g5", &fixed(0));
    api.ok::<Value>("DELETE", &format!("{GROUPS}/{}", made[3].id), "");
    api.advance(HOUR);
    let token = first.next_page_token.unwrap();
    let second: GroupList = api.ok("GET", &format!("{descending}&page_token={token}"), "");
    assert_eq!(names(&second.group_summaries), ["g2", "g1"]);
    for (filter, count) in [
        (format!("template_id={}", made[0].template_id), 1),
        (format!("template_id={NOBODY}"), 0),
        (format!("load_balancer_id={NOBODY}"), 0),
    ] {
        let list: GroupList = api.ok("GET", &format!("{GROUPS}?project_id={PROJECT}&{filter}"), "");
        assert_eq!(list.total_count, count, "{filter}");
    }
}

#[test]
fn a_log_is_cut_by_time_and_the_newest_entry_comes_first() {
    let mut api = Api::first_content();
    let list: GroupList = api.ok("GET", &format!("{GROUPS}?project_id={PROJECT}"), "");
    let found = list.group_summaries.iter().find(|group| group.name == "search-api").unwrap();
    let group = api.ok("GET", &format!("{GROUPS}/{}", found.id), "");
    let (logs, sizes) = walk::<LogList>(&mut api, &format!("{}&page_size=7", of(&group, "logs")));
    assert!(sizes.len() > 3 && logs.is_sorted_by(|a, b| a.timestamp > b.timestamp));
    let (newest, oldest) = (logs[2].timestamp, logs[9].timestamp);
    let path = format!("{}&start_time={oldest}&end_time={newest}", of(&group, "logs"));
    let cut: LogList = api.ok("GET", &path, "");
    assert_eq!((cut.logs.as_slice(), cut.total_count), (&logs[2..=9], 8));
}

#[test]
fn templates_are_filtered_by_all_that_the_query_can_say() {
    let mut api = Api::empty();
    let make = |api: &mut Api, name: &str, rest: Value| -> Value {
        let mut body = json!({"project_id": PROJECT, "name": name, "server_type": "PRO2-S"});
        body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        api.ok("POST", TEMPLATES, &body.to_string())
    };
    let a = make(&mut api, "a", json!({"tags": ["x", "y"], "security_group_id": "s"}));
    let b = make(
        &mut api,
        "b",
        json!({"tags": ["x"], "server_tags": ["z"], "placement_group_id": "p"}),
    );
    let mut names = |query: &str| {
        let path = format!("{TEMPLATES}?project_id={PROJECT}&page_size=1{query}");
        let (list, _) = walk::<TemplateList>(&mut api, &path);
        list.into_iter().map(|template| template.name).collect::<String>()
    };
    for (query, expected) in [
        (String::new(), "ba"),
        ("&tags=x".to_owned(), "ba"),
        ("&tags=x&tags=y".to_owned(), "a"),
        ("&server_tags=z".to_owned(), "b"),
        ("&name=a".to_owned(), "a"),
        ("&security_group_ids=q&security_group_ids=s".to_owned(), "a"),
        ("&placement_group_ids=p".to_owned(), "b"),
        (format!("&template_ids={}", b["id"].as_str().unwrap()), "b"),
    ] {
        assert_eq!(names(&query), expected, "{query}");
    }
    let path = format!("{TEMPLATES}/{}", a["id"].as_str().unwrap());
    api.ok::<Value>("PATCH", &path, r#"{"tags":["y"]}"#);
    let list: TemplateList =
        api.ok("GET", &format!("{TEMPLATES}?project_id={PROJECT}&order_by=updated_at_desc"), "");
    assert_eq!(list.templates[0].name, "a");
}

#[test]
fn what_is_wrong_with_a_query_is_told() {
    let mut api = Api::empty();
    let group = api.scaling_group("asg", &fixed(0));
    let groups = format!("{GROUPS}?project_id={PROJECT}");
    let templates = format!("{TEMPLATES}?project_id={PROJECT}");
    for (path, field, reason) in [
        (GROUPS.to_owned(), "project_id", "required"),
        (TEMPLATES.to_owned(), "project_id", "required"),
        (format!("{groups}&page_size=101"), "page_size", "constraint"),
        (format!("{groups}&page_size=-1"), "page_size", "constraint"),
        (format!("{groups}&page_size=ten"), "page_size", "format"),
        (format!("{templates}&page_size=0"), "page_size", "constraint"),
        (format!("{groups}&page_token=nonsense"), "page_token", "format"),
        (format!("{groups}&page_token=%21"), "page_token", "format"),
        (format!("{groups}&order_by=name_asc"), "order_by", "constraint"),
        (format!("{}&start_time=today", of(&group, "logs")), "start_time", "format"),
        ("/autoscaling/v1alpha2/zones/fr-par-1/servers".to_owned(), "group_id", "required"),
        ("/autoscaling/v1alpha2/zones/fr-par-1/logs".to_owned(), "group_id", "required"),
    ] {
        let (status, text) = api.call("GET", &path, "");
        let told: Value = serde_json::from_str(&text).unwrap();
        let detail = &told["details"][0];
        assert_eq!(status, 400, "{path}: {text}");
        assert_eq!((&detail["argument_name"], &detail["reason"]), (&json!(field), &json!(reason)));
    }
    assert_eq!(api.call("GET", &format!("{groups}&page_size=0"), "").0, 200);
}
