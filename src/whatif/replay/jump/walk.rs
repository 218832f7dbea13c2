//! One run from decision to decision.

use super::tables::Tables;
use super::turned::Turn;
use super::watch::Watch;
use crate::whatif::Plan;
use crate::whatif::replay::fleet::Fleet;
use crate::whatif::replay::totals::Held;

/// How rules decide, as far as a run needs to know.
pub trait Decide {
    /// What the first evaluation makes of the size before it looks at any metric.
    fn repair(&mut self, size: u32) -> u32;
    /// The first evaluation at which some change is not denied.
    fn free_from(&self) -> u32;
    /// The first evaluation from `from` on and before `to` that may change the size, with the size
    /// that it leads to, while the look-backs hold samples of those that serve alone.
    fn next(&mut self, tables: &mut Tables, sizes: Sizes, from: u32, to: u32)
    -> Option<(u32, u32)>;
    /// The size that an evaluation leads to which sees these values, one a watch.
    fn unsettled(&mut self, sizes: Sizes, tick: u32, seen: &[Option<f64>]) -> u32;
}

/// How many Instances there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    pub ordered: u32,
    pub serving: u32,
}

/// What runs use one after the other.
#[derive(Default)]
pub struct Scratch {
    watches: Vec<Watch>,
    /// How many of them are watched by the present run.
    watched: usize,
    fleet: Option<Fleet>,
    /// For each change of what serves, the first sample of the demand that ends after it.
    turns: Vec<u32>,
    seen: Vec<Option<f64>>,
    /// When the size changed, and to how many.
    course: Vec<(i64, u32)>,
}

impl Scratch {
    /// The changes of the size in the last run.
    pub fn course(&self) -> &[(i64, u32)] {
        &self.course
    }

    /// The watch of a series in the present run, by index; of none, the next run begins.
    pub fn watch(&mut self, tables: &Tables, series: Option<usize>) -> usize {
        let Some(series) = series else {
            self.watched = 0;
            return 0;
        };
        let own = self.watches.get(..self.watched).unwrap_or_default();
        if let Some(known) = own.iter().position(|own| own.series == series) {
            return known;
        }
        if self.watches.len() == self.watched {
            self.watches.push(Watch::default());
        }
        self.watches[self.watched].restart(tables, series);
        self.watched += 1;
        self.watched - 1
    }
}

/// A run: its tables, its fleet, and what its sizes came to.
pub struct Walk<'a> {
    plan: &'a Plan,
    tables: &'a mut Tables,
    scratch: &'a mut Scratch,
    fleet: Fleet,
    held: Held,
    /// The first evaluation whose look-backs hold samples of one number of Instances alone.
    settled: u32,
    /// The first evaluation at which more serve.
    serves: u32,
    /// Whether nothing served at some time.
    emptied: bool,
}

impl<'a> Walk<'a> {
    /// A run whose watches are set; `None` where nothing serves at its start.
    pub fn new(
        plan: &'a Plan,
        tables: &'a mut Tables,
        scratch: &'a mut Scratch,
        held: Held,
    ) -> Option<Self> {
        let (from_ms, size) = (plan.span.from_ms, plan.start_size);
        let mut fleet = scratch
            .fleet
            .take()
            .unwrap_or_else(|| Fleet::new(from_ms, size, plan.boot_delay_ms, plan.failed_launches));
        fleet.restart(from_ms, size);
        scratch.turns.clear();
        scratch.course.clear();
        (size > 0).then_some(Self {
            plan,
            tables,
            scratch,
            fleet,
            held,
            settled: 0,
            serves: u32::MAX,
            emptied: false,
        })
    }

    /// Runs to the end: what the sizes came to, and the overload in milliseconds; `None` where
    /// nothing serves at some instant.
    pub fn run(mut self, decider: &mut impl Decide) -> Option<(Held, i64)> {
        let ticks = self.tables.clock.ticks;
        let (mut size, mut tick) = self.begin(decider);
        while tick < ticks {
            self.settle(tick);
            if self.emptied {
                return self.end(None);
            }
            let until = if self.fleet.failed() > 0 { tick + 1 } else { self.serves.min(ticks) };
            let from = tick.max(decider.free_from());
            let sizes = Sizes { ordered: size, serving: self.fleet.serving() };
            let found = match from {
                from if from >= until => None,
                from if from < self.settled => {
                    self.see(from);
                    Some((from, decider.unsettled(sizes, from, &self.scratch.seen)))
                }
                from => decider.next(self.tables, sizes, from, until),
            };
            let (at, after) = found.unwrap_or((until - 1, size));
            self.evaluated(at, size, after);
            (size, tick) = (after, at + 1);
        }
        let end_ms = self.plan.span.to_ms;
        self.fleet.settle(end_ms);
        let boot_ticks = self.tables.clock.boot_ticks;
        self.note(Turn::Booted(self.serves.saturating_sub(boot_ticks).min(ticks - 1)));
        self.held.hold_until(end_ms);
        if self.emptied {
            return self.end(None);
        }
        let (fleet, turns) = (&self.fleet, &self.scratch.turns);
        let overload_ms =
            self.tables.demand.as_mut().map_or(0, |own| own.overload_ms(fleet.curve(), turns));
        let held = self.held;
        self.end(Some((held, overload_ms)))
    }

