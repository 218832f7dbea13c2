//! The form of a template of the second generation, with its cloud-init, which the API keeps beside
//! the template and takes by a call of its own. Volumes are fields under `volumes.<index>.`.

use super::group::tags_field;
use super::reader::Reader;
use super::text::{bytes, gigabytes, id_text, join};
use super::{Choice, Control, Draft, Field, ResourceForm, Section, rows};
use crate::base::{sort_by_key, translated};
use crate::engine::{FieldErrors, check_server_template};
use crate::wire::v1alpha2::{
    CreateTemplate, Template, TemplatePrivateNetwork, TemplateSummary, UpdatePrivateNetworks,
    UpdateTemplate, UpdateVolumes, Volume, VolumeType,
};
use crate::wire::{CloudInit, FilesystemId};

/// The list of volumes.
pub const VOLUMES: &str = "volumes";

/// What a template's form depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The templates of the zone, whose values are suggested.
    pub templates: Vec<TemplateSummary>,
    /// The project to create in; empty where that is open.
    pub project: String,
}

/// A stored template with its cloud-init.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// The template.
    pub template: Template,
    /// Its cloud-init, where it has one.
    pub cloud_init: Option<CloudInit>,
}

/// A new template: one call that creates it, and one that gives it a cloud-init.
#[derive(Clone, Debug, PartialEq)]
pub struct New {
    /// The body that creates it.
    pub body: CreateTemplate,
    /// The cloud-init, where there is to be one.
    pub cloud_init: Option<CloudInit>,
}

/// What a change does to a template's cloud-init.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CloudInitChange {
    /// It stays as it is.
    #[default]
    None,
    /// It becomes another one.
    Put(CloudInit),
    /// It is deleted.
    Delete,
}

/// A change of a template: a call for itself, and one for its cloud-init.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// The body that changes it; the default needs no call.
    pub body: UpdateTemplate,
    /// What becomes of its cloud-init.
    pub cloud_init: CloudInitChange,
}

impl ResourceForm for Stored {
    type Create = New;
    type Update = Change;
    type Context = Known;

    /// One volume, which boots from an image.
    fn blank(known: &Known) -> Draft {
        let other = known.templates.first().map_or("", |template| template.project_id.as_str());
        let project = if known.project.is_empty() { other } else { known.project.as_str() };
        let mut draft = Draft::default()
            .with("project_id", project)
            .with("public_ip_v4_count", "0")
            .with("public_ip_v6_count", "0");
        add_volume(&mut draft);
        draft
    }

    fn new_sections(draft: &Draft, known: &Known) -> Vec<Section> {
        let projects = known.templates.iter().map(|template| template.project_id.to_string());
        let project = Field::new("project_id", t!("Project"), Control::seen(projects.collect()));
        sections(draft, known, project)
    }

    fn create_body(draft: &Draft, known: &Known) -> Result<New, FieldErrors> {
        let sections = Self::new_sections(draft, known);
        let mut reader = Reader::of(draft, &sections);
        let body = read(&mut reader, draft);
        let cloud_init = Some(draft.get("cloud_init")).filter(|text| !text.trim().is_empty());
        let new = New { cloud_init: cloud_init.map(CloudInit::from), body };
        let rules = check_server_template(&new.body);
        reader.finish(new, rules, &sections)
    }

    fn draft(&self) -> Draft {
        let own = &self.template;
        let networks = own.private_networks.iter().map(|network| &network.private_network_id);
        let draft = Draft::default()
            .with("name", &own.name)
            .with("server_type", &own.server_type)
            .with("tags", join(&own.tags))
            .with("server_tags", join(&own.server_tags))
            .with("project_id", own.project_id.as_str())
            .with("private_networks", join(networks))
            .with("public_ip_v4_count", own.public_ip_v4_count.to_string())
            .with("public_ip_v6_count", own.public_ip_v6_count.to_string())
            .with("security_group_id", id_text(own.security_group_id.as_ref()))
            .with("placement_group_id", id_text(own.placement_group_id.as_ref()))
            .with("filesystem_ids", join(&own.filesystem_ids))
            .with("windows_rdp_ssh_key_id", id_text(own.windows_rdp_ssh_key_id.as_ref()))
            .with(
                "cloud_init",
                self.cloud_init.as_ref().map_or_else(String::new, CloudInit::to_text),
            );
        own.volumes.iter().enumerate().fold(draft, draft_volume)
    }

