//! Sorting that ships once.
//!
//! The standard library compiles a stable sort for every type that is sorted, at 3 KB of wasm
//! each, and as much again to find one place in the order. Lists that need sorting are short or
//! rare, so theirs is one sort of indices for all types; a place is found among whole numbers.

use std::cmp::Ordering;

/// The indices of `count` items in order; the equal ones stay as they stand.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    indices.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
    indices
}

/// Sorts items; the equal ones stay as they stand.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|index| unsorted[index].take()));
}

/// Sorts items by a key; the equal ones stay as they stand.
///
/// ```
/// use headroom::base::sort_by_key;
///
/// let mut policies = vec![("down", 2), ("older", 1), ("newer", 1)];
/// sort_by_key(&mut policies, |(_, priority)| *priority);
/// assert_eq!(policies, [("older", 1), ("newer", 1), ("down", 2)]);
/// ```
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// The number that stands at this place in order; `None` beyond the last one.
pub fn nth(mut numbers: Vec<i64>, place: usize) -> Option<i64> {
    if place >= numbers.len() {
        return None;
    }
    Some(*numbers.select_nth_unstable(place).1)
}

/// The float that stands at this place in the order of [`f64::total_cmp`]; `None` beyond the last
/// one.
///
/// ```
/// use headroom::base::nth_float;
///
/// let values = [0.5, f64::NAN, -1.0];
/// assert_eq!(nth_float(values.into_iter(), 0), Some(-1.0));
/// assert!(nth_float(values.into_iter(), 2).unwrap().is_nan(), "what is no number comes last");
/// assert_eq!(nth_float(values.into_iter(), 3), None);
/// ```
pub fn nth_float(floats: impl Iterator<Item = f64>, place: usize) -> Option<f64> {
    let rank = |float: f64| ranked(float.to_bits().cast_signed());
    let found = nth(floats.map(rank).collect(), place)?;
    Some(f64::from_bits(ranked(found).cast_unsigned()))
}

/// A float's bits as a number of the same order, and back: below zero more bits are less.
const fn ranked(bits: i64) -> i64 {
    if bits < 0 { bits ^ i64::MAX } else { bits }
}
