//! The connection: the sandbox or an API, and the client for it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::storage::Shelf;
use super::time;
use crate::api::{Client, Fetch, Key, SandboxHandle, Transport};
use crate::forms::connection::{Connection, ZONES};
use crate::wire::{Zone, decode};

const LINK: &str = "headroom.link";
const KEY: &str = "headroom.key";
const SANDBOX: &str = "headroom.sandbox";

/// What the console is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The built-in sandbox.
    Sandbox,
    /// An API.
    Api {
        /// Its address.
        address: String,
        /// The zone.
        zone: Zone,
        /// The project to filter by; empty for all.
        project: String,
    },
}

/// An API's link as it is remembered, without the key; the sandbox's is no entry at all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    address: String,
    zone: Zone,
    project: String,
}

/// The connection of the whole console.
#[derive(Clone, Copy)]
pub struct Session {
    link: RwSignal<Link>,
    client: RwSignal<Client, LocalStorage>,
    sandbox: RwSignal<Option<SandboxHandle>, LocalStorage>,
    /// Counts up whenever what the API holds may have changed.
    revision: RwSignal<u64>,
}

impl Session {
    /// Reconnects as the browser remembers, or to the sandbox. The text says what was lost.
    pub fn provide() -> (Self, Option<String>) {
        let (link, key, lost) = remembered();
        let (client, sandbox, broken) = match (&link, key) {
            (Link::Api { address, zone, .. }, Some(key)) => {
                (api_client(address, key, zone), None, None)
            }
            _ => {
                let (sandbox, broken) = open_sandbox();
                (sandbox_client(&sandbox), Some(sandbox), broken)
            }
        };
        let session = Self {
            link: RwSignal::new(link),
            client: RwSignal::new_local(client),
            sandbox: RwSignal::new_local(sandbox),
            revision: RwSignal::new(0),
        };
        provide_context(session);
        (session, broken.or(lost))
    }

    /// What it is connected to.
    pub fn link(self) -> Link {
        self.link.get()
    }

    /// The client, without following changes.
    pub fn client(self) -> Client {
        self.client.get_untracked()
    }

    /// The client, following changes of the connection and of what the API holds.
    pub fn client_now(self) -> Client {
        self.revision.track();
        self.client.get()
    }

    /// The sandbox while connected to it.
    pub fn sandbox(self) -> Option<SandboxHandle> {
        self.sandbox.get()
    }

    /// The API's now: the sandbox's virtual one, or the browser's.
    pub fn now_ms(self) -> i64 {
        self.revision.track();
        self.sandbox.with(|sandbox| match sandbox {
            Some(sandbox) => sandbox.now_ms(),
            None => time::now_ms(),
        })
    }

    /// The project to filter by and to create in; empty for all.
    pub fn project(self) -> String {
        match self.link.get() {
            Link::Sandbox => String::new(),
            Link::Api { project, .. } => project,
        }
    }

    /// Says that what the API holds may have changed, so that pages read it again.
    pub fn refresh(self) {
        self.revision.try_update(|revision| *revision += 1);
    }

    /// Connects to the sandbox.
    pub fn use_sandbox(self) -> Option<String> {
        let (sandbox, broken) = open_sandbox();
        Shelf::Session.remove(KEY);
        self.client.set(sandbox_client(&sandbox));
        self.sandbox.set(Some(sandbox));
        self.keep_link(Link::Sandbox);
        broken
    }

    /// Connects to an API. The key stays in memory, or, when asked, in the tab's storage.
    pub fn use_api(self, connection: Connection, keep_key: bool) {
        let Connection { address, key, zone, project } = connection;
        self.save_sandbox();
        if keep_key {
            Shelf::Session.set(KEY, &key);
        } else {
            Shelf::Session.remove(KEY);
        }
        self.client.set(api_client(&address, Key::new(&key), &zone));
        self.sandbox.set(None);
        self.keep_link(Link::Api { address, zone, project });
    }

    /// Keeps the sandbox for the next visit; `false` when the browser has no room for it.
    pub fn save_sandbox(self) -> bool {
        self.sandbox.with_untracked(|sandbox| {
            sandbox.as_ref().is_none_or(|sandbox| Shelf::Local.set(SANDBOX, &sandbox.save()))
        })
    }

    /// Puts the sandbox back to its first content.
    pub fn reset_sandbox(self) {
        Shelf::Local.remove(SANDBOX);
        let sandbox = SandboxHandle::fresh();
        self.client.set(sandbox_client(&sandbox));
        self.sandbox.set(Some(sandbox));
        self.refresh();
    }

    fn keep_link(self, link: Link) {
        remember(&link);
        self.link.set(link);
        self.refresh();
    }
}

/// The console's connection.
pub fn use_session() -> Session {
    expect_context::<Session>()
}

fn api_client(address: &str, key: Key, zone: &Zone) -> Client {
    Client::new(Transport::Fetch(Fetch::new(address, key)), zone.clone())
}

fn sandbox_client(sandbox: &SandboxHandle) -> Client {
    Client::new(Transport::Sandbox(sandbox.clone()), ZONES[0].into())
}

fn remember(link: &Link) {
    let Link::Api { address, zone, project } = link.clone() else {
        return Shelf::Local.remove(LINK);
    };
    if let Ok(text) = serde_json::to_string(&Kept { address, zone, project }) {
        Shelf::Local.set(LINK, &text);
    }
}

/// The last connection, the key if the tab still has it, and what was lost.
fn remembered() -> (Link, Option<Key>, Option<String>) {
    let kept = Shelf::Local.get(LINK).and_then(|text| decode::<Kept>(text.as_bytes()).ok());
    let Some(Kept { address, zone, project }) = kept else { return (Link::Sandbox, None, None) };
    match Shelf::Session.get(KEY) {
        Some(key) => (Link::Api { address, zone, project }, Some(Key::new(&key)), None),
        None => {
            let lost = format!(
                "The key for {address} was not kept, so you are in the sandbox. Connect again to \
                 go back."
            );
            (Link::Sandbox, None, Some(lost))
        }
    }
}

fn open_sandbox() -> (SandboxHandle, Option<String>) {
    match Shelf::Local.get(SANDBOX).map(|text| SandboxHandle::restore(&text)) {
        None => (SandboxHandle::fresh(), None),
        Some(Ok(sandbox)) => (sandbox, None),
        Some(Err(why)) => {
            let lost = format!("The kept sandbox could not be read, so this is a new one: {why}");
            (SandboxHandle::fresh(), Some(lost))
        }
    }
}
