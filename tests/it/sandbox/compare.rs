//! Compares a reply with a recorded one: status, keys, their order, types, null or absent, and
//! values, ids and times aside.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

/// JSON whose objects keep the order of their keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    pub fn fields(&self) -> &[(String, Json)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    pub fn get(&self, key: &str) -> Option<&Self> {
        self.fields().iter().find(|(own, _)| own == key).map(|(_, value)| value)
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Bool(value))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Number(value as f64))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Number(value as f64))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Number(value))
            }

            fn visit_str<E>(self, text: &str) -> Result<Json, E> {
                Ok(Json::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Json::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = entries.next_entry()? {
                    fields.push(field);
                }
                Ok(Json::Object(fields))
            }
        }

        from.deserialize_any(Any)
    }
}

/// How closely two bodies are compared.
#[derive(Clone, Copy, PartialEq)]
pub enum Depth {
    /// Keys, order, types, null or absent.
    Shape,
    /// And values, ids and times aside.
    Values,
}

/// A comparison in the course of a session: recorded ids stand for ours.
pub struct Comparison<'a> {
    pub ids: &'a BTreeMap<String, String>,
    pub depth: Depth,
}

impl Comparison<'_> {
    /// What differs between a recorded reply and ours, each with its JSON path.
    pub fn differences(&self, recorded: (u16, &str), ours: (u16, &str)) -> Vec<String> {
        let mut found = Vec::new();
        if recorded.0 != ours.0 {
            found.push(format!("status: {} was recorded, not {}", recorded.0, ours.0));
        }
        match (recorded.1, ours.1) {
            ("", "") => {}
            ("", body) | (body, "") => found.push(format!("body: only one has one: {body}")),
            (recorded, ours) => self.values("$", &Json::read(recorded), &zoned(ours), &mut found),
        }
        found
    }

    /// The same of two bodies that are read already.
    pub fn body(&self, recorded: &Json, ours: &Json) -> Vec<String> {
        let mut found = Vec::new();
        self.values("$", recorded, ours, &mut found);
        found
    }

    fn values(&self, path: &str, recorded: &Json, ours: &Json, found: &mut Vec<String>) {
        match (recorded, ours) {
            (Json::Object(_), Json::Object(_)) => self.objects(path, recorded, ours, found),
            (Json::List(old), Json::List(new)) => {
                if old.len() != new.len() {
                    found.push(format!("{path}: {} items, not {}", old.len(), new.len()));
                }
                for (index, (old, new)) in old.iter().zip(new).enumerate() {
                    self.values(&format!("{path}[{index}]"), old, new, found);
                }
            }
            (Json::Text(old), Json::Text(new)) => {
                let expected = self.ids.get(old).unwrap_or(old);
                let same = match (pattern(old), pattern(new)) {
                    (Some(old_form), Some(new_form)) => old_form == new_form,
                    _ if self.depth == Depth::Shape => true,
                    _ => expected == new || (is_uuid(old) && is_uuid(new) && is_new(path)),
                };
                if !same {
                    found.push(format!("{path}: {old:?} was recorded, not {new:?}"));
                }
            }
            (old, new) if old.kind() != new.kind() => {
                found.push(format!("{path}: {} was recorded, not {}", old.kind(), new.kind()));
            }
            (old, new) if self.depth == Depth::Values && old != new => {
                found.push(format!("{path}: {old:?} was recorded, not {new:?}"));
            }
            _ => {}
        }
    }

    fn objects(&self, path: &str, recorded: &Json, ours: &Json, found: &mut Vec<String>) {
        for (key, value) in recorded.fields() {
            match ours.get(key) {
                Some(new) => self.values(&format!("{path}.{key}"), value, new, found),
                None => found.push(format!("{path}.{key}: was recorded, and is absent")),
            }
        }
        let new = ours.fields().iter().filter(|(key, _)| recorded.get(key).is_none());
        found.extend(new.map(|(key, _)| format!("{path}.{key}: was not recorded")));
        let order = |of: &Json, other: &Json| {
            let keys = of.fields().iter().map(|(key, _)| key.clone());
            keys.filter(|key| other.get(key).is_some()).collect::<Vec<_>>()
        };
        let (old, new) = (order(recorded, ours), order(ours, recorded));
        if old != new {
            found.push(format!("{path}: the order {old:?} was recorded, not {new:?}"));
        }
    }
}

