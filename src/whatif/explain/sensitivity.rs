//! Which of the rules that no source settles matter to a result, and how much.

use serde::{Deserialize, Serialize};

use crate::engine::{Assumptions, CooldownStart, Metric, PercentRounding, TieOrder};
use crate::whatif::{
    Detail, Job, JobError, Scorecard, Variant, VariantOutcome, run_variants, scorecard_rows,
};

/// An assumption whose alternative changes the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// The field of [`Assumptions`] that differs.
    pub field: String,
    /// The assumptions with that field changed.
    pub alternative: Assumptions,
    /// The replay under them, in numbers; [`crate::whatif::scorecard_rows`] sets them beside the
    /// present ones.
    pub scorecard: Scorecard,
    /// What would be different, in one sentence.
    pub sentence: String,
}

/// Replays a variant under each alternative of every assumption, one at a time, and tells those
/// that change its sizes or its scorecard. Silent about the rest.
///
/// # Errors
/// Names the first part of the job or the variant that cannot be used.
pub fn sensitivities(job: &Job, variant: &Variant) -> Result<Vec<Sensitivity>, JobError> {
    let Some(base) = replay(job, variant)? else { return Ok(Vec::new()) };
    let metric = job.histories.first().map_or(Metric::Cpu, |history| history.metric);
    let mut other = job.clone();
    let mut found = Vec::new();
    for Alternative { field, clause, assumptions } in alternatives(job.assumptions) {
        other.assumptions = assumptions;
        let Some(outcome) = replay(&other, variant)? else { continue };
        if outcome.sizes == base.sizes && outcome.scorecard == base.scorecard {
            continue;
        }
        let what = differences(&base.scorecard, &outcome.scorecard, metric);
        found.push(Sensitivity {
            field: field.to_owned(),
            alternative: assumptions,
            scorecard: outcome.scorecard,
            sentence: format!("If {clause}: {what}."),
        });
    }
    Ok(found)
}

fn replay(job: &Job, variant: &Variant) -> Result<Option<VariantOutcome>, JobError> {
    let variants = [variant.clone()];
    Ok(run_variants(job, &variants, Detail::Curves)?.variants.pop())
}

/// What the scorecard shows differently: `cost −1.20 €, overload +30 min`.
fn differences(base: &Scorecard, other: &Scorecard, metric: Metric) -> String {
    let rows = scorecard_rows(base, other, metric);
    let differ = rows.iter().filter(|row| row.saved != row.edited).map(|row| {
        let unit = if row.unit.is_empty() { String::new() } else { format!(" {}", row.unit) };
        format!("{} {}{unit}", row.label.to_lowercase(), row.difference)
    });
    let texts: Vec<String> = differ.collect();
    match texts.is_empty() {
        true => "the same numbers, but other moments of change".to_owned(),
        false => texts.join(", "),
    }
}

/// One assumption made otherwise.
struct Alternative {
    field: &'static str,
    /// What would be the case, after an "if".
    clause: &'static str,
    assumptions: Assumptions,
}

/// Every value of every field but the present one.
fn alternatives(present: Assumptions) -> Vec<Alternative> {
    let mut found = Vec::new();
    let mut add = |field, clause, assumptions| {
        if assumptions != present {
            found.push(Alternative { field, clause, assumptions });
        }
    };
    for (percent_rounding, clause) in [
        (PercentRounding::AwayFromZero, "a percentage were rounded away from zero"),
        (PercentRounding::Nearest, "a percentage were rounded to the nearest"),
        (PercentRounding::TowardsZero, "a percentage were rounded towards zero"),
    ] {
        add("percent_rounding", clause, Assumptions { percent_rounding, ..present });
    }
    for (cooldown_start, clause) in [
        (CooldownStart::Order, "the cooldown started at the order"),
        (CooldownStart::Serving, "the cooldown started only when the new Instances serve"),
    ] {
        add("cooldown_start", clause, Assumptions { cooldown_start, ..present });
    }
    for (tie_order, clause) in [
        (TieOrder::OldestFirst, "the older of two policies of equal priority went first"),
        (TieOrder::NewestFirst, "the newer of two policies of equal priority went first"),
    ] {
        add("tie_order", clause, Assumptions { tie_order, ..present });
    }
    for toggle in TOGGLES {
        let mut assumptions = present;
        let is = (toggle.of)(&mut assumptions);
        *is = !*is;
        add(toggle.field, if *is { toggle.yes } else { toggle.no }, assumptions);
    }
    found
}

/// An assumption of yes or no.
struct Toggle {
    field: &'static str,
    yes: &'static str,
    no: &'static str,
    of: fn(&mut Assumptions) -> &mut bool,
}

const TOGGLES: [Toggle; 6] = [
    Toggle {
        field: "set_total_may_reverse",
        yes: "setting the total could move against the policy's direction",
        no: "setting the total never moved against the policy's direction",
        of: |assumptions| &mut assumptions.set_total_may_reverse,
    },
    Toggle {
        field: "one_action_per_step",
        yes: "only the first breached policy acted",
        no: "every breached policy acted, one after the other",
        of: |assumptions| &mut assumptions.one_action_per_step,
    },
    Toggle {
        field: "no_effect_ends_step",
        yes: "a breached policy without effect ended the evaluation",
        no: "a breached policy without effect left the turn to the next",
        of: |assumptions| &mut assumptions.no_effect_ends_step,
    },
    Toggle {
        field: "no_effect_starts_cooldown",
        yes: "a breached policy without effect started the cooldown",
        no: "a breached policy without effect started no cooldown",
        of: |assumptions| &mut assumptions.no_effect_starts_cooldown,
    },
    Toggle {
        field: "repair_starts_cooldown",
        yes: "bringing the group within its bounds started the cooldown",
        no: "bringing the group within its bounds started no cooldown",
        of: |assumptions| &mut assumptions.repair_starts_cooldown,
    },
    Toggle {
        field: "cooldown_includes_end",
        yes: "the cooldown still denied at its last moment",
        no: "the cooldown no longer denied at its last moment",
        of: |assumptions| &mut assumptions.cooldown_includes_end,
    },
];
