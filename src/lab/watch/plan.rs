//! The list as it is shown: sorted, filtered, and divided.

use std::cmp::Ordering;

use super::{Kind, Line, Urgency};
use crate::base::{Sought, order};
use crate::wire::Generation;

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The worst, in parts by urgency.
    #[default]
    Worst,
    /// The first name.
    Name,
    /// The most Instances.
    Size,
    /// The most EUR a day.
    Cost,
    /// The latest change of size.
    Change,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Worst, Self::Name, Self::Size, Self::Cost, Self::Change];

    /// It in words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Worst => t!("Worst first"),
            Self::Name => t!("Name"),
            Self::Size => t!("Most Instances"),
            Self::Cost => t!("Highest cost"),
            Self::Change => t!("Latest change"),
        }
    }

    /// Its word in an address; empty for what an address leaves out.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Worst => "",
            Self::Name => "name",
            Self::Size => "size",
            Self::Cost => "cost",
            Self::Change => "change",
        }
    }
}

/// What is shown of the list, and in which order. An address writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// A part of a name, a tag or a state.
    pub search: Sought,
    /// What comes first.
    pub sort: Sort,
    /// Only of this urgency.
    pub urgency: Option<Urgency>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only of this generation.
    pub generation: Option<Generation>,
}

impl Choice {
    /// The choice that the words of an address make; one that nobody knows chooses nothing.
    #[must_use]
    pub fn parse(search: &str, [sort, show, state, rules]: [&str; 4]) -> Self {
        Self {
            search: Sought::new(search),
            sort: Sort::ALL.into_iter().find(|own| own.word() == sort).unwrap_or_default(),
            urgency: Urgency::ALL.into_iter().find(|own| own.word() == show),
            kind: Kind::ALL.into_iter().find(|own| own.word() == state),
            generation: Generation::ALL.into_iter().find(|own| own.as_str() == rules),
        }
    }

    /// Whether it leaves anything out.
    #[must_use]
    pub const fn is_narrowed(&self) -> bool {
        !self.search.is_empty()
            || self.urgency.is_some()
            || self.kind.is_some()
            || self.generation.is_some()
    }

    fn fits(&self, line: &Line) -> bool {
        let urgency = line.verdict.kind().urgency();
        self.urgency.is_none_or(|own| own == urgency)
            && self.kind.is_none_or(|own| line.kinds().any(|kind| kind == own))
            && self.generation.is_none_or(|own| own == line.row.generation)
    }
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What its lines share; none where the list has no parts.
    pub urgency: Option<Urgency>,
    /// Its lines in their order, by their place among all lines.
    pub lines: Vec<usize>,
}

/// The list as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Its parts, none of them empty.
    pub sections: Vec<Section>,
    /// How many lines the search has found.
    pub found: usize,
    /// How many of those are of each urgency, in the order of [`Urgency::ALL`].
    pub urgencies: [usize; 4],
    /// How many are of each kind, in the order of [`Kind::ALL`]; a line may be of several.
    pub kinds: [usize; Kind::ALL.len()],
    /// How many are of each generation, in the order of [`Generation::ALL`].
    pub generations: [usize; 2],
}

impl Plan {
    /// The plan of a choice, from all lines in its order, as [`sorted`] gives it.
    #[must_use]
    pub fn new(lines: &[Line], sorted: &[usize], choice: &Choice) -> Self {
        let is_found = |at: &&usize| lines[**at].has(&choice.search);
        let found: Vec<usize> = sorted.iter().filter(is_found).copied().collect();
        let mut plan = Self { found: found.len(), ..Self::default() };
        for &at in &found {
            plan.count(&lines[at]);
        }
        let shown = found.into_iter().filter(|at| choice.fits(&lines[*at]));
        plan.sections = sections(lines, shown, choice.sort);
        plan
    }

    /// How many lines are shown.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.sections.iter().map(|section| section.lines.len()).sum()
    }

    fn count(&mut self, line: &Line) {
        let urgency = line.verdict.kind().urgency();
        let of = |at: Option<&mut usize>| {
            if let Some(count) = at {
                *count += 1;
            }
        };
        line.kinds().for_each(|kind| of(self.kinds.get_mut(kind as usize)));
        of(self.urgencies.get_mut(urgency as usize));
        let generation = Generation::ALL.iter().position(|own| *own == line.row.generation);
        of(generation.and_then(|at| self.generations.get_mut(at)));
    }
}

/// All lines in an order, by their places. It takes far longer than to leave some out, so that a
/// search, which moves none, does not sort anew.
#[must_use]
pub fn sorted(lines: &[Line], sort: Sort) -> Vec<usize> {
    let names: Vec<String> = lines.iter().map(|line| line.row.name.to_lowercase()).collect();
    let line = |at: usize| &lines[at];
    let by_name = |a: usize, b: usize| names[a].cmp(&names[b]);
    let compare = |a: usize, b: usize| {
        let first = match sort {
            Sort::Worst => line(a).verdict.kind().cmp(&line(b).verdict.kind()),
            Sort::Name => Ordering::Equal,
            // None comes before some, so that turning it round puts what is not known last.
            Sort::Size => line(b).size.cmp(&line(a).size),
            Sort::Change => line(b).changed_ms.cmp(&line(a).changed_ms),
            Sort::Cost => {
                let cost = |at| line(at).eur_a_day.unwrap_or(-1.0);
                cost(b).total_cmp(&cost(a))
            }
        };
        first.then_with(|| by_name(a, b))
    };
    order(lines.len(), &compare)
}

/// Divides the worst first by urgency; every other order is one part.
fn sections(lines: &[Line], shown: impl Iterator<Item = usize>, sort: Sort) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for at in shown {
        let urgency = (sort == Sort::Worst).then(|| lines[at].verdict.kind().urgency());
        match sections.last_mut() {
            Some(last) if last.urgency == urgency => last.lines.push(at),
            _ => sections.push(Section { urgency, lines: vec![at] }),
        }
    }
    sections
}
