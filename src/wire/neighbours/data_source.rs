//! Where metrics are read (contract, section 10).

use serde::{Deserialize, Serialize};

use crate::wire::ProjectId;
use crate::wire::page::envelope;

/// A place of metrics, logs or traces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DataSource {
    /// Its id.
    pub id: String,
    /// A name for people.
    pub name: String,
    /// `scaleway` for what the products write, `custom` for the rest.
    pub origin: String,
    /// The project whose data it holds.
    pub project_id: ProjectId,
    /// Its region.
    pub region: String,
    /// How many days it keeps what it holds.
    pub retention_days: u32,
    /// `metrics`, `logs` or `traces`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The address under which `/prometheus/api/v1` answers.
    pub url: String,
}

envelope! {
    /// A page of data sources.
    DataSourceList {
        DataSource,
        data_sources: Vec<DataSource>,
        total_count: u64
    } data_sources;
}
