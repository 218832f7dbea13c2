//! JSON that keeps the order of its keys, and tells `40` from `40.0`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Number;

/// A JSON value as it stands on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Node {
    /// Reads a text.
    ///
    /// # Errors
    /// When it is not JSON.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("not JSON: {error}: {text}"))
    }

    /// A copy with `change` merged into it: objects key by key, everything else replaced whole;
    /// a key whose change is `"<absent>"` goes.
    pub fn merged(&self, change: &Self) -> Self {
        let (Self::Object(fields), Self::Object(changes)) = (self, change) else {
            return change.clone();
        };
        let mut fields = fields.clone();
        for (key, change) in changes {
            let place = fields.iter().position(|(own, _)| own == key);
            match (place, change) {
                (Some(at), Self::Text(text)) if text == "<absent>" => drop(fields.remove(at)),
                (Some(at), _) => fields[at].1 = fields[at].1.merged(change),
                (None, _) => fields.push((key.clone(), change.clone())),
            }
        }
        Self::Object(fields)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        decoder.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Node::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    fn node(text: &str) -> Node {
        Node::parse(text).unwrap()
    }

    #[test]
    fn a_text_comes_back_as_it_was() {
        for text in [r#"{"b":[1,1.0,-2,"x",null],"a":{"z":true,"y":{}}}"#, "[]", "0.5"] {
            assert_eq!(node(text).to_string(), text);
        }
        assert_ne!(node(r#"{"a":1,"b":2}"#), node(r#"{"b":2,"a":1}"#));
        assert_ne!(node("40"), node("40.0"));
        assert!(Node::parse("{").is_err());
    }

    #[test]
    fn a_change_is_merged_key_by_key() {
        let merged = |change: &str| {
            node(r#"{"a":1,"b":{"c":[1],"d":null},"e":2}"#).merged(&node(change)).to_string()
        };
        assert_eq!(merged("{}"), r#"{"a":1,"b":{"c":[1],"d":null},"e":2}"#);
        assert_eq!(
            merged(r#"{"b":{"c":[],"x":0},"e":"<absent>"}"#),
            r#"{"a":1,"b":{"c":[],"d":null,"x":0}}"#
        );
        assert_eq!(merged(r#"{"a":null,"b":3}"#), r#"{"a":null,"b":3,"e":2}"#);
        assert_eq!(merged("[]"), "[]");
    }
}
