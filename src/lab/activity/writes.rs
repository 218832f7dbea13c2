//! All writes that are kept: which of them are wanted, what is missing, and all as a file.

use std::sync::Arc;

use serde::Serialize;

use super::subject::Target;
use super::written::{State, Written};
use crate::activity::{Entry, Kept, MOST_ENTRIES, Place};
use crate::base::{Sought, thousands};
use crate::wire::Timestamp;

/// All that is kept, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writes {
    /// The writes, the newest first.
    pub list: Vec<Arc<Written>>,
    /// How many older ones went to make room.
    pub dropped: u64,
    unreadable: usize,
    is_in_memory: bool,
    /// The ids of what was deleted, each where it was.
    deleted: Vec<(Place, String)>,
}

impl Writes {
    /// All that is kept, in words.
    #[must_use]
    pub fn of(kept: Kept) -> Self {
        let Kept { entries, dropped, unreadable, is_in_memory } = kept;
        let list: Vec<_> = entries.into_iter().map(Written::new).map(Arc::new).collect();
        let is_deletion = |one: &&Arc<Written>| {
            one.state == State::Done && one.entry.method == "DELETE" && one.is_of_resource()
        };
        let id = |one: &Arc<Written>| Some((one.entry.place.clone(), one.subject.id.clone()?));
        let deleted = list.iter().filter(is_deletion).filter_map(id).collect();
        Self { list, dropped, unreadable, is_in_memory, deleted }
    }

    /// The write that is kept under a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Arc<Written>> {
        self.list.iter().find(|one| one.name == name).cloned()
    }

    /// Whether a resource, or the group of a policy, was deleted from this browser.
    #[must_use]
    pub fn is_gone(&self, place: &Place, target: &Target) -> bool {
        let is = |wanted: &str| self.deleted.iter().any(|(at, id)| at == place && id == wanted);
        match target {
            Target::Group(_, id) => is(id.as_str()),
            Target::Policy(group, id) => is(group.as_str()) || is(id.as_str()),
            Target::Template(_, id) => is(id.as_str()),
        }
    }

    /// What is missing from the list, and why, in sentences.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.dropped > 0 {
            remarks.push(t!(
                "Older writes that are no longer listed: {}. The newest {MOST_ENTRIES} are kept, \
                 in 1\u{a0}MB at most.",
                thousands(self.dropped)
            ));
        }
        if self.unreadable > 0 {
            remarks.push(t!(
                "Writes that another version of this console kept and this one cannot read: {}.",
                self.unreadable
            ));
        }
        if self.is_in_memory {
            let refused =
                t!("The browser refuses to keep some of it: export what you need before this tab \
                    closes.");
            remarks.push(refused.to_owned());
        }
        remarks
    }
}

/// Which writes are wanted; what is empty asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A part of its words or of its path.
    pub text: String,
    /// The key of what became of it.
    pub outcome: String,
    /// The noun of what it is about.
    pub kind: String,
    /// Where it was sent, in words.
    pub place: String,
}

impl Filter {
    /// Whether a write is wanted.
    #[must_use]
    pub fn fits(&self, one: &Written) -> bool {
        let is = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
        let sought = Sought::new(&self.text);
        let has = |text: &str| sought.is_in(text);
        is(&self.outcome, one.state.key())
            && is(&self.kind, one.subject.kind.noun())
            && is(&self.place, &one.place())
            && (has(&one.sentence)
                || has(&one.entry.path)
                || has(&one.reason())
                || one.changes.asked.iter().any(|change| has(&change.old) || has(&change.new)))
    }

    /// Whether it leaves out anything.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }
}

/// The name of that file, written at an instant.
#[must_use]
pub fn file_name(now_ms: i64) -> String {
    let day: String = Timestamp::from_millis(now_ms).to_string().chars().take(10).collect();
    format!("headroom-activity-{day}.json")
}

/// Writes as a file: the entries as they are kept, each with its sentence.
#[must_use]
pub fn export<'a>(writes: impl IntoIterator<Item = &'a Written>, dropped: u64) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        sentence: &'a str,
        outcome: &'a str,
        #[serde(flatten)]
        entry: &'a Entry,
    }
    #[derive(Serialize)]
    struct File<'a> {
        /// How many older ones had made room.
        dropped: u64,
        writes: Vec<Line<'a>>,
    }
    let line = |one: &'a Written| Line {
        sentence: &one.sentence,
        outcome: one.state.key(),
        entry: &one.entry,
    };
    let file = File { dropped, writes: writes.into_iter().map(line).collect() };
    // No map of it has keys other than text, so this cannot fail.
    serde_json::to_string_pretty(&file).unwrap_or_default()
}
