//! What deleting a group does: to which Instances, at what cost a day, and what stays.

use std::collections::BTreeMap;

use crate::base::{grouped, is_one, listed, thousands};
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
    /// What happens, in a sentence: the headline. `terminates` says whether Instances that would
    /// stay are terminated along.
    #[must_use]
    pub fn headline(&self, terminates: bool) -> String {
        let count = self.servers.as_ref().map(Vec::len);
        match (self.generation, count) {
            (_, None) => {
                t!("Its Instances could not be read, so how many it has is not known.").into()
            }
            (_, Some(0)) => t!("It has no Instances.").into(),
            (Generation::V1alpha1, Some(1)) if terminates => {
                saving(t!("Its Instance is terminated with it.").into(), self.euros_a_day())
            }
            (Generation::V1alpha1, Some(count)) if terminates => {
                let said = t!("Its {} Instances are terminated with it.", many(count));
                saving(said, self.euros_a_day())
            }
            (Generation::V1alpha1, Some(1)) => match self.a_day() {
                Some(cost) => {
                    t!("Its Instance keeps running, and goes on costing €\u{a0}{cost} a day.")
                }
                None => t!("Its Instance keeps running, and goes on being billed.").into(),
            },
            (Generation::V1alpha1, Some(count)) => match (many(count), self.a_day()) {
                (count, Some(cost)) => {
                    t!("Its {count} Instances keep running, and go on costing €\u{a0}{cost} a day.")
                }
                (count, None) => {
                    t!("Its {count} Instances keep running, and go on being billed.")
                }
            },
            (Generation::V1alpha2, Some(1)) => {
                saving(t!("Its Instance is deleted with it.").into(), self.euros_a_day())
            }
            (Generation::V1alpha2, Some(count)) => {
                let said = t!("Its {} Instances are deleted with it.", many(count));
                saving(said, self.euros_a_day())
            }
        }
    }

    /// What else goes, and what stays and is billed on, where its Instances are terminated or not.
    #[must_use]
    pub fn rest(&self, terminates: bool) -> &'static str {
        match (self.generation, terminates) {
            (Generation::V1alpha1, false) => t!(
                "Its policies go with it. The template and the load balancer stay as they are; the \
                 load balancer goes on being billed."
            ),
            (Generation::V1alpha1, true) => t!(
                "Its policies go with it. The template stays as it is; the load balancer and the \
                 Instances’ IP addresses and block volumes stay too, and go on being billed."
            ),
            (Generation::V1alpha2, _) => t!(
                "Their IP addresses and volumes, the template and the load balancer stay, and go \
                 on being billed, until you delete them in their own products."
            ),
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

    fn a_day(&self) -> Option<String> {
        self.euros_a_day().map(|euros| grouped(euros, 2))
    }
}

/// What is said of Instances that go, with what that saves where it is known.
fn saving(said: String, euros_a_day: Option<f64>) -> String {
    match euros_a_day.map(|euros| grouped(euros, 2)) {
        Some(cost) => t!("{said} That saves €\u{a0}{cost} a day."),
        None => said,
    }
}

