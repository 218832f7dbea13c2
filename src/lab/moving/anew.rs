//! A group made once more in its own generation, from what a file says of it.

use super::origin::Origin;
use super::plan::Moving;
use super::step::{MoveStep, TEMPLATE, What, cloud_init_step, policy_step};
use crate::engine::{
    Capacity, FieldErrors, Policy as Checked, Reason, check_new_scaling_group,
    check_server_template, check_template,
};
use crate::forms::apply::Call;
use crate::forms::scaling_policy;
use crate::wire::v1alpha2::{
    self, AutoHealingSpec, LoadBalancerConfiguration, LoadBalancerConfigurationSpec,
};
use crate::wire::{CloudInit, CreateGroup, ProjectId, Template, TemplateId};

/// What a group that is made anew does not take from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anew {
    /// Its name.
    pub name: String,
    /// Its project; that of the file where none is named.
    pub project: Option<ProjectId>,
    /// A template that is there already and is used; without one, the file's is created.
    pub template: Option<TemplateId>,
}

impl Moving {
    /// The calls that make the group of a file anew, under a name that none of those `taken` is.
    ///
    /// # Errors
    /// What cannot be sent, by field: `name` among them.
    pub fn anew(origin: &Origin, anew: &Anew, taken: &[String]) -> Result<Self, FieldErrors> {
        let name = anew.name.trim();
        let mut errors = FieldErrors::default();
        errors.require(!name.is_empty(), "name", t!("Enter a name for the group."));
        if taken.iter().any(|own| own == name) {
            let message = t!("A group of this name is there already. Enter another one.");
            errors.add("name", Reason::Constraint, message);
        }
        errors.or(())?;
        let steps = origin.steps(anew);
        for step in &steps {
            check(&step.call).map_err(|errors| placed(step, errors))?;
        }
        Ok(Self { steps, sent: Vec::new(), lost: Vec::new() })
    }
}

/// What is wrong with the group is said by field, and all else by the step that it belongs to.
fn placed(step: &MoveStep, mut errors: FieldErrors) -> FieldErrors {
    if step.what == What::Group {
        return errors;
    }
    for error in &mut errors.0 {
        error.field = "file".into();
        error.message = t!("{}: {}", step.title, error.message);
    }
    errors
}

/// What the API would refuse is not sent.
fn check(call: &Call) -> Result<(), FieldErrors> {
    match call {
        Call::CreateTemplate(body) => check_template(body),
        Call::CreateGroup(body) => Capacity::try_from(body).map(drop),
        Call::CreatePolicy(body) => Checked::try_from(body).map(drop),
        Call::CreateTargetTemplate(body) => check_server_template(body),
        Call::CreateTargetGroup(body) => check_new_scaling_group(body).map(drop),
        _ => Ok(()),
    }
}

impl Origin {
    /// The calls that make it as it is once more, with nothing checked.
    #[must_use]
    pub fn as_new(&self) -> Vec<MoveStep> {
        let name = self.stored().name().to_owned();
        self.steps(&Anew { name, ..Anew::default() })
    }

    fn steps(&self, anew: &Anew) -> Vec<MoveStep> {
        let name = anew.name.trim().to_owned();
        let used = anew.template.clone().unwrap_or_else(|| TEMPLATE.into());
        let project = |own: &ProjectId| anew.project.clone().unwrap_or_else(|| own.clone());
        let mut steps = Vec::new();
        match self {
            Self::Thresholds { group, policies, template } => {
                if anew.template.is_none() {
                    steps.push(template_step(template, project(&template.project_id)));
                }
                let body = CreateGroup {
                    project_id: project(&group.project_id),
                    name: name.clone(),
                    tags: group.tags.clone(),
                    template_id: used,
                    capacity: group.capacity.clone(),
                    loadbalancer: group.loadbalancer.clone(),
                };
                steps.push(group_step(&name, Call::CreateGroup(body)));
                steps.extend(policies.iter().map(policy_step));
            }
            Self::Target { group, template, cloud_init } => {
                if anew.template.is_none() {
                    let project = project(&template.project_id);
                    steps.extend(target_template_steps(template, cloud_init.as_ref(), project));
                }
                let balancer = group.load_balancer_configuration.as_ref().map(balancer_spec);
                let body = v1alpha2::CreateGroup {
                    project_id: project(&group.project_id),
                    name: name.clone(),
                    tags: group.tags.clone(),
                    template_id: used,
                    scaling_policy_spec: Some(scaling_policy::spec(&group.scaling_policy)),
                    load_balancer_configuration_spec: balancer,
                };
                steps.push(group_step(&name, Call::CreateTargetGroup(body)));
            }
        }
        steps
    }
}

/// Creates a template as it is.
#[must_use]
pub fn template_step(old: &Template, project_id: ProjectId) -> MoveStep {
    let call = Call::CreateTemplate(crate::wire::CreateTemplate {
        commercial_type: old.commercial_type.clone(),
        image_id: old.image_id.clone(),
        volumes: old.volumes.clone(),
        tags: old.tags.clone(),
        security_group_id: old.security_group_id.clone(),
        placement_group_id: old.placement_group_id.clone(),
        public_ips_v4_count: old.public_ips_v4_count,
        public_ips_v6_count: old.public_ips_v6_count,
        project_id,
        name: old.name.clone(),
        private_network_ids: old.private_network_ids.clone(),
        cloud_init: old.cloud_init.clone(),
    });
    created_template(&old.name, call)
}

/// Creates a template with a target as it is, and gives it its cloud-init.
pub fn target_template_steps(
    old: &v1alpha2::Template,
    cloud_init: Option<&CloudInit>,
    project_id: ProjectId,
) -> impl Iterator<Item = MoveStep> + use<> {
    let call = Call::CreateTargetTemplate(v1alpha2::CreateTemplate {
        project_id,
        name: old.name.clone(),
        tags: old.tags.clone(),
        server_tags: old.server_tags.clone(),
        server_type: old.server_type.clone(),
        security_group_id: old.security_group_id.clone(),
        placement_group_id: old.placement_group_id.clone(),
        volumes: old.volumes.clone(),
        private_networks: old.private_networks.clone(),
        filesystem_ids: old.filesystem_ids.clone(),
        public_ip_v4_count: old.public_ip_v4_count,
        public_ip_v6_count: old.public_ip_v6_count,
        windows_rdp_ssh_key_id: old.windows_rdp_ssh_key_id.clone(),
    });
    std::iter::once(created_template(&old.name, call)).chain(cloud_init.map(cloud_init_step))
}

fn created_template(name: &str, call: Call) -> MoveStep {
    let title = t!("Create the template “{name}”");
    let reason = t!("First, since the group needs its id. A template alone costs nothing.");
    MoveStep { call, title, reason, what: What::Template }
}

fn group_step(name: &str, call: Call) -> MoveStep {
    let title = t!("Create the group “{name}”");
    let reason =
        t!("From here on it has Instances of its own, in its load balancer where it has one, and \
            their cost.");
    MoveStep { call, title, reason, what: What::Group }
}

fn balancer_spec(old: &LoadBalancerConfiguration) -> LoadBalancerConfigurationSpec {
    LoadBalancerConfigurationSpec {
        load_balancer_id: Some(old.load_balancer_id.clone()),
        backends: Some(old.backends.clone()),
        auto_healing: old.auto_healing.as_ref().map(|own| AutoHealingSpec {
            enabled: Some(own.enabled),
            grace_period: own.grace_period,
        }),
    }
}
