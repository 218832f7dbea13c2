//! What can be done, in one table: what the palette offers, under which key, and where it leads.
//!
//! A command is an address: what is open on a page stands there ([`OPEN`]), so that a button, a
//! key, the palette and a link do the same. What no address holds is an [`Act`]. Ids stay what they
//! are.
//!
//! ```
//! use headroom::command::{Known, Named, Part, found, offers};
//! use headroom::route::{Location, Route};
//!
//! let checkout = Route::Group("6f4e3b0e".into());
//! let known = Known {
//!     answered: (true, true),
//!     groups: vec![Named::new("checkout-api", "2 Instances", checkout.clone())],
//!     ..Known::default()
//! };
//! let here = Location::at(Route::Groups);
//! let offers = offers(&here, &known);
//! let (best, _) = found(&offers, "CHECK", 3);
//! assert_eq!((best[0].part, best[0].words.as_str()), (Part::Groups, "checkout-api"));
//! assert_eq!(best[0].to(), Some(&Location::at(checkout)));
//! // What concerns a group is offered on its page alone.
//! assert!(!offers.iter().any(|offer| offer.part == Part::Group));
//! ```

use crate::base::{folded, sort_by_key, translated};
use crate::help::topic::{TOPICS, Topic};
use crate::route::{Location, Route};
use crate::wire::{Generation, GroupId};

/// The parameter that names the dialog which is open on a page.
pub const OPEN: &str = "do";

/// Something that can be done.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name for good.
    pub id: &'static str,
    /// What it does, a key.
    pub words: &'static str,
    /// The key that does it, where nothing is being typed.
    pub key: Option<char>,
    leads: Leads,
}

/// Where a command leads.
#[derive(Clone, Copy, Debug)]
enum Leads {
    /// To a page.
    Page(fn() -> Route),
    /// To a page about the group that is shown, where its generation has one.
    Beside(fn(Generation, &GroupId) -> Option<Route>),
    /// To the same page with a parameter.
    With(&'static str, &'static str),
    /// Nowhere: it is done at once.
    Done(Act),
}

/// What is done at once, wherever one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Shows times in UTC, or in the reader's own zone again.
    Utc,
    /// Speaks the other language.
    Language,
    /// Lets the sandbox's clock run, or pauses it.
    RunClock,
    /// Moves the sandbox's clock on by an hour.
    StepClock,
    /// Goes to the next row of the list.
    NextRow,
    /// Goes to the row before.
    RowBefore,
}

/// What can be done with the group that is shown.
pub const OF_GROUP: [Command; 12] = [
    keyed('w', "group.whatif", text!("Try other rules: what if…"), Leads::With("whatif", "1")),
    keyed('h', "group.hold", text!("Hold the size for a while…"), Leads::With(OPEN, "hold")),
    // No call sets a size alone: bounds that leave no other do.
    plain("group.scale", text!("Scale by hand: hold another size…"), Leads::With(OPEN, "hold")),
    keyed('e', "group.edit", text!("Edit the group"), Leads::Beside(edit)),
    plain("group.policy", text!("New policy"), Leads::Beside(new_policy)),
    plain(
        "group.export",
        text!("Export as Terraform, curl, SDK or JSON…"),
        Leads::With(OPEN, "export"),
    ),
    plain("group.delete", text!("Delete the group…"), Leads::With(OPEN, "delete")),
    plain("range.6h", text!("Show the last 6 hours"), Leads::With("range", "6h")),
    plain("range.24h", text!("Show the last day"), Leads::With("range", "24h")),
    plain("range.48h", text!("Show the last two days"), Leads::With("range", "48h")),
    plain("range.14d", text!("Show the last two weeks"), Leads::With("range", "14d")),
    plain("range.all", text!("Show all of the history"), Leads::With("range", "all")),
];

/// How the list of groups is gone through. Only keys do it: the palette covers the list.
pub const OF_LIST: [Command; 2] = [
    keyed('j', "list.next", text!("In the list: the next group"), Leads::Done(Act::NextRow)),
    keyed('k', "list.before", text!("In the list: the group before"), Leads::Done(Act::RowBefore)),
];

