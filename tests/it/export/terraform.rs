//! Configurations, read back by another reader of the language.

use hcl::{Body, Expression, Structure};
use headroom::export::{target_template, targets, thresholds};
use headroom::wire::v1alpha2::{self, FixedSize, LoadBalancerConfiguration, ScalingPolicy};
use headroom::wire::{
    CloudInit, Duration, Float, FromEmpty, Group, Policy, Template, Volume, VolumeType, Zone,
};
use proptest::prelude::*;

fn zone() -> Zone {
    "fr-par-1".into()
}

fn read(text: &str) -> Body {
    hcl::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The block with these labels.
fn block<'a>(body: &'a Body, kind: &str, labels: &[&str]) -> &'a Body {
    let found = body.blocks().find(|block| {
        let own: Vec<&str> = block.labels.iter().map(hcl::BlockLabel::as_str).collect();
        block.identifier() == kind && own == labels
    });
    &found.unwrap_or_else(|| panic!("no {kind} {labels:?}")).body
}

/// An attribute as it is written.
fn attribute(body: &Body, name: &str) -> Expression {
    let found = body.attributes().find(|own| own.key() == name);
    found.unwrap_or_else(|| panic!("no {name}")).expr.clone()
}

fn group() -> Group {
    let mut group = Group {
        id: "11111111-1111-4111-8111-111111111111".into(),
        name: "checkout-api".to_owned(),
        tags: vec!["team:shop".to_owned()],
        instance_template_id: "22222222-2222-4222-8222-222222222222".into(),
        ..Group::default()
    };
    group.capacity.max_replicas = 8;
    group.capacity.min_replicas = 2;
    group.capacity.cooldown_delay = Some(Duration::from_secs(300));
    group
}

fn policy(name: &str) -> Policy {
    let (id, name) = (format!("id-of-{}", name.replace(' ', "-")).as_str().into(), name.to_owned());
    Policy { id, name, value: 2, priority: 1, ..Policy::default() }
}

fn template() -> Template {
    let root = Volume {
        name: "root".to_owned(),
        boot: true,
        volume_type: VolumeType::Block,
        perf_iops: Some(5_000),
        from_empty: Some(FromEmpty { size: 20_000_000_001 }),
        ..Volume::default()
    };
    Template {
        id: "22222222-2222-4222-8222-222222222222".into(),
        name: "9 lives".to_owned(),
        commercial_type: "PLAY2-MICRO".to_owned(),
        cloud_init: Some(CloudInit::from("#cloud-config\nruncmd: [\"echo ${HOME} %{x}\"]\n")),
        volumes: [("0".to_owned(), root)].into(),
        ..Template::default()
    }
}

/// The provider numbers the blocks as they come.
#[test]
fn volumes_keep_the_order_of_their_slots() {
    let root = template().volumes["0"].clone();
    let volume = |slot: u32| {
        let name = format!("slot-{slot}");
        (slot.to_string(), Volume { name, boot: slot == 0, ..root.clone() })
    };
    let template = Template { volumes: (0..12).map(volume).collect(), ..template() };
    let text = thresholds(&template, &group(), &[policy("up")], &zone());
    let body = read(&text);
    let labels = ["scaleway_autoscaling_instance_template", "_9_lives"];
    let own = block(&body, "resource", &labels);
    let volumes = own.blocks().filter(|block| block.identifier() == "volumes");
    let names: Vec<_> = volumes.map(|block| attribute(&block.body, "name")).collect();
    let expected: Vec<_> = (0..12).map(|slot| format!("slot-{slot}").into()).collect();
    assert_eq!(names, expected);
}

#[test]
fn thresholds_become_three_kinds_of_resource_that_adopt_what_exists() {
    let text = thresholds(&template(), &group(), &[policy("up")], &zone());
    let body = read(&text);

    let imports = body.blocks().filter(|block| block.identifier() == "import");
    let ids: Vec<_> = imports.map(|block| attribute(&block.body, "id")).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(ids[1], "fr-par-1/11111111-1111-4111-8111-111111111111".into());

    let own = block(&body, "resource", &["scaleway_autoscaling_instance_group", "checkout_api"]);
    let template = "scaleway_autoscaling_instance_template._9_lives.id";
    assert_eq!(attribute(own, "template_id").to_string(), template);
    let capacity = block(own, "capacity", &[]);
    assert_eq!(attribute(capacity, "cooldown_delay"), 300.into());
    assert!(own.blocks().any(|block| block.identifier() == "load_balancer"));
    let own = block(&body, "resource", &["scaleway_autoscaling_instance_policy", "up"]);
    assert_eq!(attribute(own, "zone"), "fr-par-1".into(), "not the provider's own");

    let labels = ["scaleway_autoscaling_instance_template", "_9_lives"];
    let own = block(&body, "resource", &labels);
    let document = "#cloud-config\nruncmd: [\"echo ${HOME} %{x}\"]\n";
    assert_eq!(attribute(own, "cloud_init"), written(document));
    let empty = block(block(own, "volumes", &[]), "from_empty", &[]);
    assert_eq!(attribute(empty, "size"), 20.into(), "as the provider reads it back");
    assert!(text.contains("Volume \"root\" has 20000000001 bytes, which is cut"), "{text}");
}

