//! The keys: what each does on a page, and all of them as a list.

use super::offers::Target;
use super::table::{Command, Leads, OF_GROUP, OF_LIST, shown};
use crate::base::translated;
use crate::route::{Location, Route};

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
