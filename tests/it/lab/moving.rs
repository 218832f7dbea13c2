//! The move of a group to the other generation, with the sandbox answering its calls.

use headroom::forms::apply::Sent;
use headroom::lab::moving::{Moving, NotAnOrigin, Origin, What, carried};
use headroom::lab::{band_words, points_words, translated};
use headroom::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};
use headroom::whatif::{SizeAt, VariantRules};
use headroom::wire::v1alpha2::{self, ScalingPolicy, UtilizationTarget};
use headroom::wire::{CloudInit, Float, Group, LocalImage, Policy, Template};
use http::Request;
use serde_json::{Value, json};

use super::{START, policy, saved};
use crate::wire::body;

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

/// The recorded group with two policies and a template that boots an image with a cloud-init.
fn old() -> Origin {
    let mut template: Template = read(body!("template_create_reply"));
    template.image_id = Some("image-id".into());
    template.volumes.clear();
    template.cloud_init = Some(CloudInit::from("#cloud-config"));
    template.tags = vec!["shop".to_owned()];
    Origin::Thresholds {
        group: read::<Group>(body!("group_create_reply")),
        policies: saved().policies().to_vec(),
        template,
    }
}

fn new() -> Origin {
    Origin::Target {
        group: read(body!("v1alpha2/group_with_load_balancer")),
        template: read(body!("v1alpha2/template_with_all")),
        cloud_init: None,
    }
}

fn target() -> VariantRules {
    VariantRules::Target(ScalingPolicy {
        minimum_size: 1,
        maximum_size: 5,
        scale_in_step: 1,
        scale_out_step: 1,
        cpu_target: Some(UtilizationTarget { target_avg_percent: 63 }),
        ..ScalingPolicy::default()
    })
}

fn thresholds() -> VariantRules {
    saved().rules
}

pub(super) struct Api(Sandbox);

impl Api {
    pub(super) fn new() -> Self {
        Self(Sandbox::empty(1, FIRST_CONTENT_NOW_MS))
    }

