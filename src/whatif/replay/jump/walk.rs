//! One run from decision to decision.

use super::instances::Instances;
use super::jumped::Jumped;
use super::series_view::{SeriesView, Sight};
use super::tables::Tables;
use super::turned::Turn;
use crate::whatif::Plan;

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
    /// The size that an evaluation leads to which sees these views.
    fn unsettled(&mut self, sizes: Sizes, views: &mut [SeriesView], sight: Sight) -> u32;
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
    views: Vec<SeriesView>,
    /// How many of them are watched by the present run.
    watched: usize,
    instances: Instances,
    /// How many served from each instant on.
    curve: Vec<(i64, u32)>,
    /// When the size changed, and to how many.
    course: Vec<(i64, u32)>,
}

impl Scratch {
    /// The changes of the size in the last run.
    pub fn course(&self) -> &[(i64, u32)] {
        &self.course
    }

    /// Begins the next run, in which nothing is watched yet.
    pub const fn restart(&mut self) {
        self.watched = 0;
    }

    /// The view of a series in the present run, by index.
    pub fn view(&mut self, tables: &Tables, series: usize) -> usize {
        let own = self.views.get(..self.watched).unwrap_or_default();
        if let Some(known) = own.iter().position(|own| own.series == series) {
            return known;
        }
        if self.views.len() == self.watched {
            self.views.push(SeriesView::default());
        }
        self.views[self.watched].restart(tables, series);
        self.watched += 1;
        self.watched - 1
    }
}

/// A run: its tables, its Instances, and what its sizes came to.
pub struct Walk<'a> {
    plan: &'a Plan,
    tables: &'a mut Tables,
    scratch: &'a mut Scratch,
    /// The size since the last change, and when that was.
    held: (u32, i64),
    jumped: Jumped,
    /// When the last change was, and whether it grew the group.
    changed: Option<(i64, bool)>,
    /// The first evaluation whose look-backs hold samples of one number of Instances alone.
    settled: u32,
    /// The first evaluation at which more serve.
    serves: u32,
    /// Whether nothing served at some time.
    emptied: bool,
}

impl<'a> Walk<'a> {
    /// A run whose views are set; `None` where nothing serves at its start.
    pub fn new(plan: &'a Plan, tables: &'a mut Tables, scratch: &'a mut Scratch) -> Option<Self> {
        let (from_ms, size) = (plan.span.from_ms, plan.start_size);
        scratch.instances.restart(size);
        scratch.curve.clear();
        scratch.curve.push((from_ms, size));
        scratch.course.clear();
        (size > 0).then_some(Self {
            plan,
            tables,
            scratch,
            held: (size, from_ms),
            jumped: Jumped::default(),
            changed: None,
            settled: 0,
            serves: u32::MAX,
            emptied: false,
        })
    }

    /// Runs to the end; `None` where nothing serves at some instant.
    pub fn run(mut self, decider: &mut impl Decide) -> Option<Jumped> {
        let ticks = self.tables.clock.ticks;
        let (mut size, mut tick) = self.begin(decider);
        while tick < ticks {
            self.serve(tick);
            if self.emptied {
                return None;
            }
            let Instances { serving, failed, .. } = self.scratch.instances;
            let until = if failed > 0 { tick + 1 } else { self.serves.min(ticks) };
            let from = tick.max(decider.free_from());
            let sizes = Sizes { ordered: size, serving };
            let found = match from {
                from if from >= until => None,
                from if from < self.settled => Some((from, self.unsettled(decider, sizes, from))),
                from => decider.next(self.tables, sizes, from, until),
            };
            let (at, after) = found.unwrap_or((until - 1, size));
            self.evaluated(at, size, after);
            (size, tick) = (after, at + 1);
        }
        let end_ms = self.plan.span.to_ms;
        // At most those of one order serve between the last evaluation and the end.
        if let Some(ordered) = self.scratch.instances.next()
            && self.tables.clock.turned_at_ms(Turn::Booted(ordered)) <= end_ms
        {
            self.serve_of(ordered);
        }
        self.hold_until(end_ms);
        let serving = self.scratch.instances.serving;
        self.jumped.overload_ms +=
            self.tables.demand.as_mut().map_or(0, |own| own.total_ms(serving));
        (!self.emptied).then_some(self.jumped)
    }

    /// The first evaluation, where it repairs the size: the size after it, and the next one.
    fn begin(&mut self, decider: &mut impl Decide) -> (u32, u32) {
        let before = self.plan.start_size;
        let mut size = decider.repair(before);
        if size == before {
            return (size, 0);
        }
        if decider.free_from() == 0 {
            let sizes = Sizes { ordered: size, serving: self.scratch.instances.serving };
            size = self.unsettled(decider, sizes, 0);
        }
        self.evaluated(0, before, size);
        (size, 1)
    }