    fn edit_sections(draft: &Draft) -> Vec<Section> {
        let project = Field::new("project_id", t!("Project"), Control::Fixed);
        sections(draft, &Known::default(), project.help(t!("A template stays in its project.")))
    }

    fn update_body(&self, draft: &Draft) -> Result<Change, FieldErrors> {
        let mut edited = Self::create_body(draft, &Known::default())?;
        keep_untouched(draft, &mut edited.body, self);
        refuse_clearing(draft, &edited.body, &self.template)?;
        let before = self.cloud_init.as_ref().map(CloudInit::to_text).unwrap_or_default();
        // What is not text shows with marks in place of its bytes; left alone, it stays.
        let cloud_init = match edited.cloud_init {
            _ if draft.get("cloud_init") == before => CloudInitChange::None,
            Some(document) => CloudInitChange::Put(document),
            None if self.cloud_init.is_some() => CloudInitChange::Delete,
            None => CloudInitChange::None,
        };
        Ok(Change { body: changes(edited.body, &self.template), cloud_init })
    }
}

fn sections(draft: &Draft, known: &Known, project: Field) -> Vec<Section> {
    const COMMON: [&str; 4] = ["PRO2-XXS", "PRO2-XS", "BASIC2-A2C-4G", "PLAY2-MICRO"];
    let types = known.templates.iter().map(|template| template.server_type.clone());
    let types = types.chain(COMMON.map(str::to_owned)).collect();
    let server_tags = Field::new("server_tags", t!("Instance tags"), Control::Text(Vec::new()));
    let mut sections = vec![Section::new(
        t!("Template"),
        vec![
            Field::new("name", t!("Name"), Control::Text(Vec::new())),
            Field::new("server_type", t!("Instance type"), Control::seen(types))
                .help(t!("What each Instance is, and costs.")),
            tags_field(),
            server_tags.optional().help(t!("Comma-separated; each new Instance carries them.")),
            project,
        ],
    )];
    let volumes = 0..rows::count(draft, VOLUMES);
    sections.extend(volumes.map(|index| volume_section(index, draft).row((index + 1).to_string())));
    sections.push(Section::end(t!("Volumes")));
    sections.push(network_section());
    sections.push(Section::new(
        t!("First boot"),
        vec![
            Field::new("cloud_init", "Cloud-init", Control::Lines).optional().help(t!(
                "Runs once on each new Instance. The API takes it by a second call, after the \
                 template itself."
            )),
            Field::new("windows_rdp_ssh_key_id", t!("Windows key"), Control::Text(Vec::new()))
                .optional()
                .help(t!(
                    "The id of the SSH key that encrypts the password of a Windows Instance."
                )),
        ],
    ));
    sections
}

fn volume_section(index: usize, draft: &Draft) -> Section {
    let path = |field| rows::path(VOLUMES, index, field);
    let line = |field, label| Field::new(path(field), label, Control::Text(Vec::new()));
    let sources = vec![
        Choice::fixed("image", t!("from an image")),
        Choice::fixed("snapshot", t!("from a snapshot")),
        Choice::fixed("none", t!("empty")),
    ];
    let types = vec![
        Choice::fixed("sbs", t!("Block storage")),
        Choice::fixed("l_ssd", t!("Local disk")),
        Choice::fixed("scratch", t!("Scratch disk of a GPU Instance")),
    ];
    let mut fields = vec![
        line("name", t!("Volume name")).optional(),
        Field::new(path("source"), t!("Starts"), Control::Choice(sources)),
    ];
    let size =
        Field::new(path("size"), t!("Size"), Control::Number { from: 10.0, to: 500.0, step: 10.0 })
            .unit(t!("GB"));
    match draft.get(&path("source")) {
        "none" => fields.push(size),
        source => {
            fields.push(match source {
                "snapshot" => line("base_snapshot_id", t!("Snapshot")),
                _ => line("image_label", t!("Image"))
                    .help(t!("Its label in the marketplace, such as ubuntu_noble.")),
            });
            fields.push(size.optional().help(t!("That of its source when empty.")));
        }
    }
    fields.push(Field::new(path("volume_type"), t!("Storage"), Control::Choice(types)));
    if matches!(draft.get(&path("volume_type")), "sbs" | "") {
        let speeds = vec![
            Choice::fixed("", t!("Default")),
            Choice::fixed("5000", t!("5,000 operations a second")),
            Choice::fixed("15000", t!("15,000 operations a second")),
        ];
        let speed = Field::new(path("perf_iops"), t!("Performance"), Control::Choice(speeds));
        fields.push(speed.optional());
    }
    fields.push(line("tags", t!("Volume tags")).optional());
    Section::new(t!("Volume {}", index + 1), fields)
}

