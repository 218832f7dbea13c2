//! The form of a group of the second generation. Its policy's fields stand under
//! `scaling_policy_spec.`, those of a backend under
//! `load_balancer_configuration_spec.backends.<index>.`.

use super::group::tags_field;
use super::reader::Reader;
use super::text::{id_text, join};
use super::{Choice, Control, Draft, Field, ResourceForm, Section, rows, scaling_policy};
use crate::engine::{
    FieldErrors, Reason, ScalingPolicy as Checked, check_changed_scaling_group,
    check_new_scaling_group,
};
use crate::wire::Duration;
use crate::wire::v1alpha2::{
    AddressFamily, AutoHealing, AutoHealingSpec, CreateGroup, FixedSize, Group, GroupSummary,
    LoadBalancerBackend, LoadBalancerConfiguration, LoadBalancerConfigurationSpec, ScalingPolicy,
    UpdateGroup, UtilizationTarget,
};

/// The list of the load balancer's backends.
pub const BACKENDS: &str = "load_balancer_configuration_spec.backends";

/// What the paths of the policy's fields start with.
pub const POLICY: &str = "scaling_policy_spec.";
/// The field that holds its load balancer.
pub const BALANCER: &str = "load_balancer_configuration_spec.load_balancer_id";
const HEALING: &str = "load_balancer_configuration_spec.auto_healing.enabled";
const GRACE: &str = "load_balancer_configuration_spec.auto_healing.grace_period";

/// The grace period of a group whose request states none (contract of v1alpha2, section 3).
const GRACE_PERIOD: Duration = Duration::from_secs(300);

/// What a group's form depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The groups of the zone, whose load balancers are suggested.
    pub groups: Vec<GroupSummary>,
    /// The project to create in; empty where that is open.
    pub project: String,
}

impl ResourceForm for Group {
    type Create = CreateGroup;
    type Update = UpdateGroup;
    type Context = Known;

    /// What the API takes where nothing is said, and a target of the vendor's own examples.
    fn blank(known: &Known) -> Draft {
        let minute = Some(Duration::from_secs(60));
        let policy = ScalingPolicy {
            minimum_size: 1,
            maximum_size: 5,
            scale_out_cooldown: minute,
            scale_in_cooldown: minute,
            scale_in_step: 1,
            scale_out_step: 1,
            cpu_target: Some(UtilizationTarget { target_avg_percent: 70 }),
            ..ScalingPolicy::default()
        };
        let other = known.groups.first().map_or("", |group| group.project_id.as_str());
        let project = if known.project.is_empty() { other } else { known.project.as_str() };
        Draft::default()
            .with("project_id", project)
            .with(GRACE, scaling_policy::seconds(GRACE_PERIOD))
            .nesting(POLICY, &scaling_policy::draft(&policy))
    }

    fn new_sections(draft: &Draft, known: &Known) -> Vec<Section> {
        let projects = known.groups.iter().map(|group| group.project_id.to_string());
        let project = Field::new("project_id", t!("Project"), Control::seen(projects.collect()));
        sections(draft, known, project)
    }

    fn create_body(draft: &Draft, known: &Known) -> Result<CreateGroup, FieldErrors> {
        let mut reader = Reader::new(draft);
        let balancer = read_balancer(&mut reader, draft);
        let body = CreateGroup {
            project_id: reader.text("project_id").as_str().into(),
            name: reader.text("name"),
            tags: reader.list("tags"),
            template_id: reader.text("template_id").as_str().into(),
            scaling_policy_spec: Some(scaling_policy::spec(&read_policy(&mut reader, draft))),
            load_balancer_configuration_spec: balancer.as_ref().map(balancer_spec),
        };
        let rules = check_new_scaling_group(&body).map(|_| ());
        reader.finish(body, rules, &Self::new_sections(draft, known))
    }

    fn draft(&self) -> Draft {
        let draft = Draft::default()
            .with("name", &self.name)
            .with("template_id", self.template_id.as_str())
            .with("project_id", self.project_id.as_str())
            .with("tags", join(&self.tags))
            .nesting(POLICY, &scaling_policy::draft(&self.scaling_policy));
        match &self.load_balancer_configuration {
            Some(balancer) => draft_balancer(draft, balancer),
            None => draft.with(GRACE, scaling_policy::seconds(GRACE_PERIOD)),
        }
    }

    fn edit_sections(draft: &Draft) -> Vec<Section> {
        let project = Field::new("project_id", t!("Project"), Control::Fixed);
        let project = project.help(t!("A group stays in its project."));
        sections(draft, &Known::default(), project)
    }

