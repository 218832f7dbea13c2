//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Parser;
use http::uri::Authority;

use super::failure::Failure;
use super::upstream::Origin;

/// Headroom's own server: the console, with the API behind the same address.
///
/// Without options it serves the console with a sandbox, on this machine alone.
#[derive(Debug, Parser)]
#[command(name = "headroom-server", version, max_term_width = 100, after_long_help = MORE)]
pub struct Options {
    /// Listen on this IP address and port; port 0 takes a free one.
    ///
    /// Whoever reaches the port can use a sandbox, or an API with a key of their own. A key that
    /// the server adds is for those alone who have the link that it prints.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:8080", help_heading = ADDRESS)]
    pub listen: SocketAddr,

    /// Answer requests for this host too; can be repeated.
    ///
    /// Name each host by which browsers reach the server, such as that of a proxy in front of it,
    /// with its port where the address shows one. A request for any other host is refused, so that
    /// no foreign page reaches the API through a name of its own. The listening address and
    /// localhost are always answered.
    #[arg(long = "host", value_name = "NAME[:PORT]", help_heading = ADDRESS)]
    pub hosts: Vec<OwnName>,

    /// Serve the console from this folder, as `make build` leaves it.
    ///
    /// It is read once, at the start. When left out: the console that the program carries, where
    /// `make server` built it, and otherwise the folder dist.
    #[arg(long, value_name = "FOLDER", help_heading = CONSOLE)]
    pub dist: Option<PathBuf>,

    /// Answer the API's calls from a sandbox, or forward them to the API at this address.
    ///
    /// An address is an origin such as `https://api.scaleway.com`, without a path. Only an API on
    /// this machine may have a plain http:// address, since the key travels with the calls.
    #[arg(long, value_name = "sandbox|URL", default_value = "sandbox", help_heading = API)]
    pub api: Api,

    /// Wait this many seconds at most for the API, and between two pieces of an answer.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "30",
        value_parser = seconds,
        help_heading = API
    )]
    pub upstream_timeout: Duration,

    /// Keep the sandbox in this file, so that it survives a restart.
    ///
    /// A change is on disk before it is acknowledged, and one that cannot be written is refused and
    /// undone. A file that cannot be read is left as it is, and the server does not start. Without
    /// this option the sandbox ends with the server.
    #[arg(long, value_name = "FILE", help_heading = SANDBOX)]
    pub state: Option<PathBuf>,

    /// Start a new sandbox from this number, which decides all that looks like chance.
    ///
    /// It is 1 when left out. A state file brings its own.
    #[arg(long, value_name = "N", help_heading = SANDBOX)]
    pub seed: Option<u64>,

    /// Let this many seconds pass in the sandbox in one second: 0 to 3600.
    ///
    /// When left out, as many as in the state file, or 1. /headroom/clock changes it while the
    /// server runs.
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(0..=3600),
        help_heading = SANDBOX
    )]
    pub speed: Option<u16>,

    /// What the sandbox does otherwise.
    #[command(flatten)]
    pub sandbox: SandboxFlags,

    /// Give a client this many seconds to send a request's head, and as many for its body.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "10",
        value_parser = seconds,
        help_heading = CLIENTS
    )]
    pub client_timeout: Duration,
}

/// What a sandbox does otherwise than by itself.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct SandboxFlags {
    /// Answer the first generation of the API as the service does today: with a 404 for each path.
    #[arg(long, help_heading = SANDBOX)]
    pub without_v1alpha1: bool,

    /// Refuse more than 50 calls a second of the second generation, as the service does.
    #[arg(long, help_heading = SANDBOX)]
    pub rate_limit: bool,

    /// Write a space after each comma in replies of the second generation, as some builds of the
    /// service do.
    #[arg(long, help_heading = SANDBOX)]
    pub spaced: bool,
}

