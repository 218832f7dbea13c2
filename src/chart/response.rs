//! What the values of one setting come to: overload and cost as steps over the setting's range,
//! on the axis of its slider.

use super::format::Format;
use super::scale::{Linear, TimeScale, whole};
use super::steps::{Staircase, stairs, step_area, step_line};
use super::ticks::{nice_top, value_ticks};
use super::timeline::Step;

/// Half of a slider's thumb: its middle goes no further to either side.
const INSET: f64 = 8.0;
/// The baselines of the lanes' labels.
const LABELS: [f64; 2] = [10.0, 78.0];
/// The baseline of the cliffs' labels.
const CLIFFS: f64 = 26.0;
/// The tops and bottoms of the lanes.
const LANES: [[f64; 2]; 2] = [[30.0, 62.0], [85.0, 106.0]];
/// The baseline of the axis' labels, and the height of the whole strip.
const AXIS: f64 = 121.0;
const HEIGHT: f64 = 126.0;
const TICKS: usize = 5;
/// The width of a character of the labels, rather too wide than too narrow.
const CHARACTER_PX: f64 = 7.2;
/// Between two labels.
const GAP: f64 = 8.0;
/// A box is at least so wide that it is seen beside the line of the present value.
const LEAST_BOX: f64 = 12.0;
/// What lies within this part of the range to either side is near.
const NEAR: f64 = 0.1;
/// Minutes of overload that the scale shows at least.
const LEAST_TOP: f64 = 10.0;
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

/// Whether what becomes other at a cliff is welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// There is less of all that becomes other.
    Better,
    /// There is more of all of it.
    Worse,
    /// There is less of some and more of other, or nothing tells.
    Mixed,
}

impl Tone {
    /// That of several differences, each of which may be one of less.
    #[must_use]
    pub fn of(are_less: impl Iterator<Item = bool>) -> Self {
        let (mut less, mut more) = (false, false);
        for is_less in are_less {
            (less, more) = (less || is_less, more || !is_less);
        }
        match (less, more) {
            (true, false) => Self::Better,
            (false, true) => Self::Worse,
            (true, true) | (false, false) => Self::Mixed,
        }
    }

    /// How it is marked: `good`, `bad` or `mixed`.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Better => "good",
            Self::Worse => "bad",
            Self::Mixed => "mixed",
        }
    }
}

/// A value with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// The value.
    pub value: f64,
    /// It with its unit.
    pub label: String,
    /// Whether what it brings is welcome.
    pub tone: Tone,
}

/// The values that are marked; those beyond the range are not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// What is saved.
    pub saved: Option<f64>,
    /// What is set now.
    pub now: Option<f64>,
    /// The values around it that come to the same.
    pub around: Option<(f64, f64)>,
    /// The nearest cliffs, below and above.
    pub cliffs: [Option<Labelled>; 2],
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
    /// The greatest value that its scale shows, where there are greater ones.
    pub cut: Option<f64>,
    /// Where the value that is set now lies.
    pub now_y: Option<f64>,
}

/// The mark of a cliff. One below the present value points down, one above it up, so that the
/// marks of two that are near to each other do not cover each other.
#[derive(Clone, Debug, PartialEq)]
pub struct CliffMark {
    /// Where it is.
    pub x: f64,
    /// Whether it lies above the present value.
    pub above: bool,
    /// Its value with its unit.
    pub label: String,
    /// Whether what lies beyond it is welcome.
    pub tone: Tone,
    /// Where that begins, or ends where the cliff lies below.
    pub label_x: f64,
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
    /// The nearest cliffs.
    pub cliffs: Vec<CliffMark>,
    /// The baseline of their labels.
    pub cliffs_y: f64,
}

