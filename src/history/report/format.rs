//! How a file is written.

use serde::{Deserialize, Serialize};

/// How a file is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A table with a time and values in each row.
    Table(Csv),
    /// JSON, as a tool answers a query.
    Json {
        /// Which tool.
        tool: Tool,
        /// How many series it has.
        series: usize,
    },
}

/// A tool that answers queries in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tool {
    /// Prometheus, and what answers like it: a range query.
    Prometheus,
    /// VictoriaMetrics: lines of an export.
    VictoriaMetrics,
    /// Amazon CloudWatch: `get-metric-statistics`.
    CloudWatchStatistics,
    /// Amazon CloudWatch: `get-metric-data`.
    CloudWatchData,
    /// Azure Monitor: `az monitor metrics list`.
    AzureMonitor,
    /// Grafana: the data of a query, as its inspector shows them.
    Grafana,
    /// Datadog: a query of timeseries.
    Datadog,
}

impl Tool {
    /// What the file is, as the start of a sentence.
    #[must_use]
    pub fn answer(self) -> &'static str {
        match self {
            Self::Prometheus => t!("An answer of Prometheus"),
            Self::VictoriaMetrics => t!("An export of VictoriaMetrics"),
            Self::CloudWatchStatistics => t!("An answer of CloudWatch's GetMetricStatistics"),
            Self::CloudWatchData => t!("An answer of CloudWatch's GetMetricData"),
            Self::AzureMonitor => t!("An answer of Azure Monitor"),
            Self::Grafana => t!("An answer of a Grafana data source"),
            Self::Datadog => t!("An answer of Datadog"),
        }
    }
}

/// How a text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// As text is everywhere.
    Utf8,
    /// As spreadsheets write "Unicode text".
    Utf16,
    /// As Windows writes text in western Europe and America.
    Windows1252,
}

/// How a table is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Csv {
    /// `,`, `;`, `|` or a tab.
    pub delimiter: char,
    /// The first row names the columns.
    pub header: bool,
    /// The names of all columns; empty texts without a header.
    pub columns: Vec<String>,
    /// Index of the column that the times were taken from.
    pub time_column: usize,
    /// How the first readable time is written.
    pub time_form: TimeForm,
    /// What epoch numbers count, where there are any.
    pub epoch_unit: Option<EpochUnit>,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeForm {
    /// Date and time with `Z` or an offset (RFC 3339).
    Zoned,
    /// Date and time without a zone.
    Zoneless,
    /// A count since the Unix epoch.
    Epoch,
}

/// What an epoch number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EpochUnit {
    /// Seconds, with or without a fraction.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}
