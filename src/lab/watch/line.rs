//! A line of the list.

use std::sync::Arc;

use super::{Kind, Verdict};
use crate::base::Sought;
use crate::lab::{Doomed, GroupRow};

/// A group in the list, with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What the list call told.
    pub row: Arc<GroupRow>,
    /// How many Instances it has, where that is known.
    pub size: Option<u32>,
    /// How it stands.
    pub verdict: Verdict,
    /// What needs somebody beside that.
    pub beside: Vec<Verdict>,
    /// What its Instances cost, in EUR a day, where that is known.
    pub eur_a_day: Option<f64>,
    /// The name of its template, where that is known.
    pub template: Option<Arc<str>>,
    /// When its size last changed, in milliseconds since the Unix epoch, where that is known.
    pub changed_ms: Option<i64>,
}

impl Line {
    /// Of which kinds it is, each once, the worst first.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let own = || [&self.verdict].into_iter().chain(&self.beside).map(Verdict::kind);
        let is_full = own().any(|kind| kind == Kind::Capped);
        own().chain(is_full.then_some(Kind::AtMaximum))
    }

    /// Whether its name, a tag, its state or its template's name has what is searched for.
    #[must_use]
    pub fn has(&self, sought: &Sought) -> bool {
        let template = self.template.as_deref();
        self.row.has(sought)
            || self.kinds().any(|kind| sought.is_in(kind.label()))
            || template.is_some_and(|name| sought.is_in(name))
    }
}

impl From<&Line> for Doomed {
    fn from(line: &Line) -> Self {
        let Line { row, size, eur_a_day, .. } = line;
        let (size, eur_a_day) = (*size, *eur_a_day);
        Self { generation: row.generation, name: row.name.clone(), size, eur_a_day }
    }
}
