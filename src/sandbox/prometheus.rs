//! The queries over the groups' past (contract, section 10).

use super::Sandbox;
use super::json::{Json, object};
use super::options::{MOST_POINTS, RETENTION_MS, SAMPLE_PERIOD_MS};
use super::params::Params;
use super::reply::{Outcome, Refusal, Reply};
use super::store::GroupRow;
use crate::engine::Metric;
use crate::wire::Timestamp;
use crate::wire::parse_number;
use crate::wire::query::{METRIC_NAMES, Question, known, parse};

/// Answers a range query of the closed table in `wire::query`. A group that is not there has no
/// series, as with Prometheus; an expression that is not in the table is refused.
pub(super) fn query_range(sandbox: &Sandbox, params: &Params) -> Outcome {
    let points = points(sandbox, params, &Range::read(params)?)?;
    let is_found = !points.is_empty();
    let series = is_found.then(|| object! { "metric": NO_LABELS, "values": points });
    Ok(result("matrix", series.into_iter().collect()))
}

/// Answers the same for one instant: now, unless it is given.
pub(super) fn query(sandbox: &Sandbox, params: &Params) -> Outcome {
    let at_ms = match params.get("time") {
        Some(_) => required(params, "time", instant_ms)?,
        None => sandbox.now_ms,
    };
    let range = Range { start_ms: at_ms, end_ms: at_ms, step_ms: 1 };
    let points = points(sandbox, params, &range)?.into_iter();
    let series = points.map(|value| object! { "metric": NO_LABELS, "value": value });
    Ok(result("vector", series.collect()))
}

/// Answers which values a label has. The only one that is known is that of the metrics' names.
pub(super) fn label_values(label: &str) -> Outcome {
    if label != "__name__" {
        return Err(Refusal::Query(format!("label not known to the sandbox: {label}")));
    }
    let names: Vec<Json> = METRIC_NAMES.into_iter().map(Json::from).collect();
    Ok(Reply::ok(&object! { "status": "success", "data": names }))
}

const NO_LABELS: Json = Json::Object(Vec::new());

fn result(kind: &str, series: Vec<Json>) -> Reply {
    let data = object! { "resultType": kind, "result": series };
    Reply::ok(&object! { "status": "success", "data": data })
}

/// What the query finds, as pairs of a time in seconds and a number as text.
fn points(sandbox: &Sandbox, params: &Params, range: &Range) -> Result<Vec<Json>, Refusal> {
    let text = params.get("query").unwrap_or("");
    let Some((question, group_id)) = parse(text) else {
        let known: Vec<String> = known().collect();
        return Err(Refusal::Query(format!(
            "invalid parameter \"query\": not known to the sandbox: {text}. It knows these, to the \
             letter, with a group's id in place of ID: {}",
            known.join("; ")
        )));
    };
    let group = sandbox.store.groups.iter().find(|kept| kept.row.id == group_id);
    let values = group.map(|kept| values(sandbox, kept, &question, range)).unwrap_or_default();
    let point = |(at_ms, value): (i64, f64)| vec![seconds(at_ms), Json::from(value.to_string())];
    Ok(values.into_iter().map(|value| Json::from(point(value))).collect())
}

/// A time as Prometheus writes it: with its milliseconds only when there are any.
fn seconds(at_ms: i64) -> Json {
    match u64::try_from(at_ms) {
        Ok(at_ms) if at_ms % 1_000 == 0 => Json::Whole(at_ms / 1_000),
        _ => Json::Number(at_ms as f64 / 1_000.0),
    }
}

/// The instants at which a query is evaluated, in milliseconds.
struct Range {
    start_ms: i64,
    end_ms: i64,
    step_ms: i64,
}

impl Range {
    fn read(params: &Params) -> Result<Self, Refusal> {
        let start_ms = required(params, "start", instant_ms)?;
        let end_ms = required(params, "end", instant_ms)?;
        let step_ms = required(params, "step", span_ms)?;
        if end_ms < start_ms {
            let message = "invalid parameter \"end\": end timestamp must not be before start time";
            return Err(Refusal::Query(message.to_owned()));
        }
        if step_ms <= 0 {
            let message = "invalid parameter \"step\": zero or negative query resolution step \
                widths are not accepted. Try a positive integer";
            return Err(Refusal::Query(message.to_owned()));
        }
        if (end_ms - start_ms) / step_ms > MOST_POINTS {
            let message = "exceeded maximum resolution of 11,000 points per timeseries. \
                Try decreasing the query resolution (?step=XX)";
            return Err(Refusal::Query(message.to_owned()));
        }
        Ok(Self { start_ms, end_ms, step_ms })
    }
}

/// At each instant the last sample until then; for the size, what holds at that very instant.
fn values(
    sandbox: &Sandbox,
    kept: &GroupRow,
    question: &Question,
    range: &Range,
) -> Vec<(i64, f64)> {
    let record = &kept.world.record;
    let around = sandbox.store.around(&kept.row);
    let metric = match question {
        Question::Metric(word) => Metric::from_wire(word),
        Question::Size => None,
    };
    let value = |at_ms: i64| match metric {
        Some(metric) => {
            let sampled_ms = at_ms.div_euclid(SAMPLE_PERIOD_MS) * SAMPLE_PERIOD_MS;
            record.moment(sampled_ms, &around)?.sample(metric)
        }
        None => Some(f64::from(record.ordered.at(at_ms))).filter(|size| *size > 0.0),
    };
    let (oldest_ms, now_ms) = (sandbox.now_ms - RETENTION_MS, sandbox.now_ms);
    let mut values = Vec::new();
    let mut at_ms = range.start_ms;
    while at_ms <= range.end_ms.min(now_ms) {
        if let Some(value) = value(at_ms).filter(|_| at_ms > oldest_ms) {
            values.push((at_ms, value));
        }
        at_ms += range.step_ms;
    }
    values
}

fn required(params: &Params, name: &str, read: fn(&str) -> Option<i64>) -> Result<i64, Refusal> {
    let text = params.get(name).unwrap_or("");
    read(text).ok_or_else(|| {
        Refusal::Query(format!("invalid parameter \"{name}\": cannot parse \"{text}\""))
    })
}

/// An instant as Prometheus reads it: seconds since the Unix epoch, or RFC 3339.
fn instant_ms(text: &str) -> Option<i64> {
    match parse_number(text) {
        Some(seconds) => millis(seconds),
        None => text.parse().ok().map(Timestamp::as_millis),
    }
}

/// A span as Prometheus reads it: seconds, or numbers with units such as `1h30m`.
fn span_ms(text: &str) -> Option<i64> {
    if let Some(seconds) = parse_number(text) {
        return millis(seconds);
    }
    let mut rest = text;
    let mut total_ms: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, tail) = rest.split_at(digits);
        let letters = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
        let (unit, tail) = tail.split_at(letters);
        let unit_ms = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "w" => 604_800_000,
            _ => return None,
        };
        total_ms = total_ms.checked_add(number.parse::<i64>().ok()?.checked_mul(unit_ms)?)?;
        rest = tail;
    }
    (!text.is_empty()).then_some(total_ms)
}

/// Whole milliseconds, within what the virtual clock can reach and more.
fn millis(seconds: f64) -> Option<i64> {
    const LIMIT_S: f64 = 1.0e10;
    if !(-LIMIT_S..=LIMIT_S).contains(&seconds) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the limit")]
    Some((seconds * 1_000.0).round() as i64)
}
