//! The suite is only worth something when it fails for a server that is wrong. Here it is run
//! against servers that are each wrong in one way, and must find every one of them out.

use super::suite::node::Node;
use http::{HeaderName, HeaderValue, Response};

/// A way to be wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Mutation {
    /// Another status.
    Status,
    /// A header less.
    HeaderGone(HeaderName),
    /// A header with another value.
    HeaderChanged(HeaderName),
    /// A header that no reply has.
    HeaderAdded(&'static str),
    /// Something where nothing should be, or white space between the parts.
    Padded,
    /// A change somewhere in the body.
    Body(Vec<Place>, Change),
}

/// A step into a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Key(String),
    /// The first item of a list.
    First,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Its key is absent.
    Gone,
    /// It is null.
    Null,
    /// It is of another type: a number as a text, a text as a number.
    Retyped,
    /// Its key stands after the next one.
    Swapped,
    /// A whole number is written with a fraction.
    Fraction,
    /// Nanoseconds for microseconds, or the other way round.
    Digits,
    /// Another value of the same type.
    Other,
    /// A list is empty.
    Emptied,
    /// An object has this key too, as null.
    Extra(&'static str),
}

/// The headers that no reply has (contract, section 1).
const NEVER: [&str; 7] = [
    "x-total-count",
    "link",
    "etag",
    "cache-control",
    "vary",
    "access-control-allow-origin",
    "retry-after",
];

/// The keys that a reply leaves out where others write null (contract, section 1), and one that no
/// reply has.
const ABSENT: [&str; 9] = [
    "cloud_init",
    "cockpit_metric_name",
    "from_empty",
    "from_snapshot",
    "managed_metric",
    "perf_iops",
    "public_ips_v4_count",
    "public_ips_v6_count",
    "surprise",
];

/// The ways in which a reply can be wrong.
pub fn mutations(response: &Response<Vec<u8>>) -> Vec<Mutation> {
    let mut found = vec![Mutation::Status, Mutation::Padded];
    for name in response.headers().keys() {
        found.push(Mutation::HeaderGone(name.clone()));
        // Each server tells its own name.
        if name != http::header::SERVER {
            found.push(Mutation::HeaderChanged(name.clone()));
        }
    }
    found.extend(NEVER.map(Mutation::HeaderAdded));
    if let Ok(body) = parse(response) {
        let mut path = Vec::new();
        walk(&body, &mut path, &mut found);
    }
    found.retain(|mutation| mutation.apply(response).is_some());
    found
}

fn parse(response: &Response<Vec<u8>>) -> Result<Node, String> {
    Node::parse(&String::from_utf8_lossy(response.body()))
}

