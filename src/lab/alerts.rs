//! A group's alerts in words, with what helps (contract of v1alpha2, section 5).

use crate::base::sort_by_key;
use crate::wire::v1alpha2::{Alert, AlertType};

/// Where what helps is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cure {
    /// In the group's own form.
    EditGroup,
    /// With its template.
    Template,
    /// Outside of this console.
    Elsewhere,
}

/// An alert for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertWords {
    /// What is wrong, in a sentence.
    pub title: String,
    /// What to do about it, in one or two.
    pub advice: &'static str,
    /// Where that is done.
    pub cure: Cure,
}

fn rights() -> &'static str {
    t!("Somebody with the rights to manage the Organization can give them back: \
        InstancesFullAccess, and LoadBalancersFullAccess and PrivateNetworksFullAccess for what \
        is attached to the group.")
}

fn check() -> &'static str {
    t!("Check the template: its Instance type, image, volumes and networks have to exist and to \
        fit together. Correct it, or let the group use another one.")
}

fn other_balancer() -> &'static str {
    t!("It was deleted outside of the group. Choose another one in the group's settings, or make \
        it again there.")
}

/// What an alert says.
#[must_use]
pub fn told(alert: &Alert) -> AlertWords {
    let of = |title: &str, advice, cure| AlertWords { title: title.to_owned(), advice, cure };
    match &alert.kind {
        AlertType::QuotasExceeded => AlertWords {
            title: match alert.failing_quotas.as_slice() {
                [] => t!("A quota is used up").to_owned(),
                names => t!("A quota is used up: {}", names.join(", ")),
            },
            advice: t!(
                "The group cannot grow. Ask for a higher quota, or delete what is not needed. If \
                 it is the load balancer's number of servers, choose a larger load balancer."
            ),
            cure: Cure::Elsewhere,
        },
        AlertType::OutOfStock => of(
            t!("The zone is out of Instances of this type"),
            t!("The group goes on trying. To grow sooner, make a template with another Instance \
                type and let the group use it."),
            Cure::Template,
        ),
        AlertType::InvalidTemplate => of(t!("The template is refused"), check(), Cure::Template),
        AlertType::InvalidInstance => {
            of(t!("An Instance's configuration is refused"), check(), Cure::Template)
        }
        AlertType::TemplateNotFound => of(
            t!("The template is gone"),
            t!("The group can start no Instances. Let it use another template."),
            Cure::EditGroup,
        ),
        AlertType::TemplatePermissionsDenied => {
            of(t!("The group may not use its template"), rights(), Cure::Elsewhere)
        }
        AlertType::LoadBalancerNotFound => {
            of(t!("The load balancer is gone"), other_balancer(), Cure::EditGroup)
        }
        AlertType::LoadBalancerPermissionsDenied => {
            of(t!("The group may not change its load balancer"), rights(), Cure::Elsewhere)
        }
        AlertType::BackendNotFound => {
            of(t!("A backend of the load balancer is gone"), other_balancer(), Cure::EditGroup)
        }
        AlertType::BackendPermissionsDenied => {
            of(t!("The group may not change a backend"), rights(), Cure::Elsewhere)
        }
        AlertType::Unknown | AlertType::Other(_) => AlertWords {
            title: t!("The API reports “{}”", alert.kind),
            advice: t!("This console does not know that kind of alert."),
            cure: Cure::Elsewhere,
        },
    }
}

/// The open alerts of a group, one of each kind, the latest first.
#[must_use]
pub fn open_alerts(alerts: &[Alert]) -> Vec<Alert> {
    let mut open: Vec<Alert> =
        alerts.iter().filter(|alert| alert.closed_at.is_none()).cloned().collect();
    sort_by_key(&mut open, |alert| std::cmp::Reverse(alert.opened_at));
    let mut kinds = Vec::new();
    open.retain(|alert| {
        let is_new = !kinds.contains(&alert.kind);
        kinds.push(alert.kind.clone());
        is_new
    });
    open
}

/// What was wrong at a moment, in words.
#[must_use]
pub fn alerts_at(alerts: &[Alert], at_ms: i64) -> Vec<String> {
    let open = |alert: &&Alert| {
        alert.opened_at.as_millis() <= at_ms
            && alert.closed_at.is_none_or(|closed_at| at_ms < closed_at.as_millis())
    };
    alerts.iter().filter(open).map(|alert| told(alert).title).collect()
}
