//! Which part of the server answers a request.

use std::sync::Arc;

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, any, get};
use http::header::{self, HeaderValue};
use http::{Method, StatusCode};
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use super::access::{self, Access};
use super::console::{self, Console};
use super::failure::Failure;
use super::guard::{self, Guard};
use super::message::{CORP, SAME_ORIGIN, json, refusal, wrong_method};
use super::proxy::{self, Proxy};
use super::sandbox::{self, SandboxApi};
use super::secret::Secret;
use super::{about, log, table};

/// The sandbox's own metrics, which have no host of their own.
const METRICS: &str = "prometheus";

/// What the API's SDKs ask to find out where they are.
const METADATA: &str = "/metadata";

/// Where the sandbox's clock is read and changed: [`crate::wire::SERVED_CLOCK`].
const CLOCK: &str = "/headroom/clock";

/// What answers the API's calls.
#[derive(Clone)]
pub(super) enum Backend {
    /// The API from memory.
    Sandbox(Arc<SandboxApi>),
    /// The API at an address.
    Proxy(Arc<Proxy>),
}

impl Backend {
    /// Who may use the keys that it lends, if it does.
    pub(super) fn lent(&self) -> Option<&Access> {
        match self {
            Self::Sandbox(_) => None,
            Self::Proxy(proxy) => proxy.keys().lent(),
        }
    }

    /// What no log line may hold.
    fn secrets(&self) -> Arc<[Secret]> {
        match self {
            Self::Sandbox(_) => Arc::default(),
            Self::Proxy(proxy) => proxy.keys().all().cloned().collect(),
        }
    }

    /// To be called once nothing asks any more.
    pub(super) fn close(&self) -> Result<(), Failure> {
        match self {
            Self::Sandbox(sandbox) => sandbox.flush(),
            Self::Proxy(_) => Ok(()),
        }
    }
}

/// Everything, behind its guard.
pub(super) fn router(console: Console, backend: Backend, guard: Guard) -> Router {
    let about = get(how_served).with_state(backend.clone());
    let access = backend.lent().cloned();
    let secrets = backend.secrets();
    let api = api(backend).layer(from_fn_with_state(guard.clone(), guard::the_api));
    Router::new()
        .fallback(console::answer)
        .with_state(console)
        .layer(from_fn_with_state(access, access::enter))
        .route("/headroom.json", about.layer(compression()))
        .layer(from_fn(close_unread))
        // The files are compressed already.
        .merge(api.layer(compression()))
        .layer(from_fn_with_state(guard, guard::everything))
        .layer(from_fn_with_state(secrets, log::requests))
}

/// gzip is enough on the way to a browser nearby, and the smallest to build.
fn compression() -> CompressionLayer {
    CompressionLayer::new().gzip(true)
}

/// The API, and the clock that only a sandbox has.
fn api(backend: Backend) -> Router {
    match backend {
        Backend::Sandbox(sandbox) => paths(&any(sandbox::answer))
            .route(METADATA, any(sandbox::answer))
            .layer(SetResponseHeaderLayer::if_not_present(CORP, SAME_ORIGIN))
            .route(
                CLOCK,
                get(sandbox::read_clock).post(sandbox::change_clock).fallback(no_such_way),
            )
            .with_state(sandbox),
        Backend::Proxy(proxy) => {
            paths(&any(proxy::answer)).route(CLOCK, any(no_clock)).with_state(proxy)
        }
    }
}

/// The paths of the API.
fn paths<S: Clone + Send + Sync + 'static>(answer: &MethodRouter<S>) -> Router<S> {
    let prefixes = table::services().chain([METRICS]);
    prefixes.fold(Router::new(), |router, prefix| {
        router.route(&format!("/{prefix}/{{*rest}}"), answer.clone())
    })
}

async fn no_such_way(method: Method) -> Response {
    let allowed = [Method::GET, Method::HEAD, Method::POST];
    wrong_method(&method, &allowed, "the sandbox's clock is asked")
}

async fn no_clock() -> Response {
    let message = "only a sandbox has a clock of its own, and this server forwards to an API";
    refusal(StatusCode::NOT_FOUND, message)
}

async fn how_served(State(backend): State<Backend>) -> Response {
    let about = match backend {
        Backend::Sandbox(sandbox) => sandbox.clock().await.map(about::sandbox),
        Backend::Proxy(proxy) => Ok(proxy.about()),
    };
    match about {
        Ok(about) => json(StatusCode::OK, &about),
        Err(refused) => refused,
    }
}

/// Says that the connection ends, where a body was sent to what reads none: what is left of it
/// would be taken for the next request.
async fn close_unread(request: Request, next: Next) -> Response {
    let has_body = !request.body().is_end_stream();
    let mut response = next.run(request).await;
    if has_body {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