fn network_section() -> Section {
    let count = || Control::Number { from: 0.0, to: 5.0, step: 1.0 };
    let id = |path, label| Field::new(path, label, Control::Text(Vec::new())).optional();
    Section::new(
        t!("Network"),
        vec![
            id("private_networks", t!("Private networks")),
            Field::new("public_ip_v4_count", t!("Public IPv4 addresses"), count()).optional(),
            Field::new("public_ip_v6_count", t!("Public IPv6 addresses"), count()).optional(),
            id("security_group_id", t!("Security group"))
                .help(t!("The project’s default when empty.")),
            id("placement_group_id", t!("Placement group")),
            id("filesystem_ids", t!("File systems")).help(t!("Comma-separated ids.")),
        ],
    )
}

/// Removes the volume of this number.
pub fn remove_volume(draft: &mut Draft, number: &str) {
    rows::remove_numbered(draft, VOLUMES, number);
}

/// Adds a volume: the first one boots from an image, any other starts empty.
pub fn add_volume(draft: &mut Draft) {
    let (name, source) = match rows::count(draft, VOLUMES) {
        0 => ("root", "image"),
        _ => ("", "none"),
    };
    let fields = [("name", name), ("source", source), ("volume_type", VolumeType::Block.as_str())];
    rows::add(draft, VOLUMES, &fields);
}

fn draft_volume(draft: Draft, (index, volume): (usize, &Volume)) -> Draft {
    let path = |field| rows::path(VOLUMES, index, field);
    let source = match (&volume.base_snapshot_id, &volume.image_label) {
        (Some(_), _) => "snapshot",
        (None, Some(_)) => "image",
        (None, None) => "none",
    };
    draft
        .with(path("name"), &volume.name)
        .with(path("source"), source)
        .with(path("base_snapshot_id"), id_text(volume.base_snapshot_id.as_ref()))
        .with(path("image_label"), volume.image_label.as_deref().unwrap_or_default())
        .with(path("size"), volume.size.map(gigabytes).unwrap_or_default())
        .with(path("volume_type"), volume.volume_type.as_str())
        .with(path("perf_iops"), volume.perf_iops.map(|iops| iops.to_string()).unwrap_or_default())
        .with(path("tags"), join(&volume.tags))
}

fn read(reader: &mut Reader, draft: &Draft) -> CreateTemplate {
    let count = |reader: &mut Reader, path| reader.optional_whole(path).unwrap_or(0);
    let networks = reader.list("private_networks");
    let network = |id: &String| TemplatePrivateNetwork { private_network_id: id.as_str().into() };
    let filesystems = reader.list("filesystem_ids");
    CreateTemplate {
        project_id: reader.text("project_id").as_str().into(),
        name: reader.text("name"),
        tags: reader.list("tags"),
        server_tags: reader.list("server_tags"),
        server_type: reader.text("server_type"),
        security_group_id: reader.optional("security_group_id").map(|id| id.as_str().into()),
        placement_group_id: reader.optional("placement_group_id").map(|id| id.as_str().into()),
        volumes: (0..rows::count(draft, VOLUMES)).map(|row| read_volume(reader, row)).collect(),
        private_networks: networks.iter().map(network).collect(),
        filesystem_ids: filesystems.iter().map(|id| id.as_str().into()).collect(),
        public_ip_v4_count: count(reader, "public_ip_v4_count"),
        public_ip_v6_count: count(reader, "public_ip_v6_count"),
        windows_rdp_ssh_key_id: (reader.optional("windows_rdp_ssh_key_id"))
            .map(|id| id.as_str().into()),
    }
}

