//! The what-if's load: the traffic that is replayed, where it is not to be the recorded one.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::base::{plain, translated};
use crate::engine::{FieldErrors, Reason};
use crate::whatif::{FailedLaunches, Job, MissingData, Shape, ShapeKind};

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// How many times the recorded traffic.
    pub growth: f64,
    /// How many times full the demand was taken to be where the recording stood at its ceiling.
    pub saturation_multiple: f64,
    /// The share of launches that fail, 0 to 1.
    pub failed_share: f64,
    /// What the scaler sees where samples are missing.
    pub missing_data: MissingData,
    /// How often the group is evaluated, in milliseconds.
    pub evaluation_period_ms: i64,
    /// What is laid over the traffic; `None` for nothing.
    pub shape: Option<Overlay>,
}

/// A shape of the traffic, by its place in the history.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlay {
    /// What it does.
    pub kind: ShapeKind,
    /// When it starts, from the history's start, in milliseconds.
    pub after_ms: i64,
    /// How long it lasts, in milliseconds.
    pub length_ms: i64,
    /// How many times the recorded traffic.
    pub factor: f64,
}

impl Default for Load {
    fn default() -> Self {
        let job = Job::default();
        Self {
            growth: job.growth,
            saturation_multiple: job.saturation_multiple,
            failed_share: job.failed_launches.share,
            missing_data: job.missing_data,
            evaluation_period_ms: job.evaluation_period_ms,
            shape: None,
        }
    }
}

impl Load {
    /// The job under this load; its history starts at `start_ms`, in milliseconds since the Unix
    /// epoch.
    #[must_use]
    pub fn lay(&self, job: Job, start_ms: i64) -> Job {
        let shape = |laid: Overlay| {
            let from_ms = start_ms.saturating_add(laid.after_ms);
            let to_ms = from_ms.saturating_add(laid.length_ms);
            Shape { kind: laid.kind, from_ms, to_ms, factor: laid.factor }
        };
        Job {
            growth: self.growth,
            saturation_multiple: self.saturation_multiple,
            failed_launches: FailedLaunches { share: self.failed_share, ..job.failed_launches },
            missing_data: self.missing_data,
            evaluation_period_ms: self.evaluation_period_ms,
            shapes: self.shape.map(shape).into_iter().collect(),
            ..job
        }
    }
}

const NONE: &str = "none";
const SHAPES: [(&str, &str, ShapeKind); 4] = [
    ("spike", text!("a spike"), ShapeKind::Spike),
    ("ramp", text!("a ramp"), ShapeKind::Ramp),
    ("outage", text!("no traffic"), ShapeKind::Outage),
    ("blackout", text!("no samples"), ShapeKind::Blackout),
];
const MISSING: [(&str, &str, MissingData); 3] = [
    ("gap", text!("nothing"), MissingData::Gap),
    ("hold_last", text!("the last value"), MissingData::HoldLast),
    ("zero", text!("zero"), MissingData::Zero),
];

/// The fields, which follow the shape that is chosen.
#[must_use]
pub fn section(draft: &Draft) -> Section {
    let number = |from, to, step| Control::Number { from, to, step };
    let missing = MISSING.map(|(word, label, _)| Choice::fixed(word, translated(label))).to_vec();
    let shapes = SHAPES.map(|(word, label, _)| Choice::fixed(word, translated(label)));
    let shapes = std::iter::once(Choice::fixed(NONE, t!("nothing"))).chain(shapes).collect();
    let mut fields = vec![
        Field::new("growth", t!("Traffic"), number(0.1, 5.0, 0.1))
            .unit("×")
            .help(t!("How many times the recorded traffic is replayed.")),
        Field::new("saturation", t!("Demand at saturation"), number(1.0, 3.0, 0.1)).unit("×").help(
            t!("How many times full the demand was where the recording stood at 100\u{a0}%."),
        ),
        Field::new("failed", t!("Failed launches"), number(0.0, 50.0, 1.0))
            .unit("%")
            .help(t!("How many launches fail and are replaced at the next evaluation.")),
        Field::new("period", t!("Evaluated every"), number(60.0, 900.0, 60.0)).unit("s"),
        Field::new("missing", t!("Missing samples"), Control::Choice(missing))
            .help(t!("What the scaler sees there.")),
        Field::new("shape", t!("Overlay"), Control::Choice(shapes)),
    ];
    let shape = draft.get("shape");
    if shape != NONE {
        fields.push(Field::new("after", t!("Starts after"), number(0.0, 336.0, 1.0)).unit("h"));
        fields.push(Field::new("length", t!("For"), number(0.25, 48.0, 0.25)).unit("h"));
    }
    if matches!(shape, "spike" | "ramp") {
        fields.push(Field::new("factor", t!("Up to"), number(0.0, 10.0, 0.5)).unit("×"));
    }
    Section::new(t!("Load"), fields)
}