/// Our reply without the `zone` that replies have since October 2025, always last (contract,
/// section 1): the sessions are older.
fn zoned(text: &str) -> Json {
    let mut json = Json::read(text);
    if let Json::Object(fields) = &mut json {
        fields.pop_if(|(key, value)| key == "zone" && *value == Json::Text("fr-par-1".to_owned()));
    }
    json
}

/// Whether the id at a path is the resource's own, which is new with each.
fn is_new(path: &str) -> bool {
    path == "$.id"
}

pub fn is_uuid(text: &str) -> bool {
    let dashed = text.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    text.len() == 36 && dashed
}

/// The form of a time: each digit as a 0.
fn pattern(text: &str) -> Option<String> {
    let is_time = text.len() >= 20 && text.as_bytes().get(10) == Some(&b'T');
    let form = || text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    is_time.then(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::{GROUP, SCALE_DOWN, TEMPLATE};

    fn differences(recorded: &str, ours: &str) -> Vec<String> {
        let comparison = Comparison { ids: &BTreeMap::new(), depth: Depth::Values };
        comparison.differences((200, recorded), (200, ours))
    }

    fn written(json: &Json) -> String {
        let list = |items: Vec<String>| items.join(",");
        match json {
            Json::Null => "null".to_owned(),
            Json::Bool(value) => value.to_string(),
            Json::Number(value) => value.to_string(),
            Json::Text(text) => serde_json::to_string(text).unwrap(),
            Json::List(items) => format!("[{}]", list(items.iter().map(written).collect())),
            Json::Object(fields) => {
                let field = |(key, value): &(String, Json)| format!("{key:?}:{}", written(value));
                format!("{{{}}}", list(fields.iter().map(field).collect()))
            }
        }
    }

    /// Every body that differs from `json` by one change, and where.
    fn mutations(json: &Json, path: &str) -> Vec<(String, Json)> {
        let mut changed = Vec::new();
        let other = match json {
            Json::Null => Json::Bool(true),
            Json::Number(value) => Json::Text(value.to_string()),
            _ => Json::Null,
        };
        changed.push((path.to_owned(), other));
        let Json::Object(fields) = json else { return changed };
        for (index, (key, value)) in fields.iter().enumerate() {
            let path = format!("{path}.{key}");
            let mut dropped = fields.clone();
            dropped.remove(index);
            changed.push((path.clone(), Json::Object(dropped)));
            if index > 0 {
                let mut swapped = fields.clone();
                swapped.swap(index - 1, index);
                changed.push((path.clone(), Json::Object(swapped)));
            }
            for (at, value) in mutations(value, &path) {
                let mut inner = fields.clone();
                inner[index].1 = value;
                changed.push((at, Json::Object(inner)));
            }
        }
        changed
    }

    #[test]
    fn every_change_of_a_body_is_found_and_named() {
        for text in [TEMPLATE, GROUP, SCALE_DOWN] {
            let body = Json::read(text);
            assert_eq!(differences(text, text), Vec::<String>::new());
            let mutations = mutations(&body, "$");
            assert!(mutations.len() > 20, "{}", mutations.len());
            for (path, mutation) in mutations {
                let found = differences(text, &written(&mutation));
                let parent = path.rsplit_once('.').map_or("$", |(parent, _)| parent);
                let named = found.iter().any(|line| line.starts_with(parent));
                assert!(named, "{path} in {mutation:?}: {found:?}");
            }
        }
    }

    #[test]
    fn a_status_a_field_more_and_another_time_are_found() {
        let comparison = Comparison { ids: &BTreeMap::new(), depth: Depth::Values };
        let found = comparison.differences((200, "{}"), (201, "{}"));
        assert_eq!(found, ["status: 200 was recorded, not 201"]);
        assert_eq!(comparison.differences((204, ""), (204, "{}")).len(), 1);
        assert_eq!(differences("{}", r#"{"a":1}"#), ["$.a: was not recorded"]);
        assert!(differences("{}", r#"{"zone":"fr-par-1"}"#).is_empty());
        assert_eq!(differences(r#"{"a":1}"#, r#"{"zone":"fr-par-1","a":1}"#).len(), 1);
        let time =
            |fraction: &str| format!(r#"{{"created_at":"2025-08-26T16:25:12.{fraction}Z"}}"#);
        assert!(differences(&time("448952765"), &time("000000001")).is_empty());
        assert_eq!(differences(&time("448952765"), &time("448952")).len(), 1);
        assert_eq!(differences(r#"{"v":"300s"}"#, r#"{"v":"300.0s"}"#).len(), 1);
    }
}
