//! What the contract leaves open about the API, as named choices, and the limits of the world.

use crate::engine::MINUTE_MS;
use crate::wire::OrderBy;

/// What a sandbox does otherwise on request. It is no part of its state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SandboxOptions {
    /// Whether the first generation is gone: its paths get a router's 404.
    pub v1alpha1_retired: bool,
    /// Whether calls of the second generation over 50 a second are refused. Its replies tell the
    /// limit in any case.
    pub rate_limited: bool,
    /// Whether the bodies of the second generation have a space after each comma, which comes and
    /// goes with the service's builds (its contract, section 1).
    pub spaced: bool,
}

/// The zones that answer (contract, section 1).
pub const ZONES: [&str; 2] = ["fr-par-1", "fr-par-2"];

/// The body for any other zone, with status 404. What the service says is not known; this takes
/// the wording of its other refusals.
pub const UNKNOWN_ZONE: &str = r#"{"message":"zone not Found"}"#;

/// The body for a path that is no call, with status 404 (contract, section 7: not recorded).
pub const UNKNOWN_PATH: &str = r#"{"message":"path not Found"}"#;

/// The body for a method that a path does not have, with status 405 (contract, section 7: not
/// recorded).
pub const UNKNOWN_METHOD: &str = r#"{"message":"method not allowed"}"#;

/// The message and the type of a body with wrong fields, with status 400: the load balancer
/// API's, which has the same framework (contract, section 7: the best guess).
pub const INVALID_FIELDS: (&str, &str) = ("Invalid parameters", "invalid_field");

/// The name in the `Server` header. The recorded one is the vendor's own (contract, section 1),
/// which the sandbox does not pretend to be.
pub const SERVER_NAME: &str = "Headroom sandbox";

/// The order of a list when a call states none: the enum's first word, though the prose says
/// otherwise (contract, section 2).
pub const DEFAULT_ORDER: OrderBy = OrderBy::CreatedAtDesc;

/// Items a page when a list call states none (contract, section 12: unknown). 20 is what the
/// neighbouring APIs use.
pub const DEFAULT_PAGE_SIZE: u32 = 20;

/// Items a page of the Instance API's lists when a call states none (contract, section 11), and
/// the most that can be asked for (not recorded).
pub const SERVERS_PER_PAGE: (u32, u32) = (50, 100);

/// Items a page when a neighbouring API's list call states none, and the most that it may state.
/// Not recorded: the most is the lowest that any of them is documented to take.
pub const NEIGHBOUR_PAGE_SIZE: (u32, u32) = (20, 100);

/// Whether a body may name a group or template that does not exist. Refused, since neither could
/// ever work (contract, section 12: no 400 was recorded).
pub const UNKNOWN_REFERENCES_REFUSED: bool = true;

/// Whether a group's policies go when it goes (contract, section 5.2: unknown). They do, since
/// a policy without its group cannot be reached by any list that filters by group.
pub const GROUP_TAKES_ITS_POLICIES: bool = true;

/// Whether a template that a group uses can be deleted (contract, section 4: unknown). It can;
/// the group then fails to launch, which is the documented place for such errors.
pub const TEMPLATE_IN_USE_CAN_GO: bool = true;

/// How long after its creation a group's `created_at` and `updated_at` move (contract, section
/// 5.2: 1.2 to 4.7 s).
pub const BUMP_DELAY_MS: i64 = 2_500;

/// How long after its creation, or after a change of its bounds, a group is brought within them
/// (contract, section 5.2: 2.6 to 6.9 s; after a change, not recorded).
pub const REPAIR_DELAY_MS: i64 = 4_000;

/// How long an ordered Instance takes until it serves and joins the backends' pool (contract,
/// section 5.2: unknown, no recording waits so long).
pub const BOOT_DELAY_MS: i64 = 90_000;

/// How long an Instance is `stopped` before it boots (contract, section 5.2: it was seen so
/// within 2 s of its creation).
pub const STOPPED_MS: i64 = 2_000;

/// Between what delays an Instance is created after its order, in microseconds (contract, section
/// 5.2: 80 to 560 ms).
pub const CREATION_DELAY_US: (u64, u64) = (80_000, 560_000);

/// How long after an Instance is terminated its group orders another (contract, section 5.1:
/// unknown), and how long it waits when that fails.
pub const REPLACE_DELAY_MS: i64 = 60_000;

/// How long an Instance is `stopping` when it is terminated (contract, section 5.2: it was gone
/// 5 s after the call).
pub const TERMINATION_MS: i64 = 5_000;