/// Lays out pieces that ascend over a range, or over a part of it.
#[must_use]
pub fn response_strip(
    pieces: &[Piece],
    (from, to): (f64, f64),
    marks: &Marks,
    width: f64,
    format: &dyn Format,
) -> Strip {
    let pieces = &within(pieces, (from, to));
    let right = (width - INSET).max(INSET + 1.0);
    let x = Linear { from, to, start_px: INSET, end_px: right };
    let place = |value: f64| (from..=to).contains(&value).then(|| x.px(value));
    let here = marks.now.and_then(|now| pieces.iter().find(|own| own.from <= now && now <= own.to));
    let cut = marks.now.and_then(|now| top_near(pieces, now, (to - from) * NEAR));
    let lane = |at: usize, of: fn(&Piece) -> f64, from_zero: bool| {
        let least = pieces.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = pieces.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let [top, bottom] = LANES[at];
        let low = if from_zero { 0.0 } else { least };
        let cut = cut.filter(|_| from_zero);
        // What never changes lies at the bottom.
        let high = cut.unwrap_or(if most > low { most } else { low + 1.0 });
        let y = Linear { from: low, to: high, start_px: bottom, end_px: top };
        let stairs = staircase(pieces, |own| of(own).min(cut.unwrap_or(f64::INFINITY)), &x);
        Lane {
            label_y: LABELS[at],
            edges: [top, bottom],
            line: step_line(&stairs, &y),
            area: if from_zero { step_area(&stairs, &y) } else { String::new() },
            ends: if least > most { [0.0, 0.0] } else { [least, most] },
            cut,
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
            .map(|tick| (centred(x.px(tick.value), &tick.label, width), tick.label))
            .collect(),
        ticks_y: AXIS,
        saved_x: marks.saved.and_then(place),
        now_x: marks.now.and_then(place),
        around: marks.around.map(|(from, to)| widened(x.clamped(from), x.clamped(to))),
        cliffs: cliff_marks(marks, place, width),
        cliffs_y: CLIFFS,
    }
}

/// The parts of the pieces that lie in a range.
fn within(pieces: &[Piece], (from, to): (f64, f64)) -> Vec<Piece> {
    let own = pieces.iter().filter(|own| own.from <= to && from <= own.to);
    own.map(|own| Piece { from: own.from.max(from), to: own.to.min(to), ..*own }).collect()
}

/// The top of a scale for the overload near a value, where what lies far from it would make that a
/// flat line.
fn top_near(pieces: &[Piece], now: f64, within: f64) -> Option<f64> {
    let most = |all: &mut dyn Iterator<Item = &Piece>| {
        all.map(|own| own.overload).fold(LEAST_TOP, f64::max)
    };
    let is_near = |own: &&Piece| own.from <= now + within && now - within <= own.to;
    let top = nice_top(most(&mut pieces.iter().filter(is_near)), TICKS);
    (most(&mut pieces.iter()) > 2.0 * top).then_some(top)
}

/// The width of a label.
fn width_of(label: &str) -> f64 {
    label.chars().count() as f64 * CHARACTER_PX
}

/// The middle of a label near to a place, so that none of it is cut off.
fn centred(x: f64, label: &str, width: f64) -> f64 {
    let half = width_of(label) / 2.0;
    x.min(width - half).max(half)
}

/// A stretch that is wide enough to be seen.
fn widened(from: f64, to: f64) -> [f64; 2] {
    let more = ((LEAST_BOX - (to - from)) / 2.0).max(0.0);
    [from - more, to + more]
}

/// The marks of the nearest cliffs. The label of the one below ends at its mark and that of the one
/// above begins there, as far as both have room.
fn cliff_marks(marks: &Marks, place: impl Fn(f64) -> Option<f64>, width: f64) -> Vec<CliffMark> {
    let [below, above] = [0, 1].map(|at| {
        let own = marks.cliffs[at].as_ref()?;
        Some((place(own.value)?, own))
    });
    let least_end = below.map_or(-GAP, |(x, Labelled { label, .. })| x.max(width_of(label)));
    let start = above
        .map(|(x, Labelled { label, .. })| x.max(least_end + GAP).min(width - width_of(label)));
    let end = least_end.min(start.map_or(width, |start| start - GAP));
    let mark = |(x, own): (f64, &Labelled), above, label_x| CliffMark {
        x,
        above,
        label: own.label.clone(),
        tone: own.tone,
        label_x,
    };
    let below = below.map(|own| mark(own, false, end));
    let above = above.zip(start).map(|(own, start)| mark(own, true, start));
    below.into_iter().chain(above).collect()
}

/// The steps of one quantity, thinned to one a pixel column as those of a size over time are; what
/// is on no piece is a gap.
fn staircase(pieces: &[Piece], of: impl Fn(&Piece) -> f64, x: &Linear) -> Staircase {
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
