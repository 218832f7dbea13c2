//! The questions of an import in words.

use std::fmt::{Display, Formatter, Result};

use super::question::Question;
use super::span::Span;
use super::words::{moment, thousands};

impl Display for Question {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::DateOrder { example, line, day_first, month_first, .. } => write!(
                f,
                "Does \"{example}\" (line {}) start with the day or with the month? The file runs \
                 {} with the day first, and {} with the month first.",
                thousands(u64::from(*line)),
                span(day_first),
                span(month_first)
            ),
            Self::Decimal { example, line, point, comma, .. } => write!(
                f,
                "Is \"{example}\" (line {}) {point} or {comma}? Every number of the file can be \
                 read both ways.",
                thousands(u64::from(*line))
            ),
            Self::Zone { example, line, .. } => write!(
                f,
                "Which zone is \"{example}\" (line {}) in? The times of the file name none.",
                thousands(u64::from(*line))
            ),
            Self::Metric { .. } => f.write_str("What does this series hold?"),
            Self::Counter { .. } => f.write_str(
                "This series only grows, as a counter does. Is it one, so that its rate per \
                 second is what to look at?",
            ),
            Self::OverFull { highest, cores, in_cores: true, .. } => write!(
                f,
                "This usage counts cores, and reaches {highest} % of one. How many cores has an \
                 Instance, at least {cores}?"
            ),
            Self::OverFull { highest, cores, .. } => write!(
                f,
                "This usage reaches {highest} %, and one that is full has 100 %. Does it count \
                 cores, at least {cores} of them, or are the values over 100 % at fault?"
            ),
            Self::Ratio { highest, .. } => write!(
                f,
                "This usage has no unit, and its highest value is {highest}. Are its values \
                 ratios, or already in %?"
            ),
            Self::Several { label, series } if label.is_empty() => write!(
                f,
                "These are {} series of one metric. Is their average what to look at, or their \
                 sum?",
                series.len()
            ),
            Self::Several { label, series } => write!(
                f,
                "These are {} series, one for each {label}. Is their average the metric, or \
                 their sum?",
                series.len()
            ),
        }
    }
}

fn span(span: &Span) -> String {
    format!("from {} to {}", moment(span.from_ms), moment(span.until_ms))
}
