//! The page's own way of reading JSON, against `serde_json`'s.

use headroom::whatif::Job;
use headroom::wire::{
    CreateGroup, CreateTemplate, DecodeError, EventList, GroupList, PolicyList, TemplateList,
    decode,
};
use serde::de::DeserializeOwned;

use super::parse;

fn assert_same<T: DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) {
    assert_eq!(decode::<T>(text.as_bytes()).unwrap(), parse::<T>(text));
}

fn error<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> DecodeError {
    *decode::<T>(text.as_bytes()).unwrap_err()
}

#[test]
fn recordings_are_read_alike() {
    assert_same::<GroupList>(body!("group_list_reply"));
    assert_same::<GroupList>(body!("group_list_reply_in_wire_order"));
    assert_same::<PolicyList>(body!("policy_list_reply"));
    assert_same::<TemplateList>(body!("template_list_reply"));
    assert_same::<EventList>(body!("event_list_reply"));
    assert_same::<CreateGroup>(body!("group_create_request"));
    assert_same::<CreateTemplate>(body!("template_create_request"));
}

#[test]
fn an_error_tells_its_place() {
    let text = r#"{"instance_groups":[{},{"capacity":{"max_replicas":"x"}}]}"#;
    let wrong = error::<GroupList>(text);
    assert_eq!(wrong.path(), "instance_groups[1].capacity.max_replicas");
    assert_eq!(wrong.message, "invalid type: string \"x\", expected u32");
    let wrong = error::<GroupList>(r#"{"instance_groups":{}}"#);
    assert_eq!(wrong.path(), "instance_groups");
    assert_eq!(error::<GroupList>("[1]").path(), ".");
    assert!(error::<GroupList>("{").message.contains("line 1"));
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
    assert_eq!(wrong.message, "invalid value: integer `4294967296`, expected u32");
    let wrong = error::<CreateGroup>(r#"{"capacity":{"min_replicas":-1}}"#);
    assert_eq!(wrong.message, "invalid value: integer `-1`, expected u32");
}
