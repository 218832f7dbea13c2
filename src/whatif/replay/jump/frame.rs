//! A look-back over a stream: which samples it holds at each evaluation, and in which order the
//! engine's window adds them up. None of it hangs on the sizes.

use super::ascending::Ascending;
use super::stream::Stream;
use super::turned::{Clock, Turned, first_at, small};

/// The samples of a look-back at each evaluation. The engine's window is a queue in two parts; as
/// sums of floats hang on their order, both are known here.
pub struct Frame {
    /// How many evaluations there are.
    pub ticks: u32,
    /// The first sample that each evaluation looks at.
    pub starts: Ascending,
    /// Where the back of the window begins at each evaluation.
    pub backs: Ascending,
    /// The fronts that there were, each from its first sample up to where its back begins.
    pub fronts: Vec<(u32, u32)>,
    /// The first evaluation whose look-back holds no sample that began before a change.
    pub settled: Turned,
}

impl Frame {
    pub fn new(stream: &Stream, look_back_ms: i64, clock: &Clock) -> Self {
        let stamp = |at: usize| stream.stamps[at];
        let starts = first_at(clock, 1 - look_back_ms, stream.stamps.len(), stamp);
        let (mut back, mut fronts) = (0, vec![(0, 0)]);
        let mut backs = Vec::with_capacity(starts.len());
        for (start, tick) in starts.iter().zip(0..) {
            // The window turns its back into its front once it has dropped all of the front and
            // more.
            if *start > back {
                back = stream.ends.at(tick);
                fronts.push((*start, back));
            }
            backs.push(back);
        }
        let settled = Turned::new(clock, |delay_ms| {
            let mut tick = 0;
            let first = |whole: u32| {
                while starts.get(tick).is_some_and(|start| *start < whole) {
                    tick += 1;
                }
                small(tick)
            };
            stream.first_whole(clock, delay_ms).into_iter().map(first).collect()
        });
        let (starts, backs) = (Ascending::new(starts), Ascending::new(backs));
        Self { ticks: clock.ticks, starts, backs, fronts, settled }
    }

    /// How many bytes it takes.
    pub const fn bytes(&self) -> usize {
        self.starts.bytes()
            + self.backs.bytes()
            + 2 * self.fronts.len() * size_of::<u32>()
            + self.settled.bytes()
    }
}
