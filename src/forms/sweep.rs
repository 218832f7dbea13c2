//! A sweep's form: for each number of the rules, the values to try.

use super::reader::Reader;
use super::text::plain_number;
use super::{Control, Draft, Field, Section};
use crate::base::plain;
use crate::engine::{self, FieldErrors, Reason, Unit};
use crate::whatif::{
    Axis, Grid, OverloadWorth, Parameter, Range, Sweep, SweepError, Variant, Worth,
};
use crate::wire::{AdjustmentType, Policy};

const OF_POLICY: [Parameter; 3] = [Parameter::Threshold, Parameter::Value, Parameter::LookBack];
const OF_GROUP: [Parameter; 9] = [
    Parameter::Target,
    Parameter::FixedSize,
    Parameter::OutStep,
    Parameter::InStep,
    Parameter::OutCooldown,
    Parameter::InCooldown,
    Parameter::Cooldown,
    Parameter::Minimum,
    Parameter::Maximum,
];

/// The fields: those of each policy, then the group's. What stays empty stays as it is.
#[must_use]
pub fn sections(base: &Variant) -> Vec<Section> {
    let policies = base.policies().iter().enumerate().map(|(index, policy)| {
        let fields = OF_POLICY.map(|parameter| field(base, parameter, Some(index)));
        Section::new(policy.name.clone(), fields.to_vec())
    });
    let group = of_group(base).map(|parameter| field(base, parameter, None));
    policies.chain([Section::new(t!("Group"), group.collect())]).collect()
}

/// The group's numbers that rules of this kind have.
fn of_group(base: &Variant) -> impl Iterator<Item = Parameter> {
    OF_GROUP.into_iter().filter(|parameter| parameter.of(base, None).is_some())
}

fn field(base: &Variant, parameter: Parameter, policy: Option<usize>) -> Field {
    let rule = policy.and_then(|index| base.policies().get(index));
    let (label, unit) = match (parameter, rule) {
        (Parameter::Value, Some(policy)) => value_words(policy),
        (Parameter::Threshold, policy) => (t!("Threshold"), policy.map_or("", threshold_unit)),
        (Parameter::LookBack, _) => (t!("Look-back"), "min"),
        (Parameter::Cooldown, _) => (t!("Cooldown"), "s"),
        (Parameter::Minimum, _) => (t!("Minimum"), t!("Instances")),
        (Parameter::Maximum, _) => (t!("Maximum"), t!("Instances")),
        (Parameter::Target, _) => (t!("Target"), "%"),
        (Parameter::FixedSize, _) => (t!("Fixed size"), t!("Instances")),
        (Parameter::OutStep, _) => (t!("Scale-out step"), t!("Instances")),
        (Parameter::InStep, _) => (t!("Scale-in step"), t!("Instances")),
        (Parameter::OutCooldown, _) => (t!("Scale-out cooldown"), "s"),
        (Parameter::InCooldown, _) => (t!("Scale-in cooldown"), "s"),
        (Parameter::Priority | Parameter::Value, _) => (t!("Value"), ""),
    };
    let stays = parameter.of(base, policy).map_or_else(String::new, plain);
    Field::new(path(parameter, policy), label, Control::Text(Vec::new()))
        .unit(unit)
        .help(t!("Empty: stays at {stays}."))
}

fn value_words(policy: &Policy) -> (&'static str, &'static str) {
    match policy.adjustment {
        AdjustmentType::PercentOfTotalGroup => (t!("Percentage"), "%"),
        AdjustmentType::SetTotalGroup => (t!("Total"), t!("Instances")),
        _ => (t!("Instances"), ""),
    }
}

fn threshold_unit(policy: &Policy) -> &'static str {
    let metric = policy.metric.managed_metric.as_ref().and_then(engine::Metric::from_wire);
    match metric.map(engine::Metric::unit) {
        Some(Unit::Percent) => "%",
        Some(Unit::BytesPerSecond) => t!("B/s"),
        Some(Unit::Count) | None => "",
    }
}

/// What overload and reversals are worth, empty where they may not grow.
#[must_use]
pub fn limits() -> Section {
    let field = |path, label, unit, help: &'static str| {
        Field::new(path, label, Control::Text(Vec::new())).unit(unit).optional().help(help)
    };
    let fields = vec![
        field(
            OVERLOAD_COST,
            t!("A minute of overload costs"),
            "€",
            t!("Empty: advice never has more overload than saved."),
        ),
        field(
            OVERLOAD_LIMIT,
            t!("At most"),
            t!("min a month"),
            t!("Overload that you accept, instead of a cost."),
        ),
        field(
            REVERSAL_LIMIT,
            t!("Reversals, at most"),
            t!("a month"),
            t!("Empty: advice never has more reversals than saved."),
        ),
    ];
    Section::new(t!("Overload and reversals"), fields)
}

const OVERLOAD_COST: &str = "overload_cost";
const OVERLOAD_LIMIT: &str = "overload_limit";
const REVERSAL_LIMIT: &str = "reversal_limit";

