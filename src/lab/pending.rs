//! A call that is about to be made, as it is shown before.

use serde::Serialize;

use crate::export::{Request, SdkProgram, curl, sdk_request};

/// A call that saving would make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    method: &'static str,
    path: String,
    body: Option<String>,
}

impl Pending {
    /// A call with a body in JSON.
    pub fn json(method: &'static str, path: String, body: &impl Serialize) -> Self {
        Self { method, path, body: serde_json::to_string_pretty(body).ok() }
    }

    /// A call without a body.
    #[must_use]
    pub const fn bare(method: &'static str, path: String) -> Self {
        Self { method, path, body: None }
    }

    /// Its method and path, and its body under them.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { method, path, body } = self;
        match body {
            Some(body) => format!("{method} {path}\n{body}"),
            None => format!("{method} {path}"),
        }
    }

    /// It as a command for curl, to an API at this address.
    #[must_use]
    pub fn as_curl(&self, api: &str) -> String {
        let Self { method, path, body } = self;
        curl(api, Request { method, path, body: body.as_deref() })
    }

    /// It as a program for the SDK that knows it; `None` where the SDK has no such call.
    #[must_use]
    pub fn as_sdk(&self) -> Option<SdkProgram> {
        let Self { method, path, body } = self;
        sdk_request(Request { method, path, body: body.as_deref() })
    }
}
