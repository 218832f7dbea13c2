//! What a group depends on, and what is wrong with it.

use crate::sandbox::fault::{GroupFault, group_fault};
use crate::sandbox::options::{FEWEST_EVENTS, MOST_EVENTS};
use crate::wire::{Group, LoadBalancerId, Template};

/// A group and what it depends on.
#[derive(Clone, Copy, Debug)]
pub struct Dependencies<'a> {
    pub group: &'a Group,
    templates: &'a [Template],
    /// Since when its load balancer is gone, if it is.
    pub balancer_gone_ms: Option<i64>,
    /// What its name asks for.
    fault: Option<GroupFault>,
    /// How many events it may keep.
    pub most_events: usize,
}

impl<'a> Dependencies<'a> {
    /// What `group`, one of so many, depends on.
    pub fn of(
        group: &'a Group,
        groups: usize,
        templates: &'a [Template],
        gone_balancers: &[(LoadBalancerId, i64)],
    ) -> Self {
        let fault = group_fault(&group.name);
        let gone = gone_balancers.iter().find(|(id, _)| *id == group.loadbalancer.id);
        let never = (fault == Some(GroupFault::NoBalancer)).then_some(i64::MIN);
        Self {
            group,
            templates,
            balancer_gone_ms: never.or_else(|| gone.map(|&(_, since_ms)| since_ms)),
            fault,
            most_events: (MOST_EVENTS / groups.max(1)).max(FEWEST_EVENTS),
        }
    }

    /// The template of the group's next Instances, or why there can be none.
    pub fn launchable(&self) -> Result<&'a Template, String> {
        let template = self.usable_template()?;
        self.launch_problem().map_or(Ok(template), Err)
    }

    /// Why the group's backends cannot be configured.
    pub fn balancer_problem(&self, at_ms: i64) -> Option<String> {
        let gone = self.balancer_gone_ms.is_some_and(|gone_ms| gone_ms <= at_ms);
        gone.then(|| format!("Load balancer {} was not found.", self.group.loadbalancer.id))
    }

    /// What the group's Instances are made of that is not there.
    pub fn template_problem(&self) -> Option<String> {
        self.usable_template().err()
    }

    /// Why there is no room for another Instance.
    pub fn launch_problem(&self) -> Option<String> {
        match self.fault? {
            GroupFault::OutOfStock => {
                let kind = &self.template()?.commercial_type;
                Some(format!("Instance type {kind} is out of stock."))
            }
            GroupFault::QuotaExceeded => Some("Quota of Instances exceeded.".to_owned()),
            GroupFault::NoBalancer | GroupFault::NoNetwork => None,
        }
    }

    /// The template, if it and the network are there.
    fn usable_template(&self) -> Result<&'a Template, String> {
        let Some(template) = self.template() else {
            let id = &self.group.instance_template_id;
            return Err(format!("Instance template {id} was not found."));
        };
        match &self.group.loadbalancer.private_network_id {
            Some(network) if self.fault == Some(GroupFault::NoNetwork) => {
                Err(format!("Private Network {network} was not found."))
            }
            _ => Ok(template),
        }
    }

    fn template(&self) -> Option<&'a Template> {
        self.templates.iter().find(|row| row.id == self.group.instance_template_id)
    }
}
