//! The options of a file of metrics, and the answers to what it asks.

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;

use crate::history::{DateOrder, DecimalMark, LocalZone, Together};

/// A history and a group instead of jobs.
#[derive(Args, Clone, Debug, Default, PartialEq)]
#[command(next_help_heading = "A file of metrics instead of jobs")]
pub struct FromFiles {
    /// Replay this file of metrics: CSV or JSON, as the tools of docs/import.md export it
    #[arg(long, value_name = "FILE", requires = "group", conflicts_with = "file")]
    pub history: Option<PathBuf>,

    /// Under the rules of this group: an object of the API's answers, "group" and "policies"
    #[arg(long, value_name = "FILE", requires = "history")]
    pub group: Option<PathBuf>,

    /// Write the job that these make, on one line, and replay nothing
    #[arg(long, requires = "history")]
    pub as_job: bool,

    /// What a series holds: cpu, memory, network_in, network_out, connections, throughput
    ///
    /// Or size, where it counts Instances, and none, to leave it out. NAME may be its number.
    #[arg(long, value_name = "NAME=METRIC")]
    pub metric: Vec<String>,

    /// How a series is to be read: rate or value, ratio or percent, or without-faults
    ///
    /// The last leaves out what is over 100 %.
    #[arg(long, value_name = "NAME=HOW")]
    pub read_as: Vec<String>,

    /// How many Instances served: a number, or the name of a series
    #[arg(long, value_name = "N|NAME")]
    pub size: Option<String>,

    /// The zone of times that name none: UTC, or an offset such as +02:00
    #[arg(long, value_name = "ZONE", value_parser = zone, allow_hyphen_values = true)]
    pub zone: Option<LocalZone>,

    /// Which comes first in dates such as 03/04/2026: day or month
    #[arg(long, value_name = "ORDER", value_parser = date_order)]
    pub date_order: Option<DateOrder>,

    /// What separates fractions where numbers fit both: point or comma
    #[arg(long, value_name = "MARK", value_parser = decimal)]
    pub decimal: Option<DecimalMark>,

    /// How many cores an Instance has, where its CPU counts them
    #[arg(long, value_name = "N")]
    pub cores: Option<NonZero<u32>>,

    /// What several series of a metric are together: average or sum
    #[arg(long, value_name = "HOW", value_parser = together)]
    pub combine: Option<Together>,
}

fn zone(text: &str) -> Result<LocalZone, String> {
    if text.eq_ignore_ascii_case("utc") || text == "Z" {
        return Ok(LocalZone::fixed(0));
    }
    let found = text.split_at_checked(1).and_then(|(sign, time)| {
        let (hours, minutes) = time.split_once(':')?;
        let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
        let is_offset = hours.len() == 2 && time.len() == 5 && minutes < 24 * 60;
        match sign {
            "+" if is_offset => Some(minutes),
            "-" if is_offset => Some(-minutes),
            _ => None,
        }
    });
    found.map(LocalZone::fixed).ok_or_else(|| "give UTC, or an offset such as +02:00".to_owned())
}

fn date_order(text: &str) -> Result<DateOrder, String> {
    match text {
        "day" => Ok(DateOrder::DayFirst),
        "month" => Ok(DateOrder::MonthFirst),
        _ => Err("give day or month".to_owned()),
    }
}

fn decimal(text: &str) -> Result<DecimalMark, String> {
    match text {
        "point" => Ok(DecimalMark::Point),
        "comma" => Ok(DecimalMark::Comma),
        _ => Err("give point or comma".to_owned()),
    }
}

fn together(text: &str) -> Result<Together, String> {
    match text {
        "average" => Ok(Together::Average),
        "sum" => Ok(Together::Sum),
        _ => Err("give average or sum".to_owned()),
    }
}
