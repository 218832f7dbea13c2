//! Random work: a reload at every step and steps of any size make no difference, and what must
//! always hold does.

use headroom::sandbox::{GROUP_FAULTS, Sandbox};
use headroom::wire::{GroupList, Server, ServerList};

use super::{Api, GROUP, HOUR, MINUTE, SCALE_DOWN, SECOND, TEMPLATE};
use crate::chance::Chance;

const SERVERS: &str = "/instance/v1/zones/fr-par-1/servers";

/// A sandbox, and the ids of what was made in it.
#[derive(Clone)]
struct Work {
    api: Api,
    templates: Vec<String>,
    groups: Vec<String>,
}

impl Clone for Api {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl Work {
    fn start() -> Self {
        Self { api: Api::empty(), templates: Vec::new(), groups: Vec::new() }
    }

    fn make(&mut self, noun: &str, body: &str) -> String {
        let row: serde_json::Value = self.api.ok("POST", noun, body);
        row["id"].as_str().unwrap().to_owned()
    }

    fn servers(&mut self) -> Vec<Server> {
        self.api.ok::<ServerList>("GET", &format!("{SERVERS}?per_page=100"), "").servers
    }

    /// One call, or none when there is nothing to call it on.
    fn act(&mut self, chance: &mut Chance) {
        match chance.within(0, 9) {
            0 => {
                let id = self.make("instance-templates", TEMPLATE);
                self.templates.push(id);
            }
            1 | 2 if !self.templates.is_empty() => {
                let body = GROUP.replace("<template>", any::<String>(chance, &self.templates));
                let id = self.make("instance-groups", &body);
                self.groups.push(id);
            }
            3 | 4 if !self.groups.is_empty() => self.policy(chance),
            5 if !self.groups.is_empty() => self.resize(chance),
            6 | 7 => self.terminate(chance),
            8 if !self.groups.is_empty() => self.rename(chance),
            9 if chance.once_in(4) && self.templates.len() > 1 => {
                let id = self.templates.remove(0);
                self.api.call("DELETE", &format!("instance-templates/{id}"), "");
            }
            9 if chance.once_in(4) && self.groups.len() > 1 => {
                let id = self.groups.remove(0);
                self.api.call("DELETE", &format!("instance-groups/{id}"), "");
            }
            _ => {}
        }
    }

    fn group(&self, chance: &mut Chance) -> String {
        any(chance, &self.groups).clone()
    }

    fn policy(&mut self, chance: &mut Chance) {
        let body = SCALE_DOWN.replace("<group>", &self.group(chance));
        let body = match chance.once_in(2) {
            true => body
                .replace("operator_less_than", "operator_greater_than")
                .replace("scale_down\"", "scale_up\""),
            false => body,
        };
        let threshold = format!("\"threshold\":{}", chance.within(20, 80));
        self.make("instance-policies", &body.replace("\"threshold\":40", &threshold));
    }

    fn resize(&mut self, chance: &mut Chance) {
        let min = chance.within(1, 5);
        let max = chance.within(min.max(2), 7);
        let body = format!(r#"{{"capacity":{{"min_replicas":{min},"max_replicas":{max}}}}}"#);
        let path = format!("instance-groups/{}", self.group(chance));
        assert_eq!(self.api.call("PATCH", &path, &body).0, 200);
    }

    fn rename(&mut self, chance: &mut Chance) {
        let name = if chance.once_in(2) { "sound" } else { chance.pick(GROUP_FAULTS).0 };
        let path = format!("instance-groups/{}", self.group(chance));
        self.api.call("PATCH", &path, &format!(r#"{{"name":"{name}"}}"#));
    }

    fn terminate(&mut self, chance: &mut Chance) {
        let servers = self.servers();
        if servers.is_empty() {
            return;
        }
        let server = any(chance, &servers);
        let path = format!("{SERVERS}/{}", server.id);
        match server.state.as_str() {
            "stopped" => assert_eq!(self.api.call("DELETE", &path, "").0, 204),
            _ => {
                let action = r#"{"action":"terminate"}"#;
                assert_eq!(self.api.call("POST", &format!("{path}/action"), action).0, 202);
            }
        }
    }

    /// What holds at any time.
    fn check(&mut self) {
        let list: GroupList = self.api.ok("GET", "instance-groups?page_size=1000", "");
        let servers = self.servers();
        for group in &list.instance_groups {
            let own: Vec<&Server> = servers
                .iter()
                .filter(|server| server.group() == Some(group.id.as_str()))
                .filter(|server| server.state != "stopping")
                .collect();
            assert!(own.len() <= 7, "{group:?}");
            let mut names: Vec<&str> = own.iter().map(|server| server.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), own.len());
        }
    }
}

fn any<'a, T>(chance: &mut Chance, items: &'a [T]) -> &'a T {
    chance.pick(&items.iter().collect::<Vec<_>>())
}

fn pause(chance: &mut Chance) -> i64 {
    let unit = chance.pick(&[1, SECOND, MINUTE, HOUR]);
    i64::from(chance.within(0, 90)) * unit / if unit == HOUR { 30 } else { 1 }
}

/// The same work on three sandboxes: one that stays, one that is reloaded after every step, and
/// one whose clock goes in small steps.
#[test]
fn reloads_and_the_size_of_steps_make_no_difference() {
    for seed in 0..6 {
        let mut works = [Work::start(), Work::start(), Work::start()];
        let mut chance = Chance(seed);
        for step in 0..40 {
            let (draws, by_ms) = (chance.0 ^ 0xA5, pause(&mut chance));
            let end_ms = works[0].api.0.now_ms() + by_ms;
            for (index, work) in works.iter_mut().enumerate() {
                work.act(&mut Chance(draws));
                if index == 1 {
                    work.api = Api(Sandbox::load(&work.api.0.save()).unwrap());
                }
                if index == 2 {
                    work.api.0.advance(end_ms - by_ms / 2);
                    work.api.0.advance(end_ms - by_ms / 7);
                }
                work.api.0.advance(end_ms);
                work.check();
            }
            let [stayed, reloaded, small] = works.each_ref().map(|work| work.api.0.save());
            assert!(stayed == reloaded, "seed {seed}, step {step}: a reload shows");
            assert!(stayed == small, "seed {seed}, step {step}: small steps show");
        }
    }
}

/// Left alone and with nothing wrong, every group comes within its bounds.
#[test]
fn a_group_that_is_left_alone_comes_within_its_bounds() {
    for seed in 100..112 {
        let mut work = Work::start();
        let mut chance = Chance(seed);
        for _ in 0..40 {
            work.act(&mut chance);
            let by_ms = pause(&mut chance);
            work.api.advance(by_ms);
        }
        work.api.advance(10 * MINUTE);
        let list: GroupList = work.api.ok("GET", "instance-groups?page_size=1000", "");
        let servers = work.servers();
        for group in list.instance_groups.iter().filter(|group| group.error_messages.is_empty()) {
            let own = |server: &&Server| server.group() == Some(group.id.as_str());
            let size = u32::try_from(servers.iter().filter(own).count()).unwrap();
            let bounds = group.capacity.min_replicas..=group.capacity.max_replicas;
            assert!(
                servers.len() >= 100 || bounds.contains(&size),
                "seed {seed}: {size} {group:?}"
            );
        }
    }
}
