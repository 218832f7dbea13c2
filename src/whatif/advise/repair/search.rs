//! The search: every edit replayed, as many at a time as its caller likes.

use super::choices::{choices, edits};
use super::found::{Repair, Repairs};
use super::judged::{Judged, Stretch};
use super::obstacle::Obstacle;
use crate::whatif::{
    Detail, Interval, Job, JobError, LintContext, Plan, Setting, Severity, Variant, lints,
};

/// A search for the edits that would have prevented a stretch's overload. It owns what it needs,
/// so that a worker can hold it between two messages.
///
/// ```
/// use headroom::whatif::{Detail, Interval, RepairSearch, from_file, run};
///
/// let mut job = from_file(&std::fs::read("tests/examples/hour.json")?)?;
/// job.growth = 1.6;
/// let outcome = run(&job, Detail::Curves)?;
/// let overload = outcome.variants[0].overload[0];
/// let saved = job.variants[0].clone();
/// let mut search = RepairSearch::new(&job, saved, overload, |_| 0)?;
/// while search.advance(search.at_once()) {}
/// let repairs = search.found();
/// assert!(repairs.is_done() && !repairs.has_no_overload());
/// // What is found prevents half of the overload or more.
/// let before = repairs.before.inside.overload_minutes;
/// assert!(repairs.least_minutes() <= before / 2.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RepairSearch {
    plan: Plan,
    base: Variant,
    context: LintContext,
    stretch: Stretch,
    before: Judged,
    obstacle: Obstacle,
    edits: Vec<Vec<Setting>>,
    /// How many lints stand out about the rules as they are, notes aside.
    weight: usize,
    /// How many edits were tried so far.
    tried: usize,
    /// Those of them that prevent some of the overload with no more lints, by index.
    helping: Vec<(usize, Judged)>,
}

impl RepairSearch {
    /// The most edits that are tried.
    pub const MOST_EDITS: usize = 3_000;

    /// A search around a variant. `local_ms` adds to an instant what its zone adds to UTC, by
    /// which days are told apart.
    ///
    /// # Errors
    /// When the job or the variant cannot be used, or no history tells what an Instance can carry.
    pub fn new(
        job: &Job,
        base: Variant,
        marked: Interval,
        local_ms: impl Fn(i64) -> i64,
    ) -> Result<Self, JobError> {
        let plan = Plan::new(job)?;
        if plan.capacity_history.is_none() {
            let message =
                t!("No history here tells what an Instance can carry, so that nothing tells an \
                 overload. Add the group's CPU, with the load per_instance.");
            return Err(JobError::invalid("histories", message));
        }
        let refuse = |error| JobError::Rules { variant: 0, error };
        let rules = plan.rules(&base).map_err(refuse)?;
        let period_ms = job.period_ms(&rules);
        let outcome = plan.replay(&base, Detail::Ledger).map_err(refuse)?;
        let stretch = Stretch::new(marked, plan.span(), local_ms);
        let before = stretch.judge(&outcome);
        let obstacle = Obstacle::of(&plan, &rules, &outcome, marked, period_ms);
        let edits = match before.inside.overload_minutes > 0.0 {
            true => edits(choices(&base, obstacle.needed, period_ms), most_edits(&plan, &base)),
            false => Vec::new(),
        };
        let context = LintContext::of(job);
        let weight = weight(&base, &context);
        let (tried, helping) = (0, Vec::new());
        Ok(Self { plan, base, context, stretch, before, obstacle, edits, weight, tried, helping })
    }

    /// How many edits make a piece of work of some tens of milliseconds.
    #[must_use]
    pub fn at_once(&self) -> usize {
        const STEPS: usize = 1_500_000;
        (STEPS / self.plan.steps(&self.base).max(1)).clamp(1, 200)
    }

