//! A template's form. Volumes are fields under `volumes.<slot>.`.

use std::collections::BTreeMap;

use super::reader::Reader;
use super::text::{bytes, gigabytes, id_text, join};
use super::{Choice, Control, Draft, Field, ResourceForm, Section};
use crate::base::{sort_by_key, translated};
use crate::engine::{FieldErrors, check_template};
use crate::wire::{
    CloudInit, CreateTemplate, FromEmpty, FromSnapshot, Template, UpdateTemplate, Volume,
    VolumeType,
};

/// What a new template depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The templates of the zone, whose values are suggested.
    pub templates: Vec<Template>,
    /// The project to create in; empty where that is open.
    pub project: String,
}

impl ResourceForm for Template {
    type Create = CreateTemplate;
    type Update = UpdateTemplate;
    type Context = Known;

    fn blank(known: &Known) -> Draft {
        blank(&known.templates, &known.project)
    }

    fn new_sections(draft: &Draft, known: &Known) -> Vec<Section> {
        sections(draft, &known.templates, false)
    }

    fn create_body(draft: &Draft, _: &Known) -> Result<CreateTemplate, FieldErrors> {
        let sections = sections(draft, &[], false);
        let mut reader = Reader::of(draft, &sections);
        let count = |reader: &mut Reader, path| reader.optional_whole(path).filter(|n| *n > 0);
        // Not collected, since that would bring a sort of its own into the wasm.
        let mut volumes = BTreeMap::new();
        for slot in slots(draft) {
            let volume = read_volume(&mut reader, &slot);
            volumes.insert(slot, volume);
        }
        let body = CreateTemplate {
            commercial_type: reader.text("commercial_type"),
            image_id: reader.optional("image_id").map(|id| id.as_str().into()),
            volumes,
            tags: reader.list("tags"),
            security_group_id: reader.optional("security_group_id").map(|id| id.as_str().into()),
            placement_group_id: reader.optional("placement_group_id").map(|id| id.as_str().into()),
            public_ips_v4_count: count(&mut reader, "public_ips_v4_count"),
            public_ips_v6_count: count(&mut reader, "public_ips_v6_count"),
            project_id: reader.text("project_id").as_str().into(),
            name: reader.text("name"),
            private_network_ids: reader
                .list("private_network_ids")
                .iter()
                .map(|id| id.as_str().into())
                .collect(),
            cloud_init: Some(draft.get("cloud_init"))
                .filter(|text| !text.trim().is_empty())
                .map(CloudInit::from),
        };
        let rules = check_template(&body);
        reader.finish(body, rules, &sections)
    }

    fn draft(&self) -> Draft {
        let number = |count: Option<u32>| count.map(|count| count.to_string()).unwrap_or_default();
        let mut draft = Draft::default()
            .with("name", &self.name)
            .with("commercial_type", &self.commercial_type)
            .with("image_id", id_text(self.image_id.as_ref()))
            .with("tags", join(&self.tags))
            .with("project_id", self.project_id.as_str())
            .with("private_network_ids", join(&self.private_network_ids))
            .with("public_ips_v4_count", number(self.public_ips_v4_count))
            .with("public_ips_v6_count", number(self.public_ips_v6_count))
            .with("security_group_id", id_text(self.security_group_id.as_ref()))
            .with("placement_group_id", id_text(self.placement_group_id.as_ref()))
            .with(
                "cloud_init",
                self.cloud_init.as_ref().map(CloudInit::to_text).unwrap_or_default(),
            );
        for (slot, volume) in &self.volumes {
            draft_volume(&mut draft, slot, volume);
        }
        draft
    }

    fn edit_sections(draft: &Draft) -> Vec<Section> {
        sections(draft, &[], true)
    }