/// Who uses a template that is to be deleted; `count` is none where that is not known.
#[must_use]
pub fn template_users(count: Option<usize>) -> String {
    match count {
        None => t!("Which groups use it could not be read.").into(),
        Some(0) => t!("No group uses it.").into(),
        Some(1) => t!("1 group uses it, and creates no Instance any more:").into(),
        Some(count) => {
            t!("{} groups use it, and create no Instances any more:", many(count))
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
            t!("The group is being deleted, and its Instances with it.").into()
        }
        (Generation::V1alpha1, 0) if had == 0 => t!("The group is deleted.").into(),
        (Generation::V1alpha1, 0) => t!("The group is deleted. Its Instances keep running.").into(),
        (Generation::V1alpha1, count) => match (is_one(count), many(count)) {
            (true, count) => t!("The group is deleted. {count} Instance is being terminated."),
            (false, count) => t!("The group is deleted. {count} Instances are being terminated."),
        },
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

/// What deleting some groups does: a sentence for each thing that happens. `terminates` says
/// whether Instances that would stay are terminated along.
#[must_use]
pub fn consequences(groups: &[Doomed], terminates: bool) -> Vec<String> {
    let of = |generation| groups.iter().filter(move |own| own.generation == generation);
    let known = |own: &&Doomed| own.size.is_some_and(|size| size > 0);
    let stay: Vec<_> = of(Generation::V1alpha1).filter(known).collect();
    let go: Vec<_> = of(Generation::V1alpha2).filter(known).collect();
    let unknown: Vec<_> = groups.iter().filter(|own| own.size.is_none()).collect();
    let mut sentences = Vec::new();
    if !stay.is_empty() {
        sentences.push(if terminates { terminated(&stay) } else { staying(&stay) });
    }
    if !go.is_empty() {
        sentences.push(going(&go));
    }
    if !unknown.is_empty() {
        let names = names(&unknown);
        sentences.push(match unknown.len() {
            1 => t!("How many Instances {names} has is not known."),
            _ => t!("How many Instances {names} have is not known."),
        });
    }
    sentences
}

/// What becomes of the Instances of groups that leave theirs.
fn staying(groups: &[&Doomed]) -> String {
    let names = names(groups);
    let cost = groups.iter().map(|own| own.eur_a_day).sum::<Option<f64>>();
    match (instances(groups), cost.map(|cost| grouped(cost, 2))) {
        (1, Some(cost)) => {
            t!("The Instance of {names} keeps running, and goes on costing €\u{a0}{cost} a day.")
        }
        (1, None) => t!("The Instance of {names} keeps running, and goes on being billed."),
        (count, Some(cost)) => {
            let count = thousands(count.into());
            t!("The {count} Instances of {names} keep running, and go on costing €\u{a0}{cost} \
                 a day.")
        }
        (count, None) => {
            let count = thousands(count.into());
            t!("The {count} Instances of {names} keep running, and go on being billed.")
        }
    }
}

/// What becomes of them where that is asked for.
fn terminated(groups: &[&Doomed]) -> String {
    let (names, count) = (names(groups), instances(groups));
    let many = thousands(count.into());
    let said = match count {
        1 => t!("The Instance of {names} is terminated."),
        _ => t!("The {many} Instances of {names} are terminated."),
    };
    saving(said, groups.iter().map(|own| own.eur_a_day).sum())
}

/// What becomes of the Instances of groups that take theirs along.
fn going(groups: &[&Doomed]) -> String {
    let (names, count) = (names(groups), instances(groups));
    let many = thousands(count.into());
    let said = match (count, groups.len()) {
        (1, _) => t!("The Instance of {names} is deleted with it."),
        (_, 1) => t!("The {many} Instances of {names} are deleted with it."),
        _ => t!("The {many} Instances of {names} are deleted with them."),
    };
    saving(said, groups.iter().map(|own| own.eur_a_day).sum())
}

fn instances(groups: &[&Doomed]) -> u32 {
    groups.iter().filter_map(|own| own.size).sum()
}

/// The names of groups, the first of them where they are many.
fn names(groups: &[&Doomed]) -> String {
    const MOST: usize = 5;
    let mut names: Vec<String> = groups.iter().take(MOST).map(|own| own.name.clone()).collect();
    match groups.len().saturating_sub(MOST) {
        0 => {}
        rest if is_one(rest) => names.push(t!("of groups" => "{} more", many(rest))),
        rest => names.push(t!("of several groups" => "{} more", many(rest))),
    }
    listed(&names).unwrap_or_default()
}

/// What has to be typed before some groups are deleted: the name of one, or how many they are,
/// without a space that no key has. Nothing where none of them has, or may have, an Instance.
#[must_use]
pub fn word_before(groups: &[Doomed]) -> String {
    if groups.iter().all(|own| own.size == Some(0)) {
        return String::new();
    }
    match groups {
        [one] => one.name.clone(),
        _ => counted_groups(groups.len()).replace(['\u{a0}', '\u{202f}'], " "),
    }
}

/// As in `3 groups`.
#[must_use]
pub fn counted_groups(count: usize) -> String {
    match (is_one(count), many(count)) {
        (true, count) => t!("{count} group"),
        (false, count) => t!("{count} groups"),
    }
}

/// What is said once some groups are deleted, which were of these generations: one of the second is
/// there until its Instances are gone. Nothing of none.
#[must_use]
pub fn deleted_together(generations: &[Generation], terminated: usize) -> String {
    let of = |generation| generations.iter().filter(|own| **own == generation).count();
    let old = match of(Generation::V1alpha1) {
        0 => None,
        1 => Some(t!("1 group is deleted.").to_owned()),
        count => Some(t!("{} groups are deleted.", many(count))),
    };
    let new = match of(Generation::V1alpha2) {
        0 => None,
        1 => Some(t!("1 group is being deleted, and its Instances with it.").to_owned()),
        count => {
            Some(t!("{} groups are being deleted, and their Instances with them.", many(count)))
        }
    };
    let servers = match terminated {
        0 => None,
        1 => Some(t!("1 Instance is being terminated.").to_owned()),
        count => Some(t!("{} Instances are being terminated.", many(count))),
    };
    [old, servers, new].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What is said of Instances that were to be terminated with their groups, and were not.
#[must_use]
pub fn not_terminated(count: usize) -> String {
    match (is_one(count), many(count)) {
        (true, count) => t!("{count} Instance was not terminated, and goes on being billed."),
        (false, count) => t!("{count} Instances were not terminated, and go on being billed."),
    }
}
