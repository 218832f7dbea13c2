//! What is saved day by day, as bars.

use headroom::chart::days::{DayChart, day_chart};
use proptest::prelude::*;

fn heights(chart: &DayChart) -> Vec<f64> {
    chart.bars.iter().map(|bar| bar.height).collect()
}

#[test]
fn what_is_saved_goes_up_and_what_is_lost_goes_down() {
    let chart = day_chart(&[2.0, 0.0, -1.0, 1.0], 400.0);
    let found = heights(&chart);
    assert!((found[0] - 2.0 * found[2]).abs() < 1e-9 && found[1] == 0.0, "{found:?}");
    let [first, _, lost, last] = chart.bars[..] else { panic!("four days") };
    assert_eq!(first.y + first.height, lost.y, "both begin at the line of no difference");
    assert!(first.is_less && !lost.is_less && last.y > first.y);
    assert!(chart.zero.starts_with(&format!("M0.0,{:.1}", lost.y)), "{}", chart.zero);
}

#[test]
fn days_without_room_share_a_label() {
    let labels = |days: usize, width: f64| {
        day_chart(&vec![1.0; days], width).bars.iter().filter(|bar| bar.label_x.is_some()).count()
    };
    assert_eq!((labels(14, 640.0), labels(14, 240.0), labels(0, 640.0)), (14, 5, 0));
}

proptest! {
    #[test]
    fn no_numbers_lead_out_of_the_plot(
        days in prop::collection::vec(any::<f64>(), 0..40),
        width in 0.0..2_000.0_f64,
    ) {
        let chart = day_chart(&days, width);
        for bar in &chart.bars {
            prop_assert!(bar.x >= 0.0 && bar.x + bar.width <= chart.width.max(1.0) + 1e-6);
            prop_assert!(bar.y >= 0.0 && bar.y + bar.height <= chart.labels_y);
        }
    }
}
