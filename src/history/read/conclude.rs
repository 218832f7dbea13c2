//! A table that is all read to its series.

use super::column::LeftOut;
use super::group;
use super::imported::Imported;
use super::options::ImportOptions;
use super::table::Table;
use crate::history::clean::{NamedSeries, Order};
use crate::history::report::{Csv, Finding, Format, ImportError, Question, Report, words};

/// Puts the columns of a table in time.
pub(in crate::history) fn conclude(
    mut table: Table,
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let format = table.format()?;
    let (rows, zoneless) = (table.count, table.is_zoneless());
    let mut findings = table.findings();
    let ticks = std::mem::take(&mut table.ticks);
    let questions: Vec<Question> = table.zone_question(options, &ticks).into_iter().collect();
    let (order, found) = Order::learn(ticks, zoneless.then_some(options.first_offset_min()));
    findings.extend(found);

    let (mut series, mut left_out) = (Vec::new(), Vec::new());
    let name = |index: usize| format.columns.get(index).map_or("", String::as_str);
    for column in table.columns {
        let name = name(column.index);
        match column.conclude(&order, name, zoneless) {
            Ok(mut one) => {
                one.findings.splice(0..0, group::check(name, options.group.as_ref()));
                series.push(one);
            }
            Err(one) => left_out.push(one),
        }
    }
    if series.is_empty() {
        return Err(nothing(rows, findings, left_out));
    }
    findings.splice(0..0, chosen(&format, &series));
    findings.extend(left_out.into_iter().map(|one| {
        let name = name(one.index);
        one.finding(name)
    }));
    let samples: usize = series.iter().map(|one| one.series.samples().len()).sum();
    let samples = u32::try_from(samples).unwrap_or(u32::MAX);
    let format = Format::Table(format);
    Ok(Imported::new(series, Report { format, rows, samples, findings }, questions))
}

/// Says what was taken for what, where there was a choice.
fn chosen(format: &Csv, series: &[NamedSeries]) -> Option<Finding> {
    (format.columns.len() > 2).then(|| Finding::ColumnsChosen {
        columns: format.columns.len(),
        time: format.time_column,
        time_name: words::excerpt(&format.columns[format.time_column]),
        values: series.iter().filter_map(|one| one.column).collect(),
    })
}

/// No column has made a series.
fn nothing(rows: u32, mut findings: Vec<Finding>, left_out: Vec<LeftOut>) -> ImportError {
    /// How many columns give their reasons.
    const COLUMNS: usize = 3;
    let samples = left_out.iter().map(|one| one.samples).max().unwrap_or_default();
    findings.extend(left_out.into_iter().take(COLUMNS).flat_map(|one| one.findings));
    let why = explain(&findings);
    match samples {
        0 => ImportError::NoNumbers { rows, why },
        _ => ImportError::TooFewSamples { rows, why },
    }
}

/// Every reason why rows did not become samples, in sentences.
fn explain(findings: &[Finding]) -> String {
    let is_loss = |finding: &&Finding| {
        matches!(finding, Finding::Skipped { .. } | Finding::Duplicates { .. })
    };
    let sentences: Vec<String> = findings.iter().filter(is_loss).map(Finding::to_string).collect();
    sentences.join(" ")
}
