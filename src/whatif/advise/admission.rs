//! Whether a point may be advised: it must be no worse than the saved rules in each half of the
//! history, with more traffic and at the band's other edge, and be no riskier at first sight.

use serde::{Deserialize, Serialize};

use super::sweep::HIGHEST_CPU;
use super::{Grid, Score, Weighing};
use crate::whatif::lint::severities;
use crate::whatif::replay::BlockTotals;
use crate::whatif::{Interval, Job, JobError, LintContext, Plan, Severity, Variant, VariantRules};
use crate::wire::{Action, Aggregate, ManagedMetric};

/// How much more traffic a point must stand.
pub const MORE_TRAFFIC: f64 = 1.1;

const DAY_MS: i64 = 24 * 3_600_000;

/// What a point must stand besides the whole history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// No CPU threshold over 90 %.
    HeadRoom,
    /// No more lints than the saved rules have.
    Lints,
    /// The first half of the history alone.
    FirstHalf,
    /// The second half alone.
    SecondHalf,
    /// 10 % more traffic.
    MoreTraffic,
    /// The other end of what samples at 100 % leave open.
    OtherEdge,
}

impl Check {
    /// Where a point is worse that does not stand it, as the end of a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::HeadRoom => t!("a CPU threshold is over 90\u{a0}%"),
            Self::Lints => t!("its rules raise more warnings"),
            Self::FirstHalf => t!("it is worse in the first half of the history"),
            Self::SecondHalf => t!("it is worse in the second half of the history"),
            Self::MoreTraffic => t!("it is worse with 10\u{a0}% more traffic"),
            Self::OtherEdge => {
                t!("it is worse if the samples at 100\u{a0}% stood for another demand than is \
                 taken here")
            }
        }
    }
}

/// A check that a point stood, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stood {
    /// Which.
    pub check: Check,
    /// What the saved rules did there.
    pub saved: Score,
    /// What the point did there.
    pub point: Score,
}

impl From<BlockTotals> for Score {
    fn from(totals: BlockTotals) -> Self {
        Self {
            instance_hours: totals.instance_hours(),
            overload_minutes: totals.overload_minutes(),
            changes: totals.changes as usize,
            reversals: totals.reversals as usize,
        }
    }
}

/// A job prepared under other circumstances, with what the saved rules did in each part of it.
struct Scene {
    plan: Plan,
    ends_ms: Vec<i64>,
    parts: Vec<(Check, f64, Score)>,
}

impl Scene {
    fn new(
        job: &Job,
        saved: &Variant,
        ends_ms: Vec<i64>,
        checks: &[Check],
    ) -> Result<Self, JobError> {
        let plan = Plan::new(job)?;
        let refuse = |error| JobError::Rules { variant: 0, error };
        let rules = plan.rules(saved).map_err(refuse)?;
        let totals = plan.block_totals(rules, &ends_ms);
        let Interval { from_ms, to_ms } = plan.span();
        let starts = [from_ms].into_iter().chain(ends_ms.iter().copied());
        let ends = ends_ms.iter().copied().chain([to_ms]);
        let hours = starts.zip(ends).map(|(from_ms, to_ms)| Interval { from_ms, to_ms }.hours());
        let parts = checks.iter().zip(hours).zip(totals);
        let parts = parts.map(|((check, hours), totals)| (*check, hours, totals.into())).collect();
        Ok(Self { plan, ends_ms, parts })
    }

    /// What a point did in each part, or the first in which it is worse.
    fn check(&self, weighing: &Weighing, point: &Variant) -> Result<Vec<Stood>, Check> {
        let rules = self.plan.rules(point).map_err(|_| Check::Lints)?;
        let totals = self.plan.block_totals(rules, &self.ends_ms);
        let parts = self.parts.iter().zip(totals);
        parts
            .map(|(&(check, hours, saved), totals)| {
                let point = Score::from(totals);
                match weighing.is_worse(&saved, &point, hours) {
                    true => Err(check),
                    false => Ok(Stood { check, saved, point }),
                }
            })
            .collect()
    }
}

