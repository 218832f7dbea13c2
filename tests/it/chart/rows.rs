//! What list rows draw: a day as a small line over its size, and a size against its bounds.

use headroom::chart::size_bar::size_bar;
use headroom::chart::spark::{Sparkline, spark_area, spark_between};
use headroom::chart::timeline::Step;

const VIEW: Sparkline = Sparkline { from_ms: 0, to_ms: 100, width: 102.0 };

#[test]
fn a_line_keeps_to_its_time_and_its_rows() {
    // Samples that stop half way leave the rest of the room empty.
    let line = spark_between(&[0, 50], &[0.0, 100.0], &VIEW, (10.0, 30.0), 0.0);
    assert_eq!(line, "M1.0,29.0L51.0,11.0");
    assert_eq!(spark_between(&[], &[], &VIEW, (0.0, 20.0), 0.0), "");
}

#[test]
fn the_ground_under_a_size_goes_to_the_end() {
    let steps = [Step { at_ms: 0, size: 1.0 }, Step { at_ms: 50, size: 2.0 }];
    let area = spark_area(&steps, &VIEW, (20.0, 30.0), 2.0);
    assert_eq!(area, "M1.0,30.0V25.0H51.0V20.0H101.0V30.0Z");
    assert_eq!(spark_area(&[], &VIEW, (20.0, 30.0), 2.0), "");
}

#[test]
fn a_bar_shows_what_there_is_and_what_is_wanted() {
    let bar = size_bar((2, 3), (1, 4), (40.0, 12.0));
    assert_eq!(bar.have, "M0.0,0.0H20.0V9.0H0.0Z");
    assert_eq!(bar.wanted, "M20.0,0.0H30.0V9.0H20.0Z");
    assert_eq!(bar.hatch.matches('M').count(), 3, "a line every three pixels");
    assert_eq!(bar.parts.matches('M').count(), 3, "between four Instances");
    assert_eq!(bar.minimum, "M10.0,10.0V12.0");

    // Beyond the maximum the bar is as long as the size, and those that will go are hatched.
    let above = size_bar((6, 4), (1, 4), (60.0, 12.0));
    assert_eq!(above.have, "M0.0,0.0H40.0V9.0H0.0Z");
    assert_eq!(above.wanted, "M40.0,0.0H60.0V9.0H40.0Z");

    // Many Instances are not told apart, and none are no trouble.
    assert_eq!(size_bar((50, 50), (0, 100), (40.0, 12.0)).parts, "");
    // As many as the API takes are not gone through one by one.
    assert_eq!(size_bar((5, 5), (1, u32::MAX), (40.0, 12.0)).parts, "");
    let empty = size_bar((0, 0), (0, 0), (40.0, 12.0));
    assert_eq!((empty.have.as_str(), empty.wanted.as_str()), ("", ""));
}
