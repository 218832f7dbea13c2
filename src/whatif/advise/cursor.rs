//! The points of a grid as rules, one after the other: each makes anew only what it changes.

use super::Grid;
use crate::engine::{Capacity, Policy, Rules, Scaling};
use crate::whatif::{Plan, RulesPart, Setting, Variant, VariantRules};

/// A walk over a grid's points.
pub struct Cursor<'a> {
    plan: &'a Plan,
    grid: &'a Grid,
    /// The present point.
    variant: Variant,
    /// For each axis, which of its values that has.
    places: Vec<usize>,
    /// Its rules; `None` where its values do not go together.
    rules: Option<Rules>,
}

impl<'a> Cursor<'a> {
    /// A walk that has yet to go to its first point.
    pub fn new(plan: &'a Plan, grid: &'a Grid) -> Self {
        let places = vec![usize::MAX; grid.axes().len()];
        Self { plan, grid, variant: grid.base().clone(), places, rules: None }
    }

    /// The rules of a point; `None` where its values do not go together.
    pub fn go_to(&mut self, index: u32) -> Option<&Rules> {
        let mut rest = index as usize;
        let mut changed = Vec::new();
        for (place, (parameter, policy, values)) in
            self.places.iter_mut().zip(self.grid.axes()).rev()
        {
            let own = rest % values.len();
            rest /= values.len();
            if *place != own {
                *place = own;
                let (parameter, policy) = (*parameter, *policy);
                Setting { parameter, policy, value: values[own] }.set(&mut self.variant);
                changed.push(policy.map_or(RulesPart::Capacity, RulesPart::Policy));
            }
        }
        self.rules = match self.rules.take() {
            Some(rules) => {
                changed.into_iter().try_fold(rules, |rules, part| self.renewed(rules, part))
            }
            None => self.plan.rules(&self.variant).ok(),
        };
        self.rules.as_ref()
    }

    /// Rules with a part as the present point has it.
    fn renewed(&self, mut rules: Rules, part: RulesPart) -> Option<Rules> {
        let VariantRules::Thresholds(own) = &self.variant.rules else {
            return self.plan.rules(&self.variant).ok();
        };
        match (part, &mut rules.scaling) {
            (RulesPart::Policy(index), Scaling::Thresholds(policies)) => {
                *policies.get_mut(index)? = Policy::try_from(own.policies.get(index)?).ok()?;
            }
            _ => rules.capacity = Capacity::try_from(&own.capacity).ok()?,
        }
        Some(rules)
    }
}
