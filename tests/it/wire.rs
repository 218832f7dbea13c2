//! The wire types against recorded bodies and the encodings of contract.md, section 1.

/// A file of `tests/wire`, without its last line's end.
macro_rules! body {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wire/", $name, ".json")).trim_end()
    };
}

pub(crate) use body;

mod bodies;
mod decode;
mod encodings;
mod errors;
mod json;
mod neighbours;
mod number;
mod recordings;
mod v1alpha2;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads `text` as a `T`, or says what is wrong with it.
fn parse<T: DeserializeOwned>(text: &str) -> T {
    headroom::wire::decode(text.as_bytes()).unwrap_or_else(|error| panic!("{error} in {text}"))
}

/// Writes `value` as the API does: without spaces.
fn print<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

/// What comes back when `text` is read as a `T` and written again.
fn through<T: DeserializeOwned + Serialize>(text: &str) -> String {
    print(&parse::<T>(text))
}

/// Reads and writes `text` as a `T` and expects an equal JSON value.
fn keeps_value<T: DeserializeOwned + Serialize>(text: &str) {
    let (before, after) = (parse::<Value>(text), parse::<Value>(&through::<T>(text)));
    assert_eq!(before, after, "{text}");
}

/// Reads and writes `text` as a `T` and expects the same bytes.
fn keeps_bytes<T: DeserializeOwned + Serialize>(text: &str) {
    assert_eq!(through::<T>(text), text);
}
