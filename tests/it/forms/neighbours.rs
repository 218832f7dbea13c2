//! Picking by name what an id names.

use std::collections::BTreeMap;

use headroom::forms::cost::{of_group, of_instance};
use headroom::forms::fitting::{
    counted, keeping, misfit, named, picked, price_change, shown, sought_in, spelled, unspelled,
};
use headroom::forms::image::{image_labels, local_images};
use headroom::forms::neighbours::{
    Figures, Kind, Neighbours, Offer, attached_networks, backends, ids_of, load_balancers,
    server_types, snapshots, templates, toggled, told_apart,
};
use headroom::forms::scaling_group::POLICY;
use headroom::forms::{Choice, Draft};
use headroom::wire::{
    Availability, Backend, BlockSnapshot, Lb, LbIp, LbPrivateNetwork, LocalImage, LocalImageType,
    ServerType, Template,
};

fn labels(offers: &[Offer]) -> Vec<&str> {
    offers.iter().map(|offer| offer.choice.label.as_ref()).collect()
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
        ("loadbalancer.private_network_id", Some((Kind::AttachedNetwork, false))),
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
            "TINY (1 vCPU, 512 MiB, x86_64, € 0.0050 an hour)",
            "SMALL (2 vCPU, 8 GiB, x86_64, € 0.0137 an hour, few in stock)",
            "GPU (8 vCPU, 96 GiB, 1 GPU, x86_64, € 1.5000 an hour, none in stock)",
        ]
    );
    let offers = server_types(&types, &stock);
    let cells = |at: usize| offers[at].figures.as_ref().map(Figures::cells).unwrap_or_default();
    assert_eq!(cells(0), ["1", "512 MiB", "0.0050", "0.12", "not told"]);
    assert_eq!(cells(1), ["2", "8 GiB", "0.0137", "0.33", "few left"]);
    assert_eq!(cells(2), ["8", "96 GiB", "1.5000", "36.00", "none left"]);
    assert_eq!((offers[2].name.as_str(), offers[2].detail.as_str()), ("GPU", "x86_64, 1 GPU"));
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
    let own = std::slice::from_ref(&template);
    assert_eq!(labels(&templates(own, &[])), ["web (DEV1-S)"]);
    let type_of = ServerType { ncpus: 2, hourly_price: 0.01, ..ServerType::default() };
    let types = server_types(&[("DEV1-S".to_owned(), type_of)].into(), &[].into());
    let offers = templates(own, &types);
    assert_eq!(labels(&offers), ["web (DEV1-S, 2 vCPU, 0 MiB, , € 0.0100 an hour)"]);
    assert_eq!(offers[0].detail, "DEV1-S");
    assert!(offers[0].figures.is_some(), "what its Instances are and cost");
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

/// Two lines that are equal to the letter leave nothing to choose by.
#[test]
fn images_of_one_name_are_told_apart() {
    let image = |id: &str, kind: LocalImageType| LocalImage {
        id: id.into(),
        label: "almalinux_8".to_owned(),
        arch: "x86_64".to_owned(),
        kind,
        ..LocalImage::default()
    };
    let kinds = [LocalImageType::Block, LocalImageType::Local];
    let offers = local_images(&kinds.map(|kind| image("0d9ea8b1-6a52", kind)));
    let expected = ["almalinux_8 (x86_64, block storage)", "almalinux_8 (x86_64, local disk)"];
    assert_eq!(labels(&told_apart(offers)), expected);
    let alike = ["0d9ea8b1-6a52", "1e8fb7c2-6a52"].map(|id| image(id, LocalImageType::Block));
    let alike = told_apart(local_images(&alike));
    let details: Vec<&str> = alike.iter().map(|own| own.detail.as_str()).collect();
    assert_eq!(details, ["x86_64, block storage, 0d9ea8b1", "x86_64, block storage, 1e8fb7c2"]);
    assert!(labels(&alike)[0].ends_with("(x86_64, block storage, 0d9ea8b1)"));
}

