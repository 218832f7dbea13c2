//! What nobody knows of a job, taken otherwise, one at a time.

use serde::{Deserialize, Serialize};

use crate::base::{duration_text, translated};
use crate::engine::{
    Assumptions, BootingInstances, CooldownScope, CooldownStart, MINUTE_MS, PercentRounding,
    StepMeaning, TargetAssumptions, TargetFormula, TieOrder,
};
use crate::whatif::{
    Job, MissingData, ModelOptions, Removal, SampleReading, Variant, multiple_words,
};

/// One unknown of a job, taken otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// One of the rules that no source settles.
    Assumptions(Assumptions),
    /// How often a group with a target is evaluated, in milliseconds.
    TargetPeriod(i64),
    /// What the scaler sees where it has no sample.
    MissingData(MissingData),
    /// What a sample's value is of.
    SampleReading(SampleReading),
    /// Which Instances go when the group shrinks.
    Removal(Removal),
    /// From order to service, in milliseconds.
    BootDelay(i64),
    /// An instant of the evaluation's rhythm, in milliseconds since the Unix epoch.
    EvaluationPhase(i64),
    /// How many times full the demand was where the recording shows a full Instance.
    SaturationMultiple(f64),
    /// What the group does beyond the plain model.
    Model(ModelOptions),
}

impl Otherwise {
    /// Takes it so in a job.
    pub const fn set(self, job: &mut Job) {
        match self {
            Self::Assumptions(assumptions) => job.assumptions = assumptions,
            Self::TargetPeriod(period_ms) => job.target_period_ms = period_ms,
            Self::MissingData(missing_data) => job.missing_data = missing_data,
            Self::SampleReading(reading) => job.sample_reading = reading,
            Self::Removal(removal) => job.removal = removal,
            Self::BootDelay(delay_ms) => job.boot_delay_ms = delay_ms,
            Self::EvaluationPhase(phase_ms) => job.evaluation_phase_ms = Some(phase_ms),
            Self::SaturationMultiple(multiple) => job.saturation_multiple = multiple,
            Self::Model(model) => job.model = model,
        }
    }
}

/// One alternative to a job.
pub struct Alternative {
    pub field: &'static str,
    /// What would be the case, after an "if".
    pub clause: String,
    pub otherwise: Otherwise,
}

/// Every value of every unknown that the variant's rules ask, but the present one. Of numbers,
/// which have no list, it is the ones that others in the field use, or half and several times the
/// present one.
pub fn alternatives(job: &Job, variant: &Variant) -> Vec<Alternative> {
    let mut found = Vec::new();
    missing_data(job, &mut found);
    sample_reading(job, &mut found);
    removal(job, &mut found);
    boot_delay(job, &mut found);
    phase(job, variant, &mut found);
    saturation(job, &mut found);
    if variant.target().is_none() {
        percent_rounding(job, &mut found);
        cooldown_start(job, &mut found);
        tie_order(job, &mut found);
        add_toggles(job, &mut found, &OF_THRESHOLDS);
        add_toggles(job, &mut found, &OF_BOTH);
    } else {
        cooldown_start(job, &mut found);
        add_toggles(job, &mut found, &OF_BOTH);
        of_target(job, &mut found);
    }
    found
}

/// Notes an alternative that is one.
fn add(
    job: &Job,
    found: &mut Vec<Alternative>,
    (field, clause): (&'static str, &'static str),
    assumptions: Assumptions,
) {
    if assumptions != job.assumptions {
        let otherwise = Otherwise::Assumptions(assumptions);
        found.push(Alternative { field, clause: clause.to_owned(), otherwise });
    }
}

fn missing_data(job: &Job, found: &mut Vec<Alternative>) {
    let field = "missing_data";
    for (rule, clause) in [
        (MissingData::Gap, t!("the scaler saw nothing where a sample is missing")),
        (MissingData::HoldLast, t!("the last value stood for a sample that is missing")),
        (MissingData::Zero, t!("a sample that is missing counted as zero")),
    ] {
        if rule != job.missing_data {
            let (clause, otherwise) = (clause.to_owned(), Otherwise::MissingData(rule));
            found.push(Alternative { field, clause, otherwise });
        }
    }
}

fn sample_reading(job: &Job, found: &mut Vec<Alternative>) {
    for (reading, clause) in [
        (SampleReading::Interval, t!("a sample were the mean over its interval")),
        (SampleReading::Instant, t!("a sample were the metric at its stamp")),
    ] {
        if reading != job.sample_reading {
            let (clause, otherwise) = (clause.to_owned(), Otherwise::SampleReading(reading));
            found.push(Alternative { field: "sample_reading", clause, otherwise });
        }
    }
}

