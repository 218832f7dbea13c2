//! The template's form.

use headroom::forms::template::{Known, add_volume, remove_volume, slots};
use headroom::forms::{Draft, ResourceForm, Section, changed};
use headroom::wire::{CloudInit, FromEmpty, FromSnapshot, Template, UpdateTemplate, Volume};

use super::{message, paths, read, refused, stands_in_order, typed};
use crate::wire::body;

fn stored() -> Template {
    read(body!("template_create_reply"))
}

/// A template with everything set.
fn full() -> Template {
    let data = Volume {
        name: "data".to_owned(),
        from_empty: Some(FromEmpty { size: 20_500_000_000 }),
        tags: vec!["a".to_owned(), "b".to_owned()],
        volume_type: "l_ssd".into(),
        ..Volume::default()
    };
    let mut template = stored();
    template.volumes.insert("3".to_owned(), data);
    let boot = template.volumes.get_mut("0").unwrap();
    let size = Some(10_123_456_789);
    boot.from_snapshot = Some(FromSnapshot { size, snapshot_id: "snapshot".into() });
    Template {
        image_id: Some("image".into()),
        security_group_id: Some("security".into()),
        placement_group_id: Some("placement".into()),
        public_ips_v6_count: Some(2),
        private_network_ids: vec!["one".into(), "two".into()],
        cloud_init: Some(CloudInit::from("#cloud-config\nruncmd:\n  - \"a, b\"\n")),
        ..template
    }
}

/// What stands in a zone with these templates.
fn known(templates: &[Template], project: &str) -> Known {
    Known { templates: templates.to_vec(), project: project.to_owned() }
}

/// The fields of a new template in an empty zone.
fn new_sections(draft: &Draft) -> Vec<Section> {
    Template::new_sections(draft, &Known::default())
}

/// A form that can be sent, of a volume that boots from a snapshot.
fn filled() -> Draft {
    let texts = [
        ("name", "web"),
        ("commercial_type", "PLAY2-NANO"),
        ("volumes.0.source", "snapshot"),
        ("volumes.0.from_snapshot.snapshot_id", "snapshot"),
        ("volumes.0.boot", "true"),
    ];
    typed(&Template::blank(&known(&[stored()], "")), &texts)
}

/// A snapshot that nobody chose would boot in place of the image that somebody did.
/// Its field goes with the block storage that it is for.
#[test]
fn a_local_disk_has_no_performance() {
    let block = filled().with("volumes.0.perf_iops", "15000");
    let iops = |draft: &Draft| {
        let body = Template::create_body(draft, &Known::default()).unwrap();
        body.volumes["0"].perf_iops
    };
    assert_eq!(iops(&block), Some(15_000));
    assert_eq!(iops(&block.with("volumes.0.volume_type", "l_ssd")), None);
}

#[test]
fn a_blank_form_boots_what_is_chosen_and_nothing_else() {
    let networked = Template { private_network_ids: vec!["net".into()], ..stored() };
    let context = known(&[networked], "");
    let blank = Template::blank(&context).with("name", "web").with("commercial_type", "PLAY2-NANO");
    assert_eq!(refused(Template::create_body(&blank, &context)), ["image_id required"]);
    let made = Template::create_body(&blank.with("image_id", "noble"), &context).unwrap();
    let volume = &made.volumes["0"];
    assert_eq!(volume.from_empty, Some(FromEmpty { size: 20_000_000_000 }));
    assert!(!volume.boot && volume.from_snapshot.is_none() && made.cloud_init.is_none());
    assert_eq!(made.project_id, stored().project_id);
    assert_eq!(made.private_network_ids, ["net".into()]);
    let elsewhere = Template::blank(&Known { project: "mine".to_owned(), ..context });
    assert_eq!(elsewhere.get("private_network_ids"), "", "another project has other networks");
    let alone =
        refused(Template::create_body(&Template::blank(&known(&[], "mine")), &Known::default()));
    assert_eq!(alone, ["name required", "commercial_type required", "image_id required"]);
}

#[test]
fn a_stored_template_in_the_form_is_unchanged() {
    let bytes = Template { cloud_init: Some(CloudInit(vec![0xff, 0xfe])), ..full() };
    for template in [stored(), full(), bytes, read(body!("quickstart_template"))] {
        let draft = template.draft();
        assert_eq!(template.update_body(&draft), Ok(UpdateTemplate::default()));
    }
}

