//! Draws for the random scenarios: a failure names the seed that brings it back.

/// splitmix64: the same draws for the same seed.
pub struct Chance(pub u64);

impl Chance {
    const STRIDE: u64 = 0x9E37_79B9_7F4A_7C15;

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STRIDE);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
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