/// Nobody knows an id by heart.
#[test]
fn a_field_of_ids_shows_their_names_and_keeps_the_ids() {
    let [one, two] =
        ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
    let offer = |id: &str, name: &str| Offer { name: name.to_owned(), ..one_of(id) };
    let known = Neighbours(
        [(Kind::PrivateNetwork, Ok(vec![offer(one, "web"), offer(two, "data")]))].into(),
    );
    let kind = Kind::PrivateNetwork;
    let text = format!("{one}, {two}");
    assert_eq!(spelled(&known, kind, &text), "web, data");
    assert_eq!(spelled(&known, kind, "we"), "we", "what is sought stays");
    let typed = |shown: &str| unspelled(&known, kind, &text, shown);
    assert_eq!(typed("web, data"), text);
    assert_eq!(typed("web, data, x"), format!("{text}, x"));
    assert_eq!(typed("web,"), format!("{one},"), "a comma that is typed stays");
    assert_eq!(typed("webs, data"), format!("webs, {two}"));
    assert_eq!(typed(two), two, "an id can be typed as ever");
    assert_eq!(unspelled(&known, kind, "", "web"), "web", "a name is no id by itself");
}

#[test]
fn only_networks_that_the_load_balancer_is_attached_to_are_offered_by_their_names() {
    let attached = |id: &str, status: &str| LbPrivateNetwork {
        private_network_id: id.into(),
        status: status.to_owned(),
        ..LbPrivateNetwork::default()
    };
    let listed = attached_networks(&[attached("n-2", "ready"), attached("n-9", "pending")]);
    let networks = [("n-1", "web"), ("n-2", "data")];
    let networks = networks.map(|(id, name)| Offer { name: name.to_owned(), ..one_of(id) });
    let known = Neighbours::of(BTreeMap::from([
        (Kind::PrivateNetwork, Ok(networks.into())),
        (Kind::AttachedNetwork, Ok(listed)),
    ]));
    let found = known.matching(Kind::AttachedNetwork, "");
    let found: Vec<_> = found.iter().map(|own| (own.name.as_str(), own.detail.as_str())).collect();
    assert_eq!(found, [("data", ""), ("n-9", "pending")], "what has no name keeps its id");
    let unlisted = Neighbours::of(BTreeMap::from([
        (Kind::PrivateNetwork, Err("denied".to_owned())),
        (Kind::AttachedNetwork, Ok(attached_networks(&[attached("n-2", "ready")]))),
    ]));
    assert_eq!(unlisted.name_of(Kind::AttachedNetwork, "n-2"), Some("n-2"));
}

fn one_of(id: &str) -> Offer {
    Choice { value: id.to_owned().into(), label: id.to_owned().into() }.into()
}

