//! Points of a grid that come to the same: a group is evaluated now and then, and cooldowns that
//! end between the same two evaluations deny the same changes.

use super::Grid;
use crate::whatif::replay::Jump;
use crate::whatif::{Parameter, Plan, Setting};

/// For each axis of cooldowns, which of its values come to the same.
#[derive(Clone, Debug)]
pub struct Twins(Vec<Axis>);

#[derive(Clone, Debug)]
struct Axis {
    /// How many points further its next value is.
    stride: u32,
    /// For each value, the first that comes to the same, by place.
    first: Vec<u32>,
}

impl Twins {
    /// Those of a grid over a plan.
    pub fn new(plan: &Plan, grid: &Grid) -> Self {
        let (mut axes, mut stride) = (Vec::new(), 1);
        for (parameter, policy, values) in grid.axes().iter().rev() {
            let setting = Setting { parameter: *parameter, policy: *policy, value: 0.0 };
            if matches!(
                parameter,
                Parameter::Cooldown | Parameter::OutCooldown | Parameter::InCooldown
            ) {
                axes.push(Axis { stride, first: first_alike(plan, grid, setting, values) });
            }
            // As many values as there are points at most.
            stride *= u32::try_from(values.len()).unwrap_or(u32::MAX);
        }
        Self(axes)
    }

    /// The first point that comes to the same as another.
    pub fn first(&self, index: u32) -> u32 {
        self.0.iter().fold(index, |index, Axis { stride, first }| {
            let place = (index / stride) as usize % first.len();
            match (first.get(place), u32::try_from(place)) {
                (Some(first), Ok(place)) => index - (place - first) * stride,
                _ => index,
            }
        })
    }
}

/// For each value of a cooldown, the place of the first that denies as many evaluations.
fn first_alike(plan: &Plan, grid: &Grid, setting: Setting, values: &[f64]) -> Vec<u32> {
    let mut variant = grid.base().clone();
    let mut waits = values.iter().map(|value| {
        setting.at(*value).set(&mut variant);
        plan.rules(&variant).ok().map(|rules| Jump::waits(plan, &rules))
    });
    let mut known = Vec::with_capacity(values.len());
    (0..)
        .map_while(|place| {
            let own = waits.next()?;
            let first = (0..place).zip(&known).find(|(_, known)| own.is_some() && **known == own);
            let first = first.map_or(place, |(first, _)| first);
            known.push(own);
            Some(first)
        })
        .collect()
}
