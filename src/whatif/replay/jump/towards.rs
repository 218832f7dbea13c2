//! A target, as a run needs it.

use std::ops::Range;

use super::bits::first_of;
use super::series_view::{SeriesView, Sight};
use super::tables::Tables;
use super::thresholds::waits;
use super::walk::{Decide, Scratch, Sizes};
use crate::engine::{Aggregate, CooldownScope, Direction, Rules, Target, needed};
use crate::whatif::Plan;

/// A target for an average, with the evaluations from which changes are not denied.
pub struct Towards<'a> {
    rules: &'a Rules,
    target: Target,
    percent: u32,
    series: Option<usize>,
    /// Where the average asks for more Instances, and where for fewer.
    crossings: Option<[usize; 2]>,
    /// How many evaluations a cooldown takes after growing and after shrinking.
    waits: (u32, u32),
    /// From when on the cooldown after growing is over, and after shrinking.
    over: (u32, u32),
}

impl<'a> Towards<'a> {
    /// Prepares the tables and the view for rules; `None` where they have no average, or their
    /// bounds are met by steps that no metric asks for.
    pub fn new(
        plan: &Plan,
        rules: &'a Rules,
        tables: &mut Tables,
        scratch: &mut Scratch,
    ) -> Option<Self> {
        let target = *rules.target()?;
        let (metric, percent) = target.average()?;
        let assumptions = &rules.assumptions.target;
        let within = rules.capacity.clamp(plan.start_size) == plan.start_size;
        if assumptions.repair_by_steps && !within {
            return None;
        }
        let look = (metric, Aggregate::Average, assumptions.averaging_ms);
        let series = tables.series(plan, rules, look);
        scratch.restart();
        if let Some(series) = series {
            scratch.view(tables, series);
        }
        let bits = u64::from(percent);
        let crossings =
            series.map(|own| [true, false].map(|more| tables.crossings(own, bits, more)));
        let waits = waits(rules, tables.clock.period_ms);
        Some(Self { rules, target, percent, series, crossings, waits, over: (0, 0) })
    }

    /// From when on a change in a direction is not denied.
    fn free_from(&self, direction: Direction) -> u32 {
        let passes = direction == Direction::Up
            && self.rules.assumptions.target.cooldown_scope == CooldownScope::OutPassesIn;
        if passes { self.over.0 } else { self.over.0.max(self.over.1) }
    }

    fn start_cooldown(&mut self, tick: u32, direction: Direction) {
        match direction {
            Direction::Up => self.over.0 = self.over.0.max(tick.saturating_add(self.waits.0)),
            Direction::Down => self.over.1 = self.over.1.max(tick.saturating_add(self.waits.1)),
        }
    }

    /// Where one event leads on the way to a number of Instances.
    fn event(&self, size: u32, wanted: u32) -> u32 {
        let stepped = self.target.stepped(size, wanted, self.rules.assumptions.target.step);
        self.rules.capacity.clamp_from(size, stepped)
    }

    /// The first evaluation that may change a size, of those that ask for more and for fewer.
    fn first(
        &self,
        words: &[u64],
        [more, fewer]: [usize; 2],
        size: u32,
        ticks: Range<u32>,
    ) -> Option<u32> {
        let grows = self.event(size, size.saturating_add(1)) != size;
        let shrinks = self.event(size, size.saturating_sub(1)) != size;
        let free_from = self.free_from(Direction::Down) as usize;
        first_of(ticks.start, ticks.end, |word| {
            let free = match free_from.saturating_sub(word * 64) {
                denied @ 0..64 => u64::MAX << denied,
                _ => 0,
            };
            let more = if grows { words[more + word] } else { 0 };
            let fewer = if shrinks { words[fewer + word] & free } else { 0 };
            more | fewer
        })
    }

    fn approach(&mut self, sizes: Sizes, tick: u32, value: Option<f64>) -> u32 {
        let (size, assumptions) = (sizes.ordered, &self.rules.assumptions.target);
        let Some(value) = value else { return size };
        let value = assumptions.with_booting(value, sizes.serving, size, self.percent);
        let wanted = needed(size, value, self.percent, assumptions);
        let direction = Direction::between(size, wanted);
        let to = if wanted == size { size } else { self.event(size, wanted) };
        if to == size || tick < self.free_from(direction) {
            return size;
        }
        self.start_cooldown(tick, direction);
        to
    }
}

impl Decide for Towards<'_> {
    fn repair(&mut self, size: u32) -> u32 {
        let kept = self.rules.capacity.clamp(size);
        if kept != size && self.rules.assumptions.repair_starts_cooldown {
            self.start_cooldown(0, Direction::between(size, kept));
        }
        kept
    }

    fn free_from(&self) -> u32 {
        self.free_from(Direction::Up)
    }

    fn next(
        &mut self,
        tables: &mut Tables,
        sizes: Sizes,
        from: u32,
        to: u32,
    ) -> Option<(u32, u32)> {
        let [more, fewer] = self.crossings?;
        let size = sizes.ordered;
        let tick = match size == sizes.serving {
            true => {
                let (percent, assumptions) = (self.percent, &self.rules.assumptions.target);
                let asks = |value: f64, more: bool| match needed(size, value, percent, assumptions)
                {
                    wanted if more => wanted > size,
                    wanted => wanted < size,
                };
                let mut words = |crossings, more| match tables.known(crossings, size) {
                    Some(words) => words,
                    None => {
                        tables.cross(crossings, size, |value| !value.is_nan() && asks(value, more))
                    }
                };
                let (more, fewer) = (words(more, true), words(fewer, false));
                self.first(&tables.words, [more, fewer], size, from..to)?
            }
            // Such averages hang on two sizes: they are taken one by one.
            false => from,
        };
        let value = self.series.and_then(|own| tables.value(own, sizes.serving, tick));
        Some((tick, self.approach(sizes, tick, value)))
    }

    fn unsettled(&mut self, sizes: Sizes, views: &mut [SeriesView], sight: Sight) -> u32 {
        let value = views.first_mut().map(|own| own.value(sight));
        let value = value.filter(|value| !value.is_nan());
        self.approach(sizes, sight.tick, value)
    }
}
