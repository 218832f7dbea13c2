//! Rows to times and to the values of each series; what cannot be one is counted by its reason.

use super::column::Column;
use super::layout::{Layout, cells};
use super::naming::{Named, Naming};
use super::roles::{Role, at};
use super::skips::Skips;
use super::stamp::StampReader;
use super::value;
use crate::base::sort_by_key;
use crate::history::clean::Tick;
use crate::history::report::{
    Csv, DateOrder, DecimalMark, EpochUnit, Finding, ImportError, Places, Skip, TimeForm, words,
};
use crate::history::{MAX_SAMPLES, MAX_SERIES};

/// How the rows are to be read.
pub(in crate::history) struct Reading<'a> {
    pub(in crate::history) layout: &'a Layout,
    pub(in crate::history) roles: &'a [Role],
    pub(in crate::history) order: DateOrder,
    pub(in crate::history) mark: DecimalMark,
}

/// Everything that the rows hold.
pub(in crate::history) struct Table {
    /// Rows under the header.
    pub(in crate::history) count: u32,
    /// One entry for each set of labels, in the order in which they first stand.
    pub(in crate::history) groups: Vec<Group>,
    pub(in crate::history) stamps: Stamps,
    samples: usize,
    skips: Skips,
    surplus: Places,
}

/// The rows of one set of labels.
pub(in crate::history) struct Group {
    key: Vec<String>,
    /// The rows that hold a value.
    pub(in crate::history) ticks: Vec<Tick>,
    /// One entry a column of values, with its name and labels.
    pub(in crate::history) columns: Vec<(Column, Named)>,
}

/// How times are written.
pub(in crate::history) struct Stamps {
    reader: StampReader,
    pub(in crate::history) forms: [Places; 3],
    /// The first local time, and the first epoch number.
    pub(in crate::history) local: Option<(String, u32)>,
    epoch: Option<(String, u32)>,
}

impl Table {
    /// Reads all rows.
    pub(in crate::history) fn read(text: &str, how: &Reading<'_>) -> Result<Self, ImportError> {
        let reader = StampReader::new(how.order);
        let stamps = Stamps { reader, forms: Default::default(), local: None, epoch: None };
        let (skips, surplus) = (Skips::default(), Places::default());
        let mut table = Self { count: 0, groups: Vec::new(), stamps, samples: 0, skips, surplus };
        let (naming, mut rows) = (Naming::new(how.layout, how.roles), how.layout.rows(text));
        while let Some(record) = rows.take()? {
            if how.layout.is_header_again(record.text) {
                continue;
            }
            table.count = table.count.saturating_add(1);
            table.take(how, &naming, record.text, record.line)?;
        }
        table.stamps.check()?;
        Ok(table)
    }

    fn take(
        &mut self,
        how: &Reading<'_>,
        naming: &Naming<'_>,
        text: &str,
        line: u32,
    ) -> Result<(), ImportError> {
        let cells = cells(text, how.layout.delimiter);
        let (Some(stamp), true) = (how.layout.stamp(&cells), cells.len() > 1) else {
            self.skips.add(Skip::TooFewColumns, text, line);
            return Ok(());
        };
        let (at_ms, form) = match self.stamps.reader.read(&stamp) {
            Ok(read) => read,
            Err(reason) => {
                self.skips.add(reason, &stamp, line);
                return Ok(());
            }
        };
        if cells.iter().skip(how.roles.len()).any(|cell| !cell.is_empty()) {
            self.surplus.add(line);
        }
        let index = self.group(naming, &cells)?;
        let group = &mut self.groups[index];
        let (content, taken) = group.take(&cells, how.mark, (at_ms, line))?;
        self.samples += taken;
        if self.samples > MAX_SAMPLES {
            return Err(ImportError::TooManySamples { line });
        }
        if let Some(content) = content {
            let is_local = form == TimeForm::Zoneless;
            group.ticks.push(Tick { at_ms, line, is_local, content });
            self.stamps.take(form, &stamp, line);
        }
        Ok(())
    }

    /// The group of a row's labels; a new one where they stand for the first time.
    fn group(&mut self, naming: &Naming<'_>, cells: &[&str]) -> Result<usize, ImportError> {
        let is_own = |group: &Group| naming.is_key(cells, &group.key);
        if let Some(index) = self.groups.iter().position(is_own) {
            return Ok(index);
        }
        let columns = naming.values();
        let series = (self.groups.len() + 1) * columns.len();
        if series > MAX_SERIES {
            return Err(ImportError::TooManySeries { series });
        }
        let key = naming.key(cells);
        let column = |index: usize| (Column::new(index), naming.name(index, &key));
        let columns = columns.iter().copied().map(column).collect();
        self.groups.push(Group { key, ticks: Vec::new(), columns });
        Ok(self.groups.len() - 1)
    }

