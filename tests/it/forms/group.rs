//! The group's form.

use headroom::engine::FieldErrors;
use headroom::forms::balancer::typed_over;
use headroom::forms::group::{
    Known, capacity_changes, capacity_draft, capacity_section, preview_capacity,
};
use headroom::forms::scaling_group::BALANCER;
use headroom::forms::{Changed, Draft, ResourceForm, changed, overtaken};
use headroom::wire::{Capacity, Duration, Group, LoadBalancer, Template, UpdateGroup};

use super::{message, paths, read, refused, stands_in_order, typed};
use crate::wire::body;

fn stored() -> Group {
    read(body!("group_create_reply"))
}

fn known() -> Known {
    Known { groups: vec![stored()], project: String::new() }
}

/// A form that can be sent.
fn filled() -> Draft {
    let template = read::<Template>(body!("template_create_reply"));
    let balancer = stored().loadbalancer;
    Group::blank(&known())
        .with("name", "web")
        .with("template_id", template.id.as_str())
        .with("loadbalancer.id", balancer.id.as_str())
}

#[test]
fn a_blank_form_takes_the_project_of_the_newest_sound_group_and_no_load_balancer() {
    let made = Group::create_body(&filled(), &known()).unwrap();
    assert_eq!(made.project_id, stored().project_id);
    assert_eq!(Group::blank(&known()).under("loadbalancer.").count(), 0, "another group serves it");
    assert_eq!(made.capacity, stored().capacity, "the quickstart's too");
    assert_eq!(
        Group::blank(&Known { project: "mine".to_owned(), ..known() }).get("project_id"),
        "mine"
    );
    let broken = Group { error_messages: vec!["gone".to_owned()], ..stored() };
    let alone = Group::blank(&Known { groups: vec![broken], ..Known::default() });
    assert_eq!((alone.get("loadbalancer.id"), alone.get("project_id")), ("", ""));
    assert_eq!(alone.get("capacity.cooldown_delay"), "300");
}

/// In either generation: a backend of another load balancer serves somebody else.
#[test]
fn what_was_chosen_of_a_load_balancer_goes_with_it() {
    const OTHER: &str = "22222222-2222-4222-8222-222222222222";
    let backend = "load_balancer_configuration_spec.backends.0";
    let of_both = [
        ("loadbalancer.id", "loadbalancer.backend_ids", "loadbalancer.private_network_id"),
        (BALANCER, &format!("{backend}.backend_id"), &format!("{backend}.private_network_id")),
    ];
    for (balancer, chosen, network) in of_both {
        let mut draft = Draft::default().with(chosen, "shop").with(network, "inside");
        let mut type_over = |text: &str| {
            let said = typed_over(&mut draft, balancer, text);
            (draft.get(chosen).to_owned(), draft.get(network).to_owned(), said)
        };
        for text in ["1", &OTHER.replace('2', "1"), " 11111111-1111-4111-8111-111111111111 "] {
            let (chosen, network, said) = type_over(text);
            assert_eq!((chosen.as_str(), network.as_str()), ("shop", "inside"), "{text}");
            assert_eq!(said, FieldErrors::default());
        }
        let (empty, gone, said) = type_over(OTHER);
        assert_eq!((empty, gone, said.0.len()), (String::new(), String::new(), 2), "{balancer}");
        assert!(said.at(chosen).unwrap().starts_with("shop was chosen with the load balancer"));
        assert_eq!(type_over("").2, FieldErrors::default(), "nothing is left to take out");
    }
}

#[test]
fn a_stored_group_in_the_form_is_unchanged() {
    let bare = Group {
        tags: Vec::new(),
        capacity: Capacity { cooldown_delay: None, ..stored().capacity },
        loadbalancer: LoadBalancer {
            backend_ids: Vec::new(),
            private_network_id: None,
            ..stored().loadbalancer
        },
        ..stored()
    };
    let odd = Group {
        capacity: Capacity { cooldown_delay: Some("1.5s".parse().unwrap()), ..stored().capacity },
        ..stored()
    };
    for group in [stored(), bare, odd] {
        let draft = group.draft();
        assert_eq!(group.update_body(&draft), Ok(UpdateGroup::default()));
        assert_eq!(preview_capacity(&draft), Ok(group.capacity.clone()));
        assert_eq!(preview_capacity(&capacity_draft(&group.capacity)), Ok(group.capacity));
    }
}

