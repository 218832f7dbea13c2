//! What it costs, and where the price is from.

use serde::{Deserialize, Serialize};

use super::Interval;
use crate::base::plain;
pub use crate::base::{HOURS_PER_DAY, HOURS_PER_MONTH};

/// Who named a price, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PriceSource {
    /// In words for people, such as the server type it is of.
    pub name: String,
    /// When it was read, in milliseconds since the Unix epoch.
    pub at_ms: i64,
}

/// The price of one Instance, to stand beside every cost that comes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// EUR per Instance and hour.
    pub eur_per_hour: f64,
    /// Where it is from; unset when it was typed.
    pub source: Option<PriceSource>,
}

impl Price {
    /// It in words, with where it is from and of when; `when` writes an instant.
    #[must_use]
    pub fn words(&self, when: impl FnOnce(i64) -> String) -> String {
        let Self { eur_per_hour, source } = self;
        let eur_per_hour = plain(*eur_per_hour);
        match source {
            None => t!("€\u{a0}{eur_per_hour} an hour, as typed"),
            Some(PriceSource { name, at_ms }) => {
                let at = when(*at_ms);
                t!("€\u{a0}{eur_per_hour} an hour for {name}, as the API said on {at}")
            }
        }
    }
}

/// What a run cost, and what it would cost a day and a month at the same rate.
///
/// ```
/// use headroom::whatif::{Cost, Interval};
///
/// let hour = Interval { from_ms: 0, to_ms: 3_600_000 };
/// let cost = Cost::of(3.0, 0.1, hour);
/// assert_eq!(format!("{:.2}", cost.per_day), "7.20", "three Instances at 0.10 EUR an hour");
/// assert_eq!(format!("{:.2}", cost.per_month), "219.00", "a month has 730 hours");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// EUR over the whole history.
    pub total: f64,
    /// EUR a day.
    pub per_day: f64,
    /// EUR a month.
    pub per_month: f64,
}

impl Cost {
    /// The cost of so many Instance-hours within a span, which is longer than nothing.
    #[must_use]
    pub fn of(instance_hours: f64, eur_per_hour: f64, span: Interval) -> Self {
        let total = eur_per_hour * instance_hours;
        let hourly = total / span.hours();
        Self { total, per_day: hourly * HOURS_PER_DAY, per_month: hourly * HOURS_PER_MONTH }
    }
}