    /// The size that an evaluation leads to whose look-backs hold samples of several numbers.
    #[inline]
    fn unsettled(&mut self, decider: &mut impl Decide, sizes: Sizes, tick: u32) -> u32 {
        let Scratch { views, watched, curve, .. } = &mut *self.scratch;
        let sight = Sight { tables: self.tables, reader: self.plan.reader(), curve, tick };
        decider.unsettled(sizes, &mut views[..*watched], sight)
    }

    /// Lets the Instances serve that have booted by an evaluation: orders are made at different
    /// evaluations, so that at most one of them is due, and none was before.
    #[inline]
    fn serve(&mut self, tick: u32) {
        debug_assert!(self.serves >= tick, "no evaluation is skipped at which more serve");
        if self.serves == tick {
            self.serve_of(tick - self.tables.clock.boot_ticks);
        }
    }

    /// Lets those serve that were ordered at an evaluation.
    fn serve_of(&mut self, ordered: u32) {
        let before = self.scratch.instances.serving;
        self.scratch.instances.serve();
        self.turn(Turn::Booted(ordered), before);
        self.boots();
    }

    /// Ends an evaluation that may have changed the size.
    #[inline]
    fn evaluated(&mut self, tick: u32, before: u32, after: u32) {
        let instances = &mut self.scratch.instances;
        if before == after && instances.failed == 0 {
            return;
        }
        self.ordered(tick, before, after);
    }

    /// Orders and removes Instances at an evaluation.
    #[inline(always)]
    fn ordered(&mut self, tick: u32, before: u32, after: u32) {
        let instances = &mut self.scratch.instances;
        let now_ms = self.tables.clock.at_ms(tick);
        let served = instances.serving;
        let launches = self.plan.launches;
        let removed = before.saturating_sub(after);
        let gone = if removed > 0 { instances.remove(removed, launches.removal) } else { 0 };
        instances.order(after.saturating_sub(before), launches.failed, (tick, now_ms));
        if gone > 0 {
            self.turn(Turn::Now(tick), served);
            if self.plan.model.draining_ms > 0 {
                self.drain(gone, now_ms);
            }
        }
        if before != after {
            self.change(now_ms, after);
        }
        match self.tables.clock.boot_ticks {
            0 if self.scratch.instances.next().is_some() => self.serve_of(tick),
            _ => self.boots(),
        }
    }

    /// Notes at which evaluation the next of those serve that boot.
    #[inline]
    fn boots(&mut self) {
        let boot_ticks = self.tables.clock.boot_ticks;
        let next = self.scratch.instances.next();
        self.serves = next.map_or(u32::MAX, |ordered| ordered.saturating_add(boot_ticks));
    }

    /// Counts a change of the size.
    #[inline]
    fn change(&mut self, now_ms: i64, after: u32) {
        let grew = after > self.held.0;
        self.hold_until(now_ms);
        self.held.0 = after;
        let window_ms = self.plan.reversal_window_ms;
        let undone =
            |(last_ms, last_grew): (i64, bool)| last_grew != grew && now_ms - last_ms <= window_ms;
        self.jumped.changes += 1;
        self.jumped.reversals += usize::from(self.changed.is_some_and(undone));
        self.changed = Some((now_ms, grew));
        self.scratch.course.push((now_ms, after));
    }

    /// Counts the time at the present size.
    #[inline]
    fn hold_until(&mut self, now_ms: i64) {
        let (size, since_ms) = self.held;
        self.jumped.instance_ms += i64::from(size) * (now_ms - since_ms);
        self.held.1 = now_ms;
    }

    /// Counts Instances that drain.
    fn drain(&mut self, gone: u32, now_ms: i64) {
        let draining = self.plan.draining(now_ms);
        self.jumped.instance_ms += i64::from(gone) * (draining.to_ms - draining.from_ms);
    }

    /// Notes that another number serves than before.
    #[inline(always)]
    fn turn(&mut self, turn: Turn, before: u32) {
        let Scratch { views, watched, curve, instances, .. } = &mut *self.scratch;
        let (at_ms, serving) = (self.tables.clock.turned_at_ms(turn), instances.serving);
        self.emptied |= serving == 0;
        curve.push((at_ms, serving));
        if let Some(demand) = &mut self.tables.demand {
            self.jumped.overload_ms += demand.more_ms((before, serving), turn, at_ms);
        }
        for view in &mut views[..*watched] {
            view.turn(self.tables, turn);
            self.settled = self.settled.max(view.settled);
        }
    }
}
