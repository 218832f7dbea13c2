//! What a group depends on, and what is wrong with it.

use super::fault::{GroupFault, group_fault};
use crate::wire::{Group, LoadBalancerId, Template};

/// What a group depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings<'a> {
    /// The template of its next Instances, unless that is gone.
    pub(super) template: Option<&'a Template>,
    /// Since when its load balancer is gone, if it is.
    pub(super) balancer_gone_ms: Option<i64>,
    /// What its name asks for.
    fault: Option<GroupFault>,
}

impl<'a> Surroundings<'a> {
    /// What `group` depends on.
    pub(super) fn of(
        group: &Group,
        templates: &'a [Template],
        gone_balancers: &[(LoadBalancerId, i64)],
    ) -> Self {
        let fault = group_fault(&group.name);
        let gone = gone_balancers.iter().find(|(id, _)| *id == group.loadbalancer.id);
        let never = (fault == Some(GroupFault::NoBalancer)).then_some(i64::MIN);
        Self {
            template: templates.iter().find(|row| row.id == group.instance_template_id),
            balancer_gone_ms: never.or_else(|| gone.map(|&(_, since_ms)| since_ms)),
            fault,
        }
    }

    /// Why the group's backends cannot be configured.
    pub(super) fn balancer_problem(&self, at_ms: i64, group: &Group) -> Option<String> {
        let gone = self.balancer_gone_ms.is_some_and(|gone_ms| gone_ms <= at_ms);
        gone.then(|| format!("Load balancer {} was not found.", group.loadbalancer.id))
    }

    /// What the group's Instances are made of that is not there.
    pub(super) fn missing_part(&self, group: &Group) -> Option<String> {
        if self.template.is_none() {
            let id = &group.instance_template_id;
            return Some(format!("Instance template {id} was not found."));
        }
        let network = group.loadbalancer.private_network_id.as_ref();
        let lost = network.filter(|_| self.fault == Some(GroupFault::NoNetwork))?;
        Some(format!("Private Network {lost} was not found."))
    }

    /// Why there is no room for another Instance.
    pub(super) fn no_room(&self) -> Option<String> {
        let kind = self.template?.commercial_type.as_str();
        match self.fault? {
            GroupFault::OutOfStock => Some(format!("Instance type {kind} is out of stock.")),
            GroupFault::QuotaExceeded => Some("Quota of Instances exceeded.".to_owned()),
            GroupFault::NoBalancer | GroupFault::NoNetwork => None,
        }
    }
}
