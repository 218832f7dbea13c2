//! The setting under the hand, and what is asked of the worker about it.

use crate::forms::{Control, Field};
use crate::lab::{Part, Row, Shared, VariantDraft, same_rules};
use crate::whatif::{Job, Parameter, Range, Variant};
use crate::worker::replay::TraceSetting;

/// A number of a variant that somebody is about to change.
#[derive(Clone, Debug, PartialEq)]
pub struct Hand {
    /// The number of the variant.
    pub number: u32,
    /// The part of it.
    pub part: Part,
    /// The field's path.
    pub path: String,
    /// Which number it is.
    pub parameter: Parameter,
    /// What its slider offers.
    pub range: Range,
}

/// A question about the setting under the hand. Two that differ in the setting's own value alone
/// are the same: a drag asks nothing.
#[derive(Clone, Debug)]
pub struct Traced {
    /// The setting.
    pub hand: Hand,
    /// What is replayed.
    pub job: Shared<Job>,
    /// The question to the worker.
    pub ask: TraceSetting,
}

impl PartialEq for Traced {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&self.ask, &other.ask);
        let moved = |of: &TraceSetting| of.setting(self.hand.range.from).made(&of.variant);
        (&self.hand, &self.job, one.policy) == (&other.hand, &other.job, two.policy)
            && same_rules(&moved(one), &moved(two))
    }
}

impl Traced {
    /// The question for every value, which takes longer.
    #[must_use]
    pub fn exactly(&self) -> TraceSetting {
        TraceSetting { at_steps: false, ..self.ask.clone() }
    }
}

impl Hand {
    /// The hand on a field of a variant; `None` for one that no replay varies.
    #[must_use]
    pub fn on(number: u32, part: &Part, field: &Field) -> Option<Self> {
        let Control::Number { from, to, step } = field.control else { return None };
        let parameter = parameter_of(&field.path)?;
        let (path, range) = (field.path.to_string(), Range { from, to, step });
        Some(Self { number, part: part.clone(), path, parameter, range })
    }

    /// What to ask of the variant as it was last valid; `None` where it has no such setting.
    #[must_use]
    pub fn traced(
        &self,
        job: Shared<Job>,
        variant: &Variant,
        (draft, saved): (&VariantDraft, &Variant),
    ) -> Option<Traced> {
        let policy = self.policy(&draft.rows(saved));
        self.parameter.of(variant, policy)?;
        let (variant, parameter, range) = (variant.clone(), self.parameter, self.range);
        let ask = TraceSetting { variant, parameter, policy, range, at_steps: true };
        Some(Traced { hand: self.clone(), job, ask })
    }

    /// The policy's index among those of a variant.
    fn policy(&self, rows: &[Row]) -> Option<usize> {
        rows.iter().position(|row| row.part == self.part)
    }

    /// What is saved; `None` for what is not.
    #[must_use]
    pub fn saved(&self, saved: &Variant) -> Option<f64> {
        let policy = match &self.part {
            Part::Capacity => None,
            Part::Saved(id) => Some(saved.policies().iter().position(|own| own.id == *id)?),
            Part::Added(_) => return None,
        };
        self.parameter.of(saved, policy)
    }
}

/// The number that a field of the rules is.
fn parameter_of(path: &str) -> Option<Parameter> {
    Some(match path.rsplit('.').next()? {
        "threshold" => Parameter::Threshold,
        "value" => Parameter::Value,
        "sampling_range_min" => Parameter::LookBack,
        "priority" => Parameter::Priority,
        "cooldown_delay" => Parameter::Cooldown,
        "min_replicas" | "minimum_size" => Parameter::Minimum,
        "max_replicas" | "maximum_size" => Parameter::Maximum,
        "target_avg_percent" => Parameter::Target,
        "size" => Parameter::FixedSize,
        "scale_out_step" => Parameter::OutStep,
        "scale_in_step" => Parameter::InStep,
        "scale_out_cooldown" => Parameter::OutCooldown,
        "scale_in_cooldown" => Parameter::InCooldown,
        _ => return None,
    })
}
