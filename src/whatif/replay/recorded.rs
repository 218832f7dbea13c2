//! The size that a recording was made under, from what the API tells.

use super::fleet::{Fleet, Launches};
use super::prepared::median_step_ms;
use super::totals::Held;
use super::{Job, SizeAt};
use crate::engine::Capacity;
use crate::wire::Event;
use crate::wire::v1alpha2::Log;

/// The change of size that an event's text tells, as in `added 2 instance(s)`. Events carry no
/// numbers of their own (contract, section 5.1), so this is derived; `None` where the text tells
/// none.
#[must_use]
pub fn size_change(event: &Event) -> Option<i64> {
    let details = event.details.as_deref().unwrap_or_default();
    change_in(&event.name).or_else(|| change_in(details))
}

/// The change of size that a log's message tells: the same words, `Scaling event: added 2
/// instance(s)` (contract of v1alpha2, section 5). `None` where it tells none.
#[must_use]
pub fn logged_size_change(log: &Log) -> Option<i64> {
    change_in(&log.message)
}

fn change_in(text: &str) -> Option<i64> {
    let number_after = |word: &str| {
        let (_, rest) = text.split_once(word)?;
        let (number, rest) = rest.split_once(' ')?;
        rest.starts_with("instance").then(|| number.parse::<u32>().ok()).flatten().map(i64::from)
    };
    number_after("added ").or_else(|| number_after("removed ").map(|number| -number))
}

/// The size over time behind samples of the number of Instances: one entry a change. Such a
/// sample is the number at its very stamp, so a change holds from the stamp that first shows it.
///
/// ```
/// use headroom::whatif::{SizeAt, sizes_from_samples};
///
/// let sizes = sizes_from_samples(&[0, 60_000, 120_000], &[2.0, 2.0, 3.0]);
/// assert_eq!(sizes, [SizeAt { at_ms: 0, size: 2 }, SizeAt { at_ms: 120_000, size: 3 }]);
/// ```
#[must_use]
pub fn sizes_from_samples(times_ms: &[i64], counts: &[f64]) -> Vec<SizeAt> {
    let mut sizes: Vec<SizeAt> = Vec::new();
    for (&at_ms, &count) in times_ms.iter().zip(counts) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates, and a count of Instances is small and whole"
        )]
        let size = count.round() as u32;
        if sizes.last().is_none_or(|last| last.size != size) {
            sizes.push(SizeAt { at_ms, size });
        }
    }
    sizes
}

/// The size over time behind a column of a file: a count served for the interval that ends at its
/// stamp, as the values in its row do. What counted them apart from the values may be a step late.
///
/// ```
/// use headroom::whatif::{SizeAt, sizes_from_rows};
///
/// let sizes = sizes_from_rows(&[0, 60_000, 120_000], &[2.0, 2.0, 3.0]);
/// assert_eq!(sizes, [SizeAt { at_ms: -60_000, size: 2 }, SizeAt { at_ms: 60_000, size: 3 }]);
/// ```
#[must_use]
pub fn sizes_from_rows(times_ms: &[i64], counts: &[f64]) -> Vec<SizeAt> {
    let step_ms = median_step_ms(times_ms);
    let before = std::iter::once(i64::MIN).chain(times_ms.iter().copied());
    let start = |(at_ms, before): (&i64, i64)| at_ms.saturating_sub(step_ms).max(before);
    let starts: Vec<i64> = times_ms.iter().zip(before).map(start).collect();
    sizes_from_samples(&starts, counts)
}

