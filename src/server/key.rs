//! The keys that the server was started with.

use super::access::Access;
use super::failure::Failure;
use super::secret::Secret;

/// What the server adds to the calls that it forwards.
#[derive(Debug)]
pub(super) struct Keys {
    /// The API's secret key.
    pub(super) secret: Option<Secret>,
    /// The token for Cockpit's metrics.
    pub(super) cockpit: Option<Secret>,
    /// Who may make use of either.
    pub(super) access: Access,
}

impl Keys {
    /// As the environment has them.
    pub(super) fn from_env(access: Access) -> Result<Self, Failure> {
        Ok(Self {
            secret: Secret::from_env("SCW_SECRET_KEY")?,
            cockpit: Secret::from_env("HEADROOM_COCKPIT_TOKEN")?,
            access,
        })
    }

    /// Who may make use of the keys, where there are any.
    pub(super) fn lent(&self) -> Option<&Access> {
        (self.secret.is_some() || self.cockpit.is_some()).then_some(&self.access)
    }

    /// All that may be in no log line.
    pub(super) fn all(&self) -> impl Iterator<Item = &Secret> {
        let keys = self.secret.iter().chain(&self.cockpit);
        keys.chain([self.access.token()])
    }
}
