//! The bodies of refused calls, which come in several shapes (contract, section 7); Prometheus says
//! `error` and `errorType`.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

/// A refusal's body, its fields in the gateway's order, which is that of the alphabet. Every field
/// may be missing; the whole body may be empty.
///
/// ```
/// use headroom::wire::ErrorBody;
///
/// let body = ErrorBody::parse(
///     br#"{"type": "invalid_arguments", "details": [
///         {"argument_name": "capacity.max_replicas", "reason": "constraint"}]}"#,
/// );
/// assert_eq!(body.kind.as_deref(), Some("invalid_arguments"));
/// assert_eq!(body.details[0].field.as_deref(), Some("capacity.max_replicas"));
/// // A gateway that speaks no JSON keeps its words.
/// assert_eq!(ErrorBody::parse(b"Bad Gateway").message.as_deref(), Some("Bad Gateway"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Map<String, Value>")]
pub struct ErrorBody {
    /// What is wrong, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// More help, of some types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_message: Option<String>,
    /// What is wrong, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The resource that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// That resource's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// The kind of refusal, such as `invalid_arguments`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What a framework calls the path and the text of a wrong field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DetailNames {
    /// `field` and `message`, as the load balancer does.
    #[default]
    LoadBalancer,
    /// `argument_name` and `help_message`, as most APIs do.
    Standard,
}

impl DetailNames {
    const fn field(self) -> &'static str {
        match self {
            Self::LoadBalancer => "field",
            Self::Standard => "argument_name",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::LoadBalancer => "message",
            Self::Standard => "help_message",
        }
    }
}

/// One wrong field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// What its path and text are called.
    pub names: DetailNames,
    /// The field's path, such as `capacity.max_replicas`.
    pub field: Option<String>,
    /// What is wrong with it.
    pub message: Option<String>,
    /// `required`, `format` or `constraint`.
    pub reason: Option<String>,
    /// The action that is not permitted.
    pub action: Option<String>,
    /// The resource that is not permitted, or whose quota is exceeded.
    pub resource: Option<String>,
}

impl Serialize for Detail {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = [
            (self.names.field(), &self.field),
            (self.names.message(), &self.message),
            ("reason", &self.reason),
            ("action", &self.action),
            ("resource", &self.resource),
        ];
        serializer.collect_map(parts.into_iter().filter(|(_, value)| value.is_some()))
    }
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
            resource_id: word(parts, &["resource_id"]),
        }
    }
}

impl Detail {
    /// `None` for what is no object, and so says nothing.
    fn read(value: &Value) -> Option<Self> {
        let parts = value.as_object()?;
        let said = |names: DetailNames| word(parts, &[names.field(), names.message()]).is_some();
        let standard = said(DetailNames::Standard) && !said(DetailNames::LoadBalancer);
        let names = if standard { DetailNames::Standard } else { DetailNames::LoadBalancer };
        Some(Self {
            names,
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
