//! The native server: the console, and behind the same origin the API (feature `serve`).
//!
//! The real API answers no other origin's browser (contract, section 8), so a page can use it only
//! through the server that it came from. This is that server, for loopback or behind a front that
//! adds TLS and access control. It serves the console, and either answers the API's calls from a
//! sandbox or forwards them to the API that was named at the start.
//!
//! | path | answers |
//! |---|---|
//! | `/headroom.json` | how the page was served: [`crate::wire::About`] |
//! | `/headroom/clock` | the sandbox's clock: `clock` |
//! | `/{service}/…` | the API: what is forwarded stands in [`table`] |
//! | `/prometheus/…` | the sandbox's metrics; not forwarded |
//! | `/cockpit-data/{id}/{region}/prometheus/api/v1/…` | a data source's metrics: [`upstream`] |
//! | `/?token=…` | lets a browser use the key that the server lends: `access` |
//! | any other | a file of the console, or 404 |
//!
//! What it promises:
//!
//! - Requests go to the hosts of [`upstream`] and to nothing else, whatever a request says, by the
//!   paths and methods of [`table`], and no redirect is followed. No path of a request reaches the
//!   file system.
//! - A page of another site gets nothing done here and reads nothing: `guard`. No reply carries a
//!   CORS header.
//! - The key is used for whoever has the printed link alone: `access`. It goes to the API's host,
//!   and is in no log line, error, `Debug` text or reply of the server's own: `key`. What the API
//!   itself replies is passed on as it comes, often compressed and before all of it is there, so
//!   an API that repeated its own key would not be censored.
//! - In the sandbox, a change that was acknowledged is on disk, and one that was refused is
//!   nowhere: `sandbox`, `state`.
//! - A client that is slow, or sends too much, costs a bounded time and memory, and so do many of
//!   them: `body`, `listen`.
//!
//! ```
//! use headroom::server::upstream::{NoTarget, Upstreams};
//! use http::Method;
//!
//! let api = Upstreams::new("https://api.scaleway.com".parse()?);
//! let groups = "/autoscaling/v1alpha2/zones/fr-par-1/groups".parse()?;
//! let target = api.target(&Method::GET, &groups).unwrap();
//! assert_eq!(target.uri.host(), Some("api.scaleway.com"));
//! // What stands in no row of the table goes nowhere, whatever its method.
//! let users = "/iam/v1alpha1/users".parse()?;
//! assert_eq!(api.target(&Method::GET, &users), Err(NoTarget::Path));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod about;
mod access;
mod body;
mod clock;
mod console;
mod encoding;
mod failure;
mod guard;
mod headers;
mod key;
mod listen;
mod log;
mod message;
mod options;
mod proxy;
mod router;
mod sandbox;
mod secret;
mod site;
mod state;
pub mod table;
pub mod upstream;

pub use failure::Failure;
pub use options::{Options, OwnName};

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use access::Access;
use console::Console;
use guard::Guard;
use options::Api;
use proxy::Proxy;
use router::Backend;
use sandbox::SandboxApi;
use site::Site;
use tokio::runtime::Runtime;

/// Serves until the process is asked to end by SIGINT or SIGTERM.
///
/// # Errors
/// When the server cannot start, each reason with its own [exit code](Failure::code).
pub fn run(options: &Options) -> Result<(), Failure> {
    let runtime = Runtime::new().map_err(Failure::Other)?;
    runtime.block_on(serve(options))
}

/// The port is taken before the state file is touched, so that a second start changes nothing.
async fn serve(options: &Options) -> Result<(), Failure> {
    options.check()?;
    let console = Console::read(&Site::choose(options.dist.as_deref()))?;
    let listener = listen::bind(options.listen).await?;
    let address = listener.local_addr().map_err(Failure::Other)?;
    let backend = backend(options, address)?;
    let guard = Guard::new(address, &options.hosts);
    let query = backend.lent().map(Access::query).unwrap_or_default();
    let router = router::router(console, backend.clone(), guard);
    let ends = listen::Ends::listen()?;
    listen::announce(address, &query);
    listen::serve(listener, router, options.client_timeout, ends).await;
    backend.close()
}

/// What answers the API's calls.
fn backend(options: &Options, address: SocketAddr) -> Result<Backend, Failure> {
    match &options.api {
        Api::Sandbox => {
            let sandbox = Arc::new(SandboxApi::start(options)?);
            tokio::spawn(sandbox::tick(Arc::clone(&sandbox)));
            Ok(Backend::Sandbox(sandbox))
        }
        Api::Upstream(api) => {
            let mut random = [0; 16];
            getrandom::fill(&mut random)
                .map_err(|error| Failure::Other(io::Error::other(error)))?;
            let keys = key::Keys::from_env(Access::new(random, address.port()))?;
            Proxy::new(api.clone(), keys, options).map(|proxy| Backend::Proxy(Arc::new(proxy)))
        }
    }
}
