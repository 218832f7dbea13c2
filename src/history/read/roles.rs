//! What each column of a table is: values, labels that tell series apart, or nothing for a history.

use super::layout::{Layout, cells, plain};
use super::survey::{Seen, Survey, digest};
use crate::history::MAX_SERIES;
use crate::history::report::{ImportError, LeftOutReason, words};

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::history) enum Role {
    /// The times.
    Time,
    /// Values of a series, or of one for each label.
    Value,
    /// Labels that tell series apart.
    Label,
    /// Nothing for a history.
    Out(LeftOutReason),
    /// Neither a name nor a cell.
    Nothing,
}

/// Names under which tools write what a row is about.
const LABELS: [&str; 24] = [
    "host",
    "hostname",
    "instance",
    "instanceid",
    "server",
    "node",
    "pod",
    "container",
    "device",
    "dev",
    "iface",
    "interface",
    "region",
    "zone",
    "series",
    "metric",
    "metricname",
    "name",
    "field",
    "measurement",
    "tags",
    "resource",
    "vm",
    "machine",
];

/// Names of columns that number what a row is about.
const NUMBERS: [&str; 8] = ["cpu", "core", "id", "shard", "index", "number", "nr", "no"];

/// What InfluxDB writes beside its samples.
const INFLUX: [&str; 5] = ["", "result", "table", "start", "stop"];

/// Tells what each column is.
pub(in crate::history) fn roles(
    text: &str,
    layout: &Layout,
    survey: &Survey<'_>,
) -> Result<Vec<Role>, ImportError> {
    let names: Vec<String> = layout.names.iter().map(|name| plain(name)).collect();
    let is_influx = layout.names.iter().any(|name| name == "_time");
    let is_sadf = names.starts_with(&["hostname".to_owned(), "interval".to_owned()]);
    let count = layout.names.len().max(2).max(survey.columns.len().min(layout.names.len()));
    let nothing = Seen::default();
    let mut roles = Vec::new();
    for index in 0..count {
        let name = names.get(index).map_or("", String::as_str);
        let seen = survey.columns.get(index).unwrap_or(&nothing);
        roles.push(if index == layout.time || Some(index) == layout.clock {
            Role::Time
        } else if (is_influx && INFLUX.contains(&name)) || (is_sadf && name == "interval") {
            Role::Out(LeftOutReason::Bookkeeping)
        } else if is_sadf && matches!(name, "hostname" | "cpu" | "dev" | "iface") {
            Role::Label
        } else {
            alone(name, seen, survey.rows)
        });
    }
    settle(text, layout, survey, &names, &mut roles)?;
    if !roles.contains(&Role::Value) {
        // Then what stands in the rows is told instead.
        let is_text = |role: &Role| !matches!(role, Role::Time | Role::Nothing);
        roles.iter_mut().filter(|role| is_text(role)).for_each(|role| *role = Role::Value);
    }
    Ok(roles)
}

/// What a column is by itself.
fn alone(name: &str, seen: &Seen<'_>, rows: u32) -> Role {
    let is_mixed = seen.texts * 2 > seen.numbers && seen.different.len() * 3 < rows as usize;
    if seen.numbers + seen.odd > 0 && !(is_mixed && LABELS.contains(&name)) {
        return Role::Value;
    }
    let example = words::excerpt(seen.example);
    match (seen.texts, seen.times) {
        (0, 0) if name.is_empty() => Role::Nothing,
        (0, 0) => Role::Out(LeftOutReason::NoValue),
        (0, _) => Role::Out(LeftOutReason::Times),
        (texts, _) if texts.saturating_mul(10) < rows.saturating_mul(9) => {
            Role::Out(LeftOutReason::Notes { example })
        }
        _ if seen.different.len() > MAX_SERIES || is_different_in_every_row(seen) => {
            Role::Out(LeftOutReason::AllDifferent { example })
        }
        _ => Role::Label,
    }
}

fn is_different_in_every_row(seen: &Seen<'_>) -> bool {
    seen.different.len() > 1 && seen.different.len() == seen.texts as usize
}

/// Leaves those the labels that do tell rows apart, and finds whole numbers that do.
fn settle(
    text: &str,
    layout: &Layout,
    survey: &Survey<'_>,
    names: &[String],
    roles: &mut [Role],
) -> Result<(), ImportError> {
    let is_named = |index: &usize| {
        let name = names.get(*index).map_or("", String::as_str);
        let is_alone = survey.columns.get(*index).is_none_or(|seen| seen.different.len() < 2);
        is_alone || LABELS.contains(&name) || name == "cpu"
    };
    let candidates: Vec<usize> = at(roles, &Role::Label);
    let (mut labels, unsure): (Vec<usize>, Vec<usize>) = candidates.into_iter().partition(is_named);
    // The hour that local clocks show twice repeats times too, and tells nothing.
    let few = survey.rows as usize / 3;
    let values = at(roles, &Role::Value);
    let numbered = values.iter().copied().filter(|index| is_numbering(survey, names, *index));
    let numbered: Vec<usize> = numbered.filter(|_| values.len() > 1).collect();
    let is_open = !unsure.is_empty() || !numbered.is_empty();
    let mut repeats = repeats(text, layout, &labels, survey.times_repeat && is_open)?;
    for index in unsure {
        let with: Vec<usize> = labels.iter().copied().chain([index]).collect();
        let left = self::repeats(text, layout, &with, repeats > few)?;
        if repeats > few && left * 2 <= repeats {
            (labels, repeats) = (with, left);
            continue;
        }
        let example = words::excerpt(survey.columns[index].example);
        roles[index] = Role::Out(LeftOutReason::Notes { example });
    }
    for index in numbered {
        let with: Vec<usize> = labels.iter().copied().chain([index]).collect();
        if repeats > few && self::repeats(text, layout, &with, true)? == 0 {
            roles[index] = Role::Label;
            break;
        }
    }
    Ok(())
}

/// Whether a column of whole numbers is called as if it numbered what its rows are about.
fn is_numbering(survey: &Survey<'_>, names: &[String], index: usize) -> bool {
    let name = names.get(index).map_or("", String::as_str);
    let whole = survey.columns.get(index).filter(|seen| !seen.has_fractions && seen.texts == 0);
    let is_few = whole.is_some_and(|seen| (2..=MAX_SERIES).contains(&seen.different.len()));
    is_few && (NUMBERS.contains(&name) || LABELS.contains(&name))
}

/// The columns of a role.
pub(in crate::history) fn at(roles: &[Role], role: &Role) -> Vec<usize> {
    (0..roles.len()).filter(|index| roles[*index] == *role).collect()
}

/// How many rows have the time and the labels of another; nothing is looked at where none can.
fn repeats(
    text: &str,
    layout: &Layout,
    labels: &[usize],
    may_repeat: bool,
) -> Result<usize, ImportError> {
    let (mut rows, mut digests) = (layout.rows(text), Vec::new());
    while may_repeat && let Some(record) = rows.take()? {
        let cells = cells(record.text, layout.delimiter);
        let Some(stamp) = layout.stamp(&cells) else { continue };
        let label = |index: &usize| cells.get(*index).copied().unwrap_or_default();
        digests.push(labels.iter().map(label).fold(digest(0, &stamp), digest));
    }
    digests.sort_unstable();
    Ok(digests.windows(2).filter(|pair| pair[0] == pair[1]).count())
}
