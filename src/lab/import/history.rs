//! A history from a file or a query, and what its user says that it holds.

use std::sync::Arc;

use super::size::range_text;
use crate::base::is_one;
use crate::engine::{FieldErrors, Metric, Reason};
use crate::whatif::{History, Job, LoadModel, SizeAt};
use crate::worker::replay::{Conversion, ImportReport, MetricReading, NamedSamples, Note, Samples};

/// A history from a file or a query, with what the import found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedHistory {
    /// Its name.
    pub name: String,
    /// What the import found and did.
    pub report: ImportReport,
    /// Its series.
    pub series: Vec<ImportedSeries>,
    /// How many Instances served while it was recorded, in order of time; the first also holds
    /// before its time. None in what was kept before anybody was asked.
    pub sizes: Vec<SizeAt>,
    /// The rhythm of the evaluations that a run file tells.
    pub phase_ms: Option<i64>,
}

/// One series of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedSeries {
    /// Its name in the file.
    pub name: String,
    /// The unit that its values were written in; empty when the file names none.
    pub unit: String,
    /// What it holds; `None` leaves it out.
    pub metric: Option<Metric>,
    /// How it answers to another size; the metric's own way when unset.
    pub load: Option<LoadModel>,
    /// What its values are multiplied by.
    pub factor: f64,
    /// By what they were as those of other metrics, as far as its unit tells.
    pub others: Vec<(Metric, f64)>,
    /// Its samples as they were read.
    pub samples: Arc<Samples>,
    /// What the import found in it.
    pub notes: Vec<Note>,
}

impl ImportedHistory {
    /// The series that are used.
    pub fn used(&self) -> impl Iterator<Item = (&ImportedSeries, Metric)> {
        self.series.iter().filter_map(|series| Some((series, series.metric?)))
    }

    /// How many samples are used.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.used().map(|(series, _)| series.samples.times_ms.len()).sum()
    }

    /// What the import found, the whole file's numbers first.
    #[must_use]
    pub fn found(&self) -> Vec<Note> {
        let plain = |sentence| Note { warning: false, sentence };
        let rows = plain(t!("{} samples of {} rows.", self.report.samples, self.report.rows));
        let of_series = self.series.iter().flat_map(|series| &series.notes);
        let notes = of_series.chain(&self.report.notes).cloned();
        [rows, plain(self.report.format.clone())].into_iter().chain(notes).collect()
    }

    /// What to mend before it can be used; `None` where it can.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        let mut seen = Vec::new();
        for (series, metric) in self.used() {
            if seen.contains(&metric) {
                return Some(t!("Two series hold {}. Leave one of them out.", metric.label()));
            }
            if !series.has_factor() {
                return Some(t!("Give {} a factor above 0.", series.name));
            }
            seen.push(metric);
        }
        let none = t!("Every series is left out. Say what at least one of them holds.");
        seen.is_empty().then(|| none.to_owned())
    }

    /// The history with one series holding something else; `None` where it could not be used so.
    #[must_use]
    pub fn holding(&self, index: usize, metric: Option<Metric>) -> Option<Self> {
        let mut changed = self.clone();
        changed.series.get_mut(index)?.holds(metric);
        changed.trouble().is_none().then_some(changed)
    }

    /// The job that it makes of what the settings say.
    #[must_use]
    pub fn job(&self, settings: Job) -> Job {
        debug_assert!(!self.sizes.is_empty(), "nothing is used before its size is known");
        let histories = self.used().map(|(series, m)| series.history(m)).collect();
        let recorded_sizes = self.sizes.clone();
        Job { histories, recorded_sizes, evaluation_phase_ms: self.phase_ms, ..settings }
    }

    /// The number of Instances that it was recorded with all the time; none where that changed.
    #[must_use]
    pub fn constant_size(&self) -> Option<u32> {
        match self.sizes.as_slice() {
            [only] => Some(only.size),
            _ => None,
        }
    }

    /// It with another number of Instances, the same all the time.
    #[must_use]
    pub fn recorded_with(&self, size: u32) -> Self {
        let starts = self.series.iter().filter_map(|one| one.samples.times_ms.first());
        let at_ms = starts.min().copied().unwrap_or(0);
        Self { sizes: vec![SizeAt { at_ms, size }], ..self.clone() }
    }

    /// With how many Instances it was recorded: `Recorded with 2 to 8 Instances.`
    #[must_use]
    pub fn size_words(&self) -> String {
        let sizes = range_text(&self.sizes);
        match self.constant_size().is_some_and(|size| is_one(size as usize)) {
            true => t!("Recorded with {sizes} Instance."),
            false => t!("Recorded with {sizes} Instances."),
        }
    }

    /// The samples of its series with their names: of all, or of those that are used.
    #[must_use]
    pub fn named(&self, used_alone: bool) -> Vec<NamedSamples> {
        let chosen = self.series.iter().filter(|one| !used_alone || one.metric.is_some());
        let named = |one: &ImportedSeries| NamedSamples {
            name: one.name.clone(),
            samples: Arc::clone(&one.samples),
        };
        chosen.map(named).collect()
    }

    /// The history of a run file.
    #[must_use]
    pub fn of_run(name: String, job: &Job) -> Self {
        let series = job.histories.iter().map(|history| ImportedSeries {
            name: history.metric.label().to_owned(),
            unit: String::new(),
            metric: Some(history.metric),
            load: Some(history.load),
            factor: 1.0,
            others: Vec::new(),
            samples: Arc::new(Samples {
                times_ms: history.times_ms.clone(),
                values: history.values.clone(),
            }),
            notes: Vec::new(),
        });
        let series: Vec<_> = series.collect();
        let samples: usize = series.iter().map(|series| series.samples.times_ms.len()).sum();
        let samples = u32::try_from(samples).unwrap_or(u32::MAX);
        let format = t!("A run of Headroom, with its policies and settings.").to_owned();
        let report = ImportReport { samples, rows: samples, format, ..ImportReport::default() };
        let (sizes, phase_ms) = (job.recorded_sizes.clone(), job.evaluation_phase_ms);
        Self { name, report, series, sizes, phase_ms }
    }
}

