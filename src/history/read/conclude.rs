//! A table to its series.

use super::column::LeftOut;
use super::group;
use super::imported::Imported;
use super::layout::Layout;
use super::options::ImportOptions;
use super::roles::{Role, roles};
use super::survey::Survey;
use super::table::{Reading, Table, columns};
use crate::history::clean::{LocalZone, NamedSeries, Order};
use crate::history::report::{
    Csv, Encoding, Finding, Format, ImportError, LeftOutReason, Question, Report, Source, words,
};

/// Reads a table.
pub(in crate::history) fn read_table(
    text: &str,
    encoding: Encoding,
    options: &ImportOptions,
) -> Result<Imported, ImportError> {
    let layout = Layout::learn(text)?;
    let survey = Survey::of(text, &layout)?;
    if survey.rows == 0 {
        let (line, header) = layout.first.clone();
        return Err(ImportError::OnlyHeader { line, header });
    }
    let roles = roles(text, &layout, &survey)?;
    let (order, order_is_open) = survey.dates.order();
    let (mark, mark_is_open) = survey.decimals.mark(layout.delimiter);
    let how = Reading {
        layout: &layout,
        roles: &roles,
        order: options.date_order.unwrap_or(order),
        mark: options.decimal.unwrap_or(mark),
    };
    let table = Table::read(text, &how)?;
    let mut questions = Vec::new();
    if order_is_open && options.date_order.is_none() {
        questions.extend(super::asked::date_order(text, &how, &survey.dates));
    }
    if mark_is_open && options.decimal.is_none() {
        questions.extend(super::asked::decimal(&how, &survey.decimals));
    }
    questions.extend(super::asked::zone(&table, options));
    let mut found = Found::of(&layout, encoding);
    found.columns(&layout, &roles);
    conclude(table, &how, options, found, questions)
}

/// What there is to tell, in the order in which it is told.
struct Found {
    notes: Vec<Finding>,
    left_out: Vec<Finding>,
}

impl Found {
    fn of(layout: &Layout, encoding: Encoding) -> Self {
        let mut notes = Vec::new();
        if encoding != Encoding::Utf8 {
            notes.push(Finding::Encoded { encoding });
        }
        let (places, example) = layout.preamble.clone();
        if places.count > 0 {
            notes.push(Finding::Preamble { places, example });
        }
        Self { notes, left_out: Vec::new() }
    }

    /// The columns that are nothing for a history.
    fn columns(&mut self, layout: &Layout, roles: &[Role]) {
        for (column, role) in roles.iter().enumerate() {
            let Role::Out(why) = role else { continue };
            let name = layout.names.get(column).map_or("", String::as_str);
            let (name, why) = (words::excerpt(name), why.clone());
            self.left_out.push(Finding::LeftOut { source: Source::Table, column, name, why });
        }
    }
}

fn conclude(
    table: Table,
    how: &Reading<'_>,
    options: &ImportOptions,
    mut found: Found,
    questions: Vec<Question>,
) -> Result<Imported, ImportError> {
    let (rows, zoneless) = (table.count, table.stamps.is_zoneless());
    let (format, rounded) = (table.format(how.layout), table.stamps.rounded());
    let zone = options.zone.as_ref();
    let mut findings = table.findings(zone.map_or_else(|| "UTC".to_owned(), LocalZone::title));
    let is_one = table.groups.len() == 1;
    let (mut series, mut left_out) = (Vec::new(), Vec::new());
    for one in table.groups {
        let (order, told) = Order::learn(one.ticks, zone);
        let (of_file, of_series) = if is_one { (told, Vec::new()) } else { (Vec::new(), told) };
        findings.extend(of_file);
        for (column, named) in one.columns {
            match column.conclude(&order, named, zoneless) {
                Ok(mut one) => {
                    let first = group::check(&one, options.group.as_ref()).into_iter();
                    one.findings.splice(0..0, first.chain(of_series.clone()));
                    series.push(one);
                }
                Err(one) => left_out.push(one),
            }
        }
    }
    if series.is_empty() {
        return Err(nothing(rows, findings, left_out, found.left_out));
    }
    check_keys(&series, how.roles, rounded.as_ref())?;
    found.notes.extend(chosen(&format, how.roles, &series));
    findings.splice(0..0, found.notes);
    findings.extend(left_out.into_iter().map(LeftOut::finding));
    findings.extend(found.left_out);
    let samples: usize = series.iter().map(|one| one.series.samples().len()).sum();
    let samples = u32::try_from(samples).unwrap_or(u32::MAX);
    let format = Format::Table(format);
    Ok(Imported::new(series, Report { format, rows, samples, findings }, questions))
}

/// Refuses rows that stand for several things of which no column tells which: the last of a time
/// would be taken for all of them.
fn check_keys(
    series: &[NamedSeries],
    roles: &[Role],
    rounded: Option<&(String, u32)>,
) -> Result<(), ImportError> {
    let is_untold = |role: &Role| matches!(role, Role::Out(LeftOutReason::AllDifferent { .. }));
    let untold = roles.iter().any(is_untold);
    for one in series {
        let samples = one.series.samples().len();
        let differing = one.findings.iter().find_map(|finding| match finding {
            Finding::Duplicates { places, differing } => Some((places, *differing as usize)),
            _ => None,
        });
        let Some((places, differing)) = differing else { continue };
        if let (Some((example, line)), true) = (rounded, differing > 0) {
            return Err(ImportError::RoundedTimes { line: *line, example: example.clone() });
        }
        if (untold && differing > 0) || (differing >= 4 && differing * 5 >= samples * 4) {
            let line = places.lines.first().copied().unwrap_or_default();
            return Err(ImportError::SeveralRowsPerTime { line, rows: places.count });
        }
    }
    Ok(())
}

/// Says what was taken for what, where there was a choice.
fn chosen(format: &Csv, roles: &[Role], series: &[NamedSeries]) -> Option<Finding> {
    let (_, labels) = columns(roles);
    let mut values: Vec<usize> = series.iter().filter_map(|one| one.column).collect();
    values.sort_unstable();
    values.dedup();
    (format.columns.len() > 2).then(|| Finding::ColumnsChosen {
        columns: format.columns.len(),
        time: format.time_column,
        time_name: words::excerpt(&format.columns[format.time_column]),
        values,
        labels,
    })
}

/// No column has made a series.
fn nothing(
    rows: u32,
    mut findings: Vec<Finding>,
    left_out: Vec<LeftOut>,
    columns: Vec<Finding>,
) -> ImportError {
    /// How many columns give their reasons.
    const COLUMNS: usize = 3;
    let samples = left_out.iter().map(|one| one.samples).max().unwrap_or_default();
    findings.extend(left_out.into_iter().take(COLUMNS).flat_map(|one| one.findings));
    findings.extend(columns.into_iter().take(COLUMNS));
    let why = explain(&findings);
    match samples {
        0 => ImportError::NoNumbers { rows, why },
        _ => ImportError::TooFewSamples { rows, why },
    }
}

/// Every reason why rows did not become samples, in sentences.
fn explain(findings: &[Finding]) -> String {
    let is_loss = |finding: &&Finding| match finding {
        Finding::LeftOut { why, .. } => *why != LeftOutReason::NoValue,
        other => matches!(other, Finding::Skipped { .. } | Finding::Duplicates { .. }),
    };
    let sentences: Vec<String> = findings.iter().filter(is_loss).map(Finding::to_string).collect();
    sentences.join(" ")
}
