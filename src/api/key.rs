//! The user's API key.

use std::fmt;

/// A secret key. It never appears in a log, an error or an export: `Debug` hides it, and there is
/// no `Display`.
///
/// ```
/// use headroom::api::Key;
///
/// let key = Key::new(" 11111111-1111-1111-1111-111111111111 ");
/// assert_eq!(key.expose(), "11111111-1111-1111-1111-111111111111");
/// assert!(!format!("{key:?}").contains("1111"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// The key as typed, without the spaces around it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The key for the request's header, and for nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}
