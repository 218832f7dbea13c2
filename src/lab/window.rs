//! The visible stretch of time, as it stands in the address.

use crate::chart::view::{Limits, View};

const HOUR_MS: i64 = 3_600_000;

/// The visible stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Everything there is.
    All,
    /// The last so many milliseconds; moves on as time does.
    Last(i64),
    /// From one instant to another.
    Fixed(i64, i64),
}

impl Window {
    /// Reads `48h`, `14d`, `all` or `<from>-<to>`. A file opens whole, a group's own history on
    /// its last two days.
    pub fn parse(text: &str, from_file: bool) -> Self {
        let default = if from_file { Self::All } else { Self::Last(48 * HOUR_MS) };
        if text == "all" {
            return Self::All;
        }
        if let Some((from, to)) = text.split_once('-') {
            return match (from.parse(), to.parse()) {
                (Ok(from), Ok(to)) if from < to => Self::Fixed(from, to),
                _ => default,
            };
        }
        let hours = match (text.strip_suffix('h'), text.strip_suffix('d')) {
            (Some(hours), _) => hours.parse::<i64>().ok(),
            (_, Some(days)) => days.parse::<i64>().ok().map(|days| days.saturating_mul(24)),
            _ => None,
        };
        match hours {
            Some(hours) if hours > 0 => Self::Last(hours.saturating_mul(HOUR_MS)),
            _ => default,
        }
    }

    /// The window that a view shows.
    pub const fn fixed(view: View) -> Self {
        Self::Fixed(view.from_ms, view.to_ms)
    }

    /// The window as text.
    pub fn text(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Last(ms) => format!("{}h", ms / HOUR_MS),
            Self::Fixed(from, to) => format!("{from}-{to}"),
        }
    }

    /// The view of the window on data within `limits`.
    pub fn view(self, base: View, limits: Limits) -> View {
        match self {
            Self::All => base.all(limits),
            Self::Last(ms) => base.last(ms, limits),
            Self::Fixed(from_ms, to_ms) => View { from_ms, to_ms, ..base }.clamped(limits),
        }
    }
}