#[test]
fn ten_thousand_are_narrowed_by_name_or_id_and_counted() {
    let offer = |at: usize| {
        let label = format!("network {at} <&> ünïcode").into();
        Offer::from(Choice { value: format!("id-{at}").into(), label })
    };
    let all: Vec<Offer> = (0..10_000).map(offer).collect();
    let known = Neighbours(BTreeMap::from([
        (Kind::PrivateNetwork, Ok(all)),
        (Kind::Project, Err("no".to_owned())),
    ]));
    let count = |text: &str| {
        let count = known.matching(Kind::PrivateNetwork, text).len();
        let shown = shown(&known, Kind::PrivateNetwork, &Draft::default(), text);
        assert_eq!(shown.notes.is_empty(), (1..=200).contains(&count), "{:?}", shown.notes);
        (shown.offers.len(), count)
    };
    assert_eq!(count(""), (200, 10_000));
    assert_eq!(count("Network 99"), (111, 111));
    assert_eq!(count(" id-7 "), (200, 1_111));
    assert_eq!(count("ÜNÏ"), (200, 10_000));
    assert_eq!(count("none of them"), (0, 0));
    assert!(known.matching(Kind::Project, "").is_empty());
    let unknown = shown(&known, Kind::PrivateNetwork, &Draft::default(), "zzz");
    assert_eq!(unknown.notes, ["None of the private networks has “zzz” in its name or id."]);
    assert_eq!(shown(&known, Kind::PrivateNetwork, &Draft::default(), "id-5").offers.len(), 200);
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

#[test]
fn several_are_narrowed_by_what_is_typed_last_and_picking_answers_it() {
    let offer = |id: &'static str| Offer::from(Choice::fixed(id, "network"));
    let all = vec![offer("a"), offer("b")];
    let known = Neighbours(BTreeMap::from([(Kind::PrivateNetwork, Ok(all))]));
    let sought = |text: &'static str| sought_in(&known, Kind::PrivateNetwork, text);
    assert_eq!(
        [sought("a, net"), sought("a, b"), sought("net, a"), sought("")],
        ["net", "", "", ""]
    );
    assert_eq!(sought("11111111-1111-4111-8111-111111111111"), "", "an id that is not listed");
    let picked = |text: &str, id: &str| picked(&known, Kind::PrivateNetwork, text, id);
    assert_eq!([picked("a, net", "b"), picked("a, b", "b")], ["a, b", "a"]);
}

#[test]
fn what_is_picked_is_named_and_the_rest_counted() {
    let known = of_two_architectures();
    let named = |kind, text| named(&known, kind, text);
    let noble = Some(("noble".to_owned(), "arm64".to_owned()));
    assert_eq!(named(Kind::Image, " noble-arm "), noble);
    let both = Some(("noble, windows".to_owned(), String::new()));
    assert_eq!(named(Kind::Image, "noble-arm, windows-x86"), None, "one is not known");
    assert_eq!(named(Kind::Image, "noble-arm, windows"), both);
    assert_eq!(named(Kind::ServerType, "PLAY2-MICRO"), None, "it says so itself");
    assert_eq!(named(Kind::Image, ""), None);
    let count = |draft: &Draft, text| counted(&shown(&known, Kind::Image, draft, text));
    assert_eq!(count(&Draft::default(), ""), "3 in all");
    assert_eq!(count(&Draft::default().with("commercial_type", "COPARM1-2C"), ""), "1 of 3 fit");
    assert_eq!(count(&Draft::default(), "win"), "1 of 3 fit");
}

/// Two types and three images of two architectures, of which one image goes with either.
fn of_two_architectures() -> Neighbours {
    let of = |arch: &str, hourly_price| ServerType {
        arch: arch.to_owned(),
        hourly_price,
        ..ServerType::default()
    };
    let types = BTreeMap::from([
        ("PLAY2-MICRO".to_owned(), of("x86_64", 0.05)),
        ("COPARM1-2C".to_owned(), of("arm64", 0.04)),
    ]);
    let image = |id: &str, label: &str, arch: &str| LocalImage {
        id: id.into(),
        label: label.to_owned(),
        arch: arch.to_owned(),
        ..LocalImage::default()
    };
    let images = [
        image("noble-x86", "noble", "x86_64"),
        image("noble-arm", "noble", "arm64"),
        image("windows", "windows", "x86_64"),
    ];
    let kept = BlockSnapshot { id: "kept".into(), ..BlockSnapshot::default() };
    Neighbours(BTreeMap::from([
        (Kind::ServerType, Ok(server_types(&types, &BTreeMap::new()))),
        (Kind::Image, Ok(local_images(&images))),
        (Kind::ImageLabel, Ok(image_labels(&images))),
        (Kind::Snapshot, Ok(snapshots(&[kept], &[]))),
    ]))
}

fn values(known: &Neighbours, kind: Kind, draft: &Draft) -> (Vec<String>, String) {
    let shown = shown(known, kind, draft, "");
    let values = shown.offers.iter().map(|offer| offer.choice.value.to_string()).collect();
    (values, shown.notes.join(" "))
}

#[test]
fn only_what_has_the_same_architecture_is_offered_and_the_rest_is_told() {
    let known = of_two_architectures();
    let on_arm = Draft::default().with("commercial_type", "COPARM1-2C");
    let (images, notes) = values(&known, Kind::Image, &on_arm);
    assert_eq!(images, ["noble-arm"]);
    assert!(notes.starts_with("Left out of the images: 2, which do not go"), "{notes}");
    assert!(notes.ends_with("with COPARM1-2C. Empty its field to see all."), "{notes}");
    let on_x86 = Draft::default().with("image_id", "windows");
    assert_eq!(values(&known, Kind::ServerType, &on_x86).0, ["PLAY2-MICRO"]);

    let labelled = Draft::default().with("volumes.0.image_label", "windows");
    assert_eq!(values(&known, Kind::ServerType, &labelled).0.len(), 2, "it starts otherwise");
    let labelled = labelled.with("volumes.0.source", "image");
    assert_eq!(values(&known, Kind::ServerType, &labelled).0, ["PLAY2-MICRO"]);
    let either = labelled.with("volumes.0.image_label", "noble");
    assert_eq!(values(&known, Kind::ServerType, &either).0.len(), 2);
    let unlisted = Draft::default().with("commercial_type", "NEW-1");
    assert_eq!(
        values(&known, Kind::Image, &unlisted),
        (values(&known, Kind::Image, &either).0, String::new())
    );
}

#[test]
fn only_the_types_that_the_marketplace_says_boot_an_image_go_with_it() {
    let types = ["A-1", "B-1", "C-1"].map(|name| (name.to_owned(), ServerType::default()));
    let image = |id: &str, types: &[&str]| LocalImage {
        id: id.into(),
        label: id.to_owned(),
        compatible_commercial_types: types.iter().map(|own| (*own).to_owned()).collect(),
        ..LocalImage::default()
    };
    let told = [image("some", &["A-1"]), image("some", &["B-1"])];
    let images = [image("one", &["A-1"]), image("untold", &[])];
    let known = Neighbours(BTreeMap::from([
        (Kind::ServerType, Ok(server_types(&BTreeMap::from(types), &BTreeMap::new()))),
        (Kind::Image, Ok(local_images(&images))),
        (Kind::ImageLabel, Ok(image_labels(&told))),
    ]));
    let of_type = |name: &str| Draft::default().with("commercial_type", name);
    assert_eq!(values(&known, Kind::Image, &of_type("A-1")).0, ["one", "untold"]);
    let (left, notes) = values(&known, Kind::Image, &of_type("B-1"));
    assert_eq!(left, ["untold"]);
    assert!(notes.starts_with("Left out of the images: 1, which do not go with B-1"), "{notes}");
    let misfit = |draft: &Draft, path| misfit(&known, path, draft, &Draft::default());
    let one = |name| misfit(&of_type(name).with("image_id", "one"), "image_id");
    assert!(one("B-1").is_some_and(|why| why.starts_with("B-1 is none of the types")));
    assert_eq!((one("A-1"), one("NEW-1")), (None, None), "of one it knows nothing");
    // A label stands for all its images, each for types of its own.
    let path = "volumes.0.image_label";
    let labelled = |name| of_type(name).with("volumes.0.source", "image").with(path, "some");
    assert_eq!((misfit(&labelled("A-1"), path), misfit(&labelled("B-1"), path)), (None, None));
    assert!(misfit(&labelled("C-1"), path).is_some());
}

#[test]
fn a_type_that_does_not_boot_the_image_or_the_stored_snapshot_is_told_at_its_field() {
    let known = of_two_architectures();
    let snapshot = "volumes.0.from_snapshot.snapshot_id";
    let stored = Draft::default()
        .with("commercial_type", "PLAY2-MICRO")
        .with("image_id", "noble-x86")
        .with("volumes.0.boot", "true")
        .with(snapshot, "kept");
    let told = |path: &str, draft: &Draft| misfit(&known, path, draft, &stored);
    assert_eq!((told("image_id", &stored), told(snapshot, &stored)), (None, None));
    let on_arm = stored.clone().with("commercial_type", "COPARM1-2C");
    let image = told("image_id", &on_arm).unwrap();
    assert!(image.starts_with("This image is for x86_64, and COPARM1-2C has arm64"), "{image}");
    let kept = told(snapshot, &on_arm).unwrap();
    assert!(kept.starts_with("The stored template boots this snapshot on PLAY2-MICRO"), "{kept}");
    assert_eq!(told("image_id", &on_arm.clone().with("image_id", "noble-arm")), None);
    assert_eq!(told(snapshot, &on_arm.clone().with(snapshot, "another")), None, "nothing tells");
    assert_eq!(told(snapshot, &on_arm.with("volumes.0.boot", "")), None, "it boots nothing");
}

/// Which of two boots is said where the image is picked, of both generations.
#[test]
fn an_image_that_does_not_boot_is_told_at_its_field() {
    let nothing = Neighbours::default();
    let told = |path: &str, draft: &Draft| misfit(&nothing, path, draft, draft);
    let both = Draft::default()
        .with("image_id", "noble")
        .with("volumes.0.source", "empty")
        .with("volumes.1.source", "snapshot")
        .with("volumes.1.boot", "true");
    assert!(told("image_id", &both).unwrap().starts_with("Volume 1 boots from a snapshot"));
    for (path, text) in [("image_id", " "), ("volumes.1.boot", ""), ("volumes.1.source", "empty")] {
        assert_eq!(told("image_id", &both.clone().with(path, text)), None, "{path}");
    }
    let later = Draft::default()
        .with("volumes.0.source", "snapshot")
        .with("volumes.1.source", "image")
        .with("volumes.1.image_label", "noble");
    let path = "volumes.1.image_label";
    assert!(told(path, &later).unwrap().starts_with("Volume 1 has a source too"));
    for source in ["none", "image"] {
        let first = later.clone().with("volumes.0.source", source);
        assert_eq!(told(path, &first).is_some(), source == "image");
        assert_eq!(told("volumes.0.image_label", &first.with("volumes.0.image_label", "x")), None);
    }
}

#[test]
fn another_type_is_priced_against_the_stored_one() {
    let known = of_two_architectures();
    let stored = Draft::default().with("commercial_type", "PLAY2-MICRO");
    let told =
        |name: &str| price_change(&known, &stored.clone().with("commercial_type", name), &stored);
    let less = "An Instance of COPARM1-2C costs € 0.0100 an hour less than one of PLAY2-MICRO: \
                € 0.24 a day.";
    assert_eq!(told("COPARM1-2C").as_deref(), Some(less));
    assert_eq!((told("PLAY2-MICRO"), told("NEW-1")), (None, None));
}

#[test]
fn the_groups_that_keep_the_old_template_are_counted() {
    let kept = |sizes: &[Option<u32>]| keeping(sizes).unwrap_or_default();
    let one = "1 group with 1 Instance keeps the old one until they are replaced:";
    assert_eq!(kept(&[Some(0), Some(1)]), one);
    let two = "2 groups with 5 Instances keep the old one until they are replaced:";
    assert_eq!(kept(&[Some(2), Some(3)]), two);
    let unknown = "2 groups keep the Instances that they have until they are replaced:";
    assert_eq!(kept(&[None, Some(3)]), unknown);
    assert_eq!([kept(&[]), kept(&[Some(0)])], ["", ""]);
}

#[test]
fn a_draft_is_priced_while_it_is_typed() {
    let known = of_two_architectures();
    let typed = Draft::default().with("commercial_type", "COPARM1-2C");
    let cost = of_instance(&known, &typed.clone().with("image_id", "windows"));
    assert_eq!(cost.headline, "Each Instance is a COPARM1-2C: 0 vCPU, 0 MiB, arm64.");
    let amounts = [("an hour", "0.0400"), ("a day", "0.96"), ("a month", "29.20")];
    assert_eq!(cost.amounts, amounts.map(|(what, eur)| (what, eur.to_owned())));
    assert!(cost.faults[0].starts_with("This image is for x86_64"), "{:?}", cost.faults);
    assert_eq!(of_instance(&known, &typed).faults, Vec::<String>::new());
    let none = of_instance(&known, &Draft::default()).headline;
    assert_eq!(none, "Choose an Instance type to see what each Instance costs.");

    let of_group = |draft: &Draft, name| of_group(&known, draft, name).headline;
    let group =
        Draft::default().with("capacity.min_replicas", "2").with("capacity.max_replicas", " 8");
    let between = "Between € 2.40 and € 9.60 a day, by its bounds.";
    assert_eq!(of_group(&group, "PLAY2-MICRO"), between);
    let even = group.clone().with("capacity.max_replicas", "2");
    assert_eq!(of_group(&even, "PLAY2-MICRO"), "€ 2.40 a day, at its fixed size.");
    let wrong = group.clone().with("capacity.max_replicas", "1");
    assert_eq!(of_group(&wrong, "PLAY2-MICRO"), "Its bounds cannot be read yet.");
    assert_eq!(of_group(&group, "NEW-1"), "What an Instance of NEW-1 costs is not known.");
    assert!(of_group(&group, "").starts_with("Choose a template"));

    let spec = |path: &str| format!("{POLICY}{path}");
    let target = Draft::default()
        .with(spec("goal"), "cpu_target")
        .with(spec("minimum_size"), "2")
        .with(spec("maximum_size"), "8");
    assert_eq!(of_group(&target, "PLAY2-MICRO"), between);
    let fixed = target.with(spec("goal"), "fixed_size").with(spec("fixed_size.size"), "2");
    assert_eq!(of_group(&fixed, "PLAY2-MICRO"), "€ 2.40 a day, at its fixed size.");
    // The bounds hold all the same.
    for (size, cost) in [("1", "2.40"), ("9", "9.60")] {
        let beyond = fixed.clone().with(spec("fixed_size.size"), size);
        let said = format!("€ {cost} a day, at its fixed size.");
        assert_eq!(of_group(&beyond, "PLAY2-MICRO"), said);
    }
}

/// Two templates of a name are told apart by their ids, and each makes its type all the same.
#[test]
fn templates_that_read_alike_keep_the_type_that_they_make() {
    let template = |id: &str| Template {
        id: id.into(),
        name: "web".to_owned(),
        commercial_type: "PLAY2-MICRO".to_owned(),
        ..Template::default()
    };
    let all = [template("1a2b3c4d-1"), template("5e6f7a8b-1")];
    let offers = told_apart(templates(&all, &[]));
    assert!(offers.iter().all(|offer| offer.makes == "PLAY2-MICRO"), "{offers:?}");
    assert!(offers[0].choice.label.contains("1a2b3c4d"), "{offers:?}");
}
