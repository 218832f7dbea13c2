//! A question to a metrics server: an expression, what it holds, and when.

use super::reader::Reader;
use super::{Choice, Control, Draft, Field, Section};
use crate::engine::{FieldErrors, Metric, Reason};
use crate::wire::{ErrorBody, Timestamp};

/// How far back is asked unless told otherwise: as far as a group's own history is read.
const SPAN_MS: i64 = 14 * 86_400_000;

/// The most samples of a series, which twenty calls bring: four months of minutes.
const MOST_SAMPLES: i64 = 200_000;

/// What was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The expression.
    pub expression: String,
    /// What its values are.
    pub metric: Metric,
    /// The first instant, in milliseconds since the Unix epoch.
    pub from_ms: i64,
    /// The last instant, in milliseconds since the Unix epoch.
    pub until_ms: i64,
    /// The distance of two samples, in milliseconds.
    pub step_ms: i64,
}

/// The fields.
#[must_use]
pub fn section() -> Section {
    let metrics = Metric::MANAGED
        .map(|metric| Choice { value: metric.word().into(), label: metric.label().into() });
    let time = || Control::Text(Vec::new());
    let fields = vec![
        Field::new("metric", t!("It holds"), Control::Choice(metrics.to_vec())),
        Field::new("query", t!("Expression"), Control::Lines)
            .help(t!("In the server's own language, PromQL.")),
        Field::new("start", t!("From"), time()).unit("UTC"),
        Field::new("end", t!("Until"), time()).unit("UTC"),
        Field::new("step", t!("Step"), Control::Number { from: 15.0, to: 900.0, step: 15.0 })
            .unit("s"),
    ];
    Section::new(t!("Query"), fields)
}

/// The group's own CPU over the last fourteen days. `usual` is the group's own expression for a
/// metric; empty where none is known.
#[must_use]
pub fn draft(usual: impl Fn(Metric) -> String, now_ms: i64) -> Draft {
    Draft::default()
        .with("metric", Metric::Cpu.word())
        .with("query", usual(Metric::Cpu))
        .with("start", time_text(now_ms - SPAN_MS))
        .with("end", time_text(now_ms))
        .with("step", "60")
}

/// The draft once another metric was chosen: an expression that nobody has touched follows it.
#[must_use]
pub fn follow(draft: &Draft, usual: impl Fn(Metric) -> String) -> Option<String> {
    let query = draft.get("query");
    let untouched = Metric::MANAGED.iter().any(|metric| usual(*metric) == query);
    let usual = usual(chosen(draft));
    (untouched && usual != query).then_some(usual)
}

/// Reads the question.
///
/// # Errors
/// Every wrong field.
pub fn read(draft: &Draft) -> Result<Asked, FieldErrors> {
    const DAY_S: f64 = 86_400.0;
    let sections = [section()];
    let mut reader = Reader::of(draft, &sections);
    let expression = reader.text("query");
    if expression.is_empty() {
        reader.refuse("query", Reason::Required, t!("Enter an expression."));
    }
    let (start, end) = (instant(&mut reader, "start"), instant(&mut reader, "end"));
    let step_s = reader.number("step");
    let step = (1.0..=DAY_S).contains(&step_s);
    if !step {
        let message = t!("Enter seconds from 1 to 86400, which is a day.");
        reader.refuse("step", Reason::Constraint, message);
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked against a day above")]
    let step_ms = (step_s.clamp(1.0, DAY_S) * 1_000.0) as i64;
    let (from_ms, until_ms) = (start.unwrap_or(0), end.unwrap_or(0));
    if let (Some(_), Some(_), true) = (start, end, step) {
        check_span(&mut reader, until_ms.saturating_sub(from_ms), step_ms);
    }
    let asked = Asked { expression, metric: chosen(draft), from_ms, until_ms, step_ms };
    reader.finish(asked, Ok(()), &sections)
}

fn check_span(reader: &mut Reader, span_ms: i64, step_ms: i64) {
    if span_ms <= 0 {
        return reader.refuse("end", Reason::Constraint, t!("Enter a time after the start."));
    }
    let samples = span_ms / step_ms;
    if samples < 1 {
        let message = t!("There is room for one sample only, and a history needs two. Enter less.");
        reader.refuse("step", Reason::Constraint, message);
    }
    if samples > MOST_SAMPLES {
        let least_s = (span_ms + MOST_SAMPLES * 1_000 - 1) / (MOST_SAMPLES * 1_000);
        let message = t!(
            "That would be {samples} samples, and at most {MOST_SAMPLES} are asked for. Enter at \
             least {least_s}, or a shorter time."
        );
        reader.refuse("step", Reason::Constraint, message);
    }
}

/// What the server says is wrong, at the field that it speaks of.
#[must_use]
pub fn refused(status: u16, body: &ErrorBody) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let words = body.message.as_deref().filter(|_| matches!(status, 400 | 422));
    if let Some(words) = words {
        let speaks_of = |field: &&str| words.contains(&format!("parameter \"{field}\""));
        let other = if words.contains("maximum resolution") { "step" } else { "query" };
        let field = ["start", "end", "step"].into_iter().find(speaks_of).unwrap_or(other);
        let end = if words.ends_with('.') { "" } else { "." };
        let message = t!("The server refused it: {words}{end}");
        errors.add(field, Reason::Constraint, message);
    }
    errors
}

fn chosen(draft: &Draft) -> Metric {
    let word = draft.get("metric");
    let found = Metric::MANAGED.into_iter().find(|metric| metric.word() == word);
    found.unwrap_or(Metric::Cpu)
}

/// `2026-03-02 08:00`.
fn time_text(at_ms: i64) -> String {
    let text = Timestamp::from_millis(at_ms).to_string();
    text.get(..16).unwrap_or(&text).replace('T', " ")
}

/// A time in UTC, as long or as short as people write it, or with a zone of its own.
fn instant(reader: &mut Reader, path: &str) -> Option<i64> {
    let text = reader.text(path).replace(' ', "T");
    let written = ["", "Z", ":00Z", "T00:00:00Z"].map(|end| format!("{text}{end}"));
    let found = written.iter().find_map(|text| text.parse::<Timestamp>().ok());
    if found.is_none() {
        let message = t!("Enter a time such as 2026-03-02 08:00.");
        reader.refuse(path, Reason::Format, message);
    }
    found.map(Timestamp::as_millis)
}
