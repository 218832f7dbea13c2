//! How near a replay's size is to the real one, in numbers.

use serde::{Deserialize, Serialize};

use super::Pairing;
use crate::base::{duration_text, grouped, nth};
use crate::whatif::replay::as_f64;
use crate::whatif::{Interval, SizeAt};

/// How near a replay's size is to the real one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fit {
    /// The mean absolute percentage error of the size over time, 0 upwards as a share; `None`
    /// where no real size above 0 is known.
    pub mape: Option<f64>,
    /// The normalized absolute difference: the integral of the error as a share of that of the real
    /// size; `None` likewise.
    pub nad: Option<f64>,
    /// Matched changes of the same amount, as a share of all pairings, 0 to 1; `None` without any.
    pub same_amount: Option<f64>,
    /// Half of the matched changes lie no farther apart, in milliseconds; `None` where none match.
    pub offset_median_ms: Option<i64>,
    /// Of 100 matched changes 95 lie no farther apart, in milliseconds; `None` where none match.
    pub offset_p95_ms: Option<i64>,
    /// The share of the time in which the real size lay between the two edges of the band, or was
    /// the replay's where there is no band.
    pub held: Option<f64>,
}

impl Fit {
    /// Compares a replay with the real size as ordered. `edges` are the replay's size and, where
    /// the recording leaves the demand open, that at the band's other edge.
    #[must_use]
    pub fn of(pairings: &[Pairing], edges: &[&[SizeAt]], real: &[SizeAt], span: Interval) -> Self {
        let offsets = || {
            let offset = |one: &Pairing| match one {
                Pairing::Matched { real, simulated } => Some((real.at_ms - simulated.at_ms).abs()),
                Pairing::Missed(_) | Pairing::Extra(_) => None,
            };
            pairings.iter().filter_map(offset).collect::<Vec<i64>>()
        };
        let count = offsets().len();
        let same = pairings.iter().filter(|one| one.is_same_amount()).count();
        let sums = Sums::of(edges, real, span);
        let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        #[expect(clippy::cast_precision_loss, reason = "counts stay far under 2^53")]
        let counted = |count: usize| count as f64;
        Self {
            mape: share(sums.relative, sums.known_ms),
            nad: share(sums.error, sums.real),
            same_amount: share(counted(same), counted(pairings.len())),
            offset_median_ms: nth(offsets(), (count.max(1) - 1) / 2),
            offset_p95_ms: nth(offsets(), (count * 95).div_ceil(100).max(1) - 1),
            held: share(sums.held_ms, sums.ms),
        }
    }

    /// It in a sentence; empty where nothing is known.
    #[must_use]
    pub fn sentence(&self) -> String {
        let percent = |share: f64| {
            let share = grouped(share * 100.0, 1);
            t!("{share}\u{a0}%")
        };
        let mut parts = Vec::new();
        if let (Some(mape), Some(nad)) = (self.mape, self.nad) {
            let (mape, nad) = (percent(mape), percent(nad));
            parts.push(t!("the size is off by {mape} on average (MAPE; NAD {nad})"));
        }
        if let Some(held) = self.held {
            let held = percent(held);
            parts.push(t!("it holds the real size {held} of the time"));
        }
        if let (Some(median), Some(p95)) = (self.offset_median_ms, self.offset_p95_ms) {
            let (median, p95) = (duration_text(median), duration_text(p95));
            parts.push(t!(
                "changes come {median} apart at the median and {p95} at the 95th percentile"
            ));
        }
        if let Some(same) = self.same_amount {
            let same = percent(same);
            parts.push(t!("{same} of all changes match by amount too"));
        }
        let said = parts.into_iter().reduce(|said, part| t!("{said}; {part}"));
        said.map_or_else(String::new, |said| format!("{}.", capitalized(&said)))
    }
}

/// A text as the start of a sentence.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

/// Sums over the stretches in which no size changes.
#[derive(Default)]
struct Sums {
    ms: f64,
    /// The time in which the real size is above 0.
    known_ms: f64,
    relative: f64,
    error: f64,
    real: f64,
    held_ms: f64,
}

impl Sums {
    fn of(edges: &[&[SizeAt]], real: &[SizeAt], span: Interval) -> Self {
        let mut sums = Self::default();
        let Some(first) = real.first() else { return sums };
        let from_ms = span.from_ms.max(first.at_ms);
        let all = edges.iter().copied().chain([real]);
        let mut times: Vec<i64> = all.flatten().map(|entry| entry.at_ms).collect();
        times.retain(|at_ms| from_ms < *at_ms && *at_ms < span.to_ms);
        times.extend([from_ms, span.to_ms]);
        times.sort_unstable();
        let mut cursors: Vec<Cursor> =
            edges.iter().map(|sizes| Cursor { sizes, next: 0 }).collect();
        let mut truth = Cursor { sizes: real, next: 0 };
        for pair in times.windows(2) {
            let ms = as_f64(pair[1] - pair[0]);
            let own = f64::from(truth.at(pair[0]));
            let mut found = cursors.iter_mut().map(|cursor| f64::from(cursor.at(pair[0])));
            let Some(shown) = found.next() else { return sums };
            let (least, most) =
                found.fold((shown, shown), |(least, most), size| (size.min(least), size.max(most)));
            let error = (shown - own).abs();
            sums.ms += ms;
            sums.error += error * ms;
            sums.real += own * ms;
            if own > 0.0 {
                sums.known_ms += ms;
                sums.relative += error / own * ms;
            }
            sums.held_ms += if (least..=most).contains(&own) { ms } else { 0.0 };
        }
        sums
    }
}

/// A size asked for at ascending times; the first also before its time.
struct Cursor<'a> {
    sizes: &'a [SizeAt],
    next: usize,
}

impl Cursor<'_> {
    fn at(&mut self, at_ms: i64) -> u32 {
        while self.sizes.get(self.next + 1).is_some_and(|entry| entry.at_ms <= at_ms) {
            self.next += 1;
        }
        self.sizes.get(self.next).map_or(0, |entry| entry.size)
    }
}
