//! Headroom: a console for Instance Scaling Groups with the scaling engine in the page.
//!
//! # Bird's eye view
//!
//! The console manages templates, groups and scaling policies over an HTTP API, and it carries
//! the scaling engine with it, so that a policy can be tried against a group's own history before
//! it is saved. Without a key everything works in a sandbox that answers the same calls.
//!
//! A user's edit travels: text in a form ([`forms`]) → body of the API ([`wire`]) → validated rules
//! ([`engine`]) → replay over a recording ([`whatif`]) → geometry ([`chart`]) → the page (`ui`).
//! A call travels: page → typed client ([`api`]) → network, or → [`worker`] → [`sandbox`], whose
//! world drives the same engine. What takes longer than a frame allows runs in the worker.
//!
//! # Code map, in reading order
//!
//! | module | is | may use |
//! |---|---|---|
//! | [`base`] | what is no shape of the network but everybody uses: order, chance, text | – |
//! | [`wire`] | what crosses the network, verbatim | `base` |
//! | [`engine`] | the scaling rules and all validation | `wire` |
//! | [`whatif`] | the engine over recorded history | `wire`, `engine` |
//! | `whatif_cli` | jobs in, outcomes out (feature `cli`) | `wire`, `engine`, `whatif`, `history` |
//! | [`history`] | metric history in | `wire` |
//! | [`sandbox`] | the API from memory, with a world | `wire`, `engine` |
//! | [`worker`] | what runs off the page | `wire`, `engine`, `whatif`, `history`, `sandbox` |
//! | [`activity`] | what this browser wrote to the API | – |
//! | [`api`] | the typed client and its transports | `wire`, `activity` |
//! | [`export`] | a resource as Terraform and curl take it | `wire` |
//! | [`forms`] | text as typed to a body, or errors by field | `wire`, `engine`, `whatif` |
//! | [`chart`] | numbers to geometry | – |
//! | [`lab`] | one group; a write | all above but `whatif_cli`, `history`, `sandbox`, `api` |
//! | [`route`] | pages to addresses and back | `wire` |
//! | [`help`] | the pages of `docs/` in the console | `wire` |
//! | [`command`] | what can be done, as one table of addresses | `wire`, `route`, `help` |
//! | `ui` | the page, in `main.rs` | all above but `whatif_cli`, `history`, `sandbox`, `export` |
//! | `server` | the console and the API at one address (feature `serve`) | `wire`, `sandbox` |
//!
//! Every module may also use `base`.
//!
//! The same noun has the same file name in every layer: `group.rs` is a vertical slice.
//!
//! # Invariants
//!
//! - The engine reads no clock, no chance, no file and no network: time is an argument. The same
//!   input gives the same output, to the bit, natively and in wasm. The default build has no
//!   feature, so a web or clock dependency in the core does not compile; `clippy.toml` bans what
//!   the standard library offers of either, and the float functions that differ.
//! - There is one engine: the sandbox and the what-if call the same [`engine::Scaler`], so a
//!   preview is the behaviour.
//! - There is one seam: [`sandbox::Sandbox::handle`] takes and returns `http` types, so that URLs,
//!   JSON and error bodies are exercised in every use of the sandbox.
//! - There is one validation: `TryFrom` into the engine's types, whose errors name the field. The
//!   forms, the sandbox's refusals and the what-if share it.
//! - What a person reads in the browser stands in `t!` or `text!`, whose texts are translated in
//!   `locales/`; whoever speaks no other language than English, as every native program, gives them
//!   as they stand. What crosses the network or is stored is never translated.
//! - Nothing about the user leaves the browser except to the API that the user chose: the page's
//!   content policy names the only hosts it may call, and the key is never stored beyond the tab.
//!
//! `tests/it/tidy.rs` enforces the layers above.

#[macro_use]
extern crate headroom_macros;

pub mod base;

pub mod wire;

pub mod engine;

pub mod whatif;

#[cfg(feature = "cli")]
pub mod whatif_cli;

pub mod history;

pub mod sandbox;

pub mod worker;

pub mod activity;

pub mod api;

pub mod export;

pub mod forms;

pub mod chart;

pub mod lab;

pub mod route;

pub mod help;

pub mod command;

#[cfg(feature = "serve")]
pub mod server;
