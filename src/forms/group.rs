//! A group's form.

use super::reader::Reader;
use super::text::{id_text, join};
use super::{Control, Draft, Field, ResourceForm, Section};
use crate::engine::{Capacity as Checked, FieldErrors, check_group};
use crate::wire::{
    Capacity, CapacityUpdate, CreateGroup, Group, LoadBalancer, LoadBalancerUpdate, UpdateGroup,
};

/// What a new group depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The groups of the zone, whose load balancers are suggested.
    pub groups: Vec<Group>,
    /// The project to create in; empty where that is open.
    pub project: String,
}

impl ResourceForm for Group {
    type Create = CreateGroup;
    type Update = UpdateGroup;
    type Context = Known;

    /// The quickstart's capacity, and the project of the newest sound group. Nothing of a load
    /// balancer: that of another group has traffic of its own.
    fn blank(known: &Known) -> Draft {
        let sound = known.groups.iter().find(|group| group.error_messages.is_empty());
        let other = sound.map_or("", |group| group.project_id.as_str());
        let project = if known.project.is_empty() { other } else { known.project.as_str() };
        Draft::default()
            .with("project_id", project)
            .with("capacity.min_replicas", "1")
            .with("capacity.max_replicas", "5")
            .with("capacity.cooldown_delay", "300")
    }

    fn new_sections(_: &Draft, known: &Known) -> Vec<Section> {
        let seen =
            |pick: fn(&Group) -> String| Control::seen(known.groups.iter().map(pick).collect());
        let network = |group: &Group| id_text(group.loadbalancer.private_network_id.as_ref());
        vec![
            Section::new(
                t!("Group"),
                vec![
                    Field::new("name", t!("Name"), Control::Text(Vec::new())),
                    Field::new("template_id", t!("Template"), Control::Text(Vec::new()))
                        .help(t!("The model of its Instances. It cannot be changed later.")),
                    tags_field(),
                    Field::new(
                        "project_id",
                        t!("Project"),
                        seen(|group| group.project_id.to_string()),
                    ),
                ],
            ),
            capacity_section(),
            Section::new(
                t!("Load balancer"),
                vec![
                    Field::new(
                        "loadbalancer.id",
                        t!("Load balancer"),
                        seen(|g| g.loadbalancer.id.to_string()),
                    )
                    .help(t!("It must exist; the group only keeps its backends filled.")),
                    Field::new("loadbalancer.backend_ids", t!("Backends"), seen(backends))
                        .optional(),
                    Field::new(
                        "loadbalancer.private_network_id",
                        t!("Private network"),
                        seen(network),
                    )
                    .optional()
                    .help(t!("It must already be attached to the load balancer.")),
                ],
            ),
        ]
    }

    fn create_body(draft: &Draft, known: &Known) -> Result<CreateGroup, FieldErrors> {
        let sections = Self::new_sections(draft, known);
        let mut reader = Reader::of(draft, &sections);
        let body = CreateGroup {
            project_id: reader.text("project_id").as_str().into(),
            name: reader.text("name"),
            tags: reader.list("tags"),
            template_id: reader.text("template_id").as_str().into(),
            capacity: read_capacity(&mut reader),
            loadbalancer: LoadBalancer {
                id: reader.text("loadbalancer.id").as_str().into(),
                backend_ids: backend_ids(&reader),
                private_network_id: reader
                    .optional("loadbalancer.private_network_id")
                    .map(|id| id.as_str().into()),
            },
        };
        let rules = Checked::try_from(&body).map(|_| ());
        reader.finish(body, rules, &sections)
    }

    fn draft(&self) -> Draft {
        let balancer = &self.loadbalancer;
        let network = id_text(balancer.private_network_id.as_ref());
        capacity_draft(&self.capacity)
            .with("name", &self.name)
            .with("template_id", self.instance_template_id.as_str())
            .with("project_id", self.project_id.as_str())
            .with("tags", join(&self.tags))
            .with("loadbalancer.id", balancer.id.as_str())
            .with("loadbalancer.backend_ids", backends(self))
            .with("loadbalancer.private_network_id", network)
    }

    fn edit_sections(_: &Draft) -> Vec<Section> {
        let fixed =
            |path, label, help: &'static str| Field::new(path, label, Control::Fixed).help(help);
        vec![
            Section::new(
                t!("Group"),
                vec![
                    Field::new("name", t!("Name"), Control::Text(Vec::new())),
                    fixed(
                        "template_id",
                        t!("Template"),
                        t!(
                            "A group keeps its template. Edit the template itself, or create a new \
                             group with another template and delete this one."
                        ),
                    ),
                    tags_field(),
                ],
            ),
            capacity_section(),
            Section::new(
                t!("Load balancer"),
                vec![
                    fixed(
                        "loadbalancer.id",
                        t!("Load balancer"),
                        t!("It cannot be changed after creation."),
                    ),
                    Field::new(
                        "loadbalancer.backend_ids",
                        t!("Backends"),
                        Control::Text(Vec::new()),
                    )
                    .optional()
                    .help(t!("The list replaces the old one.")),
                    fixed(
                        "loadbalancer.private_network_id",
                        t!("Private network"),
                        t!("It cannot be changed after creation."),
                    ),
                ],
            ),
        ]
    }

