//! What the API asks for an Instance, and which price counts.

use std::collections::BTreeMap;

use crate::whatif::{HOURS_PER_DAY, Job, Price, PriceSource};
use crate::wire::ServerType;

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
            None => Self::Unpriced(t!("The API names no price for {name} in this zone.")),
        }
    }

    /// What so many Instances cost a day, in EUR; none while that is not known.
    #[must_use]
    pub fn eur_a_day(&self, size: u32) -> Option<f64> {
        let Self::Priced(price) = self else { return None };
        Some(f64::from(size) * price.eur_per_hour * HOURS_PER_DAY)
    }

    /// Why no price is known, in a sentence; none where one is, and while it is asked for.
    #[must_use]
    pub const fn unpriced(&self) -> Option<&str> {
        match self {
            Self::Unpriced(why) => Some(why.as_str()),
            Self::Waiting | Self::Priced(_) => None,
        }
    }

    /// What it means for a price that may be typed; `when` writes an instant.
    #[must_use]
    pub fn words(&self, when: impl FnOnce(i64) -> String) -> Option<String> {
        match self {
            Self::Waiting => None,
            Self::Priced(price) => {
                let price = price.words(when);
                Some(t!("Left empty, it is {price}."))
            }
            Self::Unpriced(why) => Some(t!("{why} Type a price to see the cost.")),
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
