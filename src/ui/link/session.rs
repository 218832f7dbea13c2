//! The connection: the sandbox or an API, and the client for it.

use std::cell::OnceCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::audit::audit_log;
pub use super::links::Link;
use super::links::{answering, is_own, kept, origin, place, remember, remembered};
use super::not_open::NotOpen;
use super::storage::BrowserStorage;
use super::world::World;
use crate::activity::{AuditLog, Place, PlaceKind};
use crate::api::{Client, Fetch, Generations, Key, served, served_clock};
use crate::forms::connection::{Connection, FIRST_ZONE, Kept, Way, way};
use crate::route::{Location, Spot};
use crate::ui::kit::task;
use crate::ui::kit::time;
use crate::ui::kit::toast::{Toasts, use_toasts};
use crate::wire::{About, Generation, ServedBy, ServedClock, Zone};
use crate::worker::sandbox::Advance;

const KEY: &str = "headroom.key";

/// The API's own address.
const API: &str = "https://api.scaleway.com";

/// What the server's own sandbox takes for a key: any UUID.
const ANY_KEY: &str = "00000000-0000-4000-8000-000000000000";

/// The connection of the whole console.
#[derive(Clone, Copy)]
pub struct Session {
    link: RwSignal<Link>,
    client: RwSignal<Client, LocalStorage>,
    /// Which generations the API answers; none while that is being found out.
    generations: RwSignal<Option<Generations>>,
    behind: StoredValue<Behind, LocalStorage>,
    world: RwSignal<Option<World>, LocalStorage>,
    /// How the page was served, and when that was asked.
    about: RwSignal<Option<(About, i64)>>,
    /// Counts up whenever what the API holds may have changed.
    revision: RwSignal<u64>,
    /// Counts up whenever this tab keeps something of a write.
    written: RwSignal<u64>,
    toasts: Toasts,
}

/// What is no signal.
struct Behind {
    not_open: NotOpen,
    audit_log: AuditLog,
    /// Counts the connections, so that an answer that comes late is not taken for one of the
    /// present one, which may differ in its key alone.
    number: u32,
    /// The client of an API while its generations are asked for.
    asked: Option<Client>,
}

fn served_link(about: Option<&About>, kept: Kept) -> (Link, Client) {
    let Kept { zone, project, .. } = kept;
    let client = api_client(&origin(), Key::new(ANY_KEY), &zone, true);
    let by = about.map(|about| about.mode.clone()).unwrap_or_default();
    (Link::Served { by, zone, project }, client)
}

impl Session {
    /// The session, which connects behind the page as the browser remembers, or as the page was
    /// served.
    pub fn provide() -> Self {
        let not_open = NotOpen::default();
        let (written, itself) = (RwSignal::new(0), Rc::new(OnceCell::<Self>::new()));
        let there_ms = Rc::clone(&itself);
        let audit_log = audit_log(written, move || Self::own_clock(*there_ms.get()?));
        let session = Self {
            link: RwSignal::new(Link::Opening),
            client: RwSignal::new_local(Client::new(not_open.clone(), FIRST_ZONE.into())),
            generations: RwSignal::new(None),
            behind: StoredValue::new_local(Behind { not_open, audit_log, number: 0, asked: None }),
            world: RwSignal::new_local(None),
            about: RwSignal::new(None),
            revision: RwSignal::new(0),
            written,
            toasts: use_toasts(),
        };
        // Nobody else sets it.
        let _ = itself.set(session);
        provide_context(session);
        session.open();
        session
    }

    fn open(self) {
        let kept = remembered();
        // How the page was served makes no difference to any address but its own.
        let known = kept.as_ref().is_some_and(|kept| kept.address != origin());
        if known {
            self.connect(kept.clone(), None);
        }
        task::spawn(async move {
            let about = served().await;
            self.about.set(about.clone().map(|about| (about, time::now_ms())));
            // The user may have chosen a connection meanwhile.
            if self.link.get_untracked() == Link::Opening {
                self.connect(kept, about.as_ref());
            }
        });
    }

