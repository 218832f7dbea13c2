//! Ids and stamps of new rows, which follow from the seed and their number.

use crate::sandbox::chance::{Stream, draw, uuid_v4, uuid_v7};
use crate::sandbox::options::ID_DELAY_MS;
use crate::wire::Timestamp;

/// What decides the next id and the next stamp.
#[derive(Clone, Debug)]
pub struct Ids {
    pub seed: u64,
    /// How many ids and stamps were handed out.
    pub drawn: u64,
    /// How many requests were answered.
    pub requests: u64,
    /// The last stamp, in nanoseconds: no two rows share one.
    pub stamp_nanos: i64,
}

impl Ids {
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: 0, requests: 0, stamp_nanos: 0 }
    }

    /// A new id for a row.
    pub fn new_id(&mut self) -> String {
        self.drawn = self.drawn.wrapping_add(1);
        uuid_v4(self.seed, Stream::Id, self.drawn)
    }

    /// A new id that tells its time, some milliseconds after `now_ms`.
    pub fn new_timed_id(&mut self, now_ms: i64) -> String {
        self.drawn = self.drawn.wrapping_add(1);
        let (shortest, longest) = ID_DELAY_MS;
        let delay = shortest + draw(self.seed, Stream::Stamp, self.drawn) % (longest - shortest);
        uuid_v7(now_ms + delay.cast_signed(), self.seed, Stream::Id, self.drawn)
    }

    /// The id of the next request.
    pub fn new_request(&mut self) -> String {
        let id = uuid_v4(self.seed, Stream::Request, self.requests);
        self.requests = self.requests.wrapping_add(1);
        id
    }

    /// The id of the task that the present request begins.
    pub fn task(&self) -> String {
        uuid_v4(self.seed, Stream::Task, self.requests)
    }

    /// A stamp for a change made now, later by a microsecond at least than all before, so that
    /// rows made while the clock stands still keep their order.
    pub fn new_stamp(&mut self, now_ms: i64) -> Timestamp {
        const NANOS_PER_MS: u64 = 1_000_000;
        self.drawn = self.drawn.wrapping_add(1);
        // Odd, so that the reply to a POST has nine digits (contract, section 1).
        let below_ms = (draw(self.seed, Stream::Stamp, self.drawn) % NANOS_PER_MS) | 1;
        let nanos = now_ms * 1_000_000 + below_ms.cast_signed();
        self.stamp_nanos = nanos.max(self.stamp_nanos + 1_000);
        Timestamp::from_nanos(self.stamp_nanos)
    }
}
