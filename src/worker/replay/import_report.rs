//! What an import found, as the page shows it: its series in rows, those of several Instances in
//! one, each in every form that it can be used in.

use serde::{Deserialize, Serialize};

use super::samples::Samples;
use crate::base::is_one;
use crate::history::{
    CombineError, Conversion, Finding, Guess, Holds, Imported, NamedSeries, Profile, Question,
    Series, Severity, Suggestion, Together, combine, rate,
};

/// What an import found, for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportReport {
    /// How many samples came of it.
    pub samples: u32,
    /// How many rows the file has.
    pub rows: u32,
    /// What the file was taken for.
    pub format: String,
    /// What was found in the whole file and what was done about it.
    pub notes: Vec<Note>,
    /// Which columns and series were left out, and why: a sentence each.
    pub left_out: Vec<String>,
    /// What only its user can answer about the whole file.
    pub questions: Vec<Question>,
    /// What is known of each series, or of those of several Instances.
    pub series: Vec<SeriesReport>,
}

impl ImportReport {
    /// How many forms all rows have.
    pub(super) fn forms(&self) -> usize {
        self.series.iter().map(|row| row.forms.len()).sum()
    }
}

/// One series of a file, or those of several Instances, for people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeriesReport {
    /// Its name, or which column it is.
    pub name: String,
    /// What tells several Instances apart, such as `host`; empty for a single series.
    pub label: String,
    /// The Instances' names; none for a single series.
    pub parts: Vec<String>,
    /// The unit of its values as they are; empty when it is not known.
    pub unit: String,
    /// The managed metric that it is likely to be, as the API names it; empty when nothing tells.
    pub holds: String,
    /// Whether it counts the Instances that served.
    pub is_size: bool,
    /// Why that, in one sentence.
    pub reason: String,
    /// Whether its name speaks of another group.
    pub is_of_another_group: bool,
    /// What only its user can answer, but for what [`Self::readings`] ask.
    pub questions: Vec<Question>,
    /// What its values are as those of each metric that its unit fits.
    pub readings: Vec<MetricReading>,
    /// What was found in it and what was done about it.
    pub notes: Vec<Note>,
    /// The forms in which it can be used; at least one.
    pub forms: Vec<FormReport>,
}

/// What a row's values are as those of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricReading {
    /// The metric, as the API names it.
    pub metric: String,
    /// Whether the rates of a counter stand in place of its values.
    pub as_rate: bool,
    /// By what they are multiplied, and what is asked before.
    pub conversion: Conversion,
}

/// One way to use a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// Whether the rate of a counter stands in place of its values.
    pub as_rate: bool,
    /// Of which of its series.
    pub of: FormOf,
}

/// Which of a row's series are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormOf {
    /// One of them, by index; 0 of a single series.
    One(usize),
    /// Their average.
    Average,
    /// Their sum.
    Sum,
}

impl Default for FormOf {
    fn default() -> Self {
        Self::One(0)
    }
}

/// A form, at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormReport {
    /// Which form.
    pub form: Form,
    /// How many samples it has.
    pub samples: u32,
    /// Its values at a glance, in the series' unit.
    pub profile: Profile,
    /// What is left out of it.
    pub notes: Vec<Note>,
}

/// One thing that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// Whether it may change what a replay answers.
    pub warning: bool,
    /// What was found, in one sentence.
    pub sentence: String,
}

/// What was read, in rows: the report, and the samples of every form of every row, in its order.
pub(super) fn in_rows(imported: &Imported) -> (ImportReport, Vec<Samples>) {
    let mut samples = Vec::new();
    let rows = rows(imported).into_iter().map(|row| row.report(imported, &mut samples));
    let series = rows.collect();
    let report = &imported.report;
    let is_left_out = |finding: &&Finding| matches!(finding, Finding::LeftOut { .. });
    let others = report.findings.iter().filter(|finding| !is_left_out(finding));
    let of_file = imported.questions.iter().filter(|question| question.series().is_empty());
    let report = ImportReport {
        samples: report.samples,
        rows: report.rows,
        format: report.format.to_string(),
        notes: others.map(note).collect(),
        left_out: imported.left_out().map(Finding::to_string).collect(),
        questions: of_file.cloned().collect(),
        series,
    };
    (report, samples)
}