    /// How the file is written.
    pub(in crate::history) fn format(&self, layout: &Layout) -> Csv {
        let first_line = |form: &TimeForm| self.stamps.forms[*form as usize].lines.first().copied();
        let time_form = [TimeForm::Zoned, TimeForm::Zoneless, TimeForm::Epoch]
            .into_iter()
            .min_by_key(|form| first_line(form).unwrap_or(u32::MAX));
        Csv {
            delimiter: char::from(layout.delimiter),
            header: layout.header,
            columns: layout.names.clone(),
            time_column: layout.time,
            time_form: time_form.unwrap_or(TimeForm::Zoned),
            epoch_unit: self.stamps.epoch_unit(),
        }
    }

    /// How the times were understood, and what was left out of all columns.
    pub(in crate::history) fn findings(&self, zone: String) -> Vec<Finding> {
        let mut findings = Vec::new();
        let zoneless = &self.stamps.forms[TimeForm::Zoneless as usize];
        if zoneless.count > 0 {
            findings.push(Finding::Zoneless { places: zoneless.clone(), zone });
        }
        findings.extend(self.stamps.mixed());
        findings.extend(self.skips.findings());
        if self.surplus.count > 0 {
            findings.push(Finding::Surplus { places: self.surplus.clone() });
        }
        findings
    }
}

impl Group {
    /// Hands each column its value; answers the row's digest, unless it holds no value, and how
    /// many it holds.
    fn take(
        &mut self,
        cells: &[&str],
        mark: DecimalMark,
        at: (i64, u32),
    ) -> Result<(Option<u64>, usize), ImportError> {
        let line = at.1;
        let (mut content, mut taken) = (None, 0);
        for (column, _) in &mut self.columns {
            let Some(cell) = said(cells, column.index) else { continue };
            let Some(value) = column.take(cell, mark, at)? else { continue };
            taken += 1;
            content = Some(digest(content.unwrap_or_default(), column.index, value));
        }
        for (column, _) in &mut self.columns {
            if said(cells, column.index).is_none() {
                column.miss(content.is_some(), line);
            }
        }
        Ok((content, taken))
    }
}

impl Stamps {
    fn take(&mut self, form: TimeForm, stamp: &str, line: u32) {
        let first = match form {
            TimeForm::Zoneless => &mut self.local,
            TimeForm::Epoch => &mut self.epoch,
            TimeForm::Zoned => &mut None,
        };
        first.get_or_insert_with(|| (words::excerpt(stamp), line));
        self.forms[form as usize].add(line);
    }

    /// Refuses numbers that a spreadsheet means as days.
    fn check(&self) -> Result<(), ImportError> {
        let count = self.forms[TimeForm::Epoch as usize].count;
        match &self.epoch {
            Some((example, line)) if self.reader.days >= count && count > 0 => {
                Err(ImportError::DayNumbers { line: *line, example: example.clone() })
            }
            _ => Ok(()),
        }
    }

    /// The first epoch number, where some have an exponent and may be rounded by it.
    pub(in crate::history) fn rounded(&self) -> Option<(String, u32)> {
        self.epoch.clone().filter(|_| self.reader.has_exponents)
    }

    pub(in crate::history) const fn epoch_unit(&self) -> Option<EpochUnit> {
        self.reader.unit
    }

    /// Whether no stamp names its zone, so that a change of the clocks would show.
    pub(in crate::history) const fn is_zoneless(&self) -> bool {
        self.forms[TimeForm::Zoned as usize].count == 0
            && self.forms[TimeForm::Epoch as usize].count == 0
    }

    fn mixed(&self) -> Option<Finding> {
        let mut firsts: Vec<u32> =
            self.forms.iter().filter_map(|form| form.lines.first().copied()).collect();
        sort_by_key(&mut firsts, |line| *line);
        let line = *firsts.get(1)?;
        Some(Finding::MixedForms { counts: self.forms.each_ref().map(|form| form.count), line })
    }
}

/// The cell of a column, if it says anything.
fn said<'a>(cells: &[&'a str], column: usize) -> Option<&'a str> {
    cells.get(column).copied().filter(|cell| !value::is_nothing(cell))
}

/// Goes on with a row's digest: rows that hold the same have the same.
fn digest(content: u64, column: usize, value: f64) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    (content.rotate_left(23) ^ value.to_bits() ^ column as u64).wrapping_mul(ODD)
}

/// The columns of values and of labels.
pub(in crate::history) fn columns(roles: &[Role]) -> (Vec<usize>, Vec<usize>) {
    (at(roles, &Role::Value), at(roles, &Role::Label))
}
