//! Which rows of a long list are worth drawing.

use std::ops::Range;

/// Lists up to this length are drawn whole: then the browser's own search finds every row.
pub const WHOLE_ROWS: usize = 200;

/// How many rows of a longer list are drawn before anybody knows how high one is: about as many
/// as a tall screen holds.
const FIRST: usize = 60;

/// Rows drawn beyond each edge, so that fast scrolling shows no gap.
const BEYOND: usize = 20;

/// The rows of a list of `len` rows of `row_px` each that are in sight, with some beyond each
/// edge. `above_px` is how much of the list lies above the upper edge of the view, negative while
/// the list starts below it; `view_px` is the view's height.
///
/// ```
/// use headroom::base::rows_in_view;
///
/// // Of 1,000 rows of 20 px, the 10 in view from row 100 on, and 20 beyond each edge.
/// let rows = rows_in_view(1_000, 20.0, 2_000.0, 200.0);
/// assert!(rows.contains(&100) && rows.contains(&109));
/// assert!(rows.len() < 60);
/// // The browser's own search finds every row of a short list.
/// assert_eq!(rows_in_view(200, 20.0, 2_000.0, 200.0), 0..200);
/// ```
#[must_use]
pub fn rows_in_view(len: usize, row_px: f64, above_px: f64, view_px: f64) -> Range<usize> {
    if len <= WHOLE_ROWS {
        return 0..len;
    }
    if row_px.is_nan() || row_px <= 0.0 {
        return 0..FIRST;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
    let row_at = |px: f64| (px / row_px).max(0.0) as usize;
    let first = row_at(above_px).saturating_sub(BEYOND).min(len);
    let last = (row_at(above_px + view_px) + 1 + BEYOND).min(len);
    first..last.max(first)
}
