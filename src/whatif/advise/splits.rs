//! Ways to split blocks of days into those that a point is chosen on and those that judge it.

use crate::base::draw;

/// The blocks that a choice is made on, a bit each; the others judge it.
pub type Chosen = u32;

/// The most splits that are made: all of 14 days.
pub const MOST: usize = 3_432;

/// Every way to choose on half of the blocks, both ways: with an odd number, on the smaller half
/// and on the larger one. Where there are more than [`MOST`], so many drawn of them.
pub fn splits(blocks: u32) -> Vec<Chosen> {
    debug_assert!((2..=24).contains(&blocks), "as many blocks as there are bits, and two at least");
    let half = blocks / 2;
    let is_half = |mask: &Chosen| [half, blocks - half].contains(&mask.count_ones());
    let all: Vec<Chosen> = (0..1_u32 << blocks).filter(is_half).collect();
    if all.len() <= MOST {
        return all;
    }
    // One out of each of so many equal stretches.
    let count = all.len() as u64;
    let start = |part: u64| part * count / MOST as u64;
    let drawn = |part: u64| {
        let (from, to) = (start(part), start(part + 1));
        usize::try_from(from + draw(0, part) % (to - from).max(1)).unwrap_or_default()
    };
    (0..MOST as u64).filter_map(|part| all.get(drawn(part)).copied()).collect()
}