    /// The first evaluation, where it repairs the size: the size after it, and the next one.
    fn begin(&mut self, decider: &mut impl Decide) -> (u32, u32) {
        let before = self.plan.start_size;
        let mut size = decider.repair(before);
        if size == before {
            return (size, 0);
        }
        if decider.free_from() == 0 {
            self.see(0);
            let sizes = Sizes { ordered: size, serving: self.fleet.serving() };
            size = decider.unsettled(sizes, 0, &self.scratch.seen);
        }
        self.evaluated(0, before, size);
        (size, 1)
    }

    /// Gives back what the next run uses.
    fn end<T>(self, found: Option<T>) -> Option<T> {
        self.scratch.fleet = Some(self.fleet);
        found
    }

    /// What every watch sees at an evaluation.
    fn see(&mut self, tick: u32) {
        let Scratch { watches, watched, seen, .. } = &mut *self.scratch;
        let reader = self.plan.reader();
        seen.clear();
        for watch in watches.iter_mut().take(*watched) {
            seen.push(watch.see(self.tables, reader, &self.fleet, tick));
        }
    }

    /// Lets the Instances serve that have booted by an evaluation: orders are made at different
    /// evaluations, so that at most one of them is due, and none was before.
    #[inline]
    fn settle(&mut self, tick: u32) {
        debug_assert!(self.serves >= tick, "no evaluation is skipped at which more serve");
        if self.serves > tick {
            return;
        }
        let ordered = tick - self.tables.clock.boot_ticks;
        self.fleet.settle(self.tables.clock.at_ms(tick));
        self.note(Turn::Booted(ordered));
        let next = self.fleet.next_ms().map(|serves_ms| self.tables.clock.ordered_at(serves_ms));
        self.serves = self.serves_after(next);
    }

    /// Ends an evaluation that may have changed the size.
    #[inline]
    fn evaluated(&mut self, tick: u32, before: u32, after: u32) {
        if before == after && self.fleet.failed() == 0 {
            return;
        }
        let now_ms = self.tables.clock.at_ms(tick);
        let gone = self.fleet.evaluated(now_ms, before, after);
        if before != after {
            self.held.change(now_ms, after, self.plan.reversal_window_ms);
            self.held.drain(gone, self.plan.draining(now_ms));
            self.scratch.course.push((now_ms, after));
        }
        self.note(Turn::Now(tick));
        // The first that boots stays the first, until nothing does.
        self.serves = match (self.fleet.next_ms(), self.serves) {
            (None, _) => u32::MAX,
            (Some(_), u32::MAX) => self.serves_after(Some(tick)),
            (Some(_), serves) => serves,
        };
    }

    /// The first evaluation at which those serve that were ordered at another.
    #[inline]
    fn serves_after(&self, ordered: Option<u32>) -> u32 {
        let boot_ticks = self.tables.clock.boot_ticks;
        ordered.map_or(u32::MAX, |ordered| ordered.saturating_add(boot_ticks))
    }

    /// Notes what changed of what serves.
    #[inline]
    fn note(&mut self, turn: Turn) {
        let Scratch { watches, watched, turns, .. } = &mut *self.scratch;
        let curve = self.fleet.curve();
        if curve.len() == turns.len() + 1 {
            return;
        }
        let ends_after = self.tables.demand.as_ref().map_or(0, |own| own.ends_after.at(turn));
        for &(_, serving) in &curve[turns.len() + 1..] {
            self.emptied |= serving == 0;
            turns.push(ends_after);
        }
        for watch in &mut watches[..*watched] {
            watch.turn(self.tables, turn);
            self.settled = self.settled.max(watch.settled);
        }
    }
}
