//! Objects that keep what this version does not know.
//!
//! The API of a beta gains fields. A type that holds them in a flattened [`UnknownFields`] shows
//! and exports them as they came: after the known fields, in alphabetical order, and without those
//! that are `null`.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The fields of an object that its type does not name.
pub type UnknownFields = serde_json::Map<String, serde_json::Value>;

/// Reads an object as a struct. Derived code with a flattened field asks for a map, in which a
/// `null` is an entry, and then fails at a `null` that stands for an absent field.
pub(super) struct AsStruct<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for AsStruct<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct("", &[], visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct struct enum identifier ignored_any
    }
}

/// Implements serde's traits for types whose derived code, marked `remote = "Self"`, has a
/// flattened [`UnknownFields`].
macro_rules! keeps_unknown_fields {
    ($($name:ident),+) => {
        $(
            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    Self::serialize(self, to)
                }
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    Self::deserialize($crate::wire::unknown_fields::AsStruct(from))
                }
            }
        )+
    };
}

pub(super) use keeps_unknown_fields;
