//! Values to types: what is said of a wrong one, and what is the same as absent.

use headroom::whatif::Job;
use headroom::wire::{
    Capacity, CreateGroup, DecodeError, EventList, Group, GroupList, Policy, PolicyList,
    ServerList, TemplateList, TemplateStatus, decode,
};
use serde::de::DeserializeOwned;

fn error<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> DecodeError {
    *decode::<T>(text.as_bytes()).unwrap_err()
}

#[test]
fn an_error_tells_its_place() {
    let text = r#"{"instance_groups":[{},{"capacity":{"max_replicas":"x"}}]}"#;
    let wrong = error::<GroupList>(text);
    assert_eq!(wrong.path(), "instance_groups[1].capacity.max_replicas");
    assert_eq!(wrong.message, "expected a whole number from 0 to 4294967295, not the text \"x\"");
    let wrong = error::<GroupList>(r#"{"instance_groups":{}}"#);
    assert_eq!(wrong.path(), "instance_groups");
    assert_eq!(error::<GroupList>("[1]").path(), ".");
    assert_eq!(error::<GroupList>("{").path(), "line 1 column 1");
}

/// Wrong values may be megabytes long.
#[test]
fn a_wrong_value_is_repeated_by_its_start_alone() {
    let long = "x".repeat(1_000_000);
    let shown = format!("{}…", "x".repeat(60));
    let wrong = error::<GroupList>(&format!(r#"{{"instance_groups": "{long}"}}"#));
    assert_eq!(wrong.message, format!("invalid type: string \"{shown}\", expected a sequence"));
    let wrong = error::<Job>(&format!(r#"{{"missing_data": "{long}"}}"#));
    let words = "`gap`, `hold_last`, `zero`";
    assert_eq!(wrong.message, format!("unknown variant `{shown}`, expected one of {words}"));
    let wrong = error::<Job>(&format!(r#"{{"{long}": 1, "{long}": 1}}"#));
    assert_eq!(wrong.message, format!("\"{shown}\" stands twice in one object"));
    let volumes = format!(r#"{{"volumes": {{"{long}": 1}}}}"#);
    let wrong = error::<headroom::wire::CreateTemplate>(&volumes);
    assert_eq!(wrong.path(), format!("volumes.{shown}"));
}

/// An empty list that nobody sent would read as "there are none".
#[test]
fn a_reply_without_its_list_is_no_empty_list() {
    fn missing<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
        error::<T>(text).message
    }
    for text in ["{}", r#"{"total_count": 0}"#, r#"{"instance_groups": null, "total_count": 0}"#] {
        assert_eq!(missing::<GroupList>(text), "missing field `instance_groups`", "{text}");
    }
    assert_eq!(missing::<PolicyList>("{}"), "missing field `policies`");
    assert_eq!(missing::<EventList>("{}"), "missing field `instance_events`");
    assert_eq!(missing::<TemplateList>("{}"), "missing field `total_count`");
    assert_eq!(missing::<GroupList>(r#"{"instance_groups": []}"#), "missing field `total_count`");
    assert_eq!(missing::<ServerList>("{}"), "missing field `servers`");
    let empty = decode::<ServerList>(br#"{"servers": [], "more": 1}"#).unwrap();
    assert_eq!(empty, ServerList::default());
}

/// Derived code would take a list's items for the fields in their order.
#[test]
fn a_list_is_no_object() {
    for text in ["[]", r#"["a", "b"]"#] {
        let wrong = error::<Group>(text);
        assert_eq!(wrong.message, "invalid type: sequence, expected struct Group");
    }
    assert_eq!(error::<Group>("7").message, "invalid type: integer `7`, expected struct Group");
    assert_eq!(error::<Group>("null").message, "invalid type: null, expected struct Group");
}

#[test]
fn a_null_is_the_same_as_an_absent_field() {
    let job = decode::<Job>(br#"{"boot_delay_ms": null, "histories": null}"#).unwrap();
    assert_eq!(job, Job::default());
    let text = r#"{"name": null, "value": null, "metric": null, "zone": null, "action": null}"#;
    assert_eq!(decode::<Policy>(text.as_bytes()).unwrap(), Policy::default());
    let template = br#"{"status": null, "capacity": null, "volumes": {}}"#;
    assert_eq!(
        decode::<headroom::wire::Template>(template).unwrap().status,
        TemplateStatus::Unknown
    );
    let wrong = error::<Job>(r#"{"recorded_sizes": [{"at_ms": 1, "size": null}]}"#);
    assert_eq!(
        (wrong.path().as_str(), wrong.message.as_str()),
        ("recorded_sizes[0]", "missing field `size`")
    );
    assert_eq!(error::<Group>(r#"{"tags": [null]}"#).path(), "tags[0]");
    assert_eq!(decode::<Capacity>(b"{}").unwrap(), Capacity::default());
}

#[test]
fn a_field_without_a_default_is_named_when_it_is_missing() {
    let wrong = error::<Job>(r#"{"recorded_sizes":[{"at_ms":1}]}"#);
    assert_eq!(wrong.path(), "recorded_sizes[0]");
    assert_eq!(wrong.message, "missing field `size`");
}

#[test]
fn numbers_keep_their_bits_and_their_range() {
    let job = decode::<Job>(br#"{"boot_delay_ms":-9223372036854775808,"price_per_hour":1}"#);
    let job = job.unwrap();
    assert_eq!((job.boot_delay_ms, job.price_per_hour), (i64::MIN, Some(1.0)));
    let wrong = error::<CreateGroup>(r#"{"capacity":{"min_replicas":4294967296}}"#);
    assert_eq!(wrong.message, "expected a whole number from 0 to 4294967295, not 4294967296");
    let wrong = error::<CreateGroup>(r#"{"capacity":{"min_replicas":-1}}"#);
    assert_eq!(wrong.message, "expected a whole number from 0 to 4294967295, not -1");
}

/// Whoever wrote the JSON is told what belongs there, and not how it is kept.
#[test]
fn what_is_no_number_is_told_in_plain_words() {
    #[derive(Debug, Default, serde::Deserialize)]
    #[serde(default)]
    struct Numbers {
        tiny: u8,
        small: u16,
        size: u32,
        bytes: u64,
        offset: i32,
        at_ms: i64,
        share: f64,
    }
    let whole = "expected a whole number from 0 to";
    let offset = "expected a whole number from -2147483648 to 2147483647, not 2147483648";
    for (field, value, expected) in [
        ("tiny", "256", format!("{whole} 255, not 256")),
        ("small", "-1", format!("{whole} 65535, not -1")),
        ("size", "4294967296", format!("{whole} 4294967295, not 4294967296")),
        ("size", "1.5", format!("{whole} 4294967295, not 1.5")),
        ("size", "5.0", format!("{whole} 4294967295, not 5.0")),
        ("size", "\"5\"", format!("{whole} 4294967295, not the text \"5\"")),
        ("bytes", "-3", "expected a whole number of 0 or more, not -3".to_owned()),
        ("bytes", "[3]", "expected a whole number of 0 or more, not a list".to_owned()),
        ("offset", "2147483648", offset.to_owned()),
        ("at_ms", "{\"a\":1}", "expected a whole number, not an object".to_owned()),
        ("at_ms", "2.5", "expected a whole number, not 2.5".to_owned()),
        ("share", "true", "expected a number, not true".to_owned()),
    ] {
        let wrong = error::<Numbers>(&format!("{{\"{field}\": {value}}}"));
        assert_eq!((&wrong.message, wrong.path().as_str()), (&expected, field), "{value}");
    }
    let long = error::<Numbers>(&format!("{{\"share\": \"{}\"}}", "x".repeat(9_999)));
    let shown = format!("{}…", "x".repeat(60));
    assert_eq!(long.message, format!("expected a number, not the text \"{shown}\""));
    let all = decode::<Numbers>(br#"{"tiny":255,"size":7,"offset":-7,"at_ms":-9,"share":2}"#);
    let Numbers { tiny, small, size, bytes, offset, at_ms, share } = all.unwrap();
    assert_eq!((tiny, small, size, bytes, offset, at_ms, share), (255, 0, 7, 0, -7, -9, 2.0));
}

/// A variant that holds something is an object of one field, as it is written.
#[test]
fn a_variant_that_holds_something_is_read_back() {
    use headroom::whatif::{Known, OverloadWorth};
    let known = Known::Samples { apart_ms: 60_000 };
    let text = serde_json::to_vec(&known).unwrap();
    assert_eq!(decode::<Known>(&text).unwrap(), known);
    assert_eq!(decode::<Known>(b"\"event\"").unwrap(), Known::Event);
    let worth = decode::<OverloadWorth>(b"{\"eur_per_minute\": 0.5}").unwrap();
    assert_eq!(worth, OverloadWorth::EurPerMinute(0.5));
    for (text, expected) in [
        ("{\"eur_per_minute\": \"x\"}", "eur_per_minute: "),
        ("{\"euros\": 1}", "unknown variant `euros`"),
        ("{\"eur_per_minute\": 1, \"no_more\": 2}", "invalid type: map"),
        ("{}", "invalid type: map"),
    ] {
        let refused = decode::<OverloadWorth>(text.as_bytes()).unwrap_err();
        let said = format!("{}: {}", refused.path(), refused.message);
        assert!(said.contains(expected), "{text}: {said}");
    }
}

#[test]
fn a_word_carries_a_value_only_in_an_object_of_its_own() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Plain,
        Size(u32),
        Pair(u32, Plain),
        Named { by: u32 },
    }
    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Plain {
        One,
    }
    let read = |text: &str| decode::<Kind>(text.as_bytes()).unwrap();
    assert_eq!(read("\"plain\""), Kind::Plain);
    assert_eq!(read(r#"{"size":8}"#), Kind::Size(8));
    assert_eq!(read(r#"{"pair":[8,"one"]}"#), Kind::Pair(8, Plain::One));
    assert_eq!(read(r#"{"named":{"by":3}}"#), Kind::Named { by: 3 });
    let place = error::<Kind>(r#"{"named":{"by":"x"}}"#);
    assert_eq!(place.path(), "named.by");
    for wrong in [r#"{"size":8,"plain":null}"#, "{}", r#"{"other":1}"#, r#"{"plain":1}"#] {
        assert!(decode::<Kind>(wrong.as_bytes()).is_err(), "{wrong}");
    }
}
