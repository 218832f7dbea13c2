//! The state as text.

use headroom::sandbox::{LoadError, Sandbox};

use super::{Api, DAY, HOUR, MINUTE, NOW, SECOND};

#[test]
fn a_reload_changes_nothing_that_follows() {
    let mut api = Api::first_content();
    let group = api.group();
    api.pair(&group);
    for pause in [SECOND, 3 * SECOND, 40 * SECOND, 7 * MINUTE + 11, 5 * HOUR, 0] {
        api.advance(pause);
        let mut reloaded = Api(Sandbox::load(&api.0.save()).unwrap());
        assert_eq!(reloaded.0.save(), api.0.save());
        let mut stayed = Api(api.0.clone());
        for api in [&mut stayed, &mut reloaded] {
            api.template();
            api.advance(3 * DAY);
        }
        assert_eq!(reloaded.0.save(), stayed.0.save(), "after {pause} ms");
    }
}

#[test]
fn a_reload_at_every_step_is_as_good_as_none() {
    let mut api = Api::first_content();
    let mut reloaded = Api(api.0.clone());
    api.advance(2 * DAY);
    while reloaded.0.now_ms() < api.0.now_ms() {
        let step_ms = (13 * MINUTE + 7 * SECOND).min(api.0.now_ms() - reloaded.0.now_ms());
        reloaded.advance(step_ms);
        reloaded = Api(Sandbox::load(&reloaded.0.save()).unwrap());
    }
    assert_eq!(reloaded.0.save(), api.0.save());
}

/// Written by an earlier build, with Instances of a deleted group and a load balancer that is gone.
#[test]
fn a_state_of_an_earlier_build_is_read_to_the_byte() {
    let text = include_str!("saved_version_3.json");
    let mut sandbox = Sandbox::load(text).unwrap();
    assert_eq!(sandbox.save(), text);
    sandbox.advance(sandbox.now_ms() + DAY);
    assert_eq!(Sandbox::load(&sandbox.save()).unwrap().save(), sandbox.save());
}

/// The version before, which knew the first generation alone, loses nothing.
#[test]
fn a_state_of_the_version_before_is_taken_over_whole() {
    let text = include_str!("saved_version_2.json");
    let mut sandbox = Sandbox::load(text).unwrap();
    let more = ",\"scaling_groups\":[],\"server_templates\":[],\"rate\":[0,0]}";
    let now = text.replacen("\"version\":2", "\"version\":3", 1);
    let now = format!("{}{more}", now.strip_suffix('}').unwrap());
    assert_eq!(sandbox.save(), now);
    sandbox.advance(sandbox.now_ms() + DAY);
    assert_eq!(Sandbox::load(&sandbox.save()).unwrap().save(), sandbox.save());
}

#[test]
fn what_is_not_a_saved_state_is_refused() {
    let text = Sandbox::new(1, NOW).save();
    for broken in ["", "{}", "null", "[1]", &text[..text.floor_char_boundary(text.len() / 2)]] {
        assert!(matches!(Sandbox::load(broken), Err(LoadError::NotSaved(_))), "{broken:.20}");
    }
    let newer = text.replacen("\"version\":3", "\"version\":4", 1);
    let error = Sandbox::load(&newer).map(|_| ()).unwrap_err();
    assert!(matches!(error, LoadError::Version(4)));
    assert!(error.to_string().contains("version 4"), "{error}");
    assert!(matches!(Sandbox::load(r#"{"version":9}"#), Err(LoadError::Version(9))));
}

#[test]
fn a_state_that_cannot_be_is_refused() {
    let text = Sandbox::new(1, NOW).save();
    for (from, to) in [
        (format!("\"now_ms\":{NOW}"), "\"now_ms\":-5".to_owned()),
        (format!("\"now_ms\":{NOW}"), format!("\"now_ms\":{}", NOW - DAY)),
        ("\"created_ms\":1".to_owned(), "\"created_ms\":-1".to_owned()),
        ("\"max_replicas\":5".to_owned(), "\"max_replicas\":0".to_owned()),
        ("\"repair_due_ms\":null".to_owned(), "\"repair_due_ms\":-1".to_owned()),
        ("\"ordered\":[".to_owned(), "\"ordered\":[[9000000000000,1],".to_owned()),
    ] {
        let broken = text.replacen(&from, &to, 1);
        assert_ne!(broken, text, "{from}");
        let error = Sandbox::load(&broken).unwrap_err();
        assert!(matches!(error, LoadError::Damaged(_)), "{to}: {error}");
    }
}

/// A browser's reader of JSON may miss the last bit of a fraction; whole numbers and thresholds,
/// which are 32-bit floats, come back from every reader.
#[test]
fn a_saved_state_holds_whole_numbers_but_for_thresholds() {
    fn fractions(value: &serde_json::Value, path: &str, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Number(number) if !number.is_i64() && !number.is_u64() => {
                found.push(format!("{path} = {number}"));
            }
            serde_json::Value::Array(items) => {
                items.iter().for_each(|item| fractions(item, &format!("{path}[]"), found));
            }
            serde_json::Value::Object(fields) => {
                for (name, field) in fields {
                    fractions(field, &format!("{path}.{name}"), found);
                }
            }
            _ => {}
        }
    }
    let mut api = Api::first_content();
    let group = api.group();
    let [policy, _] = api.pair(&group);
    let path = format!("instance-policies/{}", policy.id);
    let body = r#"{"metric":{"threshold":40.1}}"#;
    api.ok::<serde_json::Value>("PATCH", &path, body);
    api.advance(3 * DAY);
    let mut found = Vec::new();
    fractions(&serde_json::from_str(&api.0.save()).unwrap(), "", &mut found);
    assert_eq!(found, [".policies[].row.metric.threshold = 40.1"]);
}
