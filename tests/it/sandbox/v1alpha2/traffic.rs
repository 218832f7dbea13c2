//! The recorded sessions of the second generation, sent to the sandbox call by call.

use std::collections::BTreeMap;

use headroom::sandbox::{Sandbox, SandboxOptions};
use serde_json::{Map, Value, json};

use super::super::compare::{Comparison, Depth, Json, is_uuid};
use super::{Api, SECOND};
use crate::cassette::{Call, v1alpha2_sessions};
use crate::sandbox::NOW;

/// A session under way: recorded ids stand for ours.
struct Session {
    api: Api,
    ids: BTreeMap<String, String>,
    found: Vec<String>,
    played: usize,
}

/// Whether the sandbox has the call.
fn is_known(call: &Call) -> bool {
    let path = call.path();
    let is_of_templates = path.starts_with("/instance/v2alpha1/") && path.contains("/templates");
    path.starts_with("/autoscaling/v1alpha2/") || is_of_templates || path == "/metadata"
}

/// How many of the recorded calls the sandbox has.
const PLAYED: usize = 107;

/// Whether a file's recorder put a copy of the reply in place of each request (SOURCE.txt).
fn has_no_requests(call: &Call) -> bool {
    call.place.starts_with("cli.autoscaling")
        && ["rec-2026-08-04", "rec-2026-08-06"].iter().any(|day| call.place.contains(day))
}

/// The request that made such a reply.
fn request_of(reply: &str) -> String {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(reply) else { return String::new() };
    if let Some(policy) = fields.remove("scaling_policy") {
        fields.insert("scaling_policy_spec".to_owned(), policy);
    }
    json!(fields).to_string()
}

/// The body with the keys of every object in the order of the alphabet, as some recorders have it.
fn sorted(json: &Json) -> Json {
    match json {
        Json::List(items) => Json::List(items.iter().map(sorted).collect()),
        Json::Object(fields) => {
            let fields: BTreeMap<_, _> =
                fields.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            Json::Object(fields.into_iter().collect())
        }
        other => other.clone(),
    }
}

/// Our body without the `srn` that replies have since September 2026, where the recorded one is
/// older.
fn as_old(mut ours: Json, recorded: &Json) -> Json {
    if let (Json::Object(fields), None) = (&mut ours, recorded.get("srn")) {
        fields.retain(|(key, _)| key != "srn");
    }
    ours
}

impl Session {
    fn start() -> Self {
        let api = Api(Sandbox::empty(1, NOW));
        Self { api, ids: BTreeMap::new(), found: Vec::new(), played: 0 }
    }

    fn translate(&self, text: &str) -> String {
        self.ids.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
    }

    fn play(&mut self, call: &Call) {
        // What is looked for after its deletion was looked for a while later.
        let is_last_look = call.method == "GET" && call.code == 404;
        self.api.advance(if is_last_look { 15 * SECOND } else { SECOND / 10 });
        let request = match has_no_requests(call) && call.path().starts_with("/autoscaling/") {
            true if call.method == "DELETE" => String::new(),
            true => request_of(&call.reply),
            false => call.request.clone(),
        };
        let (path, request) = (self.translate(call.path()), self.translate(&request));
        let spaced = call.code == 200 && call.reply.contains("\", \"");
        let options = SandboxOptions { spaced, ..SandboxOptions::default() };
        self.api.0 = self.api.0.clone().with_options(options);
        let (status, text) = self.api.call(&call.method, &path, &request);
        self.played += 1;
        self.learn(&call.reply, &text);
        let mut found = Vec::new();
        if status != call.code {
            found.push(format!("status: {} was recorded, not {status}", call.code));
        }
        match (call.reply.as_str(), text.as_str()) {
            ("", "") => {}
            ("", body) | (body, "") => found.push(format!("body: only one has one: {body}")),
            (recorded, ours) => {
                let recorded = Json::read(recorded);
                let mut ours = as_old(Json::read(ours), &recorded);
                let mut recorded = recorded;
                if call.place.starts_with("tf.auto-scaling-group") {
                    (recorded, ours) = (sorted(&recorded), sorted(&ours));
                }
                let comparison = Comparison { ids: &self.ids, depth: Depth::Values };
                found.extend(comparison.body(&recorded, &ours));
                if spaced != text.contains("\", \"") {
                    found.push("body: only one has spaces between items".to_owned());
                }
            }
        }
        let name = |line: String| format!("{} {} {path}: {line}", call.place, call.method);
        self.found.extend(found.into_iter().map(name));
    }

    /// Takes note of the ids that a reply hands out.
    fn learn(&mut self, recorded: &str, ours: &str) {
        let id = |text: &str| -> Option<String> {
            let fields: Map<String, Value> = serde_json::from_str(text).ok()?;
            Some(fields.get("id")?.as_str()?.to_owned())
        };
        if let (Some(old), Some(new)) = (id(recorded), id(ours)) {
            assert!(is_uuid(&old) && is_uuid(&new), "{old} {new}");
            self.ids.entry(old).or_insert(new);
        }
    }
}

#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_recorded_sessions_get_the_recorded_replies() {
    let (mut played, mut found) = (0, Vec::new());
    for calls in v1alpha2_sessions() {
        let mut session = Session::start();
        for call in calls.iter().filter(|call| is_known(call)) {
            session.play(call);
        }
        played += session.played;
        found.extend(session.found);
    }
    assert_eq!((played, found.join("\n")), (PLAYED, String::new()));
}
