//! The answers of Amazon CloudWatch: `get-metric-data` and `get-metric-statistics`.

use serde_json::Value;

use super::entry::{Entry, Time, label, list, text};
use crate::history::read::unit;
use crate::history::report::{ImportError, Unit};

/// Statistics as a data point names them.
const STATISTICS: [&str; 5] = ["Average", "Maximum", "Minimum", "Sum", "SampleCount"];

/// `get-metric-data`: lists of times and values for each query.
pub(super) fn data(mut root: Value) -> Result<Vec<Entry>, ImportError> {
    let mut entries = Vec::new();
    for mut result in list(&mut root, "MetricDataResults") {
        let name = text(&result, "Label").to_owned();
        let (times, values) = (list(&mut result, "Timestamps"), list(&mut result, "Values"));
        if times.len() != values.len() {
            let what = t!("\"{name}\" has another number of Timestamps than of Values");
            return Err(ImportError::BrokenJson { what });
        }
        let points = times.iter().map(Time::of).zip(values).collect();
        entries.push(Entry { unit: unit::of_name(&name), name, labels: Vec::new(), points });
    }
    Ok(entries)
}

/// `get-metric-statistics`: points in any order, each with its unit and statistics. Each statistic
/// is a series.
pub(super) fn statistics(mut root: Value) -> Result<Vec<Entry>, ImportError> {
    let name = text(&root, "Label").to_owned();
    let points = list(&mut root, "Datapoints");
    let units: Vec<&str> = points.iter().map(|point| text(point, "Unit")).collect();
    if units.windows(2).any(|pair| pair[0] != pair[1]) {
        let what = t!("its Datapoints are in different units").to_owned();
        return Err(ImportError::BrokenJson { what });
    }
    let unit = units.first().copied().and_then(unit_of).or_else(|| unit::of_name(&name));
    let has = |statistic: &&str| points.iter().any(|point| point.get(statistic).is_some());
    let entry = |statistic: &str| {
        let value = |point: &Value| point.get(statistic).cloned().unwrap_or_default();
        let time = |point: &Value| Time::of(point.get("Timestamp").unwrap_or(&Value::Null));
        Entry {
            name: name.clone(),
            labels: vec![label("statistic", statistic)],
            unit: unit.clone().filter(|_| statistic != "SampleCount"),
            points: points.iter().map(|point| (time(point), value(point))).collect(),
        }
    };
    Ok(STATISTICS.into_iter().filter(has).map(entry).collect())
}

/// The unit that CloudWatch calls so.
pub(super) fn unit_of(word: &str) -> Option<Unit> {
    let (size, per) = word.split_once('/').map_or((word, ""), |(size, _)| (size, "/s"));
    let prefix = [("Kilo", "k"), ("Mega", "M"), ("Giga", "G"), ("Tera", "T")];
    let plain = size.to_lowercase();
    let found = prefix.iter().find(|(long, _)| plain.starts_with(&long.to_lowercase()));
    let (short, rest) =
        found.map_or(("", plain.as_str()), |(long, short)| (*short, &plain[long.len()..]));
    let base = match rest {
        "percent" => return unit::word("%"),
        "bytes" => "B",
        "bits" => "b",
        "count" if !per.is_empty() => return unit::word("/s"),
        _ => return None,
    };
    unit::word(&format!("{short}{base}{per}"))
}
