//! What the console can be connected to.

use leptos::prelude::window;

use super::storage::BrowserStorage;
use crate::activity::{Place, PlaceKind};
use crate::forms::connection::Kept;
use crate::wire::{About, ServedBy, Zone};
use crate::worker::protocol::{from_text, to_text};

/// Where a connection is remembered.
const LINK: &str = "headroom.link";

/// What the console is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not known yet: how the page was served decides, and is being asked.
    Opening,
    /// The built-in sandbox.
    Sandbox,
    /// The server that the page came from, without a key of one's own.
    Served {
        /// What answers there.
        by: ServedBy,
        /// The zone.
        zone: Zone,
        /// The project to filter by; empty for all.
        project: String,
    },
    /// An API.
    Api(Kept),
    /// An API whose key is gone with a reload. Nothing is called before it is entered again.
    Locked(Kept),
}

/// What answers at the address that the page came from, where that is what is connected to: with a
/// key or without one makes no difference to what it is.
pub fn answering(link: &Link, about: Option<&About>) -> Option<ServedBy> {
    match link {
        Link::Served { by, .. } => Some(by.clone()),
        Link::Api(kept) | Link::Locked(kept) if kept.address == origin() => {
            about.map(|about| about.mode.clone())
        }
        Link::Opening | Link::Sandbox | Link::Api(_) | Link::Locked(_) => None,
    }
}

/// What a connection's writes are sent to.
pub fn place(link: &Link, about: Option<&About>) -> Place {
    let address = match link {
        Link::Opening | Link::Sandbox => return Place::default(),
        Link::Served { .. } => origin(),
        Link::Api(kept) | Link::Locked(kept) => kept.address.clone(),
    };
    let is_sandbox = answering(link, about) == Some(ServedBy::Sandbox);
    let kind = if is_sandbox { PlaceKind::ServedSandbox } else { PlaceKind::Api };
    Place { kind, address }
}

/// What the browser may remember of a connection.
pub fn kept(link: Link) -> Kept {
    match link {
        Link::Opening | Link::Sandbox => Kept::default(),
        Link::Api(kept) | Link::Locked(kept) => kept,
        Link::Served { zone, project, .. } => {
            Kept { address: origin(), zone, project, served: true, ..Kept::default() }
        }
    }
}

/// Where the page came from.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Remembers a connection, without its key: for this tab, and for one that is opened next.
pub fn remember(link: &Link) {
    let text = to_text(&kept(link.clone()));
    BrowserStorage::Session.set(LINK, &text);
    BrowserStorage::Local.set(LINK, &text);
}

/// The connection that is remembered: this tab's own before what another one was last.
pub fn remembered() -> Option<Kept> {
    let all = [BrowserStorage::Session, BrowserStorage::Local];
    all.into_iter().find_map(|storage| from_text(&storage.get(LINK)?).ok())
}

/// Whether that is this tab's own.
pub fn is_own() -> bool {
    BrowserStorage::Session.get(LINK).is_some()
}