    pub(super) fn call(&mut self, method: &str, uri: &str, body: Option<String>) -> (u16, String) {
        let request =
            Request::builder().method(method).uri(uri).header("X-Auth-Token", SANDBOX_KEY);
        let request = request.body(body.unwrap_or_default().into_bytes()).unwrap();
        let response = self.0.handle(&request);
        (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
    }

    /// Sends everything that is left.
    pub(super) fn carry_out(&mut self, moving: &mut Moving) {
        while let Some((_, step)) = moving.next() {
            let call = step.call.clone();
            let path = call.path(&"fr-par-1".into());
            let (status, reply) = self.call(call.method().as_str(), &path, call.body());
            assert!((200..300).contains(&status), "{call:?}: {status} {reply}");
            let id = serde_json::from_str::<Value>(&reply).ok();
            let id = id.and_then(|body| body["id"].as_str().map(str::to_owned));
            moving.record(Sent::Done(id));
        }
    }
}

pub(super) fn titles(moving: &Moving) -> Vec<&str> {
    moving.steps.iter().map(|step| step.title.as_str()).collect()
}

#[test]
fn thresholds_move_to_a_target_call_by_call() {
    let mut api = Api::new();
    let mut moving = Moving::plan(&old(), &target(), "ubuntu_noble", "").unwrap();
    let Origin::Thresholds { group, template, .. } = old() else { panic!("another origin") };
    assert_eq!(
        titles(&moving),
        [
            format!("Create the template “{}” anew", template.name),
            "Give the template its cloud-init".to_owned(),
            format!("Create the group “{}” beside the old one", group.name),
            "Enter its Instances in the load balancer".to_owned(),
        ]
    );
    let shown = moving.steps[2].call.body().unwrap();
    assert!(shown.contains(r#""template_id":"TEMPLATE""#), "before it is known: {shown}");
    api.carry_out(&mut moving);
    assert!(moving.is_finished());

    let uri = format!(
        "/autoscaling/v1alpha2/zones/fr-par-1/groups/{}",
        moving.group_id().expect("the group is there")
    );
    let made: v1alpha2::Group = read(&api.call("GET", &uri, None).1);
    assert_eq!((made.name, made.tags), (group.name, group.tags));
    assert_eq!(
        VariantRules::Target(ScalingPolicy {
            scale_out_cooldown: None,
            scale_in_cooldown: None,
            ..made.scaling_policy
        }),
        target()
    );
    let balancer = made.load_balancer_configuration.unwrap();
    assert_eq!(balancer.load_balancer_id, group.loadbalancer.id);
    let entries: Vec<_> = balancer.backends.iter().map(|entry| entry.backend_id.clone()).collect();
    assert_eq!(entries, group.loadbalancer.backend_ids);
    let own = group.loadbalancer.private_network_id;
    assert!(balancer.backends.iter().all(|entry| entry.private_network_id == own));

    let uri = format!("/instance/v2alpha1/zones/fr-par-1/templates/{}", made.template_id);
    let booted: v1alpha2::Template = read(&api.call("GET", &uri, None).1);
    assert_eq!(booted.server_type, template.commercial_type);
    assert_eq!(booted.volumes[0].image_label.as_deref(), Some("ubuntu_noble"));
    assert_eq!((booted.tags, booted.server_tags), (template.tags.clone(), template.tags));
    let data: Value = read(&api.call("GET", &format!("{uri}/user-data/cloud-init"), None).1);
    assert_eq!(data["content"], "I2Nsb3VkLWNvbmZpZw==");
}

#[test]
fn a_target_moves_to_thresholds_with_its_policies() {
    let moving = Moving::plan(&new(), &thresholds(), "image-id", "").unwrap();
    assert_eq!(
        titles(&moving),
        [
            "Create the template “tpl” anew",
            "Create the group “asg-a” beside the old one",
            "Create “up”",
            "Create “down”",
        ]
    );
    let template: Value = read(&moving.steps[0].call.body().unwrap());
    assert_eq!(template["image_id"], "image-id");
    assert_eq!(template["volumes"]["0"]["boot"], json!(true));
    assert_eq!(template["volumes"]["1"]["from_snapshot"]["size"], json!(30_000_000_000_u64));
    assert_eq!(template["volumes"].as_object().unwrap().len(), 2, "no scratch volume");
    let said = moving.lost.join(" ");
    assert!(said.contains("Scratch volumes") && said.contains("Windows key"), "{said}");
    let group: Value = read(&moving.steps[1].call.body().unwrap());
    assert_eq!(group["loadbalancer"]["backend_ids"].as_array().unwrap().len(), 3);
}

#[test]
fn nothing_is_sent_before_what_is_missing_is_typed() {
    let fields = |result: Result<Moving, headroom::engine::FieldErrors>| {
        let errors = result.unwrap_err();
        errors.0.iter().map(|error| error.field.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(fields(Moving::plan(&old(), &target(), " ", "")), ["image"]);
    let Origin::Target { mut group, template, cloud_init } = new() else {
        panic!("another origin")
    };
    group.load_balancer_configuration = None;
    let alone = Origin::Target { group, template, cloud_init };
    assert_eq!(fields(Moving::plan(&alone, &thresholds(), "", "")), ["image", "balancer"]);
    assert_eq!(fields(Moving::plan(&old(), &thresholds(), "x", "")), ["rules"]);
    let wrong = VariantRules::Target(ScalingPolicy::default());
    assert_eq!(
        fields(Moving::plan(&old(), &wrong, "x", "")),
        ["scaling_policy_spec.fixed_size"],
        "rules without a target"
    );
}

#[test]
fn a_call_that_failed_is_offered_again_and_one_that_nobody_knows_of_is_not() {
    let mut moving = Moving::plan(&old(), &target(), "ubuntu_noble", "").unwrap();
    assert_eq!(moving.last_words(), "Nothing was sent.");
    moving.record(Sent::Done(Some("T".to_owned())));
    assert!(moving.last_words().ends_with("Calls left: 3."));
    moving.record(Sent::Refused("No.".to_owned()));
    assert_eq!(moving.last_words(), "Refused: Give the template its cloud-init. No.");
    assert_eq!((moving.done(), moving.next().map(|(number, _)| number)), (1, Some(1)));
    moving.record(Sent::Unknown("Cut.".to_owned()));
    assert_eq!((moving.sent.len(), moving.next()), (2, None));
    moving.forget_last();
    let (number, step) = moving.next().unwrap();
    assert_eq!((number, step.what), (1, What::Part));
    let path = step.call.path(&"fr-par-1".into());
    assert_eq!(path, "/instance/v2alpha1/zones/fr-par-1/templates/T/user-data/cloud-init");
    assert_eq!(moving.group_id(), None);
}

#[test]
fn the_volume_that_boots_comes_first() {
    let Origin::Thresholds { group, policies, mut template } = old() else {
        panic!("another origin")
    };
    template.image_id = None;
    let volume = |name: &str, boot| headroom::wire::Volume {
        name: name.to_owned(),
        from_snapshot: Some(<_>::default()),
        boot,
        volume_type: "sbs".into(),
        ..<_>::default()
    };
    template.volumes.insert("0".to_owned(), volume("data", false));
    template.volumes.insert("10".to_owned(), volume("more", false));
    template.volumes.insert("2".to_owned(), volume("root", true));
    let origin = Origin::Thresholds { group, policies, template };
    assert!(!origin.needs_image());
    let moving = Moving::plan(&origin, &target(), "", "").unwrap();
    let body: Value = read(&moving.steps[0].call.body().unwrap());
    let names: Vec<_> =
        body["volumes"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names, ["root", "data", "more"]);
    assert!(moving.lost.iter().any(|said| said.contains("slot 2 boots")), "{:?}", moving.lost);
}

/// Data from a snapshot boots nothing, so that the image is asked for all the same.
#[test]
fn data_from_a_snapshot_takes_no_images_place() {
    let Origin::Thresholds { group, policies, mut template } = old() else {
        panic!("another origin")
    };
    let data = headroom::wire::Volume {
        name: "data".to_owned(),
        from_snapshot: Some(<_>::default()),
        volume_type: "sbs".into(),
        ..<_>::default()
    };
    template.volumes.insert("5".to_owned(), data);
    let origin = Origin::Thresholds { group, policies, template };
    assert!(origin.needs_image());
    assert!(Moving::plan(&origin, &target(), "", "").unwrap_err().at("image").is_some());
    let moving = Moving::plan(&origin, &target(), "debian_trixie", "").unwrap();
    let body: Value = read(&moving.steps[0].call.body().unwrap());
    assert_eq!(body["volumes"][0]["image_label"], "debian_trixie", "{body}");
}

/// What the second generation may leave out, the first one asks for.
#[test]
fn a_volume_without_size_and_name_gets_both() {
    let Origin::Target { group, mut template, cloud_init } = new() else {
        panic!("another origin")
    };
    for volume in &mut template.volumes {
        (volume.size, volume.name) = (None, String::new());
    }
    let origin = Origin::Target { group, template, cloud_init };
    let moving = Moving::plan(&origin, &thresholds(), "image-id", "lb").unwrap();
    let body: Value = read(&moving.steps[0].call.body().unwrap());
    assert_eq!(body["volumes"]["0"]["name"], "root");
    assert_eq!(body["volumes"]["0"]["from_empty"]["size"], 20_000_000_000_u64);
    assert!(moving.lost.iter().any(|said| said.contains("20\u{a0}GB")), "{:?}", moving.lost);
}

#[test]
fn a_file_of_the_old_bodies_is_read_in_either_shape() {
    let group: Value = read(body!("group_create_reply"));
    let template: Value = read(body!("template_create_reply"));
    let policies: Value = json!([serde_json::to_value(policy("up", true, 70.0)).unwrap()]);
    let list = json!({"group": group, "template": template, "policies": policies});
    let reply = json!({"group": group, "template": template,
        "policies": {"policies": policies, "total_count": 1}});
    for file in [list, reply] {
        let origin = Origin::from_file(file.to_string().as_bytes()).unwrap();
        let Origin::Thresholds { policies, .. } = origin else { panic!("{origin:?}") };
        assert_eq!(policies[0].name, "up");
    }
    let target = json!({
        "group": read::<Value>(body!("v1alpha2/group_with_load_balancer")),
        "template": read::<Value>(body!("v1alpha2/template_with_all")),
        "cloud_init": {"key": "cloud-init", "content": "YQ=="},
    });
    let origin = Origin::from_file(target.to_string().as_bytes()).unwrap();
    let Origin::Target { cloud_init, .. } = origin else { panic!("{origin:?}") };
    assert_eq!(cloud_init, Some("a".into()));

    for origin in [old(), new()] {
        assert_eq!(Origin::from_file(origin.to_file().as_bytes()), Ok(origin));
    }

    for (text, said) in [("[]", "policies"), ("{", "policies"), ("{}", "missing field")] {
        let why = Origin::from_file(text.as_bytes()).unwrap_err().to_string();
        assert!(why.contains(said), "{text}: {why}");
    }
    let bare = br#"{"group": {}, "template": {"id": "t"}}"#;
    assert_eq!(Origin::from_file(bare), Err(NotAnOrigin::NoId("group")));
}

#[test]
fn an_image_is_named_as_the_other_generation_does() {
    let image = |id: &str, label: &str, own: &str| LocalImage {
        id: id.into(),
        label: label.to_owned(),
        zone: "fr-par-1".into(),
        compatible_commercial_types: vec![own.to_owned()],
        ..LocalImage::default()
    };
    let listed = [
        image("arm", "debian_trixie", "COPARM1-2C-8G"),
        image("image-id", "debian_trixie", "POP2-4C-16G-WIN"),
    ];
    let zone = "fr-par-1".into();
    assert_eq!(old().image_elsewhere(&listed, &zone).as_deref(), Some("debian_trixie"));
    assert_eq!(old().image_elsewhere(&listed[..1], &zone), None, "one of one's own");
    assert_eq!(new().image_elsewhere(&listed, &zone).as_deref(), Some("image-id"));
    assert_eq!(new().image_elsewhere(&listed, &"nl-ams-1".into()), None);
    assert_eq!(new().image_elsewhere(&listed[..1], &zone), None, "for another processor");
}

#[test]
fn what_becomes_of_the_rules_is_said_line_by_line() {
    let rows = carried(&thresholds(), &target());
    let rows: Vec<_> =
        rows.iter().map(|row| format!("{}: {} | {}", row.what, row.old, row.new)).collect();
    assert_eq!(
        rows,
        [
            "Rule: CPU, average of 5 min, over 70 %; CPU, average of 5 min, under 30 % | \
             An average CPU of 63 %",
            "Bounds: 1 to 5 | 1 to 5",
            "Steps: add 1 Instance; remove 1 Instance | at most 1 out, 1 in",
            "Cooldown: 5 min | unset after out, unset after in",
        ]
    );
}

#[test]
fn the_band_and_the_loads_are_said_in_words() {
    let sizes = [1, 3].map(|size| SizeAt { at_ms: START, size }).to_vec();
    let job = headroom::whatif::Job { recorded_sizes: sizes, ..<_>::default() };
    let made = translated(&saved().rules, &job, None).unwrap();
    let percent = made.variant.target().unwrap().cpu_target.unwrap().target_avg_percent;
    assert_eq!(percent, 63, "the end that grows as early as over 70 %");
    let words = band_words(made.target.as_ref().unwrap());
    assert!(
        words.ends_with("grows and shrinks as early as the rules do now at 1 to 3 Instances."),
        "{words}"
    );

    let policy = made.variant.target().unwrap();
    let said = points_words(policy, &[2, 3], &job.assumptions.target);
    assert_eq!(said[0], "At 1 it grows over 69.3 % and never shrinks.");
    assert!(said.last().unwrap().starts_with("At 5 it is at its maximum and shrinks under"));

    let back = translated(&made.variant.rules, &job, None).unwrap();
    let rows: Vec<&Policy> = back.variant.policies().iter().collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].metric.threshold, Float::new(63.0 * 1.1));
    assert!(back.target.is_none());
}

#[test]
fn a_template_of_either_generation_is_a_line_of_the_list() {
    let Origin::Thresholds { group, template, .. } = old() else { panic!("another origin") };
    let using = Group { instance_template_id: template.id.clone(), ..group.clone() };
    let row = headroom::lab::TemplateRow::of_thresholds(template, Some(&[group, using]));
    assert_eq!((row.used, row.instance_type.as_str()), (Some(1), "PLAY2-MICRO"));
    let list: v1alpha2::TemplateList = read(body!("v1alpha2/template_list_reply"));
    let groups: v1alpha2::GroupList = read(body!("v1alpha2/group_list_reply"));
    let (own, of) = (list.templates[0].clone(), groups.group_summaries);
    let used = of.iter().filter(|group| group.template_id == own.id).count();
    let row = headroom::lab::TemplateRow::of_target(own.clone(), Some(&of));
    assert_eq!((row.used, row.name.as_str()), (Some(used), "tpl"));
    let row = headroom::lab::TemplateRow::of_target(own, None);
    assert_eq!(row.used, None, "nobody knows");
}
