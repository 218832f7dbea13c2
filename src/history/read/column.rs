//! One series on its way: the rows of one column, and what is to be said about them.

use super::naming::Named;
use super::skips::Skips;
use super::unit;
use super::value::{self, Number};
use crate::history::clean::{NamedSeries, Order, RawSample, Sample, Series, spacing};
use crate::history::report::{
    DecimalMark, Finding, ImportError, LeftOutReason, Places, Quantity, Skip, Source, Unit, words,
};

/// The rows of one column.
pub(in crate::history) struct Column {
    /// Its index in the file.
    pub(in crate::history) index: usize,
    rows: Vec<RawSample>,
    skips: Skips,
    commas: Places,
    elsewhere: Places,
    units: Units,
}

/// The units in the cells of a column.
#[derive(Default)]
struct Units {
    places: Places,
    /// Line, quantity and text of the first.
    first: Option<(u32, Quantity, String)>,
    /// Line and text of the first that is written in another unit of the same quantity.
    other: Option<(u32, String)>,
}

/// What a column that makes no series has.
pub(in crate::history) struct LeftOut {
    /// How many samples: none or one.
    pub(in crate::history) samples: usize,
    /// What became of the others.
    pub(in crate::history) findings: Vec<Finding>,
    index: usize,
    name: String,
    why: LeftOutReason,
}

impl Column {
    pub(in crate::history) fn new(index: usize) -> Self {
        Self {
            index,
            rows: Vec::new(),
            skips: Skips::default(),
            commas: Places::default(),
            elsewhere: Places::default(),
            units: Units::default(),
        }
    }

    /// Takes the value of a row; `None` when it is none.
    pub(in crate::history) fn take(
        &mut self,
        cell: &str,
        mark: DecimalMark,
        (at_ms, line): (i64, u32),
    ) -> Result<Option<f64>, ImportError> {
        match value::read(cell, mark) {
            Ok(number) => {
                self.units.take(&number, self.index, line)?;
                if number.comma {
                    self.commas.add(line);
                }
                self.rows.push(RawSample { at_ms, value: number.value, line });
                Ok(Some(number.value))
            }
            Err(reason) => {
                self.skips.add(reason, cell, line);
                Ok(None)
            }
        }
    }

    /// Takes a number without a unit; `None` when it is none.
    pub(in crate::history) fn take_plain(
        &mut self,
        text: &str,
        (at_ms, line): (i64, u32),
    ) -> Option<f64> {
        match value::read_plain(text) {
            Ok(value) => {
                self.rows.push(RawSample { at_ms, value, line });
                Some(value)
            }
            Err(reason) => {
                self.skip(reason, text, line);
                None
            }
        }
    }

    /// Counts what cannot be a sample.
    pub(in crate::history) fn skip(&mut self, reason: Skip, text: &str, line: u32) {
        self.skips.add(reason, text, line);
    }

    /// Notes a row that says nothing here; `elsewhere`: but does in another column.
    pub(in crate::history) fn miss(&mut self, elsewhere: bool, line: u32) {
        if elsewhere {
            self.elsewhere.add(line);
        } else {
            self.skips.add(Skip::NoValue, "", line);
        }
    }

    /// Puts the rows in time.
    pub(in crate::history) fn conclude(
        mut self,
        order: &Order,
        named: Named,
        zoneless: bool,
    ) -> Result<NamedSeries, LeftOut> {
        let mut findings = self.notes();
        findings.extend(self.skips.findings());
        findings.extend(order.apply(&mut self.rows));
        let sample = |row: &RawSample| Sample { at_ms: row.at_ms, value: row.value };
        let Ok(series) = Series::new(self.rows.iter().map(sample).collect()) else {
            let why = self.why();
            let (samples, index, name) = (self.rows.len(), self.index, named.name);
            return Err(LeftOut { samples, findings, index, name, why });
        };
        findings.extend(spacing::inspect(&self.rows, series.step_ms(), zoneless));
        let Named { name, labels } = named;
        let unit = self.units.unit().or_else(|| unit::of_name(&name));
        let column = Some(self.index);
        Ok(NamedSeries { name, labels, column, unit, series, findings })
    }

    /// Why it makes no series.
    fn why(&self) -> LeftOutReason {
        let example = |reason| self.skips.example(reason).to_owned();
        if !self.rows.is_empty() {
            return LeftOutReason::OneSample;
        }
        match (example(Skip::UnknownUnit), example(Skip::TextValue)) {
            (text, _) if !text.is_empty() => LeftOutReason::UnknownUnit { example: text },
            (_, text) if !text.is_empty() => LeftOutReason::NoNumber { example: text },
            _ => LeftOutReason::NoValue,
        }
    }

    fn notes(&self) -> Vec<Finding> {
        let mut notes = Vec::new();
        notes.extend(self.units.finding());
        if self.commas.count > 0 {
            notes.push(Finding::DecimalComma { places: self.commas.clone() });
        }
        if self.elsewhere.count > 0 {
            notes.push(Finding::Elsewhere { places: self.elsewhere.clone() });
        }
        notes
    }
}

impl Units {
    fn take(&mut self, number: &Number, column: usize, line: u32) -> Result<(), ImportError> {
        // Zero is zero in any unit, and some tools print it without one.
        if number.unit.is_empty() && number.value == 0.0 {
            return Ok(());
        }
        if !number.unit.is_empty() {
            self.places.add(line);
        }
        let Some((first_line, quantity, word)) = &self.first else {
            self.first = Some((line, number.quantity, number.unit.to_owned()));
            return Ok(());
        };
        if *quantity != number.quantity {
            return Err(ImportError::MixedUnits {
                column,
                lines: [*first_line, line],
                units: [words::excerpt(word), words::excerpt(number.unit)],
            });
        }
        if self.other.is_none() && word != number.unit {
            self.other = Some((line, number.unit.to_owned()));
        }
        Ok(())
    }

    fn unit(&self) -> Option<Unit> {
        let (_, quantity, word) = self.first.as_ref()?;
        let mut unit = unit::base(*quantity);
        // What is counted per second tells the metric.
        if *quantity == Quantity::Rate && word.contains("conn") {
            unit.word.insert_str(0, "connections");
        }
        (*quantity != Quantity::Number).then_some(unit)
    }

    fn finding(&self) -> Option<Finding> {
        let (_, quantity, word) = self.first.as_ref()?;
        (self.places.count > 0).then(|| Finding::Units {
            places: self.places.clone(),
            word: word.clone(),
            other: self.other.clone(),
            quantity: *quantity,
        })
    }
}

impl LeftOut {
    /// It as something to tell.
    pub(in crate::history) fn finding(self) -> Finding {
        Finding::LeftOut {
            source: Source::Table,
            name: words::excerpt(&self.name),
            column: self.index,
            why: self.why,
        }
    }
}
