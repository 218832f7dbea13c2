//! The range query, against what the scaler saw and what the events say.

use headroom::engine::Metric;
use headroom::wire::query::{Question, expression, parse, size_expression};
use headroom::wire::{GroupId, ManagedMetric};

use super::{Api, DAY, HOUR, MINUTE, NOW, range_path};

#[test]
fn every_expression_is_read_as_it_was_written() {
    let group = GroupId::from("d6156a8e-f1b1-4544-a084-aa6b53ba985c");
    for metric in Metric::MANAGED {
        let word = metric.to_wire().unwrap();
        let text = expression(&word, &group).unwrap();
        assert_eq!(parse(&text), Some((Question::Metric(word), group.clone())), "{text}");
    }
    let text = size_expression(&group).unwrap();
    assert_eq!(parse(&text), Some((Question::Size, group.clone())), "{text}");
    assert_eq!(
        expression(&ManagedMetric::InstanceCpu, &group).unwrap(),
        "100 * avg(rate(instance_server_cpu_seconds_total{resource_name=~\"\
         d6156a8e-f1b1-4544-a084-aa6b53ba985c_.*\"}[1m]) / instance_server_vcpu_count\
         {resource_name=~\"d6156a8e-f1b1-4544-a084-aa6b53ba985c_.*\"})"
    );
    assert_eq!(expression(&ManagedMetric::Unknown, &group), None);
    assert_eq!(expression(&ManagedMetric::Other("ram".to_owned()), &group), None);
    for id in ["", "a\"} or up{a=\"", "a b"] {
        assert_eq!(size_expression(&GroupId::from(id)), None, "{id}");
    }
    for other in ["", "up", "count(instance_server_vcpu_count)", &format!("{text} ")] {
        assert_eq!(parse(other), None, "{other}");
    }
}

