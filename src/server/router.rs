//! Which part of the server answers a request.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, any, get};
use http::{Method, StatusCode};

use super::about;
use super::console::{self, Console};
use super::failure::Failure;
use super::guard::{self, Guard};
use super::log;
use super::message::{json, refusal, wrong_method};
use super::proxy::{self, Proxy};
use super::sandbox::{self, SandboxApi};
use super::upstream::{DATA_SOURCE, SERVICES};

/// The sandbox's own metrics, which have no host of their own.
const METRICS: &str = "prometheus";

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
    let api = match backend {
        Backend::Sandbox(sandbox) => api(&any(sandbox::answer))
            .route(
                CLOCK,
                get(sandbox::read_clock).post(sandbox::change_clock).fallback(no_such_way),
            )
            .with_state(sandbox),
        Backend::Proxy(proxy) => {
            api(&any(proxy::answer)).route(CLOCK, any(no_clock)).with_state(proxy)
        }
    };
    Router::new()
        .route("/headroom.json", about)
        .fallback(console::answer)
        .with_state(console)
        .merge(api.layer(from_fn(guard::the_api)))
        .layer(from_fn_with_state(guard, guard::everything))
        .layer(from_fn(log::requests))
}

/// The paths of the API.
fn api<S: Clone + Send + Sync + 'static>(answer: &MethodRouter<S>) -> Router<S> {
    let prefixes = SERVICES.into_iter().chain([METRICS, DATA_SOURCE]);
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
