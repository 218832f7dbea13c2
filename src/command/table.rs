//! The table: what can be done, and where it leads.

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
    /// Other words that it is looked for by, a key; empty without any.
    pub also: &'static str,
    pub(super) leads: Leads,
}

/// Where a command leads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Leads {
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
pub static OF_GROUP: [Command; 12] = [
    keyed('w', "group.whatif", text!("Try other rules: what if…"), Leads::With("whatif", "1"))
        .also(text!("simulate replay threshold target rules")),
    keyed('h', "group.hold", text!("Hold the size for a while…"), Leads::With(OPEN, "hold"))
        .also(text!("stop pause freeze pin")),
    // No call sets a size alone: bounds that leave no other do.
    plain("group.scale", text!("Scale by hand: hold another size…"), Leads::With(OPEN, "hold")),
    keyed('e', "group.edit", text!("Edit the group"), Leads::Beside(edit))
        .also(text!("maximum minimum bounds cooldown template")),
    plain("group.policy", text!("New policy"), Leads::Beside(new_policy))
        .also(text!("add a rule threshold")),
    plain(
        "group.export",
        text!("Export as Terraform, curl, SDK or JSON…"),
        Leads::With(OPEN, "export"),
    )
    .also(text!("download copy file")),
    plain("group.delete", text!("Delete the group…"), Leads::With(OPEN, "delete"))
        .also(text!("remove terminate")),
    plain("range.6h", text!("Show the last 6 hours"), Leads::With("range", "6h")),
    plain("range.24h", text!("Show the last day"), Leads::With("range", "24h")),
    plain("range.48h", text!("Show the last two days"), Leads::With("range", "48h")),
    plain("range.14d", text!("Show the last two weeks"), Leads::With("range", "14d")),
    plain("range.all", text!("Show all of the history"), Leads::With("range", "all")),
];

/// How the list of groups is gone through. Only keys do it: the palette covers the list.
pub static OF_LIST: [Command; 2] = [
    keyed('j', "list.next", text!("In the list: the next group"), Leads::Done(Act::NextRow)),
    keyed('k', "list.before", text!("In the list: the group before"), Leads::Done(Act::RowBefore)),
];

/// Every command there is, each once.
pub fn commands() -> impl Iterator<Item = &'static Command> {
    OF_GROUP.iter().chain(&OF_LIST).chain(ANYWHERE.iter().map(|(command, _)| command))
}

/// What can be done anywhere, and the generation of the API that it takes.
pub(super) static ANYWHERE: [(Command, Option<Generation>); 15] = [
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
    Command { id, words, key: None, also: "", leads }
}

const fn keyed(key: char, id: &'static str, words: &'static str, leads: Leads) -> Command {
    Command { id, words, key: Some(key), also: "", leads }
}

impl Command {
    /// It with other words that it is looked for by.
    const fn also(self, also: &'static str) -> Self {
        Self { also, ..self }
    }
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

/// Where the command about a group with this id leads from any page; nothing where the group's
/// generation has no such thing.
#[must_use]
pub fn of_group(id: &str, group: Route) -> Option<Location> {
    OF_GROUP.iter().find(|own| own.id == id)?.to(&Location::at(group))
}

/// The group that a page shows.
pub(super) const fn shown(here: &Location) -> Option<(Generation, &GroupId)> {
    match &here.route {
        Route::Group(id) => Some((Generation::V1alpha1, id)),
        Route::TargetGroup(id) => Some((Generation::V1alpha2, id)),
        _ => None,
    }
}
