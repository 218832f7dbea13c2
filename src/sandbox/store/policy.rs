//! Rows of policies. Each change reaches the scaler of the policy's group.

use super::row::StoredPolicy;
use super::tables::Store;
use crate::wire::{CreatePolicy, Policy, PolicyId, Zone};

impl Store {
    /// Makes a policy of a checked body.
    pub fn insert_policy(&mut self, zone: &Zone, body: CreatePolicy) -> Policy {
        let policy = Policy {
            id: PolicyId(self.ids.new_id()),
            name: body.name,
            metric: body.metric,
            action: body.action,
            adjustment: body.adjustment,
            value: body.value,
            priority: body.priority,
            instance_group_id: body.instance_group_id,
            zone: Some(zone.clone()),
        };
        let created_at = self.ids.new_stamp(self.now_ms);
        self.policies.0.push(StoredPolicy { created_at, policy: policy.clone() });
        self.refresh_rules(&policy.instance_group_id);
        policy
    }

    /// Puts a checked, changed policy in the place of the one with its id.
    pub fn replace_policy(&mut self, zone: &Zone, policy: Policy) {
        let group_id = policy.instance_group_id.clone();
        if let Some(row) = self.policies.get_mut(zone, policy.id.as_str()) {
            row.policy = policy;
        }
        self.refresh_rules(&group_id);
    }

    pub fn remove_policy(&mut self, zone: &Zone, id: &str) {
        if let Some(removed) = self.policies.remove(zone, id) {
            self.refresh_rules(&removed.policy.instance_group_id);
        }
    }
}