#[test]
fn names_that_come_to_the_same_are_numbered() {
    let policies = ["cpu up", "cpu-up", "CPU up", "cpu up 2"].map(policy);
    let text = thresholds(&template(), &group(), &policies, &zone());
    let body = read(&text);
    for name in ["cpu_up", "cpu_up_2", "cpu_up_3", "cpu_up_2_2"] {
        block(&body, "resource", &["scaleway_autoscaling_instance_policy", name]);
        let adopts = format!("to = scaleway_autoscaling_instance_policy.{name}\n");
        assert_eq!(text.matches(&adopts).count(), 1, "{name}: {text}");
    }
}

#[test]
fn what_the_provider_cannot_hold_is_said_of_what_has_it() {
    let plain = thresholds(&template(), &group(), &[policy("up")], &zone());
    assert!(!plain.contains("whole thresholds"), "{plain}");
    let mut half = policy("half");
    half.metric.threshold = Float::new(70.5);
    let mut binary = template();
    binary.cloud_init = Some(CloudInit(vec![0xff, 0xfe]));
    let text = thresholds(&binary, &group(), &[half], &zone());
    assert!(text.contains("refuses the 70.5 of \"half\""), "{text}");
    assert!(text.contains("The template's cloud-init is no text"), "{text}");
    let labels = ["scaleway_autoscaling_instance_template", "_9_lives"];
    let body = read(&text);
    let own = block(&body, "resource", &labels);
    assert!(own.attributes().all(|own| own.key() != "cloud_init"), "{text}");
}

#[test]
fn a_target_becomes_nested_attributes() {
    let group = v1alpha2::Group {
        id: "11111111-1111-4111-8111-111111111111".into(),
        name: "web".to_owned(),
        template_id: "22222222-2222-4222-8222-222222222222".into(),
        scaling_policy: ScalingPolicy {
            minimum_size: 0,
            maximum_size: 3,
            scale_out_cooldown: Some(Duration::from_secs(90)),
            fixed_size: Some(FixedSize { size: 2 }),
            ..ScalingPolicy::default()
        },
        load_balancer_configuration: Some(LoadBalancerConfiguration::default()),
        ..v1alpha2::Group::default()
    };
    let template = v1alpha2::Template { name: "base".to_owned(), ..v1alpha2::Template::default() };
    let text = targets(&template, false, &group, &zone());
    let body = read(&text);
    let own = block(&body, "resource", &["scaleway_autoscaling_group", "web"]);
    let template = attribute(own, "template_id").to_string();
    assert_eq!(template, "scaleway_instance_template.base.id");
    let Expression::Object(policy) = attribute(own, "scaling_policy") else { panic!("{text}") };
    let named = |name: &str| policy.iter().find(|(key, _)| key.to_string() == name);
    assert_eq!(named("scale_out_cooldown").unwrap().1, &Expression::from("90s"));
    assert_eq!(named("fixed_size").unwrap().1, &Expression::from(2_u32));
    assert!(named("cpu_target").is_none());
    assert!(matches!(attribute(own, "load_balancer_configuration"), Expression::Object(_)));
}

#[test]
fn what_the_provider_cannot_set_is_said() {
    let (template, group) = (v1alpha2::Template::default(), v1alpha2::Group::default());
    let said = |has_cloud_init| targets(&template, has_cloud_init, &group, &zone());
    assert!(said(true).contains("has no argument for the template's cloud-init"));
    assert!(!said(false).contains("cloud-init"));
}

/// A text as the other reader holds one that was written: its escapes undone.
fn written(text: &str) -> Expression {
    text.to_owned().into()
}

/// The texts of an expression, whether it is plain or holds doubled signs of templates.
fn text_of(expression: &Expression) -> String {
    let context = hcl::eval::Context::new();
    let value = hcl::eval::Evaluate::evaluate(expression, &context).unwrap();
    value.as_str().unwrap().to_owned()
}

/// What a writer may stumble over, often enough to meet its neighbours.
const PARTS: &[&str] =
    &["$", "%", "{", "}", "${", "%{", "\"", "\\", "\n", "\r", "\t", "\u{1}", "a", " ", "é", "🐈"];

proptest! {
    /// Quotes, templates, marks, ends of line: read back, a name is what it was.
    #[test]
    fn any_name_is_read_back(parts in prop::collection::vec(prop::sample::select(PARTS), 0..12)) {
        let name = parts.concat();
        let group = Group { name: name.clone(), ..group() };
        let text = thresholds(&template(), &group, &[], &zone());
        let body = read(&text);
        let resource = body.blocks().rfind(|block| block.identifier() == "resource").unwrap();
        prop_assert_eq!(text_of(&attribute(&resource.body, "name")), name);
        prop_assert!(body.into_iter().all(|own| matches!(own, Structure::Block(_))));
    }
}

#[test]
fn what_the_provider_wants_and_the_template_lacks_is_said() {
    let volume = |perf_iops| v1alpha2::Volume {
        volume_type: v1alpha2::VolumeType::Block,
        name: "root".to_owned(),
        perf_iops,
        ..v1alpha2::Volume::default()
    };
    let own = |perf_iops| v1alpha2::Template {
        volumes: vec![volume(perf_iops)],
        ..v1alpha2::Template::default()
    };
    let text = |perf_iops| target_template(&own(perf_iops), false, &zone());
    assert!(text(None).contains("wants perf_iops"), "{}", text(None));
    assert!(!text(Some(5_000)).contains("wants perf_iops"));
    assert!(text(None).contains("Terraform 1.5"), "for the import block");
}
