//! The secrets that the server was started with.

use std::{env, fmt};

use http::HeaderValue;

use super::failure::Failure;

/// A key or a token. It can be put into a request, and nothing prints it.
#[derive(Clone)]
pub(super) struct Secret(HeaderValue);

impl Secret {
    /// The secret in the environment variable `name`; one that is empty is as good as none.
    fn from_env(name: &'static str) -> Result<Option<Self>, Failure> {
        let Some(text) = env::var_os(name).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let text = text.to_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
        let value = text.and_then(|text| HeaderValue::from_str(text).ok());
        let mut value = value.ok_or(Failure::Key(name))?;
        value.set_sensitive(true);
        Ok(Some(Self(value)))
    }

    /// For a request to the host that the secret is for.
    pub(super) fn header_value(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What the server adds to the calls that it forwards.
#[derive(Debug)]
pub(super) struct Keys {
    /// The API's secret key.
    pub(super) secret: Option<Secret>,
    /// The token for Cockpit's metrics.
    pub(super) cockpit: Option<Secret>,
}

impl Keys {
    /// As the environment has them.
    pub(super) fn from_env() -> Result<Self, Failure> {
        Ok(Self {
            secret: Secret::from_env("SCW_SECRET_KEY")?,
            cockpit: Secret::from_env("HEADROOM_COCKPIT_TOKEN")?,
        })
    }
}