/// A row on its way: the series that are in it, and its forms.
struct Row {
    /// By index; one, or those of several Instances.
    members: Vec<usize>,
    /// What tells several Instances apart.
    label: String,
    forms: Vec<(Form, Series, Vec<Note>)>,
    /// Why several Instances are not in one row, where they might have been.
    apart: Option<CombineError>,
}

/// The rows in the order of their first series.
fn rows(imported: &Imported) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let several = imported.questions.iter().filter_map(|question| match question {
        Question::Several { label, series } => Some((label, series)),
        _ => None,
    });
    let mut apart: Vec<(usize, CombineError)> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for (label, members) in several {
        match joint_forms(imported, members) {
            Ok(forms) => {
                taken.extend(members);
                let (members, label) = (members.clone(), label.clone());
                rows.push(Row { members, label, forms, apart: None });
            }
            Err(why) => apart.extend(members.iter().map(|at| (*at, why.clone()))),
        }
    }
    for (at, one) in imported.series.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        let why = apart.iter().find(|(of, _)| *of == at).map(|(_, why)| why.clone());
        let forms = single_forms(one, asks_counter(imported, at), FormOf::One(0));
        rows.push(Row { members: vec![at], label: String::new(), forms, apart: why });
    }
    crate::base::sort_by_key(&mut rows, |row| row.members.first().copied());
    rows
}

fn asks_counter(imported: &Imported, at: usize) -> bool {
    let asks = |one: &Question| matches!(one, Question::Counter { series } if *series == at);
    imported.questions.iter().any(asks)
}

/// A series as it is, and after its rate where it is a counter.
fn single_forms(one: &NamedSeries, is_counter: bool, of: FormOf) -> Vec<(Form, Series, Vec<Note>)> {
    let rated = is_counter.then(|| rate(&one.series).ok()).flatten();
    let rated = rated.map(|series| (Form { as_rate: true, of }, series, Vec::new()));
    let plain = (Form { as_rate: false, of }, one.series.clone(), Vec::new());
    rated.into_iter().chain([plain]).collect()
}

/// Every form of several Instances' series: together, and each by itself.
fn joint_forms(
    imported: &Imported,
    members: &[usize],
) -> Result<Vec<(Form, Series, Vec<Note>)>, CombineError> {
    let own = |at: &usize| &imported.series[*at];
    let are_counters = members.iter().all(|at| asks_counter(imported, *at));
    let rates: Option<Vec<Series>> = are_counters
        .then(|| members.iter().map(|at| rate(&own(at).series).ok()).collect())
        .flatten();
    let values: Vec<&Series> = members.iter().map(|at| &own(at).series).collect();
    let mut forms = Vec::new();
    if let Some(rates) = &rates {
        forms.extend(together(&rates.iter().collect::<Vec<_>>(), true)?);
    }
    forms.extend(together(&values, false)?);
    for (place, at) in members.iter().enumerate() {
        forms.extend(single_forms(own(at), are_counters, FormOf::One(place)));
    }
    Ok(forms)
}

fn together(
    parts: &[&Series],
    as_rate: bool,
) -> Result<Vec<(Form, Series, Vec<Note>)>, CombineError> {
    let mut forms = Vec::new();
    for (how, of) in [(Together::Average, FormOf::Average), (Together::Sum, FormOf::Sum)] {
        let combined = combine(parts, how)?;
        let count = combined.incomplete;
        let incomplete = (count > 0).then(|| Note {
            warning: true,
            sentence: match is_one(count as usize) {
                true => t!(
                    "{count} moment is left out: not every Instance that was there has a sample."
                ),
                false => t!(
                    "{count} moments are left out: not every Instance that was there has a sample."
                ),
            },
        });
        let (fewest, most) = combined.present;
        let varying = (fewest < most).then(|| Note {
            warning: false,
            sentence: t!("{fewest} to {most} of them have samples at a time."),
        });
        let notes = incomplete.into_iter().chain(varying).collect();
        forms.push((Form { as_rate, of }, combined.series, notes));
    }
    Ok(forms)
}

