//! What is replayed, and what was replayed of it.

use std::sync::Arc;

use super::samples;
use crate::engine::Rules;
use crate::whatif::{
    Candidates, History, Job, LintContext, Plan, RepairSearch, Search, Variant, VariantOutcome,
};
use crate::worker::protocol::{Packed, Parcel, Refusal, Unreadable};

/// Sets what is replayed from now on; its variants are left out. What was replayed before is
/// forgotten.
#[derive(Clone, Debug)]
pub struct SetJob {
    /// The job to replay.
    pub job: Arc<Job>,
}

impl Packed for SetJob {
    fn pack(self) -> Parcel {
        pack_job(&self.job, Vec::new())
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        unpack_job(parcel).map(|job| Self { job: Arc::new(job) })
    }
}

impl SetJob {
    #[expect(clippy::unnecessary_wraps, reason = "every question may be refused")]
    pub(super) fn answer(self, state: &mut JobState) -> Result<(), Refusal> {
        // A search for a repair has the job that it began with, however much a history grows.
        let repair = state.repair.take();
        *state = JobState { job: Some(self.job), repair, ..JobState::default() };
        Ok(())
    }
}

/// A replayed variant, with its ledger.
pub(super) struct ReplayedVariant {
    pub(super) variant: Variant,
    pub(super) rules: Rules,
    pub(super) outcome: VariantOutcome,
}

/// A sweep on its way.
pub(super) struct Sweeping {
    pub(super) search: Search,
    /// The saved rules.
    pub(super) saved: Variant,
    /// The candidates before the first point.
    pub(super) none: Candidates,
}

/// The job, prepared once it is needed, and what was replayed of it.
#[derive(Default)]
pub(super) struct JobState {
    job: Option<Arc<Job>>,
    plan: Option<Result<Plan, Refusal>>,
    other_edge: Option<Result<Plan, Refusal>>,
    context: Option<LintContext>,
    replayed: Vec<ReplayedVariant>,
    /// The sweep that was started last.
    pub(super) sweep: Option<Sweeping>,
    /// The repair that was started last.
    pub(super) repair: Option<RepairSearch>,
}

impl JobState {
    pub(super) fn job(&self) -> Result<&Arc<Job>, Refusal> {
        self.job.as_ref().ok_or(Refusal::NoJob)
    }

    /// The job prepared for any number of replays.
    pub(super) fn plan(&mut self) -> Result<&Plan, Refusal> {
        let job = self.job.as_ref().ok_or(Refusal::NoJob)?;
        prepared(&mut self.plan, job)
    }

    /// The job at the band's other edge ([`Job::other_edge`]), prepared likewise.
    pub(super) fn other_edge(&mut self) -> Result<&Plan, Refusal> {
        let job = self.job.as_ref().ok_or(Refusal::NoJob)?;
        prepared(&mut self.other_edge, &job.other_edge())
    }

    /// What the lints know of the job.
    pub(super) fn context(&mut self) -> &LintContext {
        let job = self.job.as_ref();
        self.context.get_or_insert_with(|| match job {
            Some(job) => LintContext::of(job),
            None => LintContext::default(),
        })
    }

    /// The latest replay of a variant.
    pub(super) fn replayed(&self, name: &str) -> Result<&ReplayedVariant, Refusal> {
        let named = self.replayed.iter().find(|one| one.outcome.name == name);
        named.ok_or_else(|| Refusal::NotReplayed(name.to_owned()))
    }

    pub(super) fn keep(&mut self, new: ReplayedVariant) {
        self.replayed.retain(|one| one.outcome.name != new.outcome.name);
        self.replayed.push(new);
    }
}

fn prepared<'a>(
    plan: &'a mut Option<Result<Plan, Refusal>>,
    job: &Job,
) -> Result<&'a Plan, Refusal> {
    let prepare = || Plan::new(job).map_err(Refusal::invalid);
    plan.get_or_insert_with(prepare).as_ref().map_err(Clone::clone)
}

/// Packs a job with other variants than its own: what is long goes as columns, two a history.
pub(super) fn pack_job(job: &Job, variants: Vec<Variant>) -> Parcel {
    let long = |history: &History| samples::columns(&history.times_ms, &history.values);
    let columns = job.histories.iter().flat_map(long).collect();
    Parcel { columns, ..Parcel::json(&without_samples(job, variants)) }
}

/// Undoes [`pack_job`].
pub(super) fn unpack_job(mut parcel: Parcel) -> Result<Job, Unreadable> {
    let mut job: Job = parcel.value()?;
    let mut columns = parcel.take_columns();
    for history in &mut job.histories {
        let samples = samples::next(&mut columns)?;
        (history.times_ms, history.values) = (samples.times_ms, samples.values);
    }
    Ok(job)
}

/// A job without its samples, and with other variants than its own.
pub(super) fn without_samples(job: &Job, variants: Vec<Variant>) -> Job {
    let bare =
        |history: &History| History { times_ms: Vec::new(), values: Vec::new(), ..history.clone() };
    Job {
        histories: job.histories.iter().map(bare).collect(),
        recorded_sizes: job.recorded_sizes.clone(),
        variants,
        price_source: job.price_source.clone(),
        shapes: job.shapes.clone(),
        ..*job
    }
}

impl Packed for Job {
    fn pack(mut self) -> Parcel {
        let variants = std::mem::take(&mut self.variants);
        pack_job(&self, variants)
    }

    fn unpack(parcel: Parcel) -> Result<Self, Unreadable> {
        unpack_job(parcel)
    }
}