/// Sizes from samples of their number, with each change dated by what a log tells of it: when, and
/// by how many Instances, in ascending order of time. Between two stamps of the samples the log
/// counts where it tells of the same change; otherwise the change stays at the stamp that first
/// shows it.
#[must_use]
pub fn dated_sizes(sizes: &[SizeAt], times_ms: &[i64], told: &[(i64, i64)]) -> Vec<SizeAt> {
    let mut dated: Vec<SizeAt> = sizes.first().copied().into_iter().collect();
    for pair in sizes.windows(2) {
        let (before, after) = (pair[0].size, pair[1]);
        let earlier = times_ms.partition_point(|at_ms| *at_ms < after.at_ms);
        // Without samples, what tells of an earlier change tells of no other.
        let before_ms = earlier.checked_sub(1).map_or(pair[0].at_ms, |last| times_ms[last]);
        let from = told.partition_point(|(at_ms, _)| *at_ms <= before_ms);
        let to = told.partition_point(|(at_ms, _)| *at_ms <= after.at_ms);
        let own = told.get(from..to).unwrap_or_default();
        let by = i64::from(after.size) - i64::from(before);
        if own.iter().map(|(_, by)| by).sum::<i64>() != by {
            dated.push(after);
            continue;
        }
        let mut size = i64::from(before);
        for (at_ms, by) in own {
            size += by;
            let size = u32::try_from(size).unwrap_or(0);
            dated.pop_if(|last| last.at_ms == *at_ms);
            dated.push(SizeAt { at_ms: *at_ms, size });
        }
    }
    dated
}

/// How many served behind sizes as ordered or counted, booting Instances included, as the API
/// tells them: growth serves a boot delay later, and the newest go first, so that what goes
/// before it serves never did. The first entry's Instances serve already.
///
/// ```
/// use headroom::whatif::{SizeAt, serving_sizes};
///
/// let ordered = [SizeAt { at_ms: 0, size: 2 }, SizeAt { at_ms: 300_000, size: 3 }];
/// let serving = serving_sizes(&ordered, 90_000);
/// assert_eq!(serving, [SizeAt { at_ms: 0, size: 2 }, SizeAt { at_ms: 390_000, size: 3 }]);
/// ```
#[must_use]
pub fn serving_sizes(ordered: &[SizeAt], boot_delay_ms: i64) -> Vec<SizeAt> {
    let Some(first) = ordered.first() else { return Vec::new() };
    let launches = Launches { boot_delay_ms: boot_delay_ms.max(0), ..Launches::default() };
    let mut fleet = Fleet::new(first.at_ms, first.size, launches);
    for pair in ordered.windows(2) {
        let ([before, after], at_ms) = ([pair[0].size, pair[1].size], pair[1].at_ms);
        fleet.settle(at_ms);
        let _ = fleet.evaluated(at_ms, before, after);
    }
    fleet.settle(i64::MAX);
    let mut serving: Vec<SizeAt> = Vec::with_capacity(fleet.curve().len());
    for &(at_ms, size) in fleet.curve() {
        // Of several changes at one instant only the last lasts.
        serving.pop_if(|last| last.at_ms == at_ms);
        if serving.last().is_none_or(|last| last.size != size) {
            serving.push(SizeAt { at_ms, size });
        }
    }
    serving
}

/// What a recorded size came to, counted as a replay counts its own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RecordedTotals {
    /// Changes that undo the one before them within [`Job::REVERSAL_WINDOW_MS`].
    pub reversals: usize,
    /// How long the size was at the maximum, in milliseconds.
    pub maximum_ms: f64,
}

/// What sizes come to until an instant, in milliseconds since the Unix epoch. The last of them
/// holds until then, and what comes after it is left out. Nothing without any.
#[must_use]
pub fn recorded_totals(sizes: &[SizeAt], capacity: Capacity, until_ms: i64) -> RecordedTotals {
    let Some(first) = sizes.first().filter(|first| first.at_ms <= until_ms) else {
        return RecordedTotals::default();
    };
    let mut held = Held::new(capacity, first.at_ms, first.size);
    for pair in sizes.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        if after.at_ms > until_ms {
            break;
        }
        if after.size != before.size {
            held.change(after.at_ms, after.size, Job::REVERSAL_WINDOW_MS);
        }
    }
    held.hold_until(until_ms);
    RecordedTotals { reversals: held.reversals(), maximum_ms: held.maximum_ms() }
}
