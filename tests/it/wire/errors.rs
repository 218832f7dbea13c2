//! `ErrorBody::parse` on every body of contract.md, section 7.

use headroom::wire::ErrorBody;

use super::keeps_bytes;

/// What is read from `body`: kind, message, and each detail as its five words.
fn check(body: &str, kind: Option<&str>, message: Option<&str>, details: &[&str]) {
    let parsed = ErrorBody::parse(body.as_bytes());
    assert_eq!(parsed.kind.as_deref(), kind, "kind of {body}");
    assert_eq!(parsed.message.as_deref(), message, "message of {body}");
    let read: Vec<String> = parsed
        .details
        .iter()
        .map(|detail| {
            let word = |part: &Option<String>| part.clone().unwrap_or_default();
            let (field, message) = (word(&detail.field), word(&detail.message));
            let (reason, action) = (word(&detail.reason), word(&detail.action));
            format!("{field}|{message}|{reason}|{action}|{}", word(&detail.resource))
        })
        .collect();
    assert_eq!(read, details, "details of {body}");
}

#[test]
fn not_found_in_three_shapes() {
    let message = Some("instance_group not Found");
    check(r#"{"message":"instance_group not Found"}"#, None, message, &[]);
    let standard = body!("error_not_found");
    check(standard, Some("not_found"), Some("resource is not found"), &[]);
    assert_eq!(ErrorBody::parse(standard.as_bytes()).resource.as_deref(), Some("private_network"));
    let instance = body!("error_not_found_instance");
    check(instance, Some("not_found"), Some("resource is not found"), &[]);
}

#[test]
fn wrong_arguments_in_both_frameworks_words() {
    check(
        body!("error_invalid_field"),
        Some("invalid_field"),
        Some("Invalid parameters"),
        &[concat!(
            "dns_name|test.scaleway-terraform.com not resolve to your Load Balancer IP ",
            "51.159.74.251|constraint||"
        )],
    );
    check(
        body!("error_invalid_arguments_format"),
        Some("invalid_arguments"),
        Some("invalid argument(s)"),
        &["project_id|value must be a valid UUID|format||"],
    );
    check(
        body!("error_invalid_arguments_constraint"),
        Some("invalid_arguments"),
        Some("invalid argument(s)"),
        &["nats_account_id|value length must be 56 runes|constraint||"],
    );
    let in_use = "operation was rejected because the ip_id is used on a lb";
    check(&format!(r#"{{"message":"{in_use}"}}"#), None, Some(in_use), &[]);
}

#[test]
fn denials_and_quotas() {
    check(
        body!("error_denied_authentication"),
        Some("denied_authentication"),
        Some("authentication is denied"),
        &[],
    );
    check(
        body!("error_permissions_denied"),
        Some("permissions_denied"),
        Some("insufficient permissions"),
        &["|||read|api_key"],
    );
    check(
        body!("error_quotas_exceeded"),
        Some("quotas_exceeded"),
        Some("quota(s) exceeded for this resource"),
        &["||||rdb_instances", "||||rdb_instances"],
    );
}

#[test]
fn states_and_preconditions() {
    check(
        body!("error_transient_state"),
        Some("transient_state"),
        Some("resource is in a transient state"),
        &[],
    );
    check(body!("error_expired"), Some("expired"), Some("resource has expired"), &[]);
    let in_use = body!("error_precondition_failed");
    check(in_use, Some("precondition_failed"), Some("precondition is not respected"), &[]);
    let help = ErrorBody::parse(in_use.as_bytes()).help_message;
    assert_eq!(help.as_deref(), Some("Private Network must be empty to be deleted"));
}

#[test]
fn failures_of_the_service() {
    check("", None, None, &[]);
    check("  \n", None, None, &[]);
    check(r#"{"message":"internal error"}"#, None, Some("internal error"), &[]);
    check(body!("error_internal"), Some("internal_server_error"), Some("Internal error"), &[]);
    let dial = "connection error: desc = \"transport: Error while dialing dial tcp\"";
    check(&serde_json::json!({ "message": dial }).to_string(), None, Some(dial), &[]);
}

#[test]
fn what_is_no_json_is_kept_when_it_is_short_and_plain() {
    check("upstream request timeout", None, Some("upstream request timeout"), &[]);
    check("<html><body>502 Bad Gateway</body></html>", None, None, &[]);
    check(&"x".repeat(300), None, Some(&"x".repeat(300)), &[]);
    check(&"x".repeat(301), None, None, &[]);
    assert_eq!(ErrorBody::parse(&[0xff, 0xfe]).message.as_deref(), Some("\u{fffd}\u{fffd}"));
    check("{}", None, None, &[]);
}

/// What one part says must never cost what another says.
#[test]
fn a_part_of_an_unexpected_type_counts_as_missing() {
    let said = |details: &str| format!(r#"{{"details":{details},"message":"x","type":"y"}}"#);
    for nothing in ["null", "{}", "7", r#""text""#, "[]", "[null]", r#"[7, "text", [1]]"#] {
        check(&said(nothing), Some("y"), Some("x"), &[]);
    }
    let both = r#"[{"field":"a","argument_name":"b","message":"c","help_message":"d"}]"#;
    check(&said(both), Some("y"), Some("x"), &["a|c|||"]);
    let odd = r#"[{"field":7,"message":null,"reason":{}},{"field":"a","reason":["b"]}]"#;
    check(&said(odd), Some("y"), Some("x"), &["||||", "a||||"]);
    let second = r#"[{"field":null,"argument_name":"b","message":"","help_message":"d"}]"#;
    check(&said(second), Some("y"), Some("x"), &["b|d|||"]);
    check(r#"{"message":7,"type":"y","resource":{}}"#, Some("y"), None, &[]);
    check(r#"{"message":"","type":null}"#, None, None, &[]);
    check(r#"["not an object"]"#, None, Some(r#"["not an object"]"#), &[]);
}

#[test]
fn an_error_body_of_the_sandbox_prints_only_what_it_has() {
    let text = body!("error_of_the_sandbox");
    keeps_bytes::<ErrorBody>(text);
    keeps_bytes::<ErrorBody>(r#"{"message":"policy not Found"}"#);
    keeps_bytes::<ErrorBody>("{}");
}

#[test]
fn prometheus_has_words_of_its_own() {
    let said = r#"{"status":"error","errorType":"bad_data","error":"parse error: unexpected end"}"#;
    check(said, Some("bad_data"), Some("parse error: unexpected end"), &[]);
}