/// Other tools may have stored what no form writes.
#[test]
fn names_that_nobody_touched_keep_their_spaces() {
    let tags = vec!["a,b".to_owned(), " c".to_owned()];
    let spaced = Group { name: " web ".to_owned(), tags, ..stored() };
    assert_eq!(spaced.update_body(&spaced.draft()), Ok(UpdateGroup::default()));
    let renamed = spaced.update_body(&spaced.draft().with("name", " new ")).unwrap();
    assert_eq!(renamed, UpdateGroup { name: Some("new".to_owned()), ..Default::default() });
}

#[test]
fn only_what_differs_is_sent() {
    let table = [
        ("name", " new ", r#"{"name":"new"}"#),
        ("tags", "a, b,,\nc ", r#"{"tags":["a","b","c"]}"#),
        ("tags", "", r#"{"tags":[]}"#),
        ("capacity.min_replicas", "2", r#"{"capacity":{"min_replicas":2}}"#),
        ("capacity.max_replicas", "9", r#"{"capacity":{"max_replicas":9}}"#),
        ("capacity.cooldown_delay", "0", r#"{"capacity":{"cooldown_delay":"0s"}}"#),
        ("loadbalancer.backend_ids", "x, y", r#"{"loadbalancer":{"backend_ids":["x","y"]}}"#),
        ("loadbalancer.backend_ids", "", r#"{"loadbalancer":{"backend_ids":[]}}"#),
        ("template_id", "another", "{}"),
    ];
    for (path, text, expected) in table {
        let update = stored().update_body(&stored().draft().with(path, text)).unwrap();
        assert_eq!(serde_json::to_string(&update).unwrap(), expected, "{path}");
    }
}

#[test]
fn a_cooldown_is_read_as_people_write_seconds() {
    let cooldown = |text: &str| {
        preview_capacity(&stored().draft().with("capacity.cooldown_delay", text))
            .map(|capacity| capacity.cooldown_delay.map(|delay| delay.to_string()))
    };
    for (text, expected) in [
        ("300", Some("300s")),
        ("300s", Some("300s")),
        (" 300 s ", Some("300s")),
        ("0", Some("0s")),
        ("1.5", Some("1.500s")),
        ("1,5", Some("1.500s")),
        ("", None),
        ("9223372036", Some("9223372036s")),
    ] {
        assert_eq!(cooldown(text), Ok(expected.map(str::to_owned)), "{text:?}");
    }
    let said = |text: &str| message(cooldown(text), "capacity.cooldown_delay");
    assert_eq!(said("5 min"), "“5 min” is not a number of seconds. Enter seconds such as 300.");
    assert_eq!(said("s"), "“s” is not a number of seconds. Enter seconds such as 300.");
    assert_eq!(said("99999999999"), "“99999999999” is out of range. Enter seconds such as 300.");
    assert_eq!(said("-1"), "The cooldown cannot be negative.");
    assert_eq!(said("-0.0001"), "The cooldown cannot be negative.");
}

/// The API keeps what is not sent, so a cooldown that was set cannot be unset.
#[test]
fn a_cooldown_cannot_be_emptied_by_a_change() {
    let emptied = stored().draft().with("capacity.cooldown_delay", "");
    let expected = "A change cannot empty this: the API keeps what is not sent. Enter 0 for none.";
    assert_eq!(message(stored().update_body(&emptied), "capacity.cooldown_delay"), expected);
    assert!(
        Group::create_body(&typed(&filled(), &[("capacity.cooldown_delay", "")]), &known()).is_ok()
    );
    let none = Capacity { cooldown_delay: None, ..stored().capacity };
    assert_eq!(capacity_changes(&none, &stored().capacity), None);
    let some = Capacity { cooldown_delay: Some(Duration::from_secs(1)), ..none.clone() };
    assert_eq!(capacity_changes(&some, &none).unwrap().cooldown_delay, some.cooldown_delay);
}

#[test]
fn every_error_stands_at_its_field() {
    let table = [
        ("name", "", "name required"),
        ("capacity.min_replicas", "", "capacity.min_replicas required"),
        ("capacity.min_replicas", "0", "capacity.min_replicas constraint"),
        ("capacity.min_replicas", "one", "capacity.min_replicas format"),
        ("capacity.min_replicas", "6", "capacity.max_replicas constraint"),
        ("capacity.max_replicas", "1", "capacity.max_replicas constraint"),
        ("capacity.max_replicas", "", "capacity.max_replicas required"),
        ("capacity.max_replicas", "5.0", "capacity.max_replicas format"),
        ("capacity.cooldown_delay", "soon", "capacity.cooldown_delay format"),
        ("capacity.cooldown_delay", "-5", "capacity.cooldown_delay constraint"),
    ];
    for (path, text, expected) in table {
        assert_eq!(
            refused(Group::create_body(&filled().with(path, text), &known())),
            [expected],
            "{path}"
        );
        let edited = stored().draft().with(path, text);
        assert_eq!(refused(stored().update_body(&edited)), [expected], "{path} = {text:?}");
        if path.starts_with("capacity.") {
            assert_eq!(refused(preview_capacity(&edited)), [expected], "{path} = {text:?}");
        }
    }
    for path in ["project_id", "template_id", "loadbalancer.id"] {
        let expected = format!("{path} required");
        assert_eq!(refused(Group::create_body(&filled().with(path, " "), &known())), [expected]);
    }
    let long = "x".repeat(256);
    let said = message(Group::create_body(&filled().with("name", long), &known()), "name");
    assert_eq!(said, "The name has 256 characters; at most 255 are allowed.");
}

#[test]
fn an_empty_form_names_every_field_in_order() {
    let empty = Draft::default();
    stands_in_order(
        Group::create_body(&empty, &known()),
        &Group::new_sections(&Draft::default(), &known()),
    );
    stands_in_order(stored().update_body(&empty), &Group::edit_sections(&Draft::default()));
    stands_in_order(preview_capacity(&empty), &[capacity_section()]);
    let expected = [
        "name required",
        "template_id required",
        "project_id required",
        "capacity.min_replicas required",
        "capacity.max_replicas required",
        "loadbalancer.id required",
    ];
    assert_eq!(refused(Group::create_body(&empty, &known())), expected);
}

#[test]
fn a_stored_group_shows_the_fields_of_a_new_one() {
    assert_eq!(
        paths(&Group::edit_sections(&Draft::default())).len(),
        paths(&Group::new_sections(&Draft::default(), &known())).len() - 1,
        "but for the project"
    );
}

#[test]
fn what_somebody_else_changed_meanwhile_is_told_where_it_would_be_overwritten() {
    let before = stored();
    let Capacity { min_replicas: least, max_replicas: most, .. } = before.capacity;
    let elsewhere = |min_replicas, max_replicas| Group {
        capacity: Capacity { min_replicas, max_replicas, ..before.capacity },
        ..before.clone()
    };
    let own = (most + 1).to_string();
    let draft = typed(&before.draft(), &[("capacity.max_replicas", &own)]);
    assert_eq!(overtaken(&before, &before, &draft), [""; 0]);
    assert_eq!(
        overtaken(&before, &elsewhere(least, most + 5), &draft),
        [format!("Maximum: {most} Instances → {} Instances", most + 5)]
    );
    // What became the same, and what is left alone, is no conflict.
    assert_eq!(overtaken(&before, &elsewhere(least, most + 1), &draft), [""; 0]);
    assert_eq!(overtaken(&before, &elsewhere(least + 1, most), &draft), [""; 0]);
}

#[test]
fn a_draft_says_every_field_that_it_changes_from_old_to_new() {
    let stored = stored();
    let draft = stored.draft();
    assert_eq!(changed(&stored, &draft), []);
    let most = stored.capacity.max_replicas;
    let own = typed(&draft, &[("capacity.max_replicas", &(most + 1).to_string()), ("tags", "")]);
    let lines = changed(&stored, &own);
    let maximum = Changed {
        label: "Maximum".to_owned(),
        from: format!("{most} Instances"),
        to: format!("{} Instances", most + 1),
    };
    assert!(lines.contains(&maximum), "{lines:?}");
    assert_eq!(lines.len(), if stored.tags.is_empty() { 1 } else { 2 });
}
