//! Cost against overload: the points of a sweep that no other beats, and the saved policies.

use super::format::Format;
use super::layout::{LABEL_DROP, NARROW};
use super::path::Path;
use super::scale::Linear;
use super::ticks::{ValueTick, nice_top, value_ticks};
use crate::base::order;

/// Height of the whole chart.
const HEIGHT: f64 = 260.0;
/// Where the axes meet.
const BOTTOM: f64 = 222.0;
/// Where the most overload lies.
const TOP: f64 = 26.0;
/// What is left free for the labels of the overload.
const LEFT: f64 = 52.0;
/// What is left free at the other side, so that no dot is cut.
const RIGHT: f64 = 16.0;
/// At most this many ticks on an axis.
const TICKS: usize = 6;
/// As many on a narrow chart's axis.
const NARROW_TICKS: usize = 4;
/// How much of the costs' range is left free beside them.
const PADDING: f64 = 0.06;
/// How wide a character of a label is, in the mean.
const CHARACTER_PX: f64 = 7.4;
/// How high a label is.
const LABEL_PX: f64 = 14.0;
/// How far the middle of a label is from that of its mark, above or below.
const AWAY_PX: f64 = 15.0;
/// How far a label begins or ends beside its mark.
const BESIDE_PX: f64 = 10.0;
/// The axis of the overload goes to so many times that of the saved rules, and to so many minutes
/// at least.
const TIMES_SAVED: f64 = 3.0;
const LEAST_CUT: f64 = 10.0;
/// Numbers of more digits than these are shortened.
const LONGEST: f64 = 100_000.0;

/// A place in the chart, by cost and overload.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Towards the right.
    pub cost: f64,
    /// Upwards.
    pub overload: f64,
}

/// Where something is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// A tick of either axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, along its axis.
    pub at: f64,
    /// The baseline or the middle of its label, along the other axis.
    pub label_at: f64,
    /// What it says.
    pub label: String,
}

/// Something in the chart that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A point of the front, by its place in the order given.
    Point(usize),
    /// The saved policies.
    Saved,
    /// The edited variant.
    Edited,
}

impl Mark {
    /// Its place among the points, from 1; 0 for the saved policies and the edited variant, which
    /// are none of them.
    #[must_use]
    pub const fn place(self) -> usize {
        match self {
            Self::Point(at) => at.saturating_add(1),
            Self::Saved | Self::Edited => 0,
        }
    }
}

/// The name of a mark beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Its middle, from the left.
    pub x: f64,
    /// Its baseline, from the top.
    pub y: f64,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontChart {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The plot's edges: left, right, top, bottom.
    pub edges: [f64; 4],
    /// The ticks of the cost, by x.
    pub costs: Vec<Tick>,
    /// The ticks of the overload, by y.
    pub overloads: Vec<Tick>,
    /// Where the axis of the overload ends, and the most that there is, where that is more.
    pub cut: Option<(f64, f64)>,
    /// The front as steps: what is to be had for at most a cost.
    pub line: String,
    /// The points, in the order given.
    pub dots: Vec<Dot>,
    /// The saved policies.
    pub saved: Dot,
    /// The edited variant.
    pub edited: Option<Dot>,
}

/// Lays out a front, whose spots ascend in cost.
#[must_use]
pub fn front_chart(
    front: &[Spot],
    (saved, edited): (Spot, Option<Spot>),
    width: f64,
    format: &dyn Format,
) -> FrontChart {
    let all = || front.iter().copied().chain([saved]).chain(edited).filter(|spot| is_drawn(*spot));
    let least = all().map(|spot| spot.cost).fold(f64::INFINITY, f64::min);
    let most = all().map(|spot| spot.cost).fold(f64::NEG_INFINITY, f64::max);
    let (least, most) = if least > most { (0.0, 0.0) } else { (least, most) };
    let free = (most - least) * PADDING;
    let ticks = if width < NARROW { NARROW_TICKS } else { TICKS };
    // Where nothing is overloaded, a minute keeps the dots on their axis.
    let highest = all().map(|spot| spot.overload).fold(1.0, f64::max);
    // What is far over the saved rules' overload would make theirs a flat line on the axis.
    let near = [Some(saved), edited].into_iter().flatten().filter(|spot| is_drawn(*spot));
    let near = near.map(|spot| TIMES_SAVED * spot.overload).fold(LEAST_CUT, f64::max);
    let top = nice_top(highest.min(near), ticks);
    let right = (width - RIGHT).max(LEFT);
    let x =
        Linear { from: (least - free).max(0.0), to: most + free, start_px: LEFT, end_px: right };
    let y = Linear { from: 0.0, to: top, start_px: BOTTOM, end_px: TOP };
    let dot = |spot: &Spot| Dot { x: x.clamped(spot.cost), y: y.clamped(spot.overload) };
    let dots: Vec<Dot> = front.iter().map(dot).collect();
    let cost_tick =
        |tick: ValueTick| Tick { at: x.px(tick.value), label_at: BOTTOM + 16.0, label: tick.label };
    let overload_tick = |tick: ValueTick| {
        let at = y.px(tick.value);
        Tick { at, label_at: at + LABEL_DROP, label: tick.label }
    };
    FrontChart {
        width,
        height: HEIGHT,
        edges: [LEFT, right, TOP, BOTTOM],
        costs: whole_ticks(x.from, x.to, ticks, format).map(cost_tick).collect(),
        overloads: whole_ticks(0.0, y.to, ticks, format).map(overload_tick).collect(),
        cut: (highest > top).then_some((top, highest)),
        line: steps(&dots),
        saved: dot(&saved),
        edited: edited.as_ref().map(dot),
        dots,
    }
}

