//! A secret, which nothing prints unasked.

use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fmt, fs};

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

    /// The secret in the environment variable `name`, or in the file that `{name}_FILE` names. A
    /// variable that is empty is as good as none.
    pub(super) fn from_env(name: &'static str) -> Result<Option<Self>, Failure> {
        let set = |name: &str| env::var_os(name).filter(|text| !text.is_empty());
        match (set(name), set(&format!("{name}_FILE"))) {
            (None, None) => Ok(None),
            (Some(_), Some(_)) => Err(Failure::KeyTwice(name)),
            (Some(text), None) => {
                let secret = text.to_str().and_then(Self::read);
                secret.map(Some).ok_or(Failure::Key(name))
            }
            (None, Some(file)) => Self::from_file(name, file.into()).map(Some),
        }
    }

    fn from_file(name: &'static str, file: PathBuf) -> Result<Self, Failure> {
        let text = match fs::read(&file) {
            Ok(text) => text,
            Err(reason) => return Err(Failure::KeyUnreadable { name, file, reason }),
        };
        // An editor ends the last line.
        let secret = str::from_utf8(text.trim_ascii_end()).ok().and_then(Self::read);
        secret.ok_or(Failure::KeyFile { name, file })
    }

    /// Text that can be a secret.
    fn read(text: &str) -> Option<Self> {
        let is_secret = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_secret.then(|| Self::new(text.to_owned()))
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
