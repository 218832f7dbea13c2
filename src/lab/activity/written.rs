//! A write as the list of them shows it.

use serde_json::Value;

use super::changes::Changes;
use super::subject::{Kind, Part, Subject, Target};
use super::words::{group_of, sentence, text, told};
use crate::activity::{Entry, Outcome, Place, PlaceKind, left_out};
use crate::base::duration_text;
use crate::export::{Request, SdkProgram, curl, sdk_request};
use crate::wire::Generation;

/// What became of a write, as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was carried out.
    Done,
    /// It was not.
    Refused,
    /// Nobody knows.
    Unknown,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Done, Self::Refused, Self::Unknown];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => t!("Done"),
            Self::Refused => t!("Refused"),
            Self::Unknown => t!("Not known"),
        }
    }

    /// The value of an address's parameter.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }
}

/// A write in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The name under which it is kept.
    pub name: String,
    /// As it was kept.
    pub entry: Entry,
    /// What it is about.
    pub subject: Subject,
    /// What it changed.
    pub changes: Changes,
    /// What became of it.
    pub state: State,
    /// All of it in a sentence.
    pub sentence: String,
}

impl Written {
    /// An entry in words.
    #[must_use]
    pub fn new((name, entry): (String, Entry)) -> Self {
        let subject = Subject::of(&entry.path);
        let state = state(&entry, &subject);
        let changes = Changes::of(&entry, &subject);
        let sentence = sentence(&entry, &subject, &changes, state == State::Done);
        Self { name, subject, changes, state, sentence, entry }
    }

    /// Why it was not done, or why nobody knows; empty for what was done without more ado.
    #[must_use]
    pub fn reason(&self) -> String {
        match &self.entry.end {
            None => t!(
                "No answer has come yet, or the page was closed before it came. {}",
                self.subject.kind.to_look_at()
            ),
            Some(end) if end.words.is_empty() && self.state == State::Unknown => t!(
                "The API took the call, and its answer could not be read. Look at what is there \
                 before you try again."
            )
            .to_owned(),
            Some(end) => end.words.clone(),
        }
    }

    /// How long the answer took; none where none came.
    #[must_use]
    pub fn duration(&self) -> Option<String> {
        self.entry.end.as_ref().map(|end| match end.duration_ms {
            0 => t!("under 1\u{a0}ms").to_owned(),
            ms => duration_text(ms),
        })
    }

    /// Where it was sent: `Sandbox · fr-par-1`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{} · {}", place_words(&self.entry.place), self.subject.zone)
    }

    /// The call as a command for curl. `api` is the address for what has none itself.
    #[must_use]
    pub fn curl(&self, api: &str) -> String {
        let Entry { place, method, path, body, .. } = &self.entry;
        let body = body.as_ref().map(Value::to_string);
        let api = if place.address.is_empty() { api } else { &place.address };
        curl(api, Request { method, path, body: body.as_deref() })
    }

    /// The call as a program for the SDK that knows it; `None` where the SDK has no such call.
    #[must_use]
    pub fn sdk(&self) -> Option<SdkProgram> {
        let Entry { method, path, body, .. } = &self.entry;
        let body = body.as_ref().map(Value::to_string);
        sdk_request(Request { method, path, body: body.as_deref() })
    }

    /// What has to be known of it besides, in sentences.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let entry = &self.entry;
        let mut notes = Vec::new();
        if entry.is_cut {
            notes.push(
                t!("Its bodies were too long to be kept, so only the call is listed.").into(),
            );
        } else if entry.before.is_none() && entry.method != "POST" && self.is_of_resource() {
            notes.push(t!("What was there before is not known: it had not been read.").into());
        }
        if !self.changes.others.is_empty() {
            let others: Vec<String> = self.changes.others.iter().map(told).collect();
            notes.push(t!(
                "This call did not ask for it, and it differs from what was read before: {}.",
                others.join(", ")
            ));
        }
        let has_document = |body: &Value| {
            let of = |field| text(Some(body), field).and_then(left_out);
            of("cloud_init").or_else(|| of("content")).is_some()
        };
        if entry.body.as_ref().is_some_and(has_document) {
            let secret =
                t!("Cloud-init may hold secrets, so it is not kept. Put it in before you run the \
                    line for curl.");
            notes.push(secret.into());
        }
        if entry.place.kind == PlaceKind::Sandbox {
            notes.push(
                t!("The sandbox has no address of its own: the line for curl calls the API.")
                    .into(),
            );
        }
        notes
    }

    /// The page of the resource, where it has one.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        let answer = self.entry.end.as_ref().and_then(|end| end.answer.as_ref());
        let id = self.subject.id.as_deref().or_else(|| text(answer, "id"))?;
        match (self.subject.kind, self.subject.generation) {
            (Kind::Group, Some(generation)) => Some(Target::Group(generation, id.into())),
            (Kind::Template, Some(generation)) => Some(Target::Template(generation, id.into())),
            (Kind::Policy, Some(Generation::V1alpha1)) => {
                Some(Target::Policy(group_of(&self.entry)?.into(), id.into()))
            }
            _ => None,
        }
    }

    pub(super) fn is_of_resource(&self) -> bool {
        self.subject.part == Part::Whole
    }
}

fn state(entry: &Entry, subject: &Subject) -> State {
    let Some(end) = &entry.end else { return State::Unknown };
    let has_body = matches!(entry.method.as_str(), "POST" | "PATCH");
    let needs_answer = subject.part == Part::Whole && has_body && !entry.is_cut;
    // A look afterwards can have found what the answer did not tell.
    let is_told = !end.words.is_empty() || text(end.answer.as_ref(), "id").is_some();
    match end.outcome {
        Outcome::Done if needs_answer && !is_told => State::Unknown,
        Outcome::Done => State::Done,
        Outcome::Refused => State::Refused,
        Outcome::Unknown => State::Unknown,
    }
}

/// What a write was sent to, in words.
#[must_use]
pub fn place_words(place: &Place) -> String {
    let host = place.address.split_once("://").map_or(place.address.as_str(), |(_, host)| host);
    match place.kind {
        PlaceKind::Sandbox => t!("Sandbox").to_owned(),
        PlaceKind::ServedSandbox => t!("Server's sandbox at {host}"),
        PlaceKind::Api => t!("API at {host}"),
    }
}
