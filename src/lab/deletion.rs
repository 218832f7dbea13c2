//! What deleting a group does: to which Instances, at what cost a day, and what stays.

use std::collections::BTreeMap;

use crate::base::{grouped, thousands};
use crate::wire::{Generation, Server, ServerType};

/// What is known of a group that is to be deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Deletion {
    /// Its generation: the first leaves the Instances, the second takes them along.
    pub generation: Generation,
    /// Its Instances; none where they could not be read.
    pub servers: Option<Vec<Server>>,
    /// What Instances cost, by type; empty where that is not known.
    pub types: BTreeMap<String, ServerType>,
}

impl Deletion {
    /// What happens, in a sentence: the headline.
    #[must_use]
    pub fn headline(&self) -> String {
        let count = self.servers.as_ref().map(Vec::len);
        match (self.generation, count) {
            (_, None) => "Its Instances could not be read, so how many it has is not known.".into(),
            (_, Some(0)) => "It has no Instances.".into(),
            (Generation::V1alpha1, Some(1)) => {
                format!("Its Instance keeps running{}.", self.billed())
            }
            (Generation::V1alpha1, Some(count)) => {
                format!("Its {} Instances keep running{}.", many(count), self.billed())
            }
            (Generation::V1alpha2, Some(1)) => "Its Instance is deleted with it.".into(),
            (Generation::V1alpha2, Some(count)) => {
                format!("Its {} Instances are deleted with it.", many(count))
            }
        }
    }

    /// What else goes, and what stays and is billed on.
    #[must_use]
    pub const fn rest(&self) -> &'static str {
        match self.generation {
            Generation::V1alpha1 => {
                "Its policies go with it. The template and the load balancer stay as they are; the \
                 load balancer goes on being billed."
            }
            Generation::V1alpha2 => {
                "Their IP addresses and volumes, the template and the load balancer stay, and go \
                 on being billed, until you delete them in their own products."
            }
        }
    }

    /// Whether somebody has to type the group's name: while Instances run, or might.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        self.servers.as_ref().is_none_or(|servers| !servers.is_empty())
    }

    /// What the Instances cost a day, in EUR; none where a price is not known.
    #[must_use]
    pub fn euros_a_day(&self) -> Option<f64> {
        let hourly = |server: &Server| {
            let price = self.types.get(&server.commercial_type)?.hourly_price;
            (price.is_finite() && price >= 0.0).then_some(price)
        };
        let prices = self.servers.iter().flatten().map(hourly);
        prices.sum::<Option<f64>>().map(|hourly| hourly * 24.0)
    }

    fn billed(&self) -> String {
        let goes = if self.servers.iter().flatten().count() == 1 { "goes" } else { "go" };
        match self.euros_a_day() {
            Some(euros) => format!(", and {goes} on costing € {} a day", grouped(euros, 2)),
            None => format!(", and {goes} on being billed"),
        }
    }
}

fn many(count: usize) -> String {
    thousands(u64::try_from(count).unwrap_or(u64::MAX))
}

/// What is said once a group is deleted, which had so many Instances, of which so many were
/// terminated because that was asked for.
#[must_use]
pub fn deleted(generation: Generation, had: usize, terminated: usize) -> String {
    match (generation, terminated) {
        (Generation::V1alpha2, _) => {
            "The group is being deleted, and its Instances with it.".into()
        }
        (Generation::V1alpha1, 0) if had == 0 => "The group is deleted.".into(),
        (Generation::V1alpha1, 0) => "The group is deleted. Its Instances keep running.".into(),
        (Generation::V1alpha1, count) => {
            let noun = if count == 1 { "Instance is" } else { "Instances are" };
            format!("The group is deleted. {} {noun} being terminated.", many(count))
        }
    }
}
