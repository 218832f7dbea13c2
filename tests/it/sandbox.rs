//! The sandbox from outside: requests in, replies out, and a virtual clock.

mod calls;
mod compare;
mod faults;
mod lists;
mod metrics;
mod neighbours;
mod patch;
mod queries;
mod random;
mod refusals;
mod replacement;
mod rules;
mod save;
mod servers;
mod traffic;
mod v1alpha2;
mod world;

use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::wire::{
    Envelope, Event, EventList, Group, GroupList, Level, Matrix, Policy, Server, ServerList,
    Template, query,
};
use http::{Request, Response};
use serde::de::DeserializeOwned;

const NOW: i64 = FIRST_CONTENT_NOW_MS;
const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const ZONE: &str = "/autoscaling/v1alpha1/zones/fr-par-1";

/// A template, as recorded (contract, section 4).
const TEMPLATE: &str = concat!(
    r#"{"commercial_type":"PLAY2-MICRO","volumes":{"0":{"name":"as-volume","perf_iops":5000,"fr"#,
    r#"om_snapshot":{"size":null,"snapshot_id":"e854500e-b897-40dd-8f27-0c0d737031da"},"tags":["#,
    r#"],"boot":true,"volume_type":"sbs"}},"tags":["terraform-test","instance-template"],"publi"#,
    r#"c_ips_v4_count":1,"public_ips_v6_count":0,"project_id":"d03c0af1-fec9-44aa-a12c-54cb1307"#,
    r#"2778","name":"test-autoscaling-instance-template-basic","private_network_ids":[]}"#,
);
/// A group of the template `<template>`, as recorded.
const GROUP: &str = concat!(
    r#"{"project_id":"d03c0af1-fec9-44aa-a12c-54cb13072778","name":"TestAccASGInstanceGroup","t"#,
    r#"ags":["terraform-test","instance-group"],"template_id":"<template>","capacity":{"max_rep"#,
    r#"licas":5,"min_replicas":1,"cooldown_delay":"300.000000000s"},"loadbalancer":{"id":"b04bc"#,
    r#"244-5005-40b5-a29f-944f71fa0b8b","backend_ids":["a4d75d01-944c-4952-84e9-843597546c87"],"#,
    r#""private_network_id":"5dd8eecd-7a73-4672-b514-dcd9e095c0fa"}}"#,
);
/// A policy of the group `<group>`, as recorded.
const SCALE_DOWN: &str = concat!(
    r#"{"name":"TestAccASGInstancePolicy","metric":{"name":"cpu scale down","managed_metric":"m"#,
    r#"anaged_metric_instance_cpu","operator":"operator_less_than","aggregate":"aggregate_avera"#,
    r#"ge","sampling_range_min":5,"threshold":40},"action":"scale_down","type":"flat_count","va"#,
    r#"lue":1,"priority":2,"instance_group_id":"<group>"}"#,
);

/// A sandbox and the calls that the tests make on it.
struct Api(Sandbox);

impl Api {
    /// One with nothing in it.
    fn empty() -> Self {
        Self(Sandbox::empty(1, NOW))
    }

    /// One with the first content.
    fn first_content() -> Self {
        Self(Sandbox::new(1, NOW))
    }

    /// Sends a request with the sandbox's own key. A path that starts with a noun is one of the
    /// first zone.
    fn send(&mut self, method: &str, path: &str, body: &str) -> Response<Vec<u8>> {
        let uri = match path.starts_with('/') {
            true => path.to_owned(),
            false => format!("{ZONE}/{path}"),
        };
        let request =
            Request::builder().method(method).uri(uri).header("X-Auth-Token", SANDBOX_KEY);
        self.0.handle(&request.body(body.as_bytes().to_vec()).unwrap())
    }

