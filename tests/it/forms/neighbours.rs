//! Picking by name what an id names.

use std::collections::BTreeMap;

use headroom::forms::Choice;
use headroom::forms::neighbours::{
    Kind, Neighbours, backends, ids_of, image_labels, load_balancers, server_types, templates,
    toggled,
};
use headroom::wire::{Availability, Backend, Lb, LbIp, LocalImage, ServerType, Template};

fn labels(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.label.as_ref()).collect()
}

#[test]
fn fields_are_known_by_their_paths() {
    let cases = [
        ("loadbalancer.id", Some((Kind::LoadBalancer, false))),
        ("loadbalancer.backend_ids", Some((Kind::Backend, true))),
        ("load_balancer_configuration_spec.backends.0.backend_id", Some((Kind::Backend, false))),
        ("volumes.0.base_snapshot_id", Some((Kind::Snapshot, false))),
        ("volumes.0.from_snapshot.snapshot_id", Some((Kind::Snapshot, false))),
        ("volumes.1.image_label", Some((Kind::ImageLabel, false))),
        ("private_networks", Some((Kind::PrivateNetwork, true))),
        ("template_id", Some((Kind::Template, false))),
        ("name", None),
        ("id", None),
        ("", None),
    ];
    for (path, kind) in cases {
        assert_eq!(Kind::of(path), kind, "{path}");
    }
}

#[test]
fn instance_types_tell_price_and_stock_the_cheapest_first() {
    let of = |ncpus, ram, hourly_price| ServerType {
        ncpus,
        ram,
        hourly_price,
        arch: "x86_64".to_owned(),
        ..ServerType::default()
    };
    let old = ServerType { end_of_service: true, ..of(1, 1 << 30, 0.001) };
    let gpu = ServerType { gpu: 1, ..of(8, 96 << 30, 1.5) };
    let types = BTreeMap::from([
        ("OLD".to_owned(), old),
        ("GPU".to_owned(), gpu),
        ("SMALL".to_owned(), of(2, 8 << 30, 0.0137)),
        ("TINY".to_owned(), of(1, 512 << 20, 0.005)),
    ]);
    let stock = BTreeMap::from([
        ("SMALL".to_owned(), Availability::Scarce),
        ("GPU".to_owned(), Availability::Shortage),
    ]);
    assert_eq!(
        labels(&server_types(&types, &stock)),
        [
            "TINY (1 vCPU, 512 MiB, x86_64, € 0.0050 an hour)",
            "SMALL (2 vCPU, 8 GiB, x86_64, € 0.0137 an hour, few in stock)",
            "GPU (8 vCPU, 96 GiB, 1 GPU, x86_64, € 1.5000 an hour, none in stock)",
        ]
    );
}

#[test]
fn neighbours_are_told_apart() {
    let balancer = Lb {
        name: "shop-front".to_owned(),
        backend_count: 1,
        ip: vec![LbIp { ip_address: "192.0.2.7".to_owned() }],
        ..Lb::default()
    };
    let template = Template {
        id: "5e16a52b".into(),
        name: "web".to_owned(),
        commercial_type: "DEV1-S".to_owned(),
        ..Template::default()
    };
    assert_eq!(labels(&templates(&[template])), ["web (DEV1-S)"]);
    assert_eq!(labels(&load_balancers(&[balancer])), ["shop-front (1 backend, 192.0.2.7)"]);
    let backend = Backend {
        name: "http".to_owned(),
        forward_protocol: "tcp".to_owned(),
        forward_port: 80,
        ..Backend::default()
    };
    assert_eq!(labels(&backends(&[backend])), ["http (tcp on port 80)"]);
    let image = |label: &str| LocalImage { label: label.to_owned(), ..LocalImage::default() };
    let images = [image("ubuntu_noble"), image("debian_trixie"), image("ubuntu_noble")];
    assert_eq!(labels(&image_labels(&images)), ["debian_trixie", "ubuntu_noble"]);
}

#[test]
fn ten_thousand_are_narrowed_by_name_or_id_and_counted() {
    let choice = |at: usize| Choice {
        value: format!("id-{at}").into(),
        label: format!("network {at} <&> ünïcode").into(),
    };
    let all: Vec<Choice> = (0..10_000).map(choice).collect();
    let known = Neighbours(BTreeMap::from([
        (Kind::PrivateNetwork, Ok(all)),
        (Kind::Project, Err("no".to_owned())),
    ]));
    let count = |text: &str| {
        let (found, count) = known.matching(Kind::PrivateNetwork, text, 200);
        (found.len(), count)
    };
    assert_eq!(count(""), (200, 10_000));
    assert_eq!(count("Network 99"), (111, 111));
    assert_eq!(count(" id-7 "), (200, 1_111));
    assert_eq!(count("ÜNÏ"), (200, 10_000));
    assert_eq!(count("none of them"), (0, 0));
    assert_eq!(known.matching(Kind::Project, "", 200).1, 0);
    assert_eq!(known.name_of(Kind::PrivateNetwork, "id-5"), Some("network 5 <&> ünïcode"));
    assert_eq!(known.name_of(Kind::PrivateNetwork, "id-x"), None);
}

#[test]
fn several_ids_are_put_in_and_taken_out() {
    assert_eq!(ids_of(" a, b ,,c "), ["a", "b", "c"]);
    assert_eq!(toggled("", "a"), "a");
    assert_eq!(toggled("a", "b"), "a, b");
    assert_eq!(toggled("a,b , c", "b"), "a, c");
    assert_eq!(toggled("a", "a"), "");
}
