//! The resources as they were last read, so that a write can be kept with what was there before.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::secrets::without_secrets;

/// How many bodies are remembered, and how many bytes of them; the oldest go first.
const MOST_BODIES: usize = 64;
const MOST_BYTES: usize = 1_000_000;

/// The collections whose resources are written, or are named by those.
const COLLECTIONS: [&str; 6] = [
    "instance-groups",
    "instance-policies",
    "instance-templates",
    "groups",
    "templates",
    "servers",
];

/// Bodies of reads as they came, by their addresses, the newest last. They stay in memory.
#[derive(Default)]
pub(super) struct Seen(Vec<(String, Vec<u8>)>);

impl Seen {
    /// Remembers the body of a read.
    pub fn add(&mut self, uri: &str, body: &[u8]) {
        self.forget(uri);
        self.0.push((uri.to_owned(), body.to_vec()));
        let mut bytes: usize = self.0.iter().map(|(_, body)| body.len()).sum();
        while bytes > MOST_BYTES || self.0.len() > MOST_BODIES {
            bytes -= self.0.remove(0).1.len();
        }
    }

    /// Forgets what was read at an address.
    pub fn forget(&mut self, uri: &str) {
        self.0.retain(|(known, _)| known != uri);
    }

    /// The resource at a path as it was last read: by itself, or else as a list had it that shows
    /// all of its resources. Those of the newer generation show a part.
    pub fn former(&self, path: &str) -> Option<Value> {
        if let Some((_, body)) = self.0.iter().rev().find(|(uri, _)| uri == path) {
            return without_secrets(path, body);
        }
        let (list, id) = path.rsplit_once('/').filter(|(list, _)| list.contains("/v1alpha1/"))?;
        let lists = self.0.iter().rev().filter(|(uri, _)| uri.split('?').next() == Some(list));
        lists.filter_map(|(_, body)| without_secrets(path, body)).find_map(|body| {
            let mut found = None;
            each_object(&body, &mut |fields| {
                if found.is_none() && fields.get("id").and_then(Value::as_str) == Some(id) {
                    found = Some(Value::Object(fields.clone()));
                }
            });
            found
        })
    }

    /// The names of the resources whose ids stand in a path or in bodies.
    pub fn names(&self, path: &str, bodies: [Option<&Value>; 2]) -> BTreeMap<String, String> {
        let mut asked: BTreeSet<&str> = path.split('/').collect();
        for body in bodies.into_iter().flatten() {
            each_text(body, &mut |text| {
                asked.insert(text);
            });
        }
        let mut names = BTreeMap::new();
        for (_, body) in self.0.iter().rev() {
            let Ok(body) = serde_json::from_slice(body) else { continue };
            each_object(&body, &mut |fields| {
                let text = |field: &str| fields.get(field).and_then(Value::as_str);
                if let (Some(id), Some(name)) = (text("id"), text("name"))
                    && asked.contains(id)
                {
                    names.entry(id.to_owned()).or_insert_with(|| name.to_owned());
                }
            });
        }
        names
    }
}

/// Whether an address is that of a resource, or of a list of them, that a write may be about.
pub(super) fn is_worth_keeping(uri: &str) -> bool {
    let mut parts = uri.split(['/', '?']).skip(5);
    let collection = parts.next().unwrap_or_default();
    let is_told = |part: &str| matches!(part, "events" | "logs" | "alerts" | "check");
    COLLECTIONS.contains(&collection) && !parts.any(is_told)
}

fn each_object(value: &Value, look: &mut impl FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            look(fields);
            fields.values().for_each(|value| each_object(value, look));
        }
        Value::Array(items) => items.iter().for_each(|item| each_object(item, look)),
        _ => {}
    }
}

fn each_text<'a>(value: &'a Value, look: &mut impl FnMut(&'a str)) {
    match value {
        Value::String(text) => look(text),
        Value::Object(fields) => fields.values().for_each(|value| each_text(value, look)),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, look)),
        _ => {}
    }
}