fn read_volume(reader: &mut Reader, index: usize) -> Volume {
    let path = |field| rows::path(VOLUMES, index, field);
    let source = reader.text(&path("source"));
    let volume_type = VolumeType::from(reader.text(&path("volume_type")).as_str());
    let snapshot = (source == "snapshot").then(|| reader.text(&path("base_snapshot_id")));
    let image = (source == "image").then(|| reader.text(&path("image_label")));
    for (field, given, message) in [
        ("base_snapshot_id", &snapshot, t!("Enter the snapshot’s id.")),
        ("image_label", &image, t!("Enter the image’s label, such as ubuntu_noble.")),
    ] {
        if given.as_ref().is_some_and(String::is_empty) {
            reader.refuse(&path(field), crate::engine::Reason::Required, message);
        }
    }
    Volume {
        name: reader.text(&path("name")),
        tags: reader.list(&path("tags")),
        size: reader.optional_number(&path("size")).map(bytes),
        base_snapshot_id: snapshot.map(|id| id.as_str().into()),
        image_label: image,
        perf_iops: (volume_type == VolumeType::Block)
            .then(|| reader.optional_whole(&path("perf_iops")))
            .flatten(),
        volume_type,
    }
}

/// What nobody has touched stays as it is stored, spaces and all.
fn keep_untouched(draft: &Draft, edited: &mut CreateTemplate, stored: &Stored) {
    let (before, own) = (stored.draft(), &stored.template);
    let is_same = |path: &str| draft.is_same_under(path, &before);
    if is_same("name") {
        edited.name.clone_from(&own.name);
    }
    if is_same("tags") {
        edited.tags.clone_from(&own.tags);
    }
    if is_same("server_tags") {
        edited.server_tags.clone_from(&own.server_tags);
    }
    if is_same("volumes.") {
        edited.volumes.clone_from(&own.volumes);
    }
}

/// An absent field is left as it is, so what was set cannot be unset (contract of v1alpha2,
/// section 3); lists and cloud-init can be emptied.
fn refuse_clearing(
    draft: &Draft,
    edited: &CreateTemplate,
    stored: &Template,
) -> Result<(), FieldErrors> {
    const INSTEAD: &str = text!("Create another template without it.");
    let mut reader = Reader::new(draft);
    for (path, new, old) in [
        (
            "security_group_id",
            edited.security_group_id.is_some(),
            stored.security_group_id.is_some(),
        ),
        (
            "placement_group_id",
            edited.placement_group_id.is_some(),
            stored.placement_group_id.is_some(),
        ),
        (
            "windows_rdp_ssh_key_id",
            edited.windows_rdp_ssh_key_id.is_some(),
            stored.windows_rdp_ssh_key_id.is_some(),
        ),
    ] {
        if old && !new {
            reader.refuse_clearing(path, translated(INSTEAD));
        }
    }
    reader.finish((), Ok(()), &Stored::edit_sections(draft))
}

fn changes(new: CreateTemplate, old: &Template) -> UpdateTemplate {
    fn changed<T: PartialEq>(new: T, old: &T) -> Option<T> {
        (new != *old).then_some(new)
    }
    let networks = changed(new.private_networks, &old.private_networks);
    // The API keeps file systems as a set: their order tells nothing.
    let same_set = in_order(&new.filesystem_ids) == in_order(&old.filesystem_ids);
    UpdateTemplate {
        name: changed(new.name, &old.name),
        tags: changed(new.tags, &old.tags),
        server_tags: changed(new.server_tags, &old.server_tags),
        server_type: changed(new.server_type, &old.server_type),
        security_group_id: changed(new.security_group_id, &old.security_group_id).flatten(),
        placement_group_id: changed(new.placement_group_id, &old.placement_group_id).flatten(),
        update_volumes: changed(new.volumes, &old.volumes).map(|volumes| UpdateVolumes { volumes }),
        update_private_networks: networks
            .map(|private_networks| UpdatePrivateNetworks { private_networks }),
        filesystem_ids: (!same_set).then_some(new.filesystem_ids),
        public_ip_v4_count: changed(new.public_ip_v4_count, &old.public_ip_v4_count),
        public_ip_v6_count: changed(new.public_ip_v6_count, &old.public_ip_v6_count),
        windows_rdp_ssh_key_id: changed(new.windows_rdp_ssh_key_id, &old.windows_rdp_ssh_key_id)
            .flatten(),
    }
}

fn in_order(ids: &[FilesystemId]) -> Vec<FilesystemId> {
    let mut ids = ids.to_vec();
    sort_by_key(&mut ids, FilesystemId::clone);
    ids
}
