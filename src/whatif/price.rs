//! What it costs, and where the price is from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Interval, Job, as_f64};
use crate::wire::ServerType;

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
        match source {
            None => format!("{eur_per_hour} €/h, as typed"),
            Some(PriceSource { name, at_ms }) => {
                format!("{eur_per_hour} €/h for {name}, as the API said on {}", when(*at_ms))
            }
        }
    }
}

/// What the API asks for an Instance of a group's type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Offer {
    /// It is not known yet.
    #[default]
    Waiting,
    /// This.
    Priced(Price),
    /// Nothing that is known, and why, in a sentence.
    Unpriced(String),
}

impl Offer {
    /// What the zone's list of types says of one, as read at `at_ms`, in milliseconds since the
    /// Unix epoch.
    #[must_use]
    pub fn of(name: &str, types: &BTreeMap<String, ServerType>, at_ms: i64) -> Self {
        let price = types.get(name).map(|listed| listed.hourly_price);
        match price.filter(|price| price.is_finite() && *price > 0.0) {
            Some(eur_per_hour) => {
                let source = Some(PriceSource { name: name.to_owned(), at_ms });
                Self::Priced(Price { eur_per_hour, source })
            }
            None => Self::Unpriced(format!("The API names no price for {name} in this zone.")),
        }
    }

    /// What it means for a price that may be typed; `when` writes an instant.
    #[must_use]
    pub fn words(&self, when: impl FnOnce(i64) -> String) -> Option<String> {
        match self {
            Self::Waiting => None,
            Self::Priced(price) => Some(format!("Left empty, it is {}.", price.words(when))),
            Self::Unpriced(why) => Some(format!("{why} Type a price to see the cost.")),
        }
    }
}

impl Job {
    /// The job at the price that counts: one that is typed before the API's. Typing the job's own,
    /// as opening a run does, leaves it its source.
    #[must_use]
    pub fn priced(self, typed: Option<f64>, offer: &Offer) -> Self {
        let (price_per_hour, price_source) = match (typed, offer) {
            (Some(_), _) if typed == self.price_per_hour => (typed, self.price_source),
            (Some(_), _) => (typed, None),
            (None, Offer::Priced(price)) => (Some(price.eur_per_hour), price.source.clone()),
            (None, _) => (None, None),
        };
        Self { price_per_hour, price_source, ..self }
    }

    /// The job as it was typed: without a price that the API named, which it names to whoever opens
    /// the job elsewhere, too.
    #[must_use]
    pub fn unpriced(self) -> Self {
        let price_per_hour = self.price_per_hour.filter(|_| self.price_source.is_none());
        Self { price_per_hour, price_source: None, ..self }
    }
}

/// Hours in a day.
pub const HOURS_PER_DAY: f64 = 24.0;

/// Hours in a month, as the vendor prices one: a server type's monthly price is 730 times its
/// hourly one (contract, section 11: 40.2084 and 0.05508).
pub const HOURS_PER_MONTH: f64 = 730.0;

/// What a run cost, and what it would cost a day and a month at the same rate.
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

impl Interval {
    /// How long it is, in hours.
    #[must_use]
    pub const fn hours(&self) -> f64 {
        as_f64(self.to_ms - self.from_ms) / 3_600_000.0
    }
}
