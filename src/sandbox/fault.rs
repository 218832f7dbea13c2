//! Faults on request: the names and keys that cause them.
//!
//! `docs/sandbox.md` prints these tables, and a test holds both together.

/// A reply that a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name: of the resource in a call's body, or in place of an id in its path or query.
    /// What follows it does not matter; of two words that fit, the longer one counts.
    pub word: &'static str,
    /// The status of the reply.
    pub status: u16,
    /// The type of its body.
    pub content_type: Option<&'static str>,
    /// Its body.
    pub body: &'static str,
    /// Where its shape is from.
    pub from: &'static str,
}

const JSON: Option<&str> = Some("application/json");

const fn fault(word: &'static str, status: u16, body: &'static str, from: &'static str) -> Fault {
    Fault { word, status, content_type: JSON, body, from }
}

/// Every reply that can be asked for: each row of the contract's table of errors (section 7), the
/// other types that the official clients know, and what is no proper reply at all.
pub const FAULTS: &[Fault] = &[
    fault("fault-400", 400, INVALID_FIELD, "400 LB style"),
    fault("fault-400-message", 400, IN_USE, "400 LB in use"),
    fault("fault-400-standard", 400, INVALID_ARGUMENTS, "400 standard"),
    fault("fault-401", 401, DENIED, "401"),
    fault("fault-401-expired", 401, EXPIRED_KEY, "401, reason from the SDKs"),
    fault("fault-403", 403, MAY_NOT_READ, "403"),
    fault("fault-403-write", 403, MAY_NOT_WRITE, "403"),
    fault("fault-403-quota", 403, QUOTA, "403 quota"),
    fault("fault-404", 404, r#"{"message":"instance_group not Found"}"#, "404 autoscaling"),
    fault("fault-404-instance", 404, INSTANCE_MISSING, "404 instance"),
    fault("fault-404-standard", 404, STANDARD_MISSING, "404 standard"),
    fault("fault-409", 409, TRANSIENT, "409"),
    fault("fault-409-exists", 409, EXISTS, "SDK type, status inferred"),
    fault("fault-410", 410, EXPIRED, "410, message completed"),
    fault("fault-410-expired", 410, EXPIRED_JS, "SDK type, JavaScript only"),
    fault("fault-412", 412, PRECONDITION, "412"),
    fault("fault-423", 423, LOCKED, "SDK type, status inferred"),
    Fault { content_type: None, ..fault("fault-429", 429, "", "429") },
    fault("fault-429-told", 429, TOO_MANY, "SDK type, JavaScript only"),
    fault("fault-500", 500, r#"{"message":"internal error"}"#, "500"),
    fault("fault-500-instance", 500, INTERNAL, "500 instance"),
    Fault { content_type: HTML, ..fault("fault-502", 502, GATEWAY, "not recorded") },
    fault("fault-503", 503, DIALING, "503, message completed"),
    fault("fault-503-stock", 503, OUT_OF_STOCK, "SDK type, status inferred"),
    Fault { content_type: None, ..fault("fault-504", 504, "", "not recorded") },
    fault("fault-cut", 200, r#"{"id":"6a1f0a52-9d0e-4f1b-8e57"#, "not recorded"),
    fault("fault-shape", 200, r#"{"id":7,"total_count":"many"}"#, "not recorded"),
    Fault { content_type: HTML, ..fault("fault-text", 200, GATEWAY, "not recorded") },
    fault("fault-void", 200, "", "not recorded"),
];

const HTML: Option<&str> = Some("text/html");

const INVALID_FIELD: &str = concat!(
    r#"{"details":[{"field":"name","message":"This name asks for a refusal.","#,
    r#""reason":"constraint"}],"message":"Invalid parameters","type":"invalid_field"}"#,
);
const IN_USE: &str = r#"{"message":"operation was rejected because the ip_id is used on a lb"}"#;
const INVALID_ARGUMENTS: &str = concat!(
    r#"{"details":[{"argument_name":"project_id","help_message":"value must be a valid UUID","#,
    r#""reason":"format"}],"message":"invalid argument(s)","type":"invalid_arguments"}"#,
);
/// What a key that is unknown, or none, gets.
pub const DENIED: &str = concat!(
    r#"{"message":"authentication is denied","method":"api_key","reason":"not_found","#,
    r#""type":"denied_authentication"}"#,
);
const EXPIRED_KEY: &str = concat!(
    r#"{"message":"authentication is denied","method":"api_key","reason":"expired","#,
    r#""type":"denied_authentication"}"#,
);
const MAY_NOT_READ: &str = concat!(
    r#"{"details":[{"action":"read","resource":"instance_group"}],"#,
    r#""message":"insufficient permissions","type":"permissions_denied"}"#,
);
const MAY_NOT_WRITE: &str = concat!(
    r#"{"details":[{"action":"write","resource":"instance_group"}],"#,
    r#""message":"insufficient permissions","type":"permissions_denied"}"#,
);
const QUOTA: &str = concat!(
    r#"{"details":[{"current":5,"organization_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#,
    r#""quota":5,"resource":"instance_groups"},{"current":5,"#,
    r#""project_id":"0d9ea8b1-6a52-4b0f-9c37-2f6f7f0b1c11","quota":5,"#,
    r#""resource":"instance_groups"}],"#,
    r#""message":"quota(s) exceeded for this resource","type":"quotas_exceeded"}"#,
);
const INSTANCE_MISSING: &str = concat!(
    r#"{"type": "not_found", "message": "resource is not found", "resource": "instance_server", "#,
    r#""resource_id": "6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10"}"#,
);
const STANDARD_MISSING: &str = concat!(
    r#"{"message":"resource is not found","resource":"private_network","#,
    r#""resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","type":"not_found"}"#,
);
const TRANSIENT: &str = concat!(
    r#"{"current_state":"configuring","message":"resource is in a transient state","#,
    r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#,
    r#""type":"transient_state"}"#,
);
const EXISTS: &str = concat!(
    r#"{"help_message":"a group of this name exists","message":"resource already exists","#,
    r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#,
    r#""type":"already_exists"}"#,
);
const EXPIRED: &str = concat!(
    r#"{"expired_since":"2026-01-23T12:57:57.398827Z","message":"resource has expired","#,
    r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#,
    r#""type":"resource_expired"}"#,
);
const EXPIRED_JS: &str = concat!(
    r#"{"expired_since":"2026-01-23T12:57:57.398827Z","message":"resource has expired","#,
    r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#,
    r#""type":"expired"}"#,
);
const PRECONDITION: &str = concat!(
    r#"{"help_message":"Private Network must be empty to be deleted","#,
    r#""message":"precondition is not respected","precondition":"resource_still_in_use","#,
    r#""type":"precondition_failed"}"#,
);
const LOCKED: &str = concat!(
    r#"{"message":"resource is locked","resource":"instance_group","#,
    r#""resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","type":"locked"}"#,
);
const TOO_MANY: &str = concat!(
    r#"{"help_message":"wait before you call again","limit":{"quota":10,"window_seconds":60},"#,
    r#""message":"too many requests","reset_at":"2026-03-02T08:01:00Z","reset_seconds":60,"#,
    r#""type":"too_many_requests"}"#,
);
const INTERNAL: &str = r#"{"message": "Internal error", "type": "internal_server_error"}"#;
const DIALING: &str = concat!(
    r#"{"message":"connection error: desc = \"transport: Error while dialing dial tcp: "#,
    r#"connection refused\""}"#,
);
const OUT_OF_STOCK: &str =
    r#"{"message":"resource is out of stock","resource":"PLAY2-NANO","type":"out_of_stock"}"#;
const GATEWAY: &str = "<html><body><h1>502 Bad Gateway</h1></body></html>";

/// Before the rest of a [`Fault`]'s word: the call that makes a resource of this name works, and
/// every later one on it is refused, but not the one that deletes it.
pub const LATER: &str = "fault-later-";

/// A secret key that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MagicKey {
    /// The key.
    pub key: &'static str,
    /// The word of the [`Fault`] that its GETs get.
    pub reads: Option<&'static str>,
    /// The word of the [`Fault`] that its other calls get.
    pub writes: Option<&'static str>,
    /// Whether only every second call does.
    pub every_second: bool,
}

const fn magic_key(
    key: &'static str,
    reads: Option<&'static str>,
    writes: Option<&'static str>,
) -> MagicKey {
    MagicKey { key, reads, writes, every_second: false }
}

/// The keys that are refused; any other UUID is a key.
pub const MAGIC_KEYS: &[MagicKey] = &[
    magic_key("00000000-0000-4000-8000-000000000401", Some("fault-401"), Some("fault-401")),
    magic_key(
        "00000000-0000-4000-8000-00000000e401",
        Some("fault-401-expired"),
        Some("fault-401-expired"),
    ),
    magic_key("00000000-0000-4000-8000-000000000403", Some("fault-403"), Some("fault-403-write")),
    magic_key("00000000-0000-4000-8000-00000000a403", None, Some("fault-403-write")),
    magic_key("00000000-0000-4000-8000-00000000c403", None, Some("fault-403-quota")),
    magic_key("00000000-0000-4000-8000-000000000429", Some("fault-429"), Some("fault-429")),
    magic_key("00000000-0000-4000-8000-000000000500", Some("fault-500"), Some("fault-500")),
    magic_key("00000000-0000-4000-8000-000000000503", Some("fault-503"), Some("fault-503")),
    MagicKey {
        every_second: true,
        ..magic_key("00000000-0000-4000-8000-00000000f503", Some("fault-503"), Some("fault-503"))
    },
];

/// What a group's name makes of its surroundings: what goes wrong at run time is told by no
/// status, but by events and `error_messages` (contract, section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupFault {
    /// Its load balancer is gone.
    NoBalancer,
    /// Its private network is gone.
    NoNetwork,
    /// Its Instances' type is out of stock.
    OutOfStock,
    /// The project may have no Instance more.
    QuotaExceeded,
}

/// The names of groups that go wrong; what follows them does not matter.
pub const GROUP_FAULTS: &[(&str, GroupFault)] = &[
    ("fault-no-balancer", GroupFault::NoBalancer),
    ("fault-no-network", GroupFault::NoNetwork),
    ("fault-no-stock", GroupFault::OutOfStock),
    ("fault-no-quota", GroupFault::QuotaExceeded),
];

/// What a group's name asks for.
pub fn group_fault(name: &str) -> Option<GroupFault> {
    let (_, fault) = GROUP_FAULTS.iter().find(|(word, _)| name.starts_with(word))?;
    Some(*fault)
}

/// The fault that a name asks for.
pub fn named(name: &str) -> Option<&'static Fault> {
    let asked_for = |fault: &&Fault| name.starts_with(fault.word);
    FAULTS.iter().filter(asked_for).max_by_key(|fault| fault.word.len())
}
