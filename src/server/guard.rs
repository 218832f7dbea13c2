//! Who may ask: requests that name this server as their host, from its own page or from no page.
//!
//! A foreign page can make a browser send requests here, and by DNS rebinding it can even make its
//! own name lead here. The browser says what is going on in `Host`, `Origin` and
//! `Sec-Fetch-Site`, and a page can change none of the three. curl and the SDKs send no more than
//! `Host`.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderMap, HeaderName};
use http::{Method, StatusCode};

use super::message::{refusal, short};
use super::options::OwnName;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

const OTHER_ORIGIN: &str = "the request comes from a page of another origin";
const OTHER_SITE: &str = "the request comes from a page of another site";
/// As it is behind a front that names the server in its own way.
const OTHER_NAME: &str = "the request names this server otherwise than its page does: a proxy in \
                          front of it has to pass on Host as the browser sent it";

/// The names of this server.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    own: Arc<[Name]>,
}

#[derive(Debug)]
struct Name {
    /// Such as `localhost:8080`.
    authority: String,
    /// Whether a front may have added TLS to it.
    by_option: bool,
}

impl Guard {
    /// A server that listens at `address` and is also known as `others`.
    pub(super) fn new(address: SocketAddr, others: &[OwnName]) -> Self {
        let port = address.port();
        let listening = match address.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        let local = ["localhost", "127.0.0.1", "[::1]", &listening];
        let mut own = Vec::new();
        let mut add = |authority: String, by_option| own.push(Name { authority, by_option });
        for name in local {
            add(format!("{name}:{port}"), false);
            if port == 80 {
                add(name.to_owned(), false);
            }
        }
        for OwnName(other) in others {
            add(other.to_string(), true);
            if other.port().is_none() {
                add(format!("{other}:{port}"), true);
            }
        }
        Self { own: own.into() }
    }

    fn is_own(&self, authority: &str) -> bool {
        self.own.iter().any(|own| own.authority.eq_ignore_ascii_case(authority))
    }

    /// Whether a page's origin is the server's own under the name `host`.
    fn is_page(&self, origin: &str, host: &str) -> bool {
        let Some((scheme, page)) = origin.split_once("://") else { return false };
        let fits = |own: &Name| {
            let scheme = scheme == "http" || (scheme == "https" && own.by_option);
            scheme && own.authority.eq_ignore_ascii_case(page)
        };
        page.eq_ignore_ascii_case(host) && self.own.iter().any(fits)
    }

    /// Why a request comes from a foreign page, if so. Its host is known to be this server.
    fn refuse_page(&self, request: &Request, is_read: bool) -> Option<&'static str> {
        let headers = request.headers();
        if headers.contains_key(header::ORIGIN) {
            let origin = one(headers, &header::ORIGIN);
            let named = origin.zip(one(headers, &header::HOST));
            if !named.is_some_and(|(origin, host)| self.is_page(origin, host)) {
                let is_own = origin.is_some_and(|origin| self.is_page(origin, authority(origin)));
                return Some(if is_own { OTHER_NAME } else { OTHER_ORIGIN });
            }
        }
        let site = headers.get(SEC_FETCH_SITE).map(http::HeaderValue::as_bytes);
        let own = matches!(site, None | Some(b"same-origin" | b"none"));
        (!own && !is_read).then_some(OTHER_SITE)
    }

    /// Why the host of a request is not this server, if so.
    fn refuse_host(&self, request: &Request) -> Option<String> {
        let named = request.uri().authority().map(http::uri::Authority::as_str);
        let Some(host) = one(request.headers(), &header::HOST) else {
            return Some("the request does not name one host: send one Host header".to_owned());
        };
        let foreign = [Some(host), named].into_iter().flatten().find(|name| !self.is_own(name))?;
        let foreign = short(foreign);
        Some(format!(
            "the request is for the host {foreign}, and this server does not go by that name: if \
             it should, start it with --host {foreign}"
        ))
    }
}

/// What an origin such as `https://console.example.com` says behind its scheme.
fn authority(origin: &str) -> &str {
    origin.split_once("://").map_or("", |(_, authority)| authority)
}

/// The header's value, if it is there once.
fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).into_iter();
    let first = values.next()?;
    values.next().is_none().then(|| first.to_str().ok())?
}

/// Guards everything: a link on a foreign page may lead to the console.
pub(super) async fn everything(
    State(guard): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let foreign_page = || guard.refuse_page(&request, is_read).map(str::to_owned);
    match guard.refuse_host(&request).or_else(foreign_page) {
        Some(reason) => refusal(StatusCode::FORBIDDEN, &reason),
        None => next.run(request).await,
    }
}

/// Guards the API beyond that: a foreign page may not read it either, not even without seeing
/// what it reads, since the server may add a key.
pub(super) async fn the_api(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    match guard.refuse_page(&request, false) {
        Some(reason) => refusal(StatusCode::FORBIDDEN, reason),
        None => next.run(request).await,
    }
}
