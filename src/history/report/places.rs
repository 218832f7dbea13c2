//! Where in a file something was found.

use serde::{Deserialize, Serialize};

use crate::history::MAX_PLACES;

/// What a file is made of, for the words about its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Lines, rows and columns.
    #[default]
    Table,
    /// Samples of each series.
    Json,
}

/// Where something was found: how often, and the first few lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// What is counted.
    pub source: Source,
    /// How often.
    pub count: u32,
    /// The first lines of the file (from 1) on which it stands, at most [`MAX_PLACES`]; in JSON,
    /// the samples of the series (from 1).
    pub lines: Vec<u32>,
}

impl Places {
    /// Counts one more.
    pub(in crate::history) fn add(&mut self, line: u32) {
        self.count = self.count.saturating_add(1);
        if self.lines.len() < MAX_PLACES {
            self.lines.push(line);
        }
    }
}
