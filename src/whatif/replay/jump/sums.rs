//! What a look-back adds up to on one number of Instances, at every evaluation.

use super::frame::Frame;
use super::stream::Stream;
use crate::engine::Aggregate;
use crate::whatif::replay::shown::shown_on;

/// The parts of the engine's window while so many serve throughout.
pub struct Sums {
    /// For each sample of a front, the aggregate of it and those after it there.
    front: Vec<f64>,
    /// For each sample, the aggregate of those of its back up to it.
    back: Vec<f64>,
    /// What each evaluation sees, in the 32 bits that the API compares; not a number where its
    /// look-back holds no sample.
    pub seen: Vec<f32>,
}

impl Sums {
    pub fn new(stream: &Stream, frame: &Frame, aggregate: Aggregate, serving: u32) -> Self {
        let shown = |sample| shown_on(&stream.history, sample, serving).unwrap_or_default();
        let values: Vec<f64> = stream.samples.iter().map(shown).collect();
        let mut front = vec![0.0; values.len()];
        let mut back = values.clone();
        for (index, &(from, to)) in frame.fronts.iter().enumerate() {
            let (from, to) = (from as usize, to as usize);
            let mut newer = None;
            for at in (from..to).rev() {
                let sum = newer.map_or(values[at], |newer| aggregate.combine(values[at], newer));
                front[at] = sum;
                newer = Some(sum);
            }
            let end = frame.fronts.get(index + 1).map_or(values.len(), |next| next.1 as usize);
            for at in to + 1..end {
                back[at] = aggregate.combine(back[at - 1], values[at]);
            }
        }
        let mut sums = Self { front, back, seen: Vec::new() };
        let ticks = super::turned::small(stream.ends.len());
        let seen = |tick| sums.at(stream, frame, aggregate, tick).map_or(f32::NAN, narrow);
        sums.seen = (0..ticks).map(seen).collect();
        sums
    }

    /// The aggregate that an evaluation sees; `None` where it holds no sample.
    #[inline]
    pub fn at(
        &self,
        stream: &Stream,
        frame: &Frame,
        aggregate: Aggregate,
        tick: u32,
    ) -> Option<f64> {
        let tick = tick as usize;
        let (start, back, end) = (frame.starts[tick], frame.backs[tick], stream.ends[tick]);
        let front = (start < back).then(|| self.front[start as usize]);
        let back = (back < end).then(|| self.back[end as usize - 1]);
        aggregate.total(front, back, end.saturating_sub(start) as usize)
    }

    pub const fn bytes(&self) -> usize {
        (self.front.len() + self.back.len()) * size_of::<f64>() + self.seen.len() * size_of::<f32>()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the API keeps 32 bits")]
const fn narrow(value: f64) -> f32 {
    value as f32
}