    /// Replays the next `most` edits. Answers whether there are more.
    pub fn advance(&mut self, most: usize) -> bool {
        let end = self.tried.saturating_add(most).min(self.edits.len());
        for at in self.tried..end {
            let variant = self.with(&self.edits[at]);
            // Values that do not go together, such as a minimum over the maximum, are no edit.
            let Ok(outcome) = self.plan.replay(&variant, Detail::Curves) else { continue };
            let judged = self.stretch.judge(&outcome);
            let helps = judged.inside.overload_minutes < self.before.inside.overload_minutes;
            if helps && weight(&variant, &self.context) <= self.weight {
                self.helping.push((at, judged));
            }
        }
        self.tried = end;
        end < self.edits.len()
    }

    /// Every edit that there is to try, the fewest settings first.
    #[must_use]
    pub fn edits(&self) -> &[Vec<Setting>] {
        &self.edits
    }

    /// A variant with an edit.
    #[must_use]
    pub fn with(&self, edit: &[Setting]) -> Variant {
        let mut variant = self.base.clone();
        edit.iter().for_each(|setting| setting.set(&mut variant));
        variant
    }

    /// What was found so far.
    #[must_use]
    pub fn found(&self) -> Repairs {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Repairs {
            stretch: self.stretch.marked,
            span: self.stretch.span,
            before: self.before,
            other_days: self.stretch.other_days(),
            tried: count(self.tried),
            of: count(self.edits.len()),
            found: self.chosen(),
            obstacle: self.obstacle,
        }
    }

    /// The cheapest edit for each part of the overload that is to go.
    fn chosen(&self) -> Vec<Repair> {
        let left = |judged: &Judged| judged.inside.overload_minutes;
        let before = left(&self.before);
        let least = self.helping.iter().map(|(_, judged)| left(judged)).fold(before, f64::min);
        let mut chosen: Vec<(usize, Judged)> = Vec::new();
        for goal in [before / 2.0, before / 4.0, least] {
            let enough = self.helping.iter().filter(|(_, one)| left(one) <= goal.max(least));
            if let Some(found) = self.cheapest(enough)
                && chosen.iter().all(|(at, _)| *at != found.0)
            {
                chosen.push(found);
            }
        }
        let bargains = chosen.iter().map(|(_, judged)| self.a_minute(judged));
        let best = bargains.fold(f64::INFINITY, f64::min);
        let repair = |(at, judged): &(usize, Judged)| Repair {
            settings: self.edits[*at].clone(),
            judged: *judged,
            is_best_bargain: self.a_minute(judged) <= best,
        };
        chosen.iter().map(repair).collect()
    }

    /// Among those that cost at most 1 % more than the cheapest, that of the fewest settings.
    fn cheapest<'a>(
        &self,
        all: impl Iterator<Item = &'a (usize, Judged)> + Clone,
    ) -> Option<(usize, Judged)> {
        const NEARLY: f64 = 1.01;
        let hours = |judged: &Judged| judged.whole.instance_hours;
        let least = all.clone().map(|(_, judged)| hours(judged)).fold(f64::INFINITY, f64::min);
        let near = all.filter(|(_, judged)| hours(judged) <= least * NEARLY);
        near.min_by(|(a, of_a), (b, of_b)| {
            let settings = self.edits[*a].len().cmp(&self.edits[*b].len());
            settings.then(hours(of_a).total_cmp(&hours(of_b))).then(a.cmp(b))
        })
        .copied()
    }

    /// What an edit costs for each minute of overload that it prevents, in Instance-hours.
    fn a_minute(&self, judged: &Judged) -> f64 {
        let prevented = self.before.inside.overload_minutes - judged.inside.overload_minutes;
        (judged.whole.instance_hours - self.before.whole.instance_hours) / prevented
    }
}

/// How many lints stand out about rules, notes aside.
fn weight(variant: &Variant, context: &LintContext) -> usize {
    let found = lints(variant, context);
    found.iter().filter(|lint| lint.severity > Severity::Note).count()
}

/// As many as take a few seconds at most.
fn most_edits(plan: &Plan, base: &Variant) -> usize {
    const STEPS: usize = 60_000_000;
    (STEPS / plan.steps(base).max(1)).clamp(200, RepairSearch::MOST_EDITS)
}
