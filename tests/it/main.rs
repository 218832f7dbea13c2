//! The native tests that need more than one module, as one binary: one link, one run.

#[cfg(test)]
mod activity;
#[cfg(test)]
mod api;
#[cfg(test)]
mod base;
#[cfg(test)]
mod cassette;
#[cfg(test)]
mod chance;
#[cfg(test)]
mod chart;
#[cfg(test)]
mod command;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod export;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod french;
#[cfg(test)]
mod help;
#[cfg(test)]
mod history;
#[cfg(test)]
mod in_process;
#[cfg(test)]
mod lab;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod route;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod scaling_policy;
#[cfg(test)]
mod scenario;
#[cfg(test)]
mod summary;
#[cfg(test)]
mod targets;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod validate;
#[cfg(test)]
mod whatif;
#[cfg(test)]
#[cfg(feature = "cli")]
mod whatif_cli;
#[cfg(test)]
mod wire;
#[cfg(test)]
mod worker;
