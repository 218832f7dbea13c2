//! The what-if on the command line: a job as JSON in, its outcome as JSON out.

use std::io::{Read, Write};
use std::process::ExitCode;

use headroom::whatif::{Detail, Job, run};

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
    let mut decoder = serde_json::Deserializer::from_slice(&text);
    let job: Job = serde_path_to_error::deserialize(&mut decoder)
        .map_err(|e| format!("the job is not valid at {}: {}", e.path(), e.inner()))?;
    let outcome = run(&job, Detail::Curves).map_err(|e| e.to_string())?;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &outcome).map_err(|e| format!("cannot write: {e}"))?;
    out.write_all(b"\n").map_err(|e| format!("cannot write: {e}"))
}