    fn update_body(&self, draft: &Draft) -> Result<UpdateGroup, FieldErrors> {
        let sections = Self::edit_sections(draft);
        let mut reader = Reader::of(draft, &sections);
        let mut edited = self.clone();
        edited.name = reader.text("name");
        edited.tags = reader.list("tags");
        edited.capacity = read_capacity(&mut reader);
        edited.loadbalancer.backend_ids = backend_ids(&reader);
        let emptied = reader.optional("capacity.cooldown_delay").is_none();
        if emptied && self.capacity.cooldown_delay.is_some() {
            // An absent field is left as it is, and the API knows no other word for none.
            reader.refuse_clearing("capacity.cooldown_delay", t!("Enter 0 for none."));
        }
        let before = self.draft();
        // What nobody has touched stays as it is stored, spaces and all.
        if draft.is_same_under("name", &before) {
            edited.name.clone_from(&self.name);
        }
        if draft.is_same_under("tags", &before) {
            edited.tags.clone_from(&self.tags);
        }
        let rules = check_group(&edited).map(|_| ());
        let edited = reader.finish(edited, rules, &sections)?;
        let backends = edited.loadbalancer.backend_ids;
        Ok(UpdateGroup {
            name: (edited.name != self.name).then_some(edited.name),
            tags: (edited.tags != self.tags).then_some(edited.tags),
            capacity: capacity_changes(&edited.capacity, &self.capacity),
            loadbalancer: (backends != self.loadbalancer.backend_ids)
                .then_some(LoadBalancerUpdate { backend_ids: Some(backends) }),
        })
    }
}

/// The fields that the what-if edits too.
#[must_use]
pub fn capacity_section() -> Section {
    let number = |from, to, step| Control::Number { from, to, step };
    Section::new(
        t!("Size"),
        vec![
            Field::new("capacity.min_replicas", t!("Minimum"), number(1.0, 20.0, 1.0))
                .unit(t!("Instances")),
            Field::new("capacity.max_replicas", t!("Maximum"), number(2.0, 20.0, 1.0))
                .unit(t!("Instances")),
            Field::new("capacity.cooldown_delay", t!("Cooldown"), number(0.0, 3_600.0, 60.0))
                .unit("s")
                .optional()
                .help(t!("How long after a change the next one is denied, in either direction.")),
        ],
    )
}

pub(super) fn tags_field() -> Field {
    let tags = Field::new("tags", t!("Tags"), Control::Text(Vec::new()));
    tags.optional().help(t!("Comma-separated."))
}

fn backends(group: &Group) -> String {
    join(&group.loadbalancer.backend_ids)
}

/// A capacity's fields.
#[must_use]
pub fn capacity_draft(capacity: &Capacity) -> Draft {
    let cooldown = capacity.cooldown_delay.map(|delay| delay.to_string());
    let cooldown = cooldown.as_deref().and_then(|text| text.strip_suffix('s')).unwrap_or("");
    Draft::default()
        .with("capacity.min_replicas", capacity.min_replicas.to_string())
        .with("capacity.max_replicas", capacity.max_replicas.to_string())
        .with("capacity.cooldown_delay", cooldown)
}

/// What of a capacity differs; `None` when nothing does.
#[must_use]
pub fn capacity_changes(new: &Capacity, old: &Capacity) -> Option<CapacityUpdate> {
    let update = CapacityUpdate {
        max_replicas: (new.max_replicas != old.max_replicas).then_some(new.max_replicas),
        min_replicas: (new.min_replicas != old.min_replicas).then_some(new.min_replicas),
        cooldown_delay: new.cooldown_delay.filter(|delay| Some(*delay) != old.cooldown_delay),
    };
    (update != CapacityUpdate::default()).then_some(update)
}

/// The capacity that the draft describes: what a preview replays.
///
/// # Errors
/// Every wrong field.
pub fn preview_capacity(draft: &Draft) -> Result<Capacity, FieldErrors> {
    let sections = [capacity_section()];
    let mut reader = Reader::of(draft, &sections);
    let capacity = read_capacity(&mut reader);
    let rules = Checked::try_from(&capacity).map(|_| ());
    reader.finish(capacity, rules, &sections)
}

fn backend_ids(reader: &Reader) -> Vec<crate::wire::BackendId> {
    reader.list("loadbalancer.backend_ids").iter().map(|id| id.as_str().into()).collect()
}

fn read_capacity(reader: &mut Reader) -> Capacity {
    Capacity {
        min_replicas: reader.whole("capacity.min_replicas"),
        max_replicas: reader.whole("capacity.max_replicas"),
        cooldown_delay: reader.seconds("capacity.cooldown_delay"),
    }
}