/// Whether an Instance that runs can be deleted without being stopped or terminated before
/// (contract, section 11: DELETE is for a stopped one; the refusal is not recorded).
pub const RUNNING_INSTANCES_CAN_BE_DELETED: bool = false;

/// Whether the pool holds the private addresses of a group that names a private network, and
/// else the public ones (contract, section 12: unknown).
pub const POOL_HOLDS_PRIVATE_ADDRESSES: bool = true;

/// How often the metrics are sampled (contract, section 10: not stated; the preconfigured alert
/// rules look at one minute).
pub const SAMPLE_PERIOD_MS: i64 = MINUTE_MS;

/// How long events, sizes and metrics are kept: as long as metrics are kept for free (contract,
/// section 10).
pub const RETENTION_MS: i64 = 31 * 24 * 60 * MINUTE_MS;

/// The most events kept of all groups together, whatever their age, so that no pair of policies
/// can fill the browser's storage: each group keeps its share, and as many changes of its size.
pub const MOST_EVENTS: usize = 10_000;

/// The share of a group that is one of very many.
pub const FEWEST_EVENTS: usize = 50;

/// The most Instances of one group (contract, section 6: no rule). A real organisation has a quota
/// too; without one, a typo in the capacity would fill the memory.
pub const INSTANCE_QUOTA: u32 = 250;

/// How long an error that keeps happening waits until it is logged again (contract, section 5.1:
/// no real event is public).
pub const ERROR_REPEAT_MS: i64 = 60 * MINUTE_MS;

/// The instants between which the virtual clock runs: 1970 to 2100. Stamps in nanoseconds reach
/// a little further.
pub const CLOCK_RANGE_MS: (i64, i64) = (0, 4_102_444_800_000);

/// The most points of a series that a range query may ask for: Prometheus's own limit.
pub const MOST_POINTS: i64 = 11_000;

/// The zones of groups of the second generation (its contract, section 1: those of the SDKs).
pub const SCALING_GROUP_ZONES: [&str; 3] = ["fr-par-1", "fr-par-2", "fr-par-3"];

/// The zones of Instances and of their templates in the second generation (section 1).
pub const INSTANCE_ZONES: [&str; 10] = [
    "fr-par-1", "fr-par-2", "fr-par-3", "nl-ams-1", "nl-ams-2", "nl-ams-3", "pl-waw-1", "pl-waw-2",
    "pl-waw-3", "it-mil-1",
];

/// The body for a path, or a zone, that the second generation does not have, with status 404
/// (section 13, number 29).
pub const UNROUTED: &str = r#"{"message":"Not Found"}"#;

/// What the second generation says of an argument that is missing (section 7: recorded).
pub const FIELD_REQUIRED: &str = "Field required";

/// Calls a second of the second generation (section 1: recorded for reads).
pub const RATE_LIMIT: u32 = 50;

/// Items a page of the second generation when a list call states none (section 13, number 25), and
/// the most that it may state (section 2).
pub const CURSOR_PAGE_SIZE: (u32, u32) = (50, 100);

/// The grace period of auto-healing that a request does not state, in seconds (section 3:
/// recorded).
pub const UNSET_GRACE_S: i64 = 300;

/// Whether `current_size` counts an Instance once it serves. It does: counted from its order on,
/// a group would be `scaling_out` for half a second (section 13, numbers 10 and 11: unknown).
pub const COUNTED_ONCE_SERVING: bool = true;

/// How long an ordered Instance of a group of the second generation takes until it serves (section
/// 13, number 9: unknown). Under the unset cooldown, so that one scale-out is seen before the next.
pub const SCALING_BOOT_DELAY_MS: i64 = 30_000;

/// How long an Instance fails its health check until it counts as failed: with the grace period,
/// the 5 to 10 minutes that are documented (section 9.1).
pub const HEALTH_CHECK_MS: i64 = 3 * MINUTE_MS;

/// How long a group of the second generation is `deleting`: without Instances, where it was gone
/// 15 s later, and with any (section 8: unknown).
pub const DELETION_MS: (i64, i64) = (10_000, 30_000);

/// How long a group is `refreshing` after a change that reaches its Instances or its backends
/// (section 13, number 24: unknown).
pub const REFRESH_MS: i64 = MINUTE_MS;

/// What `failing_quotas` of an alert names (section 5: unknown).
pub const FAILING_QUOTA: &str = "instances";

/// Between what delays after a group's creation its id tells (section 1: 11 to 37 ms).
pub const ID_DELAY_MS: (u64, u64) = (11, 37);
