//! Cloud-init text, which travels as base64 (contract, section 1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The cloud-init document of a template: bytes, since the API does not promise text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CloudInit(pub Vec<u8>);

impl CloudInit {
    /// The document as text, with a mark in place of bytes that are not UTF-8.
    #[must_use]
    pub fn to_text(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }
}

impl From<&str> for CloudInit {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl Serialize for CloudInit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for CloudInit {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(decoder)?;
        STANDARD
            .decode(text.as_bytes())
            .map(Self)
            .map_err(|_| de::Error::custom("not valid base64"))
    }
}
