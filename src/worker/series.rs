//! Histories beside each other, and as a file.

use serde::{Deserialize, Serialize};

use super::replay::instants;
use super::{Reply, from_text, to_text};
use crate::history::{Alignment, Sample, Series, export};

/// How histories lie in time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Aligned {
    /// Each one by itself, in the order given.
    pub series: Vec<Laid>,
    /// What to know of them together; nothing when all cover the same time.
    pub sentences: Vec<String>,
}

/// How one history lies in time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Laid {
    /// The first stamp, in milliseconds since the Unix epoch: what the file says. Its sample covers
    /// the step before it.
    pub first_ms: i64,
    /// The last stamp, in milliseconds since the Unix epoch.
    pub last_ms: i64,
    /// The usual distance of two samples, in milliseconds.
    pub step_ms: i64,
    /// How many holes there are.
    pub gaps: u32,
}

pub(super) fn align(text: &str, columns: &[Vec<f64>]) -> Result<Reply, String> {
    let (names, series) = named(text, columns)?;
    let laid = series.iter().map(|series| Laid {
        first_ms: series.first_ms(),
        last_ms: series.last_ms(),
        step_ms: series.step_ms(),
        gaps: u32::try_from(series.gaps().len()).unwrap_or(u32::MAX),
    });
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let together = Alignment::of(&series.iter().collect::<Vec<_>>());
    let sentences = if series.len() > 1 { together.sentences(&names) } else { Vec::new() };
    Ok(Reply::text(to_text(&Aligned { series: laid.collect(), sentences })))
}

pub(super) fn to_csv(text: &str, columns: &[Vec<f64>]) -> Result<Reply, String> {
    let (names, series) = named(text, columns)?;
    let named: Vec<_> = names.iter().map(String::as_str).zip(&series).collect();
    Ok(Reply { bytes: export(&named).into_bytes(), ..Reply::default() })
}

fn named(text: &str, columns: &[Vec<f64>]) -> Result<(Vec<String>, Vec<Series>), String> {
    let names: Vec<String> = from_text(text)?;
    let series = columns.chunks(2).map(series).collect::<Result<Vec<_>, _>>()?;
    match names.len() == series.len() {
        true => Ok((names, series)),
        false => Err("There are not as many histories as names.".to_owned()),
    }
}

fn series(columns: &[Vec<f64>]) -> Result<Series, String> {
    let [times, values] = columns else {
        return Err("A history's samples are missing.".to_owned());
    };
    let sample = |(at_ms, value): (i64, &f64)| Sample { at_ms, value: *value };
    let samples = instants(times).into_iter().zip(values).map(sample).collect();
    Series::new(samples).map_err(|error| error.to_string())
}