#[test]
fn only_what_differs_is_sent() {
    let table = [
        ("name", "new", r#"{"name":"new"}"#),
        ("commercial_type", "PRO2-XS", r#"{"commercial_type":"PRO2-XS"}"#),
        ("image_id", "other", r#"{"image_id":"other"}"#),
        ("tags", "", r#"{"tags":[]}"#),
        ("private_network_ids", "x", r#"{"private_network_ids":["x"]}"#),
        ("public_ips_v4_count", "0", r#"{"public_ips_v4_count":0}"#),
        ("public_ips_v4_count", "", r#"{"public_ips_v4_count":0}"#),
        ("public_ips_v6_count", "5", r#"{"public_ips_v6_count":5}"#),
        ("security_group_id", "other", r#"{"security_group_id":"other"}"#),
        ("placement_group_id", "other", r#"{"placement_group_id":"other"}"#),
        ("cloud_init", "abc", r#"{"cloud_init":"YWJj"}"#),
        ("project_id", "other", "{}"),
    ];
    for (path, text, expected) in table {
        let update = full().update_body(&full().draft().with(path, text)).unwrap();
        assert_eq!(serde_json::to_string(&update).unwrap(), expected, "{path}");
    }
    let resized = full().draft().with("volumes.3.from_empty.size", "20,25");
    let volumes = full().update_body(&resized).unwrap().volumes.unwrap();
    assert_eq!(volumes["3"].from_empty, Some(FromEmpty { size: 20_250_000_000 }));
    assert_eq!(volumes["0"], full().volumes["0"], "volumes are replaced whole");
}

/// The API keeps what is not sent, so what was set cannot be unset.
#[test]
fn what_was_set_cannot_be_emptied_by_a_change() {
    for path in ["image_id", "security_group_id", "placement_group_id", "cloud_init"] {
        let emptied = full().draft().with(path, " ");
        let said = message(full().update_body(&emptied), path);
        assert!(said.ends_with("Create another template without it."), "{said}");
        assert!(stored().update_body(&stored().draft()).is_ok(), "what was never set may stay so");
    }
    let all = ["cloud_init", "security_group_id", "image_id", "placement_group_id"];
    let emptied = typed(&full().draft(), &all.map(|path| (path, "")));
    stands_in_order(full().update_body(&emptied), &Template::edit_sections(&emptied));
}

#[test]
fn a_row_that_is_removed_is_said_under_its_own_name() {
    let mut draft = full().draft();
    remove_volume(&mut draft, "3");
    let lines = changed(&full(), &draft);
    let sizes: Vec<_> = lines.iter().filter(|line| line.from == "20.5 GB").collect();
    let [size] = sizes[..] else { panic!("{lines:?}") };
    assert!(size.label.starts_with("Volume") && size.label.contains('3'), "{}", size.label);
    assert_eq!(size.to, "–");
    assert!(lines.iter().all(|line| line.label.contains('3')), "nothing else: {lines:?}");
}

#[test]
fn volumes_take_the_first_free_slot_and_leave_it() {
    let mut draft = Draft::default();
    for expected in [&["0"][..], &["0", "1"], &["0", "1", "2"]] {
        add_volume(&mut draft);
        assert_eq!(slots(&draft), expected);
    }
    remove_volume(&mut draft, "1");
    assert_eq!(slots(&draft), ["0", "2"]);
    assert!(draft.under("volumes.1.").next().is_none());
    add_volume(&mut draft);
    assert_eq!(slots(&draft), ["0", "1", "2"]);
    assert_eq!((draft.get("volumes.0.boot"), draft.get("volumes.1.boot")), ("", ""));
    assert_eq!(draft.get("volumes.1.source"), "empty");
    let mut many = Draft::default();
    (0..12).for_each(|_| add_volume(&mut many));
    assert_eq!(slots(&many)[9..], ["9", "10", "11"], "slots count, they do not spell");
    remove_volume(&mut many, "1");
    assert_eq!(slots(&many).len(), 11, "10 and 11 stay");
    let mut none = Template::blank(&known(&[], ""));
    remove_volume(&mut none, "0");
    assert!(slots(&none).is_empty());
}

#[test]
fn a_volumes_fields_follow_its_source_and_storage() {
    let shown = |texts: &[(&str, &str)]| {
        let draft = typed(&filled(), texts);
        let paths = paths(&new_sections(&draft));
        let of_volume = paths.iter().filter_map(|path| path.strip_prefix("volumes.0."));
        of_volume.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let snapshot =
        "name source from_snapshot.snapshot_id from_snapshot.size volume_type perf_iops boot";
    assert_eq!(shown(&[]), snapshot);
    assert_eq!(
        shown(&[("volumes.0.source", "empty"), ("volumes.0.volume_type", "l_ssd")]),
        "name source from_empty.size volume_type boot"
    );
}

#[test]
fn every_error_stands_at_its_field() {
    let table = [
        ("name", "", "name required"),
        ("commercial_type", " ", "commercial_type required"),
        ("project_id", "", "project_id required"),
        ("volumes.0.name", "", "volumes.0.name required"),
        ("volumes.0.boot", "", "image_id required"),
        ("volumes.0.from_snapshot.snapshot_id", "", "volumes.0.from_snapshot.snapshot_id required"),
        ("volumes.0.from_snapshot.size", "big", "volumes.0.from_snapshot.size format"),
        ("volumes.0.from_snapshot.size", "0", "volumes.0.from_snapshot.size constraint"),
        ("volumes.0.from_snapshot.size", "-5", "volumes.0.from_snapshot.size constraint"),
        ("volumes.0.volume_type", "", "volumes.0.volume_type required"),
        ("volumes.0.volume_type", "tape", "volumes.0.volume_type constraint"),
        ("volumes.0.perf_iops", "7000", "volumes.0.perf_iops constraint"),
        ("volumes.0.perf_iops", "fast", "volumes.0.perf_iops format"),
        ("public_ips_v4_count", "6", "public_ips_v4_count constraint"),
        ("public_ips_v4_count", "-1", "public_ips_v4_count format"),
        ("public_ips_v6_count", "six", "public_ips_v6_count format"),
    ];
    for (path, text, expected) in table {
        let draft = filled().with(path, text);
        assert_eq!(
            refused(Template::create_body(&draft, &Known::default())),
            [expected],
            "{path} = {text:?}"
        );
        stands_in_order(Template::create_body(&draft, &Known::default()), &new_sections(&draft));
    }
    let texts =
        [("volumes.0.source", "empty"), ("volumes.0.from_empty.size", ""), ("image_id", "image")];
    let empty = typed(&filled(), &texts);
    assert_eq!(
        refused(Template::create_body(&empty, &Known::default())),
        ["volumes.0.from_empty.size required"]
    );
    for (size, expected) in [("0", "constraint"), ("-1", "constraint"), ("ten", "format")] {
        let draft = empty.clone().with("volumes.0.from_empty.size", size);
        assert_eq!(
            refused(Template::create_body(&draft, &Known::default())),
            [format!("volumes.0.from_empty.size {expected}")]
        );
    }
}

#[test]
fn an_empty_form_names_every_field_in_order() {
    let mut wrong = Draft::default();
    add_volume(&mut wrong);
    add_volume(&mut wrong);
    wrong.set("volumes.0.name", "");
    wrong.set("volumes.1.volume_type", "");
    wrong.set("public_ips_v6_count", "9");
    stands_in_order(Template::create_body(&wrong, &Known::default()), &new_sections(&wrong));
    let expected = [
        "name required",
        "commercial_type required",
        "image_id required",
        "project_id required",
        "volumes.0.name required",
        "volumes.1.name required",
        "volumes.1.from_empty.size required",
        "volumes.1.volume_type required",
        "public_ips_v6_count constraint",
    ];
    assert_eq!(refused(Template::create_body(&wrong, &Known::default())), expected);
}

/// Other tools may have stored what no form writes.
#[test]
fn names_that_nobody_touched_keep_their_spaces() {
    let mut spaced = Template { name: " web ".to_owned(), tags: vec![" a".to_owned()], ..full() };
    spaced.volumes.get_mut("3").unwrap().name = "data ".to_owned();
    assert_eq!(spaced.update_body(&spaced.draft()), Ok(UpdateTemplate::default()));
    let renamed = spaced.update_body(&spaced.draft().with("name", " new ")).unwrap();
    assert_eq!(renamed, UpdateTemplate { name: Some("new".to_owned()), ..Default::default() });
}

#[test]
fn a_stored_template_stays_in_its_project() {
    let fixed = |stored| {
        let sections = match stored {
            true => Template::edit_sections(&filled()),
            false => new_sections(&filled()),
        };
        let mut fields = sections.into_iter().flat_map(|section| section.fields);
        fields.find(|field| field.path == "project_id").unwrap().help
    };
    assert_eq!(
        (fixed(true).as_ref(), fixed(false).as_ref()),
        ("A template stays in its project.", "")
    );
}
