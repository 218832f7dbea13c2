//! What a group depends on, and what is wrong with it.

use super::subject::{Generation, Origin, Subject};
use crate::sandbox::alert_kind::AlertKind;
use crate::sandbox::catalog::{BALANCERS, ZONE};
use crate::sandbox::fault::{GroupFault, NO_AGENT, UNHEALTHY, alert_fault, group_fault};
use crate::sandbox::options::{FEWEST_EVENTS, MOST_EVENTS};
use crate::wire::v1alpha2::{self, LoadBalancerConfiguration};
use crate::wire::{Group, LoadBalancerId, Template, Zone};

/// A group and what it depends on.
#[derive(Clone, Copy, Debug)]
pub struct Dependencies<'a> {
    pub group: Subject<'a>,
    /// Its template, if that is there.
    origin: Option<Origin<'a>>,
    /// Since when its load balancer is gone, if it is.
    pub balancer_gone_ms: Option<i64>,
    /// What of its load balancer was never where the group looks for it.
    misplaced: Option<AlertKind>,
    /// What the name of a group of the first generation asks for.
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
        let template = templates.iter().find(|row| row.id == group.instance_template_id);
        let never = (fault == Some(GroupFault::NoBalancer)).then_some(i64::MIN);
        Self {
            group: Subject::from(group),
            origin: template.map(Origin::First),
            balancer_gone_ms: never.or_else(|| gone_since(gone_balancers, &group.loadbalancer.id)),
            misplaced: None,
            fault,
            most_events: share_of(groups),
        }
    }

    /// What a group of the second generation in a zone depends on, with the template that it
    /// names.
    pub fn of_scaling_group(
        (zone, group): (&Zone, &'a v1alpha2::Group),
        groups: usize,
        template: Option<&'a v1alpha2::Template>,
        gone_balancers: &[(LoadBalancerId, i64)],
    ) -> Self {
        let balancer = group.load_balancer_configuration.as_ref();
        let gone =
            balancer.and_then(|balancer| gone_since(gone_balancers, &balancer.load_balancer_id));
        let asks_for = alert_fault(&group.name) == Some(AlertKind::LoadBalancerNotFound);
        Self {
            group: Subject::from(group),
            origin: template.map(Origin::Second),
            balancer_gone_ms: asks_for.then_some(i64::MIN).or(gone),
            misplaced: balancer.and_then(|balancer| misplaced(zone, balancer)),
            fault: None,
            most_events: share_of(groups),
        }
    }

    /// Whether the group's Instances have the agent that measures their memory.
    pub fn has_agent(&self) -> bool {
        !self.group.name.starts_with(NO_AGENT)
    }

    /// Whether the group's Instances fail their health check after a while.
    pub fn is_unhealthy(&self) -> bool {
        self.group.name.starts_with(UNHEALTHY)
    }

    /// The template of the group's next Instances, or why there can be none.
    pub fn launchable(&self) -> Result<Origin<'a>, String> {
        if let Some(alert) = self.launch_alert() {
            return Err(alert.word());
        }
        let origin = self.usable_template()?;
        self.launch_problem().map_or(Ok(origin), Err)
    }

    /// Why the group's backends cannot be configured.
    pub fn balancer_problem(&self, at_ms: i64) -> Option<String> {
        match self.group.generation {
            Generation::Second => self.balancer_alert(at_ms).map(AlertKind::word),
            Generation::First => {
                let id = self.group.balancer_id?;
                let gone = self.is_balancer_gone(at_ms);
                gone.then(|| format!("Load balancer {id} was not found."))
            }
        }
    }

    fn is_balancer_gone(&self, at_ms: i64) -> bool {
        self.balancer_gone_ms.is_some_and(|gone_ms| gone_ms <= at_ms)
    }

    /// Why no Instance of a group of the second generation can be made.
    pub fn launch_alert(&self) -> Option<AlertKind> {
        if self.group.generation == Generation::First {
            return None;
        }
        let asked_for = alert_fault(self.group.name).filter(|kind| !kind.is_of_balancer());
        asked_for.or(match self.origin {
            None => Some(AlertKind::TemplateNotFound),
            Some(origin) => (!origin.is_bootable()).then_some(AlertKind::InvalidTemplate),
        })
    }

    /// Why the backends of a group of the second generation cannot be kept filled.
    pub fn balancer_alert(&self, at_ms: i64) -> Option<AlertKind> {
        self.group.balancer_id.filter(|_| self.group.generation == Generation::Second)?;
        let asked_for = alert_fault(self.group.name).filter(|kind| kind.is_of_balancer());
        let gone = self.is_balancer_gone(at_ms).then_some(AlertKind::LoadBalancerNotFound);
        asked_for.or(gone).or(self.misplaced)
    }

    /// What the group's Instances are made of that is not there.
    pub fn template_problem(&self) -> Option<String> {
        self.usable_template().err()
    }

    /// Why there is no room for another Instance.
    pub fn launch_problem(&self) -> Option<String> {
        match self.fault? {
            GroupFault::OutOfStock => {
                let origin = self.origin?;
                Some(format!("Instance type {} is out of stock.", origin.server_type()))
            }
            GroupFault::QuotaExceeded => Some("Quota of Instances exceeded.".to_owned()),
            GroupFault::NoBalancer | GroupFault::NoNetwork => None,
        }
    }

    /// The template, if it and the network are there.
    fn usable_template(&self) -> Result<Origin<'a>, String> {
        let Some(origin) = self.origin else {
            return Err(format!("Instance template {} was not found.", self.group.template_id));
        };
        match self.group.network {
            Some(network) if self.fault == Some(GroupFault::NoNetwork) => {
                Err(format!("Private Network {network} was not found."))
            }
            _ => Ok(origin),
        }
    }
}

fn gone_since(gone_balancers: &[(LoadBalancerId, i64)], id: &LoadBalancerId) -> Option<i64> {
    gone_balancers.iter().find(|(gone, _)| gone == id).map(|&(_, since_ms)| since_ms)
}

/// What of a load balancer is not where the group looks for it: one of the sandbox's own from
/// another zone, or a backend that is not its. All others that a group names are taken to exist.
fn misplaced(zone: &Zone, balancer: &LoadBalancerConfiguration) -> Option<AlertKind> {
    let id = balancer.load_balancer_id.as_str();
    let own = BALANCERS.into_iter().find(|own| own.id == id)?;
    if zone.as_str() != ZONE {
        return Some(AlertKind::LoadBalancerNotFound);
    }
    let is_own =
        |backend: &v1alpha2::LoadBalancerBackend| backend.backend_id.as_str() == own.backend;
    (!balancer.backends.iter().all(is_own)).then_some(AlertKind::BackendNotFound)
}

/// How many events each of so many groups may keep.
fn share_of(groups: usize) -> usize {
    (MOST_EVENTS / groups.max(1)).max(FEWEST_EVENTS)
}
