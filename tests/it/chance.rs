//! Draws for the random scenarios: a failure names the seed that brings it back.

use headroom::base::{GOLDEN, draw};

/// The same draws for the same seed.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        let next = draw(self.0, 0);
        self.0 = self.0.wrapping_add(GOLDEN);
        next
    }

    /// A whole number in `low..=high`.
    pub fn within(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high - low) + 1;
        low + u32::try_from(self.next() % span).unwrap()
    }

    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.next()).unwrap() % choices.len()]
    }

    /// True once in `n`.
    pub fn once_in(&mut self, n: u32) -> bool {
        self.within(1, n) == 1
    }

    /// A multiple of one eighth from 0 to 4.
    pub fn eighths(&mut self) -> f64 {
        f64::from(self.within(0, 32)) / 8.0
    }
}
