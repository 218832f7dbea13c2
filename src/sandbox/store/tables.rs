//! All tables, and their way through time.

use super::ids::Ids;
use super::row::{Detached, Row, StoredGroup, StoredPolicy, Table};
use super::scaling_row::{StoredScalingGroup, StoredServerTemplate, scaling_deps};
use crate::sandbox::options::{CLOCK_RANGE_MS, SandboxOptions};
use crate::sandbox::world::{Dependencies, GroupWorld};
use crate::wire::{Group, LoadBalancerId, Template, Zone};

/// Everything that the API knows.
#[derive(Clone, Debug)]
pub struct Store {
    pub ids: Ids,
    pub now_ms: i64,
    pub templates: Table<Template>,
    pub groups: Table<StoredGroup>,
    pub policies: Table<StoredPolicy>,
    /// The second generation's groups.
    pub scaling_groups: Table<StoredScalingGroup>,
    /// The templates of their Instances.
    pub server_templates: Table<StoredServerTemplate>,
    /// Instances that no group counts: those of a deleted one keep running.
    pub detached: Vec<Detached>,
    /// Load balancers that are gone, and since when. All others that a group names exist.
    pub gone_balancers: Vec<(LoadBalancerId, i64)>,
    /// How many calls the second generation got, and in which second.
    pub rate: (i64, u32),
    pub options: SandboxOptions,
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
            scaling_groups: Table::default(),
            server_templates: Table::default(),
            detached: Vec::new(),
            gone_balancers: Vec::new(),
            rate: (0, 0),
            options: SandboxOptions::default(),
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
        let count = self.scaling_groups.0.len();
        for row in &mut self.scaling_groups.0 {
            let templates = &self.server_templates.0;
            let subject = (&row.zone, &row.group);
            let deps = scaling_deps(subject, count, templates, &self.gone_balancers);
            row.world.advance(to_ms, &deps);
        }
        self.now_ms = to_ms;
        self.drop_ended();
    }

    /// Forgets Instances whose termination is over, and groups whose deletion is, with theirs.
    pub fn drop_ended(&mut self) {
        let now_ms = self.now_ms;
        self.scaling_groups.0.retain(|row| {
            row.world.state().deletion_ms().is_none_or(|deletion_ms| deletion_ms > now_ms)
        });
        self.detached.retain(|kept| kept.ends_ms.is_none_or(|ends_ms| ends_ms > now_ms));
    }

    /// What a group depends on.
    pub fn deps<'a>(&'a self, group: &'a Group) -> Dependencies<'a> {
        let count = self.groups.0.len();
        Dependencies::of(group, count, &self.templates.0, &self.gone_balancers)
    }

    /// What a group of the second generation depends on.
    pub fn scaling_deps<'a>(&'a self, row: &'a StoredScalingGroup) -> Dependencies<'a> {
        let count = self.scaling_groups.0.len();
        let subject = (&row.zone, &row.group);
        scaling_deps(subject, count, &self.server_templates.0, &self.gone_balancers)
    }

    /// The worlds of all groups of both generations, each with its zone.
    pub fn worlds(&self) -> impl Iterator<Item = (Option<&Zone>, &GroupWorld)> {
        let first = self.groups.0.iter().map(|row| (row.group.zone.as_ref(), &row.world));
        first.chain(self.scaling_groups.0.iter().map(|row| (Some(&row.zone), &row.world)))
    }

    /// The name of the template, group or policy with that id, whatever its zone.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        fn find<'a, R: Row>(table: &'a Table<R>, id: &str) -> Option<&'a str> {
            table.0.iter().map(Row::key).find(|key| key.id == id).map(|key| key.name)
        }
        find(&self.templates, id)
            .or_else(|| find(&self.groups, id))
            .or_else(|| find(&self.policies, id))
            .or_else(|| find(&self.scaling_groups, id))
            .or_else(|| find(&self.server_templates, id))
    }
}
