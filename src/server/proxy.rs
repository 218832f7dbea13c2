//! Calls of the API, forwarded to the real one.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::response::Response;
use http::uri::Authority;
use http::{HeaderMap, HeaderName, Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use tokio::time::timeout;
use tower_http::timeout::TimeoutBody;

use super::access::Denied;
use super::body::{bounded, chain, refuse_body, refuse_length};
use super::failure::Failure;
use super::headers::{COCKPIT_TOKEN, CREDENTIALS, OF_REPLIES, OF_REQUESTS, SECRET_KEY, only};
use super::key::Keys;
use super::message::{make_private, refusal, short, wrong_method};
use super::options::Options;
use super::secret::Secret;
use super::upstream::{Host, NoTarget, Origin, Upstreams};
use super::{about, log};
use crate::wire::About;

/// How long a connection to the API may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What forwards requests.
#[derive(Debug)]
pub(super) struct Proxy {
    client: Client<HttpsConnector<HttpConnector>, Body>,
    about: About,
    upstreams: Upstreams,
    keys: Keys,
    client_timeout: Duration,
    upstream_timeout: Duration,
}

impl Proxy {
    /// A proxy to one API. Certificates are checked against the system's own list.
    pub(super) fn new(api: Origin, keys: Keys, options: &Options) -> Result<Self, Failure> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT.min(options.upstream_timeout)));
        let about = about::proxy(&api, keys.secret.is_some());
        let tls = HttpsConnectorBuilder::new().with_native_roots().map_err(Failure::Authorities)?;
        let connector = tls.https_or_http().enable_http1().wrap_connector(tcp);
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            about,
            upstreams: Upstreams::new(api),
            keys,
            client_timeout: options.client_timeout,
            upstream_timeout: options.upstream_timeout,
        })
    }

    /// What the page learns of it.
    pub(super) fn about(&self) -> About {
        self.about.clone()
    }

    /// What it adds to calls.
    pub(super) const fn keys(&self) -> &Keys {
        &self.keys
    }

    async fn forward(&self, request: Request<Body>) -> Result<Response, Response> {
        let (parts, body) = request.into_parts();
        if let Some(refused) = refuse_length(&body) {
            return Err(refused);
        }
        let path = parts.uri.path_and_query().ok_or(NoTarget::Path);
        let target = path.and_then(|path| self.upstreams.target(&parts.method, path));
        let target = target.map_err(|reason| match reason {
            NoTarget::Path => refusal(StatusCode::NOT_FOUND, "this server forwards no such path"),
            NoTarget::Method(allowed) => {
                wrong_method(&parts.method, allowed, "this server forwards this path")
            }
        })?;
        let headers = self.headers(&parts.headers, target.host).map_err(Denied::refusal)?;
        let mut request = Request::new(bounded(body, self.client_timeout));
        *request.method_mut() = parts.method;
        *request.headers_mut() = headers;
        self.send(target.uri, request).await
    }

    async fn send(&self, uri: Uri, mut request: Request<Body>) -> Result<Response, Response> {
        let host = uri.authority().cloned();
        let host = host.as_ref().map_or("the API", Authority::as_str);
        *request.uri_mut() = uri;
        match timeout(self.upstream_timeout, self.client.request(request)).await {
            Ok(Ok(reply)) if reply.status().is_informational() => {
                let message = format!("{host} answered with {}, unasked", reply.status());
                Err(refusal(StatusCode::BAD_GATEWAY, &message))
            }
            Ok(Ok(reply)) => Ok(pass_back(reply.map(Body::new), self.upstream_timeout)),
            Ok(Err(error)) => Err(explain(host, &error)),
            Err(_) => {
                let seconds = self.upstream_timeout.as_secs_f64();
                let message = format!("{host} did not answer within {seconds} s");
                Err(refusal(StatusCode::GATEWAY_TIMEOUT, &message))
            }
        }
    }

    /// The headers for a host. Where the server has a key for it, the client's own is not used:
    /// whoever started the server decides as whom it asks, and who may make it ask.
    fn headers(&self, asked: &HeaderMap, host: Host) -> Result<HeaderMap, Denied> {
        let mut headers = only(asked, &OF_REQUESTS);
        let Some((name, secret)) = self.lent(host)? else {
            headers.extend(only(asked, &CREDENTIALS));
            return Ok(headers);
        };
        if !self.keys.access.admits(asked, &name) {
            return Err(Denied::Client);
        }
        headers.extend(secret.header_value().map(|value| (name, value)));
        Ok(headers)
    }

    /// The key that the server adds for a host, and where. The API's key is for the API's host
    /// alone.
    fn lent(&self, host: Host) -> Result<Option<(HeaderName, &Secret)>, Denied> {
        let secret = self.keys.secret.as_ref();
        let secret_key = secret.map(|secret| (SECRET_KEY, secret));
        let token = self.keys.cockpit.as_ref().map(|token| (COCKPIT_TOKEN, token));
        match host {
            Host::Api => Ok(secret_key),
            Host::ApiMetrics => Ok(token.or(secret_key)),
            Host::Cockpit if token.is_none() && secret.is_some() => Err(Denied::Host),
            Host::Cockpit => Ok(token),
        }
    }
}

/// The API's reply for the browser.
fn pass_back(reply: http::Response<Body>, patience: Duration) -> Response {
    let (mut parts, body) = reply.into_parts();
    parts.headers = only(&parts.headers, &OF_REPLIES);
    make_private(&mut parts.headers);
    let body = match body.is_end_stream() {
        true => Body::empty(),
        false => Body::new(TimeoutBody::new(patience, body)),
    };
    Response::from_parts(parts, body)
}

/// Why there is no reply, in the API's shape. No part of an error holds a header.
fn explain(host: &str, error: &(dyn Error + 'static)) -> Response {
    if let Some(refused) = refuse_body(error) {
        return refused;
    }
    let causes: Vec<String> = chain(error).map(ToString::to_string).collect();
    log::line(format_args!("{host}: {}", short(&causes.join(": "))));
    let timed_out = |error: &(dyn Error + 'static)| {
        error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::TimedOut)
    };
    if chain(error).any(timed_out) {
        let message = format!("{host} did not answer in time");
        return refusal(StatusCode::GATEWAY_TIMEOUT, &message);
    }
    let cause = causes.last().map_or("", String::as_str);
    refusal(StatusCode::BAD_GATEWAY, &format!("{host} cannot be reached: {cause}"))
}

/// Forwards a call of the API.
pub(super) async fn answer(State(proxy): State<Arc<Proxy>>, request: Request<Body>) -> Response {
    proxy.forward(request).await.unwrap_or_else(|refused| refused)
}
