//! The connection: the sandbox or an API, and the client for it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::port::PortError;
use super::storage::Shelf;
use super::task;
use super::time;
use super::world::World;
use crate::api::{Client, Fetch, Key};
use crate::forms::connection::{Connection, ZONES};
use crate::wire::{Zone, decode};

const LINK: &str = "headroom.link";
const KEY: &str = "headroom.key";

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
    world: RwSignal<Option<World>, LocalStorage>,
    /// Counts up whenever what the API holds may have changed.
    revision: RwSignal<u64>,
}

/// A connection, made before the first page is shown.
pub struct Start {
    link: Link,
    client: Client,
    world: Option<World>,
    /// What could not be kept since the last visit.
    pub lost: Option<String>,
}

impl Start {
    /// Reconnects as the browser remembers, or to the sandbox.
    ///
    /// # Errors
    /// When the sandbox cannot be opened.
    pub async fn find() -> Result<Self, PortError> {
        let (link, key, lost) = remembered();
        if let (Link::Api { address, zone, .. }, Some(key)) = (&link, key) {
            let client = api_client(address, key, zone);
            return Ok(Self { link, client, world: None, lost });
        }
        let (world, broken) = World::open().await?;
        let (client, lost) = (sandbox_client(&world), broken.map(|why| unreadable(&why)).or(lost));
        Ok(Self { link: Link::Sandbox, client, world: Some(world), lost })
    }
}

fn unreadable(why: &str) -> String {
    format!("The kept sandbox could not be read, so this is a new one: {why}")
}

impl Session {
    /// The session that starts with a connection.
    pub fn provide(start: Start) -> Self {
        let session = Self {
            link: RwSignal::new(start.link),
            client: RwSignal::new_local(start.client),
            world: RwSignal::new_local(start.world),
            revision: RwSignal::new(0),
        };
        provide_context(session);
        session
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
    pub fn world(self) -> Option<World> {
        self.world.get()
    }

    /// The API's now: the sandbox's virtual one, or the browser's.
    pub fn now_ms(self) -> i64 {
        self.revision.track();
        self.world.with(|world| world.as_ref().map_or_else(time::now_ms, World::now_ms))
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

    /// Connects to the sandbox; tells what was lost of it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn use_sandbox(self) -> Result<Option<String>, PortError> {
        let (world, broken) = World::open().await?;
        Shelf::Session.remove(KEY);
        self.enter(world);
        self.keep_link(Link::Sandbox);
        Ok(broken.map(|why| unreadable(&why)))
    }

    /// Puts the sandbox back to its first content.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn reset_sandbox(self) -> Result<(), PortError> {
        self.enter(World::fresh().await?);
        self.refresh();
        Ok(())
    }

    fn enter(self, world: World) {
        self.client.set(sandbox_client(&world));
        if let Some(old) = self.world.write().replace(world) {
            old.close();
        }
    }

    /// Connects to an API. The key stays in memory, or, when asked, in the tab's storage.
    pub fn use_api(self, connection: Connection, keep_key: bool) {
        let Connection { address, key, zone, project } = connection;
        if keep_key {
            Shelf::Session.set(KEY, &key);
        } else {
            Shelf::Session.remove(KEY);
        }
        self.client.set(api_client(&address, Key::new(&key), &zone));
        if let Some(world) = self.world.write().take() {
            task::spawn(async move {
                world.save().await;
                world.close();
            });
        }
        self.keep_link(Link::Api { address, zone, project });
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
    Client::new(Fetch::new(address, key), zone.clone())
}

fn sandbox_client(world: &World) -> Client {
    Client::new(world.clone(), ZONES[0].into())
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
