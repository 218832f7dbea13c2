//! The answer of Azure Monitor: `az monitor metrics list`.

use serde_json::Value;

use super::cloudwatch::unit_of;
use super::entry::{Entry, Time, label, list, text};
use crate::history::clean::Label;
use crate::history::report::ImportError;

/// Statistics as a data point names them.
const STATISTICS: [&str; 5] = ["average", "maximum", "minimum", "total", "count"];

pub(super) fn is(root: &Value) -> bool {
    root.get("value")
        .and_then(|value| value.get(0))
        .is_some_and(|one| one.get("timeseries").is_some())
}

/// Each statistic of each timeseries of each metric is a series.
pub(super) fn read(mut root: Value) -> Result<Vec<Entry>, ImportError> {
    let mut entries = Vec::new();
    for mut metric in list(&mut root, "value") {
        let name = metric.get("name").map_or("", |name| text(name, "value")).to_owned();
        let word = text(&metric, "unit").replace("PerSecond", "/Second");
        let unit = unit_of(&word);
        for mut one in list(&mut metric, "timeseries") {
            let labels: Vec<Label> =
                list(&mut one, "metadatavalues").iter().map(dimension).collect();
            let points = list(&mut one, "data");
            let has = |statistic: &&str| points.iter().any(|point| is_there(point, statistic));
            for statistic in STATISTICS.into_iter().filter(has) {
                let value = |point: &Value| point.get(statistic).cloned().unwrap_or_default();
                let time = |point: &Value| Time::of(point.get("timeStamp").unwrap_or(&Value::Null));
                let mut labels = labels.clone();
                labels.push(label("statistic", statistic));
                entries.push(Entry {
                    name: name.clone(),
                    labels,
                    unit: unit.clone().filter(|_| statistic != "count"),
                    points: points.iter().map(|point| (time(point), value(point))).collect(),
                });
            }
        }
    }
    Ok(entries)
}

fn is_there(point: &Value, statistic: &str) -> bool {
    point.get(statistic).is_some_and(|value| !value.is_null())
}

fn dimension(value: &Value) -> Label {
    label(value.get("name").map_or("", |name| text(name, "value")), text(value, "value"))
}
