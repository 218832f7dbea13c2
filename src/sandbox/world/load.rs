//! The load of a group: how many Instances its users keep busy, at any instant.
//!
//! A pure function of the group's profile and the time. Only operations that give the same bits
//! on every target are used: arithmetic, `floor` and the like, and `libm`.

use serde::{Deserialize, Serialize};

use crate::engine::MINUTE_MS;
use crate::sandbox::chance::{Stream, seed_of, unit};

const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The peak of an ordinary day, as a share of the group's maximum: busy enough to need most of
/// it, with room for bursts.
const PEAK_SHARE: f64 = 0.68;
/// The quietest hours, as a share of the peak. With the product's own example (1 to 5 Instances,
/// 70 % and 40 %) this keeps the night at two Instances, which those thresholds hold steady.
const FLOOR_SHARE: f64 = 0.28;
/// The two humps of a day: hour, width in hours, height.
const HUMPS: [(f64, f64, f64); 2] = [(10.5, 3.6, 1.0), (19.0, 3.2, 0.85)];
/// How busy each weekday is, from Monday.
const WEEKDAYS: [f64; 7] = [1.0, 1.0, 1.0, 0.98, 0.95, 0.68, 0.6];
/// 1970-01-01 was a Thursday.
const EPOCH_WEEKDAY: i64 = 3;

/// At most one burst falls into each of these spans.
const BURST_SPAN_MS: i64 = 8 * HOUR_MS;
/// How likely it does.
const BURST_CHANCE: f64 = 0.22;
const BURST_SHORTEST_MS: f64 = 20.0 * 60_000.0;
const BURST_LONGEST_MS: f64 = 50.0 * 60_000.0;

/// Demand is counted in per cent of one Instance's CPU.
pub const BUSY: f64 = 100.0;

/// What sets one group's load apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadProfile {
    seed: u64,
    /// The group's maximum when it was created. The peak follows from both, so that a saved state
    /// holds whole numbers alone, which every reader of JSON reads alike.
    size: u32,
}

impl LoadProfile {
    /// The load of a new group: its own, and fitting its maximum, so that something happens
    /// within hours.
    pub fn new(group_id: &str, max_replicas: u32) -> Self {
        Self { seed: seed_of(group_id), size: max_replicas }
    }

    /// The demand at the peak of an ordinary day: 230 keeps 2.3 Instances busy.
    fn peak(&self) -> f64 {
        let scatter = 0.95 + 0.1 * unit(self.seed, Stream::Character, 0);
        BUSY * PEAK_SHARE * f64::from(self.size) * scatter
    }

    /// The demand at an instant, in per cent of one Instance's CPU.
    pub fn demand(&self, at_ms: i64) -> f64 {
        let shift_hours = 1.5 * (2.0 * unit(self.seed, Stream::Character, 1) - 1.0);
        let shape = FLOOR_SHARE + (1.0 - FLOOR_SHARE) * day_shape(at_ms, shift_hours);
        let drift = 0.07 * self.smooth(Stream::Drift, at_ms, 2 * DAY_MS + 5 * HOUR_MS);
        let swell = 0.06 * self.smooth(Stream::Swell, at_ms, 47 * MINUTE_MS);
        let ripple = 0.04 * self.smooth(Stream::Ripple, at_ms, 7 * MINUTE_MS);
        self.peak() * (shape * (1.0 + drift + swell + ripple) + self.burst(at_ms))
    }

    /// Noise between -1 and 1 that passes smoothly from one span to the next.
    fn smooth(&self, stream: Stream, at_ms: i64, span_ms: i64) -> f64 {
        let span = at_ms.div_euclid(span_ms);
        let knot = |span: i64| 2.0 * unit(self.seed, stream, span.cast_unsigned()) - 1.0;
        let (from, to) = (knot(span), knot(span + 1));
        from + (to - from) * eased(part(at_ms, span_ms))
    }

    /// What a burst adds, as a share of the peak: a steep rise and a slow fall.
    fn burst(&self, at_ms: i64) -> f64 {
        let first = at_ms.div_euclid(BURST_SPAN_MS).cast_unsigned().wrapping_mul(4);
        let chance = |index: u64| unit(self.seed, Stream::Burst, first.wrapping_add(index));
        if chance(0) >= BURST_CHANCE {
            return 0.0;
        }
        let length_ms = BURST_SHORTEST_MS + chance(1) * (BURST_LONGEST_MS - BURST_SHORTEST_MS);
        let start_ms = chance(2) * (BURST_SPAN_MS as f64 - BURST_LONGEST_MS);
        let along = (at_ms.rem_euclid(BURST_SPAN_MS) as f64 - start_ms) / length_ms;
        if !(0.0..1.0).contains(&along) {
            return 0.0;
        }
        let height = 0.25 + 0.3 * chance(3);
        height * eased((along * 5.0).min(1.0)) * eased(((1.0 - along) * 1.6).min(1.0))
    }
}

/// How busy an hour of the week is, from 0 to about 1.
fn day_shape(at_ms: i64, shift_hours: f64) -> f64 {
    let hour = 24.0 * part(at_ms, DAY_MS);
    let humps: f64 = HUMPS
        .iter()
        .map(|&(middle, width, height)| {
            let apart = (hour - middle - shift_hours).abs();
            let apart = apart.min(24.0 - apart) / width;
            height * libm::exp(-apart * apart)
        })
        .sum();
    humps * weekday(at_ms)
}

/// How busy the day is. Passes smoothly from noon to noon, so that midnight makes no step.
fn weekday(at_ms: i64) -> f64 {
    let from_noon_ms = at_ms - DAY_MS / 2;
    let day = from_noon_ms.div_euclid(DAY_MS) + EPOCH_WEEKDAY;
    let weight = |day: i64| {
        let index = usize::try_from(day.rem_euclid(7)).unwrap_or(0);
        WEEKDAYS.get(index).copied().unwrap_or(1.0)
    };
    let (from, to) = (weight(day), weight(day + 1));
    from + (to - from) * eased(part(from_noon_ms, DAY_MS))
}

/// How far `at_ms` is through its span, from 0 to 1.
fn part(at_ms: i64, span_ms: i64) -> f64 {
    at_ms.rem_euclid(span_ms) as f64 / span_ms as f64
}

/// A smooth way from 0 to 1.
fn eased(part: f64) -> f64 {
    part * part * (3.0 - 2.0 * part)
}