// The groups of `--help`.
const ADDRESS: &str = "Address";
const CONSOLE: &str = "Console";
const API: &str = "API";
const SANDBOX: &str = "Sandbox";
const CLIENTS: &str = "Clients";

const MORE: &str = "\
Environment, read when --api is an address:
  SCW_SECRET_KEY          The API's secret key. The server then adds it to every call to the API,
                          and the browser needs none. It is never sent to the hosts of metrics.
  HEADROOM_COCKPIT_TOKEN  A token for Cockpit's metrics, added to the calls to data sources. A
                          server that has the key needs it too, to show the vendor's metrics.
  SCW_SECRET_KEY_FILE, HEADROOM_COCKPIT_TOKEN_FILE
                          The same from a file, such as a credential of systemd or a secret of a
                          container. A name and its file together are refused.

Where the server adds one of them, the address that it prints holds a token, new at every start.
A browser that opens that address may use the server from then on; curl and the SDKs send the token
as their key, in X-Auth-Token, or in X-Token where the metrics' token is added. Calls without it
are refused. Only what the console itself reads and writes is forwarded.

The sandbox's clock, while it runs (JSON; a change needs at least one of the two fields):
  GET  /headroom/clock                        {\"now_ms\": ..., \"speed\": 1}
  POST /headroom/clock {\"speed\": 60}          seconds in one second, 0 to 3600; 0 pauses
  POST /headroom/clock {\"step_ms\": 3600000}   forward at once, up to 7 days

Output: the address is the only line on standard output. Requests are logged on standard error:
method, path without query and without keys, status, milliseconds. At most 1000 connections are
open at a time, or fewer where the system has not the file handles for them; further ones get a 503.

Exit codes:
  0  ended by SIGINT or SIGTERM
  1  any other error of the system
  2  an option that cannot be
  3  the console's folder is missing or holds no console
  4  the state file cannot be read, or is of another version; it is left as it is
  5  another server uses the state file
  6  the address to listen on is taken or not one of this machine
  7  a key in the environment, or in the file that it names, cannot be one

Examples:
  headroom-server
      The console with a sandbox, at http://127.0.0.1:8080/
  headroom-server --state sandbox.json --speed 60
      The same, kept over restarts, a minute every second
  curl -d '{\"speed\":60}' http://127.0.0.1:8080/headroom/clock
      From now on a minute every second in the sandbox
  headroom-server --api https://api.scaleway.com
      The console with the real API; each browser brings its own key
  SCW_SECRET_KEY_FILE=key headroom-server --api https://api.scaleway.com
      The same with the key in the file key, for who opens the printed link
  headroom-server --api https://api.scaleway.com --host console.example.com
      The same behind a proxy that serves https://console.example.com/";

/// What answers the API's calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Api {
    /// The API from memory.
    Sandbox,
    /// The API at an address.
    Upstream(Origin),
}

impl FromStr for Api {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "sandbox" {
            return Ok(Self::Sandbox);
        }
        text.parse().map(Self::Upstream)
    }
}

/// A name under which the server is reached, with or without a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnName(pub Authority);

impl FromStr for OwnName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let name = text.parse().ok().filter(|_| !text.contains('@'));
        name.map(Self).ok_or_else(|| "write a host name, such as console.example.com".to_owned())
    }
}

impl Options {
    /// Options that exclude each other.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.api == Api::Sandbox {
            return Ok(());
        }
        let of_the_sandbox = [
            ("--state", self.state.is_some()),
            ("--seed", self.seed.is_some()),
            ("--speed", self.speed.is_some()),
        ];
        match of_the_sandbox.iter().find(|(_, given)| *given) {
            Some((name, _)) => Err(Failure::Usage(format!(
                "{name} belongs to the sandbox: leave it out, or leave out --api"
            ))),
            None => Ok(()),
        }
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let positive = text.parse().ok().filter(|seconds: &f64| *seconds > 0.0);
    positive
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "write a number of seconds above 0".to_owned())
}