impl FrontChart {
    /// What is nearest to a place, if it is near enough to be meant.
    #[must_use]
    pub fn nearest(&self, x: f64, y: f64) -> Option<Mark> {
        const NEAR: f64 = 24.0;
        let distance =
            |dot: &Dot| libm::sqrt((dot.x - x) * (dot.x - x) + (dot.y - y) * (dot.y - y));
        let all = self.marks().into_iter().map(|(mark, dot)| (mark, distance(&dot)));
        let near = all.filter(|(_, distance)| *distance <= NEAR);
        near.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(mark, _)| mark)
    }

    /// What is so many steps from a mark, by cost; the first step leads to one of the ends.
    #[must_use]
    pub fn step(&self, from: Option<Mark>, by: isize) -> Option<Mark> {
        let marks = self.marks();
        let dearer = |a: usize, b: usize| marks[a].1.x.total_cmp(&marks[b].1.x);
        let by_cost: Vec<Mark> =
            order(marks.len(), &dearer).into_iter().map(|at| marks[at].0).collect();
        let last = by_cost.len().saturating_sub(1);
        let at = match by_cost.iter().position(|mark| Some(*mark) == from) {
            Some(at) => at.saturating_add_signed(by),
            None if by > 0 => by.unsigned_abs() - 1,
            None => by_cost.len().saturating_add_signed(by),
        };
        let at = at.min(last);
        by_cost.get(at).copied()
    }

    /// Where a mark is drawn.
    #[must_use]
    pub fn dot(&self, mark: Mark) -> Option<Dot> {
        match mark {
            Mark::Point(at) => self.dots.get(at).copied(),
            Mark::Saved => Some(self.saved),
            Mark::Edited => self.edited,
        }
    }

    fn marks(&self) -> Vec<(Mark, Dot)> {
        let points = self.dots.iter().enumerate().map(|(at, dot)| (Mark::Point(at), *dot));
        let edited = self.edited.map(|dot| (Mark::Edited, dot));
        points.chain([(Mark::Saved, self.saved)]).chain(edited).collect()
    }

    /// Places the names of some marks: above, else below, else beside, so that none covers another
    /// name or another of these marks, as far as there is room.
    #[must_use]
    pub fn labels(&self, named: &[(Dot, &str)]) -> Vec<Label> {
        let mut taken: Vec<Place> = named.iter().map(|(dot, _)| Place::around(dot)).collect();
        let mut placed = Vec::with_capacity(named.len());
        for (own, (dot, name)) in named.iter().enumerate() {
            let width = name.chars().count() as f64 * CHARACTER_PX;
            let beside = width / 2.0 + BESIDE_PX;
            let places =
                [(0.0, -AWAY_PX), (0.0, AWAY_PX), (beside, 0.0), (-beside, 0.0)].map(|(x, y)| {
                    Place { x: dot.x + x, y: dot.y + y, width, height: LABEL_PX }.within(self.width)
                });
            let is_free = |place: &&Place| {
                let [.., top, bottom] = self.edges;
                let others = taken.iter().enumerate().filter(|(at, _)| *at != own);
                place.y > top - LABEL_PX
                    && place.y < bottom
                    && others.into_iter().all(|(_, other)| !place.meets(other))
            };
            let place = *places.iter().find(is_free).unwrap_or(&places[0]);
            taken.push(place);
            placed.push(Label { x: place.x, y: place.y + LABEL_DROP });
        }
        placed
    }
}

/// What a label or a mark covers, from its middle.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Place {
    const fn around(dot: &Dot) -> Self {
        Self { x: dot.x, y: dot.y, width: 14.0, height: 14.0 }
    }

    /// Moved sideways until it stands within the chart.
    fn within(self, width: f64) -> Self {
        let half = (self.width / 2.0).min(width / 2.0);
        Self { x: self.x.clamp(half, width - half), ..self }
    }

    fn meets(&self, other: &Self) -> bool {
        (self.x - other.x).abs() * 2.0 < self.width + other.width
            && (self.y - other.y).abs() * 2.0 < self.height + other.height
    }
}

/// Ticks of an axis, whose whole numbers are written out: `800` beside `1,000`.
fn whole_ticks(
    from: f64,
    to: f64,
    most: usize,
    format: &dyn Format,
) -> impl Iterator<Item = ValueTick> {
    let ticks = value_ticks(from, to, most, format);
    let is_whole = |value: f64| libm::trunc(value) == value && value.abs() <= LONGEST;
    let all = ticks.iter().all(|tick| is_whole(tick.value));
    ticks.into_iter().map(move |tick| match all {
        true => ValueTick { label: format.number(tick.value, 0), ..tick },
        false => tick,
    })
}

const fn is_drawn(spot: Spot) -> bool {
    spot.cost.is_finite() && spot.overload.is_finite()
}

/// From each point across to the next one's cost, then down to its overload: nothing between two
/// points is to be had.
fn steps(dots: &[Dot]) -> String {
    let mut path = Path::with_capacity(2 * dots.len());
    let mut least = f64::NEG_INFINITY;
    for (index, dot) in dots.iter().enumerate() {
        // A point that costs more and has more overload than one before it is no bargain.
        if dot.y < least {
            continue;
        }
        least = dot.y;
        if index == 0 {
            path.move_to(dot.x, dot.y);
        } else {
            path.across_to(dot.x);
            path.down_to(dot.y);
        }
    }
    path.d
}