impl Row {
    /// It for people; its forms' samples are added to those of all.
    fn report(self, imported: &Imported, samples: &mut Vec<Samples>) -> SeriesReport {
        let first = &imported.series[self.members[0]];
        let is_several = self.members.len() > 1;
        let Suggestion { reason, holds, .. } = first.suggestion();
        let metric = match holds {
            Some(Holds::Metric(metric)) => Guess::as_str(metric),
            _ => "",
        };
        let own = || self.members.iter().map(|at| &imported.series[*at]);
        let findings = || own().flat_map(|one| &one.findings);
        let names_another = |one: &Finding| matches!(one, Finding::OtherGroup { .. });
        let part = |one: &NamedSeries| part_name(one, &self.label);
        let apart = self.apart.as_ref().map(|why| Note {
            warning: true,
            sentence: t!("It stands apart from the other Instances' series: {why}"),
        });
        let mut notes: Vec<Note> = findings().map(note).chain(apart).collect();
        notes.dedup();
        SeriesReport {
            name: if is_several { measured(first) } else { first.title() },
            label: self.label.clone(),
            parts: if is_several { own().map(part).collect() } else { Vec::new() },
            unit: first.unit.as_ref().map(|unit| unit.word.clone()).unwrap_or_default(),
            holds: metric.to_owned(),
            is_size: holds == Some(Holds::Size),
            reason,
            is_of_another_group: findings().any(names_another),
            questions: questions(imported, &self.members),
            readings: readings(imported, &self.members),
            notes,
            forms: self.forms.into_iter().map(|form| form_report(form, samples)).collect(),
        }
    }
}

fn form_report(
    (form, series, notes): (Form, Series, Vec<Note>),
    samples: &mut Vec<Samples>,
) -> FormReport {
    let own = series.samples();
    samples.push(Samples {
        times_ms: own.iter().map(|sample| sample.at_ms).collect(),
        values: own.iter().map(|sample| sample.value).collect(),
    });
    let count = u32::try_from(own.len()).unwrap_or(u32::MAX);
    FormReport { form, samples: count, profile: Profile::of(&series), notes }
}

/// What must be asked about a row, each kind once.
fn questions(imported: &Imported, members: &[usize]) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    for question in &imported.questions {
        let is_own = matches!(question.series(), [at] if members.contains(at));
        let is_of_usage = matches!(question, Question::Ratio { .. } | Question::OverFull { .. });
        let same = |one: &Question| std::mem::discriminant(one) == std::mem::discriminant(question);
        if is_own && !is_of_usage && !found.iter().any(same) {
            found.push(question.clone());
        }
    }
    found
}

/// What a row's values are as those of each metric. Of several Instances the one with the highest
/// values tells: beside it, an idle one is no ratio.
fn readings(imported: &Imported, members: &[usize]) -> Vec<MetricReading> {
    let highest = |at: &usize| imported.series[*at].series.range().1;
    let most = members.iter().copied().max_by(|a, b| highest(a).total_cmp(&highest(b)));
    let of = |(metric, as_rate): (Guess, bool)| {
        let at = most?;
        let conversion = imported.series[at].conversion(at, metric, as_rate)?;
        Some(MetricReading { metric: metric.as_str().to_owned(), as_rate, conversion })
    };
    let is_counter = members.iter().any(|at| asks_counter(imported, *at));
    let plain = Guess::ALL.into_iter().map(|metric| (metric, false));
    let rates = Guess::ALL.into_iter().map(|metric| (metric, true)).filter(|_| is_counter);
    plain.chain(rates).filter_map(of).collect()
}

/// Its name without the labels that some tools write behind it.
fn measured(one: &NamedSeries) -> String {
    let title = one.title();
    let bare = title.split('{').next().unwrap_or_default().trim();
    if bare.is_empty() { title } else { bare.to_owned() }
}

/// What tells a series from those of the other Instances; `label` names what does, several by
/// commas.
fn part_name(one: &NamedSeries, label: &str) -> String {
    let values: Vec<&str> = label.split(", ").filter_map(|key| one.label(key)).collect();
    if values.is_empty() { one.title() } else { values.join(" ") }
}

fn note(finding: &Finding) -> Note {
    Note { warning: finding.severity() == Severity::Warning, sentence: finding.to_string() }
}
