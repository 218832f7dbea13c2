//! What was read and waits for its user's answers.

use std::sync::Arc;

use super::size::{present, range_text};
use super::{
    GroupSizes, Holds, ImportedHistory, ImportedSeries, Row, SizeAnswer, SizeChoice, SizeOption,
    Usage, without_history,
};
use crate::base::nth_float;
use crate::engine::Metric;
use crate::whatif::{SizeAt, Variant, sizes_from_rows};
use crate::worker::replay::{
    Form, FormOf, FormReport, ImportOptions, ImportReport, ImportedFile, NamedSamples, Profile,
    Question, SeriesReport,
};

/// What was read and waits for its user's answers.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportDraft {
    /// The file's name, or that of the query.
    pub name: String,
    /// What the import found in the whole file.
    pub report: ImportReport,
    /// By which answers it was read.
    pub options: ImportOptions,
    /// Its series.
    pub rows: Vec<Row>,
    /// What is said about the recorded size.
    pub size: SizeAnswer,
    /// The real group's sizes at that time, where they are known.
    group: Option<Vec<SizeAt>>,
}

impl ImportDraft {
    /// What was read of a file, with what is likely. What nothing tells is open.
    #[must_use]
    pub fn new(
        name: String,
        file: ImportedFile,
        options: ImportOptions,
        own: Option<&GroupSizes>,
    ) -> Self {
        let mut samples = file.series.into_iter().map(Arc::new);
        let mut report = file.report;
        let rows = std::mem::take(&mut report.series).into_iter().map(|own| {
            let samples = samples.by_ref().take(own.forms.len()).collect();
            Row::new(own, samples)
        });
        let mut draft = Self {
            name,
            report,
            options,
            rows: rows.collect(),
            size: SizeAnswer::default(),
            group: None,
        };
        draft.leave_doubles_open();
        let span = draft.span().filter(|_| !draft.is_of_another_group());
        draft.group = span.and_then(|(from_ms, to_ms)| own?.over(from_ms, to_ms));
        draft.size.choice = draft.usual_size();
        draft
    }

    /// The answer to a query for one metric: its only series holds that. A series without labels
    /// is called what was asked for.
    #[must_use]
    pub fn of_query(
        metric: Metric,
        expression: &str,
        file: ImportedFile,
        own: Option<&GroupSizes>,
    ) -> Self {
        let name = t!("{} by query", metric.label());
        let mut draft = Self::new(name, file, ImportOptions::default(), own);
        let is_single = draft.rows.len() == 1;
        for row in &mut draft.rows {
            row.hold(if is_single { Holds::Metric(metric) } else { Holds::Open });
            // Labels alone say nothing of what was measured.
            if row.report.name.starts_with('{') && (is_single || row.report.name == "{}") {
                expression.clone_into(&mut row.report.name);
            }
        }
        draft
    }

    /// A history that lacks its recorded size, to be asked for it.
    #[must_use]
    pub fn of_history(history: ImportedHistory, own: Option<&GroupSizes>) -> Self {
        let form = Form { as_rate: false, of: FormOf::One(0) };
        let rows = history.series.iter().map(|series| Row {
            report: SeriesReport {
                name: series.name.clone(),
                unit: series.unit.clone(),
                readings: series.readings(),
                notes: series.notes.clone(),
                forms: vec![FormReport {
                    form,
                    samples: u32::try_from(series.samples.values.len()).unwrap_or(u32::MAX),
                    profile: glance(&series.samples.values),
                    notes: Vec::new(),
                }],
                ..SeriesReport::default()
            },
            samples: vec![Arc::clone(&series.samples)],
            holds: series.metric.map_or(Holds::Nothing, Holds::Metric),
            form,
            factor: series.factor,
            usage: Usage::Plain,
        });
        let rows = rows.collect();
        let ImportedHistory { name, report, .. } = history;
        let (options, size) = (ImportOptions::default(), SizeAnswer::default());
        let mut draft = Self { name, report, options, rows, size, group: None };
        let span = draft.span();
        draft.group = span.and_then(|(from_ms, to_ms)| own?.over(from_ms, to_ms));
        draft.size.choice = draft.usual_size();
        draft
    }

    /// Answers that were given before, for the series that are still there, as after the file was
    /// read anew.
    #[must_use]
    pub fn answered_as(mut self, before: &Self) -> Self {
        for row in &mut self.rows {
            let same = |old: &&Row| {
                old.report.name == row.report.name && old.report.parts == row.report.parts
            };
            if let Some(old) = before.rows.iter().find(same) {
                row.hold(old.holds);
                if row.samples_of(old.form).is_some() {
                    row.form = old.form;
                }
                (row.factor, row.usage) = (old.factor, old.usage);
            }
        }
        let is_offered =
            |choice: &SizeChoice| self.size_options().iter().any(|one| one.choice == *choice);
        let kept = before.size.choice.filter(is_offered);
        self.size =
            SizeAnswer { choice: kept.or(self.size.choice), typed: before.size.typed.clone() };
        self
    }