#[test]
fn the_query_gives_what_the_scaler_saw() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let cpu = expression(&ManagedMetric::InstanceCpu, &group.id).unwrap();
    let samples = api.values(&cpu, (NOW - 7 * DAY, NOW), MINUTE);
    assert!(samples.len() > 10_000, "{}", samples.len());
    let exact = |value: f64| (value * 64.0).fract() == 0.0;
    assert!(samples.iter().all(|sample| exact(sample.1)), "sums over a look-back are exact");
    let mut compared = 0;
    for event in api.events(&group) {
        let at_ms = event.created_at.as_millis();
        let details = event.details.unwrap_or_default();
        let Some((_, rest)) = details.split_once("CPU ") else { continue };
        let seen: Vec<f64> = samples
            .iter()
            .filter(|(time, _)| (at_ms - 5 * MINUTE < *time) && *time <= at_ms)
            .map(|(_, value)| *value)
            .collect();
        if seen.len() < 5 {
            continue;
        }
        let said: f64 = rest.split('\u{a0}').next().unwrap().parse().unwrap();
        let mean = seen.iter().sum::<f64>() / 5.0;
        assert!((mean - said).abs() <= 0.05 + 1e-9, "{said} {seen:?}");
        compared += 1;
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn the_events_reproduce_the_sizes() {
    let mut api = Api::first_content();
    for name in ["checkout-api", "image-resizer"] {
        let group = api.named(name);
        let changes = api.changes(&group);
        let size_at = |at_ms: i64| {
            changes.iter().filter(|(time, _)| *time <= at_ms).map(|(_, by)| *by).sum::<i64>()
        };
        let sizes = api.sizes(&group, (NOW - 14 * DAY + MINUTE, NOW), 5 * MINUTE);
        assert_eq!(sizes.len(), 14 * 24 * 12);
        for (at_ms, size) in sizes {
            assert_eq!(size, size_at(at_ms) as f64, "{name} at {at_ms}");
        }
        assert_eq!(i64::try_from(api.servers(&group).len()).unwrap(), size_at(NOW));
    }
}

#[test]
fn an_instance_metric_falls_as_the_group_grows_and_a_total_does_not() {
    let mut api = Api::empty();
    let group = api.group();
    api.advance(HOUR);
    let values = |api: &mut Api, metric: ManagedMetric| {
        let expression = expression(&metric, &group.id).unwrap();
        let now = api.0.now_ms();
        api.values(&expression, (now, now), MINUTE)[0].1
    };
    let before = Metric::MANAGED.map(|metric| values(&mut api, metric.to_wire().unwrap()));
    let path = format!("instance-groups/{}", group.id);
    api.ok::<serde_json::Value>("PATCH", &path, r#"{"capacity":{"min_replicas":5}}"#);
    api.advance(5 * MINUTE);
    let after = Metric::MANAGED.map(|metric| values(&mut api, metric.to_wire().unwrap()));
    for (index, metric) in Metric::MANAGED.into_iter().enumerate() {
        let ratio = after[index] / before[index];
        match metric.is_total() {
            true => assert!((0.7..1.4).contains(&ratio), "{metric:?} {ratio}"),
            false => assert!(ratio < 0.99, "{metric:?} {ratio}"),
        }
    }
}

#[test]
fn there_is_no_value_before_the_group_serves_nor_after_now() {
    let mut api = Api::empty();
    let group = api.group();
    api.advance(10 * MINUTE);
    let range = (NOW - HOUR, NOW + HOUR);
    let cpu = expression(&ManagedMetric::InstanceCpu, &group.id).unwrap();
    let times: Vec<i64> = api.values(&cpu, range, MINUTE).iter().map(|value| value.0).collect();
    assert_eq!(times, (2..=10).map(|minute| NOW + minute * MINUTE).collect::<Vec<_>>());
    let sizes = api.sizes(&group, range, MINUTE);
    assert_eq!((sizes[0], sizes.len()), ((NOW + MINUTE, 1.0), 10));
    let nobody = size_expression(&GroupId::from("nobody")).unwrap();
    assert!(api.values(&nobody, range, MINUTE).is_empty());
}

#[test]
fn a_lost_load_balancer_tells_no_totals() {
    let mut api = Api::first_content();
    let group = api.named("image-resizer");
    let range = (NOW - 7 * DAY, NOW);
    let mut last = |metric: ManagedMetric| {
        let expression = expression(&metric, &group.id).unwrap();
        api.values(&expression, range, HOUR).last().unwrap().0
    };
    assert_eq!(last(ManagedMetric::InstanceCpu), NOW);
    assert!(last(ManagedMetric::BackendThroughput) < NOW - 2 * DAY);
}

#[test]
fn a_query_that_cannot_be_answered_says_why() {
    let mut api = Api::empty();
    let group = GroupId::from("g");
    let size = size_expression(&group).unwrap();
    let path = |start, end, step| range_path(&size, (start, end), step);
    for (path, part) in [
        (range_path("up", (NOW, NOW), MINUTE), "not known to the sandbox: up"),
        (path(NOW, NOW - 1, MINUTE), "end timestamp must not be before start time"),
        (path(NOW, NOW, 0), "zero or negative query resolution step"),
        (path(NOW - 11_001 * MINUTE, NOW, MINUTE), "exceeded maximum resolution of 11,000 points"),
        (path(NOW, NOW, MINUTE).replace("start=", "start=x"), "invalid parameter \\\"start\\\""),
        (path(NOW, NOW, MINUTE).replace("&end=", "&other="), "invalid parameter \\\"end\\\""),
        (path(NOW, NOW, MINUTE).replace("step=", "step=1x"), "invalid parameter \\\"step\\\""),
    ] {
        let (status, text) = api.call("GET", &path, "");
        assert_eq!(status, 400, "{path}");
        assert!(
            text.starts_with(r#"{"status":"error","errorType":"bad_data","error":""#),
            "{text}"
        );
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(api.call("GET", &path(NOW - 11_000 * MINUTE, NOW, MINUTE), "").0, 200);
}

#[test]
fn instants_and_steps_are_read_as_prometheus_does() {
    let mut api = Api::first_content();
    let group = api.named("checkout-api");
    let expected = api.sizes(&group, (NOW - HOUR, NOW), 90 * 1_000);
    let path = range_path(&size_expression(&group.id).unwrap(), (0, 0), 0);
    let base = path.split("&start").next().unwrap();
    for range in [
        "start=2026-03-02T07:00:00Z&end=2026-03-02T08:00:00Z&step=90",
        "start=2026-03-02T08:00:00%2B01:00&end=1772438400&step=1m30s",
        "start=1772434800.000&end=1772438400.000&step=90000ms",
    ] {
        let matrix: headroom::wire::Matrix = api.ok("GET", &format!("{base}&{range}"), "");
        assert_eq!(matrix.data.result[0].values.len(), expected.len(), "{range}");
    }
}
