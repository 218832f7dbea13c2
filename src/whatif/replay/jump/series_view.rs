//! What one run sees of a series while its look-back holds samples of several sizes.

use super::tables::{Series, Tables};
use super::turned::Turn;
use crate::engine::Aggregate;
use crate::whatif::replay::shown::{Reader, shown_on};

/// A series as one run sees it. Its column is kept for the next run.
#[derive(Default)]
pub struct SeriesView {
    pub series: usize,
    /// Whether its values hang on what serves.
    spread: bool,
    frame: usize,
    /// The last change of what serves.
    turn: Option<Turn>,
    /// The first evaluation that looks at no sample that began before that.
    pub settled: u32,
    /// What samples showed up to, without, `filled`, as far back as any look-back reaches.
    shown: Vec<f64>,
    filled: u32,
    /// The evaluation that was last asked about, and what it sees: not a number for no sample.
    seen: (u32, f64),
}

/// Where a run stands: the evaluation, and how many served from each instant on.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    pub tables: &'a Tables,
    pub reader: Reader<'a>,
    pub curve: &'a [(i64, u32)],
    pub tick: u32,
}

impl SeriesView {
    /// Begins a run over a series.
    pub fn restart(&mut self, tables: &Tables, series: usize) {
        let stream = tables.stream(series);
        (self.series, self.spread) = (series, stream.history.spread);
        self.frame = tables.series[series].frame;
        (self.turn, self.settled, self.filled) = (None, 0, 0);
        self.seen = (u32::MAX, f64::NAN);
        self.shown.resize(stream.samples.len().max(self.shown.len()), 0.0);
    }

    /// Notes that another number serves.
    #[inline]
    pub fn turn(&mut self, tables: &Tables, turn: Turn) {
        if self.spread {
            self.turn = Some(turn);
            self.settled = tables.frames[self.frame].settled.at(turn);
        }
    }

    /// The aggregate that the evaluation sees, to the bit; not a number where it holds no sample.
    #[inline]
    pub fn value(&mut self, sight: Sight) -> f64 {
        if self.seen.0 != sight.tick {
            self.seen = (sight.tick, self.look(sight));
        }
        self.seen.1
    }

    fn look(&mut self, sight: Sight) -> f64 {
        let Sight { tables, curve, tick, .. } = sight;
        let Series { stream, frame, aggregate, .. } = tables.series[self.series];
        let (stream, frame) = (&tables.streams[stream], &tables.frames[frame]);
        let (start, end) = (frame.starts.at(tick), stream.ends.at(tick));
        if start >= end {
            return f64::NAN;
        }
        let serving = curve.last().map_or(0, |last| last.1);
        // The first sample that did not begin before the last change.
        let whole = self.turn.map_or(0, |turn| stream.whole.at(turn));
        for at in self.filled.max(start)..end {
            let sample = &stream.samples[at as usize];
            let shown = match at >= whole {
                true => shown_on(&stream.history, sample, serving),
                false => sight.reader.shown(&stream.history, sample, pieces(curve, sample.from_ms)),
            };
            debug_assert!(shown.is_some(), "something serves throughout a run");
            self.shown[at as usize] = shown.unwrap_or_default();
        }
        self.filled = end;
        let back = frame.backs.at(tick).clamp(start, end);
        let (front, back) =
            self.shown[start as usize..end as usize].split_at((back - start) as usize);
        match aggregate {
            Aggregate::Average => total(front, back, |a, b| a + b) / f64::from(end - start),
            Aggregate::Sum => total(front, back, |a, b| a + b),
            Aggregate::Max | Aggregate::Min => total(front, back, |a, b| aggregate.combine(a, b)),
        }
    }
}

/// The two parts of a window added up in the order of the engine: the front from its newest sample,
/// the back from its oldest.
#[inline]
fn total(front: &[f64], back: &[f64], combine: impl Fn(f64, f64) -> f64) -> f64 {
    let front = front.iter().copied().rev().reduce(|newer, value| combine(value, newer));
    let back = back.iter().copied().reduce(&combine);
    match (front, back) {
        (Some(front), Some(back)) => combine(front, back),
        (one, other) => one.or(other).unwrap_or(f64::NAN),
    }
}

/// The part of a curve from what holds at an instant on.
#[inline]
fn pieces(curve: &[(i64, u32)], from_ms: i64) -> &[(i64, u32)] {
    let from = curve.iter().rposition(|&(at_ms, _)| at_ms <= from_ms);
    curve.get(from.unwrap_or_default()..).unwrap_or_default()
}
