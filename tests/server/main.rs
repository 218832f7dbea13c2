//! The native server from outside: the binary, over loopback, on a port that the system chooses.

#[cfg(test)]
mod access;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod compression;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod console;
#[cfg(test)]
mod files;
#[cfg(test)]
mod guard;
#[cfg(test)]
mod http;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod methods;
#[cfg(test)]
mod options;
#[cfg(test)]
mod process;
#[cfg(test)]
mod proxy;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod secrets;
#[cfg(test)]
mod start;
#[cfg(test)]
mod state;
#[cfg(test)]
mod table;
#[cfg(test)]
mod upstream;