/// What every point of a sweep is checked against.
pub struct Admission<'a> {
    grid: &'a Grid,
    saved: &'a Variant,
    weighing: Weighing,
    context: LintContext,
    lints: [usize; 3],
    scenes: Vec<Scene>,
}

impl<'a> Admission<'a> {
    /// Prepares the circumstances.
    ///
    /// # Errors
    /// When the job cannot run, or the saved rules are not valid.
    pub fn new(
        job: &Job,
        grid: &'a Grid,
        saved: &'a Variant,
        weighing: Weighing,
    ) -> Result<Self, JobError> {
        let context = LintContext::of(job);
        let plan = Plan::new(job)?;
        let half_ms = half_ms(plan.span());
        let more = Job { growth: job.growth * MORE_TRAFFIC, ..job.clone() };
        let halves = [Check::FirstHalf, Check::SecondHalf];
        let mut scenes = vec![
            Scene::new(job, saved, vec![half_ms], &halves)?,
            Scene::new(&more, saved, Vec::new(), &[Check::MoreTraffic])?,
        ];
        if plan.saturated_samples() > 0 {
            let other = job.other_edge();
            scenes.push(Scene::new(&other, saved, Vec::new(), &[Check::OtherEdge])?);
        }
        let lints = counted(saved, &context);
        Ok(Self { grid, saved, weighing, context, lints, scenes })
    }

    /// What a point looks like at first sight, without any history: the check that it does not
    /// stand, if there is one.
    pub fn at_first_sight(&self, index: u32) -> Option<Check> {
        let point = self.grid.point(index);
        if leaves_no_room(&point, self.saved) {
            return Some(Check::HeadRoom);
        }
        let more = counted(&point, &self.context);
        let grew = more.iter().zip(&self.lints).any(|(more, own)| more > own);
        grew.then_some(Check::Lints)
    }

    /// The checks that a point stood, in numbers.
    ///
    /// # Errors
    /// The first check that it does not stand.
    pub fn check(&self, index: u32) -> Result<Vec<Stood>, Check> {
        if let Some(check) = self.at_first_sight(index) {
            return Err(check);
        }
        let point = self.grid.point(index);
        let mut stood = Vec::new();
        for scene in &self.scenes {
            stood.extend(scene.check(&self.weighing, &point)?);
        }
        Ok(stood)
    }
}

/// Where the second half begins: at a whole day after the start where there are two.
fn half_ms(Interval { from_ms, to_ms }: Interval) -> i64 {
    let half = (to_ms - from_ms) / 2;
    from_ms + if half >= DAY_MS { half - half % DAY_MS } else { half }
}

/// How many lints there are at least as heavy as each severity, the heaviest last.
fn counted(variant: &Variant, context: &LintContext) -> [usize; 3] {
    let found = severities(variant, context);
    [Severity::Note, Severity::Warning, Severity::Fault]
        .map(|least| found.iter().filter(|severity| **severity >= least).count())
}

/// Whether a CPU threshold is over what leaves room, and not as saved.
fn leaves_no_room(point: &Variant, saved: &Variant) -> bool {
    match &point.rules {
        VariantRules::Thresholds(rules) => {
            rules.policies.iter().enumerate().any(|(index, policy)| {
                let own = saved.policies().get(index).map(|own| own.metric.threshold);
                policy.action == Action::ScaleUp
                    && policy.metric.managed_metric == Some(ManagedMetric::InstanceCpu)
                    && policy.metric.aggregate != Aggregate::Sum
                    && policy.metric.threshold.get() > HIGHEST_CPU
                    && own != Some(policy.metric.threshold)
            })
        }
        VariantRules::Target(rules) => {
            let own = saved.target().and_then(|own| own.cpu_target);
            rules.cpu_target.is_some_and(|target| {
                f64::from(target.target_avg_percent) > HIGHEST_CPU && own != Some(target)
            })
        }
    }
}
