//! Times as Prometheus reads them.

use super::{Params, Refusal};
use crate::sandbox::options::MOST_POINTS;
use crate::wire::{Timestamp, parse_number};

/// The instants at which a query is evaluated, in milliseconds.
pub struct TimeRange {
    pub start_ms: i64,
    pub end_ms: i64,
    pub step_ms: i64,
}

impl TimeRange {
    pub fn read(params: &Params) -> Result<Self, Refusal> {
        let start_ms = instant(params, "start")?;
        let end_ms = instant(params, "end")?;
        let step_ms = required(params, "step", span_ms)?;
        let problem = if end_ms < start_ms {
            "invalid parameter \"end\": end timestamp must not be before start time"
        } else if step_ms <= 0 {
            "invalid parameter \"step\": zero or negative query resolution step widths are not \
             accepted. Try a positive integer"
        } else if (end_ms - start_ms) / step_ms > MOST_POINTS {
            "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query \
             resolution (?step=XX)"
        } else {
            return Ok(Self { start_ms, end_ms, step_ms });
        };
        Err(Refusal::Query(problem.to_owned()))
    }
}

/// The instant in a parameter.
pub fn instant(params: &Params, name: &str) -> Result<i64, Refusal> {
    required(params, name, instant_ms)
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
