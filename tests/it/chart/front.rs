//! The front of a sweep.

use headroom::chart::format::Plain;
use headroom::chart::front::{Dot, FrontChart, Mark, Spot, front_chart};
use proptest::prelude::*;

fn spots(pairs: &[(f64, f64)]) -> Vec<Spot> {
    pairs.iter().map(|(cost, overload)| Spot { cost: *cost, overload: *overload }).collect()
}

fn chart(pairs: &[(f64, f64)], saved: (f64, f64), width: f64) -> FrontChart {
    let saved = Spot { cost: saved.0, overload: saved.1 };
    front_chart(&spots(pairs), (saved, None), width, &Plain)
}

#[test]
fn costs_go_right_and_overload_goes_up() {
    let chart = chart(&[(10.0, 90.0), (20.0, 30.0), (40.0, 0.0)], (30.0, 60.0), 640.0);
    let [left, right, top, bottom] = chart.edges;
    let xs: Vec<f64> = chart.dots.iter().map(|dot| dot.x).collect();
    assert!(xs.is_sorted() && left < xs[0] && xs[2] < right, "{xs:?}");
    let ys: Vec<f64> = chart.dots.iter().map(|dot| dot.y).collect();
    assert!(top < ys[0] && ys[0] < chart.saved.y && chart.saved.y < ys[1], "{ys:?}");
    assert_eq!(ys[2], bottom, "no overload lies on the axis");
    let labels: Vec<&str> = chart.overloads.iter().map(|tick| tick.label.as_str()).collect();
    assert_eq!(labels, ["0", "20", "40", "60", "80", "100"]);
    assert_eq!(chart.costs.first().map(|tick| tick.label.as_str()), Some("10"));
}

/// Points that are overloaded for hours leave room to tell the saved rules from the others.
#[test]
fn the_overload_of_far_points_is_cut_off() {
    let far = chart(&[(10.0, 18_745.0), (20.0, 12.0)], (30.0, 20.0), 640.0);
    let (at, most) = far.cut.unwrap();
    assert_eq!(most, 18_745.0);
    assert!((60.0..=120.0).contains(&at), "{at}");
    let [_, _, top, bottom] = far.edges;
    assert_eq!(far.dots[0].y, top);
    assert!(bottom - far.saved.y > 20.0, "it stands off the axis: {:?}", far.saved);
    assert_eq!(chart(&[(10.0, 50.0)], (30.0, 20.0), 640.0).cut, None);
}

/// Between two points the cheaper one is what is to be had.
#[test]
fn the_line_goes_across_before_it_goes_down() {
    let chart = chart(&[(10.0, 50.0), (20.0, 0.0)], (10.0, 100.0), 640.0);
    let [from, to] = [chart.dots[0], chart.dots[1]];
    let expected = format!("M{:.1},{:.1}H{:.1}V{:.1}", from.x, from.y, to.x, to.y);
    assert_eq!(chart.line, expected);
}

/// What is advised may stand off the front: dearer, with more overload, and calmer.
#[test]
fn the_line_passes_over_what_is_no_bargain() {
    let with = chart(&[(10.0, 50.0), (15.0, 60.0), (20.0, 0.0)], (10.0, 100.0), 640.0);
    let without = chart(&[(10.0, 50.0), (20.0, 0.0)], (10.0, 100.0), 640.0);
    assert_eq!((with.line, with.dots.len()), (without.line, 3));
}

#[test]
fn a_front_of_nothing_still_shows_the_saved_policies() {
    let chart = chart(&[], (12.0, 0.0), 320.0);
    assert!(chart.line.is_empty() && chart.dots.is_empty());
    let [left, right, _, bottom] = chart.edges;
    assert!(left < chart.saved.x && chart.saved.x < right);
    assert_eq!(chart.saved.y, bottom);
}

#[test]
fn what_is_pointed_at_is_the_nearest_point() {
    let chart = chart(&[(10.0, 50.0), (20.0, 0.0)], (10.0, 100.0), 640.0);
    for (index, dot) in chart.dots.iter().enumerate() {
        assert_eq!(chart.nearest(dot.x + 9.0, dot.y - 9.0), Some(Mark::Point(index)));
        assert_eq!(chart.nearest(dot.x, dot.y - 25.0), None);
    }
}

/// The saved rules and the edited variant are met on the way, and the way ends at both ends.
#[test]
fn steps_go_by_cost() {
    let front = spots(&[(10.0, 50.0), (20.0, 0.0)]);
    let [saved, edited] = [(15.0, 40.0), (30.0, 40.0)].map(|own| spots(&[own])[0]);
    let chart = front_chart(&front, (saved, Some(edited)), 640.0, &Plain);
    let by_cost = [Mark::Point(0), Mark::Saved, Mark::Point(1), Mark::Edited];
    let mut at = None;
    for mark in by_cost.into_iter().chain([Mark::Edited]) {
        at = chart.step(at, 1);
        assert_eq!(at, Some(mark));
    }
    assert_eq!(chart.step(at, -1), Some(Mark::Point(1)));
    let ends = [chart.step(at, isize::MIN), chart.step(None, -1), chart.step(None, isize::MAX)];
    assert_eq!(ends, [Some(Mark::Point(0)), Some(Mark::Edited), Some(Mark::Edited)]);
    assert_eq!(chart.dot(Mark::Edited), chart.edited);
    assert_eq!(by_cost.map(Mark::place), [1, 0, 2, 0]);
    assert_eq!(chart.nearest(chart.saved.x + 1.0, chart.saved.y), Some(Mark::Saved));
}

/// However near two marks are, their names stand apart.
#[test]
fn names_of_near_marks_keep_apart() {
    let chart = chart(&[(10.0, 50.0), (40.0, 0.0)], (25.0, 20.0), 640.0);
    let at = |x, y| Dot { x, y };
    let named = [(at(300.0, 120.0), "edited"), (at(310.0, 124.0), "recommended")];
    let placed = chart.labels(&named);
    assert!(placed[0].y < 120.0, "above where there is room: {placed:?}");
    assert!((placed[0].y - placed[1].y).abs() >= 14.0, "{placed:?}");
    // At an edge it is moved into the chart.
    let edge = chart.labels(&[(at(636.0, 100.0), "recommended")]);
    assert!(edge[0].x < 605.0, "{edge:?}");
}

/// Numbers of an axis are all written out, or all shortened.
#[test]
fn thousands_are_written_out() {
    let labels = |overload: f64| {
        let chart = chart(&[(10.0, overload)], (10.0, overload), 640.0);
        chart.overloads.last().map(|tick| tick.label.clone())
    };
    assert_eq!(labels(1_000.0).as_deref(), Some("1000"));
    assert_eq!(labels(1e7).as_deref(), Some("10M"));
}

proptest! {
    #[test]
    fn no_numbers_lead_out_of_the_plot(
        pairs in prop::collection::vec((any::<f64>(), any::<f64>()), 0..9),
        saved in (any::<f64>(), any::<f64>()),
        width in prop_oneof![Just(0.0), 1.0..4_000.0],
    ) {
        let chart = chart(&pairs, saved, width);
        let [left, right, top, bottom] = chart.edges;
        for dot in chart.dots.iter().chain([&chart.saved]) {
            let (across, down) = (left..=right, top..=bottom);
            prop_assert!(across.contains(&dot.x) && down.contains(&dot.y), "{chart:?}");
        }
        prop_assert!(chart.costs.len() <= 8 && chart.overloads.len() <= 8);
    }
}
