//! The what-if on the command line: a filter from jobs to outcomes.
//!
//! [`filter`] reads jobs as a stream of JSON and writes one line a job, in their order, from all
//! cores and in constant memory: no more than a few jobs a core are in hand at a time. What is
//! wrong with a job is the line in its place, and stops no other job.
//!
//! ```
//! use headroom::whatif_cli::{Options, Status, example, filter};
//!
//! let options = Options::read(["headroom-whatif", "--threads", "1"].map(Into::into))?;
//! // One job that is cut short, and one that is whole.
//! let input = format!("{{\"variants\": [\n{}", example());
//! let (mut output, mut errors) = (Vec::new(), Vec::new());
//! let status = filter(&options, None, input.as_bytes(), &mut output, &mut errors)?;
//! assert_eq!(status, Status::Refused);
//! let lines: Vec<serde_json::Value> = String::from_utf8(output)?
//!     .lines()
//!     .map(serde_json::from_str)
//!     .collect::<Result<_, _>>()?;
//! assert!(lines[0]["error"].is_object(), "{}", lines[0]);
//! assert_eq!(lines[1]["variants"][0]["name"], "saved");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod args;
mod condition;
mod example;
mod files;
mod files_args;
mod group_file;
mod model_args;
mod pool;
mod records;
mod status;
mod sweep;
mod used;

use std::io::{self, BufRead, Write};
use std::num::NonZero;

use answer::{Answer, Asked};
pub use args::{Options, is_input};
pub use condition::FailCondition;
pub use example::example;
pub use files::{FilesJob, job_of_files};
pub use files_args::FromFiles;
pub use model_args::ModelArgs;
pub use pool::ordered;
pub use records::{Record, Records};
pub use status::Status;
pub use sweep::{FrontPoint, SweepOutcome};

/// Answers every job of `input`. A sweep's text is what its file holds.
///
/// # Errors
/// When the input cannot be read or an output not written. An output that is closed is no error,
/// since its reader has seen enough, unless jobs were to be judged.
pub fn filter(
    options: &Options,
    sweep: Option<&[u8]>,
    input: impl BufRead + Send,
    mut output: impl Write,
    mut errors: impl Write,
) -> io::Result<Status> {
    let threads = options.threads.unwrap_or_else(cores);
    let asked = match Asked::new(options, sweep, threads) {
        Ok(asked) => asked,
        Err(message) => return refuse(&mut errors, &message),
    };
    let (mut status, mut answers) = (Status::Fine, 0_u64);
    let mut write = |answer: io::Result<Answer>| {
        let answer = answer?;
        answers += 1;
        status = status.max(answer.status);
        for remark in answer.remarks {
            writeln!(errors, "headroom-whatif: {remark}")?;
        }
        output.write_all(answer.line.as_bytes())?;
        output.write_all(b"\n")
    };
    // A sweep is split over the cores itself; otherwise each job is one core's.
    let jobs = if asked.is_sweep() { 1 } else { threads.get() };
    let work = |record: io::Result<Record>| record.map(|record| asked.answer(&record));
    let written = ordered(jobs, Records::new(input), work, &mut write);
    match written.and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        Err(_) if !options.fail_if.is_empty() => {
            refuse(&mut errors, "the output was closed before every job was judged.")
        }
        Ok(()) if answers == 0 && !options.allow_empty => {
            refuse(&mut errors, "the input holds no job. Where that is right, say --allow-empty.")
        }
        _ => Ok(status),
    }
}

/// Says why nothing can be said for the jobs.
fn refuse(errors: &mut impl Write, message: &str) -> io::Result<Status> {
    writeln!(errors, "headroom-whatif: {message}")?;
    Ok(Status::Refused)
}

fn cores() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}