    /// The status and the body's text.
    fn call(&mut self, method: &str, path: &str, body: &str) -> (u16, String) {
        let response = self.send(method, path, body);
        (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
    }

    /// What a call that must succeed answers.
    fn ok<T: DeserializeOwned>(&mut self, method: &str, path: &str, body: &str) -> T {
        let (status, text) = self.call(method, path, body);
        assert_eq!(status, 200, "{method} {path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    fn template(&mut self) -> Template {
        self.ok("POST", "instance-templates", TEMPLATE)
    }

    /// A group with a template of its own.
    fn group(&mut self) -> Group {
        let template = self.template();
        let body = GROUP.replace("<template>", template.id.as_str());
        self.ok("POST", "instance-groups", &body)
    }

    /// The quickstart's two policies.
    fn pair(&mut self, group: &Group) -> [Policy; 2] {
        let down = SCALE_DOWN.replace("<group>", group.id.as_str());
        let up = down
            .replace("operator_less_than", "operator_greater_than")
            .replace("\"threshold\":40", "\"threshold\":70")
            .replace("\"scale_down\"", "\"scale_up\"")
            .replace("\"priority\":2", "\"priority\":1");
        [up, down].map(|body| self.ok("POST", "instance-policies", &body))
    }

    fn named(&mut self, name: &str) -> Group {
        let groups: GroupList = self.ok("GET", "instance-groups", "");
        groups.instance_groups.into_iter().find(|group| group.name == name).unwrap()
    }

    /// All events, the oldest first.
    fn events(&mut self, group: &Group) -> Vec<Event> {
        let mut events = Vec::new();
        for page in 1.. {
            let query = format!("events?order_by=created_at_asc&page_size=1000&page={page}");
            let list: EventList =
                self.ok("GET", &format!("instance-groups/{}/{query}", group.id), "");
            let (page, total) = list.unwrap();
            events.extend(page);
            if events.len() as u64 >= total {
                break;
            }
        }
        events
    }

    /// The changes of size that the events tell, as milliseconds and Instances.
    fn changes(&mut self, group: &Group) -> Vec<(i64, i64)> {
        let events = self.events(group);
        events
            .iter()
            .filter_map(|event| Some((event.created_at.as_millis(), change(event)?)))
            .collect()
    }

    fn servers(&mut self, group: &Group) -> Vec<Server> {
        let path = format!("/instance/v1/zones/fr-par-1/servers?per_page=100&name={}", group.id);
        self.ok::<ServerList>("GET", &path, "").servers
    }

    /// The values of an expression, as milliseconds and numbers.
    fn values(&mut self, expression: &str, range: (i64, i64), step: i64) -> Vec<(i64, f64)> {
        let path = range_path(expression, range, step);
        let matrix: Matrix = self.ok("GET", &path, "");
        let values = matrix.data.result.into_iter().flat_map(|series| series.values);
        values.map(|(at, value)| (millis(at), value.parse().unwrap())).collect()
    }

    fn sizes(&mut self, group: &Group, range: (i64, i64), step: i64) -> Vec<(i64, f64)> {
        let expression = query::size_expression(&group.id).unwrap();
        self.values(&expression, range, step)
    }

    fn advance(&mut self, by_ms: i64) {
        self.0.advance(self.0.now_ms() + by_ms);
    }
}

fn range_path(expression: &str, (start, end): (i64, i64), step: i64) -> String {
    let [start, end, step] = [start, end, step].map(|ms| ms as f64 / 1_000.0);
    let query: String = expression.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("/prometheus/api/v1/query_range?query={query}&start={start}&end={end}&step={step}")
}

#[expect(clippy::cast_possible_truncation, reason = "an instant of a test")]
fn millis(seconds: f64) -> i64 {
    (seconds * 1_000.0).round() as i64
}

/// How many Instances an event says were added or, negative, removed.
fn change(event: &Event) -> Option<i64> {
    let words: Vec<&str> = event.name.split(' ').collect();
    match words.as_slice() {
        ["Scaling", "event:", "added", count, "instance(s)"] => count.parse().ok(),
        ["Scaling", "event:", "removed", count, "instance(s)"] => {
            count.parse::<i64>().ok().map(|count| -count)
        }
        _ => None,
    }
}

fn errors(events: &[Event]) -> Vec<&Event> {
    events.iter().filter(|event| event.level == Level::Error).collect()
}
