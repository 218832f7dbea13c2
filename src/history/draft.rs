//! One series on its way: the rows of one column, and what is to be said about them.

use super::order::{Order, Row};
use super::skips::Skips;
use super::unit::{Quantity, Unit};
use super::value::Number;
use super::{
    Finding, ImportError, NamedSeries, Places, Sample, Series, Skip, Source, spacing, value, words,
};

/// The rows of one column.
pub(super) struct Draft {
    /// Its index in the file.
    pub(super) column: usize,
    rows: Vec<Row>,
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
pub(super) struct LeftOut {
    /// How many samples: none or one.
    pub(super) samples: usize,
    /// What became of the others.
    pub(super) findings: Vec<Finding>,
    /// Its index in the file.
    pub(super) column: usize,
    example: String,
}

impl Draft {
    pub(super) fn new(column: usize) -> Self {
        Self {
            column,
            rows: Vec::new(),
            skips: Skips::default(),
            commas: Places::default(),
            elsewhere: Places::default(),
            units: Units::default(),
        }
    }

    /// Takes the value of a row; `None` when it is none.
    pub(super) fn take(
        &mut self,
        cell: &str,
        comma_is_decimal: bool,
        (at_ms, line): (i64, u32),
    ) -> Result<Option<f64>, ImportError> {
        match value::read(cell, comma_is_decimal) {
            Ok(number) => {
                self.units.take(&number, self.column, line)?;
                if number.comma {
                    self.commas.add(line);
                }
                self.rows.push(Row { at_ms, value: number.value, line });
                Ok(Some(number.value))
            }
            Err(reason) => {
                self.skips.add(reason, cell, line);
                Ok(None)
            }
        }
    }

    /// Takes a number without a unit; `None` when it is none.
    pub(super) fn take_plain(&mut self, text: &str, (at_ms, line): (i64, u32)) -> Option<f64> {
        match value::read_plain(text) {
            Ok(value) => {
                self.rows.push(Row { at_ms, value, line });
                Some(value)
            }
            Err(reason) => {
                self.skip(reason, text, line);
                None
            }
        }
    }

    /// Counts what cannot be a sample.
    pub(super) fn skip(&mut self, reason: Skip, text: &str, line: u32) {
        self.skips.add(reason, text, line);
    }

    /// Notes a row that says nothing here; `elsewhere`: but does in another column.
    pub(super) fn miss(&mut self, elsewhere: bool, line: u32) {
        if elsewhere {
            self.elsewhere.add(line);
        } else {
            self.skips.add(Skip::NoValue, "", line);
        }
    }

    /// Puts the rows in time.
    pub(super) fn conclude(
        mut self,
        order: &Order,
        name: &str,
        zoneless: bool,
    ) -> Result<NamedSeries, LeftOut> {
        let mut findings = self.notes();
        findings.extend(self.skips.findings());
        findings.extend(order.apply(&mut self.rows));
        let sample = |row: &Row| Sample { at_ms: row.at_ms, value: row.value };
        let Ok(series) = Series::new(self.rows.iter().map(sample).collect()) else {
            let example = self.skips.example(Skip::TextValue).to_owned();
            let (samples, column) = (self.rows.len(), self.column);
            return Err(LeftOut { samples, findings, column, example });
        };
        findings.extend(spacing::inspect(&self.rows, series.step_ms(), zoneless));
        let unit = self.units.unit().or_else(|| Unit::of_name(name));
        let (column, name) = (Some(self.column), name.to_owned());
        Ok(NamedSeries { name, column, unit, series, findings })
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
        let (_, quantity, _) = self.first.as_ref()?;
        (*quantity != Quantity::Number).then(|| Unit::base(*quantity))
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
    pub(super) fn finding(self, name: &str) -> Finding {
        Finding::LeftOut {
            source: Source::Table,
            name: words::excerpt(name),
            column: self.column,
            samples: self.samples,
            example: self.example,
        }
    }
}
