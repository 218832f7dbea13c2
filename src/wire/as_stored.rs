//! How a reply shows what a request sent, where the two name it differently.

use serde_json::Value;

/// The messages of which a policy of v1alpha2 has one: it is there or not, whatever it holds.
pub const ONE_OF: [&str; 3] = ["fixed_size", "cpu_target", "memory_target"];

/// Whether a key numbers an entry, as the slot of a volume does: an object of such entries is
/// replaced whole, where of any other a part may be sent.
#[must_use]
pub fn is_slot(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Under what name a reply shows what a request sent, and what of it. v1alpha2 asks for a `…_spec`
/// and wraps the lists that a change of a template replaces.
///
/// ```
/// use headroom::wire::as_stored;
/// use serde_json::json;
///
/// let sent = json!({"minimum_size": 1});
/// assert_eq!(as_stored("scaling_policy_spec", &sent), ("scaling_policy", &sent));
/// let sent = json!({"tags": ["web"]});
/// assert_eq!(as_stored("update_tags", &sent), ("tags", &json!(["web"])));
/// ```
#[must_use]
pub fn as_stored<'a>(key: &'a str, sent: &'a Value) -> (&'a str, &'a Value) {
    if let Some(key) = key.strip_suffix("_spec") {
        return (key, sent);
    }
    match key.strip_prefix("update_") {
        Some(list) => (list, sent.get(list).unwrap_or(sent)),
        None => (key, sent),
    }
}
