//! One record's answer.

use std::num::NonZero;

use serde::Serialize;

use super::sweep::sweep;
use super::{FailCondition, Options, Record, Status};
use crate::base::thousands;
use crate::engine::Metric;
use crate::whatif::{
    Detail, Job, JobError, Measures, Outcome, Plan, Sweep, Variant, VariantRules, measures, run,
    unknown_in_job, unknown_in_sweep,
};
use crate::wire::{DecodeError, Policy, decode_value, parse};

/// The most rows of a ledger that is written: a row takes some hundred bytes, and a ledger is held
/// in memory until its line is written.
const MOST_ROWS: usize = 1_000_000;

/// What a record comes to.
pub struct Answer {
    /// One line of JSON.
    pub line: String,
    /// What it says about the exit status.
    pub status: Status,
    /// What to tell whoever runs this, each in a sentence that names the line.
    pub remarks: Vec<String>,
}

/// What is asked of every job.
pub struct Asked<'a> {
    options: &'a Options,
    sweep: Option<Sweep>,
    threads: NonZero<usize>,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// Where in the job, as a JSON path; a dot is the job itself.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

/// An outcome with what the literature counts, a variant each, where that is asked for, and with
/// what takes no part in it.
#[derive(Serialize)]
struct OutcomeLine<'a> {
    #[serde(flatten)]
    outcome: &'a Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    measures: Option<&'a [Option<Measures>]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

#[derive(Serialize)]
struct FaultLine<'a> {
    error: &'a Fault,
}

impl<'a> Asked<'a> {
    /// Reads the sweep, if there is one.
    ///
    /// # Errors
    /// Says where the sweep cannot be read.
    pub fn new(
        options: &'a Options,
        sweep: Option<&[u8]>,
        threads: NonZero<usize>,
    ) -> Result<Self, String> {
        let sweep = sweep.map(read_sweep).transpose()?;
        Ok(Self { options, sweep, threads })
    }

    /// Whether jobs are swept.
    pub const fn is_sweep(&self) -> bool {
        self.sweep.is_some()
    }

    /// The answer to a record, whatever it holds.
    pub fn answer(&self, record: &Record) -> Answer {
        match self.try_answer(record) {
            Ok(answer) => answer,
            Err(fault) => {
                let Fault { line, path, message } = &fault;
                let remarks = vec![format!("line {line}, at {path}: {message}")];
                let status = Status::Refused;
                Answer { line: json(&FaultLine { error: &fault }), status, remarks }
            }
        }
    }

    fn try_answer(&self, record: &Record) -> Result<Answer, Fault> {
        let mut job = job(record)?;
        self.options.model.set(&mut job);
        let line = record.line;
        if let Some(swept) = &self.sweep {
            let (index, base) = self.base(&job, line)?;
            let refuse = |error: JobError| refused(line, &error.of_variant(index));
            let worth = self.options.worth();
            let outcome = sweep(&job, base, swept, worth, self.threads).map_err(refuse)?;
            let (line, status) = (json(&outcome), Status::Fine);
            return Ok(Answer { line, status, remarks: Vec::new() });
        }
        if self.options.ledger {
            check_ledger(&job, line)?;
        }
        let detail = if self.options.ledger { Detail::Ledger } else { Detail::Curves };
        let outcome = run(&job, detail).map_err(|error| refused(line, &error))?;
        let measures = measured(&job, &outcome).map_err(|error| refused(line, &error))?;
        let mut remarks = self.judge(&outcome, &measures, line)?;
        let status = if remarks.is_empty() { Status::Fine } else { Status::Failed };
        let notes = unseen(&job);
        remarks.extend(notes.iter().map(|note| format!("line {line}: {note}")));
        let measures = self.options.measures.then_some(measures.as_slice());
        let answer = OutcomeLine { outcome: &outcome, measures, notes };
        Ok(Answer { line: json(&answer), status, remarks })
    }

    /// The variant that is swept around, by index.
    fn base<'j>(&self, job: &'j Job, line: usize) -> Result<(usize, &'j Variant), Fault> {
        let wanted = |variant: &Variant| {
            self.options.variant.as_ref().is_none_or(|name| *name == variant.name)
        };
        let found = job.variants.iter().enumerate().find(|(_, variant)| wanted(variant));
        found.ok_or_else(|| self.no_variant(line))
    }

    /// Every condition that holds.
    fn judge(
        &self,
        outcome: &Outcome,
        measures: &[Option<Measures>],
        line: usize,
    ) -> Result<Vec<String>, Fault> {
        let Options { fail_if, variant, .. } = self.options;
        let judged = |name: &str| variant.as_ref().is_none_or(|wanted| wanted == name);
        let judged = outcome.variants.iter().enumerate().filter(|(_, v)| judged(&v.name));
        let (mut found, mut remarks) = (false, Vec::new());
        for (index, variant) in judged {
            found = true;
            let check = |condition: &FailCondition| {
                let path = format!("variants[{index}]");
                let refuse = |message| Fault { line, path, message };
                let told = measures.get(index).and_then(Option::as_ref);
                condition.check(&variant.scorecard, told).map_err(refuse)
            };
            let holding = fail_if.iter().map(check).collect::<Result<Vec<_>, _>>()?;
            let remark = |holds| format!("line {line}, variant \"{}\": {holds}", variant.name);
            remarks.extend(holding.into_iter().flatten().map(remark));
        }
        if found || fail_if.is_empty() { Ok(remarks) } else { Err(self.no_variant(line)) }
    }

    fn no_variant(&self, line: usize) -> Fault {
        let message = match &self.options.variant {
            Some(name) => format!("There is no variant named \"{name}\"."),
            None => "Give at least one variant.".to_owned(),
        };
        Fault { line, path: "variants".to_owned(), message }
    }
}

