//! What a zone adds to UTC, which changes with summer time.

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// At most this many instants are looked at to find the changes: half a century of days.
const MOST_LOOKS: i64 = 20_000;

/// What a zone adds to UTC at each instant, in milliseconds.
///
/// ```
/// use headroom::chart::offsets::Offsets;
///
/// const HOUR_MS: i64 = 3_600_000;
/// // Paris, on the day in 2026 on which clocks are put forward at 01:00 UTC.
/// let change_ms = 1_774_746_000_000;
/// let paris = |at_ms: i64| if at_ms < change_ms { HOUR_MS } else { 2 * HOUR_MS };
/// let offsets = Offsets::between(change_ms - 48 * HOUR_MS, change_ms + 48 * HOUR_MS, paris);
/// assert_eq!(offsets.at(change_ms - 1), HOUR_MS);
/// assert_eq!(offsets.at(change_ms), 2 * HOUR_MS);
/// // 02:30 is a time that no clock there showed: the change comes in its place.
/// assert_eq!(offsets.first_at(change_ms + HOUR_MS + HOUR_MS / 2), change_ms);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offsets {
    /// Ascending, and the first one from the beginning of time.
    stretches: Vec<Stretch>,
}

/// A stretch of time without a change, until the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its first instant.
    pub from_ms: i64,
    /// What the zone adds to UTC.
    pub offset_ms: i64,
}

impl Offsets {
    /// A zone that never changes: 0 for UTC.
    #[must_use]
    pub fn fixed(offset_ms: i64) -> Self {
        Self { stretches: vec![Stretch { from_ms: i64::MIN, offset_ms }] }
    }

    /// The changes between two instants of a zone that is asked instant by instant, as a browser's,
    /// and within a day of them: whether a day begins or an hour is shown twice at the edge of a
    /// view depends on what lies beyond it.
    ///
    /// It is asked once a day and then more closely where two days differ, so a change that is
    /// taken back within the day is not seen.
    #[must_use]
    pub fn between(from_ms: i64, to_ms: i64, offset_ms_at: impl Fn(i64) -> i64) -> Self {
        let (from_ms, to_ms) = (from_ms.saturating_sub(DAY_MS), to_ms.saturating_add(DAY_MS));
        let mut offsets = Self::fixed(offset_ms_at(from_ms));
        let step_ms = (to_ms.saturating_sub(from_ms) / MOST_LOOKS).max(DAY_MS);
        let mut at_ms = from_ms;
        while at_ms < to_ms {
            let next_ms = at_ms.saturating_add(step_ms).min(to_ms);
            let (before, after) = (offset_ms_at(at_ms), offset_ms_at(next_ms));
            if before != after {
                let from_ms = first_change(at_ms, next_ms, |at| offset_ms_at(at) != before);
                offsets.stretches.push(Stretch { from_ms, offset_ms: after });
            }
            at_ms = next_ms;
        }
        debug_assert!(offsets.stretches.is_sorted_by_key(|stretch| stretch.from_ms));
        offsets
    }

    /// What the zone adds to UTC at an instant.
    #[must_use]
    pub fn at(&self, at_ms: i64) -> i64 {
        let later = self.stretches.partition_point(|stretch| stretch.from_ms <= at_ms);
        later.checked_sub(1).map_or(0, |index| self.stretches[index].offset_ms)
    }

    /// The stretches that lie in a view, with where each begins and ends within it (both
    /// included), ascending.
    pub fn within(&self, from_ms: i64, to_ms: i64) -> impl Iterator<Item = (Stretch, i64)> {
        let ends = self.stretches.iter().skip(1).map(|next| next.from_ms.saturating_sub(1));
        let all = self.stretches.iter().zip(ends.chain([i64::MAX]));
        let cut = move |(stretch, end_ms): (&Stretch, i64)| {
            let stretch = Stretch { from_ms: stretch.from_ms.max(from_ms), ..*stretch };
            (stretch, end_ms.min(to_ms))
        };
        all.map(cut).filter(|(stretch, end_ms)| stretch.from_ms <= *end_ms)
    }

    /// The first instant at which local clocks have reached a time: where they skip it, the change
    /// itself; where they show it twice, the first of the two.
    #[must_use]
    pub fn first_at(&self, local_ms: i64) -> i64 {
        let reached = |(stretch, end_ms): (Stretch, i64)| {
            let at_ms = local_ms.saturating_sub(stretch.offset_ms).max(stretch.from_ms);
            (at_ms <= end_ms).then_some(at_ms)
        };
        self.within(i64::MIN, i64::MAX).find_map(reached).unwrap_or(i64::MAX)
    }

    /// Whether local clocks show the time of an instant twice.
    #[must_use]
    pub fn is_repeated(&self, at_ms: i64) -> bool {
        self.stretches.windows(2).any(|pair| {
            let change_ms = pair[1].from_ms;
            let back_ms = pair[0].offset_ms.saturating_sub(pair[1].offset_ms).max(0);
            (change_ms.saturating_sub(back_ms)..change_ms.saturating_add(back_ms)).contains(&at_ms)
        })
    }
}

/// What tells an instant apart whose time clocks show twice, as ` +2`; nothing of any other. The
/// zone is asked instant by instant, as a browser's.
#[must_use]
pub fn told_apart(at_ms: i64, offset_ms_at: &dyn Fn(i64) -> i64) -> Option<String> {
    let offset_ms = offset_ms_at(at_ms);
    let is_shown_again = |near_ms: i64| {
        let other_ms = offset_ms_at(near_ms);
        let again_ms = at_ms.saturating_add(offset_ms).saturating_sub(other_ms);
        other_ms != offset_ms && offset_ms_at(again_ms) == other_ms
    };
    let near = [at_ms.saturating_sub(DAY_MS), at_ms.saturating_add(DAY_MS)];
    near.into_iter().any(is_shown_again).then(|| offset_text(offset_ms))
}

/// ` +2`, ` -7` or ` +10:30`.
#[must_use]
pub fn offset_text(offset_ms: i64) -> String {
    let sign = if offset_ms < 0 { '-' } else { '+' };
    let minutes = offset_ms.abs() / MINUTE_MS;
    match minutes % 60 {
        0 => format!(" {sign}{}", minutes / 60),
        rest => format!(" {sign}{}:{rest:02}", minutes / 60),
    }
}

/// What a zone adds to UTC, in milliseconds, of a text that ends as browsers write it: `GMT`,
/// `GMT+01:00`, `GMT-3:30`; none of another text.
#[must_use]
pub fn offset_ms_of(text: &str) -> Option<i64> {
    let (_, offset) = text.rsplit_once("GMT")?;
    let offset = offset.trim();
    if offset.is_empty() {
        return Some(0);
    }
    let digits = offset.trim_start_matches(['+', '-', '−']);
    let mut parts = digits.split(':').map(|part| part.parse::<i64>().ok());
    let hours = parts.next()??;
    let minutes = parts.next().unwrap_or(Some(0))?;
    let sign = if offset.starts_with('+') { 1 } else { -1 };
    Some(sign * (hours * 60 + minutes) * MINUTE_MS)
}

/// The first instant after `before_ms` and until `after_ms` that has changed.
fn first_change(mut before_ms: i64, mut after_ms: i64, changed: impl Fn(i64) -> bool) -> i64 {
    while before_ms.saturating_add(1) < after_ms {
        let middle_ms = i64::midpoint(before_ms, after_ms);
        if changed(middle_ms) {
            after_ms = middle_ms;
        } else {
            before_ms = middle_ms;
        }
    }
    after_ms
}
