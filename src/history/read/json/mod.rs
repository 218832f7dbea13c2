//! JSON, as tools answer queries: what kind it is, and its series.

mod azure;
mod cloudwatch;
mod datadog;
mod entry;
mod grafana;
mod prometheus;
mod series;
mod victoria;

use serde_json::Value;

use self::entry::{Entry, parse};
use super::imported::Imported;
use super::options::ImportOptions;
use crate::history::MAX_SERIES;
use crate::history::report::{Finding, Format, ImportError, Report, Tool};

/// A kind of JSON that is read.
struct Shape {
    tool: Tool,
    is: fn(&Value) -> bool,
    read: fn(Value) -> Result<Vec<Entry>, ImportError>,
}

/// The kinds that are read; the last one is what all else is held against.
const SHAPES: [Shape; 6] = [
    Shape {
        tool: Tool::CloudWatchData,
        is: |root| root.get("MetricDataResults").is_some(),
        read: cloudwatch::data,
    },
    Shape {
        tool: Tool::CloudWatchStatistics,
        is: |root| root.get("Datapoints").is_some(),
        read: cloudwatch::statistics,
    },
    Shape { tool: Tool::AzureMonitor, is: azure::is, read: azure::read },
    Shape { tool: Tool::Grafana, is: grafana::is, read: grafana::read },
    Shape { tool: Tool::Datadog, is: datadog::is, read: datadog::read },
    Shape { tool: Tool::Prometheus, is: |_| true, read: prometheus::read },
];

/// Kinds that are known and hold no history, or not as one: what tells them, what they are, and
/// what to export instead.
const OTHERS: [(&str, &str, &str); 8] = [
    ("panels", text!("a dashboard of Grafana, which holds no data"), GRAFANA),
    ("dashboard", text!("a dashboard of Grafana, which holds no data"), GRAFANA),
    ("aggregations", text!("an answer of Elasticsearch"), KIBANA),
    ("hits", text!("an answer of Elasticsearch"), KIBANA),
    ("timeSeries", text!("an answer of Google Cloud Monitoring"), CLOUD_CONSOLE),
    ("timeSeriesData", text!("an answer of Google Cloud Monitoring"), CLOUD_CONSOLE),
    (
        "resourceMetrics",
        text!("an export of OpenTelemetry"),
        text!("query it in its store and export that"),
    ),
    (
        "histories",
        text!("a job of the what-if"),
        text!("open it as a run, or replay it on the command line"),
    ),
];

const GRAFANA: &str = text!("open a panel's menu, choose Inspect, Data, and download CSV");
const KIBANA: &str =
    text!("open the visualization's menu in Kibana, choose Inspect, and download CSV");
const CLOUD_CONSOLE: &str = text!("download the chart as CSV in Metrics Explorer");

/// Reads answers, each whole. Several are of Prometheus, to one question about several stretches of
/// time.
pub(in crate::history) fn read(
    bodies: &[&[u8]],
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let (tool, entries, warned) = match bodies {
        [body] => of_file(body)?,
        bodies => {
            let (entries, warned) = prometheus::joined(bodies)?;
            (Tool::Prometheus, entries, warned)
        }
    };
    let count = entries.len();
    if count == 0 {
        return Err(ImportError::NoSeries { why: t!("Its list of series is empty.").to_owned() });
    }
    if count > MAX_SERIES {
        return Err(ImportError::TooManySeries { series: count });
    }
    let rows: usize = entries.iter().map(|entry| entry.points.len()).sum();
    let (mut series, mut findings) = (Vec::new(), warned);
    for (index, entry) in entries.into_iter().enumerate() {
        match series::read(index, entry, options) {
            Ok(one) => series.push(one),
            Err(finding) => findings.push(finding),
        }
    }
    if series.is_empty() {
        let why: Vec<String> = findings.iter().take(3).map(Finding::to_string).collect();
        return Err(ImportError::NoSeries { why: why.join(" ") });
    }
    let counted = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let samples = series.iter().map(|one| one.series.samples().len()).sum();
    let format = Format::Json { tool, series: count };
    let report = Report { format, rows: counted(rows), samples: counted(samples), findings };
    Ok(Imported::new(series, report, Vec::new()))
}

fn of_file(body: &[u8]) -> Result<(Tool, Vec<Entry>, Vec<Finding>), ImportError> {
    if let Some(entries) = victoria::read(body)? {
        return Ok((Tool::VictoriaMetrics, entries, Vec::new()));
    }
    let root = parse(body)?;
    let other = OTHERS.iter().find(|(key, _, _)| root.get(key).is_some());
    if let Some((_, what, instead)) = other {
        return Err(ImportError::OtherTool { what, instead });
    }
    let shape = SHAPES.iter().find(|shape| (shape.is)(&root)).unwrap_or(&SHAPES[5]);
    let warned = prometheus::warned(&root);
    Ok((shape.tool, (shape.read)(root)?, warned))
}
