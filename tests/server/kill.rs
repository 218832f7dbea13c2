//! The server is killed at any moment under a write load, and started again: every change that it
//! acknowledged is there.
//!
//! `HEADROOM_KILLS` says how many times (`make kills`: 200). The load and the moments follow from a
//! fixed seed; what the system makes of them does not, which is the point.

use std::collections::BTreeMap;
use std::env;
use std::sync::mpsc::{Sender, channel};
use std::thread::{scope, yield_now};

use headroom::base::{GOLDEN, draw};

use crate::files::Folder;
use crate::http::Reply;
use crate::process::Server;
use crate::sandbox::{GROUPS, TEMPLATES, api, group, template};

const SEED: u64 = 0x5eed;
const KILLS: usize = 8;
const WRITERS: usize = 4;
/// Each writer's resources of a kind, at most, so that the world does not grow.
const MOST: usize = 3;

/// What the name of everything that the writers make begins with.
const MARK: &str = "written-";

/// Draws that depend on nothing but the seed.
struct Draws(u64);

impl Draws {
    fn below(&mut self, limit: usize) -> usize {
        let drawn = draw(self.0, 0);
        self.0 = self.0.wrapping_add(GOLDEN);
        usize::try_from(drawn % limit as u64).unwrap()
    }
}

/// What may be known of a resource: the name that was acknowledged last, and what an
/// unanswered call may have made of it (`None`: gone).
#[derive(Debug, PartialEq)]
struct Known {
    name: String,
    perhaps: Option<Option<String>>,
}

/// One client and what it knows to be there, by the path of the resource.
struct Writer {
    number: usize,
    draws: Draws,
    named: usize,
    known: BTreeMap<String, Known>,
    /// The name in a creation that was not answered, if there is one.
    perhaps_created: Option<String>,
    /// How many calls were not answered, and how many of those took effect all the same.
    unanswered: usize,
    took_effect: usize,
}

impl Writer {
    fn new(number: usize) -> Self {
        let draws = Draws(SEED ^ (number as u64) << 32);
        let known = BTreeMap::new();
        let (named, unanswered, took_effect) = (0, 0, 0);
        Self { number, draws, named, known, perhaps_created: None, unanswered, took_effect }
    }

    fn new_name(&mut self) -> String {
        self.named += 1;
        format!("{MARK}{}-{}", self.number, self.named)
    }

    fn of(&self, list: &str) -> Vec<String> {
        self.known.keys().filter(|path| path.starts_with(list)).cloned().collect()
    }

    /// Writes until the server is gone, and reports each acknowledged change.
    fn run(&mut self, port: u16, acknowledged: &Sender<()>) {
        while self.step(port).is_some() {
            let _ = acknowledged.send(());
        }
    }

    fn step(&mut self, port: u16) -> Option<()> {
        let list = [TEMPLATES, GROUPS][self.draws.below(2)];
        let own = self.of(list);
        let at = self.draws.below(own.len().max(1));
        match self.draws.below(4) {
            0 | 1 if own.len() < MOST => self.create(port, list),
            _ if own.is_empty() => self.create(port, list),
            0 => self.delete(port, &own[at]),
            _ => self.patch(port, &own[at]),
        }
    }

    fn create(&mut self, port: u16, list: &str) -> Option<()> {
        let name = self.new_name();
        let body = match list {
            TEMPLATES => template(&name),
            _ => group(&name, &self.any_template(port)?),
        };
        self.perhaps_created = Some(name.clone());
        let reply = api("POST", list).body(&body).try_send(port).ok()?;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let path = format!("{list}/{}", reply.json()["id"].as_str().unwrap());
        self.known.insert(path, Known { name, perhaps: None });
        self.perhaps_created = None;
        Some(())
    }

    /// Some template for a group: of the first content, which no writer deletes.
    fn any_template(&self, port: u16) -> Option<String> {
        let path = format!("{TEMPLATES}?order_by=created_at_asc&page_size=1");
        let list = api("GET", &path).try_send(port).ok()?.json();
        Some(list["instance_templates"][0]["id"].as_str().unwrap().to_owned())
    }

