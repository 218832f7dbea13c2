//! How labels are written: by the reader's language, in the reader's zone and size of text.

use chrono::{DateTime, Datelike, Timelike};

use super::offsets::Offsets;

/// Writes numbers and times for people. The page does it as the browser's language wants.
pub trait Format {
    /// A number with exactly so many decimals.
    fn number(&self, value: f64, decimals: u8) -> String;

    /// An instant in the displayed zone, which adds `offset_ms` to UTC then; empty for one that no
    /// calendar reaches.
    fn time(&self, at_ms: i64, offset_ms: i64, style: TimeStyle) -> String;
}

/// How much of an instant a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeStyle {
    /// `06:00`.
    Clock,
    /// `14 Apr`.
    Day,
    /// `14 Apr 2026`.
    Date,
}

/// All that labels depend on.
#[derive(Clone, Copy)]
pub struct LabelStyle<'a> {
    /// How wide a character is in the mean, in pixels.
    pub character_px: f64,
    /// What the displayed zone adds to UTC.
    pub offsets: &'a Offsets,
    /// The language.
    pub format: &'a dyn Format,
}

impl LabelStyle<'_> {
    /// How wide a text is, about.
    #[must_use]
    pub fn width_px(&self, text: &str) -> f64 {
        text.chars().count() as f64 * self.character_px
    }

    /// How wide the longest of some texts is, about.
    pub fn longest_px<'t>(&self, texts: impl Iterator<Item = &'t str>) -> f64 {
        texts.map(|text| self.width_px(text)).fold(0.0, f64::max)
    }
}

/// English with a decimal point, which needs no browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl Format for Plain {
    fn number(&self, value: f64, decimals: u8) -> String {
        format!("{value:.*}", usize::from(decimals))
    }

    fn time(&self, at_ms: i64, offset_ms: i64, style: TimeStyle) -> String {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let local_ms = at_ms.saturating_add(offset_ms);
        let Some(at) = DateTime::from_timestamp_millis(local_ms) else { return String::new() };
        let month = MONTHS.get(at.month0() as usize).unwrap_or(&"");
        match style {
            TimeStyle::Clock => format!("{:02}:{:02}", at.hour(), at.minute()),
            TimeStyle::Day => format!("{} {month}", at.day()),
            TimeStyle::Date => format!("{} {month} {}", at.day(), at.year()),
        }
    }
}
