//! The visible stretch of time, as it stands in the address.

use crate::chart::view::{Limits, View};
use crate::whatif::Interval;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The visible stretch of time.
///
/// ```
/// use headroom::lab::Window;
///
/// assert_eq!(Window::parse("48h", false), Window::Last(48 * 3_600_000));
/// assert_eq!(Window::parse("100-200", false), Window::Fixed(100, 200));
/// assert_eq!(Window::Fixed(100, 200).text(), "100-200");
/// assert_eq!(Window::parse("100-now", false), Window::Since(100));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Everything there is.
    All,
    /// The last so many milliseconds; moves on as time does.
    Last(i64),
    /// From an instant until now, which moves on as time does.
    Since(i64),
    /// From one instant to another.
    Fixed(i64, i64),
}

impl Window {
    /// Reads `30m`, `48h`, `14d`, `all`, `<from>-now` or `<from>-<to>`. A file opens whole, a
    /// group's own history on its last two days.
    pub fn parse(text: &str, from_file: bool) -> Self {
        let default = if from_file { Self::All } else { Self::Last(48 * HOUR_MS) };
        Self::read(text).unwrap_or(default)
    }

    /// The same, and none where the text says no window.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text == "all" {
            return Some(Self::All);
        }
        // A first dash is the sign of a time before 1970.
        if let Some((dash, _)) = text.char_indices().skip(1).find(|(_, c)| *c == '-') {
            let (from, to) = (text[..dash].parse().ok()?, &text[dash + 1..]);
            if to == "now" {
                return Some(Self::Since(from));
            }
            let to = to.parse().ok()?;
            return (from < to).then_some(Self::Fixed(from, to));
        }
        let units = [("m", MINUTE_MS), ("h", HOUR_MS), ("d", DAY_MS)];
        let last_ms = units.iter().find_map(|(unit, ms)| {
            let count: i64 = text.strip_suffix(unit)?.parse().ok()?;
            Some(count.saturating_mul(*ms))
        });
        last_ms.filter(|ms| *ms > 0).map(Self::Last)
    }

    /// The window that a view shows.
    pub const fn fixed(view: View) -> Self {
        Self::Fixed(view.from_ms, view.to_ms)
    }

    /// The window as text.
    pub fn text(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            // Up to two days are counted in hours, as the buttons have it.
            Self::Last(ms) if ms % DAY_MS == 0 && ms > 2 * DAY_MS => format!("{}d", ms / DAY_MS),
            Self::Last(ms) if ms % HOUR_MS == 0 => format!("{}h", ms / HOUR_MS),
            Self::Last(ms) => format!("{}m", ms / MINUTE_MS),
            Self::Since(from) => format!("{from}-now"),
            Self::Fixed(from, to) => format!("{from}-{to}"),
        }
    }

    /// The window that shows a stretch: this one where it does, else at least as long a one around
    /// it. One that goes back from the newest does so from `now_ms`.
    pub fn showing(self, stretch: Interval, now_ms: i64) -> Self {
        let (from_ms, to_ms) = match self {
            Self::All => return self,
            Self::Last(ms) => (now_ms.saturating_sub(ms), now_ms),
            Self::Since(from_ms) => (from_ms.min(now_ms), now_ms),
            Self::Fixed(from_ms, to_ms) => (from_ms, to_ms),
        };
        if from_ms <= stretch.from_ms && stretch.to_ms <= to_ms {
            return self;
        }
        // What is as long as the window shows a little of what is beside it.
        let within_ms = stretch.to_ms.saturating_sub(stretch.from_ms);
        let half_ms = to_ms.saturating_sub(from_ms).max(within_ms.saturating_mul(2)) / 2;
        // Of whole minutes, as one would type it.
        let middle_ms = i64::midpoint(stretch.from_ms, stretch.to_ms);
        let at_ms = middle_ms - middle_ms.rem_euclid(MINUTE_MS);
        Self::Fixed(at_ms.saturating_sub(half_ms), at_ms.saturating_add(half_ms))
    }

    /// The view of the window on data within `limits`. A stretch between two instants is shown as
    /// it was asked for, whatever the data reaches.
    pub fn view(self, base: View, limits: Limits) -> View {
        match self {
            Self::All => base.all(limits),
            Self::Last(ms) => base.last(ms, limits),
            // What has not been measured yet is a minute of nothing.
            Self::Since(from_ms) => {
                let to_ms = limits.to_ms.max(from_ms.saturating_add(MINUTE_MS));
                View { from_ms, to_ms, ..base }
            }
            Self::Fixed(from_ms, to_ms) => View { from_ms, to_ms, ..base },
        }
    }
}