    fn update_body(&self, draft: &Draft) -> Result<UpdateTemplate, FieldErrors> {
        fn changed<T: PartialEq>(new: T, old: &T) -> Option<T> {
            (new != *old).then_some(new)
        }
        let mut edited = Self::create_body(draft, &Known::default())?;
        keep_untouched(draft, &mut edited, self);
        // What is not text shows with marks in place of its bytes; left alone, it stays as it is.
        if self.cloud_init.as_ref().is_some_and(|kept| kept.to_text() == draft.get("cloud_init")) {
            edited.cloud_init.clone_from(&self.cloud_init);
        }
        refuse_clearing(draft, &edited, self)?;
        Ok(UpdateTemplate {
            commercial_type: changed(edited.commercial_type, &self.commercial_type),
            image_id: changed(edited.image_id, &self.image_id).flatten(),
            volumes: changed(edited.volumes, &self.volumes),
            tags: changed(edited.tags, &self.tags),
            security_group_id: changed(edited.security_group_id, &self.security_group_id).flatten(),
            placement_group_id: changed(edited.placement_group_id, &self.placement_group_id)
                .flatten(),
            public_ips_v4_count: changed(
                edited.public_ips_v4_count.unwrap_or(0),
                &self.public_ips_v4_count.unwrap_or(0),
            ),
            public_ips_v6_count: changed(
                edited.public_ips_v6_count.unwrap_or(0),
                &self.public_ips_v6_count.unwrap_or(0),
            ),
            name: changed(edited.name, &self.name),
            private_network_ids: changed(edited.private_network_ids, &self.private_network_ids),
            cloud_init: changed(edited.cloud_init, &self.cloud_init).flatten(),
        })
    }
}

/// The fields, as they stand for this draft. `known` are the zone's templates, whose values are
/// suggested; `stored` tells that the template exists, so that its project is fixed.
fn sections(draft: &Draft, known: &[Template], stored: bool) -> Vec<Section> {
    let seen = |pick: fn(&Template) -> String| Control::seen(known.iter().map(pick).collect());
    let project = match stored {
        true => Field::new("project_id", t!("Project"), Control::Fixed)
            .help(t!("A template stays in its project.")),
        false => Field::new("project_id", t!("Project"), seen(|t| t.project_id.to_string())),
    };
    let mut sections = vec![Section::new(
        t!("Template"),
        vec![
            Field::new("name", t!("Name"), Control::Text(Vec::new())),
            Field::new("commercial_type", t!("Instance type"), types(known))
                .help(t!("What each Instance is, and costs.")),
            Field::new("image_id", t!("Image"), seen(|t| id_text(t.image_id.as_ref())))
                .optional()
                .help(t!("What each Instance boots, unless a volume boots from a snapshot.")),
            Field::new("tags", t!("Tags"), Control::Text(Vec::new()))
                .optional()
                .help(t!("Comma-separated.")),
            project,
        ],
    )];
    let slots = slots(draft);
    sections.extend(slots.iter().map(|slot| volume_section(slot, draft, known).row(slot.as_str())));
    sections.push(Section::end(t!("Volumes")));
    sections.push(network_section(seen(|t| join(&t.private_network_ids))));
    sections.push(Section::new(
        t!("First boot"),
        vec![
            Field::new("cloud_init", "Cloud-init", Control::Lines)
                .optional()
                .help(t!("Runs once on each new Instance. Running Instances keep what they have.")),
        ],
    ));
    sections
}

fn types(known: &[Template]) -> Control {
    const COMMON: [&str; 4] = ["PLAY2-PICO", "PLAY2-NANO", "PLAY2-MICRO", "PRO2-XXS"];
    let mut values: Vec<String> = COMMON.map(str::to_owned).to_vec();
    values.extend(known.iter().map(|template| template.commercial_type.clone()));
    Control::seen(values)
}

