//! A secret, which nothing prints unasked.

use std::sync::Arc;
use std::{env, fmt};

use http::HeaderValue;
use subtle::ConstantTimeEq;

use super::failure::Failure;

/// A key or a token: printable ASCII without spaces. Nothing prints it unasked.
#[derive(Clone)]
pub(super) struct Secret(Arc<str>);

impl Secret {
    pub(super) fn new(text: String) -> Self {
        debug_assert!(text.bytes().all(|byte| byte.is_ascii_graphic()));
        Self(text.into())
    }

    /// The secret in the environment variable `name`; one that is empty is as good as none.
    pub(super) fn from_env(name: &'static str) -> Result<Option<Self>, Failure> {
        let Some(text) = env::var_os(name).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let text = text.into_string().ok();
        let text = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
        text.map(|text| Some(Self::new(text))).ok_or(Failure::Key(name))
    }

    /// For a request to the host that the secret is for, where nothing prints it either.
    pub(super) fn header_value(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::from_str(&self.0).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// For whom it is meant.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    /// Whether `text` is this secret. How long it takes does not tell how much of it is right.
    pub(super) fn is(&self, text: &str) -> bool {
        self.0.as_bytes().ct_eq(text.as_bytes()).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