/// What can be done anywhere, and the generation of the API that it takes.
const ANYWHERE: [(Command, Option<Generation>); 15] = [
    (plain("go.groups", text!("Groups"), Leads::Page(|| Route::Groups)), None),
    (plain("go.templates", text!("Templates"), Leads::Page(|| Route::Templates)), None),
    (
        plain(
            "go.activity",
            text!("Activity: what you changed, and its undo"),
            Leads::Page(|| Route::Activity),
        ),
        None,
    ),
    (plain("go.connection", text!("Connection"), Leads::Page(|| Route::Connect)), None),
    (plain("go.zone", text!("Another zone or project"), Leads::Page(|| Route::Connect)), None),
    (plain("go.help", text!("Help"), Leads::Page(|| Route::Help)), None),
    (
        plain("new.group", text!("New group"), Leads::Page(|| Route::TargetGroupNew)),
        Some(Generation::V1alpha2),
    ),
    (
        plain(
            "new.threshold-group",
            text!("New group with thresholds"),
            Leads::Page(|| Route::GroupNew),
        ),
        Some(Generation::V1alpha1),
    ),
    (
        plain(
            "new.group-file",
            text!("New group from a file"),
            Leads::Page(|| Route::GroupFromFile),
        ),
        None,
    ),
    (
        plain("new.template", text!("New template"), Leads::Page(|| Route::TargetTemplateNew)),
        Some(Generation::V1alpha2),
    ),
    (
        plain(
            "new.threshold-template",
            text!("New template for groups with thresholds"),
            Leads::Page(|| Route::TemplateNew),
        ),
        Some(Generation::V1alpha1),
    ),
    (plain("show.utc", text!("Times in UTC, or in your own zone"), Leads::Done(Act::Utc)), None),
    (plain("show.language", text!("Speak the other language"), Leads::Done(Act::Language)), None),
    (
        plain(
            "clock.run",
            text!("Sandbox: run the clock, or pause it"),
            Leads::Done(Act::RunClock),
        ),
        None,
    ),
    (plain("clock.hour", text!("Sandbox: move on by an hour"), Leads::Done(Act::StepClock)), None),
];

const fn plain(id: &'static str, words: &'static str, leads: Leads) -> Command {
    Command { id, words, key: None, leads }
}

const fn keyed(key: char, id: &'static str, words: &'static str, leads: Leads) -> Command {
    Command { id, words, key: Some(key), leads }
}

fn edit(generation: Generation, id: &GroupId) -> Option<Route> {
    Some(match generation {
        Generation::V1alpha1 => Route::GroupEdit(id.clone()),
        Generation::V1alpha2 => Route::TargetGroupEdit(id.clone()),
    })
}

fn new_policy(generation: Generation, id: &GroupId) -> Option<Route> {
    (generation == Generation::V1alpha1).then(|| Route::PolicyNew(id.clone()))
}

impl Command {
    /// Where it leads from a page; nothing where it makes no sense there, or leads nowhere.
    #[must_use]
    pub fn to(&self, here: &Location) -> Option<Location> {
        match self.leads {
            Leads::Done(_) => None,
            Leads::Page(route) => Some(Location::at(route())),
            Leads::With(name, value) => shown(here).map(|_| here.clone().with(name, value)),
            Leads::Beside(route) => {
                let (generation, id) = shown(here)?;
                route(generation, id).map(Location::at)
            }
        }
    }
}

/// What an offer leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place.
    Place(Location),
    /// It is done at once.
    Act(Act),
}

/// What a single key does on a page.
#[must_use]
pub fn at_key(pressed: &str, here: &Location) -> Option<Target> {
    let is_it = |own: &&Command| own.key.is_some_and(|key| pressed.chars().eq([key]));
    match of_page(here).iter().find(is_it)? {
        Command { leads: Leads::Done(act), .. } => Some(Target::Act(*act)),
        own => own.to(here).map(Target::Place),
    }
}

/// The commands of a page that have keys.
fn of_page(here: &Location) -> &'static [Command] {
    if here.route == Route::Groups { &OF_LIST } else { &OF_GROUP }
}

/// The group that a page shows.
const fn shown(here: &Location) -> Option<(Generation, &GroupId)> {
    match &here.route {
        Route::Group(id) => Some((Generation::V1alpha1, id)),
        Route::TargetGroup(id) => Some((Generation::V1alpha2, id)),
        _ => None,
    }
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

/// A key or some, and what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The keys, as they are written on them.
    pub keys: String,
    /// What they do, in words.
    pub words: String,
}

