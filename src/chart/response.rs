//! What the values of one setting come to: overload and cost as steps over the setting's range,
//! on the axis of its slider.

use super::format::Format;
use super::scale::{Linear, TimeScale, whole};
use super::steps::{Staircase, stairs, step_area, step_line};
use super::ticks::value_ticks;
use super::timeline::Step;

/// Half of a slider's thumb: its middle goes no further to either side.
const INSET: f64 = 8.0;
/// The baselines of the lanes' labels.
const LABELS: [f64; 2] = [10.0, 64.0];
/// The tops and bottoms of the lanes.
const LANES: [[f64; 2]; 2] = [[22.0, 48.0], [71.0, 92.0]];
/// The baseline of the axis' labels, and the height of the whole strip.
const AXIS: f64 = 107.0;
const HEIGHT: f64 = 112.0;
const TICKS: usize = 5;
/// The range in parts, which are finer than any pixel.
const PARTS: f64 = 1_000_000.0;

/// Neighbouring values of the setting that come to the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// The least of them.
    pub from: f64,
    /// The greatest of them.
    pub to: f64,
    /// Minutes of overload.
    pub overload: f64,
    /// What it costs, in whatever unit.
    pub cost: f64,
    /// Whether nothing lies between it and the next one.
    pub joined: bool,
}

/// The values that are marked; those beyond the range are not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Marks {
    /// What is saved.
    pub saved: Option<f64>,
    /// What is set now.
    pub now: Option<f64>,
    /// The values around it that come to the same.
    pub around: Option<(f64, f64)>,
    /// The cliffs at their ends.
    pub cliffs: [Option<f64>; 2],
}

/// One quantity over the range.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The baseline of its label.
    pub label_y: f64,
    /// Its top and bottom.
    pub edges: [f64; 2],
    /// The steps as a path.
    pub line: String,
    /// The ground under them, down to 0; empty for a lane that does not begin at 0.
    pub area: String,
    /// The least and the greatest value.
    pub ends: [f64; 2],
    /// Where the value that is set now lies.
    pub now_y: Option<f64>,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// Overload, from 0.
    pub overload: Lane,
    /// Cost, from its least.
    pub cost: Lane,
    /// The axis' labels: where, and what.
    pub ticks: Vec<(f64, String)>,
    /// The baseline of these.
    pub ticks_y: f64,
    /// Where the saved value is.
    pub saved_x: Option<f64>,
    /// Where the present value is.
    pub now_x: Option<f64>,
    /// From where to where nothing but the cost changes.
    pub around: Option<[f64; 2]>,
    /// Where the next cliffs are.
    pub cliffs: Vec<f64>,
}

/// Lays out pieces that ascend over a range.
#[must_use]
pub fn response_strip(
    pieces: &[Piece],
    (from, to): (f64, f64),
    marks: &Marks,
    width: f64,
    format: &dyn Format,
) -> Strip {
    let right = (width - INSET).max(INSET + 1.0);
    let x = Linear { from, to, start_px: INSET, end_px: right };
    let place = |value: f64| (from..=to).contains(&value).then(|| x.px(value));
    let here = marks.now.and_then(|now| pieces.iter().find(|own| own.from <= now && now <= own.to));
    let lane = |at: usize, of: fn(&Piece) -> f64, from_zero: bool| {
        let least = pieces.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = pieces.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let [top, bottom] = LANES[at];
        let low = if from_zero { 0.0 } else { least };
        // What never changes lies at the bottom.
        let high = if most > low { most } else { low + 1.0 };
        let y = Linear { from: low, to: high, start_px: bottom, end_px: top };
        let stairs = staircase(pieces, of, &x);
        Lane {
            label_y: LABELS[at],
            edges: [top, bottom],
            line: step_line(&stairs, &y),
            area: if from_zero { step_area(&stairs, &y) } else { String::new() },
            ends: if least > most { [0.0, 0.0] } else { [least, most] },
            now_y: here.map(|own| y.clamped(of(own))),
        }
    };
    Strip {
        width,
        height: HEIGHT,
        overload: lane(0, |own| own.overload, true),
        cost: lane(1, |own| own.cost, false),
        ticks: value_ticks(from, to, TICKS, format)
            .into_iter()
            .map(|tick| (x.px(tick.value), tick.label))
            .collect(),
        ticks_y: AXIS,
        saved_x: marks.saved.and_then(place),
        now_x: marks.now.and_then(place),
        around: marks.around.map(|(from, to)| [x.clamped(from), x.clamped(to)]),
        cliffs: marks.cliffs.into_iter().flatten().filter_map(place).collect(),
    }
}

/// The steps of one quantity, thinned to one a pixel column as those of a size over time are; what
/// is on no piece is a gap.
fn staircase(pieces: &[Piece], of: fn(&Piece) -> f64, x: &Linear) -> Staircase {
    let axis = TimeScale { from_ms: 0, to_ms: whole(PARTS), left: x.start_px, right: x.end_px };
    let part = |value: f64| whole((value - x.from) / (x.to - x.from) * PARTS);
    let mut steps: Vec<Step> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        steps.push(Step { at_ms: part(piece.from), size: of(piece) });
        if !piece.joined {
            steps.push(Step { at_ms: part(piece.to), size: f64::NAN });
        }
    }
    let end = pieces.last().map_or(0, |last| part(last.to));
    stairs(&steps, end, &axis)
}
