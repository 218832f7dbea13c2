//! Ascending numbers, one an evaluation.

/// Where evaluations and samples are as far apart as each other, as in most histories, the numbers
/// are those of the evaluations, put off by the same: they take no memory, of which a long history
/// would read much.
pub enum Ascending {
    /// The number of the evaluation and so many more, between 0 and the greatest.
    Even { more: i64, most: i64 },
    /// One by one.
    Uneven(Vec<u32>),
}

impl Ascending {
    pub fn new(numbers: Vec<u32>) -> Self {
        debug_assert!(numbers.is_sorted(), "they ascend");
        let most = numbers.last().copied().map_or(0, i64::from);
        let inner = numbers.iter().zip(0_i64..).find(|(number, _)| **number > 0);
        let more = inner.map_or(0, |(number, tick)| i64::from(*number) - tick);
        let even = |(number, tick): (&u32, i64)| i64::from(*number) == (tick + more).clamp(0, most);
        match numbers.iter().zip(0_i64..).all(even) {
            true => Self::Even { more, most },
            false => Self::Uneven(numbers),
        }
    }

    /// The number of an evaluation.
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was a u32")]
    pub fn at(&self, tick: u32) -> u32 {
        match self {
            Self::Even { more, most } => (i64::from(tick) + more).clamp(0, *most) as u32,
            Self::Uneven(numbers) => numbers[tick as usize],
        }
    }

    /// How many bytes it takes.
    pub const fn bytes(&self) -> usize {
        match self {
            Self::Even { .. } => 0,
            Self::Uneven(numbers) => numbers.len() * size_of::<u32>(),
        }
    }
}
