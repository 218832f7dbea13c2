//! Chance without state: every draw is a function of a seed and an index.
//!
//! So any moment of a simulated world can be computed by itself, and a draw does not depend on
//! how many others were made before. A generator that is advanced cannot do that, and the crates
//! that offer one do not promise the same numbers after an update, which would change recorded
//! outcomes. This is splitmix64 (Steele, Lea and Flood, 2014), whose n-th output needs no others.

/// The golden ratio's fraction, which spreads consecutive indices over all 64 bits.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Draw number `index`, from 0, of the generator that starts at `seed`.
#[must_use]
pub const fn draw(seed: u64, index: u64) -> u64 {
    mix(seed.wrapping_add(index.wrapping_add(1).wrapping_mul(GOLDEN)))
}

/// The generator's last step: every bit of the answer hangs on every bit of the word.
#[must_use]
pub const fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// A draw as a number from 0 to, not including, 1: its upper 53 bits, which a float holds whole.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "53 bits are kept whole")]
pub fn unit(draw: u64) -> f64 {
    const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
    (draw >> 11) as f64 * STEP
}
