//! Names and labels of the series of a table.

use super::cells::unescape;
use super::layout::{Layout, plain};
use super::roles::{Role, at};
use crate::history::clean::Label;

/// Names of columns of values that say nothing.
const GENERIC: [&str; 3] = ["", "value", "val"];
/// Labels that say what is measured rather than where, in the order in which they are read.
const MEASURED: [&str; 7] =
    ["measurement", "metric", "metricname", "series", "field", "name", "tags"];
/// Names of columns that are statistics of one measurement.
const STATISTICS: [&str; 12] = [
    "average",
    "avg",
    "mean",
    "minimum",
    "min",
    "maximum",
    "max",
    "sum",
    "total",
    "count",
    "samplecount",
    "p95",
];

/// A series' name and what tells it from others.
pub(in crate::history) struct Named {
    pub(in crate::history) name: String,
    pub(in crate::history) labels: Vec<Label>,
}

impl Named {
    /// A name as it stands, with the labels that are written in it and the statistic that it is.
    pub(in crate::history) fn of(name: String) -> Self {
        let mut labels = written(&name);
        if STATISTICS.contains(&plain(&name).as_str()) {
            labels.push(Label { key: "statistic".to_owned(), value: name.clone() });
        }
        Self { name, labels }
    }
}

/// How the series of a table are called.
pub(in crate::history) struct Naming<'a> {
    layout: &'a Layout,
    labels: Vec<usize>,
    values: Vec<usize>,
}

impl<'a> Naming<'a> {
    pub(in crate::history) fn new(layout: &'a Layout, roles: &[Role]) -> Self {
        Self { layout, labels: at(roles, &Role::Label), values: at(roles, &Role::Value) }
    }

    pub(in crate::history) fn values(&self) -> &[usize] {
        &self.values
    }

    /// Whether a row has these labels.
    pub(in crate::history) fn is_key(&self, cells: &[&str], key: &[String]) -> bool {
        let cell = |index: &usize| cells.get(*index).copied().unwrap_or_default();
        self.labels.iter().map(cell).eq(key.iter().map(String::as_str))
    }

    /// A row's labels.
    pub(in crate::history) fn key(&self, cells: &[&str]) -> Vec<String> {
        let cell = |index: &usize| cells.get(*index).copied().unwrap_or_default().to_owned();
        self.labels.iter().map(cell).collect()
    }

    /// The name of a column's series under these labels. What is measured is a part of the name
    /// where the column's own says nothing.
    pub(in crate::history) fn name(&self, column: usize, key: &[String]) -> Named {
        let own = self.layout.names.get(column).map_or("", String::as_str);
        let is_generic = GENERIC.contains(&plain(own).as_str());
        let keys: Vec<&str> = self.labels.iter().map(|at| self.title(*at)).collect();
        let place = |key: &str| MEASURED.iter().position(|known| *known == plain(key));
        let mut parts: Vec<(usize, usize)> = Vec::new();
        if is_generic {
            let found = keys.iter().enumerate().filter_map(|(at, key)| Some((place(key)?, at)));
            parts.extend(found);
            parts.sort_unstable();
        }
        let measured: Vec<String> = parts.iter().map(|(_, at)| unescape(&key[*at])).collect();
        let name = if measured.is_empty() { own.to_owned() } else { measured.join(" ") };
        let mut named = Named::of(name);
        let rest = (0..keys.len()).filter(|at| !parts.iter().any(|(_, part)| part == at));
        let label = |at: usize| Label { key: keys[at].to_owned(), value: unescape(&key[at]) };
        named.labels.extend(rest.map(label));
        named
    }

    fn title(&self, column: usize) -> &str {
        self.layout.names.get(column).map_or("", |name| name.trim_start_matches('_'))
    }
}

/// The labels that a name holds: `cpu{host="a"}`, `cpu(host=a,zone=b,)`.
fn written(name: &str) -> Vec<Label> {
    let Some(open) = name.find(['{', '(']) else { return Vec::new() };
    let Some(within) = name[open + 1..].strip_suffix(['}', ')']) else { return Vec::new() };
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=')?;
        let value = value.trim_start_matches('~').trim_matches(['"', '\'']);
        Some(Label { key: key.trim().to_owned(), value: value.to_owned() })
    };
    let pairs = within.split(',').map(str::trim).filter(|part| !part.is_empty());
    pairs.map(pair).collect::<Option<_>>().unwrap_or_default()
}
