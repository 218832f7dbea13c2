//! JSON as it is written by hand: an object's fields keep their order.
//!
//! The neighbours' replies have many fields that nothing of ours reads. They are written here as
//! they were recorded, not as a struct for each; `wire` has the structs of what is read.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

/// A JSON value whose objects keep the order of their fields.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Flag(bool),
    Whole(u64),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(Cow<'static, str>, Json)>),
}

/// An object, written as in JSON.
macro_rules! object {
    ($($name:literal: $value:expr),+ $(,)?) => {
        $crate::sandbox::http::Json::Object(vec![$(($name.into(), ($value).into())),+])
    };
}

pub(super) use object;

impl Json {
    /// `[]`.
    pub const EMPTY: Self = Self::List(Vec::new());
    /// `{}`.
    pub const NO_FIELDS: Self = Self::Object(Vec::new());

    /// A list of whatever can be written.
    pub fn list<T: Into<Self>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => to.serialize_unit(),
            Self::Flag(value) => to.serialize_bool(*value),
            Self::Whole(value) => to.serialize_u64(*value),
            Self::Number(value) => to.serialize_f64(*value),
            Self::Text(text) => to.serialize_str(text),
            Self::List(items) => to.collect_seq(items),
            Self::Object(fields) => {
                to.collect_map(fields.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

macro_rules! from {
    ($($kind:ty: $value:ident => $json:expr;)+) => {
        $(
            impl From<$kind> for Json {
                fn from($value: $kind) -> Self {
                    $json
                }
            }
        )+
    };
}

from! {
    bool: value => Self::Flag(value);
    u32: value => Self::Whole(value.into());
    u64: value => Self::Whole(value);
    f64: value => Self::Number(value);
    &str: text => Self::Text(text.to_owned());
    String: text => Self::Text(text);
    Vec<Self>: items => Self::List(items);
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