fn walk(node: &Node, path: &mut Vec<Place>, found: &mut Vec<Mutation>) {
    let mut add = |change| found.push(Mutation::Body(path.clone(), change));
    for change in [
        Change::Gone,
        Change::Null,
        Change::Retyped,
        Change::Swapped,
        Change::Fraction,
        Change::Digits,
        Change::Emptied,
        Change::Other,
    ] {
        add(change);
    }
    match node {
        Node::Object(fields) => {
            ABSENT.iter().for_each(|key| add(Change::Extra(key)));
            for (key, value) in fields {
                path.push(Place::Key(key.clone()));
                walk(value, path, found);
                path.pop();
            }
        }
        Node::List(items) => {
            if let Some(item) = items.first() {
                path.push(Place::First);
                walk(item, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Values that the contract leaves open: the words and numbers of a refusal, what went wrong with a
/// group, the text of an event, and the token of a next page.
const OPEN: [&str; 13] = [
    "argument_name",
    "current",
    "details",
    "error_messages",
    "failing_quotas",
    "field",
    "help_message",
    "message",
    "next_page_token",
    "quota",
    "reset_seconds",
    "resource",
    "window_seconds",
];

impl Mutation {
    /// Whether it only gives a value that the contract leaves open.
    pub fn is_open(&self) -> bool {
        let Self::Body(path, Change::Other) = self else { return false };
        let key = path.iter().rev().find_map(|place| match place {
            Place::Key(key) => Some(key.as_str()),
            Place::First => None,
        });
        key.is_some_and(|key| OPEN.contains(&key))
    }

    /// The reply made wrong; `None` where it has nothing that could be wrong in this way.
    pub fn apply(&self, response: &Response<Vec<u8>>) -> Option<Response<Vec<u8>>> {
        let mut wrong = response.clone();
        match self {
            Self::Status => *wrong.status_mut() = next_status(response),
            Self::HeaderGone(name) => drop(wrong.headers_mut().remove(name)?),
            Self::HeaderChanged(name) => {
                let value = format!("{}x", response.headers().get(name)?.to_str().ok()?);
                wrong.headers_mut().insert(name, HeaderValue::from_str(&value).ok()?);
            }
            Self::HeaderAdded(name) => {
                wrong.headers_mut().insert(*name, HeaderValue::from_static("1"));
            }
            Self::Padded => wrong.body_mut().push(b' '),
            Self::Body(path, change) => {
                let body = parse(response).ok()?;
                let mut changed = body.clone();
                mutate(&mut changed, path, change)?;
                if body == changed {
                    return None;
                }
                *wrong.body_mut() = changed.to_string().into_bytes();
            }
        }
        // A wrong length would give every change of the body away.
        let length = wrong.body().len();
        if let Some(value) = wrong.headers_mut().get_mut("content-length")
            && matches!(self, Self::Padded | Self::Body(..))
        {
            *value = HeaderValue::from(length);
        }
        Some(wrong)
    }
}

fn next_status(response: &Response<Vec<u8>>) -> http::StatusCode {
    http::StatusCode::from_u16(response.status().as_u16() + 1).unwrap()
}

fn mutate(node: &mut Node, path: &[Place], change: &Change) -> Option<()> {
    match (path, node) {
        ([], node) => alter(node, change),
        ([Place::Key(key)], Node::Object(fields)) => {
            let at = fields.iter().position(|(own, _)| own == key)?;
            match change {
                Change::Gone => drop(fields.remove(at)),
                Change::Swapped if at + 1 < fields.len() => fields.swap(at, at + 1),
                Change::Swapped => return None,
                _ => alter(&mut fields[at].1, change)?,
            }
            Some(())
        }
        ([Place::Key(key), rest @ ..], Node::Object(fields)) => {
            let at = fields.iter().position(|(own, _)| own == key)?;
            mutate(&mut fields[at].1, rest, change)
        }
        ([Place::First, rest @ ..], Node::List(items)) => mutate(items.first_mut()?, rest, change),
        _ => None,
    }
}

fn alter(node: &mut Node, change: &Change) -> Option<()> {
    *node = match (change, &*node) {
        (Change::Null, _) => Node::Null,
        (Change::Retyped, Node::Text(_) | Node::Null) => Node::Number(7.into()),
        (Change::Retyped, other) => Node::Text(other.to_string()),
        (Change::Fraction, Node::Number(number)) => {
            Node::Number(serde_json::Number::from_f64(number.as_i64()? as f64)?)
        }
        (Change::Digits, Node::Text(text)) => Node::Text(other_digits(text)?),
        (Change::Other, Node::Bool(value)) => Node::Bool(!value),
        (Change::Other, Node::Number(number)) => Node::Number((number.as_i64()? + 1).into()),
        (Change::Other, Node::Text(text)) => Node::Text(format!("{text}x")),
        (Change::Emptied, Node::List(_)) => Node::List(Vec::new()),
        (Change::Extra(key), Node::Object(fields)) => {
            if fields.iter().any(|(own, _)| own == key) {
                return None;
            }
            let mut fields = fields.clone();
            fields.push(((*key).to_owned(), Node::Null));
            Node::Object(fields)
        }
        _ => return None,
    };
    Some(())
}

/// An instant with nine digits for six, or six for nine.
fn other_digits(text: &str) -> Option<String> {
    let (whole, fraction) = text.strip_suffix('Z')?.split_once('.')?;
    match fraction.len() {
        9 => Some(format!("{whole}.{}Z", &fraction[..6])),
        6 => Some(format!("{whole}.{fraction}789Z")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"id":"x","size":2,"at":"2026-03-02T08:00:00.123456Z","tags":["a"]}"#;

    fn reply() -> Response<Vec<u8>> {
        let reply = Response::builder().header("content-length", BODY.len()).header("date", "now");
        reply.body(BODY.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn each_change_of_the_body_is_what_it_says() {
        let at = |key: &str| vec![Place::Key(key.to_owned())];
        for (path, change, from, to) in [
            (at("size"), Change::Gone, r#""size":2,"#, ""),
            (at("size"), Change::Null, "2,", "null,"),
            (at("size"), Change::Retyped, "2,", r#""2","#),
            (at("id"), Change::Retyped, r#""x""#, "7"),
            (at("id"), Change::Swapped, r#""id":"x","size":2"#, r#""size":2,"id":"x""#),
            (at("size"), Change::Fraction, "2,", "2.0,"),
            (at("at"), Change::Digits, "456Z", "456789Z"),
            (at("size"), Change::Other, "2,", "3,"),
            (at("tags"), Change::Emptied, r#"["a"]"#, "[]"),
            ([at("tags"), vec![Place::First]].concat(), Change::Null, r#""a""#, "null"),
            (Vec::new(), Change::Extra("cloud_init"), r#"["a"]"#, r#"["a"],"cloud_init":null"#),
        ] {
            let wrong = Mutation::Body(path, change.clone()).apply(&reply()).unwrap();
            let expected = BODY.replacen(from, to, 1);
            assert_eq!(String::from_utf8_lossy(wrong.body()), expected, "{change:?}");
            assert_eq!(wrong.headers()["content-length"], expected.len().to_string());
        }
    }

    #[test]
    fn what_cannot_be_wrong_is_left_out() {
        let found = mutations(&reply());
        let last = vec![Place::Key("tags".to_owned())];
        assert!(!found.contains(&Mutation::Body(last, Change::Swapped)));
        assert!(found.iter().all(|mutation| mutation.apply(&reply()).is_some()));
        assert!(found.contains(&Mutation::HeaderGone(http::header::DATE)));
    }
}
