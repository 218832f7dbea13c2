//! The policy's form.

use headroom::forms::policy::{create, preview, sections, starting};
use headroom::forms::{Control, Draft, ResourceForm};
use headroom::wire::{Action, CreatePolicy, GroupId, Metric, Policy, UpdatePolicy};

use super::{message, paths, read, refused, stands_in_order, typed};
use crate::wire::body;

fn stored() -> Policy {
    read(body!("policy_create_reply"))
}

fn group() -> GroupId {
    GroupId::from("group")
}

/// The blank form with a name.
fn named() -> Draft {
    Policy::blank(&group()).with("name", "up")
}

#[test]
fn a_blank_form_and_a_name_make_the_quickstarts_policy() {
    let made = create(&named(), &group()).unwrap();
    let quickstart: CreatePolicy = read(body!("quickstart_scale_up"));
    let expected = CreatePolicy {
        name: "up".to_owned(),
        metric: Metric { name: "up".to_owned(), ..quickstart.metric },
        instance_group_id: group(),
        ..quickstart
    };
    assert_eq!(made, expected);
    assert_eq!(refused(create(&Policy::blank(&group()), &group()))[0], "name required");
}

#[test]
fn a_further_policy_starts_at_the_first_priority_that_is_free() {
    let starts = |taken: &[u32]| {
        let policy = |priority: &u32| Policy { priority: *priority, ..stored() };
        let others: Vec<Policy> = taken.iter().map(policy).collect();
        starting(&group(), &others).get("priority").to_owned()
    };
    let all: [&[u32]; 4] = [&[], &[2], &[1], &[2, 1, 4]];
    assert_eq!(all.map(starts), ["1", "1", "2", "3"]);
}

#[test]
fn a_stored_policy_in_the_form_is_unchanged() {
    let custom = Policy {
        metric: Metric {
            managed_metric: None,
            cockpit_metric_name: Some("my_queue".to_owned()),
            ..stored().metric
        },
        ..stored()
    };
    for policy in [stored(), custom, read(body!("quickstart_scale_up"))] {
        let draft = policy.draft();
        assert_eq!(policy.update_body(&draft), Ok(UpdatePolicy::default()));
        assert_eq!(preview(&draft, &policy), Ok(policy));
    }
}

/// Other tools may have stored what no form writes.
#[test]
fn names_that_nobody_touched_keep_their_spaces() {
    let metric = Metric { name: " load".to_owned(), ..stored().metric };
    let spaced = Policy { name: " up ".to_owned(), metric, ..stored() };
    assert_eq!(spaced.update_body(&spaced.draft()), Ok(UpdatePolicy::default()));
    assert_eq!(preview(&spaced.draft(), &spaced), Ok(spaced.clone()));
    let renamed = spaced.update_body(&spaced.draft().with("name", " new ")).unwrap();
    assert_eq!(renamed, UpdatePolicy { name: Some("new".to_owned()), ..Default::default() });
}

