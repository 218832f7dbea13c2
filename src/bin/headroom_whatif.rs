//! The what-if on the command line: a job as JSON in, its outcome as JSON out.

use std::io::{Read, Write};
use std::process::ExitCode;

use headroom::whatif::{Detail, Job, run};
use headroom::wire::decode;

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nothing is left to do when even that cannot be written.
            let _ = writeln!(std::io::stderr(), "headroom-whatif: {message}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), String> {
    let mut text = Vec::new();
    std::io::stdin().read_to_end(&mut text).map_err(|e| format!("cannot read the job: {e}"))?;
    let job: Job = decode(&text)
        .map_err(|e| format!("the job is not valid at {}: {}", e.path(), e.message))?;
    let outcome = run(&job, Detail::Curves).map_err(|e| e.to_string())?;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &outcome).map_err(|e| format!("cannot write: {e}"))?;
    out.write_all(b"\n").map_err(|e| format!("cannot write: {e}"))
}
