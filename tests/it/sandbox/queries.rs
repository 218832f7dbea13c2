//! Queries for metrics besides ranges: one instant, the names, posted forms.

use headroom::engine::Metric;
use headroom::wire::query::{METRIC_NAMES, expression, memory_expression, size_expression};
use headroom::wire::{Group, GroupId};
use http::Request;

use super::compare::Json;
use super::{Api, HOUR, MINUTE, NOW, range_path};

const API: &str = "/prometheus/api/v1";

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn expressions(group: &Group) -> Vec<String> {
    let managed = Metric::MANAGED.map(|metric| expression(&metric.to_wire().unwrap(), &group.id));
    let others = [memory_expression(&group.id), size_expression(&group.id)];
    managed.into_iter().chain(others).flatten().collect()
}

fn read(api: &mut Api, path: &str) -> Json {
    let (status, text) = api.call("GET", path, "");
    assert_eq!(status, 200, "{path}: {text}");
    Json::read(&text)
}

/// What an answer found: its kind, and its series.
fn found(answer: &Json) -> (&str, &[Json]) {
    assert_eq!(answer.get("status").unwrap().text(), Some("success"));
    let data = answer.get("data").unwrap();
    let Some(Json::List(series)) = data.get("result") else { panic!("{answer:?}") };
    (data.get("resultType").unwrap().text().unwrap(), series)
}

#[test]
fn an_instant_is_the_end_of_a_range() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    for text in expressions(&group) {
        for (time, at_ms) in
            [(String::new(), NOW), (format!("&time={}", (NOW - HOUR) / 1_000), NOW - HOUR)]
        {
            let path = format!("{API}/query?query={}{time}", encoded(&text));
            let instant = read(&mut api, &path);
            let range = read(&mut api, &range_path(&text, (at_ms - HOUR, at_ms), MINUTE));
            let ("vector", [series]) = found(&instant) else { panic!("{instant:?}") };
            let ("matrix", [whole]) = found(&range) else { panic!("{range:?}") };
            let Some(Json::List(values)) = whole.get("values") else { panic!("{whole:?}") };
            assert_eq!(values.len(), 61);
            assert_eq!(series.get("value"), values.last(), "{text}");
            assert_eq!(series.get("metric"), Some(&Json::Object(Vec::new())));
        }
    }
}

#[test]
fn nobody_has_no_value() {
    let mut api = Api::first_content();
    let nobody = size_expression(&GroupId::from("nobody")).unwrap();
    let answer = read(&mut api, &format!("{API}/query?query={}", encoded(&nobody)));
    assert_eq!(found(&answer), ("vector", [].as_slice()));
}

#[test]
fn a_time_has_its_milliseconds_only_when_there_are_any() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let size = encoded(&size_expression(&group.id).unwrap());
    let seconds = NOW / 1_000;
    for (asked, told) in [
        (format!("{seconds}"), format!("[{seconds},\"")),
        (format!("{}.25", seconds - 1), format!("[{}.25,\"", seconds - 1)),
    ] {
        let (_, text) = api.call("GET", &format!("{API}/query?query={size}&time={asked}"), "");
        assert!(text.contains(&told), "{text}");
    }
}

#[test]
fn the_names_are_those_of_the_expressions() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let mut used: Vec<String> = Vec::new();
    for text in expressions(&group) {
        let ends = text.match_indices('{').map(|(at, _)| at);
        let name = |end| text[..end].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
        used.extend(ends.filter_map(name).map(str::to_owned));
    }
    used.sort();
    used.dedup();
    assert_eq!(used, METRIC_NAMES);
    let (status, text) = api.call("GET", &format!("{API}/label/__name__/values"), "");
    let names = serde_json::to_string(&METRIC_NAMES).unwrap();
    assert_eq!((status, text), (200, format!(r#"{{"status":"success","data":{names}}}"#)));
}

#[test]
fn a_query_may_be_posted_as_a_form() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let size = size_expression(&group.id).unwrap();
    let path = range_path(&size, (NOW - HOUR, NOW), MINUTE);
    let (bare, form) = path.split_once('?').unwrap();
    assert_eq!(api.call("POST", bare, form), api.call("GET", &path, ""));
    let instant = format!("query={}", encoded(&size));
    let got = api.call("GET", &format!("{API}/query?{instant}"), "");
    assert_eq!((api.call("POST", &format!("{API}/query"), &instant), got.0), (got.clone(), 200));
}

#[test]
fn what_cannot_be_answered_says_why() {
    let mut api = Api::first_content();
    let size = encoded(&size_expression(&GroupId::from("g")).unwrap());
    for (path, part) in [
        ("query".to_owned(), "invalid parameter \\\"query\\\""),
        ("query?query=up".to_owned(), "not known to the sandbox: up"),
        (format!("query?query={size}&time=noon"), "invalid parameter \\\"time\\\""),
        (format!("query?query={size}&time=1e300"), "invalid parameter \\\"time\\\""),
        ("label/job/values".to_owned(), "label not known to the sandbox: job"),
    ] {
        let (status, text) = api.call("GET", &format!("{API}/{path}"), "");
        let start = r#"{"status":"error","errorType":"bad_data","error":""#;
        assert!(status == 400 && text.starts_with(start) && text.contains(part), "{path}: {text}");
    }
    for (method, path, status) in [
        ("GET", "series", 404),
        ("GET", "label/__name__", 404),
        ("POST", "label/__name__/values", 405),
        ("DELETE", "query", 405),
        ("PUT", "query_range", 405),
    ] {
        assert_eq!(api.call(method, &format!("{API}/{path}"), "").0, status, "{method} {path}");
    }
}

/// The metrics' host takes tokens of its own, and the key (contract, section 10).
#[test]
fn metrics_are_read_with_a_token_or_the_key() {
    let mut api = Api::first_content();
    for (name, value, status) in [
        ("X-Token", "any", 200),
        ("Authorization", "Bearer any", 200),
        ("X-Auth-Token", headroom::sandbox::SANDBOX_KEY, 200),
        ("X-Auth-Token", "any", 401),
        ("X-Other", "any", 401),
    ] {
        let request = Request::builder().uri(format!("{API}/label/__name__/values"));
        let request = request.header(name, value).body(Vec::new()).unwrap();
        assert_eq!(api.0.handle(&request).status(), status, "{name}: {value}");
    }
}
