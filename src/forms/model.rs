//! The what-if's model: what a group does that the plain one leaves out, each off unless it is set.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::base::{plain, translated};
use crate::engine::Reason;
use crate::whatif::ModelOptions;

const DELAY: &str = "model.metric_delay";
const DRAINING: &str = "model.draining";
const BACKLOG: &str = "model.backlog";
const IDLE: &str = "model.idle";
const ELASTICITY: &str = "model.elasticity";

/// What becomes of work that is too much: its value in the draft, and whether it waits.
const BACKLOGS: [(&str, &str, bool); 2] =
    [("", text!("Is lost"), false), ("true", text!("Waits"), true)];

/// The fields.
#[must_use]
pub fn section() -> Section {
    let number = |from, to, step| Control::Number { from, to, step };
    let backlogs = BACKLOGS.map(|(word, label, _)| Choice::fixed(word, translated(label)));
    let fields = vec![
        Field::new(ELASTICITY, t!("Elasticity"), number(0.0, 2.0, 0.05))
            .help(t!("1: a metric halves when the fleet doubles. 0: it does not fall at all.")),
        Field::new(IDLE, t!("Idle share"), number(0.0, 50.0, 1.0))
            .unit("%")
            .help(t!("The CPU that an Instance shows without any load. 0 is off.")),
        Field::new(DELAY, t!("Metric delay"), number(0.0, 600.0, 30.0))
            .unit("s")
            .help(t!("How old samples are when the rules see them. 0 is off.")),
        Field::new(DRAINING, t!("Draining"), number(0.0, 900.0, 30.0))
            .unit("s")
            .help(t!("For so long an Instance that goes is paid for, without new work. 0 is off.")),
        Field::new(BACKLOG, t!("Work beyond capacity"), Control::Choice(backlogs.to_vec()))
            .help(t!("What waits is done later, with full Instances until it is.")),
    ];
    Section::new(t!("Model"), fields)
}

/// The options as text.
#[must_use]
pub fn draft(model: &ModelOptions) -> Draft {
    let backlog = BACKLOGS.iter().find(|(.., waits)| *waits == model.backlog);
    load(model)
        .with(DELAY, seconds(model.metric_delay_ms))
        .with(DRAINING, seconds(model.draining_ms))
        .with(BACKLOG, backlog.map_or("", |(word, ..)| word))
}

/// How load spreads, as text: the part of the options that a recording tells.
#[must_use]
pub fn load(model: &ModelOptions) -> Draft {
    Draft::default()
        .with(ELASTICITY, model.elasticity.to_string())
        .with(IDLE, model.idle_percent.to_string())
}

/// Reads the options.
pub(super) fn read(reader: &mut Reader) -> ModelOptions {
    let most_idle = ModelOptions::MOST_IDLE_PERCENT;
    let word = reader.text(BACKLOG);
    ModelOptions {
        elasticity: within(reader, ELASTICITY, ModelOptions::MOST_ELASTICITY),
        idle_percent: within(reader, IDLE, most_idle),
        metric_delay_ms: to_ms(within(reader, DELAY, ModelOptions::LONGEST_S.into())),
        draining_ms: to_ms(within(reader, DRAINING, ModelOptions::LONGEST_S.into())),
        backlog: BACKLOGS.iter().any(|(known, _, waits)| *known == word && *waits),
    }
}

/// A number from 0 to `to`; 0 stands in for one that is not.
fn within(reader: &mut Reader, path: &str, to: f64) -> f64 {
    let number = reader.number(path);
    if (0.0..=to).contains(&number) {
        return number;
    }
    let most = plain(to);
    reader.refuse(path, Reason::Constraint, t!("Enter a number from 0 to {most}."));
    0.0
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn to_ms(seconds: f64) -> i64 {
    libm::round(seconds * 1_000.0) as i64
}

#[expect(clippy::cast_precision_loss, reason = "a day is far under 2^53 milliseconds")]
fn seconds(ms: i64) -> String {
    (ms as f64 / 1_000.0).to_string()
}
