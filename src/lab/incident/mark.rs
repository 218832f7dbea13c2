//! A stretch of time that somebody marks.

use crate::base::sort_by_key;
use crate::chart::cursor::nearest;
use crate::whatif::Interval;

/// A mark: where it began, and where it ends at present, in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it began, in milliseconds since the Unix epoch.
    pub anchor_ms: i64,
    /// Where it ends at present, likewise.
    pub head_ms: i64,
}

impl Mark {
    /// A mark of a stretch.
    #[must_use]
    pub const fn of(stretch: Interval) -> Self {
        Self { anchor_ms: stretch.from_ms, head_ms: stretch.to_ms }
    }

    /// From the stamp nearest to one instant to that nearest to another; none where both are the
    /// same stamp, or there is none.
    #[must_use]
    pub fn between(times_ms: &[i64], anchor_ms: i64, head_ms: i64) -> Option<Self> {
        let stamp = |at_ms| nearest(times_ms, at_ms).and_then(|at| times_ms.get(at).copied());
        let (anchor_ms, head_ms) = (stamp(anchor_ms)?, stamp(head_ms)?);
        (anchor_ms != head_ms).then_some(Self { anchor_ms, head_ms })
    }

    /// The mark as text: where it began and where it ends.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}-{}", self.anchor_ms, self.head_ms)
    }

    /// Reads that; none where it is no mark.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        // A first dash is the sign of a time before 1970.
        let (dash, _) = text.char_indices().skip(1).find(|(_, sign)| *sign == '-')?;
        let (anchor_ms, head_ms) = (text[..dash].parse().ok()?, text[dash + 1..].parse().ok()?);
        (anchor_ms != head_ms).then_some(Self { anchor_ms, head_ms })
    }

    /// The stretch.
    #[must_use]
    pub fn stretch(self) -> Interval {
        let Self { anchor_ms, head_ms } = self;
        Interval { from_ms: anchor_ms.min(head_ms), to_ms: anchor_ms.max(head_ms) }
    }
}

/// Whether any of a stretch lies in the time that a replay covers.
#[must_use]
pub const fn is_within(stretch: Interval, span: Interval) -> bool {
    stretch.from_ms < span.to_ms && span.from_ms < stretch.to_ms
}

/// Whether any overload of a replay reaches into a stretch, so that there is something to repair.
#[must_use]
pub fn is_overloaded(overload: &[Interval], stretch: Interval) -> bool {
    let reaches = |own: &Interval| own.from_ms < stretch.to_ms && stretch.from_ms < own.to_ms;
    overload.iter().any(reaches)
}

/// The overloads of a replay as incidents, the longest first: those that lie less than half an
/// hour apart are one. Each with how long it was overloaded, in milliseconds.
#[must_use]
pub fn overloads(overload: &[Interval]) -> Vec<(Interval, i64)> {
    const APART_MS: i64 = 1_800_000;
    let mut found: Vec<(Interval, i64)> = Vec::new();
    for own in overload {
        let length_ms = own.to_ms - own.from_ms;
        match found.last_mut() {
            Some((last, sum_ms)) if own.from_ms - last.to_ms < APART_MS => {
                last.to_ms = last.to_ms.max(own.to_ms);
                *sum_ms += length_ms;
            }
            _ => found.push((*own, length_ms)),
        }
    }
    sort_by_key(&mut found, |(_, sum_ms)| std::cmp::Reverse(*sum_ms));
    found
}
