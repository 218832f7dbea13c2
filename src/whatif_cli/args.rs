//! The options.

use std::num::NonZero;

use super::Gate;

/// What `--help` shows.
pub const HELP: &str = "\
headroom-whatif: what would these scaling policies have done?

Usage: headroom-whatif [OPTIONS] [FILE]

Reads jobs as JSON from FILE, or from standard input without one or with -, and
writes one line a job, in order: its outcome as JSON, or {\"error\": ...} with the
line and the JSON path of what is wrong. A job is a line, or spread over several
as a printer leaves it. A job that cannot be used stops no other. Memory does
not grow with the number of jobs, and all cores are used.

A job holds metric histories, the sizes they were recorded under, and variants:
bounds, cooldown and policies as the API has them. --example writes one to start
from; what it leaves out keeps its default.

Options:
  --ledger         add every evaluation and each policy's part in it
  --sweep FILE     do not replay the variants but search around one: write the
                   best bargains of cost and overload, and which one to take.
                   FILE (or -) holds the axes, such as {\"axes\": [{\"parameter\":
                   \"threshold\", \"policy\": 0, \"range\": {\"from\": 50, \"to\": 80,
                   \"step\": 5}}, {\"parameter\": \"cooldown_delay\", \"values\": [0,
                   300]}]}; without axes a sensible grid is made. Parameters are
                   threshold, value, sampling_range_min and priority of a
                   policy, cooldown_delay in seconds, min_replicas and
                   max_replicas. At most a million points.
  --fail-if COND   end with status 1 if COND holds for a variant, such as
                   \"overload_minutes > 30\": a field of the scorecard, one of
                   > >= < <= == !=, and a number. May be given several times.
  --variant NAME   apply --fail-if to this variant alone, or sweep around it
                   (otherwise all are judged, and the first is swept around)
  --threads N      use so many threads instead of one a core
  --example        write a job to start from, with every setting
  -h, --help       say this
  -V, --version    say the version

Exit status: 0 all is fine, 1 a --fail-if holds, 2 a job or an option cannot be
used (which outweighs 1).

In a pipeline:
  headroom-whatif --fail-if \"overload_minutes > 30\" --fail-if \"reversals > 4\" \\
    --variant edited < job.json > outcome.json
";

/// What is asked of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Where the jobs are; standard input when unset.
    pub file: Option<String>,
    /// Whether to write ledgers.
    pub ledger: bool,
    /// Where the sweep is.
    pub sweep: Option<String>,
    /// What fails a run.
    pub gates: Vec<Gate>,
    /// The variant that is judged or swept around.
    pub variant: Option<String>,
    /// How many threads to use.
    pub threads: Option<NonZero<usize>>,
}

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// To answer jobs.
    Run(Options),
    /// To say how it is used.
    Help,
    /// To say which version it is.
    Version,
    /// To show a job.
    Example,
}

impl Request {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// Says in a sentence which argument cannot be used, and why.
    pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut options = Options::default();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            let (name, inline) = match arg.split_once('=') {
                Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
                _ => (arg.as_str(), None),
            };
            if inline.is_some() && !TAKES_A_VALUE.contains(&name) {
                return Err(format!("{name} takes no value or is no option here: see --help."));
            }
            let mut value = || {
                let value = inline.clone().or_else(|| args.next());
                value.ok_or_else(|| format!("{name} needs a value: see --help."))
            };
            match name {
                "-h" | "--help" => return Ok(Self::Help),
                "-V" | "--version" => return Ok(Self::Version),
                "--example" => return Ok(Self::Example),
                "--ledger" => options.ledger = true,
                "--sweep" => options.sweep = Some(value()?),
                "--fail-if" => options.gates.push(Gate::parse(&value()?)?),
                "--variant" => options.variant = Some(value()?),
                "--threads" => options.threads = Some(threads(&value()?)?),
                name if name.starts_with('-') && name != "-" => {
                    return Err(format!("{name} is no option here: see --help."));
                }
                file if options.file.is_none() => options.file = Some(file.to_owned()),
                file => return Err(format!("There is one FILE; {file} is a second: see --help.")),
            }
        }
        options.check()?;
        Ok(Self::Run(options))
    }
}

const TAKES_A_VALUE: [&str; 4] = ["--sweep", "--fail-if", "--variant", "--threads"];

fn threads(text: &str) -> Result<NonZero<usize>, String> {
    text.parse().map_err(|_| format!("--threads {text}: give a whole number of at least 1."))
}

impl Options {
    fn check(&self) -> Result<(), String> {
        let jobs_from_input = self.file.as_deref().is_none_or(|file| file == "-");
        if self.sweep.as_deref() == Some("-") && jobs_from_input {
            let message = "--sweep - takes standard input for the sweep: name a FILE of jobs.";
            return Err(message.to_owned());
        }
        if self.sweep.is_some() && (self.ledger || !self.gates.is_empty()) {
            let message = "--sweep writes no outcomes: leave --ledger and --fail-if out.";
            return Err(message.to_owned());
        }
        if self.variant.is_some() && self.sweep.is_none() && self.gates.is_empty() {
            let message = "--variant says what --fail-if or --sweep is about: give one of them.";
            return Err(message.to_owned());
        }
        Ok(())
    }
}
