//! The questions of an import in words.

use std::fmt::{Display, Formatter, Result};

use super::question::Question;
use super::span::Span;
use super::words::{moment, thousands};
use crate::base::plain;

impl Display for Question {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::DateOrder { example, line, day_first, month_first, .. } => {
                let line = thousands(u64::from(*line));
                let (day_first, month_first) = (span(day_first), span(month_first));
                f.write_str(&t!(
                    "Does \"{example}\" (line {line}) start with the day or with the month? The \
                     file runs {day_first} with the day first, and {month_first} with the month \
                     first."
                ))
            }
            Self::Decimal { example, line, point, comma, .. } => {
                let line = thousands(u64::from(*line));
                let (point, comma) = (plain(*point), plain(*comma));
                f.write_str(&t!(
                    "Is \"{example}\" (line {line}) {point} or {comma}? Every number of the file \
                     can be read both ways."
                ))
            }
            Self::Zone { example, line, .. } => {
                let line = thousands(u64::from(*line));
                f.write_str(&t!(
                    "Which zone is \"{example}\" (line {line}) in? The times of the file name none."
                ))
            }
            Self::Metric { .. } => f.write_str(t!("What does this series hold?")),
            Self::Counter { .. } => f.write_str(t!(
                "This series only grows, as a counter does. Is it one, so that its rate per \
                 second is what to look at?"
            )),
            Self::OverFull { highest, cores, in_cores, .. } => {
                let highest = plain(*highest);
                f.write_str(&match in_cores {
                    true => t!(
                        "This usage counts cores, and reaches {highest}\u{a0}% of one. How many \
                         cores has an Instance, at least {cores}?"
                    ),
                    false => t!(
                        "This usage reaches {highest}\u{a0}%, and one that is full has 100\u{a0}%. \
                         Does it count cores, at least {cores} of them, or are the values over \
                         100\u{a0}% at fault?"
                    ),
                })
            }
            Self::Ratio { highest, .. } => {
                let highest = plain(*highest);
                f.write_str(&t!(
                    "This usage has no unit, and its highest value is {highest}. Are its values \
                     ratios, or already in %?"
                ))
            }
            Self::Several { label, series } => f.write_str(&several(label, series.len())),
        }
    }
}

fn several(label: &str, count: usize) -> String {
    match label {
        "" => t!(
            "These are {count} series of one metric. Is their average what to look at, or their \
             sum?"
        ),
        label => t!(
            "These are {count} series, one for each {label}. Is their average the metric, or their \
             sum?"
        ),
    }
}

fn span(span: &Span) -> String {
    let (from, until) = (moment(span.from_ms), moment(span.until_ms));
    t!("from {from} to {until}")
}
