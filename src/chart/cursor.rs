//! From a pointer or a key to a sample.

use super::view::View;

/// What a key does to the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One sample back.
    Previous,
    /// One sample on.
    Next,
    /// A tenth of the view back.
    PageBack,
    /// A tenth of the view on.
    PageForward,
    /// To the first sample of the view.
    Home,
    /// To the last sample of the view.
    End,
}

impl Move {
    /// What a key does, by its name; nothing for any other.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Previous,
            "ArrowRight" => Self::Next,
            "PageUp" => Self::PageBack,
            "PageDown" => Self::PageForward,
            "Home" => Self::Home,
            "End" => Self::End,
            _ => return None,
        })
    }
}

/// The index of the sample next to a time, the earlier one of two equally near; `times` ascend;
/// `None` without any.
///
/// ```
/// use headroom::chart::cursor::{at_or_before, nearest};
///
/// let times = [0, 60_000, 120_000];
/// assert_eq!(nearest(&times, 100_000), Some(2));
/// assert_eq!(at_or_before(&times, 100_000), Some(1));
/// assert_eq!(at_or_before(&times, -1), None);
/// ```
pub fn nearest(times: &[i64], at_ms: i64) -> Option<usize> {
    debug_assert!(times.is_sorted(), "times ascend");
    let after = times.partition_point(|time| *time < at_ms);
    let Some(next) = times.get(after) else { return after.checked_sub(1) };
    let Some(before) = after.checked_sub(1) else { return Some(after) };
    let to_before = at_ms.saturating_sub(times[before]);
    let to_next = next.saturating_sub(at_ms);
    Some(if to_before <= to_next { before } else { after })
}

/// The index of the last sample at or before a time: whose value holds then; `times` ascend; `None`
/// before the first.
pub fn at_or_before(times: &[i64], at_ms: i64) -> Option<usize> {
    debug_assert!(times.is_sorted(), "times ascend");
    times.partition_point(|time| *time <= at_ms).checked_sub(1)
}

/// Where a key takes the cursor. Without a cursor, every key enters at the view's end, and Home
/// at its start.
///
/// The new sample may lie outside the view; [`View::reveal`] then follows it.
pub fn moved(times: &[i64], current: Option<usize>, by: Move, view: &View) -> Option<usize> {
    let last = times.len().checked_sub(1)?;
    let first_shown = times.partition_point(|at| *at < view.from_ms).min(last);
    let end = times.partition_point(|at| *at <= view.to_ms);
    let last_shown = end.saturating_sub(1).max(first_shown);
    let page = ((last_shown - first_shown) / 10).max(1);
    let Some(current) = current else {
        return Some(if by == Move::Home { first_shown } else { last_shown });
    };
    let index = match by {
        Move::Previous => current.saturating_sub(1),
        Move::Next => current.saturating_add(1),
        Move::PageBack => current.saturating_sub(page),
        Move::PageForward => current.saturating_add(page),
        Move::Home => first_shown,
        Move::End => last_shown,
    };
    Some(index.min(last))
}
