//! Writes whose answer was lost, lists that do not end, and addresses that climb.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use headroom::api::{ApiError, Client, Pending, Transport, Unreachable};
use headroom::wire::{CreateGroup, Group, GroupId, ListQuery, ServerId, UpdateGroup};
use http::{Request, Response};

use super::block_on;

/// What comes instead of an answer, or one.
#[derive(Clone)]
enum Answer {
    None(Unreachable),
    Reply(u16, &'static str),
}

/// An API that answers every call alike and remembers the paths.
#[derive(Clone)]
struct Scripted {
    answer: Answer,
    calls: Rc<Cell<u32>>,
    paths: Rc<RefCell<Vec<String>>>,
}

impl Scripted {
    fn new(answer: Answer) -> Self {
        Self { answer, calls: Rc::default(), paths: Rc::default() }
    }

    fn client(&self) -> Client {
        Client::new(self.clone(), "fr-par-1".into())
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request<Vec<u8>>) -> Pending<'_, Result<Response<Vec<u8>>, ApiError>> {
        self.calls.set(self.calls.get() + 1);
        self.paths.borrow_mut().push(request.uri().path().to_owned());
        let result = match &self.answer {
            Answer::None(why) => Err(ApiError::Unreachable(*why)),
            Answer::Reply(status, body) => {
                let mut response = Response::new(body.as_bytes().to_vec());
                *response.status_mut() = (*status).try_into().unwrap();
                Ok(response)
            }
        };
        Box::pin(std::future::ready(result))
    }
}

/// The errors of every kind of write, and of a read.
fn tried(answer: Answer) -> ([Option<ApiError>; 4], Option<ApiError>) {
    let client = Scripted::new(answer).client();
    let id = GroupId::from("a");
    let writes = [
        block_on(client.create::<Group>(&CreateGroup::default())).err(),
        block_on(client.update::<Group>(&id, &UpdateGroup::default())).err(),
        block_on(client.delete::<Group>(&id)).err(),
        block_on(client.terminate(&ServerId::from("a"))).err(),
    ];
    (writes, block_on(client.get::<Group>(&id)).err())
}

#[test]
fn a_write_whose_answer_is_lost_is_unknown_and_a_read_is_not() {
    let lost = [
        (Answer::None(Unreachable::Blocked), "the connection broke"),
        (Answer::None(Unreachable::OwnServer), "connection to the server broke"),
        (Answer::None(Unreachable::TimedOut), "did not answer in time"),
        (Answer::None(Unreachable::Stopped), "the sandbox stopped"),
        (Answer::Reply(500, r#"{"message":"oops"}"#), "status 500. The API says: oops."),
        (Answer::Reply(502, ""), "status 502."),
        (Answer::Reply(504, "<html>"), "status 504."),
    ];
    for (answer, part) in lost {
        let (writes, read) = tried(answer);
        for error in writes.into_iter().map(Option::unwrap) {
            assert!(error.outcome_is_unknown() && !error.is_not_found(), "{error:?}");
            let text = error.to_string();
            assert!(text.contains(part) && text.ends_with("before you try again."), "{text}");
            assert!(!text.contains("origin"), "advice for another case: {text}");
        }
        assert!(!read.unwrap().outcome_is_unknown());
    }
}

#[test]
fn a_success_that_cannot_be_read_is_unknown_where_its_body_matters() {
    for body in ["", "<html>", r#"{"id": "a", "na"#, "null", "[]", "{}"] {
        let (writes, read) = tried(Answer::Reply(200, body));
        let unknown = writes.map(|error| error.is_some_and(|error| error.outcome_is_unknown()));
        assert_eq!(unknown, [true, true, false, false], "{body}");
        assert!(matches!(read, Some(ApiError::Malformed { .. })), "{body}: {read:?}");
    }
}

#[test]
fn what_the_api_refused_or_never_got_was_not_carried_out() {
    let known = [400, 401, 403, 404, 409, 412, 413, 429].map(|status| Answer::Reply(status, ""));
    for answer in known.into_iter().chain([Answer::None(Unreachable::BadRequest)]) {
        for error in tried(answer).0.into_iter().map(Option::unwrap) {
            assert!(!error.outcome_is_unknown(), "{error:?}");
        }
    }
}

#[test]
fn a_write_is_sent_once() {
    let api = Scripted::new(Answer::Reply(503, ""));
    let created = block_on(api.client().create::<Group>(&CreateGroup::default()));
    assert!(created.unwrap_err().outcome_is_unknown());
    assert_eq!(api.calls.get(), 1);
}

/// Twenty pages were read once, and the rest left out without a word.
#[test]
fn a_list_that_does_not_end_is_an_error_and_not_cut_off() {
    let body = r#"{"instance_groups": [{"id": "a"}], "total_count": 18446744073709551615}"#;
    let api = Scripted::new(Answer::Reply(200, body));
    let error = block_on(api.client().list::<Group>(&ListQuery::default())).unwrap_err();
    assert!(error.to_string().contains("does not end after 1000 pages"), "{error}");
    assert_eq!(api.calls.get(), 1_000);
}

/// A browser takes `.` and `..` out of a path, percent-encoded too, before it asks.
#[test]
fn an_id_of_dots_is_not_sent() {
    let api = Scripted::new(Answer::Reply(200, "{}"));
    for id in [".", ".."] {
        let error = block_on(api.client().delete::<Group>(&id.into())).unwrap_err();
        assert_eq!(error, ApiError::Unreachable(Unreachable::BadRequest), "{id}");
        let error = block_on(api.client().events(&id.into())).unwrap_err();
        assert_eq!(error, ApiError::Unreachable(Unreachable::BadRequest), "{id}");
    }
    assert_eq!(*api.paths.borrow(), [] as [&str; 0]);
    for id in ["%2e%2e", "../..", "a b", "..a", "é?#"] {
        let _ = block_on(api.client().delete::<Group>(&id.into()));
    }
    let ids = ["%252e%252e", "..%2F..", "a%20b", "..a", "%C3%A9%3F%23"];
    let sent = ids.map(|id| format!("/autoscaling/v1alpha1/zones/fr-par-1/instance-groups/{id}"));
    assert_eq!(*api.paths.borrow(), sent);
}

#[test]
fn the_apis_own_words_are_shown_up_to_a_length() {
    let long: &'static str =
        Box::leak(format!(r#"{{"message":"{}"}}"#, "x".repeat(1_000_000)).into());
    let error = tried(Answer::Reply(400, long)).1.unwrap();
    assert!(error.to_string().len() < 1_200, "{}", error.to_string().len());
}

#[test]
fn a_client_whose_key_was_forgotten_sends_nothing_more() {
    let api = Scripted::new(Answer::Reply(200, "{}"));
    let client = api.client();
    // What reads in several steps keeps a copy.
    let copy = client.clone();
    assert!(block_on(copy.delete::<Group>(&GroupId::from("a"))).is_ok());
    client.end();
    let id = GroupId::from("a");
    let read = block_on(copy.get::<Group>(&id)).err();
    let written = block_on(copy.update::<Group>(&id, &UpdateGroup::default())).err();
    let forgotten = Some(ApiError::Unreachable(Unreachable::KeyForgotten));
    assert_eq!((read, written), (forgotten.clone(), forgotten), "and nobody wonders whether");
    assert_eq!(api.calls.get(), 1);
}