    fn connect(self, kept: Option<Kept>, about: Option<&About>) {
        // It is that of this tab's own connection, and of no other.
        let key = BrowserStorage::Session.get(KEY).filter(|_| is_own());
        let (way, notice) = way(kept, key.is_some(), &origin(), about);
        match way {
            Way::Sandbox => {
                self.enter_sandbox();
                self.open_link(Link::Sandbox);
            }
            Way::Served(kept) => {
                let (link, client) = served_link(about, kept);
                self.find_out(link, client);
            }
            Way::Locked(kept) => {
                self.client.set(api_client(&kept.address, Key::new(""), &kept.zone, false));
                self.open_link(Link::Locked(kept));
            }
            Way::Api(kept) => {
                let by_source = about.is_some() && kept.address == origin();
                let key = Key::new(&key.unwrap_or_default());
                let client = api_client(&kept.address, key, &kept.zone, by_source);
                self.find_out(Link::Api(kept), client);
            }
        }
        if let Some(notice) = notice {
            self.toasts.say(notice);
        }
    }

    /// Shows a connection, whose client is there.
    fn open_link(self, link: Link) {
        self.link.set(link);
        self.behind.with_value(|behind| behind.not_open.release());
    }

    /// Begins a connection, whose client it is while its generations are asked for; gives its
    /// number. What was begun before and is not this one's copy ends.
    fn begin(self, asked: Option<Client>) -> u32 {
        let mut number = 0;
        self.behind.update_value(|behind| {
            behind.number += 1;
            number = behind.number;
            let goes_on = |own: &Client| asked.as_ref().is_some_and(|other| own.is_copy_of(other));
            if let Some(earlier) = behind.asked.take().filter(|own| !goes_on(own)) {
                earlier.end();
            }
            behind.asked = asked;
        });
        number
    }

    /// Whether the connection of that number is still the one that is begun.
    fn is_present(self, number: u32) -> bool {
        self.behind.with_value(|behind| behind.number == number)
    }

    /// The client of the API that is connected to, also while its generations are asked for.
    fn api(self) -> Client {
        let asked = self.behind.with_value(|behind| behind.asked.clone());
        asked.unwrap_or_else(|| self.client())
    }

    /// Asks an API which generations it answers, before anything else is asked of it.
    fn find_out(self, link: Link, client: Client) {
        let number = self.begin(Some(client.clone()));
        let waiting = self.behind.with_value(|behind| behind.not_open.clone());
        self.generations.set(None);
        self.client.set(Client::new(waiting, client.zone().clone()));
        self.link.set(link.clone());
        let project = untrack(|| self.project());
        task::spawn(async move {
            let found = client.generations(&project).await;
            // The user may have chosen another connection meanwhile.
            if self.is_present(number) {
                self.behind.update_value(|behind| behind.asked = None);
                if !found.is_whole() {
                    self.toasts.say(found.words(client.zone()));
                }
                self.open_client(client, self.place_of(&link), found);
                self.open_link(link);
            }
        });
    }

    fn open_client(self, client: Client, place: Place, generations: Generations) {
        let auditor = self.behind.with_value(|behind| behind.audit_log.of(place));
        self.client.set(client.knowing(&generations).audited(auditor));
        self.generations.set(Some(generations));
    }

    /// Which generations the API answers, once that is known.
    pub fn generations(self) -> Option<Generations> {
        self.generations.get()
    }

