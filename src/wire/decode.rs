//! JSON to the types of this layer, with the place of what is wrong.
//!
//! The text is read into a [`Value`] and the type from that. A [`Deserialize`] is compiled anew
//! for each way to read, and all of them together are a good part of what the browser loads: this
//! is the only way that the page has. It calls nothing of a type but what JSON needs, and reads an
//! object as the list of the type's fields in their order, which needs the least. A second name
//! for a field would shift that list: `tests/it/tidy/words.rs` forbids one.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};

use super::json;

/// Why JSON cannot be read as a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecodeError {
    /// The way from the root to what cannot be read: names as they are, indices in brackets.
    pub steps: Vec<String>,
    /// What is wrong there.
    pub message: String,
}

impl DecodeError {
    /// Where it is, as in `policies[0].metric.threshold`; the root is a dot.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        if path.is_empty() { ".".to_owned() } else { path }
    }

    fn under(mut self: Box<Self>, step: String) -> Box<Self> {
        self.steps.insert(0, step);
        self
    }
}

impl std::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {}", self.message, self.path())
    }
}

impl std::error::Error for DecodeError {}

/// Boxed, since it passes through every level of what is read.
impl Error for Box<DecodeError> {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Box::new(DecodeError { message: message.to_string(), ..DecodeError::default() })
    }
}

/// Reads a type from JSON text.
///
/// # Errors
/// When the text is not JSON or is not of that type.
pub fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<T, Box<DecodeError>> {
    decode_value(&parse(text)?)
}

/// Reads a type from parsed JSON.
///
/// # Errors
/// When it is not of that type.
pub fn decode_value<T: DeserializeOwned>(value: &Value) -> Result<T, Box<DecodeError>> {
    T::deserialize(Node(value))
}

/// Parses JSON text.
///
/// # Errors
/// When the text is not JSON.
pub fn parse(text: &[u8]) -> Result<Value, Box<DecodeError>> {
    json::read(text).map_err(|error| Error::custom(error.words(text)))
}

/// A value to read from.
struct Node<'de>(&'de Value);

impl<'de> Node<'de> {
    /// What it is, as errors name it.
    fn shape(&self) -> Unexpected<'de> {
        match self.0 {
            Value::Null => Unexpected::Other("null"),
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => Unexpected::Unsigned(value),
                (None, Some(value)) => Unexpected::Signed(value),
                (None, None) => Unexpected::Float(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }

    fn unexpected(&self, expected: &dyn Expected) -> Box<DecodeError> {
        Error::invalid_type(self.shape(), expected)
    }
}

/// Methods that are another one.
macro_rules! forward {
    ($($method:ident($($extra:ty),*) => $other:ident,)+) => {
        $(
            fn $method<V: Visitor<'de>>(
                self,
                $(_: $extra,)*
                visitor: V,
            ) -> Result<V::Value, Self::Error> {
                self.$other(visitor)
            }
        )+
    };
}

/// A shape that is not the type's is refused here, not by the type's own code, so that none of
/// that is compiled.
impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Box<DecodeError>;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(_) => self.deserialize_bool(visitor),
            Value::Number(_) => self.deserialize_f64(visitor),
            Value::String(_) => self.deserialize_str(visitor),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let Value::Bool(value) = self.0 else { return Err(self.unexpected(&visitor)) };
        visitor.visit_bool(*value)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.shape() {
            Unexpected::Unsigned(value) => visitor.visit_u64(value),
            Unexpected::Signed(value) => visitor.visit_i64(value),
            Unexpected::Float(value) => visitor.visit_f64(value),
            other => Err(Error::invalid_type(other, &visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let Value::String(text) = self.0 else { return Err(self.unexpected(&visitor)) };
        visitor.visit_str(text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let Value::Array(items) = self.0 else { return Err(self.unexpected(&visitor)) };
        let mut list = Items { rest: items.iter(), taken: 0 };
        let value = visitor.visit_seq(&mut list)?;
        if list.rest.len() > 0 {
            return Err(Error::invalid_length(items.len(), &"fewer elements"));
        }
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let Value::Object(fields) = self.0 else { return Err(self.unexpected(&visitor)) };
        visitor.visit_map(Fields { rest: fields.iter(), field: None })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let Value::String(word) = self.0 else { return Err(self.unexpected(&visitor)) };
        visitor.visit_enum(word.as_str().into_deserializer())
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        let Value::Object(fields) = self.0 else { return Err(self.unexpected(&visitor)) };
        let mut row = Row { fields, names: names.iter(), missing: None };
        visitor.visit_seq(&mut row).map_err(|error| row.explain(error))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_unit()
    }

    forward! {
        deserialize_u32() => deserialize_f64,
        deserialize_u64() => deserialize_f64,
        deserialize_i64() => deserialize_f64,
        deserialize_string() => deserialize_str,
        deserialize_tuple(usize) => deserialize_seq,
        deserialize_tuple_struct(&'static str, usize) => deserialize_seq,
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u128 f32 char bytes byte_buf unit unit_struct identifier
    }
}

/// What remains of a list.
struct Items<'de> {
    rest: std::slice::Iter<'de, Value>,
    taken: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'de> {
    type Error = Box<DecodeError>;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let Some(item) = self.rest.next() else { return Ok(None) };
        self.taken += 1;
        let value = seed.deserialize(Node(item));
        value.map(Some).map_err(|error| error.under(format!("[{}]", self.taken - 1)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// What remains of an object, and the field whose name is read.
struct Fields<'de> {
    rest: map::Iter<'de>,
    field: Option<(&'de String, &'de Value)>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Box<DecodeError>;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        self.field = self.rest.next();
        let Some((name, _)) = self.field else { return Ok(None) };
        let name: StrDeserializer<Self::Error> = name.as_str().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        let Some((name, value)) = self.field else { return seed.deserialize(Node(&Value::Null)) };
        seed.deserialize(Node(value)).map_err(|error| error.under(name.clone()))
    }
}

/// The fields of an object in a type's own order.
struct Row<'de> {
    fields: &'de Map<String, Value>,
    names: std::slice::Iter<'static, &'static str>,
    /// The last one that was not there: the type has a default for it, or else fails.
    missing: Option<&'static str>,
}

impl Row<'_> {
    /// To the type it is a list that ended too soon.
    fn explain(&self, error: Box<DecodeError>) -> Box<DecodeError> {
        match self.missing {
            Some(name) if error.steps.is_empty() => Error::missing_field(name),
            _ => error,
        }
    }
}

impl<'de> SeqAccess<'de> for &mut Row<'de> {
    type Error = Box<DecodeError>;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Self::Error> {
        let Some(name) = self.names.next() else { return Ok(None) };
        let Some(value) = self.fields.get(*name) else {
            self.missing = Some(name);
            return Ok(None);
        };
        seed.deserialize(Node(value)).map(Some).map_err(|error| error.under((*name).to_owned()))
    }
}
