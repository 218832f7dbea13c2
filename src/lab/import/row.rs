//! One series of a file, or those of several Instances, with what its user says of it.

use std::sync::Arc;

use super::ImportedSeries;
use crate::base::{grouped, is_one};
use crate::chart::spark::spark;
use crate::engine::{Metric, quantities};
use crate::worker::replay::{
    Form, FormOf, FormReport, MetricReading, Note, Profile, Question, Samples, SeriesReport,
};

/// What a row holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Nobody has said.
    #[default]
    Open,
    /// Nothing that is used.
    Nothing,
    /// Values of a metric.
    Metric(Metric),
    /// The number of Instances that served.
    Size,
}

impl Holds {
    /// Everything that a user can say.
    pub fn all() -> impl Iterator<Item = Self> {
        Metric::RECORDED.into_iter().map(Self::Metric).chain([Self::Size, Self::Nothing])
    }

    /// Whether those of several Instances add up.
    fn adds_up(self) -> bool {
        match self {
            Self::Metric(metric) => metric.is_total(),
            Self::Size => true,
            Self::Open | Self::Nothing => false,
        }
    }

    /// It in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => t!("Choose…"),
            Self::Nothing => t!("Nothing: leave it out"),
            Self::Metric(metric) => metric.label(),
            Self::Size => t!("Number of Instances"),
        }
    }
}

/// What the values of a usage are, where that is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Usage {
    /// It is not asked.
    #[default]
    Plain,
    /// It is asked, and nobody has said.
    Open,
    /// Ratios of 1.
    Ratio,
    /// Already in per cent.
    Percent,
    /// Of so many cores.
    Cores(u32),
    /// What is over 100 % is at fault, and left out.
    Fault,
}

/// One series of a file, or those of several Instances.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the import tells of it.
    pub report: SeriesReport,
    /// The samples of each of its forms.
    pub samples: Vec<Arc<Samples>>,
    /// What it holds.
    pub holds: Holds,
    /// Which of its forms is used.
    pub form: Form,
    /// What its values are multiplied by.
    pub factor: f64,
    /// What its usage is.
    pub usage: Usage,
}

impl Row {
    /// A row with what is likely; what nothing tells stays open.
    pub(super) fn new(report: SeriesReport, samples: Vec<Arc<Samples>>) -> Self {
        let metric = Metric::RECORDED.into_iter().find(|metric| metric.word() == report.holds);
        let asks = |one: &Question| matches!(one, Question::Metric { .. });
        let holds = match metric {
            _ if report.is_size => Holds::Size,
            Some(metric) if !report.questions.iter().any(asks) => Holds::Metric(metric),
            _ => Holds::Open,
        };
        let (form, factor, usage) = (Form::default(), 1.0, Usage::Plain);
        let mut row = Self { report, samples, holds, form, factor, usage };
        row.take_usual_form();
        row.take_reading();
        row
    }

    /// The form that is usual for what it holds: rates of counters; of several Instances the sum
    /// where what it holds adds up, else the average.
    fn take_usual_form(&mut self) {
        let of = if self.holds.adds_up() { FormOf::Sum } else { FormOf::Average };
        let usual = self.report.forms.iter().find(|form| form.form.of == of);
        let rate = |form: &&FormReport| form.form.as_rate && form.form.of == of;
        let rated = self.report.forms.iter().find(rate).or(usual);
        let first = || self.report.forms.iter().find(|form| form.form.as_rate);
        let chosen = rated.or_else(first).or(self.report.forms.first());
        self.form = chosen.map(|form| form.form).unwrap_or_default();
    }

    /// What its values are as those of the metric that it holds; none where its unit is of
    /// something else.
    fn reading(&self) -> Option<&MetricReading> {
        let Holds::Metric(metric) = self.holds else { return None };
        let is_it =
            |one: &&MetricReading| one.metric == metric.word() && one.as_rate == self.form.as_rate;
        self.report.readings.iter().find(is_it)
    }

    /// The factor that its unit tells; 0, which is none, where that is a unit of something else.
    fn told_factor(&self) -> f64 {
        match self.holds {
            Holds::Metric(_) => self.reading().map_or(0.0, |own| own.conversion.factor),
            Holds::Open | Holds::Nothing | Holds::Size => 1.0,
        }
    }

    /// Takes its values for what its unit tells; what that leaves open is asked.
    fn take_reading(&mut self) {
        self.factor = self.told_factor();
        self.usage = if self.usage_question().is_some() { Usage::Open } else { Usage::Plain };
    }

    /// Says what it holds.
    pub fn hold(&mut self, holds: Holds) {
        let added_up = self.holds.adds_up();
        self.holds = holds;
        if added_up != holds.adds_up() {
            self.take_usual_form();
        }
        self.take_reading();
    }

