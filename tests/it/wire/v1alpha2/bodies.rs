//! Whole bodies, and what is null, absent or empty in them.

use headroom::wire::v1alpha2::{
    AlertList, AlertType, CreateGroup, CreateTemplate, Group, GroupList, GroupSummary, LogLevel,
    LogList, ScalingPolicySpec, ServerList, SetUserData, Status, TargetType, Template,
    TemplateList, TemplateServer, UpdateGroup, UpdateTemplate, UserData, UserDataKeyList,
};
use headroom::wire::{
    CloudInit, CursorEnvelope, CursorPage, Detail, DetailNames, Duration, ErrorBody, Timestamp,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{asks_the_same, keeps_bytes, parse, print, refused, through};

#[test]
fn replies_come_back_byte_for_byte() {
    keeps_bytes::<Group>(body!("v1alpha2/group_create_reply"));
    keeps_bytes::<Group>(body!("v1alpha2/group_update_reply"));
    keeps_bytes::<Group>(body!("v1alpha2/group_delete_reply"));
    keeps_bytes::<Group>(body!("v1alpha2/group_with_load_balancer"));
    keeps_bytes::<Template>(body!("v1alpha2/template_create_reply"));
    keeps_bytes::<Template>(body!("v1alpha2/template_with_srn"));
    keeps_bytes::<Template>(body!("v1alpha2/template_with_all"));
    keeps_bytes::<TemplateServer>(body!("v1alpha2/template_server"));
    keeps_bytes::<UserData>(body!("v1alpha2/user_data"));
}

#[test]
fn refusals_come_back_byte_for_byte() {
    keeps_bytes::<ErrorBody>(body!("v1alpha2/error_not_found"));
    keeps_bytes::<ErrorBody>(body!("v1alpha2/error_required"));
    let body = ErrorBody::parse(body!("v1alpha2/error_not_found").as_bytes());
    assert_eq!(body.resource.as_deref(), Some("autoscaling_group"));
    assert_eq!(body.resource_id.as_deref(), Some("01a0d2c4-e73c-7000-8000-000000000001"));
}

#[test]
fn a_detail_is_written_in_the_words_that_it_was_read_in() {
    let standard = r#"{"argument_name":"a","help_message":"b","reason":"format"}"#;
    let load_balancer = r#"{"field":"a","message":"b","reason":"format"}"#;
    for (text, names) in
        [(standard, DetailNames::Standard), (load_balancer, DetailNames::LoadBalancer)]
    {
        let body = format!(r#"{{"details":[{text}]}}"#);
        let word = |text: &str| Some(text.to_owned());
        let (field, message, reason) = (word("a"), word("b"), word("format"));
        let detail = Detail { names, field, message, reason, ..Detail::default() };
        assert_eq!(ErrorBody::parse(body.as_bytes()).details, [detail]);
        keeps_bytes::<ErrorBody>(&body);
    }
}

#[test]
fn requests_ask_for_the_same_without_nulls() {
    asks_the_same::<CreateGroup>(body!("v1alpha2/group_create_request"));
    asks_the_same::<UpdateGroup>(body!("v1alpha2/group_update_request"));
    asks_the_same::<UpdateGroup>(body!("v1alpha2/group_load_balancer_request"));
    asks_the_same::<CreateTemplate>(body!("v1alpha2/template_create_request"));
    asks_the_same::<UpdateTemplate>(body!("v1alpha2/template_update_request"));
    asks_the_same::<SetUserData>(r#"{"content":"Y29udGVudDE="}"#);
    assert_eq!(print(&UpdateGroup::default()), "{}");
    assert_eq!(print(&ScalingPolicySpec::default()), "{}");
    assert_eq!(print(&UpdateTemplate::default()), "{}");
}

#[test]
fn an_empty_list_of_an_update_is_sent_and_an_unset_one_is_not() {
    for text in [r#"{"tags":[]}"#, r#"{"load_balancer_configuration_spec":{"backends":[]}}"#, "{}"]
    {
        keeps_bytes::<UpdateGroup>(text);
    }
    keeps_bytes::<UpdateTemplate>(r#"{"update_volumes":{"volumes":[]}}"#);
    let emptied = r#"{"update_private_networks":{"private_networks":[]}}"#;
    assert_eq!(through::<UpdateTemplate>(&emptied.replace("[]", "null")), emptied);
}

#[test]
fn a_group_says_what_the_reply_said() {
    let group: Group = parse(body!("v1alpha2/group_update_reply"));
    assert_eq!((group.status, group.last_scale_out_at), (Status::Active, None));
    let policy = group.scaling_policy;
    assert_eq!((policy.minimum_size, policy.maximum_size, policy.scale_out_step), (0, 25, 5));
    assert_eq!(policy.scale_in_cooldown, Some(Duration::from_secs(60)));
    assert_eq!(policy.cpu_target.map(|target| target.target_avg_percent), Some(70));
    assert_eq!((policy.fixed_size, policy.memory_target), (None, None));
    let group: Group = parse(body!("v1alpha2/group_with_load_balancer"));
    let balancer = group.load_balancer_configuration.unwrap();
    let networks: Vec<bool> =
        balancer.backends.iter().map(|backend| backend.private_network_id.is_some()).collect();
    assert_eq!(networks, [false, true, true]);
}

#[test]
fn an_unset_message_prints_as_null_and_an_unset_option_not_at_all() {
    let text = print(&Group::default());
    for shown in [r#""last_scale_out_at":null,"last_scale_in_at":null"#, r#""open_alerts":[]"#] {
        assert!(text.contains(shown), "{shown} in {text}");
    }
    for left_out in ["srn", "load_balancer", "target_avg", "fixed", "zone", "closed_at"] {
        assert!(!text.contains(left_out), "{left_out} in {text}");
    }
    let text = print(&GroupSummary::default());
    for left_out in ["srn", "load_balancer_id", "latest_open_alert"] {
        assert!(!text.contains(left_out), "{left_out} in {text}");
    }
    let text = print(&Template::default());
    for left_out in ["srn", "security_group_id", "placement_group_id", "windows"] {
        assert!(!text.contains(left_out), "{left_out} in {text}");
    }
}

/// Wrapping undoes unwrapping, and the token is there when `goes_on`.
fn check_envelope<E>(text: &str, count: usize, goes_on: bool)
where
    E: CursorEnvelope + DeserializeOwned + Serialize + std::fmt::Debug,
{
    keeps_bytes::<E>(text);
    let page = parse::<E>(text).unwrap();
    assert_eq!((page.items.len(), page.next_page_token.is_some()), (count, goes_on), "{text}");
    assert_eq!(print(&E::wrap(page)), text);
    let empty = CursorPage { items: Vec::new(), next_page_token: None, total_count: 0 };
    let empty = print(&E::wrap(empty));
    assert!(empty.ends_with(r#":[],"total_count":0}"#), "{empty}");
    let token = empty.replace(",\"t", r#","next_page_token":"","t"#);
    assert_eq!(parse::<E>(&token).unwrap().next_page_token, None, "{token}");
    refused::<E>(r#"{"total_count":0}"#);
    refused::<E>(&empty.replace(r#","total_count":0"#, ""));
}

#[test]
fn envelopes_carry_a_page_and_the_way_to_the_next() {
    check_envelope::<GroupList>(body!("v1alpha2/group_list_reply"), 1, false);
    check_envelope::<ServerList>(body!("v1alpha2/server_list_reply"), 1, true);
    check_envelope::<LogList>(body!("v1alpha2/log_list_reply"), 2, false);
    check_envelope::<AlertList>(body!("v1alpha2/alert_list_reply"), 2, false);
    check_envelope::<TemplateList>(body!("v1alpha2/template_list_reply"), 1, true);
    check_envelope::<UserDataKeyList>(body!("v1alpha2/user_data_key_list_reply"), 3, false);
}

#[test]
fn list_items_say_what_the_reply_said() {
    let groups: GroupList = parse(body!("v1alpha2/group_list_reply"));
    assert_eq!(groups.group_summaries[0].scaling_policy_target_type, TargetType::FixedSize);
    let logs: LogList = parse(body!("v1alpha2/log_list_reply"));
    assert_eq!((&logs.logs[0].level, &logs.logs[1].level), (&LogLevel::Info, &LogLevel::Warning));
    let alerts: AlertList = parse(body!("v1alpha2/alert_list_reply"));
    let [open, closed] = alerts.alerts.as_slice() else { panic!("{alerts:?}") };
    assert_eq!((&open.kind, open.closed_at), (&AlertType::QuotasExceeded, None));
    assert_eq!(closed.closed_at, Some("2026-09-24T09:36:15Z".parse().unwrap()));
    let entry: UserData = parse(body!("v1alpha2/user_data"));
    assert_eq!(entry.content, CloudInit::from("content1"));
    let error = refused::<UserData>(r##"{"key":"k","content":"#cloud-config"}"##);
    assert_eq!(error, "not valid base64 at content");
}

#[test]
fn times_have_as_many_digits_as_their_microseconds_need() {
    for text in ["2026-09-24T09:40:39.559150Z", "2026-09-24T09:40:39.559Z", "2026-09-24T09:40:39Z"]
    {
        assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
    }
    for (sent, answered) in [("180.000000000s", "180s"), ("0.5s", "0.500s"), ("300s", "300s")] {
        assert_eq!(sent.parse::<Duration>().unwrap().to_string(), answered);
    }
}
