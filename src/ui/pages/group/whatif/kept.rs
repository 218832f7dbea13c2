//! Histories in the browser's database: what is short as a text, the samples as columns.

use std::sync::Arc;

use js_sys::{Array, Float64Array, Math};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use super::desk::{columns, of_columns};
use crate::engine::Metric;
use crate::lab::{ImportedHistory, ImportedSeries};
use crate::ui::kit::time;
use crate::ui::link::idb::{Database, Shelf};
use crate::worker::{ImportReport, Note, from_text, to_text};

/// A kept history without its samples.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Label {
    /// Its key in the database.
    #[serde(skip)]
    pub key: String,
    /// Its name.
    pub name: String,
    /// What the import found.
    pub report: ImportReport,
    /// The first sample of all, in milliseconds since the Unix epoch.
    pub from_ms: i64,
    /// The last sample of all, in milliseconds since the Unix epoch.
    pub until_ms: i64,
    series: Vec<SeriesLabel>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SeriesLabel {
    name: String,
    unit: String,
    metric: Option<Metric>,
    factor: f64,
    samples: u32,
    notes: Vec<Note>,
}

impl Label {
    /// How many samples it has.
    pub fn samples(&self) -> u32 {
        self.series.iter().map(|series| series.samples).sum()
    }

    fn of(history: &ImportedHistory) -> Self {
        let times = || history.series.iter().map(|series| &series.samples.times_ms);
        let series = history.series.iter().map(|series| SeriesLabel {
            name: series.name.clone(),
            unit: series.unit.clone(),
            metric: series.metric,
            factor: series.factor,
            samples: u32::try_from(series.samples.times_ms.len()).unwrap_or(u32::MAX),
            notes: series.notes.clone(),
        });
        Self {
            key: format!("{}-{}", time::now_ms(), Math::random()),
            name: history.name.clone(),
            report: history.report.clone(),
            from_ms: times().filter_map(|times| times.first()).min().copied().unwrap_or(0),
            until_ms: times().filter_map(|times| times.last()).max().copied().unwrap_or(0),
            series: series.collect(),
        }
    }

    fn with_samples(self, columns: &Array) -> ImportedHistory {
        let column = |at: usize| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            columns.get(at).dyn_into::<Float64Array>().map(|c| c.to_vec()).unwrap_or_default()
        };
        let series = self.series.into_iter().enumerate().map(|(at, own)| ImportedSeries {
            name: own.name,
            unit: own.unit,
            metric: own.metric,
            load: None,
            factor: own.factor,
            samples: Arc::new(of_columns(column(2 * at), column(2 * at + 1))),
            notes: own.notes,
        });
        let series = series.collect();
        ImportedHistory {
            name: self.name,
            report: self.report,
            series,
            ..ImportedHistory::default()
        }
    }
}

/// Every kept history, the oldest first. One that cannot be read is left out.
///
/// # Errors
/// Why the browser has none.
pub async fn all() -> Result<Vec<Label>, String> {
    let found = Database::open().await?.all(Shelf::Labels).await?;
    let read = |(key, value): (String, JsValue)| {
        let label: Label = from_text(&value.as_string()?).ok()?;
        Some(Label { key, ..label })
    };
    Ok(found.into_iter().filter_map(read).collect())
}

/// Keeps a history.
///
/// # Errors
/// Why the browser did not.
pub async fn keep(history: &ImportedHistory) -> Result<(), String> {
    let label = Label::of(history);
    let samples = Array::new();
    for series in &history.series {
        columns(&series.samples).iter().for_each(|column| {
            samples.push(column);
        });
    }
    let text = JsValue::from_str(&to_text(&label));
    let values = [(Shelf::Labels, Some(text)), (Shelf::Columns, Some(samples.into()))];
    Database::open().await?.set(&label.key, &values).await
}

/// Names a kept history anew.
///
/// # Errors
/// Why the browser did not.
pub async fn rename(label: &Label, name: &str) -> Result<(), String> {
    let text = to_text(&Label { name: name.to_owned(), ..label.clone() });
    let values = [(Shelf::Labels, Some(JsValue::from_str(&text)))];
    Database::open().await?.set(&label.key, &values).await
}

/// Forgets a kept history.
///
/// # Errors
/// Why the browser did not.
pub async fn forget(key: &str) -> Result<(), String> {
    let values = [(Shelf::Labels, None), (Shelf::Columns, None)];
    Database::open().await?.set(key, &values).await
}

/// A kept history with its samples.
///
/// # Errors
/// Why the browser did not give it.
pub async fn load(label: Label) -> Result<ImportedHistory, String> {
    let value = Database::open().await?.get(Shelf::Columns, &label.key).await?;
    let columns = value.dyn_into::<Array>();
    let columns = columns.map_err(|_| "Its samples are gone. Load the file again.".to_owned())?;
    Ok(label.with_samples(&columns))
}
