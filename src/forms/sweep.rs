//! A sweep's form: for each number of the rules, the values to try.

use super::reader::Reader;
use super::{Control, Draft, Field, Section};
use crate::engine::{self, FieldErrors, Reason, Unit};
use crate::whatif::{Axis, Grid, OverloadWorth, Parameter, Range, Sweep, SweepError, Variant};
use crate::wire::{AdjustmentType, Policy, parse_number};

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
    policies.chain([Section::new("Group", group.collect())]).collect()
}

/// The group's numbers that rules of this kind have.
fn of_group(base: &Variant) -> impl Iterator<Item = Parameter> {
    OF_GROUP.into_iter().filter(|parameter| parameter.of(base, None).is_some())
}

fn field(base: &Variant, parameter: Parameter, policy: Option<usize>) -> Field {
    let rule = policy.and_then(|index| base.policies().get(index));
    let (label, unit) = match (parameter, rule) {
        (Parameter::Value, Some(policy)) => value_words(policy),
        (Parameter::Threshold, policy) => ("Threshold", policy.map_or("", threshold_unit)),
        (Parameter::LookBack, _) => ("Look-back", "min"),
        (Parameter::Cooldown, _) => ("Cooldown", "s"),
        (Parameter::Minimum, _) => ("Minimum", "Instances"),
        (Parameter::Maximum, _) => ("Maximum", "Instances"),
        (Parameter::Target, _) => ("Target", "%"),
        (Parameter::FixedSize, _) => ("Fixed size", "Instances"),
        (Parameter::OutStep, _) => ("Scale-out step", "Instances"),
        (Parameter::InStep, _) => ("Scale-in step", "Instances"),
        (Parameter::OutCooldown, _) => ("Scale-out cooldown", "s"),
        (Parameter::InCooldown, _) => ("Scale-in cooldown", "s"),
        (Parameter::Priority | Parameter::Value, _) => ("Value", ""),
    };
    let stays = parameter.of(base, policy).map_or_else(String::new, |own| own.to_string());
    Field::new(path(parameter, policy), label, Control::Text(Vec::new()))
        .unit(unit)
        .help(format!("Empty: stays at {stays}."))
}

const fn value_words(policy: &Policy) -> (&'static str, &'static str) {
    match policy.adjustment {
        AdjustmentType::PercentOfTotalGroup => ("Percentage", "%"),
        AdjustmentType::SetTotalGroup => ("Total", "Instances"),
        _ => ("Instances", ""),
    }
}

fn threshold_unit(policy: &Policy) -> &'static str {
    let metric = policy.metric.managed_metric.as_ref().and_then(engine::Metric::from_wire);
    match metric.map(engine::Metric::unit) {
        Some(Unit::Percent) => "%",
        Some(Unit::BytesPerSecond) => "B/s",
        Some(Unit::Count) | None => "",
    }
}

/// What overload is worth, both empty where it may not grow.
#[must_use]
pub fn limits() -> Section {
    let field = |path, label, unit, help: &'static str| {
        Field::new(path, label, Control::Text(Vec::new())).unit(unit).optional().help(help)
    };
    let fields = vec![
        field(
            OVERLOAD_COST,
            "A minute of overload costs",
            "€",
            "Empty: advice never has more overload than saved.",
        ),
        field(
            OVERLOAD_LIMIT,
            "At most",
            "min a month",
            "Overload that you accept, instead of a cost.",
        ),
    ];
    Section::new("Overload", fields)
}

const OVERLOAD_COST: &str = "overload_cost";
const OVERLOAD_LIMIT: &str = "overload_limit";

/// Reads what overload is worth.
///
/// # Errors
/// Every field that cannot be read, or that does not go with the other.
pub fn worth(draft: &Draft, is_priced: bool) -> Result<OverloadWorth, FieldErrors> {
    let mut reader = Reader::new(draft);
    let (cost, limit) =
        (reader.optional_number(OVERLOAD_COST), reader.optional_number(OVERLOAD_LIMIT));
    for (path, value) in [(OVERLOAD_COST, cost), (OVERLOAD_LIMIT, limit)] {
        if value.is_some_and(|value| value < 0.0) {
            reader.refuse(path, Reason::Constraint, "Enter 0 or more.");
        }
    }
    if cost.is_some() && limit.is_some() {
        reader.refuse(OVERLOAD_LIMIT, Reason::Constraint, "Give a cost or a limit, not both.");
    }
    if cost.is_some() && !is_priced {
        let message = "What an Instance costs is not known: type its price under Assumed.";
        reader.refuse(OVERLOAD_COST, Reason::Constraint, message);
    }
    let worth = cost.map(OverloadWorth::EurPerMinute);
    let worth = worth.or(limit.map(OverloadWorth::MinutesPerMonth)).unwrap_or_default();
    reader.finish(worth, Ok(()), &[limits()])
}

/// A parameter's field.
fn path(parameter: Parameter, policy: Option<usize>) -> String {
    let word = parameter.label();
    policy.map_or_else(|| word.to_owned(), |index| format!("{word}.{index}"))
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
        Some(Range { from, to, step }) => format!("{from} to {to} step {step}"),
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

/// Reads `50, 60, 70` or `40 to 90 step 5`.
fn values(text: &str) -> Result<Values, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [from, "to", to] => Ok((Vec::new(), Some(range(from, to, "1")?))),
        [from, "to", to, "step", step] => Ok((Vec::new(), Some(range(from, to, step)?))),
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
        return Err(format!(
            "“{word}” can be read in two ways. Put a space between two values, and a point into \
             a decimal."
        ));
    }
    parts.into_iter().map(number).collect()
}

fn number(text: &str) -> Result<f64, String> {
    parse_number(text).filter(|number| number.is_finite()).ok_or_else(|| {
        format!("“{text}” is not a number. Enter values such as 50, 60, 70 or 40 to 90 step 5.")
    })
}
