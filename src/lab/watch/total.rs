//! What the groups of a list come to together.

use super::Line;
use crate::lab::words::instances_text;

/// How many Instances they have, and what those cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    /// How many groups there are.
    pub groups: usize,
    /// How many Instances; none while the number of one of them is not known.
    pub instances: Option<u32>,
    /// What those cost whose price is known, in EUR a day.
    pub eur_a_day: f64,
    /// Of how many groups it is not known what they cost.
    pub unpriced: usize,
}

impl Total {
    /// That of these groups.
    #[must_use]
    pub fn of<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Self {
        let priced = lines.clone().filter_map(|line| line.eur_a_day);
        Self {
            groups: lines.clone().count(),
            instances: lines.clone().map(|line| line.size).sum(),
            eur_a_day: priced.clone().sum(),
            unpriced: lines.count() - priced.count(),
        }
    }

    /// Its Instances and its cost, as far as they are known; `money` writes an amount. Of what it
    /// leaves out it says so.
    #[must_use]
    pub fn words(&self, money: impl Fn(f64) -> String) -> String {
        self.size_words().into_iter().chain(self.cost(money)).collect::<Vec<_>>().join(" · ")
    }

    /// Its Instances alone, where their number is known.
    #[must_use]
    pub fn size_words(&self) -> Option<String> {
        self.instances.map(instances_text)
    }

    /// Its cost, where that of any is known.
    #[must_use]
    pub fn cost(&self, money: impl Fn(f64) -> String) -> Option<String> {
        let cost = || t!("€\u{a0}{} a day", money(self.eur_a_day));
        match self.unpriced {
            0 if self.groups > 0 => Some(cost()),
            all if all >= self.groups => None,
            1 => Some(t!("{}, without 1 group of unknown price", cost())),
            unpriced => Some(t!("{}, without {unpriced} groups of unknown price", cost())),
        }
    }
}
