//! The sandbox behind messages.

use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Method, Request};
use serde::{Deserialize, Serialize};

use super::{Reply, to_text};
use crate::sandbox::{FIRST_CONTENT_NOW_MS, SANDBOX_KEY, Sandbox};

/// The seed of the first content: everyone meets the same sandbox.
const SEED: u64 = 1;

const SECRET_KEY: HeaderName = HeaderName::from_static("x-auth-token");

/// What opening the sandbox found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opened {
    /// Its virtual now, in milliseconds since the Unix epoch.
    pub now_ms: i64,
    /// Why the saved state could not be read, when it could not: it opened with its first
    /// content instead.
    pub lost: Option<String>,
}

/// The sandbox, once opened.
#[derive(Default)]
pub(super) struct World(Option<Sandbox>);

impl World {
    pub(super) fn open(&mut self, saved: &str) -> Reply {
        let fresh = || Sandbox::new(SEED, FIRST_CONTENT_NOW_MS);
        let (sandbox, lost) = match saved {
            "" => (fresh(), None),
            text => match Sandbox::load(text) {
                Ok(sandbox) => (sandbox, None),
                Err(why) => (fresh(), Some(why.to_string())),
            },
        };
        let opened = Opened { now_ms: sandbox.now_ms(), lost };
        self.0 = Some(sandbox);
        Reply::text(to_text(&opened))
    }

    pub(super) fn call(&mut self, line: &str, body: Vec<u8>) -> Result<Reply, String> {
        let request = request(line, body).ok_or("The call is not a method and a path.")?;
        let (parts, bytes) = self.sandbox()?.handle(&request).into_parts();
        let text = parts.status.as_u16().to_string();
        Ok(Reply { text, bytes, columns: Vec::new() })
    }

    pub(super) fn advance(&mut self, to: &str) -> Result<Reply, String> {
        let to_ms = to.parse().map_err(|_| format!("“{to}” is no instant."))?;
        let sandbox = self.sandbox()?;
        sandbox.advance(to_ms);
        Ok(Reply::text(sandbox.now_ms().to_string()))
    }

    pub(super) fn save(&mut self) -> Result<Reply, String> {
        Ok(Reply::text(self.sandbox()?.save()))
    }

    fn sandbox(&mut self) -> Result<&mut Sandbox, String> {
        self.0.as_mut().ok_or_else(|| "The sandbox is not open.".to_owned())
    }
}

fn request(line: &str, body: Vec<u8>) -> Option<Request<Vec<u8>>> {
    let (method, path) = line.split_once(' ')?;
    let mut request = Request::new(body);
    *request.method_mut() = Method::from_bytes(method.as_bytes()).ok()?;
    *request.uri_mut() = PathAndQuery::try_from(path).ok()?.into();
    request.headers_mut().insert(SECRET_KEY, HeaderValue::from_static(SANDBOX_KEY));
    Some(request)
}
