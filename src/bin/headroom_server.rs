//! The native server: the console, and the API behind the same address.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use headroom::server::{Options, run};

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nothing is left to do when even that cannot be written.
            let _ = writeln!(std::io::stderr(), "headroom-server: {failure}");
            ExitCode::from(failure.code())
        }
    }
}
