//! The language of what the program says.

use serde::{Deserialize, Serialize};

use crate::base::{Language, speak, spoken};
use crate::worker::protocol::{Refusal, packed_as_json};

/// Has the program speak the reader's language from now on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Speak {
    /// The language.
    pub language: Language,
    /// Its catalogue, as [`speak`] takes it.
    pub catalogue: String,
}

packed_as_json!(Speak);

impl Speak {
    /// Has it speak as whoever asks does.
    #[must_use]
    pub fn as_here() -> Self {
        let (language, catalogue) = spoken();
        Self { language, catalogue: catalogue.to_owned() }
    }

    #[expect(clippy::unnecessary_wraps, reason = "every question may be refused")]
    pub(super) fn answer(self) -> Result<(), Refusal> {
        speak(self.language, self.catalogue.leak());
        Ok(())
    }
}
