//! A pointer on its way to the explanation of what it pointed at.

use headroom::lab::Pointing;

/// It stood at one instant, passed others on its way, and left the plot.
fn way(stood_ms: f64, way_ms: f64) -> Option<i64> {
    let at = Pointing::default().moved(5, 0.0).moved(6, stood_ms).moved(7, stood_ms + 10.0);
    at.left(stood_ms + way_ms)
}

#[test]
fn what_it_stood_at_is_meant_when_it_goes_straight_away() {
    assert_eq!(way(100.0, 700.0), Some(5));
    assert_eq!(way(100.0, 701.0), None, "it looked at what lay between");
    assert_eq!(way(99.0, 20.0), None, "it stood nowhere");
    assert_eq!(Pointing::default().left(0.0), None);
}

#[test]
fn the_last_stand_counts() {
    let twice = Pointing::default().moved(5, 0.0).moved(6, 200.0).moved(9, 400.0);
    assert_eq!(twice.left(500.0), Some(6));
}
