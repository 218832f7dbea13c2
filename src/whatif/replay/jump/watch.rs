//! What one run sees of a series while its look-back holds samples of several sizes.

use super::tables::{Series, Tables};
use super::turned::Turn;
use crate::whatif::replay::fleet::Fleet;
use crate::whatif::replay::shown::{Reader, shown_on};

/// A series as one run sees it: the values of the samples that began before the last change of what
/// serves, added up as the engine's window does. Its columns are kept for the next run.
#[derive(Default)]
pub struct Watch {
    pub series: usize,
    stream: usize,
    frame: usize,
    /// Whether its values hang on what serves.
    spread: bool,
    /// The first sample that began after the last change.
    whole: u32,
    /// The first evaluation that looks at no sample before that.
    pub settled: u32,
    /// The values of samples up to, without, `filled`, as far back as any look-back reaches.
    shown: Vec<f64>,
    filled: u32,
    /// Where the back of the window began when it was last added up.
    back: Option<u32>,
    /// For each sample of the front, the aggregate of it and those after it there.
    front: Vec<f64>,
    /// The aggregate of the back's samples before `added`.
    sum: Option<f64>,
    added: u32,
}

impl Watch {
    /// Begins a run over a series.
    pub fn restart(&mut self, tables: &Tables, series: usize) {
        let Series { stream, frame, .. } = tables.series[series];
        (self.series, self.stream, self.frame) = (series, stream, frame);
        self.spread = tables.streams[stream].history.spread;
        (self.whole, self.settled) = (0, 0);
        (self.filled, self.back) = (0, None);
    }

    /// Notes that another number serves.
    #[inline]
    pub fn turn(&mut self, tables: &Tables, turn: Turn) {
        if self.spread {
            self.whole = tables.streams[self.stream].whole.at(turn);
            self.settled = tables.frames[self.frame].settled.at(turn);
        }
    }

    /// The aggregate that an evaluation sees, on a fleet of which so many serve now.
    pub fn see(
        &mut self,
        tables: &mut Tables,
        reader: Reader,
        fleet: &Fleet,
        tick: u32,
    ) -> Option<f64> {
        if tick >= self.settled {
            return tables.value(self.series, fleet.serving(), tick);
        }
        let Series { stream, frame, aggregate, .. } = tables.series[self.series];
        let (stream, frame) = (&tables.streams[stream], &tables.frames[frame]);
        let end = stream.ends[tick as usize];
        let (start, back) = (frame.starts[tick as usize], frame.backs[tick as usize]);
        if start >= end {
            return None;
        }
        self.shown.resize(stream.samples.len().max(self.shown.len()), 0.0);
        for at in self.filled.max(start)..end {
            let sample = &stream.samples[at as usize];
            let shown = match at >= self.whole {
                true => shown_on(&stream.history, sample, fleet.serving()),
                false => reader.shown(&stream.history, sample, fleet.pieces(sample.from_ms)),
            };
            debug_assert!(shown.is_some(), "something serves throughout a run");
            self.shown[at as usize] = shown.unwrap_or_default();
        }
        self.filled = end;
        if self.back != Some(back) {
            self.begin(aggregate, start, back);
        }
        for at in self.added..end {
            let value = self.shown[at as usize];
            self.sum = Some(self.sum.map_or(value, |sum| aggregate.combine(sum, value)));
        }
        self.added = end.max(self.added);
        let front = (start < back).then(|| self.front[(back - start) as usize - 1]);
        aggregate.total(front, self.sum, (end - start) as usize)
    }

    /// Adds up the front of a window, from its newest sample to its oldest.
    fn begin(&mut self, aggregate: crate::engine::Aggregate, start: u32, back: u32) {
        self.front.clear();
        let mut newer = None;
        for at in (start..back).rev() {
            let value = self.shown[at as usize];
            let sum = newer.map_or(value, |newer| aggregate.combine(value, newer));
            self.front.push(sum);
            newer = Some(sum);
        }
        (self.back, self.sum, self.added) = (Some(back), None, back);
    }
}
