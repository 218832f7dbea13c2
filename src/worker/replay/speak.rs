//! The language of what the program says.

use crate::base::{Language, catalogue, speak};
use crate::worker::protocol::{Refusal, packed_as_bytes};

/// Has the program speak as whoever asks does.
#[derive(Clone, Debug)]
pub struct Speak {
    /// The catalogue of its language; empty for English.
    pub catalogue: Vec<u8>,
}

packed_as_bytes!(Speak { catalogue });

impl Speak {
    /// What is spoken here.
    #[must_use]
    pub fn as_here() -> Self {
        Self { catalogue: catalogue().into() }
    }

    pub(super) fn answer(self) -> Result<(), Refusal> {
        let catalogue = String::from_utf8(self.catalogue).map_err(Refusal::invalid)?;
        let language = if catalogue.is_empty() { Language::English } else { Language::French };
        speak(language, catalogue.leak());
        Ok(())
    }
}