/// Reads what overload and reversals are worth.
///
/// # Errors
/// Every field that cannot be read, or that does not go with the other.
pub fn worth(draft: &Draft, is_priced: bool) -> Result<Worth, FieldErrors> {
    let mut reader = Reader::new(draft);
    let paths = [OVERLOAD_COST, OVERLOAD_LIMIT, REVERSAL_LIMIT];
    let [cost, limit, reversals_per_month] = paths.map(|path| reader.optional_number(path));
    for (path, value) in paths.into_iter().zip([cost, limit, reversals_per_month]) {
        if value.is_some_and(|value| value < 0.0) {
            reader.refuse(path, Reason::Constraint, t!("Enter 0 or more."));
        }
    }
    if cost.is_some() && limit.is_some() {
        reader.refuse(OVERLOAD_LIMIT, Reason::Constraint, t!("Give a cost or a limit, not both."));
    }
    if cost.is_some() && !is_priced {
        let message = t!("What an Instance costs is not known: type its price under Assumed.");
        reader.refuse(OVERLOAD_COST, Reason::Constraint, message);
    }
    let overload = cost.map(OverloadWorth::EurPerMinute);
    let overload = overload.or(limit.map(OverloadWorth::MinutesPerMonth)).unwrap_or_default();
    let worth = Worth { overload, reversals_per_month };
    reader.finish(worth, Ok(()), &[limits()])
}

/// A parameter's field.
fn path(parameter: Parameter, policy: Option<usize>) -> String {
    let word = word(parameter);
    policy.map_or_else(|| word.to_owned(), |index| format!("{word}.{index}"))
}

const fn word(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::Threshold => "threshold",
        Parameter::Value => "value",
        Parameter::LookBack => "look-back",
        Parameter::Priority => "priority",
        Parameter::Cooldown => "cooldown",
        Parameter::Minimum => "minimum",
        Parameter::Maximum => "maximum",
        Parameter::Target => "target",
        Parameter::FixedSize => "fixed size",
        Parameter::OutStep => "scale-out step",
        Parameter::InStep => "scale-in step",
        Parameter::OutCooldown => "scale-out cooldown",
        Parameter::InCooldown => "scale-in cooldown",
    }
}

/// A sweep as text.
#[must_use]
pub fn draft(sweep: &Sweep) -> Draft {
    sweep.axes.iter().fold(Draft::default(), |draft, axis| {
        draft.with(path(axis.parameter, axis.policy), text(axis))
    })
}

fn text(axis: &Axis) -> String {
    match axis.range {
        Some(Range { from, to, step }) => t!("{from} to {to} step {step}"),
        None => axis.values.iter().map(f64::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// Reads the points to try.
///
/// # Errors
/// Every field that cannot be read; else the first whose values cannot be tried, or the one with
/// the most values where there are too many points.
pub fn read(draft: &Draft, base: &Variant) -> Result<Grid, FieldErrors> {
    let sections = sections(base);
    let mut reader = Reader::new(draft);
    let mut axes = Vec::new();
    let policies = (0..base.policies().len()).flat_map(|at| OF_POLICY.map(|p| (p, Some(at))));
    for (parameter, policy) in policies.chain(of_group(base).map(|parameter| (parameter, None))) {
        let path = path(parameter, policy);
        let Some(text) = reader.optional(&path) else { continue };
        match values(&text) {
            Ok((values, range)) => axes.push(Axis { parameter, policy, values, range }),
            Err(message) => reader.refuse(&path, Reason::Format, message),
        }
    }
    let sweep = reader.finish(Sweep { axes }, Ok(()), &sections)?;
    Grid::new(base, &sweep).map_err(|error| at_field(&sweep, error))
}

/// What is wrong with an axis, at its field.
fn at_field(sweep: &Sweep, SweepError { path: place, message }: SweepError) -> FieldErrors {
    let index = place.trim_start_matches("axes[").split(']').next();
    let axis = index.and_then(|index| sweep.axes.get(index.parse::<usize>().ok()?));
    let field = axis.map_or(place, |axis| path(axis.parameter, axis.policy));
    let mut errors = FieldErrors::default();
    errors.add(field, Reason::Constraint, message);
    errors
}

type Values = (Vec<f64>, Option<Range>);

/// Reads `50, 60, 70` or `40 to 90 step 5`, whose words may be those of the language spoken.
fn values(text: &str) -> Result<Values, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_to = |word: &str| word == "to" || word == t!("40 to 90" => "to");
    let is_step = |word: &str| word == "step" || word == t!("40 to 90 step 5" => "step");
    match words.as_slice() {
        [from, word, to] if is_to(word) => Ok((Vec::new(), Some(range(from, to, "1")?))),
        [from, word, to, by, step] if is_to(word) && is_step(by) => {
            Ok((Vec::new(), Some(range(from, to, step)?)))
        }
        words => {
            Ok((words.iter().map(|word| list(word)).collect::<Result<Vec<_>, _>>()?.concat(), None))
        }
    }
}

fn range(from: &str, to: &str, step: &str) -> Result<Range, String> {
    Ok(Range { from: number(from)?, to: number(to)?, step: number(step)? })
}

/// The numbers of one word: mostly one, more where no space follows the commas.
fn list(word: &str) -> Result<Vec<f64>, String> {
    let parts: Vec<&str> = word.split([',', ';']).filter(|part| !part.is_empty()).collect();
    if let ([_, _], true) = (parts.as_slice(), word.contains(',')) {
        return Err(t!(
            "“{word}” can be read in two ways. Put a space between two values, and a point into \
             a decimal."
        ));
    }
    parts.into_iter().map(number).collect()
}

fn number(text: &str) -> Result<f64, String> {
    plain_number(text).filter(|number| number.is_finite()).ok_or_else(|| {
        t!("“{text}” is not a number. Enter values such as 50, 60, 70 or 40 to 90 step 5.")
    })
}
