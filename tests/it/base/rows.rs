//! Which rows of a long list are drawn.

use headroom::base::rows_in_view;
use proptest::prelude::*;

#[test]
fn a_short_list_is_drawn_whole() {
    assert_eq!(rows_in_view(0, 34.0, 0.0, 900.0), 0..0);
    assert_eq!(rows_in_view(200, 34.0, 5_000.0, 900.0), 0..200);
}

#[test]
fn a_long_list_whose_rows_have_no_height_yet_starts_at_its_top() {
    for unknown in [0.0, f64::NAN, -1.0] {
        assert_eq!(rows_in_view(10_000, unknown, 0.0, 900.0), 0..60);
    }
}

proptest! {
    #[test]
    fn every_row_in_sight_is_drawn_and_not_many_more(
        len in 201_usize..20_000,
        row_px in 10.0..80.0_f64,
        above_px in -2_000.0..500_000.0_f64,
        view_px in 100.0..3_000.0_f64,
    ) {
        let drawn = rows_in_view(len, row_px, above_px, view_px);
        prop_assert!(drawn.end <= len && drawn.start <= drawn.end);
        prop_assert!(drawn.len() as f64 <= view_px / row_px + 44.0);
        for row in 0..len {
            let (top, bottom) = (row as f64 * row_px, (row + 1) as f64 * row_px);
            let in_sight = bottom > above_px && top < above_px + view_px;
            prop_assert!(!in_sight || drawn.contains(&row), "row {row} of {drawn:?}");
        }
    }
}
