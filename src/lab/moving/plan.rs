//! The calls of a move, each shown before it is sent.

use super::origin::Origin;
use super::step::{GROUP, MoveStep, TEMPLATE, What, cloud_init_step, policy_step};
use super::{Lost, group, template};
use crate::engine::{
    Capacity, FieldErrors, Reason, check_new_scaling_group, check_server_template, check_template,
};
use crate::forms::apply::{Call, Sent};
use crate::forms::scaling_policy;
use crate::whatif::VariantRules;
use crate::wire::v1alpha2;
use crate::wire::{CreateGroup, Generation, GroupId, LocalImage, Policy, TemplateId, Volume, Zone};

/// A move under way: what goes out is what was shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Moving {
    /// The calls in order.
    pub steps: Vec<MoveStep>,
    /// What became of those that were sent; the last one alone may be unfinished.
    pub sent: Vec<Sent>,
    /// What of template and load balancer is not carried.
    pub lost: Lost,
}

impl Moving {
    /// The calls that create a group with these rules beside the old one. `image` is the label, or
    /// in the first generation the id, of the image to boot, and `balancer` the load balancer of a
    /// group that has none; either only where it is needed.
    ///
    /// # Errors
    /// What is missing or cannot be sent, by field: `image` and `balancer` among them.
    pub fn plan(
        origin: &Origin,
        rules: &VariantRules,
        image: &str,
        balancer: &str,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let missing = origin.needs_image() && image.trim().is_empty();
        errors.require(!missing, "image", t!("Enter what the first volume is to boot."));
        let missing = origin.needs_balancer() && balancer.trim().is_empty();
        let ask = t!("Enter the load balancer that every such group has.");
        errors.require(!missing, "balancer", ask);
        errors.or(())?;
        match (origin, rules) {
            (Origin::Thresholds { group, template, .. }, VariantRules::Target(policy)) => {
                to_target(group, template, policy, image)
            }
            (Origin::Target { group, template, cloud_init }, VariantRules::Thresholds(rules)) => {
                let (template, lost) =
                    template::to_thresholds(template, cloud_init.as_ref(), image);
                check_template(&template)?;
                let group = CreateGroup {
                    project_id: group.project_id.clone(),
                    name: group.name.clone(),
                    tags: group.tags.clone(),
                    template_id: TEMPLATE.into(),
                    capacity: rules.capacity.clone(),
                    loadbalancer: group::balancer_to_thresholds(group, balancer),
                };
                Capacity::try_from(&group)?;
                let steps = to_thresholds(template, group, &rules.policies);
                Ok(Self { steps, sent: Vec::new(), lost })
            }
            _ => {
                let mut errors = FieldErrors::default();
                let message =
                    t!("These rules are of the group’s own generation: save them instead.");
                errors.add("rules", Reason::Constraint, message);
                Err(errors)
            }
        }
    }

    /// The call to send next, with its number; `None` once all are done, or when nobody knows what
    /// became of the last one.
    #[must_use]
    pub fn next(&self) -> Option<(usize, &MoveStep)> {
        let number = self.done();
        self.steps.get(number).filter(|_| !self.is_unknown()).map(|step| (number, step))
    }

    /// How many calls are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.sent.iter().take_while(|sent| matches!(sent, Sent::Done(_))).count()
    }

    /// Whether nobody knows what became of the last call.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.sent.last(), Some(Sent::Unknown(_)))
    }

    /// What became of the last call, in a sentence, for whoever does not see the list of them.
    #[must_use]
    pub fn last_words(&self) -> String {
        let number = self.sent.len();
        let step = number.checked_sub(1).and_then(|last| self.steps.get(last));
        let title = step.map_or("", |step| step.title.as_str());
        match (self.sent.last(), self.steps.len().saturating_sub(number)) {
            (Some(Sent::Refused(why)), _) => t!("Refused: {title}. {why}"),
            (Some(Sent::Unknown(why)), _) => t!("No answer to: {title}. {why}"),
            (Some(Sent::Done(_)), 0) => t!("Done: {title}. That was the last call."),
            (Some(Sent::Done(_)), left) => t!("Done: {title}. Calls left: {left}."),
            (None, _) => t!("Nothing was sent.").to_owned(),
        }
    }

    /// Whether all of it is done.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.done() == self.steps.len()
    }

    /// Notes what became of the call that was next, or of the one that nobody knew of. The id of
    /// what was created goes into the calls that need it.
    pub fn record(&mut self, result: Sent) {
        let number = self.done();
        debug_assert!(number < self.steps.len(), "only a call that was sent has a result");
        self.sent.truncate(number);
        if let (Some(step), Sent::Done(Some(id))) = (self.steps.get(number), &result) {
            let what = step.what;
            for later in self.steps.iter_mut().skip(number + 1) {
                fill(&mut later.call, what, id);
            }
        }
        self.sent.push(result);
    }

    /// Takes the last call for not sent, so that it is offered again.
    pub fn forget_last(&mut self) {
        self.sent.truncate(self.done());
    }

    /// The group that was made, once all of it is done.
    #[must_use]
    pub fn made(&self) -> Option<(Generation, GroupId)> {
        let id = self.group_id().filter(|_| self.is_finished())?;
        Some(match self.steps.iter().any(|step| step.call.is_of_targets()) {
            true => (Generation::V1alpha2, id),
            false => (Generation::V1alpha1, id),
        })
    }

    /// The id of the group that was created.
    #[must_use]
    pub fn group_id(&self) -> Option<GroupId> {
        let made = self.steps.iter().zip(&self.sent).find(|(step, _)| step.what == What::Group);
        match made {
            Some((_, Sent::Done(Some(id)))) => Some(id.as_str().into()),
            _ => None,
        }
    }
}

