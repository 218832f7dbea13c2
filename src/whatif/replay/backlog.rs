//! Work that waits for Instances to do it.
//!
//! A fluid queue: while the demand exceeds what the serving Instances carry, the rest of it waits;
//! once they carry more, the work that waits is done with what is left over. While any waits, the
//! Instances are full, and that counts as overload. The queue knows no bound. A gap of the history
//! empties it, since nothing is known of the traffic there.

use super::interval::as_f64;
use super::prepared::{PreparedHistory, Sample};
use super::shown::{Reader, served};
use super::{Interval, SampleReading};

/// The work that waits, and when any did.
#[derive(Clone, Debug)]
pub struct Backlog {
    /// In the demand's unit times milliseconds.
    waiting: f64,
    /// Up to when the demand is known.
    until_ms: i64,
    /// When the Instances had as much to do as they carry, or more, and something waited.
    busy: Vec<Interval>,
}

/// The part of a millisecond from which the end of a queue is rounded up: a little over half, so
/// that the halves that decimals make do not hang on the last bit of a sum.
const ROUNDED_UP_FROM: f64 = 0.499_999;

impl Backlog {
    /// Nothing waits.
    pub const fn new() -> Self {
        Self { waiting: 0.0, until_ms: i64::MIN, busy: Vec::new() }
    }

    /// Goes on to the end of a sample of the history that tells what Instances carry, on a fleet
    /// of which so many served from each instant on. Each stretch in which the demand and what
    /// waits exceed what serves is found, with the demand in it that has to wait.
    pub fn advance(
        &mut self,
        history: &PreparedHistory,
        sample: &Sample,
        pieces: &[(i64, u32)],
        mut found: impl FnMut(f64, Interval),
    ) {
        if sample.from_ms > self.until_ms {
            self.waiting = 0.0;
        }
        let span = Interval { from_ms: sample.from_ms.max(self.until_ms), to_ms: sample.at_ms };
        if span.from_ms >= span.to_ms {
            return;
        }
        for (stretch, serving) in served(pieces, span) {
            let unmet = sample.demand - history.carried(serving).unwrap_or(f64::INFINITY);
            let busy = self.pass(unmet, stretch);
            if busy.from_ms < busy.to_ms {
                found(unmet.max(0.0), busy);
                match self.busy.last_mut() {
                    Some(last) if last.to_ms == busy.from_ms => last.to_ms = busy.to_ms,
                    _ => self.busy.push(busy),
                }
            }
        }
        self.until_ms = span.to_ms;
    }

    /// Passes a stretch in which demand and capacity are so far apart: the part of it in which
    /// something waits.
    fn pass(&mut self, unmet: f64, stretch: Interval) -> Interval {
        let ms = as_f64(stretch.to_ms - stretch.from_ms);
        let left = self.waiting + unmet * ms;
        let waits = self.waiting > 0.0 || unmet > 0.0;
        let ends_ms = match (waits, unmet < 0.0) {
            (false, _) => stretch.from_ms,
            (true, false) => stretch.to_ms,
            (true, true) => after(stretch, self.waiting / -unmet),
        };
        self.waiting = if ends_ms < stretch.to_ms { 0.0 } else { left.max(0.0) };
        Interval { to_ms: ends_ms, ..stretch }
    }

    /// What a metric would have shown of a sample while work waited; `plain` is what it would have
    /// without.
    fn shown(
        &self,
        reader: Reader,
        history: &PreparedHistory,
        sample: &Sample,
        pieces: &[(i64, u32)],
        plain: Option<f64>,
    ) -> Option<f64> {
        let Some(full) = history.full else { return plain };
        let first = self.busy.partition_point(|busy| busy.to_ms <= sample.from_ms);
        let busy = self.busy.get(first..).unwrap_or_default();
        if busy.first().is_none_or(|busy| busy.from_ms >= sample.at_ms) || plain.is_none() {
            return plain;
        }
        if reader.reading == SampleReading::Instant {
            let at_stamp = busy.iter().any(|busy| busy.holds(sample.at_ms));
            return if at_stamp { Some(full) } else { plain };
        }
        let (mut served_ms, mut total) = (0.0, 0.0);
        for (stretch, serving) in served(pieces, sample.span()).filter(|(_, own)| *own > 0) {
            let ms = as_f64(stretch.to_ms - stretch.from_ms);
            let busy_ms = busy.iter().map(|own| own.overlap_ms(&stretch)).sum();
            served_ms += ms;
            total += as_f64(busy_ms) * full;
            total += (ms - as_f64(busy_ms)) * history.share(sample.demand, serving);
        }
        debug_assert!(served_ms > 0.0, "what shows a value serves");
        Some((total / served_ms).min(full))
    }
}

impl Reader<'_> {
    /// The value that a metric would have shown after what was before, with the stretches of it in
    /// which work waits; `None` where nothing served to show it, or nothing came. Apart, so that it
    /// takes nothing from the replays in which nothing waits.
    #[inline(never)]
    pub fn shown_after(
        self,
        backlog: &mut Backlog,
        (history, sample): (&PreparedHistory, &Sample),
        pieces: &[(i64, u32)],
        found: impl FnMut(f64, Interval),
    ) -> Option<f64> {
        let plain = self.shown_if_came(history, sample, pieces);
        if sample.arrival.is_traffic() {
            backlog.advance(history, sample, pieces, found);
        }
        backlog.shown(self, history, sample, pieces, plain)
    }
}

/// So many milliseconds after a stretch's start, as far as it reaches.
fn after(stretch: Interval, ms: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let ms = libm::floor(ms + ROUNDED_UP_FROM) as i64;
    stretch.from_ms.saturating_add(ms).min(stretch.to_ms)
}
