//! The replies of Prometheus (contract, section 10).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The envelope of a range query.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Matrix {
    /// `success` or `error`.
    pub status: String,
    /// What was found.
    pub data: MatrixData,
    /// Why that may not be all; empty as a rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// What went wrong; empty as a rule.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub error: String,
}

/// The values of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LabelValues {
    /// `success` or `error`.
    pub status: String,
    /// The values, in the order of the alphabet.
    pub data: Vec<String>,
}

/// What a range query found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatrixData {
    /// `matrix`.
    #[serde(rename = "resultType")]
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