    fn update_body(&self, draft: &Draft) -> Result<UpdateGroup, FieldErrors> {
        let mut reader = Reader::new(draft);
        let (mut edited, before) = (self.clone(), self.draft());
        edited.template_id = reader.text("template_id").as_str().into();
        edited.scaling_policy = read_policy(&mut reader, draft);
        edited.load_balancer_configuration = read_balancer(&mut reader, draft);
        // What nobody has touched stays as it is stored, spaces and all.
        if !draft.is_same_under("name", &before) {
            edited.name = reader.text("name");
        }
        if !draft.is_same_under("tags", &before) {
            edited.tags = reader.list("tags");
        }
        let emptied = scaling_policy::emptied(&edited.scaling_policy, &self.scaling_policy);
        for path in emptied {
            let instead = t!("Enter 60 for what a new group gets, or 0 for none.");
            reader.refuse_clearing(&format!("{POLICY}{path}"), instead);
        }
        let body = changes(&edited, self);
        let spec = body.scaling_policy_spec.clone().unwrap_or_default();
        let rules = check_changed_scaling_group(
            // A name that is stored was accepted; one that was typed is checked.
            &UpdateGroup { template_id: Some(edited.template_id), ..body.clone() },
            &Checked::changed(&self.scaling_policy, &spec),
        );
        reader.finish(body, rules, &Self::edit_sections(draft))
    }
}

fn sections(draft: &Draft, known: &Known, project: Field) -> Vec<Section> {
    let mut sections = vec![Section::new(
        t!("Group"),
        vec![
            Field::new("name", t!("Name"), Control::Text(Vec::new())),
            Field::new("template_id", t!("Template"), Control::Text(Vec::new()))
                .help(t!("The model of its Instances. Another one is for new Instances only.")),
            tags_field(),
            project,
        ],
    )];
    let policy = scaling_policy::sections(&draft.inside(POLICY));
    sections.extend(policy.into_iter().map(|section| section.nested(POLICY)));
    sections.push(balancer_section(draft, known));
    let backends = 0..rows::count(draft, BACKENDS);
    sections.extend(backends.map(|index| backend_section(index).row((index + 1).to_string())));
    sections.push(Section::end(t!("Backends")));
    sections
}

fn balancer_section(draft: &Draft, known: &Known) -> Section {
    let seen = known.groups.iter().filter_map(|group| group.load_balancer_id.as_ref());
    let seen = Control::seen(seen.map(ToString::to_string).collect());
    let mut fields = vec![Field::new(BALANCER, t!("Load balancer"), seen).optional().help(t!(
        "In the same zone; empty for none. The API tells only later, by an alert, that it \
         is not there. Whether emptying it takes a stored one away is not known for certain: the \
         SDKs say so, the Terraform provider denies it."
    ))];
    if !draft.get(BALANCER).trim().is_empty() {
        let help = t!("An Instance that fails the load balancer’s health check is replaced.");
        fields.push(Field::new(HEALING, t!("Auto-healing"), Control::Toggle).optional().help(help));
        let grace = Control::Number { from: 0.0, to: 3_600.0, step: 60.0 };
        fields.push(
            Field::new(GRACE, t!("Grace period"), grace)
                .unit("s")
                .optional()
                .help(t!("How long a new Instance may fail it; 300\u{a0}s when empty.")),
        );
    }
    Section::new(t!("Load balancer"), fields)
}

fn backend_section(index: usize) -> Section {
    let path = |field| rows::path(BACKENDS, index, field);
    let families =
        Control::Choice(vec![Choice::fixed("ipv4", "IPv4"), Choice::fixed("ipv6", "IPv6")]);
    Section::new(
        t!("Backend {}", index + 1),
        vec![
            Field::new(path("backend_id"), t!("Backend"), Control::Text(Vec::new())),
            Field::new(path("address_family"), t!("Addresses"), families)
                .help(t!("The kind of address by which the backend reaches each Instance.")),
            Field::new(
                path("private_network_id"),
                t!("Private network"),
                Control::Text(Vec::new()),
            )
            .optional()
            .help(t!("Empty for the public addresses.")),
        ],
    )
}

/// Removes the backend of this number.
pub fn remove_backend(draft: &mut Draft, number: &str) {
    rows::remove_numbered(draft, BACKENDS, number);
}

/// Adds a backend, reached as most are.
pub fn add_backend(draft: &mut Draft) {
    rows::add(draft, BACKENDS, &[("backend_id", ""), ("address_family", "ipv4")]);
}

