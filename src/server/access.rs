//! Who may use the keys that the server lends: whoever was given the link that it prints.
//!
//! The link holds a token. A browser that opens it gets the token as a cookie, which no script
//! reads and no other site's page sends, and is led on to the address without it. A client that
//! keeps no cookies sends the token in the header in which the server itself puts the key.
//!
//! Cookies do not tell ports of one host apart, so the cookie's name has the port in it: two
//! servers do not overwrite each other's. For the same reason a page that another local server
//! serves can make a browser send the cookie there.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{StatusCode, Uri};

use super::message::refusal;
use super::secret::Secret;

/// The name of the link's parameter.
const PARAMETER: &str = "token";

/// The token of one run of the server.
#[derive(Clone, Debug)]
pub(super) struct Access {
    /// A UUID, which the SDKs take for a key.
    token: Secret,
    cookie: String,
}

impl Access {
    /// For a server at a port. Whoever can guess `random` gets in.
    pub(super) fn new(random: [u8; 16], port: u16) -> Self {
        let token = uuid::Builder::from_random_bytes(random).into_uuid().to_string();
        Self { token: Secret::new(token), cookie: format!("headroom-{port}") }
    }

    /// The token, to be kept out of the log.
    pub(super) const fn token(&self) -> &Secret {
        &self.token
    }

    /// What stands behind the server's address in the link.
    pub(super) fn query(&self) -> String {
        format!("?{PARAMETER}={}", self.token.expose())
    }

    /// Whether a request has the token: as a cookie, or in place of the key that the server puts
    /// into the header `key`.
    pub(super) fn admits(&self, headers: &HeaderMap, key: &HeaderName) -> bool {
        let cookies = headers.get_all(header::COOKIE).into_iter();
        let cookies = cookies.filter_map(|value| value.to_str().ok());
        let mut cookies = cookies.flat_map(|value| value.split(';'));
        let is_own = |cookie: &str| {
            let own = cookie.trim_start().strip_prefix(self.cookie.as_str());
            own.and_then(|own| own.strip_prefix('=')).is_some_and(|value| self.token.is(value))
        };
        let in_place = headers.get(key).and_then(|value| value.to_str().ok());
        in_place.is_some_and(|value| self.token.is(value)) || cookies.any(is_own)
    }

    /// The reply to a link with a token, if it is one.
    fn enter(&self, uri: &Uri) -> Option<Response> {
        let mut query = form_urlencoded::parse(uri.query()?.as_bytes());
        let (_, token) = query.find(|(name, _)| name == PARAMETER)?;
        if !self.token.is(&token) {
            let message = "this link is of another run of the server: open the one that \
                           headroom-server printed when it was started last";
            return Some(refusal(StatusCode::FORBIDDEN, message));
        }
        let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Strict", self.cookie);
        let headers = [
            (header::LOCATION, HeaderValue::from_static("./")),
            (header::SET_COOKIE, HeaderValue::from_str(&cookie).ok()?),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        ];
        Some((StatusCode::SEE_OTHER, headers).into_response())
    }
}

/// Why a call is not made with the server's key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Denied {
    /// The client has no token.
    Client,
    /// The call goes to a host of metrics, for which the server has no key.
    Host,
}

impl Denied {
    /// As the client is told.
    pub(super) fn refusal(self) -> Response {
        match self {
            Self::Client => refusal(
                StatusCode::UNAUTHORIZED,
                "this server adds its own key, and only for whom it was started: open the link \
                 that headroom-server printed, or send the link's token in the key's place",
            ),
            Self::Host => refusal(
                StatusCode::FORBIDDEN,
                "the API's key is not sent to the hosts of metrics: start the server with a \
                 Cockpit token in HEADROOM_COCKPIT_TOKEN too",
            ),
        }
    }
}

/// Lets in who opens the link, before the console answers.
pub(super) async fn enter(
    State(access): State<Option<Access>>,
    request: Request,
    next: Next,
) -> Response {
    let is_page = request.uri().path() == "/" && request.method() == http::Method::GET;
    match access.filter(|_| is_page).and_then(|access| access.enter(request.uri())) {
        Some(reply) => reply,
        None => next.run(request).await,
    }
}
