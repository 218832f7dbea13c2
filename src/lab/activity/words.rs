//! A write as one sentence.

use serde_json::Value;

use super::changes::{Change, Changes, NOT_KNOWN};
use super::subject::{Kind, Part, Subject};
use crate::activity::Entry;
use crate::base::shortened;
use crate::wire::parse_number;

/// How many characters of a name, and of a value, a sentence has room for.
const LONGEST_NAME: usize = 80;
const LONGEST_VALUE: usize = 40;
/// How many changes it names.
const MOST_NAMED: usize = 2;

/// What was done, or was to be done.
pub(super) fn sentence(
    entry: &Entry,
    subject: &Subject,
    changes: &Changes,
    is_done: bool,
) -> String {
    let what = format!("{} {}", subject.kind.noun(), name(entry, subject));
    let said = |done: &str, wished: &str, rest: &str| match is_done {
        true => format!("{done} {rest}"),
        false => format!("Tried to {wished} {rest}"),
    };
    match (&subject.part, entry.method.as_str()) {
        (Part::Whole, "POST") => said("Created", "create", &with_group(what, entry, subject)),
        (Part::Whole, "DELETE") => said("Deleted", "delete", &with_group(what, entry, subject)),
        (Part::Whole, "PATCH") => {
            let what = with_group(what, entry, subject);
            said("Changed", "change", &format!("{what}{}", listed(&changes.asked)))
        }
        (Part::UserData(key), method) => {
            let key = match key.as_str() {
                "cloud-init" => "the cloud-init".to_owned(),
                key => format!("the user data “{}”", shortened(key, LONGEST_VALUE)),
            };
            match method {
                "DELETE" => said("Removed", "remove", &format!("{key} of {what}")),
                _ => said("Set", "set", &format!("{key} of {what}")),
            }
        }
        (Part::NewServer, _) => {
            let own = text(entry.body.as_ref(), "name").unwrap_or("without a name");
            let own = shortened(own, LONGEST_NAME);
            said("Created", "create", &format!("Instance {own} of {what}"))
        }
        (Part::End, _) => said("Terminated", "terminate", &what),
        (Part::Whole | Part::Unknown, method) => {
            said("Sent", "send", &format!("{method} {}", entry.path))
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
    shortened(name.as_deref().unwrap_or("without a name"), LONGEST_NAME)
}

/// A policy is nothing without its group.
fn with_group(what: String, entry: &Entry, subject: &Subject) -> String {
    match group_of(entry).filter(|_| subject.kind == Kind::Policy) {
        Some(id) => {
            let name = entry.names.get(id).map_or(id, String::as_str);
            format!("{what} of {}", shortened(name, LONGEST_NAME))
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
        return ", without a difference".to_owned();
    }
    let named: Vec<String> = changes.iter().take(MOST_NAMED).map(told).collect();
    match changes.len().saturating_sub(MOST_NAMED) {
        0 => format!(": {}", named.join(", ")),
        more => format!(": {}, and {more} more", named.join(", ")),
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
    if old == NOT_KNOWN {
        return format!("{place}{field} → {}", short(new));
    }
    // A unit that both have is said once.
    let old = match (old.split_once(' '), new.split_once(' ')) {
        (Some((number, unit)), Some((_, same))) if unit == same => {
            if parse_number(number).is_some() { number } else { old }
        }
        _ => old,
    };
    format!("{place}{field} {} → {}", short(old), short(new))
}

/// A label within a sentence; `IPv4` and `CPU` stay as they are.
fn uncapitalised(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            format!("{}{}", first.to_lowercase(), &label[first.len_utf8()..])
        }
        _ => label.to_owned(),
    }
}