/// What of a group differs; a list, as that of the backends, goes whole.
fn changes(new: &Group, old: &Group) -> UpdateGroup {
    let balancers = (&new.load_balancer_configuration, &old.load_balancer_configuration);
    UpdateGroup {
        name: (new.name != old.name).then(|| new.name.clone()),
        tags: (new.tags != old.tags).then(|| new.tags.clone()),
        template_id: (new.template_id != old.template_id).then(|| new.template_id.clone()),
        scaling_policy_spec: scaling_policy::changes(&new.scaling_policy, &old.scaling_policy),
        load_balancer_configuration_spec: match balancers {
            (Some(new), Some(old)) => balancer_changes(new, old),
            (Some(new), None) => Some(balancer_spec(new)),
            (None, Some(_)) => Some(LoadBalancerConfigurationSpec {
                load_balancer_id: Some("".into()),
                ..LoadBalancerConfigurationSpec::default()
            }),
            (None, None) => None,
        },
    }
}

fn balancer_changes(
    new: &LoadBalancerConfiguration,
    old: &LoadBalancerConfiguration,
) -> Option<LoadBalancerConfigurationSpec> {
    let (enabled, grace) = healing(new);
    let before = healing(old);
    let healing = AutoHealingSpec {
        enabled: (enabled != before.0).then_some(enabled),
        grace_period: (grace != before.1).then_some(grace),
    };
    let spec = LoadBalancerConfigurationSpec {
        load_balancer_id: (new.load_balancer_id != old.load_balancer_id)
            .then(|| new.load_balancer_id.clone()),
        backends: (new.backends != old.backends).then(|| new.backends.clone()),
        auto_healing: (healing != AutoHealingSpec::default()).then_some(healing),
    };
    (spec != LoadBalancerConfigurationSpec::default()).then_some(spec)
}

/// A whole load balancer as a request gives it.
pub(super) fn balancer_spec(balancer: &LoadBalancerConfiguration) -> LoadBalancerConfigurationSpec {
    LoadBalancerConfigurationSpec {
        load_balancer_id: Some(balancer.load_balancer_id.clone()),
        backends: Some(balancer.backends.clone()),
        auto_healing: balancer.auto_healing.as_ref().map(|healing| AutoHealingSpec {
            enabled: Some(healing.enabled),
            grace_period: healing.grace_period,
        }),
    }
}

/// Whether Instances are replaced, and the grace period; what a reply does not say is as where a
/// request says nothing.
fn healing(balancer: &LoadBalancerConfiguration) -> (bool, Duration) {
    let healing = balancer.auto_healing.as_ref();
    let grace = healing.and_then(|healing| healing.grace_period).unwrap_or(GRACE_PERIOD);
    (healing.is_some_and(|healing| healing.enabled), grace)
}

fn draft_balancer(draft: Draft, balancer: &LoadBalancerConfiguration) -> Draft {
    let (enabled, grace) = healing(balancer);
    let draft = draft
        .with(BALANCER, balancer.load_balancer_id.as_str())
        .with(HEALING, if enabled { "true" } else { "" })
        .with(GRACE, scaling_policy::seconds(grace));
    balancer.backends.iter().enumerate().fold(draft, |draft, (index, backend)| {
        let path = |field| rows::path(BACKENDS, index, field);
        draft
            .with(path("backend_id"), backend.backend_id.as_str())
            .with(path("address_family"), backend.address_family.as_str())
            .with(path("private_network_id"), id_text(backend.private_network_id.as_ref()))
    })
}

/// `None` where neither a load balancer nor a backend is given.
fn read_balancer(reader: &mut Reader, draft: &Draft) -> Option<LoadBalancerConfiguration> {
    let id = reader.text(BALANCER);
    let backend = |index| {
        let path = |field| rows::path(BACKENDS, index, field);
        LoadBalancerBackend {
            backend_id: reader.text(&path("backend_id")).as_str().into(),
            address_family: AddressFamily::from(reader.text(&path("address_family")).as_str()),
            private_network_id: (reader.optional(&path("private_network_id")))
                .map(|id| id.as_str().into()),
        }
    };
    let backends: Vec<_> = (0..rows::count(draft, BACKENDS)).map(backend).collect();
    if id.is_empty() && backends.is_empty() {
        return None;
    }
    if id.is_empty() {
        let message = t!("Enter the load balancer of these backends, or remove the backends.");
        reader.refuse(BALANCER, Reason::Required, message);
    }
    let grace_period = reader.seconds(GRACE).or(Some(GRACE_PERIOD));
    let enabled = reader.text(HEALING) == "true";
    let auto_healing = Some(AutoHealing { enabled, grace_period });
    Some(LoadBalancerConfiguration { load_balancer_id: id.as_str().into(), backends, auto_healing })
}

/// The policy, or one that breaks no rule in place of one that cannot be read.
fn read_policy(reader: &mut Reader, draft: &Draft) -> ScalingPolicy {
    let sound =
        || ScalingPolicy { fixed_size: Some(FixedSize::default()), ..ScalingPolicy::default() };
    let read = scaling_policy::read(&draft.inside(POLICY));
    reader.nested(POLICY, read).unwrap_or_else(sound)
}