impl Origin {
    /// Whether its template boots from an image, which the other generation names differently.
    #[must_use]
    pub fn needs_image(&self) -> bool {
        match self {
            Self::Thresholds { template, .. } => {
                let boots = |volume: &Volume| volume.boot && volume.from_snapshot.is_some();
                let boots = template.volumes.values().any(boots);
                template.image_id.is_some() && !boots
            }
            Self::Target { template, .. } => {
                template.volumes.first().is_some_and(|volume| volume.image_label.is_some())
            }
        }
    }

    /// The image that its template boots, as the other generation names it: by its label in the
    /// marketplace, or by its id there. `None` for one that is not listed, such as one's own.
    #[must_use]
    pub fn image_elsewhere(&self, listed: &[LocalImage], zone: &Zone) -> Option<String> {
        match self {
            Self::Thresholds { template, .. } => {
                template::label_of(template.image_id.as_ref()?, listed)
            }
            Self::Target { template, .. } => {
                let label = template.volumes.first()?.image_label.as_deref()?;
                template::id_of(label, &template.server_type, zone, listed)
            }
        }
    }

    /// Whether it has no load balancer, though every group of the other generation has one.
    #[must_use]
    pub const fn needs_balancer(&self) -> bool {
        matches!(self, Self::Target { group, .. } if group.load_balancer_configuration.is_none())
    }
}

fn to_target(
    group: &crate::wire::Group,
    old: &crate::wire::Template,
    policy: &v1alpha2::ScalingPolicy,
    image: &str,
) -> Result<Moving, FieldErrors> {
    let (template, lost) = template::to_target(old, image);
    check_server_template(&template)?;
    let body = v1alpha2::CreateGroup {
        project_id: group.project_id.clone(),
        name: group.name.clone(),
        tags: group.tags.clone(),
        template_id: TEMPLATE.into(),
        scaling_policy_spec: Some(scaling_policy::spec(policy)),
        load_balancer_configuration_spec: None,
    };
    check_new_scaling_group(&body)?;
    let mut steps = vec![MoveStep {
        title: t!("Create the template “{}” anew", template.name),
        call: Call::CreateTargetTemplate(template),
        reason: t!("Templates of either generation have ids of their own."),
        what: What::Template,
    }];
    steps.extend(old.cloud_init.as_ref().map(cloud_init_step));
    steps.push(MoveStep {
        title: t!("Create the group “{}” beside the old one", body.name),
        call: Call::CreateTargetGroup(body),
        reason: t!(
            "From here on it has Instances of its own, and their cost. No request reaches them yet."
        ),
        what: What::Group,
    });
    if !group.loadbalancer.id.as_str().is_empty() {
        let body = v1alpha2::UpdateGroup {
            load_balancer_configuration_spec: Some(group::balancer_to_target(group)),
            ..v1alpha2::UpdateGroup::default()
        };
        steps.push(MoveStep {
            call: Call::UpdateTargetGroup(GROUP.into(), body),
            title: t!("Enter its Instances in the load balancer").to_owned(),
            reason: t!("From here on both groups serve. Best once the new Instances are up."),
            what: What::Part,
        });
    }
    Ok(Moving { steps, sent: Vec::new(), lost })
}

fn to_thresholds(
    template: crate::wire::CreateTemplate,
    group: CreateGroup,
    policies: &[Policy],
) -> Vec<MoveStep> {
    let mut steps = vec![
        MoveStep {
            title: t!("Create the template “{}” anew", template.name),
            call: Call::CreateTemplate(template),
            reason: t!("Templates of either generation have ids of their own."),
            what: What::Template,
        },
        MoveStep {
            title: t!("Create the group “{}” beside the old one", group.name),
            call: Call::CreateGroup(group),
            reason: t!(
                "From here on it has Instances of its own, in the load balancer at once, and their \
                 cost."
            ),
            what: What::Group,
        },
    ];
    steps.extend(policies.iter().map(policy_step));
    steps
}

/// Puts the id of what was created into a later call.
fn fill(call: &mut Call, what: What, id: &str) {
    let template = || TemplateId::from(id);
    match (call, what) {
        (Call::SetCloudInit(of, _), What::Template) => *of = template(),
        (Call::CreateTargetGroup(body), What::Template) => body.template_id = template(),
        (Call::CreateGroup(body), What::Template) => body.template_id = template(),
        (Call::UpdateTargetGroup(of, _), What::Group) => *of = id.into(),
        (Call::CreatePolicy(body), What::Group) => body.instance_group_id = id.into(),
        _ => {}
    }
}
