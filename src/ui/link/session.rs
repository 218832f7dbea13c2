//! The connection: the sandbox or an API, and the client for it.

use leptos::prelude::*;

use super::port::PortError;
use super::storage::Shelf;
use super::world::World;
use crate::api::{Client, Fetch, Key, served};
use crate::forms::connection::{Connection, Kept, Way, ZONES, way};
use crate::ui::kit::task;
use crate::ui::kit::time;
use crate::wire::{About, ServedBy, ServedClock, Zone};
use crate::worker::{from_text, to_text};

const LINK: &str = "headroom.link";
const KEY: &str = "headroom.key";

/// What the server's own sandbox takes for a key: any UUID.
const ANY_KEY: &str = "00000000-0000-4000-8000-000000000000";

/// What the console is connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
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
    Api {
        /// Its address.
        address: String,
        /// The zone.
        zone: Zone,
        /// The project to filter by; empty for all.
        project: String,
    },
    /// An API whose key is gone with a reload. Nothing is called before it is entered again.
    Locked(Kept),
}

/// The connection of the whole console.
#[derive(Clone, Copy)]
pub struct Session {
    link: RwSignal<Link>,
    client: RwSignal<Client, LocalStorage>,
    world: RwSignal<Option<World>, LocalStorage>,
    /// How the page was served, and when that was asked.
    about: StoredValue<Option<(About, i64)>>,
    /// Counts up whenever what the API holds may have changed.
    revision: RwSignal<u64>,
}

/// A connection, made before the first page is shown.
pub struct Start {
    link: Link,
    client: Client,
    world: Option<World>,
    about: Option<(About, i64)>,
    /// What the user should know of it.
    pub notice: Option<String>,
}

impl Start {
    /// Reconnects as the browser remembers, or as the page was served.
    ///
    /// # Errors
    /// When the sandbox cannot be opened.
    pub async fn find() -> Result<Self, PortError> {
        let about = served().await.map(|about| (about, time::now_ms()));
        let known = about.as_ref().map(|(about, _)| about);
        let kept = Shelf::Local.get(LINK).and_then(|text| from_text(&text).ok());
        let key = Shelf::Session.get(KEY);
        let (way, notice) = way(kept, key.is_some(), &origin(), known);
        let (link, client) = match way {
            Way::Sandbox => {
                let (world, broken) = World::open().await?;
                let (link, client) = (Link::Sandbox, sandbox_client(&world));
                let notice = broken.map(|why| unreadable(&why)).or(notice);
                return Ok(Self { link, client, world: Some(world), about, notice });
            }
            Way::Served(kept) => served_link(known, kept),
            Way::Locked(kept) => {
                let client = api_client(&kept.address, Key::new(""), &kept.zone, false);
                (Link::Locked(kept), client)
            }
            Way::Api(Kept { address, zone, project }) => {
                let key = Key::new(&key.unwrap_or_default());
                let by_source = known.is_some() && address == origin();
                let client = api_client(&address, key, &zone, by_source);
                (Link::Api { address, zone, project }, client)
            }
        };
        Ok(Self { link, client, world: None, about, notice })
    }
}

fn served_link(about: Option<&About>, kept: Kept) -> (Link, Client) {
    let Kept { zone, project, .. } = kept;
    let client = api_client(&origin(), Key::new(ANY_KEY), &zone, true);
    let by = about.map(|about| about.mode.clone()).unwrap_or_default();
    (Link::Served { by, zone, project }, client)
}

fn origin() -> String {
    window().location().origin().unwrap_or_default()
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
            about: StoredValue::new(start.about),
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

    /// How the page was served.
    pub fn about(self) -> Option<About> {
        self.about.with_value(|about| about.as_ref().map(|(about, _)| about.clone()))
    }

    /// The API's now: the sandbox's virtual one, or the browser's.
    pub fn now_ms(self) -> i64 {
        self.revision.track();
        if let Some(now_ms) = self.world.with(|world| world.as_ref().map(World::now_ms)) {
            return now_ms;
        }
        self.served_clock().unwrap_or_else(time::now_ms)
    }

    /// What the clock of the server's sandbox shows, while connected to it.
    fn served_clock(self) -> Option<i64> {
        self.link.with(|link| matches!(link, Link::Served { .. }).then_some(()))?;
        self.about.with_value(|about| {
            let (about, asked_ms) = about.as_ref()?;
            let ServedClock { now_ms, speed } = about.clock?;
            Some(now_ms + (time::now_ms() - asked_ms) * speed)
        })
    }

    /// The connection whose key has to be entered again, if that is what is missing.
    pub fn locked(self) -> Option<Kept> {
        self.link.with(|link| match link {
            Link::Locked(kept) => Some(kept.clone()),
            Link::Sandbox | Link::Served { .. } | Link::Api { .. } => None,
        })
    }

    /// Forgets the key at once; what the console was connected to asks for it again.
    pub fn forget_key(self) {
        if let Link::Api { address, zone, project } = self.link.get_untracked() {
            Shelf::Session.remove(KEY);
            self.client.set(api_client(&address, Key::new(""), &zone, false));
            self.link.set(Link::Locked(Kept { address, zone, project }));
            self.refresh();
        }
    }

    /// The project to filter by and to create in; empty for all.
    pub fn project(self) -> String {
        match self.link.get() {
            Link::Sandbox => String::new(),
            Link::Locked(kept) => kept.project,
            Link::Api { project, .. } | Link::Served { project, .. } => project,
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
        let by_source = address == origin() && self.about().is_some();
        self.client.set(api_client(&address, Key::new(&key), &zone, by_source));
        self.leave_world();
        self.keep_link(Link::Api { address, zone, project });
    }

    /// Connects to the server that the page came from, without a key of one's own.
    pub fn use_server(self) {
        let kept = Kept { address: origin(), zone: ZONES[0].into(), project: String::new() };
        let (link, client) = served_link(self.about().as_ref(), kept);
        Shelf::Session.remove(KEY);
        self.client.set(client);
        self.leave_world();
        self.keep_link(link);
    }

    fn leave_world(self) {
        if let Some(world) = self.world.write().take() {
            task::spawn(async move {
                world.save().await;
                world.close();
            });
        }
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

fn api_client(address: &str, key: Key, zone: &Zone, by_source: bool) -> Client {
    let fetch = Fetch::new(address, key).of_own_server(by_source);
    let client = Client::new(fetch, zone.clone());
    if by_source { client.with_sources() } else { client }
}

fn sandbox_client(world: &World) -> Client {
    Client::new(world.clone(), ZONES[0].into())
}

/// Remembers a connection, without its key.
fn remember(link: &Link) {
    let kept = match link.clone() {
        Link::Sandbox => Kept::default(),
        Link::Locked(kept) => kept,
        Link::Api { address, zone, project } => Kept { address, zone, project },
        Link::Served { zone, project, .. } => Kept { address: origin(), zone, project },
    };
    Shelf::Local.set(LINK, &to_text(&kept));
}