#[test]
fn only_what_differs_is_sent_and_previewed() {
    let table = [
        ("name", "new", r#"{"name":"new"}"#),
        ("action", "scale_up", r#"{"action":"scale_up"}"#),
        ("type", "set_total_group", r#"{"type":"set_total_group"}"#),
        ("value", "7", r#"{"value":7}"#),
        ("priority", "0", r#"{"priority":0}"#),
        ("metric.name", "new", r#"{"metric":{"name":"new"}}"#),
        ("metric.operator", "operator_greater_than", ""),
        ("metric.aggregate", "aggregate_max", r#"{"metric":{"aggregate":"aggregate_max"}}"#),
        ("metric.sampling_range_min", "60", r#"{"metric":{"sampling_range_min":60}}"#),
        ("metric.threshold", "62.5", r#"{"metric":{"threshold":62.5}}"#),
        ("metric.threshold", "62,5", r#"{"metric":{"threshold":62.5}}"#),
        ("metric.threshold", " -3 ", r#"{"metric":{"threshold":-3}}"#),
    ];
    for (path, text, expected) in table {
        let draft = stored().draft().with(path, text);
        let update = stored().update_body(&draft).unwrap();
        let sent = serde_json::to_string(&update).unwrap();
        if expected.is_empty() {
            assert_eq!(sent, format!(r#"{{"metric":{{"operator":"{text}"}}}}"#));
        } else {
            assert_eq!(sent, expected, "{path}");
        }
        let edited = preview(&draft, &stored()).unwrap();
        assert_ne!(edited, stored(), "{path}");
        assert_eq!((&edited.id, edited.zone), (&stored().id, stored().zone));
    }
    let network =
        stored().draft().with("metric.managed_metric", "managed_metric_instance_network_in");
    let sent = serde_json::to_string(&stored().update_body(&network).unwrap()).unwrap();
    assert_eq!(sent, r#"{"metric":{"managed_metric":"managed_metric_instance_network_in"}}"#);
}

#[test]
fn every_error_stands_at_its_field() {
    let table = [
        ("name", "", "name required"),
        ("name", "   ", "name required"),
        ("action", "", "action required"),
        ("action", "sideways", "action constraint"),
        ("type", "", "type required"),
        ("value", "", "value required"),
        ("value", "0", "value constraint"),
        ("value", "-1", "value constraint"),
        ("value", "1.5", "value format"),
        ("value", "one", "value format"),
        ("value", "4294967296", "value format"),
        ("priority", "", "priority required"),
        ("priority", "x", "priority format"),
        ("metric.managed_metric", "", "metric.managed_metric required"),
        ("metric.aggregate", "", "metric.aggregate required"),
        ("metric.sampling_range_min", "", "metric.sampling_range_min required"),
        ("metric.sampling_range_min", "0", "metric.sampling_range_min constraint"),
        ("metric.sampling_range_min", "61", "metric.sampling_range_min constraint"),
        ("metric.sampling_range_min", "5 h", "metric.sampling_range_min format"),
        ("metric.operator", "", "metric.operator required"),
        ("metric.threshold", "", "metric.threshold required"),
        ("metric.threshold", "seventy", "metric.threshold format"),
        ("metric.threshold", "1e39", "metric.threshold format"),
        (
            "metric.threshold",
            "1000000000000000000000000000000000000000",
            "metric.threshold constraint",
        ),
        ("metric.threshold", "NaN", "metric.threshold format"),
    ];
    for (path, text, expected) in table {
        let draft = named().with("metric.name", "cpu").with(path, text);
        assert_eq!(refused(create(&draft, &group())), [expected], "{path} = {text:?}");
        let stored = Policy { instance_group_id: group(), ..stored() };
        assert_eq!(refused(stored.update_body(&draft)), [expected], "{path} = {text:?}");
        assert_eq!(refused(preview(&draft, &stored)), [expected], "{path} = {text:?}");
    }
}

#[test]
fn an_empty_form_names_every_field_in_order() {
    let empty = Draft::default();
    stands_in_order(create(&empty, &group()), &sections(&empty));
    let wrong = typed(
        &named(),
        &[
            ("name", ""),
            ("value", "x"),
            ("priority", "-"),
            ("metric.operator", ""),
            ("metric.threshold", "x"),
        ],
    );
    stands_in_order(create(&wrong, &group()), &sections(&wrong));
    let expected = [
        "name required",
        "value format",
        "priority format",
        // An empty metric name takes the policy's, so only that one is missing.
        "metric.operator required",
        "metric.threshold format",
    ];
    assert_eq!(refused(create(&wrong, &group())), expected);
}

/// It stands beside the field, and is pasted with the number all the same.
#[test]
fn a_number_may_be_typed_with_its_fields_own_unit() {
    let typed =
        named().with("metric.threshold", "60\u{a0}%").with("metric.sampling_range_min", "5min");
    let made = create(&typed, &group()).unwrap();
    assert_eq!((made.metric.threshold.get(), made.metric.sampling_range_min), (60.0, 5));
    let fields = sections(&typed).into_iter().flat_map(|section| section.fields);
    let mut threshold = fields.filter(|field| field.path == "metric.threshold");
    let threshold = threshold.next().unwrap();
    assert_eq!(threshold.was(&typed, &typed.clone().with("metric.threshold", "60")), None);
    assert_eq!(threshold.shown(&typed), "60 %");
}

#[test]
fn a_number_that_cannot_be_read_says_why() {
    let said = |path: &str, text: &str| message(create(&named().with(path, text), &group()), path);
    let table = [
        ("value", "1.5", "“1.5” is not a whole number. Enter one such as 5."),
        // The rule knows the field's own bounds.
        ("value", "-1", "Enter a whole number of at least 1."),
        ("priority", "-1", "Enter a whole number of 0 or more."),
        (
            "value",
            "99999999999",
            "99999999999 is out of range: the API takes no more than 4,294,967,295.",
        ),
        ("metric.threshold", "x", "“x” is not a number. Numbers are such as 70 or 62.5."),
        ("metric.threshold", "inf", "“inf” is not a number. Numbers are such as 70 or 62.5."),
        ("metric.threshold", "1e2", "“1e2” is not a number. Numbers are such as 70 or 62.5."),
        ("metric.threshold", "70 B/s", "“70 B/s” is not a number. Numbers are such as 70 or 62.5."),
        ("metric.threshold", "%", "“%” is not a number. Numbers are such as 70 or 62.5."),
        (
            "metric.threshold",
            "1,000",
            "“1,000” can be read in two ways. Enter it without a comma. \
             Numbers are such as 70 or 62.5.",
        ),
    ];
    for (path, text, expected) in table {
        assert_eq!(said(path, text), expected);
    }
}

#[test]
fn the_fields_follow_the_choices_made() {
    let field = |draft: &Draft, path: &str| {
        let all = sections(draft).into_iter().flat_map(|section| section.fields);
        all.into_iter().find(|field| field.path == path).unwrap()
    };
    for (kind, label, unit) in [
        ("flat_count", "Instances", ""),
        ("percent_of_total_group", "Percentage", "%"),
        ("set_total_group", "Total", "Instances"),
    ] {
        let field = field(&named().with("type", kind), "value");
        assert_eq!((field.label, field.unit), (label, unit));
    }
    for (metric, unit, shown) in [
        ("managed_metric_instance_cpu", "%", "70 %"),
        ("managed_metric_instance_network_in", "B/s", "70 B/s"),
        ("managed_loadbalancer_backend_connections_rate", "", "70"),
        ("", "", "70"),
    ] {
        let draft = named().with("metric.managed_metric", metric);
        let field = field(&draft, "metric.threshold");
        assert_eq!((field.unit, field.shown(&draft)), (unit, shown.to_owned()));
    }
    let action = field(&named(), "action");
    assert_eq!(action.shown(&named()), "Scale up");
    assert_eq!(action.shown(&named().with("action", Action::default().as_str())), "unknown_action");
    assert_eq!(action.shown(&Draft::default()), "–");
    assert_ne!(action.key(), field(&named(), "type").key());
    let custom = named().with("metric.cockpit_metric_name", "my_queue");
    let Control::Choice(choices) = field(&custom, "metric.managed_metric").control else {
        panic!("a metric is chosen");
    };
    assert_eq!(choices.last().map(|choice| choice.label.as_ref()), Some("my_queue (your own)"));
    assert_eq!(paths(&sections(&custom)), paths(&sections(&Draft::default())));
}
