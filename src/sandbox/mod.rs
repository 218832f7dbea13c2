//! The same API from memory: a request in, a reply out, and a world behind it.
//!
//! [`Sandbox::handle`] answers the 16 calls of the first generation, the 8 and 13 of the second
//! and the neighbouring reads that the console makes, shaped like the recordings.
//! [`Sandbox::advance`] moves a virtual clock; the groups' load drives their metrics through the
//! same [`crate::engine::Scaler`] as the what-if.
//! Nothing here sleeps or reads a clock: the same seed and the same calls give the same bytes.
//!
//! | part | holds | uses |
//! |---|---|---|
//! | `http` | the calls: requests in, replies out | `store`, `world` |
//! | `store` | rows, ids and stamps, and the state as text | `world` |
//! | `world` | a group's life between calls | – |
//! | `first_content` | what a newcomer finds | `store` |
//! | `catalog` | what stands around the groups, the same in every sandbox | – |
//! | `fault` `alert_kind` | what goes wrong on request | – |
//! | `options` | what the contract leaves open | – |
//! | `chance` | draws without state | – |
//!
//! The same noun has the same file name in each part: `http/v1alpha1/group`, `store/group` and
//! `world/group`. The second generation's calls and rows are folders of their own, `v1alpha2` with
//! its groups and `v2alpha1` with their templates; groups of both live in one world.
//!
//! ```
//! use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
//! use headroom::wire::{GroupList, decode};
//! use http::Request;
//!
//! let mut sandbox = Sandbox::new(1, FIRST_CONTENT_NOW_MS);
//! let groups = "/autoscaling/v1alpha1/zones/fr-par-1/instance-groups";
//! let request = Request::get(groups).header("X-Auth-Token", SANDBOX_KEY).body(Vec::new())?;
//! let reply = sandbox.handle(&request);
//! assert_eq!(reply.status(), 200);
//! let list: GroupList = decode(reply.body())?;
//! assert!(list.instance_groups.iter().any(|group| group.name == "checkout-api"));
//!
//! // Without a key it answers as the API does.
//! let reply = sandbox.handle(&Request::get(groups).body(Vec::new())?);
//! assert_eq!(reply.status(), 401);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alert_kind;
mod catalog;
mod chance;
mod fault;
mod first_content;
mod http;
mod options;
mod store;
mod world;

pub use alert_kind::AlertKind;
pub use catalog::{
    FIRST_CONTENT_NOW_MS, FORBIDDEN_ACCESS_KEY, SANDBOX_ACCESS_KEY, SANDBOX_KEY, SANDBOX_PROJECT,
};
pub use fault::{
    ALERT_FAULTS, FAULTS, Fault, GROUP_FAULTS, GroupFault, LATER, MAGIC_KEYS, MagicKey, NO_AGENT,
    STATUS_NAMES, UNHEALTHY,
};
pub use options::SandboxOptions;
pub use store::LoadError;

use store::Store;

/// The API from memory, with a virtual clock.
#[derive(Clone, Debug)]
pub struct Sandbox(Store);

impl Sandbox {
    /// A sandbox with the first content and 14 days of its history up to `now_ms`, in
    /// milliseconds since the Unix epoch. `seed` decides everything that looks like chance.
    #[must_use]
    pub fn new(seed: u64, now_ms: i64) -> Self {
        Self(first_content::first_content(seed, now_ms))
    }

    /// A sandbox with nothing in it.
    #[must_use]
    pub fn empty(seed: u64, now_ms: i64) -> Self {
        Self(Store::new(seed, now_ms))
    }

    /// The same, answering otherwise where `options` say so. They are no part of what is saved.
    #[must_use]
    pub fn with_options(mut self, options: SandboxOptions) -> Self {
        self.0.options = options;
        self
    }

    /// Answers a request as of [`Self::now_ms`]. Whatever is wrong with it is in the reply.
    pub fn handle(&mut self, request: &::http::Request<Vec<u8>>) -> ::http::Response<Vec<u8>> {
        http::handle(&mut self.0, request)
    }

    /// Moves the virtual clock to `to_ms` and the world with it. Never backwards, and not past
    /// the year 2100. One long step and many short ones lead to the same state.
    ///
    /// ```
    /// use headroom::sandbox::{FIRST_CONTENT_NOW_MS, Sandbox};
    ///
    /// const HOUR_MS: i64 = 3_600_000;
    /// let mut at_once = Sandbox::new(1, FIRST_CONTENT_NOW_MS);
    /// at_once.advance(FIRST_CONTENT_NOW_MS + HOUR_MS);
    /// let mut in_steps = Sandbox::new(1, FIRST_CONTENT_NOW_MS);
    /// for minute in 1..=60 {
    ///     in_steps.advance(FIRST_CONTENT_NOW_MS + minute * 60_000);
    /// }
    /// assert_eq!(at_once.save(), in_steps.save());
    ///
    /// in_steps.advance(FIRST_CONTENT_NOW_MS);
    /// assert_eq!(in_steps.now_ms(), FIRST_CONTENT_NOW_MS + HOUR_MS, "never backwards");
    /// ```
    pub fn advance(&mut self, to_ms: i64) {
        self.0.advance(to_ms);
    }

    /// The virtual clock, in milliseconds since the Unix epoch.
    #[must_use]
    pub const fn now_ms(&self) -> i64 {
        self.0.now_ms
    }

    /// The whole state as JSON.
    #[must_use]
    pub fn save(&self) -> String {
        store::save(&self.0)
    }

    /// A sandbox that goes on where [`Self::save`] stood.
    ///
    /// # Errors
    /// When the text is not JSON, is of another version, or holds a state that cannot be.
    ///
    /// ```
    /// use headroom::sandbox::{FIRST_CONTENT_NOW_MS, Sandbox};
    ///
    /// let sandbox = Sandbox::empty(1, FIRST_CONTENT_NOW_MS);
    /// assert_eq!(Sandbox::load(&sandbox.save()).unwrap().now_ms(), FIRST_CONTENT_NOW_MS);
    /// assert!(Sandbox::load("a shopping list").is_err());
    /// ```
    pub fn load(text: &str) -> Result<Self, LoadError> {
        store::load(text).map(Self)
    }
}
