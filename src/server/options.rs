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
#[derive(Debug, Parser)]
#[command(name = "headroom-server", version, after_long_help = MORE)]
pub struct Options {
    /// Where to listen: an IP address and a port; port 0 takes a free one.
    ///
    /// Whoever reaches the port can use a sandbox, or an API with a key of their own. A key that
    /// the server adds is for those alone who have the link that it prints.
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The folder with the console, as `make build` leaves it. It is read once, at the start. When
    /// left out: the console that the program carries, if it does, and otherwise the folder dist.
    #[arg(long, value_name = "FOLDER")]
    pub dist: Option<PathBuf>,

    /// What answers the API's calls: `sandbox`, or the address of the API to forward them to.
    ///
    /// An address is an origin such as `https://api.scaleway.com`, without a path. Only an API on
    /// this machine may have a plain http:// address, since the key travels with the calls.
    #[arg(long, value_name = "sandbox|URL", default_value = "sandbox")]
    pub api: Api,

    /// Keep the sandbox in this file, so that it survives a restart.
    ///
    /// A change is on disk before it is acknowledged, and one that cannot be written is refused and
    /// undone. A file that cannot be read is left as it is, and the server does not start. Without
    /// this option the sandbox ends with the server.
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,

    /// What decides everything in a new sandbox that looks like chance (1 when left out). A state
    /// file brings its own.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// How many seconds pass in the sandbox in one second: 0 to 3600. When left out, as many as in
    /// the state file, or 1. /headroom/clock changes it while the server runs.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=3600))]
    pub speed: Option<u16>,

    /// What the sandbox does otherwise.
    #[command(flatten)]
    pub sandbox: SandboxFlags,

    /// Another name under which browsers may reach this server; can be repeated.
    ///
    /// A request for any other host is refused, so that no foreign page reaches the API through a
    /// name of its own. The listening address and localhost are always allowed.
    #[arg(long = "host", value_name = "NAME[:PORT]")]
    pub hosts: Vec<OwnName>,

    /// How long a client may take to send a request's head, and then its body, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub client_timeout: Duration,

    /// How long the API may take to answer, and between two pieces of an answer, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub upstream_timeout: Duration,
}

/// What a sandbox does otherwise than by itself.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct SandboxFlags {
    /// Answer the first generation of the API as the service does today: with a 404 for each path.
    #[arg(long)]
    pub without_v1alpha1: bool,

    /// Refuse more than 50 calls a second of the second generation, as the service does.
    #[arg(long)]
    pub rate_limit: bool,

    /// Write a space after each comma in replies of the second generation, as some builds of the
    /// service do.
    #[arg(long)]
    pub spaced: bool,
}

const MORE: &str = "\
Environment, read when --api is an address:
  SCW_SECRET_KEY          The API's secret key. The server then adds it to every call to the API,
                          and the browser needs none. It is never sent to the hosts of metrics.
  HEADROOM_COCKPIT_TOKEN  A token for Cockpit's metrics, added to the calls to data sources. A
                          server that has the key needs it too, to show the vendor's metrics.

Where the server adds one of them, the address that it prints holds a token, new at every start.
A browser that opens that address may use the server from then on; curl and the SDKs send the token
as their key, in X-Auth-Token, or in X-Token where the metrics' token is added. Calls without it
are refused. Only what the console itself reads and writes is forwarded.

The sandbox's clock, while it runs (JSON; a change needs at least one of the two fields):
  GET  /headroom/clock                        {\"now_ms\": ..., \"speed\": 1}
  POST /headroom/clock {\"speed\": 60}          seconds in one second, 0 to 3600; 0 pauses
  POST /headroom/clock {\"step_ms\": 3600000}   forward at once, up to 7 days

Examples:
  headroom-server
      The console with a sandbox, at http://127.0.0.1:8080/
  headroom-server --state sandbox.json --speed 60
      The same, kept over restarts, a minute every second
  headroom-server --api https://api.scaleway.com
      The console with the real API; each browser brings its own key
  curl -d '{\"speed\":60}' http://127.0.0.1:8080/headroom/clock
      From now on a minute every second in the sandbox

The address is the only line on standard output. Requests are logged on standard error: method,
path without query and without keys, status, milliseconds. At most 1000 connections are open at a
time, or fewer where the system has not the file handles for them; further ones get a 503.

Exit codes:
  0  ended by SIGINT or SIGTERM
  1  any other error of the system
  2  an option that cannot be
  3  the console's folder is missing or holds no console
  4  the state file cannot be read, or is of another version; it is left as it is
  5  another server uses the state file
  6  the address to listen on is taken or not one of this machine
  7  a key in the environment cannot be one";

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
