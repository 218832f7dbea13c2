//! Sorting that ships once. It stands in the lowest layer, so that all others can use it.
//!
//! The standard library compiles a stable sort for every type that is sorted, at 3 KB of wasm
//! each. Lists for people are short, so theirs is one sort of indices for all types.

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
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}
