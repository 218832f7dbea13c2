//! What deleting a group does: to which Instances, at what cost a day, and what stays.

use std::collections::BTreeMap;

use crate::base::{grouped, listed, thousands};
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

/// A group that is to be deleted with others, as the list of groups knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Doomed {
    /// Its generation.
    pub generation: Generation,
    /// Its name.
    pub name: String,
    /// How many Instances it has; none where that is not known.
    pub size: Option<u32>,
    /// What they cost a day, in EUR; none where a price is not known.
    pub eur_a_day: Option<f64>,
}

/// What deleting some groups does: a sentence for each thing that happens.
#[must_use]
pub fn consequences(groups: &[Doomed]) -> Vec<String> {
    let of = |generation| groups.iter().filter(move |own| own.generation == generation);
    let known = |own: &&Doomed| own.size.is_some_and(|size| size > 0);
    let stay: Vec<_> = of(Generation::V1alpha1).filter(known).collect();
    let go: Vec<_> = of(Generation::V1alpha2).filter(known).collect();
    let unknown: Vec<_> = groups.iter().filter(|own| own.size.is_none()).collect();
    let mut sentences = Vec::new();
    if !stay.is_empty() {
        let cost = stay.iter().map(|own| own.eur_a_day).sum::<Option<f64>>();
        let cost = cost.map_or_else(
            || "being billed".to_owned(),
            |cost| format!("costing € {} a day", grouped(cost, 2)),
        );
        let them = instances(&stay, "keeps running, and goes", "keep running, and go");
        sentences.push(format!("{them} on {cost}."));
    }
    if !go.is_empty() {
        let them = if go.len() == 1 { "it" } else { "them" };
        sentences.push(format!("{} deleted with {them}.", instances(&go, "is", "are")));
    }
    if !unknown.is_empty() {
        sentences.push(format!("How many Instances {} is not known.", have(&unknown)));
    }
    sentences
}

/// As in `The 3 Instances of web and api keep`.
fn instances(groups: &[&Doomed], one: &str, many: &str) -> String {
    let count: u32 = groups.iter().filter_map(|own| own.size).sum();
    let names = names(groups);
    match count {
        1 => format!("The Instance of {names} {one}"),
        count => format!("The {} Instances of {names} {many}", thousands(count.into())),
    }
}

fn have(groups: &[&Doomed]) -> String {
    format!("{} {}", names(groups), if groups.len() == 1 { "has" } else { "have" })
}

/// The names of groups, the first of them where they are many.
fn names(groups: &[&Doomed]) -> String {
    const MOST: usize = 5;
    let mut names: Vec<String> = groups.iter().take(MOST).map(|own| own.name.clone()).collect();
    match groups.len().saturating_sub(MOST) {
        0 => {}
        1 => names.push("1 more".to_owned()),
        rest => names.push(format!("{} more", many(rest))),
    }
    listed(&names).unwrap_or_default()
}

/// What has to be typed before some groups are deleted: how many they are. Nothing where none of
/// them has, or may have, an Instance.
#[must_use]
pub fn word_before(groups: &[Doomed]) -> String {
    match groups.iter().all(|own| own.size == Some(0)) {
        true => String::new(),
        false => counted_groups(groups.len()),
    }
}

/// As in `3 groups`.
#[must_use]
pub fn counted_groups(count: usize) -> String {
    match count {
        1 => "1 group".to_owned(),
        count => format!("{} groups", many(count)),
    }
}

/// What is said once some groups are deleted, which were of these generations: one of the second is
/// there until its Instances are gone. Nothing of none.
#[must_use]
pub fn deleted_together(generations: &[Generation]) -> String {
    let of = |generation| generations.iter().filter(|own| **own == generation).count();
    let said = |count, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("1 group is {one}.")),
        count => Some(format!("{} are {more}.", counted_groups(count))),
    };
    let old = said(of(Generation::V1alpha1), "deleted", "deleted");
    let new = said(
        of(Generation::V1alpha2),
        "being deleted, and its Instances with it",
        "being deleted, and their Instances with them",
    );
    [old, new].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
