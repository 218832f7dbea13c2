//! A sweep's points, given out in parts to whoever replays them.

use std::ops::Range;

/// Gives out points from the first to the last, a part at a time; a part that comes back without
/// an answer, since its worker died, is given out again before anything new.
///
/// ```
/// use headroom::whatif::WorkQueue;
///
/// let mut queue = WorkQueue::new(250, 100);
/// let first = queue.part().unwrap();
/// assert_eq!(first, 0..100);
/// assert_eq!(queue.part(), Some(100..200));
/// queue.finished(&(100..200));
/// queue.unfinished(first);
/// assert_eq!(queue.part(), Some(0..100), "whose worker died goes first");
/// assert_eq!(queue.part(), Some(200..250));
/// assert_eq!((queue.done(), queue.is_done()), (100, false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkQueue {
    next: u32,
    end: u32,
    at_once: u32,
    back: Vec<Range<u32>>,
    done: u32,
}

impl WorkQueue {
    /// Points from 0 on, so many of them, so many a part.
    #[must_use]
    pub const fn new(points: u32, at_once: u32) -> Self {
        let at_once = if at_once == 0 { 1 } else { at_once };
        Self { next: 0, end: points, at_once, back: Vec::new(), done: 0 }
    }

    /// Gives out so many points a part from now on.
    pub const fn ask_at_once(&mut self, at_once: u32) {
        self.at_once = if at_once == 0 { 1 } else { at_once };
    }

    /// The next part; `None` when every point is given out.
    pub fn part(&mut self) -> Option<Range<u32>> {
        if let Some(back) = self.back.pop() {
            return Some(back);
        }
        if self.next == self.end {
            return None;
        }
        let from = self.next;
        self.next = from.saturating_add(self.at_once).min(self.end);
        Some(from..self.next)
    }

    /// A part was replayed.
    pub const fn finished(&mut self, part: &Range<u32>) {
        self.done += part.end - part.start;
    }

    /// A part was not replayed.
    pub fn unfinished(&mut self, part: Range<u32>) {
        self.back.push(part);
    }

    /// How many points were replayed.
    #[must_use]
    pub const fn done(&self) -> u32 {
        self.done
    }

    /// Whether every point was replayed.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.done == self.end
    }
}
