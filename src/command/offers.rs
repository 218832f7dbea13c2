//! What is offered from a page: what can be done, and what can be gone to.

use super::table::{ANYWHERE, Act, Command, Leads, OF_GROUP};
use crate::base::translated;
use crate::help::topic::{TOPICS, Topic};
use crate::route::{Location, Route};
use crate::wire::Generation;

/// What an offer leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place.
    Place(Location),
    /// It is done at once.
    Act(Act),
}

/// The other ways to a new group than its form of a generation: that of the other, where the API
/// answers it, and a file.
#[must_use]
pub fn other_ways(
    own: Generation,
    answers: impl Fn(Generation) -> bool,
) -> Vec<(&'static str, Route)> {
    let [first, second] = [
        (t!("New group with thresholds"), Route::GroupNew),
        (t!("New group with a target"), Route::TargetGroupNew),
    ];
    let other = match own {
        Generation::V1alpha1 => answers(Generation::V1alpha2).then_some(second),
        Generation::V1alpha2 => answers(Generation::V1alpha1).then_some(first),
    };
    other.into_iter().chain([(t!("New group from a file…"), Route::GroupFromFile)]).collect()
}

/// Something with a name that can be gone to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// What tells it from others of that name.
    pub hint: String,
    /// Its page.
    pub route: Route,
}

impl Named {
    /// Something by its name, with what tells it from others.
    #[must_use]
    pub fn new(name: &str, hint: &str, route: Route) -> Self {
        Self { name: name.to_owned(), hint: hint.to_owned(), route }
    }
}

/// What is known when something is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Which generations the API answers: the first, the second.
    pub answered: (bool, bool),
    /// The groups.
    pub groups: Vec<Named>,
    /// The templates.
    pub templates: Vec<Named>,
    /// The policies.
    pub policies: Vec<Named>,
    /// What can be done at once.
    pub acts: Vec<Act>,
}

impl Known {
    /// The name of the group that a page shows; empty where it is not known.
    #[must_use]
    pub fn group_name(&self, route: &Route) -> &str {
        let group = self.groups.iter().find(|group| group.route == *route);
        group.map_or("", |group| group.name.as_str())
    }
}

/// Which part of the palette an offer stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What can be done with the group that is shown.
    Group,
    /// What can be done with another group.
    Elsewhere,
    /// Groups to go to.
    Groups,
    /// Policies to go to.
    Policies,
    /// Templates to go to.
    Templates,
    /// What can be done anywhere.
    Anywhere,
    /// What the help answers.
    Help,
}

impl Part {
    /// All of them, in the palette's order.
    pub const ALL: [Self; 7] = [
        Self::Group,
        Self::Groups,
        Self::Elsewhere,
        Self::Policies,
        Self::Templates,
        Self::Anywhere,
        Self::Help,
    ];

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Group => t!("On this group"),
            Self::Groups => t!("Groups"),
            Self::Elsewhere => t!("On another group"),
            Self::Policies => t!("Policies"),
            Self::Templates => t!("Templates"),
            Self::Anywhere => t!("Anywhere"),
            Self::Help => t!("Help"),
        }
    }
}

/// Something that the palette offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The part that it stands in.
    pub part: Part,
    /// What it is called.
    pub words: String,
    /// What tells it from others that are called so.
    pub hint: String,
    /// Other words that it is looked for by; empty without any.
    pub also: &'static str,
    /// The key that does the same; `None` where there is none.
    pub key: Option<char>,
    /// What it does.
    pub target: Target,
}

impl Offer {
    /// Where it leads; nothing for what is done at once.
    #[must_use]
    pub const fn to(&self) -> Option<&Location> {
        match &self.target {
            Target::Place(to) => Some(to),
            Target::Act(_) => None,
        }
    }
}

/// Everything that can be done or gone to from a page, in the palette's order.
#[must_use]
pub fn offers(here: &Location, known: &Known) -> Vec<Offer> {
    let command = |part: Part, own: &Command| {
        let target = match own.leads {
            Leads::Done(act) if !known.acts.contains(&act) => return None,
            Leads::Done(act) => Target::Act(act),
            _ => Target::Place(own.to(here)?),
        };
        let words = translated(own.words).to_owned();
        let also = translated(own.also);
        Some(Offer { part, words, hint: String::new(), also, key: own.key, target })
    };
    let named = |part: Part, all: &[Named]| {
        let offer = |own: &Named| Offer {
            part,
            words: own.name.clone(),
            hint: own.hint.clone(),
            also: "",
            key: None,
            target: Target::Place(Location::at(own.route.clone())),
        };
        all.iter().map(offer).collect::<Vec<_>>()
    };
    let is_answered = |takes: Option<Generation>| match takes {
        None => true,
        Some(Generation::V1alpha1) => known.answered.0,
        Some(Generation::V1alpha2) => known.answered.1,
    };
    let of_group = OF_GROUP.iter().filter_map(|own| command(Part::Group, own));
    let anywhere = ANYWHERE.iter().filter(|(_, takes)| is_answered(*takes));
    of_group
        .chain(named(Part::Groups, &known.groups))
        .chain(named(Part::Policies, &known.policies))
        .chain(named(Part::Templates, &known.templates))
        .chain(anywhere.filter_map(|(own, _)| command(Part::Anywhere, own)))
        .chain(TOPICS.iter().map(help))
        .collect()
}

fn help(topic: &Topic) -> Offer {
    Offer {
        part: Part::Help,
        words: topic.label(),
        hint: String::new(),
        also: "",
        key: None,
        target: Target::Place(Location::in_help(topic.page, topic.anchor)),
    }
}
