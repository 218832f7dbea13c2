//! The what-if's settings of targets: what nobody has published of how one decides (contract of
//! v1alpha2, section 13), each with its switch.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::base::translated;
use crate::engine::{
    BootingInstances, CooldownScope, Reason, StepMeaning, TARGET_PERIOD_MS, TargetAssumptions,
    TargetFormula,
};

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetSettings {
    /// How a target decides.
    pub assumptions: TargetAssumptions,
    /// How often it does, in milliseconds.
    pub period_ms: i64,
}

impl Default for TargetSettings {
    fn default() -> Self {
        Self { assumptions: TargetAssumptions::default(), period_ms: TARGET_PERIOD_MS }
    }
}

/// The choices of a switch, in order: its value in the draft, its meaning, its name for people.
type Choices<T> = &'static [(&'static str, T, &'static str)];

const FORMULAS: Choices<TargetFormula> = &[
    (
        "ceil_with_tolerance",
        TargetFormula::CeilWithTolerance,
        text!("Rounded up, within a tolerance"),
    ),
    ("ceil", TargetFormula::Ceil, text!("Always rounded up")),
    ("nearest", TargetFormula::Nearest, text!("Rounded to the nearest")),
    ("floor_out_ceil_in", TargetFormula::FloorOutCeilIn, text!("Towards the present size")),
];
const STEPS: Choices<StepMeaning> = &[
    ("limit", StepMeaning::Limit, text!("At most so many")),
    ("exact", StepMeaning::Exact, text!("Exactly so many")),
];
const BOOTING: Choices<BootingInstances> = &[
    ("unmeasured", BootingInstances::Unmeasured, text!("In no average")),
    ("idle", BootingInstances::Idle, text!("Idle ones in the average")),
];
const SCOPES: Choices<CooldownScope> = &[
    ("both_directions", CooldownScope::BothDirections, text!("Any change")),
    ("out_passes_in", CooldownScope::OutPassesIn, text!("All but growing after shrinking")),
];
const REPAIRS: Choices<bool> =
    &[("", false, text!("At once")), ("true", true, text!("By steps and cooldowns"))];

const FORMULA: &str = "target.formula";
const TOLERANCE: &str = "target.tolerance_percent";
const STEP: &str = "target.step";
const AVERAGING: &str = "target.averaging";
const BOOT: &str = "target.booting";
const SCOPE: &str = "target.cooldown_scope";
const REPAIR: &str = "target.repair_by_steps";
const PERIOD: &str = "target.period";

/// The fields.
#[must_use]
pub fn section() -> Section {
    let number = |from, to, step| Control::Number { from, to, step };
    Section::new(
        t!("How a target decides"),
        vec![
            choice(FORMULA, t!("Needed size"), FORMULAS)
                .help(t!("Size × average ÷ target, as a whole number.")),
            Field::new(TOLERANCE, t!("Tolerance"), number(0.0, 30.0, 1.0))
                .unit("%")
                .help(t!("Of the target; so near to it nothing changes. Only where one is used.")),
            choice(STEP, t!("A step is"), STEPS),
            Field::new(AVERAGING, t!("Averaged over"), number(60.0, 600.0, 60.0)).unit("s"),
            choice(BOOT, t!("Booting Instances are"), BOOTING),
            choice(SCOPE, t!("A cooldown denies"), SCOPES),
            choice(REPAIR, t!("Bounds are restored"), REPAIRS),
            Field::new(PERIOD, t!("Decided every"), number(30.0, 300.0, 30.0)).unit("s"),
        ],
    )
}

fn choice<T>(path: &'static str, label: &'static str, choices: Choices<T>) -> Field {
    let choices = choices.iter().map(|(value, _, label)| Choice::fixed(value, translated(label)));
    Field::new(path, label, Control::Choice(choices.collect()))
}

/// The settings as text.
#[must_use]
pub fn draft(settings: &TargetSettings) -> Draft {
    let TargetSettings { assumptions, period_ms } = settings;
    Draft::default()
        .with(FORMULA, word(FORMULAS, &assumptions.formula))
        .with(TOLERANCE, assumptions.tolerance_percent.to_string())
        .with(STEP, word(STEPS, &assumptions.step))
        .with(AVERAGING, seconds(assumptions.averaging_ms))
        .with(BOOT, word(BOOTING, &assumptions.booting))
        .with(SCOPE, word(SCOPES, &assumptions.cooldown_scope))
        .with(REPAIR, word(REPAIRS, &assumptions.repair_by_steps))
        .with(PERIOD, seconds(*period_ms))
}

fn word<T: PartialEq>(choices: Choices<T>, value: &T) -> &'static str {
    choices.iter().find(|(_, own, _)| own == value).map_or("", |(word, ..)| word)
}

fn seconds(ms: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a time of minutes is far under 2^53")]
    let seconds = ms as f64 / 1_000.0;
    seconds.to_string()
}

pub(super) fn read(reader: &mut Reader) -> TargetSettings {
    let tolerance_percent = reader.whole(TOLERANCE);
    if tolerance_percent > 100 {
        reader.refuse(TOLERANCE, Reason::Constraint, t!("Enter a whole number from 0 to 100."));
    }
    TargetSettings {
        assumptions: TargetAssumptions {
            formula: meaning(reader, FORMULA, FORMULAS),
            tolerance_percent,
            step: meaning(reader, STEP, STEPS),
            averaging_ms: milliseconds(reader, AVERAGING),
            booting: meaning(reader, BOOT, BOOTING),
            cooldown_scope: meaning(reader, SCOPE, SCOPES),
            repair_by_steps: meaning(reader, REPAIR, REPAIRS),
        },
        period_ms: milliseconds(reader, PERIOD),
    }
}

/// The chosen meaning; the default for a word that no choice has.
fn meaning<T: Copy + Default>(reader: &Reader, path: &str, choices: Choices<T>) -> T {
    let text = reader.text(path);
    choices.iter().find(|(word, ..)| *word == text).map_or(T::default(), |(_, value, _)| *value)
}

/// Seconds between one and an hour, in milliseconds.
fn milliseconds(reader: &mut Reader, path: &str) -> i64 {
    const LONGEST_S: f64 = 3_600.0;
    let seconds = reader.number(path);
    if reader.accepts(path) && !(1.0..=LONGEST_S).contains(&seconds) {
        reader.refuse(
            path,
            Reason::Constraint,
            t!("Enter seconds from 1 to 3600, which is an hour."),
        );
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped to an hour")]
    let ms = (seconds.clamp(1.0, LONGEST_S) * 1_000.0) as i64;
    ms
}