    /// Of two rows that seem to hold the same only the first does; what the other holds is asked.
    fn leave_doubles_open(&mut self) {
        let mut seen = Vec::new();
        for row in &mut self.rows {
            match row.holds {
                Holds::Metric(_) | Holds::Size if seen.contains(&row.holds) => {
                    row.hold(Holds::Open);
                }
                holds => seen.push(holds),
            }
        }
    }

    /// What tells the rows apart: those of a file that was read by other answers are others.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        let zone = self.options.zone.as_ref().map_or("", |zone| zone.name.as_str());
        let (order, mark) = (self.options.date_order, self.options.decimal);
        let key = |(at, row): (usize, &Row)| {
            format!("{at} {} {zone} {order:?} {mark:?}", row.report.name)
        };
        self.rows.iter().enumerate().map(key).collect()
    }

    /// From the first stamp of all series to the last, in milliseconds since the Unix epoch.
    #[must_use]
    pub fn span(&self) -> Option<(i64, i64)> {
        let all = || self.rows.iter().flat_map(|row| &row.samples).map(|own| &own.times_ms);
        let first = all().filter_map(|times| times.first()).min()?;
        Some((*first, *all().filter_map(|times| times.last()).max()?))
    }

    /// Whether a name in it speaks of another group.
    #[must_use]
    pub fn is_of_another_group(&self) -> bool {
        self.rows.iter().any(|row| row.report.is_of_another_group)
    }

    fn usual_size(&self) -> Option<SizeChoice> {
        let series = self.rows.iter().position(|row| row.holds == Holds::Size);
        series.map(SizeChoice::Series).or(self.group.as_ref().map(|_| SizeChoice::Group))
    }

    /// Says what a row holds.
    pub fn hold(&mut self, at: usize, holds: Holds) {
        if let Some(row) = self.rows.get_mut(at) {
            row.hold(holds);
        }
        let gone = |choice: &SizeChoice| match choice {
            SizeChoice::Series(row) => {
                self.rows.get(*row).is_none_or(|row| row.holds != Holds::Size)
            }
            _ => false,
        };
        if self.size.choice.as_ref().is_none_or(gone) {
            self.size.choice = self.usual_size();
        }
    }

    /// The ways to say how many Instances served.
    #[must_use]
    pub fn size_options(&self) -> Vec<SizeOption> {
        let of_rows = self.rows.iter().enumerate().flat_map(|(at, row)| {
            let counts = (row.holds == Holds::Size).then(|| SizeOption {
                choice: SizeChoice::Series(at),
                label: t!("As the series “{}” says", row.report.name),
                detail: t!(
                    "{}, each for the interval up to its stamp",
                    range_text(&self.sizes_of(SizeChoice::Series(at)))
                ),
            });
            let parts = (!row.report.parts.is_empty()).then(|| SizeOption {
                choice: SizeChoice::Parts(at),
                label: t!("One for each {} of “{}”", row.report.label, row.report.name),
                detail: range_text(&self.sizes_of(SizeChoice::Parts(at))),
            });
            [counts, parts].into_iter().flatten()
        });
        let group = self.group.as_ref().map(|sizes| SizeOption {
            choice: SizeChoice::Group,
            label: t!("As many as the group had at the time").to_owned(),
            detail: range_text(sizes),
        });
        let constant = SizeOption {
            choice: SizeChoice::Constant,
            label: t!("The same number all the time").to_owned(),
            detail: String::new(),
        };
        of_rows.chain(group).chain([constant]).collect()
    }

    fn sizes_of(&self, choice: SizeChoice) -> Vec<SizeAt> {
        match choice {
            SizeChoice::Series(at) => {
                let row = self.rows.get(at);
                let samples = row.and_then(|row| row.samples_of(row.form));
                samples.map_or_else(Vec::new, |own| sizes_from_rows(&own.times_ms, &own.values))
            }
            SizeChoice::Parts(at) => {
                self.rows.get(at).map_or_else(Vec::new, |row| present(row.parts()))
            }
            SizeChoice::Group => self.group.clone().unwrap_or_default(),
            SizeChoice::Constant => {
                let at_ms = self.span().map_or(0, |(from_ms, _)| from_ms);
                self.size
                    .constant()
                    .map_or_else(|_| Vec::new(), |size| vec![SizeAt { at_ms, size }])
            }
        }
    }

    /// The questions that nobody has answered, each in a few words.
    #[must_use]
    pub fn open(&self) -> Vec<String> {
        let file = self.report.questions.iter().filter_map(|question| match question {
            Question::DateOrder { .. } => Some(t!("which number of a date is the day").to_owned()),
            Question::Decimal { .. } => Some(t!("which mark is the decimal one").to_owned()),
            _ => None,
        });
        let rows = self.rows.iter().filter_map(|row| match (row.holds, row.usage) {
            (Holds::Open, _) => Some(t!("what {} holds", row.report.name)),
            (Holds::Metric(_), Usage::Open) => {
                Some(t!("what the values of {} are", row.report.name))
            }
            _ => None,
        });
        let size = match self.size.choice {
            None => Some(t!("how many Instances served").to_owned()),
            Some(SizeChoice::Constant) if self.size.typed.trim().is_empty() => {
                Some(t!("how many Instances served").to_owned())
            }
            _ => None,
        };
        file.chain(rows).chain(size).collect()
    }

    /// What to mend before it can be used, besides what is open.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        let mut seen = Vec::new();
        for row in &self.rows {
            let Holds::Metric(metric) = row.holds else { continue };
            if seen.contains(&metric) {
                return Some(t!("Two series hold {}. Leave one of them out.", metric.label()));
            }
            if let Some(trouble) = row.factor_trouble(metric) {
                return Some(trouble);
            }
            seen.push(metric);
        }
        let is_open = self.rows.iter().any(|row| row.holds == Holds::Open);
        if seen.is_empty() && !is_open {
            let none = t!("Every series is left out. Say what at least one of them holds.");
            return Some(none.to_owned());
        }
        let constant = self.size.choice == Some(SizeChoice::Constant);
        match self.size.constant() {
            Err(why) if constant && !self.size.typed.trim().is_empty() => Some(why.to_owned()),
            _ => None,
        }
    }

    /// It with every series left out of which something is open; none where that changes nothing,
    /// or leaves nothing.
    #[must_use]
    pub fn without_open(&self) -> Option<Self> {
        let is_open = |row: &Row| row.holds == Holds::Open || row.usage == Usage::Open;
        let mut rest = self.clone();
        let open = rest.rows.iter_mut().filter(|row| is_open(row));
        let count = open.map(|row| row.hold(Holds::Nothing)).count();
        (count > 0 && rest.open().is_empty() && rest.trouble().is_none()).then_some(rest)
    }

    /// The names of the series of which something is open.
    #[must_use]
    pub fn open_names(&self) -> String {
        let is_open = |row: &&Row| row.holds == Holds::Open || row.usage == Usage::Open;
        let names = self.rows.iter().filter(is_open).map(|row| row.report.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    /// How many series would be used.
    #[must_use]
    pub fn used(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.holds, Holds::Metric(_))).count()
    }

    /// The rules that would take no part: a sentence each.
    #[must_use]
    pub fn missing(&self, rules: &Variant) -> Vec<String> {
        if self.rows.iter().any(|row| row.holds == Holds::Open) {
            return Vec::new();
        }
        without_history(rules, &self.metrics())
    }

    fn metrics(&self) -> Vec<Metric> {
        let metric = |row: &Row| match row.holds {
            Holds::Metric(metric) => Some(metric),
            _ => None,
        };
        self.rows.iter().filter_map(metric).collect()
    }

    /// The samples of its series as they would be used, with their names.
    #[must_use]
    pub fn samples(&self) -> Vec<NamedSamples> {
        let own = |row: &Row| {
            let samples = Arc::clone(row.samples_of(row.form)?);
            Some(NamedSamples { name: row.report.name.clone(), samples })
        };
        self.rows.iter().filter_map(own).collect()
    }

    /// Whether the order of its dates is asked, or was answered.
    #[must_use]
    pub fn asks_order(&self) -> bool {
        let asks = |one: &Question| matches!(one, Question::DateOrder { .. });
        self.options.date_order.is_some() || self.report.questions.iter().any(asks)
    }

    /// Whether its decimal mark is asked, or was answered.
    #[must_use]
    pub fn asks_decimal(&self) -> bool {
        let asks = |one: &Question| matches!(one, Question::Decimal { .. });
        self.options.decimal.is_some() || self.report.questions.iter().any(asks)
    }

    /// Whether the zone of its times is asked, or was answered.
    #[must_use]
    pub fn asks_zone(&self) -> bool {
        let asks = |one: &Question| matches!(one, Question::Zone { .. });
        self.options.zone.is_some() || self.report.questions.iter().any(asks)
    }

    /// Whether everything is answered.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.open().is_empty() && self.trouble().is_none()
    }

    /// The history, once everything is answered; `None` until then.
    #[must_use]
    pub fn history(&self) -> Option<ImportedHistory> {
        if !self.is_ready() {
            return None;
        }
        let series: Vec<ImportedSeries> = self.rows.iter().filter_map(Row::series).collect();
        let choice = self.size.choice?;
        let sizes = self.sizes_of(choice);
        let report = self.report.clone();
        let phase_ms = None;
        let name = self.name.clone();
        (!sizes.is_empty()).then_some(ImportedHistory { name, report, series, sizes, phase_ms })
    }
}

/// Values at a glance.
fn glance(values: &[f64]) -> Profile {
    const SKETCH: usize = 60;
    let (lowest, highest) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |range, value| {
            (range.0.min(*value), range.1.max(*value))
        });
    let middle = values.len().saturating_sub(1) / 2;
    let median = nth_float(values.iter().copied(), middle).unwrap_or_default();
    let every = values.len().div_ceil(SKETCH).max(1);
    let sketch = values.iter().step_by(every).map(|value| Some(*value)).collect();
    Profile { lowest, median, highest, sketch }
}
