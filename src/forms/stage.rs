//! What becomes of a form that is sent.

/// Where a form stands.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Stage {
    /// It can be edited and sent.
    #[default]
    Editing,
    /// It was sent.
    Sending,
    /// Its answer was lost, and the API is asked what it did.
    Looking,
    /// Nobody knows what became of it, and why. It is not offered again before somebody looks.
    Unknown(String),
}

impl Stage {
    /// Whether it can be sent.
    #[must_use]
    pub const fn is_editing(&self) -> bool {
        matches!(self, Self::Editing)
    }

    /// The words on the button that sends it.
    #[must_use]
    pub fn button(&self, verb: &'static str) -> &'static str {
        match self {
            Self::Editing | Self::Unknown(_) => verb,
            Self::Sending => t!("Saving…"),
            Self::Looking => t!("Looking…"),
        }
    }

    /// Why nobody knows what became of it.
    #[must_use]
    pub fn unknown(&self) -> Option<String> {
        match self {
            Self::Unknown(why) => Some(why.clone()),
            Self::Editing | Self::Sending | Self::Looking => None,
        }
    }
}
