//! What a look-back adds up to on one number of Instances, at every evaluation.

use super::frame::Frame;
use super::stream::Stream;
use crate::engine::Aggregate;
use crate::whatif::replay::shown::shown_on;

/// What each evaluation sees while so many serve throughout: not a number where its look-back holds
/// no sample.
pub fn sums(stream: &Stream, frame: &Frame, aggregate: Aggregate, serving: u32) -> Vec<f64> {
    let shown = |sample| shown_on(&stream.history, sample, serving).unwrap_or_default();
    let mut front: Vec<f64> = stream.samples.iter().map(shown).collect();
    let mut back = front.clone();
    for (index, &(from, to)) in frame.fronts.iter().enumerate() {
        let (from, to) = (from as usize, to as usize);
        // For each sample of a front, the aggregate of it and those after it there.
        if let Some((newest, older)) = front[from..to].split_last_mut() {
            let mut newer = *newest;
            for value in older.iter_mut().rev() {
                newer = aggregate.combine(*value, newer);
                *value = newer;
            }
        }
        // For each sample of its back, the aggregate of those there up to it.
        let end = frame.fronts.get(index + 1).map_or(back.len(), |next| next.1 as usize);
        if let Some((oldest, newer)) = back[to..end].split_first_mut() {
            let mut older = *oldest;
            for value in newer {
                older = aggregate.combine(older, *value);
                *value = older;
            }
        }
    }
    let seen = |tick| {
        let (start, backs, end) =
            (frame.starts.at(tick), frame.backs.at(tick), stream.ends.at(tick));
        let front = (start < backs).then(|| front[start as usize]);
        let back = (backs < end).then(|| back[end as usize - 1]);
        let total = aggregate.total(front, back, end.saturating_sub(start) as usize);
        total.unwrap_or(f64::NAN)
    };
    (0..frame.ticks).map(seen).collect()
}
