//! A replay in which each stretch of time has the rules that were in force then.

use crate::whatif::{
    Change, Detail, History, Job, JobError, SizeAt, Variant, VariantOutcome, run_variants,
};

/// Rules from an instant on.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct InForce {
    /// Since when, in milliseconds since the Unix epoch; the first also before its time.
    pub since_ms: i64,
    /// The rules, of either generation.
    pub rules: Variant,
}

/// What rules did one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Successive {
    /// The changes in order of time.
    pub changes: Vec<Change>,
    /// The ordered size over time.
    pub sizes: Vec<SizeAt>,
}

/// Replays a job's histories under the rules that were in force at each time. Each stretch starts
/// at the size that was recorded there, with nothing seen yet: what a replay of earlier rules came
/// to is not what their successors found. An edit moves no evaluation: all stretches keep the
/// rhythm of the whole.
///
/// # Errors
/// Names the first part of the job or the rules that cannot be used.
pub fn successive(job: &Job, rules: &[InForce]) -> Result<Successive, JobError> {
    debug_assert!(rules.is_sorted_by_key(|own| own.since_ms), "rules in order of time");
    let starts = job.histories.iter().filter_map(|history| history.times_ms.first().copied());
    let evaluation_phase_ms = job.evaluation_phase_ms.or_else(|| starts.min());
    let mut all = Successive::default();
    for (index, own) in rules.iter().enumerate() {
        let from_ms = if index == 0 { i64::MIN } else { own.since_ms };
        let to_ms = rules.get(index + 1).map_or(i64::MAX, |next| next.since_ms);
        let Some(part) = cut(job, from_ms, to_ms) else { continue };
        let part = Job { evaluation_phase_ms, ..part };
        let variants = [own.rules.clone()];
        let mut outcome = run_variants(&part, &variants, Detail::Curves)?;
        let Some(VariantOutcome { changes, sizes, .. }) = outcome.variants.pop() else { continue };
        all.changes.extend(changes);
        all.sizes.extend(sizes);
    }
    Ok(all)
}

/// The job within a stretch; `None` where no history has two samples there.
pub(super) fn cut(job: &Job, from_ms: i64, to_ms: i64) -> Option<Job> {
    let within = |history: &History| {
        let first = history.times_ms.partition_point(|at_ms| *at_ms <= from_ms);
        let end = history.times_ms.partition_point(|at_ms| *at_ms <= to_ms);
        (end >= first + 2).then(|| History {
            times_ms: history.times_ms[first..end].to_vec(),
            values: history.values[first..end].to_vec(),
            ..history.clone()
        })
    };
    let histories: Vec<History> = job.histories.iter().filter_map(within).collect();
    (!histories.is_empty()).then(|| Job { histories, ..job.clone() })
}