/// The defaults: the traffic as it was recorded.
#[must_use]
pub fn blank() -> Draft {
    let load = Load::default();
    Draft::default()
        .with("growth", load.growth.to_string())
        .with("saturation", load.saturation_multiple.to_string())
        .with("failed", load.failed_share.to_string())
        .with("period", (load.evaluation_period_ms / 1_000).to_string())
        .with("missing", MISSING[0].0)
        .with("shape", NONE)
        .with("after", "24")
        .with("length", "2")
        .with("factor", "3")
}

/// The load of a job whose history starts at `start_ms` as text. There is room for one shape.
#[must_use]
pub fn draft(job: &Job, start_ms: i64) -> Draft {
    let missing = MISSING.iter().find(|(.., missing)| *missing == job.missing_data);
    // A share of 0.07 is 7 %, not 7.000000000000001.
    let failed = libm::round(job.failed_launches.share * 1e9) / 1e7;
    let draft = blank()
        .with("growth", job.growth.to_string())
        .with("saturation", job.saturation_multiple.to_string())
        .with("failed", failed.to_string())
        .with("period", in_units(job.evaluation_period_ms, 1_000.0))
        .with("missing", missing.map_or(MISSING[0].0, |(word, ..)| word));
    let Some(shape) = job.shapes.first() else { return draft };
    let word = SHAPES.iter().find(|(.., kind)| *kind == shape.kind);
    draft
        .with("shape", word.map_or(NONE, |(word, ..)| word))
        .with("after", in_units(shape.from_ms.saturating_sub(start_ms), HOUR_MS))
        .with("length", in_units(shape.to_ms.saturating_sub(shape.from_ms), HOUR_MS))
        .with("factor", shape.factor.to_string())
}

/// Reads the load.
///
/// # Errors
/// Every wrong field.
pub fn read(draft: &Draft) -> Result<Load, FieldErrors> {
    let sections = [section(draft)];
    let mut reader = Reader::of(draft, &sections);
    let growth = within(&mut reader, "growth", 0.0, 1_000.0);
    let saturation_multiple = within(&mut reader, "saturation", 1.0, 1_000.0);
    let failed_share = within(&mut reader, "failed", 0.0, 100.0) / 100.0;
    let evaluation_period_ms = to_ms(within(&mut reader, "period", 1.0, 86_400.0), 1_000.0);
    let word = reader.text("missing");
    let missing = MISSING.iter().find(|(known, ..)| *known == word);
    let missing_data = missing.map_or(MissingData::default(), |(.., missing)| *missing);
    let word = reader.text("shape");
    let kind = SHAPES.iter().find(|(known, ..)| *known == word).map(|(.., kind)| *kind);
    let shape = kind.map(|kind| Overlay {
        kind,
        after_ms: to_ms(within(&mut reader, "after", 0.0, 100_000.0), HOUR_MS),
        length_ms: to_ms(within(&mut reader, "length", 0.01, 100_000.0), HOUR_MS),
        factor: match kind {
            ShapeKind::Spike | ShapeKind::Ramp => within(&mut reader, "factor", 0.0, 1_000.0),
            ShapeKind::Outage | ShapeKind::Blackout => 0.0,
        },
    });
    let load = Load {
        growth,
        saturation_multiple,
        failed_share,
        missing_data,
        evaluation_period_ms,
        shape,
    };
    reader.finish(load, Ok(()), &sections)
}

const HOUR_MS: f64 = 3_600_000.0;

/// A number in a range, whose start stands in for one that cannot be read.
fn within(reader: &mut Reader, path: &str, from: f64, to: f64) -> f64 {
    let number = reader.number(path);
    if (from..=to).contains(&number) {
        return number;
    }
    let (least, most) = (plain(from), plain(to));
    reader.refuse(path, Reason::Constraint, t!("Enter a number from {least} to {most}."));
    from
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn to_ms(number: f64, unit_ms: f64) -> i64 {
    libm::round(number * unit_ms) as i64
}

#[expect(clippy::cast_precision_loss, reason = "a span is far under 2^53 milliseconds")]
fn in_units(ms: i64, unit_ms: f64) -> String {
    (ms as f64 / unit_ms).to_string()
}