impl ImportedSeries {
    fn history(&self, metric: Metric) -> History {
        let Samples { times_ms, mut values } = (*self.samples).clone();
        if self.factor != 1.0 {
            values.iter_mut().for_each(|value| *value *= self.factor);
        }
        let load = self.load.unwrap_or_else(|| LoadModel::of(metric));
        History { metric, load, times_ms, values }
    }

    /// The metrics that it can hold: the one that it does, and those whose factor is known.
    pub fn choices(&self) -> impl Iterator<Item = Metric> {
        self.metric.into_iter().chain(self.others.iter().map(|(metric, _)| *metric))
    }

    /// Says what it holds; a metric that is none of its [choices](Self::choices) changes nothing.
    pub fn holds(&mut self, metric: Option<Metric>) {
        if metric == self.metric {
            return;
        }
        let held = self.metric.map(|held| (held, self.factor));
        if let Some(wanted) = metric {
            let at = self.others.iter().position(|(other, _)| *other == wanted);
            let Some(at) = at else { return };
            self.factor = self.others.swap_remove(at).1;
        }
        self.others.extend(held);
        self.metric = metric;
        self.load = None;
    }

    /// What its values are as those of each metric that it can hold.
    pub(super) fn readings(&self) -> Vec<MetricReading> {
        let held = self.metric.map(|metric| (metric, self.factor));
        let reading = |(metric, factor): (Metric, f64)| MetricReading {
            metric: metric.word().to_owned(),
            as_rate: false,
            conversion: Conversion { factor, question: None },
        };
        held.into_iter().chain(self.others.iter().copied()).map(reading).collect()
    }

    /// Whether its values can be multiplied by its factor.
    #[must_use]
    pub fn has_factor(&self) -> bool {
        self.factor.is_finite() && self.factor > 0.0
    }
}

/// What is wrong with a field of a query, as its answer shows.
#[must_use]
pub fn refused_at(field: &'static str, message: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(field, Reason::Constraint, message);
    errors
}
