//! All tables, and their way through time.

use super::ids::Ids;
use super::row::{Detached, Row, StoredGroup, StoredPolicy, Table};
use crate::sandbox::options::CLOCK_RANGE_MS;
use crate::sandbox::world::Dependencies;
use crate::wire::{Group, LoadBalancerId, Template};

/// Everything that the API knows.
#[derive(Clone, Debug)]
pub struct Store {
    pub ids: Ids,
    pub now_ms: i64,
    pub templates: Table<Template>,
    pub groups: Table<StoredGroup>,
    pub policies: Table<StoredPolicy>,
    /// Instances that no group counts: those of a deleted one keep running.
    pub detached: Vec<Detached>,
    /// Load balancers that are gone, and since when. All others that a group names exist.
    pub gone_balancers: Vec<(LoadBalancerId, i64)>,
}

impl Store {
    /// One with nothing in it.
    pub fn new(seed: u64, now_ms: i64) -> Self {
        let (first_ms, last_ms) = CLOCK_RANGE_MS;
        Self {
            ids: Ids::new(seed),
            now_ms: now_ms.clamp(first_ms, last_ms),
            templates: Table::default(),
            groups: Table::default(),
            policies: Table::default(),
            detached: Vec::new(),
            gone_balancers: Vec::new(),
        }
    }

    /// Moves the clock, and every group's world with it. Never backwards, and not past the end
    /// of the clock's range.
    pub fn advance(&mut self, to_ms: i64) {
        let to_ms = to_ms.min(CLOCK_RANGE_MS.1);
        if to_ms <= self.now_ms {
            return;
        }
        let (count, templates) = (self.groups.0.len(), &self.templates.0);
        for StoredGroup { group, world } in &mut self.groups.0 {
            let deps = Dependencies::of(group, count, templates, &self.gone_balancers);
            if let Some(stamp) = world.advance(to_ms, &deps) {
                (group.created_at, group.updated_at) = (stamp, stamp);
            }
        }
        self.now_ms = to_ms;
        self.drop_ended();
    }

    /// Forgets Instances whose termination is over.
    pub fn drop_ended(&mut self) {
        let now_ms = self.now_ms;
        self.detached.retain(|kept| kept.ends_ms.is_none_or(|ends_ms| ends_ms > now_ms));
    }

    /// What a group depends on.
    pub fn deps<'a>(&'a self, group: &'a Group) -> Dependencies<'a> {
        let count = self.groups.0.len();
        Dependencies::of(group, count, &self.templates.0, &self.gone_balancers)
    }

    /// The name of the template, group or policy with that id, whatever its zone.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        fn find<'a, R: Row>(table: &'a Table<R>, id: &str) -> Option<&'a str> {
            table.0.iter().map(Row::key).find(|key| key.id == id).map(|key| key.name)
        }
        find(&self.templates, id)
            .or_else(|| find(&self.groups, id))
            .or_else(|| find(&self.policies, id))
    }
}