fn removal(job: &Job, found: &mut Vec<Alternative>) {
    for (removal, clause) in [
        (Removal::NewestFirst, t!("the newest Instance went first when the group shrinks")),
        (Removal::OldestFirst, t!("the oldest Instance went first when the group shrinks")),
    ] {
        if removal != job.removal {
            let (clause, otherwise) = (clause.to_owned(), Otherwise::Removal(removal));
            found.push(Alternative { field: "removal", clause, otherwise });
        }
    }
}

/// Half, twice and three times the present one. Of none there is nothing to say how long it could
/// be: whoever sets it so knows.
fn boot_delay(job: &Job, found: &mut Vec<Alternative>) {
    let own_ms = job.boot_delay_ms;
    let field = "boot_delay_ms";
    for delay_ms in [own_ms / 2, own_ms.saturating_mul(2), own_ms.saturating_mul(3)] {
        if delay_ms != own_ms {
            let delay = duration_text(delay_ms);
            let clause = t!("an Instance served {delay} after its order");
            let otherwise = Otherwise::BootDelay(delay_ms);
            found.push(Alternative { field, clause, otherwise });
        }
    }
}

/// The same rhythm a quarter, a half and three quarters of its period later.
fn phase(job: &Job, variant: &Variant, found: &mut Vec<Alternative>) {
    let period_ms = match variant.target() {
        None => job.evaluation_period_ms,
        Some(_) => job.target_period_ms,
    };
    let starts = job.histories.iter().filter_map(|history| history.times_ms.first());
    let Some(own_ms) = job.evaluation_phase_ms.or(starts.min().copied()) else { return };
    for quarter in 1..=3 {
        let later_ms = period_ms / 4 * quarter;
        if later_ms > 0 {
            let later = duration_text(later_ms);
            let clause = t!("the group were evaluated {later} later in each period");
            let otherwise = Otherwise::EvaluationPhase(own_ms.saturating_add(later_ms));
            found.push(Alternative { field: "evaluation_phase_ms", clause, otherwise });
        }
    }
}

fn saturation(job: &Job, found: &mut Vec<Alternative>) {
    let multiple = job.other_multiple();
    let demand = multiple_words(multiple);
    let clause = t!("the samples at 100\u{a0}% stood for {demand}");
    let otherwise = Otherwise::SaturationMultiple(multiple);
    found.push(Alternative { field: "saturation_multiple", clause, otherwise });
}

fn add_toggles(job: &Job, found: &mut Vec<Alternative>, toggles: &[Toggle]) {
    for toggle in toggles {
        let mut assumptions = job.assumptions;
        let is = (toggle.of)(&mut assumptions);
        *is = !*is;
        let clause = if *is { toggle.yes } else { toggle.no };
        add(job, found, (toggle.field, translated(clause)), assumptions);
    }
}

fn cooldown_start(job: &Job, found: &mut Vec<Alternative>) {
    for (cooldown_start, clause) in [
        (CooldownStart::Order, t!("the cooldown started at the order")),
        (CooldownStart::Serving, t!("the cooldown started only when the new Instances serve")),
    ] {
        let other = Assumptions { cooldown_start, ..job.assumptions };
        add(job, found, ("cooldown_start", clause), other);
    }
}

fn percent_rounding(job: &Job, found: &mut Vec<Alternative>) {
    for (percent_rounding, clause) in [
        (PercentRounding::AwayFromZero, t!("a percentage were rounded away from zero")),
        (PercentRounding::Nearest, t!("a percentage were rounded to the nearest")),
        (PercentRounding::TowardsZero, t!("a percentage were rounded towards zero")),
    ] {
        let other = Assumptions { percent_rounding, ..job.assumptions };
        add(job, found, ("percent_rounding", clause), other);
    }
}

fn tie_order(job: &Job, found: &mut Vec<Alternative>) {
    for (tie_order, clause) in [
        (TieOrder::OldestFirst, t!("the older of two policies of equal priority went first")),
        (TieOrder::NewestFirst, t!("the newer of two policies of equal priority went first")),
    ] {
        add(job, found, ("tie_order", clause), Assumptions { tie_order, ..job.assumptions });
    }
}

