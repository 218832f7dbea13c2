//! The command line.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::error::{Error, ErrorKind};
use clap::{CommandFactory, Parser};

use super::{FailCondition, FromFiles, ModelArgs};
use crate::whatif::{OverloadWorth, Worth};

/// More threads than any machine has cores for; each takes memory of its own.
const MOST_THREADS: usize = 1_024;

/// What would these scaling policies have done?
///
/// Reads jobs as JSON and writes one line a job, in order: its outcome as JSON, or
/// {"error": ...} with the line and the JSON path of what is wrong. A job may be spread over
/// several lines, and several may share one. A job that cannot be used stops no other. Memory
/// does not grow with the number of jobs, and all cores are used.
///
/// A job holds metric histories, the sizes they were recorded under, and variants: each with
/// bounds, cooldown and policies as v1alpha1 has them (capacity, policies), or with a target as
/// v1alpha2 has it (scaling_policy). target_period_ms says how often a target is looked at, and
/// assumptions.target how. --example writes a job to start from; what it leaves out keeps its
/// default.
#[derive(Clone, Debug, Default, PartialEq, Parser)]
#[command(name = "headroom-whatif", version, verbatim_doc_comment, after_help = MORE)]
#[command(next_line_help = true)]
pub struct Options {
    /// Where the jobs are; standard input when left out or -
    pub file: Option<PathBuf>,

    /// Add every evaluation and each policy's part in it, at most a million rows a job
    #[arg(long)]
    pub ledger: bool,

    /// Add what the literature counts of each variant, under measures: provisioning accuracy
    /// and time share, instability, slack, regret against an oracle, elastic speed-up
    #[arg(long, verbatim_doc_comment)]
    pub measures: bool,

    /// Do not replay the variants but search around one: write the best bargains of cost
    /// and overload, and which one to take
    ///
    /// FILE (or -) holds the axes, such as {"axes": [{"parameter": "threshold",
    /// "policy": 0, "range": {"from": 50, "to": 80, "step": 5}},
    /// {"parameter": "cooldown_delay", "values": [0, 300]}]}; without axes a sensible grid
    /// is made. Parameters are threshold, value, sampling_range_min and priority of a
    /// policy, cooldown_delay in seconds, min_replicas and max_replicas; of a target they are
    /// target_avg_percent, size, scale_out_step, scale_in_step, and scale_out_cooldown and
    /// scale_in_cooldown in seconds. At most a million points.
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub sweep: Option<PathBuf>,

    /// Let a minute of overload cost so many EUR when a sweep is weighed
    ///
    /// Otherwise no point is advised that has more overload than the variant as it is.
    /// Needs a price_per_hour in the job.
    #[arg(long, value_name = "EUR", value_parser = amount, verbatim_doc_comment)]
    pub overload_cost: Option<f64>,

    /// Let a sweep's advice have at most so many minutes of overload a month
    #[arg(long, value_name = "MIN", value_parser = amount)]
    pub overload_limit: Option<f64>,

    /// Let a sweep's advice have at most so many reversals a month
    ///
    /// Otherwise no point is advised that has more of them than the variant as it is.
    #[arg(long, value_name = "N", value_parser = amount, verbatim_doc_comment)]
    pub reversal_limit: Option<f64>,

    /// End with status 1 if COND holds for a variant; may be given several times
    ///
    /// COND is a field of the scorecard or of the measures, one of > >= < <= == !=, and a
    /// number, such as "overload_minutes > 30".
    #[arg(long, value_name = "COND", value_parser = FailCondition::parse, verbatim_doc_comment)]
    pub fail_if: Vec<FailCondition>,

    /// Apply --fail-if to this variant alone, or sweep around it
    ///
    /// Otherwise all are judged, and the first is swept around.
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,

    /// Use so many threads instead of one a core, at most 1024
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<NonZero<usize>>,

    /// Accept an input without any job, which otherwise ends with status 2
    #[arg(long)]
    pub allow_empty: bool,

    /// A file of metrics and a group instead of jobs.
    #[command(flatten)]
    pub files: FromFiles,

    /// The model's options.
    #[command(flatten)]
    pub model: ModelArgs,

    /// Write a job to start from, with every setting
    #[arg(long, exclusive = true)]
    pub example: bool,
}

const MORE: &str = "\
Exit status: 0 all is fine, 1 a --fail-if holds, 2 a job or an option cannot be
used, or there was no job (which outweighs 1).

In a pipeline:
  headroom-whatif --history cpu.csv --group group.json --size 4 --zone UTC
  headroom-whatif --fail-if \"overload_minutes > 30\" --fail-if \"reversals > 4\" \\
    --variant edited < job.json > outcome.json";

impl Options {
    /// Reads the arguments, the program's name first.
    ///
    /// # Errors
    /// What to print instead: the help, the version, or which argument cannot be used, and why.
    pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Self, Error> {
        let options = Self::try_parse_from(args)?;
        match options.conflict() {
            Some(why) => Err(Self::command().error(ErrorKind::ArgumentConflict, why)),
            None => Ok(options),
        }
    }

    /// What overload and reversals are worth.
    #[must_use]
    pub fn worth(&self) -> Worth {
        let cost = self.overload_cost.map(OverloadWorth::EurPerMinute);
        let limit = self.overload_limit.map(OverloadWorth::MinutesPerMonth);
        let overload = cost.or(limit).unwrap_or_default();
        Worth { overload, reversals_per_month: self.reversal_limit }
    }

    /// What does not go together.
    fn conflict(&self) -> Option<&'static str> {
        let jobs_from_input = self.file.as_deref().is_none_or(is_input);
        if self.sweep.as_deref().is_some_and(is_input) && jobs_from_input {
            return Some("--sweep - takes standard input for the sweep: name a FILE of jobs.");
        }
        let asks = self.ledger || self.measures || !self.fail_if.is_empty();
        if self.sweep.is_some() && asks {
            let why = "--sweep writes no outcomes: leave --ledger, --measures and --fail-if out.";
            return Some(why);
        }
        if self.files.as_job && (asks || self.sweep.is_some()) {
            let why = "--as-job replays nothing: leave --ledger, --measures, --fail-if and --sweep \
                       out.";
            return Some(why);
        }
        if self.overload_cost.is_some() && self.overload_limit.is_some() {
            return Some("Give either --overload-cost or --overload-limit.");
        }
        let worth = self.overload_cost.or(self.overload_limit).or(self.reversal_limit);
        if self.sweep.is_none() && worth.is_some() {
            return Some(
                "--overload-cost, --overload-limit and --reversal-limit say how --sweep is \
                 weighed: give it.",
            );
        }
        if self.variant.is_some() && self.sweep.is_none() && self.fail_if.is_empty() {
            return Some("--variant says what --fail-if or --sweep is about: give one of them.");
        }
        None
    }
}

/// Whether a path stands for standard input.
#[must_use]
pub fn is_input(path: &Path) -> bool {
    path == Path::new("-")
}

fn amount(text: &str) -> Result<f64, String> {
    let amount = text.parse().ok().filter(|amount: &f64| amount.is_finite() && *amount >= 0.0);
    amount.ok_or_else(|| "give a number of 0 or more".to_owned())
}

fn threads(text: &str) -> Result<NonZero<usize>, String> {
    let threads = text.parse().ok().filter(|threads: &NonZero<_>| threads.get() <= MOST_THREADS);
    threads.ok_or_else(|| format!("give a whole number from 1 to {MOST_THREADS}"))
}
