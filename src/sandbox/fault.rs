//! Faults on request: the names and keys that cause them.
//!
//! `docs/sandbox.md` prints these tables, and a test holds both together.

use super::alert_kind::AlertKind;
use crate::wire::v1alpha2::Status;

/// A reply that a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name: of the resource in a call's body, or in place of an id in its path or query.
    /// What follows it does not matter; of two words that fit, the longer one counts.
    pub word: &'static str,
    /// The status of the reply.
    pub status: u16,
    /// The type of its body; `None` where the reply names none.
    pub content_type: Option<&'static str>,
    /// Its body.
    pub body: &'static str,
    /// Where its shape is from.
    pub from: &'static str,
}

/// Makes [`Fault`]s of rows: word, status, type of the body, where its shape is from, and the body.
macro_rules! faults {
    (@json) => { Some("application/json") };
    (@html) => { Some("text/html") };
    (@untyped) => { None };
    ($($word:literal $status:literal $kind:ident $from:literal: $($body:literal)*;)+) => {
        &[$(Fault {
            word: $word,
            status: $status,
            content_type: faults!(@$kind),
            body: concat!($($body),*),
            from: $from,
        }),+]
    };
}

/// Every reply that can be asked for: each row of the contract's table of errors (section 7), the
/// other types that the official clients know, and what is no proper reply at all.
///
/// ```
/// use headroom::sandbox::{FAULTS, FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
/// use http::Request;
///
/// let fault = FAULTS.iter().find(|fault| fault.status == 429).unwrap();
/// // Its word in place of an id asks for it.
/// let path =
///     format!("/autoscaling/v1alpha1/zones/fr-par-1/instance-groups/{}", fault.word);
/// let request = Request::get(path).header("X-Auth-Token", SANDBOX_KEY).body(Vec::new())?;
/// let reply = Sandbox::empty(1, FIRST_CONTENT_NOW_MS).handle(&request);
/// assert_eq!(reply.status(), 429);
/// assert_eq!(reply.body(), fault.body.as_bytes());
/// # Ok::<(), http::Error>(())
/// ```
pub const FAULTS: &[Fault] = faults! {
    "fault-400" 400 json "400 LB style":
        r#"{"details":[{"field":"name","message":"This name asks for a refusal.","#
        r#""reason":"constraint"}],"message":"Invalid parameters","type":"invalid_field"}"#;
    "fault-400-message" 400 json "400 LB in use":
        r#"{"message":"operation was rejected because the ip_id is used on a lb"}"#;
    "fault-400-standard" 400 json "400 standard":
        r#"{"details":[{"argument_name":"project_id","help_message":"value must be a valid UUID","#
        r#""reason":"format"}],"message":"invalid argument(s)","type":"invalid_arguments"}"#;
    "fault-401" 401 json "401":
        r#"{"message":"authentication is denied","method":"api_key","reason":"not_found","#
        r#""type":"denied_authentication"}"#;
    "fault-401-expired" 401 json "401, reason from the SDKs":
        r#"{"message":"authentication is denied","method":"api_key","reason":"expired","#
        r#""type":"denied_authentication"}"#;
    "fault-403" 403 json "403":
        r#"{"details":[{"action":"read","resource":"instance_group"}],"#
        r#""message":"insufficient permissions","type":"permissions_denied"}"#;
    "fault-403-write" 403 json "403":
        r#"{"details":[{"action":"write","resource":"instance_group"}],"#
        r#""message":"insufficient permissions","type":"permissions_denied"}"#;
    "fault-403-quota" 403 json "403 quota":
        r#"{"details":[{"current":5,"organization_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#
        r#""quota":5,"resource":"instance_groups"},{"current":5,"#
        r#""project_id":"0d9ea8b1-6a52-4b0f-9c37-2f6f7f0b1c11","quota":5,"#
        r#""resource":"instance_groups"}],"#
        r#""message":"quota(s) exceeded for this resource","type":"quotas_exceeded"}"#;
    "fault-404" 404 json "404 autoscaling": r#"{"message":"instance_group not Found"}"#;
    "fault-404-instance" 404 json "404 instance":
        r#"{"type": "not_found", "message": "resource is not found", "#
        r#""resource": "instance_server", "resource_id": "6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10"}"#;
    "fault-404-router" 404 json "404 of a path that is no call": r#"{"message":"Not Found"}"#;
    "fault-404-standard" 404 json "404 standard":
        r#"{"message":"resource is not found","resource":"private_network","#
        r#""resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","type":"not_found"}"#;
    "fault-409" 409 json "409":
        r#"{"current_state":"configuring","message":"resource is in a transient state","#
        r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#
        r#""type":"transient_state"}"#;
    "fault-409-exists" 409 json "SDK type, status inferred":
        r#"{"help_message":"a group of this name exists","message":"resource already exists","#
        r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#
        r#""type":"already_exists"}"#;
    "fault-410" 410 json "410, message completed":
        r#"{"expired_since":"2026-01-23T12:57:57.398827Z","message":"resource has expired","#
        r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#
        r#""type":"resource_expired"}"#;
    "fault-410-expired" 410 json "SDK type, JavaScript only":
        r#"{"expired_since":"2026-01-23T12:57:57.398827Z","message":"resource has expired","#
        r#""resource":"instance_group","resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","#
        r#""type":"expired"}"#;
    "fault-412" 412 json "412":
        r#"{"help_message":"Private Network must be empty to be deleted","#
        r#""message":"precondition is not respected","precondition":"resource_still_in_use","#
        r#""type":"precondition_failed"}"#;
    "fault-423" 423 json "SDK type, status inferred":
        r#"{"message":"resource is locked","resource":"instance_group","#
        r#""resource_id":"6a1f0a52-9d0e-4f1b-8e57-3c2b1a099f10","type":"locked"}"#;
    "fault-429" 429 untyped "429":;
    "fault-429-told" 429 json "SDK type, JavaScript only":
        r#"{"help_message":"wait before you call again","limit":{"quota":10,"window_seconds":60},"#
        r#""message":"too many requests","reset_at":"2026-03-02T08:01:00Z","reset_seconds":60,"#
        r#""type":"too_many_requests"}"#;
    "fault-500" 500 json "500": r#"{"message":"internal error"}"#;
    "fault-500-instance" 500 json "500 instance":
        r#"{"message": "Internal error", "type": "internal_server_error"}"#;
    "fault-502" 502 html "not recorded": "<html><body><h1>502 Bad Gateway</h1></body></html>";
    "fault-503" 503 json "503, message completed":
        r#"{"message":"connection error: desc = \"transport: Error while dialing dial tcp: "#
        r#"connection refused\""}"#;
    "fault-503-stock" 503 json "SDK type, status inferred":
        r#"{"message":"resource is out of stock","resource":"PLAY2-NANO","type":"out_of_stock"}"#;
    "fault-504" 504 untyped "not recorded":;
    "fault-cut" 200 json "not recorded": r#"{"id":"6a1f0a52-9d0e-4f1b-8e57"#;
    "fault-shape" 200 json "not recorded": r#"{"id":7,"total_count":"many"}"#;
    "fault-text" 200 html "not recorded": "<html><body><h1>502 Bad Gateway</h1></body></html>";
    "fault-void" 200 json "not recorded":;
};

