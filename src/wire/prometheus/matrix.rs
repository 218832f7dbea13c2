//! The replies of Prometheus (contract, section 10).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The envelope of a range query that succeeded. What was found must be there: a reply without it
/// does not say that there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// What was found.
    pub data: MatrixData,
    /// Why that may not be all; empty as a rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// The values of a label, which must be there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelValues {
    /// The values, in the order of the alphabet.
    pub data: Vec<String>,
}

/// What a range query found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MatrixData {
    /// `matrix`.
    #[serde(default, rename = "resultType")]
    pub result_type: String,
    /// One entry a series.
    pub result: Vec<MatrixSeries>,
}

/// One series: its labels, and its values as (epoch seconds, number as text).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatrixSeries {
    /// Labels.
    pub metric: BTreeMap<String, String>,
    /// Values; the text may be `NaN`, `+Inf` or `-Inf`.
    pub values: Vec<(f64, String)>,
}
