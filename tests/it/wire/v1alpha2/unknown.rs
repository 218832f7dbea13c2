//! What a later version of the API may add is kept.

use headroom::wire::v1alpha2::{
    AddressFamily, AlertType, Group, GroupSummary, LogLevel, Status, TargetType, Template,
    TemplateServer, TemplateSummary, VolumeType,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{keeps_bytes, parse, refused, through};

#[test]
fn a_group_keeps_fields_and_words_that_are_not_known() {
    keeps_bytes::<Group>(body!("v1alpha2/group_from_the_future"));
    let group: Group = parse(body!("v1alpha2/group_from_the_future"));
    assert_eq!(group.status, Status::Other("hibernating".to_owned()));
    assert_eq!(group.unknown_fields["shape"], json!({"kind": "round", "sides": [0, -1, 2.5]}));
    assert_eq!(group.unknown_fields.len(), 2, "what is known is not among them");
    let srn =
        "srn://autoscaling.example/zones/fr-par-1/groups/01a0d2c4-e73c-7000-8000-000000000001";
    assert_eq!(group.srn.as_deref(), Some(srn));
    let template: Template = parse(body!("v1alpha2/template_with_all"));
    assert_eq!(template.srn.as_deref(), Some(""));
    assert_eq!(template.unknown_fields["status"], "ready");
}

/// The rules of every object hold for those that keep unknown fields: a null is an absent field,
/// a list is no object, and an error names its place.
fn is_read_as_a_struct<T>(list: &str)
where
    T: DeserializeOwned + Serialize + Default + PartialEq + std::fmt::Debug,
{
    assert_eq!(parse::<T>("{}"), T::default());
    let nulls = format!(r#"{{"srn":null,"id":null,"{list}":null,"created_at":null,"new":null}}"#);
    assert_eq!(parse::<T>(&nulls), T::default());
    let error = refused::<T>(&format!(r#"{{"new":1,"{list}":["a",2]}}"#));
    assert_eq!(error, format!("invalid type: integer `2`, expected a string at {list}[1]"));
    assert!(refused::<T>("[]").starts_with("invalid type: sequence"));
    assert!(refused::<T>("7").starts_with("invalid type: integer"));
    let text = through::<T>(r#"{"z":{"b":1,"a":[null]},"a":false}"#);
    assert!(text.ends_with(r#","a":false,"z":{"a":[null],"b":1}}"#), "{text}");
}

#[test]
fn objects_that_keep_unknown_fields_are_read_as_any_other() {
    is_read_as_a_struct::<Group>("tags");
    is_read_as_a_struct::<GroupSummary>("tags");
    is_read_as_a_struct::<Template>("server_tags");
    is_read_as_a_struct::<TemplateSummary>("server_tags");
    is_read_as_a_struct::<TemplateServer>("tags");
}

/// The words of contract.md of v1alpha2, sections 3, 5 and 6, the default first.
macro_rules! check_words {
    ($($keyword:ident: $words:expr;)+) => {
        $(
            let known: Vec<&str> = $keyword::KNOWN.iter().map($keyword::as_str).collect();
            assert_eq!(known, $words, stringify!($keyword));
            assert_eq!(through::<$keyword>("\"later\""), "\"later\"");
        )+
    };
}

#[test]
fn enums_know_their_words() {
    check_words! {
        Status: [
            "unknown_group_status", "active", "scaling_out", "scaling_in", "refreshing", "healing",
            "scaling_failure", "deleting",
        ];
        TargetType: [
            "unknown_scaling_policy_target_type", "fixed_size", "cpu_target", "memory_target",
        ];
        AddressFamily: ["unknown_address_family", "ipv4", "ipv6"];
        LogLevel: ["unknown_log_level", "info", "warning", "error"];
        VolumeType: ["unknown_volume_type", "l_ssd", "sbs", "scratch"];
        AlertType: [
            "unknown_alert_type", "quotas_exceeded", "out_of_stock", "invalid_template",
            "template_not_found", "invalid_instance", "template_permissions_denied",
            "load_balancer_not_found", "load_balancer_permissions_denied", "backend_not_found",
            "backend_permissions_denied",
        ];
    }
}
