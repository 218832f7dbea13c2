//! The recorded sessions, sent to the sandbox call by call.

use std::collections::BTreeMap;

use headroom::sandbox::Sandbox;

use super::compare::{Comparison, Depth, Json, is_uuid};
use super::{Api, SECOND};
use crate::cassette::{Call, sessions};

/// A session under way: recorded ids stand for ours.
struct Session {
    api: Api,
    ids: BTreeMap<String, String>,
    found: Vec<String>,
    polled: Vec<String>,
}

/// The second at which a reply was sent.
fn instant_ms(call: &Call) -> i64 {
    let date = chrono::DateTime::parse_from_rfc2822(call.header("Date").unwrap()).unwrap();
    date.timestamp_millis()
}

impl Session {
    fn start(first: &Call) -> Self {
        let api = Api(Sandbox::empty(1, instant_ms(first) - SECOND));
        Self { api, ids: BTreeMap::new(), found: Vec::new(), polled: Vec::new() }
    }

    /// Recorded text with our ids in place of the recorded ones.
    fn translate(&self, text: &str) -> String {
        self.ids.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
    }

    /// Sends a recorded call at its second and compares the replies.
    fn play(&mut self, call: &Call) {
        let now_ms = instant_ms(call);
        self.api.0.advance(now_ms);
        let (path, body) = (self.translate(call.path()), self.translate(&call.request));
        let response = self.api.send(&call.method, &path, &body);
        let status = response.status().as_u16();
        let text = String::from_utf8(response.body().clone()).unwrap();
        let depth = if call.is_autoscaling() { Depth::Values } else { Depth::Shape };
        self.learn(call, &text);
        let comparison = Comparison { ids: &self.ids, depth };
        let differences = comparison.differences((call.code, &call.reply), (status, &text));
        let name = |line: String| format!("{} {} {path}: {line}", call.place, call.method);
        self.found.extend(differences.into_iter().map(name));
        for header in ["Link", "X-Total-Count", "Content-Type"] {
            let ours = response.headers().get(header).map(|value| value.to_str().unwrap());
            let recorded = call.header(header).map(|value| self.translate(value));
            if ours != recorded.as_deref() {
                let line = format!("header {header}: {recorded:?} was recorded, not {ours:?}");
                self.found.push(name(line));
            }
        }
        if (ours_length(&response), call.header("Content-Length").is_some()) != (true, true)
            && status != 204
        {
            self.found.push(name("header Content-Length: one of both has none".to_owned()));
        }
    }

    /// Takes note of the ids that a reply hands out: of what was created, and of the first server
    /// of a list.
    fn learn(&mut self, call: &Call, ours: &str) {
        if call.reply.is_empty() || ours.is_empty() {
            return;
        }
        let (old, new) = (Json::read(&call.reply), Json::read(ours));
        let first = |json: &Json| match json.get("servers") {
            Some(Json::List(servers)) => servers.first().cloned(),
            _ => Some(json.clone()),
        };
        let id = |json: &Json| Some(first(json)?.get("id")?.text()?.to_owned());
        if let (Some(old), Some(new)) = (id(&old), id(&new)) {
            assert!(is_uuid(&old) && is_uuid(&new), "{old} {new}");
            self.ids.entry(old).or_insert(new);
        }
    }

    /// Whether a call was made before: how long an Instance takes to end differs between the
    /// sessions, so only the first look at one is compared.
    fn is_poll(&mut self, call: &Call) -> bool {
        let is_look = call.method == "GET" && call.code == 200 && !call.is_autoscaling();
        let polled = is_look && self.polled.contains(&call.url);
        self.polled.push(call.url.clone());
        polled
    }
}

fn ours_length(response: &http::Response<Vec<u8>>) -> bool {
    response.headers().contains_key("content-length")
}

/// Whether the sandbox has the call: the autoscaling ones and those on a group's Instances.
fn is_known(call: &Call) -> bool {
    call.is_autoscaling() || call.path().starts_with("/instance/v1/zones/fr-par-1/servers")
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_recorded_sessions_get_the_recorded_replies() {
    let sessions = sessions();
    let (mut played, mut found) = (0, Vec::new());
    for calls in &sessions {
        let mut session = Session::start(&calls[0]);
        for call in calls.iter().filter(|call| is_known(call)) {
            if !session.is_poll(call) {
                session.play(call);
                played += usize::from(call.is_autoscaling());
            }
        }
        found.extend(session.found);
    }
    assert_eq!((played, found.join("\n")), (38, String::new()));
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn a_reply_that_is_not_as_recorded_is_named_by_file_call_and_path() {
    for calls in sessions() {
        let known: Vec<Call> = calls.into_iter().filter(Call::is_autoscaling).collect();
        let mut session = Session::start(&known[0]);
        let mut wrong = known[0].clone();
        wrong.reply = wrong.reply.replace("\"image_id\":null,", "");
        wrong.code = 201;
        session.play(&wrong);
        let place = format!("{} POST {}: ", wrong.place, wrong.path());
        assert_eq!(
            session.found,
            [
                format!("{place}status: 201 was recorded, not 200"),
                format!("{place}$.image_id: was not recorded"),
            ]
        );
    }
}