    /// Whether a generation is worth asking for. While that is unknown, what is asked waits.
    pub fn asks(self, generation: Generation) -> bool {
        self.generations.with(|known| known.as_ref().is_none_or(|known| known.asks(generation)))
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

    /// How the page was served, once that is known.
    pub fn about(self) -> Option<About> {
        self.about.with(|about| about.as_ref().map(|(about, _)| about.clone()))
    }

    /// The API's now: the sandbox's virtual one, which is 0 until it is open, or the browser's.
    pub fn now_ms(self) -> i64 {
        self.revision.track();
        if let Some(now_ms) = self.world.with(|world| world.as_ref().map(World::now_ms)) {
            return now_ms;
        }
        self.served_clock().unwrap_or_else(time::now_ms)
    }

    /// What the clock of the connected sandbox shows, here or in the server; nothing while
    /// connected to an API, whose clock is everybody's.
    fn own_clock(self) -> Option<i64> {
        untrack(|| match self.world.with(|world| world.as_ref().map(World::now_ms)) {
            None => self.served_clock(),
            known => known,
        })
    }

    /// What the clock of the server's sandbox shows, while connected to it.
    fn served_clock(self) -> Option<i64> {
        self.with_served_clock(|clock, read_ms| {
            clock.now_ms + (time::now_ms() - read_ms) * clock.speed
        })
    }

    /// How fast that clock runs, while connected to it.
    pub fn served_speed(self) -> Option<i64> {
        self.with_served_clock(|clock, _| clock.speed)
    }

    fn with_served_clock(self, look: impl FnOnce(ServedClock, i64) -> i64) -> Option<i64> {
        self.about.with(|about| {
            let (about, read_ms) = about.as_ref()?;
            self.link.with(|link| answering(link, Some(about)))?;
            Some(look(about.clock?, *read_ms))
        })
    }

    /// What the server has just told of its sandbox's clock.
    pub fn served_clock_is(self, clock: ServedClock) {
        self.about.try_update(|about| {
            if let Some((about, read_ms)) = about {
                (about.clock, *read_ms) = (Some(clock), time::now_ms());
            }
        });
    }

    /// Asks the server for that clock, which somebody else may have moved.
    pub fn read_served_clock(self) {
        if untrack(|| self.served_speed()).is_some() {
            task::spawn(async move {
                // One that cannot be read goes on as it was known; the reads beside it tell why.
                if let Ok(clock) = served_clock().await {
                    self.served_clock_is(clock);
                }
            });
        }
    }

    /// The connection whose key has to be entered again, if that is what is missing.
    pub fn locked(self) -> Option<Kept> {
        self.link.with(|link| match link {
            Link::Locked(kept) => Some(kept.clone()),
            Link::Opening | Link::Sandbox | Link::Served { .. } | Link::Api(_) => None,
        })
    }

    /// Where the groups and templates are that it shows; none before that is known.
    pub fn spot(self) -> Option<Spot> {
        let (zone, project) = match self.link.get() {
            Link::Opening => return None,
            Link::Sandbox | Link::Served { by: ServedBy::Sandbox, .. } => {
                (String::new(), String::new())
            }
            Link::Api(kept) | Link::Locked(kept) => (kept.zone.0, kept.project),
            Link::Served { zone, project, .. } => (zone.0, project),
        };
        Some(Spot { zone, project })
    }

    /// Whether a page cannot be shown: its key is missing, or it is of another place.
    pub fn bars(self, page: &Location) -> bool {
        let is_locked = self.link.with(|link| matches!(link, Link::Locked(_)));
        page.is_zonal() && (is_locked || self.spot().is_some_and(|here| page.is_elsewhere(&here)))
    }

    /// Forgets the key at once; what the console was connected to asks for it again.
    pub fn forget_key(self) {
        if let Link::Api(kept) = self.link.get_untracked() {
            BrowserStorage::Session.remove(KEY);
            self.api().end();
            self.begin(None);
            self.client.set(api_client(&kept.address, Key::new(""), &kept.zone, false));
            self.link.set(Link::Locked(kept));
            self.refresh();
        }
    }

    /// The address that a command outside the browser calls. What the page has in itself has none:
    /// there it is the API's own.
    pub fn api_address(self) -> String {
        self.link.with(|link| match link {
            Link::Api(kept) | Link::Locked(kept) => kept.address.clone(),
            Link::Served { .. } => origin(),
            Link::Sandbox | Link::Opening => API.to_owned(),
        })
    }

    /// The project to filter by and to create in; empty for all.
    pub fn project(self) -> String {
        match self.link.get() {
            Link::Opening | Link::Sandbox => String::new(),
            Link::Api(kept) | Link::Locked(kept) => kept.project,
            Link::Served { project, .. } => project,
        }
    }

    /// What keeps the writes of this browser.
    pub fn audit_log(self) -> AuditLog {
        self.behind.with_value(|behind| behind.audit_log.clone())
    }

    /// Follows what this tab writes.
    pub fn track_written(self) {
        self.written.track();
    }

    /// What the writes of this connection are kept under.
    pub fn place(self) -> Place {
        self.about.with(|_| ());
        self.link.with(|link| self.place_of(link))
    }

    fn place_of(self, link: &Link) -> Place {
        self.about.with_untracked(|about| place(link, about.as_ref().map(|(about, _)| about)))
    }

    /// Whether a server's sandbox answers, however it is connected to.
    pub fn is_served_sandbox(self) -> bool {
        self.place().kind == PlaceKind::ServedSandbox
    }

    /// Says that what the API holds may have changed, so that pages read it again.
    pub fn refresh(self) {
        self.client.with_untracked(Client::expect_news);
        self.revision.try_update(|revision| *revision += 1);
    }

    /// Connects to the sandbox.
    pub fn use_sandbox(self) {
        BrowserStorage::Session.remove(KEY);
        self.enter_sandbox();
        self.keep_link(Link::Sandbox);
    }

    /// Asks again for what could not be had, from a worker that was given up too.
    pub fn try_again(self) {
        if let Some(world) = untrack(|| self.world()) {
            world.start_again();
        }
        let is_unclear =
            |known: &Option<Generations>| known.as_ref().is_some_and(|known| !known.is_clear());
        if self.generations.with_untracked(is_unclear) {
            self.find_out(self.link.get_untracked(), self.api());
        }
        self.refresh();
    }

    fn enter_sandbox(self) {
        self.begin(None);
        let died = move || {
            self.toasts.say(t!("The sandbox stopped and was started again; nothing is lost."));
            self.refresh();
        };
        let world = World::open(died, move || self.refresh());
        self.open_client(sandbox_client(&world), Place::default(), Generations::BOTH);
        if let Some(old) = self.world.write().replace(world) {
            old.close();
        }
    }

    /// Connects to an API that was asked what it answers. The key stays in memory, or, when asked,
    /// in the tab's storage.
    pub fn use_api(self, connection: Connection, keep_key: bool, generations: Generations) {
        let Connection { kept, key } = connection;
        if keep_key {
            BrowserStorage::Session.set(KEY, &key);
        } else {
            BrowserStorage::Session.remove(KEY);
        }
        let by_source = kept.address == origin() && untrack(|| self.about()).is_some();
        let client = api_client(&kept.address, Key::new(&key), &kept.zone, by_source);
        let link = Link::Api(kept);
        self.begin(None);
        self.open_client(client, self.place_of(&link), generations);
        self.leave_world();
        self.keep_link(link);
    }

    /// Goes to where an address is, in the API that it is connected to.
    pub fn go_to_spot(self, Spot { zone, project }: &Spot) {
        self.switch(kept(self.link.get_untracked()).at(zone, project));
    }

    /// Goes to another zone or project of the API that it is connected to, with the same key.
    pub fn switch(self, kept: Kept) {
        let client = self.api().in_zone(kept.zone.clone());
        let link = match self.link.get_untracked() {
            Link::Api(_) => Link::Api(kept),
            Link::Served { by, .. } => Link::Served { by, zone: kept.zone, project: kept.project },
            Link::Opening | Link::Sandbox | Link::Locked(_) => return,
        };
        remember(&link);
        self.find_out(link, client);
    }

    /// Connects to the server that the page came from, without a key of one's own.
    pub fn use_server(self) {
        let (address, zone) = (origin(), FIRST_ZONE.into());
        let kept = Kept { address, zone, served: true, ..Kept::default() };
        let (link, client) = served_link(untrack(|| self.about()).as_ref(), kept);
        BrowserStorage::Session.remove(KEY);
        self.leave_world();
        remember(&link);
        self.find_out(link, client);
    }

    fn leave_world(self) {
        if let Some(world) = self.world.write().take() {
            task::spawn(async move {
                let to_ms = untrack(|| world.now_ms());
                // How far its clock had come is all that could be lost.
                let _ = world.ask(Advance { to_ms, keep: true }).await;
                world.close();
            });
        }
    }

    fn keep_link(self, link: Link) {
        remember(&link);
        self.open_link(link);
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
    Client::new(world.clone(), FIRST_ZONE.into())
}
