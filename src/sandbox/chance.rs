//! The sandbox's draws and ids: functions of a seed, a stream and an index, so that any instant of
//! the world can be computed by itself, the same on every target.

use crate::base;

/// What a draw is for. Draws of different streams have nothing to do with each other.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// Ids of templates, groups and policies.
    Id = 1,
    /// The digits of a stamp below the millisecond.
    Stamp,
    /// Ids of requests.
    Request,
    /// Ids of events.
    Event,
    /// Ids and names of Instances.
    Server,
    /// What sets one group's load apart from another's.
    Character,
    /// The load's movement over days.
    Drift,
    /// Its movement over the better part of an hour.
    Swell,
    /// Its movement over minutes.
    Ripple,
    /// Its bursts.
    Burst,
    /// Ids of an Instance's volumes.
    Volume,
    /// Ids of its addresses.
    Address,
    /// Ids of its private interfaces.
    Nic,
    /// Ids of tasks.
    Task,
}

/// Draw number `index` of a stream.
pub const fn draw(seed: u64, stream: Stream, index: u64) -> u64 {
    let start = base::mix(seed ^ base::draw(0, stream as u64 - 1));
    base::draw(start, index)
}

/// The same as a number from 0 to, not including, 1.
pub fn unit(seed: u64, stream: Stream, index: u64) -> f64 {
    base::unit(draw(seed, stream, index))
}

/// A seed out of a text.
pub fn seed_of(text: &str) -> u64 {
    let folded = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    base::mix(folded)
}

/// Number `index` of a stream as a UUIDv4.
pub fn uuid_v4(seed: u64, stream: Stream, index: u64) -> String {
    let (high, low) = two_draws(seed, stream, index);
    uuid((high & !0xf000) | 0x4000, low)
}

/// Number `index` of a stream as a UUIDv7 of the instant.
pub fn uuid_v7(at_ms: i64, seed: u64, stream: Stream, index: u64) -> String {
    let (high, low) = two_draws(seed, stream, index);
    uuid((at_ms.cast_unsigned() << 16) | 0x7000 | (high & 0xfff), low)
}

const fn two_draws(seed: u64, stream: Stream, index: u64) -> (u64, u64) {
    let first = index.wrapping_mul(2);
    (draw(seed, stream, first), draw(seed, stream, first.wrapping_add(1)))
}

/// Writes 128 bits, of which the version is already set, as a UUID.
fn uuid(high: u64, low: u64) -> String {
    let low = (low & (u64::MAX >> 2)) | (1 << 63);
    let (a, b, c) = (high >> 32, (high >> 16) & 0xffff, high & 0xffff);
    let (d, e) = (low >> 48, low & 0xffff_ffff_ffff);
    format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:012x}")
}
