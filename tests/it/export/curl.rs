//! Commands for curl, as a shell hands them over.

use std::process::Command;

use headroom::export::{Request, curl};
use proptest::prelude::*;

/// What curl would be called with.
fn arguments(command: &str) -> Vec<String> {
    let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{command}");
    let ran = Command::new("bash").args(["-c", &script]).env("SCW_SECRET_KEY", "the key").output();
    let printed = String::from_utf8(ran.unwrap().stdout).unwrap();
    printed.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn a_command_reads_as_one_would_type_it() {
    let body = Some(r#"{"name":"web"}"#);
    let request = Request { method: "PATCH", path: "/autoscaling/v1alpha2/zones/x/groups/1", body };
    let expected = "curl --fail-with-body --request PATCH \
        'https://api.example/autoscaling/v1alpha2/zones/x/groups/1' \\\n  \
        --header \"X-Auth-Token: $SCW_SECRET_KEY\" \\\n  \
        --header 'Content-Type: application/json' \\\n  \
        --data-raw '{\"name\":\"web\"}'";
    assert_eq!(curl("https://api.example/", request), expected);
}

#[test]
fn a_call_without_a_body_sends_none() {
    let request = Request { method: "DELETE", path: "/groups/1", body: None };
    let sent = arguments(&curl("https://api.example", request));
    let expected = [
        "--fail-with-body",
        "--request",
        "DELETE",
        "https://api.example/groups/1",
        "--header",
        "X-Auth-Token: the key",
    ];
    assert_eq!(sent, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Quotes, dollars, backticks, ends of line: a shell hands the body on as it is.
    #[test]
    fn a_shell_hands_over_any_body(body in "[ -~\n'\"$`\\\\é🐈]{0,60}") {
        let request = Request { method: "POST", path: "/groups", body: Some(&body) };
        let sent = arguments(&curl("https://api.example", request));
        prop_assert_eq!(sent.last(), Some(&body));
    }
}
