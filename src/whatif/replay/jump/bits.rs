//! A yes or no for every evaluation, 64 a word.

/// The first evaluation of a range with a bit among those that `word` gives, 64 at a time.
#[inline]
pub fn first_of(from: u32, to: u32, mut word: impl FnMut(usize) -> u64) -> Option<u32> {
    let (mut at, mut mask) = (from / 64, u64::MAX << (from % 64));
    while at * 64 < to {
        let found = word(at as usize) & mask;
        if found != 0 {
            let tick = at * 64 + found.trailing_zeros();
            return (tick < to).then_some(tick);
        }
        (at, mask) = (at + 1, u64::MAX);
    }
    None
}
