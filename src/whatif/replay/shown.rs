//! What a sample shows on another fleet than the recorded one.

use super::interval::as_f64;
use super::prepared::{PreparedHistory, Sample};
use super::served::{Alike, stretches};
use super::{Interval, SampleReading, SizeAt};

/// How a sample is read, with the sizes that it was recorded under.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub reading: SampleReading,
    pub recorded: &'a [SizeAt],
}

impl Reader<'_> {
    /// The value that a metric would have shown, on a fleet of which so many served from each
    /// instant on; the first entry also before its time. `None` where nothing served to show it.
    #[inline]
    pub fn shown(
        self,
        history: &PreparedHistory,
        sample: &Sample,
        pieces: &[(i64, u32)],
    ) -> Option<f64> {
        match pieces {
            [(_, serving)] => shown_on(history, sample, *serving),
            _ => self.shown_on_several(history, sample, pieces),
        }
    }

    /// The same, and `None` too where nothing came.
    #[inline]
    pub fn shown_if_came(
        self,
        history: &PreparedHistory,
        sample: &Sample,
        pieces: &[(i64, u32)],
    ) -> Option<f64> {
        if sample.arrival.is_shown() { self.shown(history, sample, pieces) } else { None }
    }

    /// The value at the sample's stamp, or the mean over the time in which anything served.
    #[inline(never)]
    fn shown_on_several(
        self,
        history: &PreparedHistory,
        sample: &Sample,
        pieces: &[(i64, u32)],
    ) -> Option<f64> {
        if !is_spread(history, sample) {
            return Some(sample.demand);
        }
        let last = serving_before(pieces, sample.at_ms);
        if self.reading == SampleReading::Instant
            || served(pieces, sample.span()).all(|(_, serving)| serving == last)
        {
            return shown_on(history, sample, last);
        }
        if sample.alike == Alike::Sizes && self.is_as_recorded(sample, pieces) {
            return Some(sample.at_recorded);
        }
        let (mut served_ms, mut total) = (0.0, 0.0);
        for (stretch, serving) in served(pieces, sample.span()) {
            if serving > 0 {
                let ms = as_f64(stretch.to_ms - stretch.from_ms);
                served_ms += ms;
                total += ms * history.share(sample.demand, serving);
            }
        }
        debug_assert!(served_ms > 0.0, "of several sizes, one is not 0");
        Some(total / served_ms)
    }

    /// Whether as many served at every instant of a sample as did in the recording.
    fn is_as_recorded(self, sample: &Sample, pieces: &[(i64, u32)]) -> bool {
        let mut recorded = joined(stretches(self.recorded, sample.span()));
        let mut simulated = joined(served(pieces, sample.span()));
        loop {
            match (recorded.next(), simulated.next()) {
                (None, None) => return true,
                (one, other) if one != other => return false,
                _ => {}
            }
        }
    }
}

/// The same where one number of Instances serves throughout the sample's interval.
#[inline]
pub fn shown_on(history: &PreparedHistory, sample: &Sample, serving: u32) -> Option<f64> {
    match (is_spread(history, sample), serving) {
        (false, _) => Some(sample.demand),
        (true, 0) => None,
        (true, serving) if serving == sample.recorded && sample.alike == Alike::Size => {
            Some(sample.at_recorded)
        }
        (true, serving) => Some(history.share(sample.demand, serving)),
    }
}

/// Whether what a sample shows hangs on how many serve: what stands for a missing one is on none.
#[inline]
const fn is_spread(history: &PreparedHistory, sample: &Sample) -> bool {
    history.spread && sample.arrival.is_shown()
}

/// The stretches of a span with how many served in each.
#[inline]
pub fn served(pieces: &[(i64, u32)], span: Interval) -> impl Iterator<Item = (Interval, u32)> {
    pieces
        .iter()
        .enumerate()
        .map(move |(index, &(began_ms, serving))| {
            let from_ms = if index == 0 { span.from_ms } else { began_ms.max(span.from_ms) };
            let ended_ms = pieces.get(index + 1).map_or(span.to_ms, |&(next_ms, _)| next_ms);
            (Interval { from_ms, to_ms: ended_ms.min(span.to_ms) }, serving)
        })
        .take_while(move |(stretch, _)| stretch.from_ms < span.to_ms)
        .filter(|(stretch, _)| stretch.from_ms < stretch.to_ms)
}

/// Neighbours of one size as one stretch: its end and its size.
fn joined(stretches: impl Iterator<Item = (Interval, u32)>) -> impl Iterator<Item = (i64, u32)> {
    let mut stretches = stretches.peekable();
    std::iter::from_fn(move || {
        let (mut stretch, size) = stretches.next()?;
        while let Some((next, _)) = stretches.next_if(|(_, other)| *other == size) {
            stretch.to_ms = next.to_ms;
        }
        Some((stretch.to_ms, size))
    })
}

/// How many served just before `at_ms`.
#[inline]
fn serving_before(pieces: &[(i64, u32)], at_ms: i64) -> u32 {
    let later = pieces.iter().rfind(|&&(from_ms, _)| from_ms < at_ms);
    later.or(pieces.first()).map_or(0, |&(_, serving)| serving)
}