/// The rules that watch a metric of which the job holds no history, a sentence each.
fn unseen(job: &Job) -> Vec<String> {
    let is_unseen = |metric: Metric| !job.histories.iter().any(|own| own.metric == metric);
    let mut notes = Vec::new();
    for variant in &job.variants {
        let watched = watched(&variant.rules);
        for (rule, metric) in watched.into_iter().filter(|(_, metric)| is_unseen(*metric)) {
            notes.push(format!(
                "variant \"{}\": {rule} watches {}, which no history holds, so that it takes no \
                 part.",
                variant.name,
                metric.label()
            ));
        }
    }
    notes
}

/// Each rule with the metric that it watches.
fn watched(rules: &VariantRules) -> Vec<(String, Metric)> {
    match rules {
        VariantRules::Thresholds(rules) => {
            let own = |policy: &Policy| {
                let word = &policy.metric.managed_metric;
                let metric = Metric::MANAGED.into_iter().find(|one| one.to_wire() == *word);
                (format!("policy \"{}\"", policy.name), metric.unwrap_or(Metric::Custom))
            };
            rules.policies.iter().map(own).collect()
        }
        VariantRules::Target(policy) => {
            let targets = [
                (policy.cpu_target.is_some(), Metric::Cpu),
                (policy.memory_target.is_some(), Metric::Memory),
            ];
            let own = targets.into_iter().filter(|(is_set, _)| *is_set);
            own.map(|(_, metric)| ("its target".to_owned(), metric)).collect()
        }
    }
}

/// Reads a record's job.
fn job(record: &Record) -> Result<Job, Fault> {
    let value = parse(record.text.trim_ascii_end()).map_err(|error| not_json(record, &error))?;
    let line = record.line;
    let job = decode_value(&value);
    let job = job.map_err(|error| {
        let message = format!("{}.", error.message);
        Fault { line, path: error.path(), message }
    })?;
    match unknown_in_job(&value) {
        Some(path) => Err(Fault { line, path, message: NO_SUCH_FIELD.to_owned() }),
        None => Ok(job),
    }
}

/// The place is counted from the record's start.
fn not_json(record: &Record, error: &DecodeError) -> Fault {
    let (line, column) = error.text.map_or((1, 1), |place| (place.line, place.column.max(1)));
    let column = if line == 1 { record.column - 1 + column } else { column };
    let line = record.line + line.saturating_sub(1);
    let message = format!("This is not JSON from column {column} on: {}.", error.message);
    Fault { line, path: ".".to_owned(), message }
}

const NO_SUCH_FIELD: &str = "There is no such field.";

fn read_sweep(text: &[u8]) -> Result<Sweep, String> {
    let say = |path: &str, message: &str| format!("the sweep, at {path}: {message}");
    let refuse = |e: Box<DecodeError>| say(&e.path(), &format!("{}.", e.message));
    let value = parse(text).map_err(refuse)?;
    let sweep = decode_value(&value).map_err(refuse)?;
    match unknown_in_sweep(&value) {
        Some(path) => Err(say(&path, NO_SUCH_FIELD)),
        None => Ok(sweep),
    }
}

/// What the literature counts, of each variant; the first is what the others are held against.
fn measured(job: &Job, outcome: &Outcome) -> Result<Vec<Option<Measures>>, JobError> {
    let plan = Plan::new(job)?;
    let mut found: Vec<Option<Measures>> = Vec::with_capacity(outcome.variants.len());
    for (index, (variant, own)) in job.variants.iter().zip(&outcome.variants).enumerate() {
        let refuse = |error| JobError::Rules { variant: index, error };
        let rules = plan.rules(variant).map_err(refuse)?;
        let mut told = measures(job, &plan, &rules, own);
        if let (Some(own), Some(Some(base))) = (&mut told, found.first()) {
            own.elastic_speed_up = own.speed_up(base);
        }
        found.push(told);
    }
    Ok(found)
}

/// Refuses a ledger that would not fit in memory.
fn check_ledger(job: &Job, line: usize) -> Result<(), Fault> {
    let plan = Plan::new(job).map_err(|error| refused(line, &error))?;
    let rows_of =
        |variant: &Variant| plan.ticks(variant).saturating_mul(variant.policies().len().max(1));
    let rows = job.variants.iter().map(rows_of).fold(0, usize::saturating_add);
    if rows <= MOST_ROWS {
        return Ok(());
    }
    let message = format!(
        "With --ledger this job writes {} rows, one an evaluation and policy, and at most {} are \
         written. Cut the histories, or leave --ledger out.",
        thousands(rows as u64),
        thousands(MOST_ROWS as u64)
    );
    Err(Fault { line, path: "histories".to_owned(), message })
}

/// The first of what is wrong with a job, at its own path; what else is wrong follows in the
/// message.
fn refused(line: usize, error: &JobError) -> Fault {
    let mut places = error.places().into_iter();
    let (path, first) = places.next().unwrap_or_default();
    let mut message = first.to_owned();
    for (path, also) in places {
        message += &format!(" Also, at {path}: {also}");
    }
    Fault { line, path, message }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
