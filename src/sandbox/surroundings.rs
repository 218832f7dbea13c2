//! What a group depends on, and what is wrong with it.

use super::fault::{GroupFault, group_fault};
use super::options::{FEWEST_EVENTS, MOST_EVENTS};
use crate::wire::{Group, LoadBalancerId, Template};

/// What a group depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings<'a> {
    templates: &'a [Template],
    /// Since when its load balancer is gone, if it is.
    pub(super) balancer_gone_ms: Option<i64>,
    /// What its name asks for.
    fault: Option<GroupFault>,
    /// How many events it may keep.
    pub(super) room: usize,
}

impl<'a> Surroundings<'a> {
    /// What `group`, one of so many, depends on.
    pub(super) fn of(
        group: &Group,
        groups: usize,
        templates: &'a [Template],
        gone_balancers: &[(LoadBalancerId, i64)],
    ) -> Self {
        let fault = group_fault(&group.name);
        let gone = gone_balancers.iter().find(|(id, _)| *id == group.loadbalancer.id);
        let never = (fault == Some(GroupFault::NoBalancer)).then_some(i64::MIN);
        Self {
            templates,
            balancer_gone_ms: never.or_else(|| gone.map(|&(_, since_ms)| since_ms)),
            fault,
            room: (MOST_EVENTS / groups.max(1)).max(FEWEST_EVENTS),
        }
    }

    /// The template of the group's next Instances, or why there can be none.
    pub(super) fn launchable(&self, group: &Group) -> Result<&'a Template, String> {
        let template = self.part(group)?;
        self.no_room(group).map_or(Ok(template), Err)
    }

    /// Why the group's backends cannot be configured.
    pub(super) fn balancer_problem(&self, at_ms: i64, group: &Group) -> Option<String> {
        let gone = self.balancer_gone_ms.is_some_and(|gone_ms| gone_ms <= at_ms);
        gone.then(|| format!("Load balancer {} was not found.", group.loadbalancer.id))
    }

    /// What the group's Instances are made of that is not there.
    pub(super) fn missing_part(&self, group: &Group) -> Option<String> {
        self.part(group).err()
    }

    /// Why there is no room for another Instance.
    pub(super) fn no_room(&self, group: &Group) -> Option<String> {
        match self.fault? {
            GroupFault::OutOfStock => {
                let kind = &self.template(group)?.commercial_type;
                Some(format!("Instance type {kind} is out of stock."))
            }
            GroupFault::QuotaExceeded => Some("Quota of Instances exceeded.".to_owned()),
            GroupFault::NoBalancer | GroupFault::NoNetwork => None,
        }
    }

    /// The template, if it and the network are there.
    fn part(&self, group: &Group) -> Result<&'a Template, String> {
        let Some(template) = self.template(group) else {
            let id = &group.instance_template_id;
            return Err(format!("Instance template {id} was not found."));
        };
        match &group.loadbalancer.private_network_id {
            Some(network) if self.fault == Some(GroupFault::NoNetwork) => {
                Err(format!("Private Network {network} was not found."))
            }
            _ => Ok(template),
        }
    }

    fn template(&self, group: &Group) -> Option<&'a Template> {
        self.templates.iter().find(|row| row.id == group.instance_template_id)
    }
}
