//! What can go wrong, and what it says.

use headroom::api::{ApiError, Client, Key, Unreachable, delay_ms};
use headroom::forms::refused_fields;
use headroom::wire::{CreateGroup, ErrorBody, Group, ListQuery, Policy, Template};

use super::{Api, block_on};

#[test]
fn what_does_not_exist_says_so() {
    let api = Api::empty();
    let client = &api.client;
    let said = "It does not exist, or it was deleted. The API says:";
    for (error, noun) in [
        (block_on(client.get::<Template>(&"x".into())).unwrap_err(), "instance_template"),
        (block_on(client.get::<Group>(&"x".into())).unwrap_err(), "instance_group"),
        (block_on(client.get::<Policy>(&"x".into())).unwrap_err(), "policy"),
        (block_on(client.delete::<Policy>(&"x".into())).unwrap_err(), "policy"),
    ] {
        assert!(error.is_not_found());
        assert_eq!(error.to_string(), format!("{said} {noun} not Found."));
    }
}

/// An id comes from an address that anyone can type.
#[test]
fn an_id_cannot_reach_into_the_path() {
    let api = Api::empty();
    api.group();
    for id in ["../instance-templates", "x/events", "?page=1", "#", "", "ä %2F", "\u{0}"] {
        let error = block_on(api.client.get::<Group>(&id.into())).map(|group| group.name);
        assert!(error.is_err(), "{id:?} finds {error:?}");
    }
    let events = block_on(api.client.events(&"x/../y".into()));
    assert!(events.unwrap_err().is_not_found());
}

#[test]
fn refused_values_name_their_fields() {
    let api = Api::empty();
    let error = block_on(api.client.create::<Group>(&CreateGroup::default())).unwrap_err();
    let ApiError::Refused { status: 400, body } = &error else { panic!("{error:?}") };
    assert!(error.to_string().starts_with("The API refused the values. The API says: "));
    assert_eq!(error.body(), Some(&**body));
    let fields = refused_fields(body);
    assert_eq!(fields.at("name"), Some("Enter a name."));
    assert!(fields.at("capacity.min_replicas").is_some() && !error.is_not_found());
}

#[test]
fn a_zone_that_is_no_part_of_an_address_makes_no_call() {
    let api = Api::empty();
    let client = Client::new(api.sandbox, "fr par 1".into());
    let error = block_on(client.list::<Group>(&ListQuery::default())).unwrap_err();
    assert_eq!(error, ApiError::Unreachable(Unreachable::BadRequest));
    assert_eq!(error.body(), None);
}

/// The status in plain words, then the API's own, if it has any.
#[test]
fn every_refusal_is_a_sentence() {
    let body = |text: &str| ErrorBody::parse(text.as_bytes());
    let said = body(r#"{"message":"no","help_message":"Ask."}"#);
    let table = [
        (400, "The API refused the values."),
        (401, "The API does not know this key."),
        (403, "The key may not do this."),
        (404, "It does not exist, or it was deleted."),
        (409, "It is being changed at the moment. Try again shortly."),
        (412, "Something it depends on does not allow this."),
        (429, "Too many calls at once. Wait a minute, then try again."),
        (500, "The API failed. Try again shortly."),
        (503, "The API failed. Try again shortly."),
        (418, "The API answered with status 418."),
    ];
    for (status, meaning) in table {
        let refused = |body: &ErrorBody| {
            ApiError::Refused { status, body: Box::new(body.clone()) }.to_string()
        };
        assert_eq!(refused(&body("")), meaning);
        assert_eq!(refused(&said), format!("{meaning} The API says: no. Ask."));
        assert_eq!(refused(&body("plain words")), format!("{meaning} The API says: plain words."));
    }
}

/// Prometheus says `errorType`, and the status alone would not tell whose words these are.
#[test]
fn a_refusal_of_the_metrics_server_is_told_as_its_own() {
    let table = [
        (400, "bad_data", "The metrics server refused the query."),
        (422, "execution", "The metrics server could not answer the query."),
        (
            503,
            "timeout",
            "The metrics server gave up on the query. Try again shortly, or ask for less.",
        ),
        (500, "internal", "The metrics server failed. Try again shortly."),
    ];
    for (status, kind, meaning) in table {
        let body = format!(r#"{{"status":"error","errorType":"{kind}","error":"why"}}"#);
        let body = Box::new(ErrorBody::parse(body.as_bytes()));
        let said = ApiError::Refused { status, body }.to_string();
        assert_eq!(said, format!("{meaning} It says: why."));
    }
}

#[test]
fn silence_is_explained() {
    for (why, part) in [
        (Unreachable::Blocked, "this API answers only pages of its own origin"),
        (Unreachable::TimedOut, "did not answer in time"),
        (Unreachable::BadRequest, "could not be made"),
    ] {
        let error = ApiError::Unreachable(why);
        assert!(error.to_string().contains(part), "{error}");
        assert!(error.to_string().ends_with('.') && !error.is_not_found());
    }
}

#[test]
fn an_unexpected_answer_says_where() {
    let error = ApiError::Malformed {
        path: "instance_groups[0].capacity".to_owned(),
        message: "expected a number, not a list".to_owned(),
    };
    let said = "The API answered with something unexpected at instance_groups[0].capacity: \
                expected a number, not a list.";
    assert_eq!((error.to_string().as_str(), error.body()), (said, None));
}

#[test]
fn a_key_is_trimmed_and_never_shown() {
    let key = Key::new("  secret-key \n");
    assert_eq!(key.expose(), "secret-key");
    assert_eq!(format!("{key:?} {:?}", Some(&key)), "Key(hidden) Some(Key(hidden))");
    assert_eq!(key, Key::new("secret-key"));
}

#[test]
fn only_reads_that_may_work_later_are_tried_again() {
    let table = [
        // status, tries that failed, milliseconds without and with all of the jitter
        (429, 1, Some((200, 400))),
        (429, 2, Some((400, 800))),
        (503, 3, Some((800, 1_600))),
        (503, 4, None),
        (503, 0, None),
        (502, 1, Some((200, 400))),
        (504, 1, Some((200, 400))),
        (500, 1, None),
        (400, 1, None),
        (404, 1, None),
        (200, 1, None),
    ];
    for (status, failed, delays) in table {
        let found = delay_ms(status, failed, 0.0).zip(delay_ms(status, failed, 1.0));
        assert_eq!(found, delays, "{status} after {failed}");
    }
    assert_eq!(delay_ms(429, 1, 7.0), Some(400), "jitter is a share");
    assert_eq!(delay_ms(429, 1, -7.0), Some(200));
    assert_eq!(delay_ms(429, u32::MAX, 0.5), None);
}
