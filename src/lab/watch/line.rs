//! A line of the list.

use std::sync::Arc;

use super::Verdict;
use crate::base::Sought;
use crate::lab::{Doomed, GroupRow, LogEntry};

/// A group in the list, with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What the list call told.
    pub row: Arc<GroupRow>,
    /// How many Instances it has, where that is known.
    pub size: Option<u32>,
    /// How it stands.
    pub verdict: Verdict,
    /// What its Instances cost, in EUR a day, where that is known.
    pub eur_a_day: Option<f64>,
    /// When its size last changed, in milliseconds since the Unix epoch, where that is known.
    pub changed_ms: Option<i64>,
}

impl Line {
    /// Whether its name, a tag or its state has what is searched for.
    #[must_use]
    pub fn has(&self, sought: &Sought) -> bool {
        self.row.has(sought) || sought.is_in(self.verdict.kind().label())
    }
}

impl From<&Line> for Doomed {
    fn from(line: &Line) -> Self {
        let Line { row, size, eur_a_day, .. } = line;
        let (size, eur_a_day) = (*size, *eur_a_day);
        Self { generation: row.generation, name: row.name.clone(), size, eur_a_day }
    }
}

/// A change of a group's size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// By how many Instances.
    pub by: i64,
    /// When, in milliseconds since the Unix epoch.
    pub at_ms: i64,
    /// Why, in the API's words, where it tells it.
    pub reason: Option<String>,
}

/// The latest change of size; `log` is the newest first. `None` where it tells of none.
#[must_use]
pub fn last_change(log: &[LogEntry]) -> Option<Change> {
    log.iter().find_map(|entry| {
        let by = entry.change?;
        let reason = entry.details.clone().filter(|text| !text.is_empty());
        Some(Change { by, at_ms: entry.at_ms, reason })
    })
}