/// The keys of the timeline, where it has the focus.
const OF_TIMELINE: [(&str, &str); 8] = [
    ("← →", text!("On the timeline: a sample back or on")),
    (text!("Page Up, Page Down"), text!("On the timeline: a tenth of the view back or on")),
    (text!("Home, End"), text!("On the timeline: its first or last sample")),
    (", .", text!("On a group’s page: the change or event before or after")),
    ("+ −", text!("On the timeline: zoom in or out")),
    (text!("Enter"), text!("On the timeline: pin the moment, or let it go")),
    (text!("Shift ← →"), text!("On the timeline: mark a stretch")),
    (text!("Esc"), text!("On the timeline: let go of the mark or of the pin")),
];

/// The keys of every page.
const OF_ALL: [(&str, &str); 4] = [
    ("Ctrl K, ⌘ K", text!("Go to, or do")),
    ("?", text!("List the keys")),
    (text!("↑ ↓, Enter"), text!("In this list: choose, and take what is chosen")),
    (text!("Esc"), text!("Close what is open")),
];

/// The keys that do something on a page: its own first.
#[must_use]
pub fn keys(here: &Location) -> Vec<Keys> {
    let of_command = |own: &Command| {
        at_key(&own.key?.to_string(), here)?;
        Some(Keys { keys: own.key?.to_string(), words: translated(own.words).to_owned() })
    };
    let fixed = |(keys, words): &(&'static str, &'static str)| Keys {
        keys: translated(keys).to_owned(),
        words: translated(words).to_owned(),
    };
    let of_timeline: &[_] = if shown(here).is_some() { &OF_TIMELINE } else { &[] };
    let own = of_page(here).iter().filter_map(of_command);
    own.chain(of_timeline.iter().chain(&OF_ALL).map(fixed)).collect()
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
    pub const ALL: [Self; 6] =
        [Self::Group, Self::Groups, Self::Policies, Self::Templates, Self::Anywhere, Self::Help];

    /// Its heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Group => t!("On this group"),
            Self::Groups => t!("Groups"),
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
        Some(Offer { part, words, hint: String::new(), key: own.key, target })
    };
    let named = |part: Part, all: &[Named]| {
        let offer = |own: &Named| Offer {
            part,
            words: own.name.clone(),
            hint: own.hint.clone(),
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
        key: None,
        target: Target::Place(Location::in_help(topic.page, topic.anchor)),
    }
}

/// The offers that have every word of a text, in whatever case: those whose words begin with them
/// first, each part in one piece where its best stands. At most `most`, and how many there are.
/// What the help answers is offered to who looks for something.
#[must_use]
pub fn found<'a>(offers: &'a [Offer], text: &str, most: usize) -> (Vec<&'a Offer>, usize) {
    let text = folded(text);
    let sought: Vec<&str> = text.split_whitespace().collect();
    let offered = offers.iter().filter(|own| own.part != Part::Help || !sought.is_empty());
    let mut ranked: Vec<(u8, &Offer)> =
        offered.filter_map(|offer| Some((rank(offer, &sought)?, offer))).collect();
    let count = ranked.len();
    let best =
        |part: Part| ranked.iter().filter(|(_, own)| own.part == part).map(|own| own.0).min();
    let parts = Part::ALL.map(|part| (part, best(part).unwrap_or(u8::MAX)));
    let part_rank = |part: Part| {
        let place = Part::ALL.iter().position(|own| *own == part).unwrap_or(0);
        (parts[place].1, place)
    };
    sort_by_key(&mut ranked, |(rank, offer)| (part_rank(offer.part), *rank));
    (ranked.into_iter().take(most).map(|(_, offer)| offer).collect(), count)
}

/// How much was found, where that needs saying.
#[must_use]
pub fn counted(shown: usize, all: usize) -> String {
    match shown {
        0 => t!("Nothing has that name, and nothing of the kind can be done.").to_owned(),
        shown if all > shown => t!("The first {shown} of {all}: type more to narrow them."),
        _ => String::new(),
    }
}

/// How well an offer fits, the best 0; none where a word is missing.
fn rank(offer: &Offer, sought: &[&str]) -> Option<u8> {
    let words = folded(&offer.words);
    let hint = folded(&offer.hint);
    let of_one = |own: &&str| {
        let begins = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(own))
        };
        if words.starts_with(own) {
            Some(0)
        } else if begins(&words) {
            Some(1)
        } else if words.contains(own) {
            Some(2)
        } else {
            hint.contains(own).then_some(3)
        }
    };
    sought.iter().map(of_one).try_fold(0, |worst, own| Some(worst.max(own?)))
}
