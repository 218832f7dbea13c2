//! Instances, whether a group counts them or not.

use super::row::{Detached, Listed, StoredGroup};
use super::tables::Store;
use crate::sandbox::options::TERMINATION_MS;
use crate::sandbox::world::Dependencies;
use crate::wire::Zone;

impl Store {
    /// The Instances of a zone that are created by now, whoever counts them.
    pub fn instances<'a>(&'a self, zone: &'a Zone) -> impl Iterator<Item = Listed<'a>> {
        let counted = self.groups.in_zone(zone).flat_map(|row| row.world.instances());
        let detached = self.detached.iter().filter(move |kept| kept.zone == *zone);
        counted
            .map(|instance| Listed { instance, ends_ms: None })
            .chain(detached.map(|kept| Listed { instance: &kept.instance, ends_ms: kept.ends_ms }))
            .filter(|listed| listed.instance.created_us() <= self.now_ms * 1_000)
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
        let (count, now_ms) = (self.groups.0.len(), self.now_ms);
        for StoredGroup { group, world } in &mut self.groups.0 {
            if group.zone.as_ref() != Some(zone) {
                continue;
            }
            let deps = Dependencies::of(group, count, &self.templates.0, &self.gone_balancers);
            if let Some(instance) = world.lose(now_ms, id, &deps) {
                let (zone, ends_ms) = (zone.clone(), Some(ends_ms));
                self.detached.push(Detached { zone, instance, ends_ms });
                return;
            }
        }
    }
}
