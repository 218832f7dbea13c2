//! The bodies of refused calls, which come in several shapes (contract, section 7).

use serde::{Deserialize, Serialize};

/// A refusal's body. Every field may be missing; the whole body may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// The field's path, such as `capacity.max_replicas`.
    #[serde(alias = "argument_name", skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What is wrong with it.
    #[serde(alias = "help_message", skip_serializing_if = "Option::is_none")]
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
    /// Reads a body of any recorded shape. What is not JSON is kept as the message when it is
    /// short text, so that a gateway's plain words are not lost.
    #[must_use]
    pub fn parse(body: &[u8]) -> Self {
        const LONGEST_PLAIN: usize = 300;
        if let Ok(parsed) = serde_json::from_slice(body) {
            return parsed;
        }
        let text = String::from_utf8_lossy(body);
        let text = text.trim();
        let plain = !text.is_empty() && text.len() <= LONGEST_PLAIN && !text.starts_with('<');
        Self { message: plain.then(|| text.to_owned()), ..Self::default() }
    }
}