fn volume_section(slot: &str, draft: &Draft, known: &[Template]) -> Section {
    let path = |name: &str| format!("volumes.{slot}.{name}");
    let mut fields = vec![
        Field::new(path("name"), t!("Volume name"), Control::Text(Vec::new())),
        Field::new(
            path("source"),
            t!("Starts"),
            Control::Choice(vec![
                Choice::fixed("snapshot", t!("from a snapshot")),
                Choice::fixed("empty", t!("empty")),
            ]),
        ),
    ];
    match draft.get(&path("source")) {
        "empty" => {
            fields.push(Field::new(path("from_empty.size"), t!("Size"), size()).unit(t!("GB")));
        }
        _ => {
            let snapshots = Control::seen(known_snapshots(known));
            fields.push(Field::new(path("from_snapshot.snapshot_id"), t!("Snapshot"), snapshots));
            fields.push(
                Field::new(path("from_snapshot.size"), t!("Size"), size())
                    .unit(t!("GB"))
                    .optional()
                    .help(t!("The snapshot's own size when empty.")),
            );
        }
    }
    fields.push(Field::new(
        path("volume_type"),
        t!("Storage"),
        Control::Choice(vec![
            Choice::fixed("sbs", t!("Block storage")),
            Choice::fixed("l_ssd", t!("Local disk")),
        ]),
    ));
    if draft.get(&path("volume_type")) != "l_ssd" {
        fields.push(
            Field::new(
                path("perf_iops"),
                t!("Performance"),
                Control::Choice(vec![
                    Choice::fixed("", t!("Default")),
                    Choice::fixed("5000", t!("5,000 operations a second")),
                    Choice::fixed("15000", t!("15,000 operations a second")),
                ]),
            )
            .optional(),
        );
    }
    fields.push(Field::new(path("boot"), t!("Boot from it"), Control::Toggle).optional());
    Section::new(t!("Volume {slot}"), fields)
}

fn size() -> Control {
    Control::Number { from: 10.0, to: 500.0, step: 10.0 }
}

fn known_snapshots(known: &[Template]) -> Vec<String> {
    let volumes = known.iter().flat_map(|template| template.volumes.values());
    let snapshots = volumes.filter_map(|volume| volume.from_snapshot.as_ref());
    snapshots.map(|from| from.snapshot_id.to_string()).collect()
}

fn network_section(networks: Control) -> Section {
    let count = || Control::Number { from: 0.0, to: 5.0, step: 1.0 };
    Section::new(
        t!("Network"),
        vec![
            Field::new("private_network_ids", t!("Private networks"), networks).optional(),
            Field::new("public_ips_v4_count", t!("Public IPv4 addresses"), count()).optional(),
            Field::new("public_ips_v6_count", t!("Public IPv6 addresses"), count()).optional(),
            Field::new("security_group_id", t!("Security group"), Control::Text(Vec::new()))
                .optional()
                .help(t!("The project's default when empty.")),
            Field::new("placement_group_id", t!("Placement group"), Control::Text(Vec::new()))
                .optional(),
        ],
    )
}

/// The slots of the draft's volumes, in order.
#[must_use]
pub fn slots(draft: &Draft) -> Vec<String> {
    let mut slots: Vec<String> = draft
        .under("volumes.")
        .filter_map(|(path, _)| path.split('.').nth(1))
        .map(str::to_owned)
        .collect();
    // By number: `10` after `9`.
    sort_by_key(&mut slots, |slot| (slot.len(), slot.clone()));
    slots.dedup();
    slots
}

/// Adds an empty volume in the first free slot. The first one takes the image, and boots only where
/// somebody says so: a volume that boots from a snapshot takes the image's place.
pub fn add_volume(draft: &mut Draft) {
    let taken = slots(draft);
    let free = (0..).map(|slot: u32| slot.to_string()).find(|slot| !taken.contains(slot));
    let slot = free.unwrap_or_default();
    let (name, size) = if taken.is_empty() { ("root", "20") } else { ("", "") };
    draft.set(format!("volumes.{slot}.name"), name);
    draft.set(format!("volumes.{slot}.source"), "empty");
    draft.set(format!("volumes.{slot}.from_empty.size"), size);
    draft.set(format!("volumes.{slot}.volume_type"), VolumeType::Block.as_str());
}

/// Removes the volume in a slot.
pub fn remove_volume(draft: &mut Draft, slot: &str) {
    draft.remove(&format!("volumes.{slot}."));
}