    fn patch(&mut self, port: u16, path: &str) -> Option<()> {
        let name = self.new_name();
        let known = self.known.get_mut(path).unwrap();
        known.perhaps = Some(Some(name.clone()));
        let body = format!("{{\"name\":\"{name}\"}}");
        let reply = api("PATCH", path).body(&body).try_send(port).ok()?;
        assert_eq!(reply.status, 200, "{}", reply.text());
        *known = Known { name, perhaps: None };
        Some(())
    }

    fn delete(&mut self, port: u16, path: &str) -> Option<()> {
        self.known.get_mut(path).unwrap().perhaps = Some(None);
        let reply = api("DELETE", path).try_send(port).ok()?;
        assert_eq!(reply.status, 204, "{}", reply.text());
        self.known.remove(path);
        Some(())
    }

    /// Compares what is there with what must be, and learns how unanswered calls ended.
    fn check(&mut self, found: &mut BTreeMap<String, String>) {
        let mut settled = BTreeMap::new();
        for (path, known) in std::mem::take(&mut self.known) {
            let name = found.remove(&path);
            let as_acknowledged = name.as_deref() == Some(known.name.as_str());
            let as_perhaps = known.perhaps.as_ref() == Some(&name);
            assert!(as_acknowledged || as_perhaps, "{path}: {name:?} is there, known: {known:?}");
            self.unanswered += usize::from(known.perhaps.is_some());
            self.took_effect += usize::from(as_perhaps);
            if let Some(name) = name {
                settled.insert(path, Known { name, perhaps: None });
            }
        }
        self.known = settled;
        let created = self.perhaps_created.take();
        self.unanswered += usize::from(created.is_some());
        let created = found.iter().find(|(_, name)| Some(*name) == created.as_ref());
        if let Some((path, name)) = created.map(|(path, name)| (path.clone(), name.clone())) {
            found.remove(&path);
            self.took_effect += 1;
            self.known.insert(path, Known { name, perhaps: None });
        }
    }
}

/// The name of everything that the writers made, by path.
fn everything(port: u16) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (list, key) in [(TEMPLATES, "instance_templates"), (GROUPS, "instance_groups")] {
        let reply: Reply = api("GET", &format!("{list}?page_size=1000")).send(port);
        for row in reply.json()[key].as_array().unwrap() {
            let text = |key: &str| row[key].as_str().unwrap().to_owned();
            if text("name").starts_with(MARK) {
                found.insert(format!("{list}/{}", text("id")), text("name"));
            }
        }
    }
    found
}

/// Writes from all sides, until the server is killed. Returns how much was acknowledged.
fn load_and_kill(server: &mut Server, writers: &mut [Writer], draws: &mut Draws) -> usize {
    let port = server.port;
    let (sender, acknowledged) = channel();
    scope(|threads| {
        for writer in writers {
            let sender = sender.clone();
            threads.spawn(move || writer.run(port, &sender));
        }
        drop(sender);
        let mut count = 1 + draws.below(40);
        for _ in 0..count {
            acknowledged.recv().unwrap();
        }
        // Somewhere between two replies.
        for _ in 0..draws.below(5_000) {
            yield_now();
        }
        server.kill();
        count += acknowledged.iter().count();
        count
    })
}

#[test]
fn whatever_was_acknowledged_survives_every_kill() {
    let kills = env::var("HEADROOM_KILLS").map_or(KILLS, |text| text.parse().unwrap());
    let folder = Folder::new();
    let state = folder.arg("state.json");
    let mut draws = Draws(SEED);
    let mut writers: Vec<Writer> = (0..WRITERS).map(Writer::new).collect();
    let mut acknowledged = 0;
    let mut server = Server::start(&["--state", &state]);
    for _ in 0..kills {
        acknowledged += load_and_kill(&mut server, &mut writers, &mut draws);
        server = Server::start(&["--state", &state]);
        let mut found = everything(server.port);
        for writer in &mut writers {
            writer.check(&mut found);
        }
        assert_eq!(found, BTreeMap::new(), "nobody made these");
    }
    let sum = |count: fn(&Writer) -> usize| writers.iter().map(count).sum::<usize>();
    let (unanswered, took_effect) = (sum(|w| w.unanswered), sum(|w| w.took_effect));
    println!("{kills} kills: all {acknowledged} acknowledged changes are there, and");
    println!("{took_effect} of the {unanswered} that were not answered");
}
