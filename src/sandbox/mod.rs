//! The same API from memory: a request in, a reply out, and a world behind it.
//!
//! [`Sandbox::handle`] answers the 16 calls of the contract and the neighbouring reads that the
//! console makes, shaped like the recordings. [`Sandbox::advance`] moves a virtual clock; the
//! groups' load drives their metrics through the same [`crate::engine::Scaler`] as the what-if.
//! Nothing here sleeps or reads a clock: the same seed and the same calls give the same bytes.
//!
//! | file | holds |
//! |---|---|
//! | `router` | which call a request is |
//! | `template` `group` `policy` `event` `server` `prometheus` | the calls, by noun |
//! | `server_body` | an Instance as its own API writes it |
//! | `neighbours` | the calls of the neighbouring APIs |
//! | `body` `params` `list` `pages` `json` `reply` | what the calls share |
//! | `fault` | what goes wrong on request |
//! | `store` | the rows |
//! | `world` `surroundings` `record` `load` `fleet` `curve` `log` | a group's life between calls |
//! | `chance` | draws without state |
//! | `options` | what the contract leaves open |
//! | `seed` `save` | the first content, and the state as text |

mod body;
mod chance;
mod curve;
mod event;
mod fault;
mod fleet;
mod group;
mod json;
mod list;
mod load;
mod log;
mod neighbours;
mod options;
mod pages;
mod params;
mod policy;
mod prometheus;
mod record;
mod reply;
mod router;
mod save;
mod seed;
mod server;
mod server_body;
mod store;
mod surroundings;
mod template;
mod world;

pub use fault::{FAULTS, Fault, GROUP_FAULTS, GroupFault, LATER, MAGIC_KEYS, MagicKey};
pub use neighbours::{FORBIDDEN_ACCESS_KEY, SANDBOX_ACCESS_KEY};
pub use save::LoadError;
pub use seed::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, SANDBOX_PROJECT};

use chance::{Stream, draw, uuid_v4};
use options::CLOCK_RANGE_MS;
use store::Store;

use crate::wire::Timestamp;

/// The API from memory, with a virtual clock.
#[derive(Clone, Debug)]
pub struct Sandbox {
    seed: u64,
    now_ms: i64,
    /// How many ids and stamps were handed out.
    drawn: u64,
    /// How many requests were answered.
    requests: u64,
    /// The last stamp, in nanoseconds: no two rows share one.
    stamp_nanos: i64,
    store: Store,
}

impl Sandbox {
    /// A sandbox with the first content and 14 days of its history up to `now_ms`, in
    /// milliseconds since the Unix epoch. `seed` decides everything that looks like chance.
    #[must_use]
    pub fn new(seed: u64, now_ms: i64) -> Self {
        seed::first_content(seed, now_ms)
    }

    /// A sandbox with nothing in it.
    #[must_use]
    pub fn empty(seed: u64, now_ms: i64) -> Self {
        let (first_ms, last_ms) = CLOCK_RANGE_MS;
        Self {
            seed,
            now_ms: now_ms.clamp(first_ms, last_ms),
            drawn: 0,
            requests: 0,
            stamp_nanos: 0,
            store: Store::default(),
        }
    }

    /// Answers a request as of [`Self::now_ms`]. Whatever is wrong with it is in the reply.
    pub fn handle(&mut self, request: &http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
        let id = uuid_v4(self.seed, Stream::Request, self.requests);
        self.requests = self.requests.wrapping_add(1);
        let fault = fault::asked_for(self, request);
        let reply = fault.unwrap_or_else(|| {
            router::answer(self, request).unwrap_or_else(reply::Refusal::into_reply)
        });
        reply.into_response(self.now_ms, &id)
    }

    /// Moves the virtual clock to `to_ms` and the world with it. Never backwards, and not past
    /// the year 2100. One long step and many short ones lead to the same state.
    pub fn advance(&mut self, to_ms: i64) {
        let to_ms = to_ms.min(CLOCK_RANGE_MS.1);
        if to_ms > self.now_ms {
            self.store.advance(to_ms);
            self.now_ms = to_ms;
        }
    }

    /// The virtual clock, in milliseconds since the Unix epoch.
    #[must_use]
    pub const fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// The whole state as JSON.
    #[must_use]
    pub fn save(&self) -> String {
        save::save(self)
    }

    /// A sandbox that goes on where [`Self::save`] stood.
    ///
    /// # Errors
    /// When the text is not JSON, is of another version, or holds a state that cannot be.
    pub fn load(text: &str) -> Result<Self, LoadError> {
        save::load(text)
    }

    /// A new id for a row.
    fn new_id(&mut self) -> String {
        self.drawn = self.drawn.wrapping_add(1);
        uuid_v4(self.seed, Stream::Id, self.drawn)
    }

    /// A stamp for a change made now, later by a microsecond at least than all before, so that
    /// rows made while the clock stands still keep their order.
    fn new_stamp(&mut self) -> Timestamp {
        const NANOS_PER_MS: u64 = 1_000_000;
        self.drawn = self.drawn.wrapping_add(1);
        // Odd, so that the reply to a POST has nine digits (contract, section 1).
        let below_ms = (draw(self.seed, Stream::Stamp, self.drawn) % NANOS_PER_MS) | 1;
        let nanos = self.now_ms * 1_000_000 + below_ms.cast_signed();
        self.stamp_nanos = nanos.max(self.stamp_nanos + 1_000);
        Timestamp::from_nanos(self.stamp_nanos)
    }
}