/// Before the rest of a [`Fault`]'s word: the call that makes a resource of this name works, and
/// every later one on it is refused, but not the one that deletes it.
pub const LATER: &str = "fault-later-";

/// A secret key that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MagicKey {
    /// The key.
    pub key: &'static str,
    /// The word of the [`Fault`] that its GETs get; `None` where they are answered.
    pub reads: Option<&'static str>,
    /// The word of the [`Fault`] that its other calls get; `None` where they are answered.
    pub writes: Option<&'static str>,
    /// Whether only every second call does.
    pub every_second: bool,
    /// The start of the paths that it counts for.
    pub under: &'static str,
}

const fn magic_key(
    key: &'static str,
    reads: Option<&'static str>,
    writes: Option<&'static str>,
) -> MagicKey {
    MagicKey { key, reads, writes, every_second: false, under: "/" }
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
    MagicKey {
        under: RETIRED_PATHS,
        ..magic_key(
            "00000000-0000-4000-8000-0000000a1404",
            Some("fault-404-router"),
            Some("fault-404-router"),
        )
    },
];

/// The paths of the first generation, which are gone where it is retired.
pub const RETIRED_PATHS: &str = "/autoscaling/v1alpha1/";

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

/// The names of groups of the second generation that go wrong, with the alert that tells it; what
/// follows them does not matter.
pub const ALERT_FAULTS: &[(&str, AlertKind)] = &[
    ("fault-no-balancer", AlertKind::LoadBalancerNotFound),
    ("fault-denied-balancer", AlertKind::LoadBalancerPermissionsDenied),
    ("fault-no-backend", AlertKind::BackendNotFound),
    ("fault-denied-backend", AlertKind::BackendPermissionsDenied),
    ("fault-no-template", AlertKind::TemplateNotFound),
    ("fault-denied-template", AlertKind::TemplatePermissionsDenied),
    ("fault-invalid-template", AlertKind::InvalidTemplate),
    ("fault-invalid-instance", AlertKind::InvalidInstance),
    ("fault-no-network", AlertKind::InvalidInstance),
    ("fault-no-stock", AlertKind::OutOfStock),
    ("fault-no-quota", AlertKind::QuotasExceeded),
];

/// The names of groups of the second generation that always show one status.
pub const STATUS_NAMES: &[(&str, Status)] = &[
    ("fault-status-active", Status::Active),
    ("fault-status-scaling-out", Status::ScalingOut),
    ("fault-status-scaling-in", Status::ScalingIn),
    ("fault-status-refreshing", Status::Refreshing),
    ("fault-status-healing", Status::Healing),
    ("fault-status-failure", Status::ScalingFailure),
    ("fault-status-deleting", Status::Deleting),
];

/// The name of a group whose Instances have no agent, so that nothing measures their memory.
pub const NO_AGENT: &str = "fault-no-agent";

/// The name of a group of the second generation whose Instances fail their health check after a
/// while, so that they are replaced where the group asks for that.
pub const UNHEALTHY: &str = "fault-unhealthy";

/// The alert that the name of a group of the second generation asks for.
pub fn alert_fault(name: &str) -> Option<AlertKind> {
    ALERT_FAULTS.iter().find(|(word, _)| name.starts_with(word)).map(|&(_, kind)| kind)
}

/// The status that the name of a group of the second generation asks for.
pub fn status_fault(name: &str) -> Option<&'static Status> {
    STATUS_NAMES.iter().find(|(word, _)| name.starts_with(word)).map(|(_, status)| status)
}

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