fn of_target(job: &Job, found: &mut Vec<Alternative>) {
    let present = job.assumptions.target;
    let mut add_target = |field, clause, target| {
        add(job, found, (field, clause), Assumptions { target, ..job.assumptions });
    };
    for (formula, clause) in FORMULAS {
        let other = TargetAssumptions { formula, ..present };
        add_target("target.formula", translated(clause), other);
    }
    for (tolerance_percent, clause) in TOLERANCES {
        if present.formula == TargetFormula::CeilWithTolerance {
            let other = TargetAssumptions { tolerance_percent, ..present };
            add_target("target.tolerance_percent", translated(clause), other);
        }
    }
    for (step, clause) in [
        (StepMeaning::Limit, t!("a step were the most that one event changes")),
        (StepMeaning::Exact, t!("each event changed exactly a step")),
    ] {
        add_target("target.step", clause, TargetAssumptions { step, ..present });
    }
    for (averaging_ms, clause) in AVERAGINGS {
        let other = TargetAssumptions { averaging_ms, ..present };
        add_target("target.averaging_ms", translated(clause), other);
    }
    for (booting, clause) in [
        (BootingInstances::Unmeasured, t!("booting Instances were not averaged")),
        (BootingInstances::Idle, t!("booting Instances counted as idle when growing")),
    ] {
        add_target("target.booting", clause, TargetAssumptions { booting, ..present });
    }
    for (cooldown_scope, clause) in [
        (CooldownScope::BothDirections, t!("each cooldown denied both directions")),
        (CooldownScope::OutPassesIn, t!("a scale-out passed the cooldown of a scale-in")),
    ] {
        add_target(
            "target.cooldown_scope",
            clause,
            TargetAssumptions { cooldown_scope, ..present },
        );
    }
    add_toggles(job, found, &[REPAIR_BY_STEPS]);
    for (target_period_ms, clause) in PERIODS {
        if target_period_ms != job.target_period_ms {
            let otherwise = Otherwise::TargetPeriod(target_period_ms);
            let clause = translated(clause).to_owned();
            found.push(Alternative { field: "target_period_ms", clause, otherwise });
        }
    }
}

const FORMULAS: [(TargetFormula, &str); 4] = [
    (TargetFormula::CeilWithTolerance, text!("the needed size were rounded up, with a tolerance")),
    (TargetFormula::Ceil, text!("the needed size were rounded up, with no tolerance")),
    (TargetFormula::Nearest, text!("the needed size were rounded to the nearest")),
    (
        TargetFormula::FloorOutCeilIn,
        text!("the needed size were rounded down when growing and up when shrinking"),
    ),
];

const TOLERANCES: [(u32, &str); 3] = [
    (5, text!("the tolerance were 5\u{a0}%")),
    (10, text!("the tolerance were 10\u{a0}%")),
    (20, text!("the tolerance were 20\u{a0}%")),
];

const AVERAGINGS: [(i64, &str); 2] = [
    (MINUTE_MS, text!("the metric were averaged over 1\u{a0}min")),
    (5 * MINUTE_MS, text!("the metric were averaged over 5\u{a0}min")),
];

const PERIODS: [(i64, &str); 3] = [
    (MINUTE_MS / 2, text!("the target were looked at every 30\u{a0}s")),
    (MINUTE_MS, text!("the target were looked at every minute")),
    (5 * MINUTE_MS, text!("the target were looked at every 5\u{a0}min")),
];

const REPAIR_BY_STEPS: Toggle = Toggle {
    field: "target.repair_by_steps",
    yes: text!("bounds and a fixed size were approached by steps and cooldowns"),
    no: text!("bounds and a fixed size were met at once"),
    of: |assumptions| &mut assumptions.target.repair_by_steps,
};

/// An assumption of yes or no.
struct Toggle {
    field: &'static str,
    yes: &'static str,
    no: &'static str,
    of: fn(&mut Assumptions) -> &mut bool,
}

/// Those that only policies with thresholds ask.
const OF_THRESHOLDS: [Toggle; 4] = [
    Toggle {
        field: "set_total_may_reverse",
        yes: text!("setting the total could move against the policy's direction"),
        no: text!("setting the total never moved against the policy's direction"),
        of: |assumptions| &mut assumptions.set_total_may_reverse,
    },
    Toggle {
        field: "one_action_per_step",
        yes: text!("only the first breached policy acted"),
        no: text!("every breached policy acted, one after the other"),
        of: |assumptions| &mut assumptions.one_action_per_step,
    },
    Toggle {
        field: "no_effect_ends_step",
        yes: text!("a breached policy without effect ended the evaluation"),
        no: text!("a breached policy without effect left the turn to the next"),
        of: |assumptions| &mut assumptions.no_effect_ends_step,
    },
    Toggle {
        field: "no_effect_starts_cooldown",
        yes: text!("a breached policy without effect started the cooldown"),
        no: text!("a breached policy without effect started no cooldown"),
        of: |assumptions| &mut assumptions.no_effect_starts_cooldown,
    },
];

/// Those that rules of either kind ask.
const OF_BOTH: [Toggle; 2] = [
    Toggle {
        field: "repair_starts_cooldown",
        yes: text!("bringing the group within its bounds started the cooldown"),
        no: text!("bringing the group within its bounds started no cooldown"),
        of: |assumptions| &mut assumptions.repair_starts_cooldown,
    },
    Toggle {
        field: "cooldown_includes_end",
        yes: text!("the cooldown still denied at its last moment"),
        no: text!("the cooldown no longer denied at its last moment"),
        of: |assumptions| &mut assumptions.cooldown_includes_end,
    },
];
