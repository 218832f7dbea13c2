//! Jobs and their variants.

use super::moment::{At, Decided, decided};
use super::outcome::pack;
use super::remark::{self, Real};
use super::{Reply, from_text, to_text};
use crate::engine::Rules;
use crate::whatif::{
    Detail, Interval, Job, LintContext, Plan, RulesError, Situation, Variant, VariantOutcome,
};

/// A replayed variant, with its ledger.
pub(super) struct Kept {
    pub(super) variant: Variant,
    pub(super) rules: Rules,
    pub(super) outcome: VariantOutcome,
}

/// What is replayed, and what came of it.
#[derive(Default)]
pub(super) struct Replays {
    job: Job,
    /// The job prepared for any number of replays, or what is wrong with it.
    plan: Option<Result<Plan, String>>,
    /// The same at the band's other edge, once it was asked for.
    edge: Option<Result<Plan, String>>,
    context: LintContext,
    kept: Vec<Kept>,
}

impl Replays {
    pub(super) fn set_job(&mut self, text: &str, columns: Vec<Vec<f64>>) -> Result<Reply, String> {
        let job = read_job(text, columns)?;
        let context = LintContext::of(&job);
        let plan = Some(Plan::new(&job).map_err(|error| error.to_string()));
        *self = Self { job, plan, context, ..Self::default() };
        Ok(Reply::default())
    }

    pub(super) fn replay(&mut self, text: &str) -> Result<Reply, String> {
        let variant: Variant = from_text(text)?;
        let plan = self.plan()?;
        let words = |error: RulesError| error.to_string();
        let rules = plan.rules(&variant).map_err(words)?;
        let mut replayed = plan.replay(&variant, Detail::Ledger).map_err(words)?;
        let ledger = replayed.ledger.take();
        let mut outcome = plan.outcome(&self.job, vec![replayed]);
        let reply = pack(&outcome);
        if let Some(replayed) = outcome.variants.pop() {
            let outcome = VariantOutcome { ledger, ..replayed };
            self.keep(Kept { variant, rules, outcome });
        }
        Ok(reply)
    }

    pub(super) fn band(&mut self, text: &str) -> Result<Reply, String> {
        let variant: Variant = from_text(text)?;
        let job = &self.job;
        let prepare = || Plan::new(&job.other_edge()).map_err(|error| error.to_string());
        let plan = self.edge.get_or_insert_with(prepare).as_ref().map_err(Clone::clone)?;
        let words = |error: RulesError| error.to_string();
        let replayed = plan.replay(&variant, Detail::Curves).map_err(words)?;
        Ok(pack(&plan.outcome(job, vec![replayed])))
    }

    pub(super) fn moment(&self, text: &str) -> Result<Reply, String> {
        let at: At = from_text(text)?;
        let replayed = at.variants.iter().filter_map(|name| {
            let kept = self.named(name)?;
            let outcome = &kept.outcome;
            let seen = Situation::simulated(&self.job, &kept.rules, outcome, at.at_ms)?;
            Some(decided(&seen, name, &kept.variant, at.flips))
        });
        let real = self.named(&at.real).and_then(|kept| {
            let seen = Situation::recorded(&self.job, &kept.rules, &at.ordered, at.at_ms)?;
            Some(decided(&seen, "", &kept.variant, at.flips))
        });
        Ok(Reply::text(to_text(&replayed.chain(real).collect::<Vec<Decided>>())))
    }

    pub(super) fn lints(&self, text: &str) -> Result<Reply, String> {
        remark::of_rules(&self.context, text)
    }

    pub(super) fn flaps(&self, name: &str) -> Result<Reply, String> {
        let kept = self.named(name).ok_or_else(|| not_replayed(name))?;
        Ok(remark::of_reversals(&self.job, kept))
    }

    pub(super) fn doubts(&self, text: &str) -> Result<Reply, String> {
        remark::of_assumptions(&self.job, text)
    }

    pub(super) fn calibrate(&self, text: &str) -> Result<Reply, String> {
        let real: Real = from_text(text)?;
        let kept = self.named(&real.variant).ok_or_else(|| not_replayed(&real.variant))?;
        Ok(remark::of_reality(&self.job, self.span()?, kept, &real))
    }

    fn span(&self) -> Result<Interval, String> {
        self.plan().map(Plan::span)
    }

    fn plan(&self) -> Result<&Plan, String> {
        let plan = self.plan.as_ref().ok_or("There is nothing to replay yet.")?;
        plan.as_ref().map_err(Clone::clone)
    }

    fn named(&self, name: &str) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.outcome.name == name)
    }

    fn keep(&mut self, new: Kept) {
        self.kept.retain(|kept| kept.outcome.name != new.outcome.name);
        self.kept.push(new);
    }
}

fn not_replayed(name: &str) -> String {
    format!("No variant “{name}” was replayed.")
}

/// A job whose samples came as columns.
pub(super) fn read_job(text: &str, columns: Vec<Vec<f64>>) -> Result<Job, String> {
    let mut job: Job = from_text(text)?;
    let mut columns = columns.into_iter();
    for history in &mut job.histories {
        let mut next = || columns.next().ok_or("A history's samples are missing.");
        history.times_ms = instants(&next()?);
        history.values = next()?;
    }
    Ok(job)
}

/// Instants travel as floats, which hold them exactly.
pub(super) fn instants(column: &[f64]) -> Vec<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    column.iter().map(|at_ms| *at_ms as i64).collect()
}
