//! The product's own client against a real Prometheus, through `headroom-server`: Debian's package,
//! filled by `promtool` with a history whose truth is known. `tools/setup.sh test` brings both.

#[cfg(test)]
mod connection;
#[cfg(test)]
mod daemon;
#[cfg(test)]
mod discovery;
#[cfg(test)]
mod history;
#[cfg(test)]
mod partial;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod windows;
#[cfg(test)]
mod world;

#[cfg(test)]
#[expect(dead_code, reason = "shared with the tests of the server, which need more of it")]
#[path = "../server/files.rs"]
mod files;
#[cfg(test)]
#[expect(dead_code, reason = "shared with the tests of the server, which need more of it")]
#[path = "../server/http.rs"]
mod http;
#[cfg(test)]
#[expect(dead_code, reason = "shared with the tests of the server, which need more of it")]
#[path = "../server/process.rs"]
mod process;