    /// Says in which form it is used.
    pub fn use_as(&mut self, form: Form) {
        let was_rate = self.form.as_rate;
        self.form = form;
        if was_rate != form.as_rate {
            self.take_reading();
        }
    }

    /// Says what its usage is.
    pub fn say_usage(&mut self, usage: Usage) {
        self.usage = usage;
        let told = self.told_factor();
        self.factor = match usage {
            Usage::Ratio => 100.0,
            Usage::Percent => 1.0,
            Usage::Cores(cores) => told / f64::from(cores.max(1)),
            Usage::Plain | Usage::Open | Usage::Fault => told,
        };
    }

    /// The question about its usage, where it holds one.
    #[must_use]
    pub fn usage_question(&self) -> Option<&Question> {
        self.reading()?.conversion.question.as_ref()
    }

    /// What can be said of its usage.
    #[must_use]
    pub fn usages(&self) -> Vec<(Usage, String)> {
        match self.usage_question() {
            Some(Question::Ratio { .. }) => vec![
                (Usage::Ratio, t!("Ratios: times 100").to_owned()),
                (Usage::Percent, t!("Already in %").to_owned()),
            ],
            Some(Question::OverFull { cores, in_cores, .. }) => {
                let more = [1, 2, 4, 8, 16, 32, 64, 96, 128];
                let more = more.into_iter().filter(|count| count > cores);
                let all = std::iter::once(*cores).chain(more);
                let cores = all.map(|count| (Usage::Cores(count), cores_text(count)));
                let fault =
                    (Usage::Fault, t!("At fault: leave out what is over 100\u{a0}%").to_owned());
                cores.chain((!in_cores).then_some(fault)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The form that is used, as the import tells it.
    #[must_use]
    pub fn shown(&self) -> Option<&FormReport> {
        self.report.forms.iter().find(|form| form.form == self.form)
    }

    /// Its lowest, median and highest value and its sketch, in the unit of what it holds.
    #[must_use]
    pub fn profile(&self) -> Option<Profile> {
        let own = &self.shown()?.profile;
        let factor = match self.holds {
            Holds::Metric(_) => self.factor,
            Holds::Open | Holds::Nothing | Holds::Size => 1.0,
        };
        let scaled = |value: f64| value * factor;
        Some(Profile {
            lowest: scaled(own.lowest),
            median: scaled(own.median),
            highest: scaled(own.highest),
            sketch: own.sketch.iter().map(|value| value.map(scaled)).collect(),
        })
    }

    /// Its sketch as the path of a line; usages share a scale of 100 %.
    #[must_use]
    pub fn line(&self, width: f64, height: f64) -> String {
        let Some(profile) = self.profile() else { return String::new() };
        let known = |value: &Option<f64>| value.unwrap_or(f64::NAN);
        let values: Vec<f64> = profile.sketch.iter().map(known).collect();
        let times: Vec<i64> = (0..).take(values.len()).collect();
        let is_usage = matches!(self.holds, Holds::Metric(Metric::Cpu | Metric::Memory));
        spark(&times, &values, width, height, if is_usage { 100.0 } else { 0.0 })
    }

    /// A value in the unit of what it holds.
    #[must_use]
    pub fn value_text(&self, value: f64) -> String {
        let [text] = self.value_texts([value]);
        text
    }

    /// A number in its own unit.
    fn united(&self, number: String) -> String {
        match (self.report.unit.as_str(), self.form.as_rate) {
            ("", false) => number,
            ("", true) => format!("{number} /s"),
            (unit, false) => format!("{number}\u{a0}{unit}"),
            (unit, true) => format!("{number}\u{a0}{unit}/s"),
        }
    }

    /// Several of its values beside each other, with the same decimals.
    #[must_use]
    pub fn value_texts<const N: usize>(&self, values: [f64; N]) -> [String; N] {
        let decimals = values.iter().map(|value| decimals_of(*value)).max().unwrap_or(0);
        match self.holds {
            Holds::Metric(metric) => quantities(metric, values),
            Holds::Open | Holds::Nothing => {
                values.map(|value| self.united(grouped(value, decimals)))
            }
            Holds::Size => values.map(|value| grouped(value, 0)),
        }
    }

    /// The samples of a form.
    pub(super) fn samples_of(&self, form: Form) -> Option<&Arc<Samples>> {
        let at = self.report.forms.iter().position(|own| own.form == form)?;
        self.samples.get(at)
    }

    /// The samples of its Instances, each by itself; none of a single series.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Samples> {
        let of_parts = |(form, _): &(&FormReport, &Arc<Samples>)| {
            matches!(form.form.of, FormOf::One(_)) && !form.form.as_rate
        };
        let is_several = !self.report.parts.is_empty();
        let all = self.report.forms.iter().zip(&self.samples).filter(of_parts);
        all.filter(move |_| is_several).map(|(_, samples)| &**samples)
    }

    /// Whether its values can be multiplied by its factor.
    #[must_use]
    pub fn has_factor(&self) -> bool {
        self.factor.is_finite() && self.factor > 0.0
    }

    /// By what its values are multiplied as those of other metrics; of those alone that leave
    /// nothing to be asked.
    fn other_factors(&self, held: Metric) -> Vec<(Metric, f64)> {
        let mut as_other = self.clone();
        let others = Metric::RECORDED.into_iter().filter(|metric| *metric != held);
        let factor = |metric| {
            as_other.holds = Holds::Metric(metric);
            let reading = as_other.reading().filter(|own| own.conversion.question.is_none())?;
            Some((metric, reading.conversion.factor))
        };
        others.filter_map(factor).collect()
    }

    /// It as a series of a history; nothing where it is not one of a metric.
    pub(super) fn series(&self) -> Option<ImportedSeries> {
        let Holds::Metric(metric) = self.holds else { return None };
        let samples = Arc::clone(self.samples_of(self.form)?);
        let (samples, left_out) = match self.usage {
            Usage::Fault => without_faults(&samples, self.factor),
            _ => (samples, 0),
        };
        let reason = (!self.report.reason.is_empty()).then(|| plain(self.report.reason.clone()));
        let fault = (left_out > 0).then(|| Note {
            warning: true,
            sentence: t!("{left_out} samples over 100\u{a0}% were said to be at fault: left out."),
        });
        let form = self.shown();
        let notes = reason.into_iter().chain(self.report.notes.iter().cloned());
        let notes = notes.chain(form.into_iter().flat_map(|form| form.notes.clone()));
        Some(ImportedSeries {
            name: self.title(),
            unit: self.report.unit.clone(),
            metric: Some(metric),
            load: None,
            factor: self.factor,
            others: self.other_factors(metric),
            samples,
            notes: notes.chain(fault).collect(),
        })
    }

    /// Why its values cannot be multiplied by its factor, in sentences.
    pub(super) fn factor_trouble(&self, metric: Metric) -> Option<String> {
        let (name, unit) = (&self.report.name, &self.report.unit);
        match self.has_factor() {
            true => None,
            false if self.factor == 0.0 && self.reading().is_none() => Some(t!(
                "{name} is in {unit}, which is no unit of {}. Say by what to multiply its values.",
                metric.label()
            )),
            false => Some(t!("Give {name} a factor above 0.")),
        }
    }

    /// Its name with the form that is used: `cpu_pct, average of 3`.
    #[must_use]
    pub fn title(&self) -> String {
        let form = self.form_text(self.form);
        let named = !self.report.parts.is_empty() || self.form.as_rate;
        if named { format!("{}, {form}", self.report.name) } else { self.report.name.clone() }
    }

    /// A form in words: `average of 3`, `rate per second`, `only web-a`.
    #[must_use]
    pub fn form_text(&self, form: Form) -> String {
        let parts = &self.report.parts;
        let count = parts.len();
        let of = match form.of {
            FormOf::Average => t!("average of {count}"),
            FormOf::Sum => t!("sum of {count}"),
            FormOf::One(at) => parts.get(at).map_or_else(String::new, |one| t!("only {one}")),
        };
        match (form.as_rate, of.is_empty()) {
            (true, true) => t!("rate per second").to_owned(),
            (true, false) => t!("{of}, as rates per second"),
            (false, true) => t!("as it is").to_owned(),
            (false, false) => of,
        }
    }
}

fn cores_text(count: u32) -> String {
    match is_one(count as usize) {
        true => t!("It counts {count} core"),
        false => t!("It counts {count} cores: divided by {count}"),
    }
}

const fn plain(sentence: String) -> Note {
    Note { warning: false, sentence }
}

/// The samples that are at most 100 % once multiplied, and how many are not.
fn without_faults(samples: &Samples, factor: f64) -> (Arc<Samples>, usize) {
    let pairs = samples.times_ms.iter().zip(&samples.values);
    let kept = pairs.filter(|(_, value)| **value * factor <= 100.0);
    let (times_ms, values): (Vec<i64>, Vec<f64>) = kept.map(|(at, value)| (*at, *value)).unzip();
    let left_out = samples.times_ms.len() - times_ms.len();
    (Arc::new(Samples { times_ms, values }), left_out)
}

/// The decimals of a value whose unit is not known.
fn decimals_of(value: f64) -> usize {
    if value.abs() < 100.0 && value.fract() != 0.0 { 2 } else { 0 }
}
