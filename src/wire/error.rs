//! The bodies of refused calls, which come in several shapes (contract, section 7); Prometheus says
//! `error` and `errorType`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A refusal's body. Every field may be missing; the whole body may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Map<String, Value>")]
pub struct ErrorBody {
    /// What is wrong, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// What is wrong, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// More help, of some types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_message: Option<String>,
    /// The kind of refusal, such as `invalid_arguments`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The resource that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
}

/// One wrong field. The load balancer's framework says `field` and `message`, the standard one
/// `argument_name` and `help_message`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// The field's path, such as `capacity.max_replicas`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `required`, `format` or `constraint`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The action that is not permitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The resource that is not permitted, or whose quota is exceeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
}

impl ErrorBody {
    /// Reads a body of any recorded shape. A part of an unexpected type counts as missing and
    /// takes no other part with it. What is not JSON is kept as the message when it is short
    /// text, so that a gateway's plain words are not lost.
    #[must_use]
    pub fn parse(body: &[u8]) -> Self {
        const LONGEST_PLAIN: usize = 300;
        if let Ok(parsed) = super::decode(body) {
            return parsed;
        }
        let text = String::from_utf8_lossy(body);
        let text = text.trim();
        let plain = !text.is_empty() && text.len() <= LONGEST_PLAIN && !text.starts_with('<');
        Self { message: plain.then(|| text.to_owned()), ..Self::default() }
    }
}

impl From<Map<String, Value>> for ErrorBody {
    fn from(parts: Map<String, Value>) -> Self {
        let parts = &parts;
        let details = parts.get("details").and_then(Value::as_array);
        Self {
            details: details.into_iter().flatten().filter_map(Detail::read).collect(),
            message: word(parts, &["message", "error"]),
            help_message: word(parts, &["help_message"]),
            kind: word(parts, &["type", "errorType"]),
            resource: word(parts, &["resource"]),
        }
    }
}

impl Detail {
    /// `None` for what is no object, and so says nothing.
    fn read(value: &Value) -> Option<Self> {
        let parts = value.as_object()?;
        Some(Self {
            field: word(parts, &["field", "argument_name"]),
            message: word(parts, &["message", "help_message"]),
            reason: word(parts, &["reason"]),
            action: word(parts, &["action"]),
            resource: word(parts, &["resource"]),
        })
    }
}

/// The text of the first of these parts that has one.
fn word(parts: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let text = |name: &&str| parts.get(*name)?.as_str().filter(|text| !text.is_empty());
    names.iter().find_map(text).map(str::to_owned)
}