/// One volume, and the project and networks of the newest template: what boots is chosen.
fn blank(known: &[Template], project: &str) -> Draft {
    let mut draft = Draft::default().with("project_id", project);
    add_volume(&mut draft);
    let Some(template) = known.first() else { return draft };
    if project.is_empty() {
        draft.set("project_id", template.project_id.as_str());
    }
    if draft.get("project_id") == template.project_id.as_str() {
        draft.set("private_network_ids", join(&template.private_network_ids));
    }
    draft
}

fn draft_volume(draft: &mut Draft, slot: &str, volume: &Volume) {
    let mut set = |name: &str, text: String| draft.set(format!("volumes.{slot}.{name}"), text);
    set("name", volume.name.clone());
    set("source", if volume.from_empty.is_some() { "empty" } else { "snapshot" }.to_owned());
    if let Some(empty) = &volume.from_empty {
        set("from_empty.size", gigabytes(empty.size));
    }
    if let Some(snapshot) = &volume.from_snapshot {
        set("from_snapshot.snapshot_id", snapshot.snapshot_id.to_string());
        set("from_snapshot.size", snapshot.size.map(gigabytes).unwrap_or_default());
    }
    set("volume_type", volume.volume_type.as_str().to_owned());
    set("perf_iops", volume.perf_iops.map(|iops| iops.to_string()).unwrap_or_default());
    set("tags", join(&volume.tags));
    set("boot", if volume.boot { "true" } else { "" }.to_owned());
}

fn read_volume(reader: &mut Reader, slot: &str) -> Volume {
    let path = |name: &str| format!("volumes.{slot}.{name}");
    let empty = reader.text(&path("source")) == "empty";
    let volume_type = reader.text(&path("volume_type"));
    Volume {
        name: reader.text(&path("name")),
        from_empty: empty
            .then(|| FromEmpty { size: bytes(reader.number(&path("from_empty.size"))) }),
        from_snapshot: (!empty).then(|| FromSnapshot {
            size: reader.optional_number(&path("from_snapshot.size")).map(bytes),
            snapshot_id: reader.text(&path("from_snapshot.snapshot_id")).as_str().into(),
        }),
        // A local disk has no choice of it, and its field is not shown.
        perf_iops: match volume_type == "l_ssd" {
            true => None,
            false => reader.optional_whole(&path("perf_iops")),
        },
        tags: reader.list(&path("tags")),
        boot: reader.text(&path("boot")) == "true",
        volume_type: volume_type.as_str().into(),
    }
}

/// What nobody has touched stays as it is stored, spaces and all.
fn keep_untouched(draft: &Draft, edited: &mut CreateTemplate, stored: &Template) {
    let before = stored.draft();
    if draft.is_same_under("name", &before) {
        edited.name.clone_from(&stored.name);
    }
    if draft.is_same_under("tags", &before) {
        edited.tags.clone_from(&stored.tags);
    }
    for (slot, volume) in &stored.volumes {
        if draft.is_same_under(&format!("volumes.{slot}."), &before) {
            edited.volumes.insert(slot.clone(), volume.clone());
        }
    }
}

/// An absent field is left as it is, so what was set cannot be unset (contract, section 3).
fn refuse_clearing(
    draft: &Draft,
    edited: &CreateTemplate,
    stored: &Template,
) -> Result<(), FieldErrors> {
    const INSTEAD: &str = text!("Create another template without it.");
    let mut reader = Reader::new(draft);
    for (path, cleared) in [
        ("image_id", edited.image_id.is_none() && stored.image_id.is_some()),
        (
            "security_group_id",
            edited.security_group_id.is_none() && stored.security_group_id.is_some(),
        ),
        (
            "placement_group_id",
            edited.placement_group_id.is_none() && stored.placement_group_id.is_some(),
        ),
        ("cloud_init", edited.cloud_init.is_none() && stored.cloud_init.is_some()),
    ] {
        if cleared {
            reader.refuse_clearing(path, translated(INSTEAD));
        }
    }
    reader.finish((), Ok(()), &sections(draft, &[], true))
}
