//! Places in an order, against the standard library's sorts.

use headroom::base::{nth, nth_float};

#[test]
fn a_number_stands_at_the_place_that_sorting_gives_it() {
    let numbers = vec![5, -3, i64::MAX, 5, 0, i64::MIN, -3, 7];
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    for (place, number) in sorted.iter().enumerate() {
        assert_eq!(nth(numbers.clone(), place), Some(*number), "{place}");
    }
    assert_eq!(nth(numbers, sorted.len()), None);
    assert_eq!(nth(Vec::new(), 0), None);
}

#[test]
fn a_float_stands_at_the_place_that_its_total_order_gives_it() {
    let floats = [1.5, -0.0, 0.0, -2.5, f64::INFINITY, f64::MIN_POSITIVE, -1e300, 1e300, -2.5];
    let mut sorted = floats.to_vec();
    sorted.sort_by(f64::total_cmp);
    for (place, float) in sorted.iter().enumerate() {
        let found = nth_float(floats.into_iter(), place).map(f64::to_bits);
        assert_eq!(found, Some(float.to_bits()), "{place}");
    }
    assert_eq!(nth_float(std::iter::empty(), 0), None);
}
