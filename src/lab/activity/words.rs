//! A write as one sentence.

use serde_json::Value;

use super::changes::{Change, Changes, not_known};
use super::subject::{Kind, Part, Subject};
use crate::activity::Entry;
use crate::base::shortened;
use crate::wire::parse_number;

/// How many characters of a name, and of a value, a sentence has room for.
const LONGEST_NAME: usize = 80;
const LONGEST_VALUE: usize = 40;
/// How many changes it names.
const MOST_NAMED: usize = 2;

/// What is done by a write.
#[derive(Clone, Copy)]
enum Deed {
    Create,
    Delete,
    Change,
    Remove,
    Set,
    Terminate,
    Send,
}

impl Deed {
    /// That it was done to something, or tried.
    fn said(self, is_done: bool, rest: &str) -> String {
        match (self, is_done) {
            (Self::Create, true) => t!("Created {rest}"),
            (Self::Create, false) => t!("Tried to create {rest}"),
            (Self::Delete, true) => t!("Deleted {rest}"),
            (Self::Delete, false) => t!("Tried to delete {rest}"),
            (Self::Change, true) => t!("Changed {rest}"),
            (Self::Change, false) => t!("Tried to change {rest}"),
            (Self::Remove, true) => t!("Removed {rest}"),
            (Self::Remove, false) => t!("Tried to remove {rest}"),
            (Self::Set, true) => t!("Set {rest}"),
            (Self::Set, false) => t!("Tried to set {rest}"),
            (Self::Terminate, true) => t!("Terminated {rest}"),
            (Self::Terminate, false) => t!("Tried to terminate {rest}"),
            (Self::Send, true) => t!("Sent {rest}"),
            (Self::Send, false) => t!("Tried to send {rest}"),
        }
    }
}

/// What was done, or was to be done.
pub(super) fn sentence(
    entry: &Entry,
    subject: &Subject,
    changes: &Changes,
    is_done: bool,
) -> String {
    let what = subject.kind.named(&name(entry, subject));
    let said = |deed: Deed, rest: &str| deed.said(is_done, rest);
    match (&subject.part, entry.method.as_str()) {
        (Part::Whole, "POST") => said(Deed::Create, &with_group(what, entry, subject)),
        (Part::Whole, "DELETE") => said(Deed::Delete, &with_group(what, entry, subject)),
        (Part::Whole, "PATCH") => {
            let what = with_group(what, entry, subject);
            said(Deed::Change, &format!("{what}{}", listed(&changes.asked)))
        }
        (Part::UserData(key), method) => {
            let key = match key.as_str() {
                "cloud-init" => t!("written" => "the cloud-init").to_owned(),
                key => {
                    let key = shortened(key, LONGEST_VALUE);
                    t!("written" => "the user data “{key}”")
                }
            };
            match method {
                "DELETE" => said(Deed::Remove, &t!("written" => "{key} of {what}")),
                _ => said(Deed::Set, &t!("written" => "{key} of {what}")),
            }
        }
        (Part::NewServer, _) => {
            let own = text(entry.body.as_ref(), "name").unwrap_or(t!("without a name"));
            let own = shortened(own, LONGEST_NAME);
            said(Deed::Create, &t!("written" => "Instance {own} of {what}"))
        }
        (Part::End, _) => said(Deed::Terminate, &what),
        (Part::Whole | Part::Unknown, method) => {
            said(Deed::Send, &format!("{method} {}", entry.path))
        }
    }
}

/// A resource's name, or its id where the name had not been read.
fn name(entry: &Entry, subject: &Subject) -> String {
    let own = |value: Option<&Value>| text(value, "name").map(str::to_owned);
    let created = || own(entry.body.as_ref()).filter(|_| subject.part == Part::Whole);
    let id = subject.id.as_deref();
    let known = || id.and_then(|id| entry.names.get(id)).cloned();
    let answered = || own(entry.end.as_ref()?.answer.as_ref());
    // The name from before, since a change may be one of the name.
    let name = own(entry.before.as_ref()).or_else(known).or_else(|| match subject.part {
        Part::Whole => answered().or_else(created),
        _ => None,
    });
    let name = name.filter(|name| !name.is_empty()).or_else(|| id.map(str::to_owned));
    shortened(name.as_deref().unwrap_or(t!("without a name")), LONGEST_NAME)
}

/// A policy is nothing without its group.
fn with_group(what: String, entry: &Entry, subject: &Subject) -> String {
    match group_of(entry).filter(|_| subject.kind == Kind::Policy) {
        Some(id) => {
            let name = entry.names.get(id).map_or(id, String::as_str);
            let group = shortened(name, LONGEST_NAME);
            t!("written" => "{what} of {group}")
        }
        None => what,
    }
}

/// The id of the group that a policy belongs to.
pub(super) fn group_of(entry: &Entry) -> Option<&str> {
    let answer = entry.end.as_ref().and_then(|end| end.answer.as_ref());
    let bodies = [entry.before.as_ref(), entry.body.as_ref(), answer];
    bodies.into_iter().find_map(|body| text(body, "instance_group_id"))
}

pub(super) fn text<'a>(value: Option<&'a Value>, field: &str) -> Option<&'a str> {
    value?.get(field)?.as_str()
}

fn listed(changes: &[Change]) -> String {
    if changes.is_empty() {
        return t!(", without a difference").to_owned();
    }
    let named: Vec<String> = changes.iter().take(MOST_NAMED).map(told).collect();
    match changes.len().saturating_sub(MOST_NAMED) {
        0 => t!(": {}", named.join(", ")),
        more => t!(": {}, and {more} more", named.join(", ")),
    }
}

/// `maximum 8 → 10 Instances`; of volumes and backends with the number of which it is.
pub(super) fn told(change: &Change) -> String {
    let Change { section, field, old, new } = change;
    let place = match section.as_str() {
        numbered if numbered.ends_with(|c: char| c.is_ascii_digit()) => {
            format!("{} ", uncapitalised(numbered))
        }
        _ => String::new(),
    };
    let field = uncapitalised(field);
    let short = |value: &str| shortened(value, LONGEST_VALUE);
    if old == not_known() {
        return format!("{place}{field} → {}", short(new));
    }
    // A unit that both have is said once, whichever of them is one of it.
    let is_same = |a: &str, b: &str| a.trim_end_matches('s') == b.trim_end_matches('s');
    let old = match (old.split_once('\u{a0}'), new.split_once('\u{a0}')) {
        (Some((number, unit)), Some((_, same))) if is_same(unit, same) => {
            if parse_number(number).is_some() { number } else { old }
        }
        _ => old,
    };
    format!("{place}{field} {} → {}", short(old), short(new))
}

/// A label within a sentence; what has a capital further on, as `IPv4` and `CPU`, is a name.
fn uncapitalised(label: &str) -> String {
    let mut letters = label.chars();
    match letters.next() {
        Some(first) if !letters.any(char::is_uppercase) => {
            format!("{}{}", first.to_lowercase(), &label[first.len_utf8()..])
        }
        _ => label.to_owned(),
    }
}
