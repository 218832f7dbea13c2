//! What a form's draft comes to in money, told while it is typed.

use super::Draft;
use super::fitting::{chosen_type, misfit};
use super::neighbours::{Kind, Neighbours, Offer};
use super::scaling_group::POLICY;
use super::scaling_policy::{GOAL, SIZE};
use crate::base::{HOURS_PER_DAY, HOURS_PER_MONTH, grouped};
use crate::wire::Availability;
use crate::wire::v1alpha2::TargetType;

/// What a draft comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The answer in one sentence, or what is missing for one.
    pub headline: String,
    /// Amounts in EUR, each with what it is for.
    pub amounts: Vec<(&'static str, String)>,
    /// What else is to be known, in sentences.
    pub notes: Vec<String>,
    /// What does not go together, in sentences.
    pub faults: Vec<String>,
}

impl Cost {
    fn missing(headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), ..Self::default() }
    }
}

/// What one Instance of a template's draft costs, and what of the draft does not go with its type.
#[must_use]
pub fn of_instance(known: &Neighbours, draft: &Draft) -> Cost {
    let Some((offer, figures)) =
        chosen_type(known, draft).and_then(|offer| Some((offer, offer.figures.as_ref()?)))
    else {
        let name = ["commercial_type", "server_type"].map(|path| draft.get(path).trim());
        return Cost::missing(match name.iter().all(|name| name.is_empty()) {
            true => t!("Choose an Instance type to see what each Instance costs."),
            false => t!("What an Instance of this type costs is not known: it is not listed."),
        });
    };
    let Offer { name, detail, .. } = offer;
    let [_, ram, ..] = figures.cells();
    let ncpus = figures.ncpus;
    let faults = draft.under("").filter_map(|(path, _)| misfit(known, path, draft, draft));
    let stock = match figures.stock {
        Some(Availability::Shortage) => {
            Some(t!("None of {name} is in stock: its Instances would not start."))
        }
        Some(Availability::Scarce) => Some(t!("Few of {name} are left in stock.")),
        _ => None,
    };
    Cost {
        headline: t!("Each Instance is a {name}: {ncpus} vCPU, {ram}, {detail}."),
        amounts: vec![
            (t!("an hour"), grouped(figures.hourly, 4)),
            (t!("a day"), grouped(figures.hourly * HOURS_PER_DAY, 2)),
            (t!("a month"), grouped(figures.hourly * HOURS_PER_MONTH, 2)),
        ],
        notes: vec![t!("Volumes, addresses and traffic cost extra.").to_owned()],
        faults: faults.chain(stock).collect(),
    }
}

/// What a group costs at its bounds, with Instances of a type; empty where none is chosen.
#[must_use]
pub fn of_group(known: &Neighbours, draft: &Draft, name: &str) -> Cost {
    if name.is_empty() {
        return Cost::missing(match draft.get("template_id").trim().is_empty() {
            true => t!("Choose a template to see what its Instances cost."),
            false => t!("What its Instances cost is not known: its template is not listed."),
        });
    }
    let figures = known.offer(Kind::ServerType, name).and_then(|offer| offer.figures.as_ref());
    let Some(hourly) = figures.map(|figures| figures.hourly) else {
        return Cost::missing(t!("What an Instance of {name} costs is not known."));
    };
    let Some((least, most)) = bounds(draft) else {
        return Cost::missing(t!("Its bounds cannot be read yet."));
    };
    let at = |size: u32| grouped(f64::from(size) * hourly * HOURS_PER_DAY, 2);
    let (low, high, price) = (at(least), at(most), grouped(hourly, 4));
    let headline = match least == most {
        true => t!("€\u{a0}{low} a day, at its fixed size."),
        false => t!("Between €\u{a0}{low} and €\u{a0}{high} a day, by its bounds."),
    };
    Cost {
        headline,
        amounts: vec![(t!("a day at the minimum"), low), (t!("a day at the maximum"), high)],
        notes: vec![
            t!("An Instance of {name} costs €\u{a0}{price} an hour."),
            t!("Volumes, addresses and traffic cost extra.").to_owned(),
        ],
        faults: Vec::new(),
    }
}

/// The bounds that a group's draft of either generation says.
fn bounds(draft: &Draft) -> Option<(u32, u32)> {
    let own = draft.inside(POLICY);
    let [least, most] = match own.get(GOAL) {
        "" => ["min", "max"].map(|end| draft.get(&format!("capacity.{end}_replicas"))),
        _ => ["minimum_size", "maximum_size"].map(|path| own.get(path)),
    }
    .map(|text| text.trim().parse().ok());
    let (least, most): (u32, u32) = (least?, most?);
    if least > most {
        return None;
    }
    if TargetType::from(own.get(GOAL)) != TargetType::FixedSize {
        return Some((least, most));
    }
    // The group stays within its bounds all the same.
    let size = own.get(SIZE).trim().parse::<u32>().ok()?.clamp(least, most);
    Some((size, size))
}
