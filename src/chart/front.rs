//! Cost against overload: the points of a sweep that no other beats, and the saved policies.

use super::format::Format;
use super::layout::{LABEL_DROP, NARROW};
use super::path::Path;
use super::scale::Linear;
use super::ticks::{ValueTick, nice_top, value_ticks};

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
    let right = (width - RIGHT).max(LEFT);
    let x =
        Linear { from: (least - free).max(0.0), to: most + free, start_px: LEFT, end_px: right };
    let y = Linear { from: 0.0, to: nice_top(highest, ticks), start_px: BOTTOM, end_px: TOP };
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
        costs: value_ticks(x.from, x.to, ticks, format).into_iter().map(cost_tick).collect(),
        overloads: value_ticks(0.0, y.to, ticks, format).into_iter().map(overload_tick).collect(),
        line: steps(&dots),
        saved: dot(&saved),
        edited: edited.as_ref().map(dot),
        dots,
    }
}

impl FrontChart {
    /// The point nearest to a place, if one is near enough to be meant.
    #[must_use]
    pub fn nearest(&self, x: f64, y: f64) -> Option<usize> {
        const NEAR: f64 = 24.0;
        let distance =
            |dot: &Dot| libm::sqrt((dot.x - x) * (dot.x - x) + (dot.y - y) * (dot.y - y));
        let all = self.dots.iter().map(distance).enumerate();
        let near = all.filter(|(_, distance)| *distance <= NEAR);
        near.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(index, _)| index)
    }
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
