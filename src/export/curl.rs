//! Calls for curl, as a shell takes them.

use super::KEY_VARIABLE;

/// A call of the API.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path from the API's root, with its query.
    pub path: &'a str,
    /// The body as JSON; none for a call without one.
    pub body: Option<&'a str>,
}

/// A call as one command. It fails, and says what the API says, where the call is refused.
///
/// ```
/// use headroom::export::{Request, curl};
///
/// let path = "/autoscaling/v1alpha1/zones/fr-par-1/instance-policies/6f4e3b0e";
/// let body = Some(r#"{"name": "it's new"}"#);
/// let command = curl("https://api.example", Request { method: "PATCH", path, body });
/// assert!(command.contains("$SCW_SECRET_KEY"), "the key's variable, never a key");
/// assert!(command.contains("https://api.example/autoscaling/v1alpha1"));
/// assert!(command.contains(r#"'{"name": "it'\''s new"}'"#), "quoted for the shell: {command}");
/// ```
#[must_use]
pub fn curl(api: &str, Request { method, path, body }: Request<'_>) -> String {
    let address = quoted(&format!("{}{path}", api.trim_end_matches('/')));
    let mut command = format!("curl --fail-with-body --request {method} {address}");
    command.push_str(&format!(" \\\n  --header \"X-Auth-Token: ${KEY_VARIABLE}\""));
    if let Some(body) = body {
        command.push_str(" \\\n  --header 'Content-Type: application/json'");
        command.push_str(&format!(" \\\n  --data-raw {}", quoted(body)));
    }
    command
}

/// A text in single quotes, within which a shell reads nothing but their end.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
