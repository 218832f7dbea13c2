//! Instances, whether a group counts them or not.

use super::row::{Detached, Listed, StoredGroup};
use super::scaling_row::scaling_deps;
use super::tables::Store;
use crate::sandbox::options::TERMINATION_MS;
use crate::sandbox::world::{Dependencies, Instance};
use crate::wire::Zone;

impl Store {
    /// The Instances of a zone that are created by now, whoever counts them.
    pub fn instances<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = Listed<'a>> {
        let counted = self.worlds().filter(move |(own, _)| *own == Some(zone));
        let counted = counted.flat_map(|(_, world)| {
            let ends_ms = world.state().deletion_ms();
            let listed = move |instance| Listed { instance, ends_ms, is_off: false };
            world.instances().iter().map(listed)
        });
        let detached = self.detached.iter().filter(move |kept| kept.zone == *zone);
        let detached = detached.map(|Detached { instance, ends_ms, is_off, .. }| Listed {
            instance,
            ends_ms: *ends_ms,
            is_off: *is_off,
        });
        counted
            .chain(detached)
            .filter(|listed| listed.is_off || listed.instance.created_us() <= self.now_ms * 1_000)
    }

    /// Starts to terminate an Instance: it leaves its group and the backends at once and is gone
    /// some seconds later. Its group replaces it.
    pub fn terminate(&mut self, zone: &Zone, id: &str) {
        self.end(zone, id, self.now_ms.saturating_add(TERMINATION_MS));
    }

    /// Takes an Instance away at once. Its group replaces it.
    pub fn remove_instance(&mut self, zone: &Zone, id: &str) {
        self.end(zone, id, self.now_ms);
        self.drop_ended();
    }

    /// Lets an Instance end at `ends_ms`, or sooner if that was already so.
    fn end(&mut self, zone: &Zone, id: &str, ends_ms: i64) {
        let is_it = |kept: &&mut Detached| kept.zone == *zone && kept.instance.id == id;
        if let Some(kept) = self.detached.iter_mut().find(is_it) {
            kept.ends_ms = Some(kept.ends_ms.map_or(ends_ms, |sooner| sooner.min(ends_ms)));
            return;
        }
        if let Some(instance) = self.lose(zone, id) {
            let (zone, ends_ms) = (zone.clone(), Some(ends_ms));
            self.detached.push(Detached { zone, instance, ends_ms, is_off: false });
        }
    }

    /// Takes an Instance out of the group that counts it.
    fn lose(&mut self, zone: &Zone, id: &str) -> Option<Instance> {
        let (count, now_ms) = (self.groups.0.len(), self.now_ms);
        let of_first = self.groups.0.iter_mut().filter(|row| row.group.zone.as_ref() == Some(zone));
        for StoredGroup { group, world } in of_first {
            let deps = Dependencies::of(group, count, &self.templates.0, &self.gone_balancers);
            if let Some(instance) = world.lose(now_ms, id, &deps) {
                return Some(instance);
            }
        }
        let count = self.scaling_groups.0.len();
        for row in self.scaling_groups.0.iter_mut().filter(|row| row.zone == *zone) {
            let templates = &self.server_templates.0;
            let subject = (&row.zone, &row.group);
            let deps = scaling_deps(subject, count, templates, &self.gone_balancers);
            if let Some(instance) = row.world.lose(now_ms, id, &deps) {
                return Some(instance);
            }
        }
        None
    }
}
