//! JSON to the types of this layer, with the place of what is wrong.
//!
//! `serde_json` reads the text into a [`Value`], and derived code reads the type from that, through
//! a reader of this module. It stands between for what the library does otherwise, once for all
//! types: it tells the path of what is wrong, repeats no more than the start of a wrong value,
//! takes a `null` for an absent field, and takes no list for an object, which derived code would
//! fill in from its positions.

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Value, map};

use super::repeated::{LONGEST_SHOWN, WithoutRepeats};
use crate::base::shortened;

/// Why JSON cannot be read as a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecodeError {
    /// The way from the root to what cannot be read: names as they are, indices in brackets.
    pub steps: Vec<String>,
    /// Where the text stops being JSON, when it does.
    pub text: Option<TextPlace>,
    /// What is wrong there.
    pub message: String,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The line, from 1.
    pub line: usize,
    /// The byte of the line, from 1; 0 is the end of the line before.
    pub column: usize,
}

impl DecodeError {
    /// Where it is, as in `policies[0].metric.threshold`; the root is a dot, and a place where the
    /// text is not JSON is `line 1 column 16`.
    #[must_use]
    pub fn path(&self) -> String {
        if let Some(TextPlace { line, column }) = self.text {
            return format!("line {line} column {column}");
        }
        let mut path = String::new();
        for step in &self.steps {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(&shortened(step, LONGEST_SHOWN));
        }
        if path.is_empty() { ".".to_owned() } else { path }
    }

    fn under(mut self: Box<Self>, step: String) -> Box<Self> {
        self.steps.insert(0, step);
        self
    }
}

/// What is wrong, and where unless it is the whole.
impl std::fmt::Display for DecodeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match self.path().as_str() {
            "." => Ok(()),
            path => write!(f, " at {path}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Boxed, since it passes through every level of what is read.
impl Error for Box<DecodeError> {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Box::new(DecodeError { message: message.to_string(), ..DecodeError::default() })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(misfit("type", found, &expected.to_string()))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(misfit("value", found, &expected.to_string()))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        let found = shortened(found, LONGEST_SHOWN);
        let expected = expected.join("`, `");
        Self::custom(format_args!("unknown variant `{found}`, expected one of `{expected}`"))
    }
}

/// Where a number belongs it is said which, since whoever wrote the JSON knows no `u32`.
fn misfit(what: &str, found: Unexpected<'_>, expected: &str) -> String {
    match number_words(expected) {
        Some(number) => format!("expected {number}, not {}", plainly(found)),
        None => format!("invalid {what}: {}, expected {expected}", named(found)),
    }
}

/// A kind of number, by the library's name of it.
fn number_words(kind: &str) -> Option<String> {
    let up_to = |most: u32| format!("a whole number from 0 to {most}");
    Some(match kind {
        "u8" => up_to(u8::MAX.into()),
        "u16" => up_to(u16::MAX.into()),
        "u32" => up_to(u32::MAX),
        "u64" | "usize" => "a whole number of 0 or more".to_owned(),
        "i32" => format!("a whole number from {} to {}", i32::MIN, i32::MAX),
        "i64" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        _ => return None,
    })
}

/// A value as it stands in the text.
fn plainly(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Signed(value) => value.to_string(),
        Unexpected::Float(value) => format!("{value:?}"),
        Unexpected::Str(text) => format!("the text {:?}", shortened(text, LONGEST_SHOWN)),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        other => named(other),
    }
}

/// A value as errors name it.
fn named(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => Unexpected::Str(&shortened(text, LONGEST_SHOWN)).to_string(),
        Unexpected::Unit => "null".to_owned(),
        other => other.to_string(),
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
/// When the text is not JSON, or a name stands twice in one object.
///
/// ```
/// use headroom::wire::parse;
///
/// let error = parse(br#"{"min_replicas": 1, "min_replicas": 2}"#).unwrap_err();
/// assert!(error.message.contains("min_replicas"), "{}", error.message);
/// assert_eq!(parse(b"{\"a\":\n  1,}").unwrap_err().text.unwrap().line, 2);
/// ```
pub fn parse(text: &[u8]) -> Result<Value, Box<DecodeError>> {
    let WithoutRepeats(value) = serde_json::from_slice(text).map_err(|error| not_json(&error))?;
    Ok(value)
}

/// The library ends its message in the place, which is kept apart here.
fn not_json(error: &serde_json::Error) -> Box<DecodeError> {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&format!(" at line {line} column {column}"));
    let message = message.map_or_else(|| error.to_string(), str::to_owned);
    Box::new(DecodeError { steps: Vec::new(), text: Some(TextPlace { line, column }), message })
}

/// A value to read from.
struct Node<'de>(&'de Value);

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Box<DecodeError>;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(value), _) => visitor.visit_u64(value),
                (None, Some(value)) => visitor.visit_i64(value),
                (None, None) => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => {
                let mut list = Items { rest: items.iter(), taken: 0 };
                let value = visitor.visit_seq(&mut list)?;
                match list.rest.len() {
                    0 => Ok(value),
                    _ => Err(Error::invalid_length(items.len(), &"fewer elements")),
                }
            }
            Value::Object(fields) => {
                visitor.visit_map(Fields { rest: fields.iter(), field: None, nulls: true })
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self.0 {
            Value::String(word) => visitor.visit_enum(word.as_str().into_deserializer()),
            // A variant that holds something is the only field of an object.
            Value::Object(fields) if fields.len() == 1 => {
                let fields = Fields { rest: fields.iter(), field: None, nulls: true };
                visitor.visit_enum(MapAccessDeserializer::new(fields))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self.0 {
            Value::Object(fields) => {
                visitor.visit_map(Fields { rest: fields.iter(), field: None, nulls: false })
            }
            Value::Array(_) => Err(Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
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

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier
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
    /// Whether a `null` is an entry, as in a map, or the same as none, as in a struct.
    nulls: bool,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Box<DecodeError>;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let nulls = self.nulls;
        self.field = self.rest.find(|(_, value)| nulls || !value.is_null());
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
