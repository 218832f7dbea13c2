//! Histories in the browser's database: what is short as a text, the samples as columns.

use std::sync::Arc;

use js_sys::{Array, Float64Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::base::sort_by_key;
use crate::engine::Metric;
use crate::lab::import::HistoryMark;
use crate::lab::{ImportedHistory, ImportedSeries, Samples};
use crate::ui::kit::time;
use crate::whatif::{LoadModel, SizeAt};
use crate::worker::browser::database::Database;
use crate::worker::protocol::{from_text, to_text};
use crate::worker::replay::{ImportReport, Note};

/// The database, with a store for what is short, so that it can be listed, and one for the samples.
const NAME: &str = "headroom";
const LABELS: &str = "labels";
const COLUMNS: &str = "columns";

async fn database() -> Result<Database, String> {
    Database::open(NAME, &[LABELS, COLUMNS]).await.map_err(|error| error.to_string())
}

/// Sets values of the two stores under a key, all or none; without a value, takes away what is
/// there.
async fn set(key: &str, values: &[(&'static str, Option<JsValue>)]) -> Result<(), String> {
    let change = |(store, value): &(&'static str, Option<JsValue>)| (*store, key, value.clone());
    let changes: Vec<_> = values.iter().map(change).collect();
    let made = database().await?.change(&changes, None).await;
    made.map(drop).map_err(|error| error.to_string())
}

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
    /// How many Instances served; none in what was kept before that was asked.
    sizes: Vec<SizeAt>,
    /// The rhythm of the evaluations that a run file tells.
    phase_ms: Option<i64>,
    /// When it was kept, in milliseconds since the Unix epoch.
    kept_ms: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SeriesLabel {
    name: String,
    unit: String,
    metric: Option<Metric>,
    load: Option<LoadModel>,
    factor: f64,
    others: Vec<(Metric, f64)>,
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
            load: series.load,
            factor: series.factor,
            others: series.others.clone(),
            samples: u32::try_from(series.samples.times_ms.len()).unwrap_or(u32::MAX),
            notes: series.notes.clone(),
        });
        Self {
            key: HistoryMark::of(history).key,
            name: history.name.clone(),
            report: history.report.clone(),
            from_ms: times().filter_map(|times| times.first()).min().copied().unwrap_or(0),
            until_ms: times().filter_map(|times| times.last()).max().copied().unwrap_or(0),
            series: series.collect(),
            sizes: history.sizes.clone(),
            phase_ms: history.phase_ms,
            kept_ms: time::now_ms(),
        }
    }

    fn with_samples(self, columns: &Array) -> ImportedHistory {
        let column = |at: usize| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            columns.get(at).dyn_into::<Float64Array>().map(|c| c.to_vec()).unwrap_or_default()
        };
        let samples = |at: usize| {
            Samples::of_columns(&column(2 * at), column(2 * at + 1)).unwrap_or_default()
        };
        let series = self.series.into_iter().enumerate().map(|(at, own)| ImportedSeries {
            name: own.name,
            unit: own.unit,
            metric: own.metric,
            load: own.load,
            factor: own.factor,
            others: own.others,
            samples: Arc::new(samples(at)),
            notes: own.notes,
        });
        ImportedHistory {
            name: self.name,
            report: self.report,
            series: series.collect(),
            sizes: self.sizes,
            phase_ms: self.phase_ms,
        }
    }
}

/// Every kept history, the oldest first. One that cannot be read is left out.
///
/// # Errors
/// Why the browser has none.
pub async fn all() -> Result<Vec<Label>, String> {
    let found = database().await?.all(LABELS).await.map_err(|error| error.to_string())?;
    let read = |(key, value): (String, JsValue)| {
        let label: Label = from_text(&value.as_string()?).ok()?;
        Some(Label { key, ..label })
    };
    let mut labels: Vec<Label> = found.into_iter().filter_map(read).collect();
    sort_by_key(&mut labels, |label| label.kept_ms);
    Ok(labels)
}

/// Keeps a history. One of the same samples, read in another way, stays where it stands and what
/// it is called.
///
/// # Errors
/// Why the browser did not.
pub async fn keep(history: &ImportedHistory) -> Result<(), String> {
    let mut label = Label::of(history);
    if let Some(before) = all().await?.into_iter().find(|before| before.key == label.key) {
        (label.name, label.kept_ms) = (before.name, before.kept_ms);
    }
    let samples = Array::new();
    for series in &history.series {
        series.samples.to_columns().iter().for_each(|column| {
            samples.push(&Float64Array::from(column.as_slice()));
        });
    }
    let text = JsValue::from_str(&to_text(&label));
    let values = [(LABELS, Some(text)), (COLUMNS, Some(samples.into()))];
    set(&label.key, &values).await
}

/// Names a kept history anew.
///
/// # Errors
/// Why the browser did not.
pub async fn rename(key: &str, name: &str) -> Result<(), String> {
    let text = to_text(&Label { name: name.to_owned(), ..label(key).await? });
    let values = [(LABELS, Some(JsValue::from_str(&text)))];
    set(key, &values).await
}

async fn label(key: &str) -> Result<Label, String> {
    let found = all().await?.into_iter().find(|label| label.key == key);
    found.ok_or_else(|| t!("It is not there any more.").to_owned())
}

/// Forgets a kept history.
///
/// # Errors
/// Why the browser did not.
pub async fn forget(key: &str) -> Result<(), String> {
    let values = [(LABELS, None), (COLUMNS, None)];
    set(key, &values).await
}

/// The kept history of this key, with its samples.
///
/// # Errors
/// Why the browser did not give it.
pub async fn find(key: &str) -> Result<ImportedHistory, String> {
    let label = label(key).await?;
    let value = database().await?.get(COLUMNS, &label.key).await.map_err(|e| e.to_string())?;
    let columns = value.and_then(|value| value.dyn_into::<Array>().ok());
    let columns = columns.ok_or(t!("Its samples are gone. Load the file again."))?;
    Ok(label.with_samples(&columns))
}
