//! A question to a metrics server.

use headroom::engine::Metric;
use headroom::forms::metrics::{Asked, draft, follow, read, refused as answer, section};
use headroom::wire::query::expression;
use headroom::wire::{ErrorBody, GroupId, ManagedMetric};

use super::{message, refused, stands_in_order, typed};

const DAY_MS: i64 = 86_400_000;
/// 2026-03-02 08:00 UTC.
const NOW_MS: i64 = 1_772_438_400_000;

fn own(metric: &ManagedMetric) -> String {
    expression(metric, &GroupId::from("9d1c")).unwrap_or_default()
}

/// What is known of each metric at a place: nobody has said what connections are called.
fn usual(metric: Metric) -> String {
    let known = metric.to_wire().filter(|_| metric != Metric::Connections);
    known.map(|metric| own(&metric)).unwrap_or_default()
}

#[test]
fn it_starts_as_the_groups_own_cpu_over_a_fortnight() {
    let start = draft(usual, NOW_MS);
    assert_eq!((start.get("start"), start.get("end")), ("2026-02-16 08:00", "2026-03-02 08:00"));
    let expected = Asked {
        expression: own(&ManagedMetric::InstanceCpu),
        metric: Metric::Cpu,
        from_ms: NOW_MS - 14 * DAY_MS,
        until_ms: NOW_MS,
        step_ms: 60_000,
    };
    assert_eq!(read(&start), Ok(expected));
}

#[test]
fn an_expression_that_nobody_touched_follows_the_metric() {
    let start = draft(usual, NOW_MS);
    assert_eq!(follow(&start, usual), None);
    let network = start.clone().with("metric", "managed_metric_instance_network_in");
    let followed = follow(&network, usual);
    assert_eq!(followed, Some(own(&ManagedMetric::InstanceNetworkIn)));
    assert_eq!(follow(&network.with("query", "up"), usual), None, "it was typed");
    assert_eq!(
        read(&start.clone().with("metric", "managed_loadbalancer_backend_connections_rate"))
            .unwrap()
            .metric,
        Metric::Connections
    );
    // What has no expression leaves room for one, and follows on.
    let open = start.with("metric", "managed_loadbalancer_backend_connections_rate");
    assert_eq!(follow(&open, usual), Some(String::new()));
    let open = open.with("query", "").with("metric", "managed_metric_instance_cpu");
    assert_eq!(follow(&open, usual), Some(own(&ManagedMetric::InstanceCpu)));
}

#[test]
fn times_are_read_as_people_write_them() {
    let until = |text: &str| read(&draft(usual, NOW_MS).with("end", text)).unwrap().until_ms;
    for text in [
        "2026-03-02 08:00",
        " 2026-03-02T08:00 ",
        "2026-03-02 08:00:00",
        "2026-03-02T08:00:00Z",
        "2026-03-02 09:00:00+01:00",
    ] {
        assert_eq!(until(text), NOW_MS, "{text}");
    }
    assert_eq!(until("2026-03-03"), NOW_MS + DAY_MS - 8 * 3_600_000);
}

#[test]
fn every_error_stands_at_its_field() {
    let start = draft(usual, NOW_MS);
    let table = [
        ("query", " ", "query required"),
        ("start", "yesterday", "start format"),
        ("end", "", "end format"),
        ("end", "2026-02-16 08:00", "end constraint"),
        ("step", "", "step required"),
        ("step", "0", "step constraint"),
        ("step", "86401", "step constraint"),
        ("step", "1", "step constraint"),
    ];
    for (path, text, expected) in table {
        let found = refused(read(&start.clone().with(path, text)));
        assert!(found.contains(&expected.to_owned()), "{path} = {text:?}: {found:?}");
    }
    let all = typed(&start, &[("query", ""), ("start", "x"), ("end", "x"), ("step", "x")]);
    stands_in_order(read(&all), &[section()]);
    let said = message(read(&start.clone().with("step", "1")), "step");
    assert_eq!(
        said,
        "That would be 1209600 samples, and at most 200000 are asked for. Enter at least 7, or a \
         shorter time."
    );
    assert_eq!(read(&start.clone().with("step", "7")).map(|asked| asked.step_ms), Ok(7_000));
    let short = start.with("start", "2026-03-02 07:59:30");
    let said = message(read(&short), "step");
    assert!(said.starts_with("There is room for one sample only"), "{said}");
}

#[test]
fn the_servers_words_stand_where_they_belong() {
    let said = |words: &str| {
        let body = ErrorBody { message: Some(words.to_owned()), ..ErrorBody::default() };
        let errors = answer(400, &body);
        errors
            .0
            .iter()
            .map(|error| (error.field.to_string(), error.message.clone()))
            .collect::<Vec<_>>()
    };
    let at = |field: &str, message: &str| vec![(field.to_owned(), message.to_owned())];
    let words = "parse error: unexpected end";
    assert_eq!(said(words), at("query", "The server refused it: parse error: unexpected end."));
    let words = "exceeded maximum resolution of 11,000 points per timeseries";
    assert_eq!(said(words), at("step", &format!("The server refused it: {words}.")));
    let words = "invalid parameter \"step\": too small.";
    let expected = "The server refused it: invalid parameter \"step\": too small.";
    assert_eq!(said(words), at("step", expected));
    let body = ErrorBody { message: Some("denied".to_owned()), ..ErrorBody::default() };
    assert_eq!(answer(403, &body).0.len() + answer(400, &ErrorBody::default()).0.len(), 0);
}
